/* reconcile.h -- data that contradict each other made one account.
 *
 * Weighted least squares: the x that minimises (x - m)' V^-1 (x - m) over the
 * measured variables, V their covariances (variances: sd squared), subject to
 *   - each process balances: what its variables bring equals what they take;
 *   - each row holds: sum coef x[var] + sum coef x[a] x[b] = rhs (products:
 *     shares of an inflow, concentrations);
 *   - low <= x <= high, where bounds are given.
 * Methods: VDI 2048 part 1 (2000); Crowe, Garcia Campos and Hrymak, AIChE J.
 * 29 (1983) 881 (unmeasured variables projected out); Cencic, Sustainable
 * Environment Research 26 (2016) 291 (products).  Variances are exact for a
 * problem without products nor binding bounds, else of first order.
 *
 * A variable may be positive and skewed: then ln x is what was measured, and
 * the least squares are those of ln x (the most probable values of a
 * lognormal law given its median).  Its z is that of ln x, its sd x times that
 * of ln x.
 *
 * Where bounds bind, all but `unbounded` is given these bounds, as if each were
 * one more constraint: sd, chi2, dof (the distribution of chi2 given which
 * bounds bind: Kudo, Biometrika 50 (1963) 403), and classes.
 *
 * Numbers in, numbers out: no text, no unit; a problem's own scale does not
 * matter.  Standard deviations of variables that check each other may differ
 * by nine orders of magnitude (more, for balances alone).  A constraint holds
 * when it does to 1e-9 of its absolute terms. */
#ifndef BCL_FLOW_RECONCILE_H
#define BCL_FLOW_RECONCILE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { BCL_REC_OUTSIDE = -1 };

/* coef * x[a] * x[b] in the left-hand side of row `row`.  An unmeasured factor
 * of what is 0, but not exactly, is unobservable, and so is what only their
 * product tells. */
typedef struct {
    int row, a, b;
    double coef;
} bcl_rec_product;

typedef struct {
    int a, b;
    double rho; /* in ]-1, 1[ */
} bcl_rec_correlation;

typedef struct {
    size_t n;            /* variables */
    const double *value; /* [n] measured; NaN: unmeasured */
    const double *sd;    /* [n] 0: exact; infinite: unmeasured; of a skewed
                          * one: sd of ln x */
    const bool
        *skewed; /* [n] or NULL: value > 0 is the median of a lognormal */
    const double *low, *high; /* [n] or NULL; infinite: no bound */

    /* Variables that are flows, from process to process; both ends outside: in
     * no balance. */
    const int *from, *to; /* [n], or NULL when there is no process */
    size_t nprocess;

    /* Rows, compressed: terms [start[r], start[r+1]) of row r. */
    size_t nrow;
    const size_t *start; /* [nrow + 1] */
    const int *var;
    const double *coef;
    const double *rhs; /* [nrow] */
    const bcl_rec_product *product;
    size_t nproduct;

    const bcl_rec_correlation *correlation; /* of measured variables */
    size_t ncorrelation;
} bcl_rec_problem;

typedef enum {
    BCL_REC_REDUNDANT,    /* measured, and checked by others: adjusted */
    BCL_REC_NONREDUNDANT, /* measured, nothing checks it: as measured */
    BCL_REC_FIXED,        /* exact, as given */
    BCL_REC_OBSERVABLE,   /* unmeasured, follows from the others */
    BCL_REC_UNOBSERVABLE  /* unmeasured, does not: no value */
} bcl_rec_class;

typedef enum {
    BCL_REC_OK,
    BCL_REC_CONTRADICTION, /* exact data contradict each other */
    BCL_REC_INFEASIBLE,    /* no values within the bounds */
    BCL_REC_DIVERGED,      /* products, or bounds on them: no convergence; or
                            * numbers too far apart */
    BCL_REC_CORRELATION    /* correlations: V is not positive definite */
} bcl_rec_status;

typedef enum { BCL_REC_PASS, BCL_REC_FAIL, BCL_REC_UNTESTABLE } bcl_rec_verdict;

/* A datum whose removal is proposed, in order of elimination. */
typedef struct {
    int var;
    double z;       /* its standardised adjustment when it was chosen */
    double chi2, p; /* of what remains without it; NaN p when dof is then 0 */
    int alike;      /* how many others had the same |z|: no test tells them
                     * apart */
} bcl_rec_suspect;

typedef struct {
    bcl_rec_status status;
    bcl_rec_class *class; /* [n] */
    double *x;            /* [n] NaN: unobservable */
    double *sd;           /* [n] NaN: unobservable; 0: exact */
    double *adjustment;   /* [n] x - value; NaN: unmeasured */
    double *z;            /* [n] adjustment/its sd; NaN: not redundant */
    double *low, *high;   /* [n] unobservable: what bounds and constraints
                           * leave it, all others being as in x (infinite:
                           * nothing does); NaN: others.  Constraints that
                           * multiply two unobservable variables are left
                           * aside, and the largest problems cut short:
                           * then too wide, never too narrow */
    /* Where bounds bind (else NULL): the answer without them, and which
     * variables stand on one; sd are then given these. */
    double *unbounded; /* [n] NaN: unobservable, or a runaway */
    bool *binding;     /* [n] */
    size_t nbinding;

    double chi2;        /* the least squares themselves */
    int dof;            /* independent constraints on measured variables */
    double critical, p; /* of chi2 at 95 %; NaN when dof is 0 */
    bcl_rec_verdict verdict;
    double z_bonferroni; /* |z| above which one adjustment among all redundant
                          * ones is unlikely at 95 % */
    bcl_rec_suspect
        *suspect; /* when the test fails: until it passes, nothing
                   * can be tested, or 20 (3 of 100 000 variables) */
    size_t nsuspect;
    int iterations;      /* products, skewed variables: of Gauss-Newton */
    bool second_minimum; /* another start led to another minimum, not lower */
    /* DIVERGED: an unmeasured variable that grows without end, and what it
     * multiplies, which tends to 0; -1: no such pair. */
    int runaway, vanishing;

    /* CONTRADICTION, INFEASIBLE: one set, no member of which can be left out;
     * there may be others. */
    int *culprit; /* variables whose exact data are at odds, or (INFEASIBLE)
                   * who would have to leave their bounds: these count at the
                   * bound */
    size_t nculprit;
    double *culprit_coef; /* how each counts in the sum of these constraints,
                           * the first of which counts for 1: */
    int *process, *row;   /* inputs - outputs, and left-hand sides */
    size_t nprocess, nrow;
    double imbalance; /* sum culprit_coef*value - sum of right-hand sides */
} bcl_rec_result;

typedef struct {
    bool no_sd;      /* values and classes only: sd, z are NaN */
    bool no_suspect; /* no serial elimination */
    bool no_interval;
    bool general; /* not the graph route even where it could be taken: for
                   * tests */
    int starts;   /* products: how many starts; 0: a few */
} bcl_rec_options;

/* Reconcile; everything of `out` lives in the arena.  `o` may be NULL.  True
 * when status is BCL_REC_OK. */
bool bcl_reconcile(bcl_rec_result *out, const bcl_rec_problem *p,
                   const bcl_rec_options *o, bcl_arena *a);

#endif
