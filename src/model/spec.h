/* spec.h -- which elements and attributes the language knows.
 *
 * The RELAX NG schema is the contract and serves the tests; its messages
 * cannot be shown to a planner, so the loader holds each element against this
 * table and says what is wrong in sentences of its own. */
#ifndef BCL_MODEL_SPEC_H
#define BCL_MODEL_SPEC_H

#include "input/xml.h"

/* Check a whole document below `root` (R02: unknown element, attribute or
 * misplaced text; R08: a missing one; R09: a value that is none of those
 * expected).  False when something is wrong. */
bool bcl_spec_check(const bcl_xml *root, bcl_arena *a,
                    bcl_diag *d) BCL_MUST_CHECK;

/* The value of an attribute, or NULL. */
const char *bcl_attr(const bcl_xml *e, const char *name);
bcl_pos bcl_attr_at(const bcl_xml *e, const char *name);

/* A number, a year or "2011..2020" (a lone year gives it twice); false when
 * absent or, after reporting R09, ill-written.  Test presence with bcl_attr. */
bool bcl_attr_number(double *x, const bcl_xml *e, const char *name,
                     bcl_diag *d);
bool bcl_attr_int(int *x, const bcl_xml *e, const char *name, bcl_diag *d);
bool bcl_attr_years(int *from, int *to, const bcl_xml *e, const char *name,
                    bcl_diag *d);

/* The text of an element as a number (R09). */
bool bcl_text_number(double *x, const bcl_xml *e, bcl_diag *d);

/* The first child element named so after `after` (NULL: from the start). */
const bcl_xml *bcl_child(const bcl_xml *e, const char *name,
                         const bcl_xml *after);

bool bcl_is(const bcl_xml *e, const char *name);

#endif
