/* spread.h -- labels side by side without overlap, each near its place. */
#ifndef BCL_FIGURE_SPREAD_H
#define BCL_FIGURE_SPREAD_H

#include "core/arena.h"
#include "figure/canvas.h"

#include <stdbool.h>
#include <stddef.h>

/* Move the centres y[0..n), given in ascending order of their wishes, so that
 * extents of height h[] neither overlap nor leave lo..hi, with the least sum
 * of squared moves (isotonic regression, pool adjacent violators).  False, and
 * nothing moved, when they do not fit. */
bool bcl_spread(double *y, const double *h, size_t n, double lo, double hi,
                bcl_arena *a);

/* The box of w by h nearest to (x, y), at `gap` or more, that stays inside
 * `within` and meets as few texts and lines of `c` as can be. */
bcl_box bcl_spread_near(const bcl_canvas *c, double x, double y, double gap,
                        double w, double h, bcl_box within);

#endif
