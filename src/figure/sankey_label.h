/* sankey_label.h -- names and values beside the nodes of a Sankey diagram. */
#ifndef BCL_FIGURE_SANKEY_LABEL_H
#define BCL_FIGURE_SANKEY_LABEL_H

#include "figure/sankey.h"

extern const double bcl_sankey_value_pt; /* size of the values */

/* ---- sankey_text.c ---- */

/* Decimals that suit every flow and total. */
int bcl_sankey_decimals(const bcl_sankey *s);

/* A value with its unit when that is short. */
const char *bcl_sankey_value(const bcl_sankey *s, double v, int decimals,
                             bcl_arena *a);

/* True when values carry no unit, so that it must stand elsewhere. */
bool bcl_sankey_unit_apart(const bcl_sankey *s);

/* Is what enters a node, or leaves it, a lower bound: with a flow that is one,
 * or has no value? */
bool bcl_sankey_least(const bcl_sankey *s, size_t node, bool out);

/* "≥ 12" for a lower bound. */
const char *bcl_sankey_bound(const char *value, bool least, bcl_arena *a);

/* What passes through a node: one value, or what enters and what leaves when
 * they differ, as words when these are no wider than `width` cm; "n.d." when
 * nothing is known of it. */
const char *bcl_sankey_total(const bcl_sankey *s, const bcl_sankey_place *n,
                             int decimals, double width, bcl_arena *a);

/* Does it tell two values? */
bool bcl_sankey_differs(const bcl_sankey_place *n, int decimals, bcl_arena *a);

/* The same as short as can be, without unit. */
const char *bcl_sankey_brief(const bcl_sankey_place *n, int decimals,
                             bcl_arena *a);

/* "écart 12,3 GWh/an (2,1 %)" of a node that has one; "≤" or "≥" when the side
 * it lacks, or has too much of, is a lower bound. */
const char *bcl_sankey_gap(const bcl_sankey *s, size_t node, bcl_arena *a);

/* ---- sankey_label.c ---- */

/* Room the labels of a column need beside it, at most `most` cm. */
double bcl_sankey_gutter(const bcl_sankey *s, const bcl_sankey_plan *p,
                         int layer, double most, bcl_arena *a);

/* Write the labels of one column between lo and hi: left of the first one,
 * right of the others, there on a pale ground, `width` cm wide at most; gaps
 * stand at their stubs.  False with G09 when they do not fit. */
bool bcl_sankey_labels(bcl_canvas *c, const bcl_sankey *s,
                       const bcl_sankey_layout *l, int layer, double width,
                       double lo, double hi, bcl_diag *d) BCL_MUST_CHECK;

#endif
