/* timeline.h -- a plot whose horizontal axis is years: what lines, areas and
 * budget charts share. */
#ifndef BCL_FIGURE_TIMELINE_H
#define BCL_FIGURE_TIMELINE_H

#include "figure/canvas.h"
#include "figure/scale.h"

typedef struct {
    bcl_canvas *c;
    bcl_box plot;
    bcl_scale scale;
    int first, last; /* years at the plot's edges */
} bcl_timeline;

/* False, with G06, unless there are years, ascending, within 1700 to 2400. */
bool bcl_timeline_check(const int *year, size_t n, const char *what,
                        bcl_diag *d) BCL_MUST_CHECK;

bcl_xy bcl_timeline_point(const bcl_timeline *t, int year, double v);

/* v[0..n) as lines, broken at NaN; a value alone is a dot. */
void bcl_timeline_run(const bcl_timeline *t, const int *year, const double *v,
                      size_t n, bcl_pen pen);

/* The band between low[] and high[], where both have values. */
void bcl_timeline_band(const bcl_timeline *t, const int *year,
                       const double *low, const double *high, size_t n,
                       unsigned rgb);

/* A dot on each value. */
void bcl_timeline_dots(const bcl_timeline *t, const int *year, const double *v,
                       size_t n);

/* The index of the last value that is not NaN, n when there is none (v NULL
 * too). */
size_t bcl_timeline_last(const double *v, size_t n);

/* v[0..n) with a straight way to it from the last value of `observed`. */
const double *bcl_timeline_joined(const int *year, const double *observed,
                                  const double *v, size_t n, bcl_arena *a);

#endif
