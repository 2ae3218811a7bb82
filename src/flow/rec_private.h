/* rec_private.h -- what the files of the reconciliation share; for them only.
 */
#ifndef BCL_FLOW_REC_PRIVATE_H
#define BCL_FLOW_REC_PRIVATE_H

#include "flow/reconcile.h"

/* How far a constraint may be from holding, to the sum of its absolute terms,
 * before data are said to contradict each other. */
#define BCL_REC_HOLDS 1e-9

/* Balances alone, no correlation: the graph of processes with the outside as a
 * node.  Fills class, x, sd, adjustment, z, chi2, dof, and the contradiction;
 * bounds are not looked at.  pull: NULL or [n], half of what chi2 gains when an
 * exact flow gains a unit; NaN: others cannot make room for it. */
bcl_rec_status bcl_rec_graph(bcl_rec_result *out, double *pull,
                             const bcl_rec_problem *p, const bcl_rec_options *o,
                             bcl_arena *a);

/* The same for any problem: in one step when it is linear, else by
 * Gauss-Newton.  `point`, unless NULL, receives more of the answer, in the
 * arena. */
typedef struct {
    double *x;          /* [n] as the answer's, but unobservable variables have
                         * some value with which every constraint holds */
    double *y;          /* [number of measured variables] deviations, made
                         * independent and of variance 1: chi2 is y'y */
    double *multiplier; /* [nprocess + nrow] half of what chi2 gains when the
                         * right-hand side of a constraint gains a unit */
} bcl_rec_point;
bcl_rec_status bcl_rec_general(bcl_rec_result *out, bcl_rec_point *point,
                               const bcl_rec_problem *p,
                               const bcl_rec_options *o, bcl_arena *a);

/* The one that a problem wants; contradictions are explained. */
bcl_rec_status bcl_rec_route(bcl_rec_result *out, const bcl_rec_problem *p,
                             const bcl_rec_options *o, bcl_arena *a);

/* One step: the problem with products and skewed variables linearised at x0
 * ([n], finite; NULL: the problem is linear).  A contradiction is seen, not
 * explained. */
bcl_rec_status bcl_rec_linear(bcl_rec_result *out, bcl_rec_point *point,
                              const bcl_rec_problem *p, const double *x0,
                              const bcl_rec_options *o, bcl_arena *a);

/* Products and skewed variables: `point` as above.  Says DIVERGED, or which
 * exact data contradict each other. */
bcl_rec_status bcl_rec_bilinear(bcl_rec_result *out, bcl_rec_point *point,
                                const bcl_rec_problem *p,
                                const bcl_rec_options *o, bcl_arena *a);

/* Gauss-Newton from x0 ([n]). */
typedef struct {
    bool still; /* else it does not converge */
    int iterations;
    double *x;        /* [n] where it ends */
    bcl_rec_result r; /* still: of the linear problem there, without sd */
    int runaway;      /* not still: as in the result */
    int vanishing;
} bcl_rec_arrival;
bcl_rec_arrival bcl_rec_walk(const bcl_rec_problem *p, const double *x0,
                             bcl_arena *a);

/* Rows ([nrow]) that only tell what an unobservable factor would be, since
 * what it multiplies is 0, but not exactly; x ([n]) is made 0 there.  False
 * when there are none. */
bool bcl_rec_spent(bool *drop, double *x, const bcl_rec_problem *p,
                   bcl_arena *scratch);

/* Where to start from, the `start`th of several ways; x: [n], finite. */
void bcl_rec_start(double *x, const bcl_rec_problem *p, int start,
                   bcl_arena *scratch);

/* The problem with some rows ([nrow]) emptied. */
bcl_rec_problem bcl_rec_loosen(const bcl_rec_problem *p, const bool *drop,
                               bcl_arena *a);

/* The smallest contradiction found between exact data: culprit and the like.
 * Rows with products of variables that are not exact are left out: what is
 * found holds whatever these are.  x0: [n] or NULL, what exact factors are
 * said to multiply.  weight: [nprocess + nrow] or NULL, how each constraint
 * counts.  False when there is none. */
bool bcl_rec_contradiction(bcl_rec_result *out, double *weight,
                           const bcl_rec_problem *p, const double *x0,
                           bcl_arena *a);

/* The arrays of a result that every route fills: NaN everywhere; no runaway. */
void bcl_rec_make_room(bcl_rec_result *out, size_t n, bcl_arena *a);
void bcl_rec_make_intervals(bcl_rec_result *out, size_t n, bcl_arena *a);

typedef enum {
    BCL_REC_EXACT,
    BCL_REC_MEASURED,
    BCL_REC_UNMEASURED
} bcl_rec_kind;
bcl_rec_kind bcl_rec_kind_of(const bcl_rec_problem *p, size_t k);
bool bcl_rec_is_skewed(const bcl_rec_problem *p, size_t k); /* and measured */

/* Balances alone, no correlation: what bcl_rec_graph takes. */
bool bcl_rec_is_balances(const bcl_rec_problem *p);

/* Is product f one of two variables, none of which is exact? */
bool bcl_rec_is_product(const bcl_rec_problem *p, size_t f);

/* Constraints as rows, processes first (inputs minus outputs), products
 * linearised at x0 (exact variables may have any x0: their value is used;
 * NULL: 0 for the others). */
typedef struct {
    size_t m;
    size_t *start; /* [m + 1] */
    int *var;
    double *coef;
    double *rhs; /* [m] */
} bcl_rec_terms;
bcl_rec_terms bcl_rec_terms_at(const bcl_rec_problem *p, const double *x0,
                               bcl_arena *a);

/* Scales that bring the largest entries of rows and columns near 1, powers of
 * two, for the matrix of the terms of variables that have a column
 * (column[var]; negative: none).  row: [t->m], col: [ncol]. */
void bcl_rec_equilibrate(double *row, double *col, const bcl_rec_terms *t,
                         const int *column, size_t ncol, bcl_arena *scratch);

/* What the constraints of each variable are made of at x, in its unit: [n]. */
void bcl_rec_units(double *unit, const bcl_rec_problem *p, const double *x,
                   bcl_arena *scratch);

/* Problems that share no variable but exact ones, in the order of their first
 * variable.  Exact variables that no constraint names stand in none. */
typedef struct {
    bcl_rec_problem p;
    const int *var, *process, *row; /* where each was in the whole */
} bcl_rec_part;
bcl_rec_part *bcl_rec_split(size_t *npart, const bcl_rec_problem *p,
                            bcl_arena *a);

/* From the answer without bounds, or a runaway, to the one with them.  hint:
 * NULL or [n], the bounds of a similar problem that bound, as -1 low, 1 high.
 */
bcl_rec_status bcl_rec_bounds(bcl_rec_result *out, const bcl_rec_problem *p,
                              const bcl_rec_options *o, const signed char *hint,
                              bcl_arena *a);

/* Intervals of unobservable variables. */
void bcl_rec_intervals(bcl_rec_result *out, const bcl_rec_problem *p,
                       bcl_arena *a);

/* An exact variable outside its bounds, or bounds that cross: says so. */
bool bcl_rec_impossible(bcl_rec_result *out, const bcl_rec_problem *p,
                        bcl_arena *a);

/* A part from its problem to its answer, but for the test; hint as above. */
void bcl_rec_solve(bcl_rec_result *r, const bcl_rec_problem *p,
                   const bcl_rec_options *o, const signed char *hint,
                   bcl_arena *a);

/* A problem in parts, with the chi2 and dof of each. */
typedef struct {
    size_t n, npart;
    bcl_rec_part *part;
    double *chi2;
    int *dof;
} bcl_rec_whole;

/* The global test and its verdict, the threshold of the adjustments, and
 * suspects by serial elimination. */
void bcl_rec_test(bcl_rec_result *out, const bcl_rec_whole *w,
                  const bcl_rec_options *o, bcl_arena *a);

#endif
