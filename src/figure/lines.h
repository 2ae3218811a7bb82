/* lines.h -- trajectories: what was observed, one line a scenario, targets. */
#ifndef BCL_FIGURE_LINES_H
#define BCL_FIGURE_LINES_H

#include "figure/frame.h"

typedef struct {
    const char *label;
    const double *v; /* [nyear], NaN where there is no value */
    unsigned rgb;    /* 0: chosen */
    /* Bounds of the intervals of 50 and 90 %, [nyear]; NULL: none. */
    const double *low50, *high50, *low90, *high90;
} bcl_lines_series;

typedef struct {
    const char *label;
    int from; /* before `year`: the mean from then on is aimed at */
    int year;
    double v;
    unsigned rgb; /* 0: vermillion */
} bcl_lines_target;

typedef struct {
    const char *label;
    double v;
} bcl_lines_level;

typedef struct {
    bcl_page page;
    const char *unit;
    const int *year; /* ascending */
    size_t nyear;
    const double *observed; /* [nyear], NaN where not observed; NULL: none */
    const double *held; /* [nyear] later years of it that repeat or extend an
                           earlier one; NULL: none */
    const char *observed_label; /* named at the right when no series is */
    int until; /* without `observed`: last year that is; 0: none is marked */
    const char *past; /* the word for what is not projected; NULL: observé */
    const bcl_lines_series *series;
    size_t nseries;
    const bcl_lines_target *target;
    size_t ntarget;
    const bcl_lines_level *level; /* horizontal reference lines */
    size_t nlevel;
    bool zero; /* the axis begins at 0 */
} bcl_lines;

/* A scenario starts from the last observed point.  NULL with G06 (a value that
 * cannot be drawn) or G09 (too small a page). */
bcl_canvas *bcl_lines_draw(const bcl_lines *l, bcl_arena *a, bcl_diag *d);

#endif
