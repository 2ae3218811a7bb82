/* sankey_label.h -- names and values beside the nodes of a Sankey diagram. */
#ifndef BCL_FIGURE_SANKEY_LABEL_H
#define BCL_FIGURE_SANKEY_LABEL_H

#include "figure/sankey.h"

/* Decimals that suit every flow and total. */
int bcl_sankey_decimals(const bcl_sankey *s);

/* A value with its unit when that is short. */
const char *bcl_sankey_value(const bcl_sankey *s, double v, int decimals,
                             bcl_arena *a);

/* True when values carry no unit, so that it must stand elsewhere. */
bool bcl_sankey_unit_apart(const bcl_sankey *s);

/* Room the labels of a column need beside it, at most `most` cm. */
double bcl_sankey_gutter(const bcl_sankey *s, const bcl_sankey_plan *p,
                         int layer, double most, bcl_arena *a);

/* Write the labels of one column between lo and hi: left of the first one,
 * right of the others, there on a pale ground, `width` cm wide at most.
 * False with G09 when they do not fit. */
bool bcl_sankey_labels(bcl_canvas *c, const bcl_sankey *s,
                       const bcl_sankey_layout *l, int layer, double width,
                       double lo, double hi, bcl_diag *d) BCL_MUST_CHECK;

#endif
