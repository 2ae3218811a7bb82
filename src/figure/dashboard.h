/* dashboard.h -- small multiples: one tile an indicator, with its last value,
 * its target, its course and a signal. */
#ifndef BCL_FIGURE_DASHBOARD_H
#define BCL_FIGURE_DASHBOARD_H

#include "figure/frame.h"

/* A shape and a colour, so that it survives a grey print.  The rule that gives
 * it is the caller's and is printed with the figure. */
typedef enum {
    BCL_SIGNAL_NONE,
    BCL_SIGNAL_GOOD,   /* green disc */
    BCL_SIGNAL_MIDDLE, /* orange triangle */
    BCL_SIGNAL_BAD     /* vermillion square */
} bcl_signal;

typedef struct {
    const char *title, *unit;
    const int *year; /* [nyear], ascending */
    size_t nyear;
    const double *observed;  /* [nyear], NaN where not observed; NULL: none */
    const double *projected; /* [nyear]; NULL: none */
    double target;           /* NaN: none */
    int target_from; /* before target_year: a mean from then on is aimed at */
    int target_year;
    double start_year; /* where the way to the target begins */
    double start;      /* its value then; NaN: no way is drawn */
    bcl_signal signal;
} bcl_dashboard_tile;

typedef struct {
    bcl_page page;
    const bcl_dashboard_tile *tile;
    size_t ntile;
    size_t columns;   /* 0: three */
    const char *rule; /* what the signal measures; NULL: no key */
    const char *good, *middle, *bad; /* the three classes, as texts */
    const char *none;                /* and for BCL_SIGNAL_NONE; NULL: no key */
} bcl_dashboard;

/* NULL with G06 or G09. */
bcl_canvas *bcl_dashboard_draw(const bcl_dashboard *b, bcl_arena *a,
                               bcl_diag *d);

#endif
