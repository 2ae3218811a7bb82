/* rec_solver.h -- one linear reconciliation by orthogonal factors; for the
 * files of the reconciliation only.
 *
 * With u the unmeasured variables and theta = m + F y the measured ones (m as
 * measured, F F' their covariances), the constraints are A u + B y = r.
 * Q1' A = (R1, 0) takes u out: G y = g are the last rows of Q1' (B y - r).
 * The least y is Q2 R2^-T g from G' = Q2 R2: squared condition numbers never
 * appear, and the rank of G is the degrees of freedom.  Both
 * factors are sparse and reveal ranks (Davis, ACM TOMS 38 (2011) 8). */
#ifndef BCL_FLOW_REC_SOLVER_H
#define BCL_FLOW_REC_SOLVER_H

#include "flow/rec_private.h"

#include <suitesparse/SuiteSparseQR_C.h>

/* Rows and columns are scaled to be of the order of 1 before they are
 * factorised; below these, relative to that, there is only rounding. */
#define BCL_REC_RANK_TOLERANCE 1e-11 /* a pivot */
#define BCL_REC_NOISE 1e-12          /* an entry of Q'B, to what made it */
#define BCL_REC_ZERO 1e-14           /* a sum, to its largest term */

/* A library's object, or the end of the program where memory ran out. */
void *bcl_rec_must(void *object);

/* Q' P A E = R, Q as Householder vectors.  Column i of A E is column e[i] of A
 * (e NULL: i); the first `rank` are independent. */
typedef struct {
    size_t m, n, rank;
    SuiteSparse_long *e, *place; /* place[i]: where row i of A goes */
    cholmod_sparse *r, *rt;      /* R and its transpose */
    cholmod_sparse *h;           /* NULL: Q is 1 */
    cholmod_dense *tau;
} bcl_qr;

void bcl_qr_open(bcl_qr *q, cholmod_sparse *a, cholmod_common *cc);
void bcl_qr_close(bcl_qr *q, cholmod_common *cc);

static inline size_t bcl_qr_column(const bcl_qr *q, size_t i)
{
    return q->e ? (size_t)q->e[i] : i;
}

/* x := Q'P x and x := P'Q x; x, work: [m].  `size` ([m] or NULL) rises to the
 * largest number that went into each x: what its rounding is measured by. */
void bcl_qr_turn(double *x, double *size, const bcl_qr *q, double *work);
void bcl_qr_turn_back(double *x, const bcl_qr *q, double *work);

/* The first `rank` rows and the others of Q'P B.  Entries below
 * BCL_REC_NOISE times the largest number that went into them are left out. */
void bcl_qr_turn_columns(cholmod_sparse **top, cholmod_sparse **bottom,
                         const bcl_qr *q, const cholmod_sparse *b,
                         bcl_arena *scratch, cholmod_common *cc);

/* x := R11^-1 x and x := R11^-T x, R11 the first `rank` rows and columns; x:
 * [rank], in the order of A E.  With `size` ([rank]), an x that is only
 * rounding comes out as 0. */
void bcl_qr_upper(double *x, double *size, const bcl_qr *q);
void bcl_qr_lower(double *x, const bcl_qr *q);

/* Matrices from triplets: the same entry twice is summed. */
cholmod_triplet *bcl_rec_triplets(size_t m, size_t n, size_t room,
                                  cholmod_common *cc);
void bcl_rec_triplet(cholmod_triplet *t, size_t i, size_t j, double x);
cholmod_sparse *bcl_rec_matrix(cholmod_triplet *t, cholmod_common *cc);

/* The matrices of a problem.  Row scales and column scales of A are powers of
 * two. */
typedef struct {
    const bcl_rec_problem *p;
    bcl_rec_terms t;
    size_t nm, nu;   /* measured and unmeasured variables */
    int *measured;   /* [nm] which they are */
    int *unmeasured; /* [nu] */
    int *column;     /* [n] place in one of these */
    double *centre;  /* [n] x when each measured variable is as measured and
                      * each unmeasured one at x0 or 0 */
    double *slope;   /* [nm] dx/dtheta: 1, or x0 of a skewed variable */
    double *row;     /* [m] scales */
    double *col;     /* [nu] */
    cholmod_sparse *a, *b;
    cholmod_sparse *ft; /* F' */
} bcl_rec_system;

/* False when the covariances are not positive definite. */
bool bcl_rec_system_open(bcl_rec_system *s, const bcl_rec_problem *p,
                         const double *x0, bcl_arena *scratch,
                         cholmod_common *cc);
void bcl_rec_system_close(bcl_rec_system *s, cholmod_common *cc);

/* rows[i] := scale (rhs - terms at x), 0 where that is rounding; size[i],
 * unless NULL: the sum of the absolute terms. */
void bcl_rec_residual(double *rows, double *size, const bcl_rec_system *s,
                      const double *x);

typedef struct {
    bcl_rec_system s;
    bcl_qr of_a;        /* of A */
    cholmod_sparse *tt; /* T', T the rows of Q1' B over R1 */
    size_t ng;          /* rows of G, each divided by its norm: */
    double *gscale;     /* [ng] one over the norms; 0: an empty row */
    cholmod_sparse *g, *gt;
    bcl_qr of_gt; /* of G' */
    cholmod_common cc;
    bcl_arena *scratch;
} bcl_rec_solver;

/* False when the covariances are not positive definite; it must be closed even
 * so. */
bool bcl_rec_solver_open(bcl_rec_solver *k, const bcl_rec_problem *p,
                         const double *x0);
void bcl_rec_solver_close(bcl_rec_solver *k);

/* The standard deviations of everything, and z.  `dtheta`: [nm] adjustments;
 * `observable`: [nu]. */
void bcl_rec_spread(bcl_rec_result *out, bcl_rec_solver *k,
                    const double *dtheta, const bool *observable);

/* G f for f in the space of y, scaled as G is.
 * support: where f is not 0.  False when G f is 0. */
bool bcl_rec_seen(double *gf, const bcl_rec_solver *k, const double *f,
                  const int *support, size_t nsupport);

#endif
