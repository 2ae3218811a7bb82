/* bars.h -- stacked vertical bars, one a year. */
#ifndef BCL_FIGURE_BARS_H
#define BCL_FIGURE_BARS_H

#include "figure/stack.h"

typedef struct {
    const char *label;
    double v;        /* NaN: no target */
    size_t from, to; /* first and last row it holds for */
} bcl_bars_target;

typedef struct {
    bcl_stack stack;
    size_t projected;            /* first projected row; 0 or nrow: none */
    const char *projected_label; /* over the grey ground; NULL: "scénario" */
    bcl_bars_target target;      /* label NULL: none */
} bcl_bars;

/* Series are named at the right with their value in the last row.  NULL with
 * G06 or G09. */
bcl_canvas *bcl_bars_draw(const bcl_bars *b, bcl_arena *a, bcl_diag *d);

#endif
