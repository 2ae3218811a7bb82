/* rec_factor.h -- a weighted graph eliminated node by node.
 *
 * When a node goes, its neighbours i and j are joined by w_i w_j / sum w: its
 * weights and the share of each neighbour in their sum are the factor of the
 * graph's Laplacian, L D L' with L_ik minus the share of i in what leaves k.
 * Nothing is subtracted, so each number is exact to a few roundings whatever
 * the range of weights (Grassmann, Taksar and Heyman, Operations Research 33
 * (1985) 1107), where a Cholesky factor loses weights 1e16 times smaller than
 * their neighbours.  Nor is a node grounded: the last one of each part stays.
 *
 * Nodes are called by rank, the order in which they go.  Those with the same
 * later neighbours, or nearly, go together, as a block of dense rows (Duff and
 * Reid, ACM TOMS 9 (1983) 302). */
#ifndef BCL_FLOW_REC_FACTOR_H
#define BCL_FLOW_REC_FACTOR_H

#include "core/arena.h"

#include <stddef.h>

/* Neighbours of node i: [start[i], start[i + 1]); each edge at both its ends,
 * parallel edges apart, no loop. */
typedef struct {
    int n;
    const int *start; /* [n + 1] */
    const int *node;
    const double *weight;
} bcl_rec_mesh;

/* Sets of nodes: [start[s], start[s + 1]). */
typedef struct {
    int n;
    const int *start; /* [n + 1] */
    const int *node;
} bcl_rec_sets;

typedef struct {
    int n, nblock;
    int *order, *rank; /* [n] node by rank, rank by node */
    int *block;        /* [n] by rank */
    int *first;        /* [nblock + 1] its ranks: [first[b], first[b + 1]) */
    int *start;        /* [nblock + 1] in row */
    int *row;          /* ranks of a block, then its later neighbours: rising */
    int *parent;       /* [nblock] block of the first later neighbour; or -1 */
    int widest;        /* block: ranks and later neighbours */
    size_t held;       /* numbers on their way between blocks, at most */

    /* Of block b from panel[b] on, for each of its ranks as many numbers as it
     * has rows; those before the rank itself and at it are 0. */
    size_t *panel;      /* [nblock + 1] */
    double *share;      /* of each row in what leaves the rank: sum is 1 */
    double *leave;      /* [n] by rank; 0: the last of its part */
    double *resistance; /* between rank and row, once computed */
} bcl_rec_factor;

/* Order, blocks and rows, of which any two nodes of a set share one; sets may
 * be NULL. */
void bcl_rec_factor_plan(bcl_rec_factor *f, const bcl_rec_mesh *m,
                         const bcl_rec_sets *sets, bcl_arena *a);

/* The numbers, after the plan. */
void bcl_rec_factor_fill(bcl_rec_factor *f, const bcl_rec_mesh *m,
                         bcl_arena *a);

/* Potentials when `inject` enters at each node: both [n] by node, inject adding
 * up to 0 over each part, whose last node has potential 0.  work: [n]. */
void bcl_rec_factor_solve(double *potential, const bcl_rec_factor *f,
                          const double *inject, double *work);

/* All resistances of the plan: the selected inverse. */
void bcl_rec_factor_invert(bcl_rec_factor *f, bcl_arena *a);

/* Between two nodes that are neighbours or of one set. */
double bcl_rec_resistance(const bcl_rec_factor *f, int i, int j);

/* For the files of the factor: children of blocks, chained by next, rising. */
typedef struct {
    int *child, *next; /* [nblock]; -1: none */
} bcl_rec_tree;

bcl_rec_tree bcl_rec_factor_tree(const bcl_rec_factor *f, bcl_arena *a);

static inline int bcl_rec_rows(const bcl_rec_factor *f, int b)
{
    return f->start[b + 1] - f->start[b];
}

static inline int bcl_rec_ranks(const bcl_rec_factor *f, int b)
{
    return f->first[b + 1] - f->first[b];
}

/* Later neighbours, and how many pairs they make. */
static inline int bcl_rec_later(const bcl_rec_factor *f, int b)
{
    return bcl_rec_rows(f, b) - bcl_rec_ranks(f, b);
}

static inline size_t bcl_rec_pairs(const bcl_rec_factor *f, int b)
{
    size_t m = (size_t)bcl_rec_later(f, b);

    return m * (m - (m > 0)) / 2;
}

#endif
