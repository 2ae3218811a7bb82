/* rec_bounds.h -- what the files that find the bounds that bind share. */
#ifndef BCL_FLOW_REC_BOUNDS_H
#define BCL_FLOW_REC_BOUNDS_H

#include "flow/rec_lp.h"

/* A multiplier wrong by less than this, in chi2 a standard deviation, is right:
 * else rounding would make bounds come and go for ever. */
#define BCL_REC_HYSTERESIS 1e-9

typedef struct {
    const bcl_rec_problem *p;
    signed char *at; /* [n] -1: held at its low bound, 1: high, 0: free */
    double *unit;    /* [n] what a move of a variable is measured by */
    double *slack;   /* [n] how far beyond a bound is still on it */
    double *target;  /* [n] of the last solution: how strongly a variable is
                      * kept by its bound, >= 0 when it should be held */
    double *now;     /* [n] one by one: the same, not yet all the way */
    double *x0;      /* [n] the answer without bounds; unobservable: 0 */
    bcl_arena *a;
    bool general;    /* not by the graph of balances */
    bool infeasible; /* one by one: the bounds held have no solution */
} bcl_rec_bounder;

/* With no bound held; r: the answer without bounds. */
bcl_rec_bounder bcl_rec_bounder_of(const bcl_rec_problem *p,
                                   const bcl_rec_result *r, bcl_arena *a);

/* The problem with a row for each bound held. */
bcl_rec_problem bcl_rec_bounded(const bcl_rec_problem *p, const signed char *at,
                                bcl_arena *a);

/* Solves it; fills target. */
bcl_rec_status bcl_rec_bounder_solve(bcl_rec_bounder *w, bcl_rec_result *r,
                                     bcl_arena *a);

/* The low (side < 0) or high bound of k; infinite: none. */
double bcl_rec_bound(const bcl_rec_problem *p, size_t k, int side);

/* -1, 1 when x is beyond the low, high bound of k; NaN is not. */
int bcl_rec_side(const bcl_rec_bounder *w, size_t k, double x);

/* By how much, when it is. */
double bcl_rec_miss(const bcl_rec_bounder *w, size_t k, double x);

/* Whether bounds of unobservable variables forbid what the others are; those
 * bounds are put in at. */
bool bcl_rec_open_misfit(const bcl_rec_bounder *w, const bcl_rec_result *r,
                         signed char *at, bcl_arena *a);

/* From no bound held, one more at a time; false when there is no solution
 * (w->infeasible) or the products do not converge. */
bool bcl_rec_one_by_one(bcl_rec_bounder *w);

/* The answer with the bounds held by w; out: that without. */
void bcl_rec_held(bcl_rec_result *out, const bcl_rec_bounder *w,
                  const bcl_rec_options *o, bcl_arena *a);

#endif
