/* shape.h -- what the value of an attribute must look like: one of a few
 * words, a number, a year or a period.
 *
 * A word that nobody knows would otherwise be read as the default, silently:
 * prolonge="expo" would be "aucune". */
#ifndef BCL_MODEL_SHAPE_H
#define BCL_MODEL_SHAPE_H

#include "input/xml.h"

/* Check one attribute of an element (R09). */
bool bcl_shape_check(const bcl_xml *e, const bcl_xml_attr *at, bcl_arena *a,
                     bcl_diag *d) BCL_MUST_CHECK;

#endif
