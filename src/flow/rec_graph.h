/* rec_graph.h -- what the files of the graph route share; for them only.
 *
 * Balances alone make a graph: its nodes are the processes, then the outside;
 * its edges the flows.  Exact flows are constants and no part of it.  Each flow
 * is one of three:
 *   - a bridge of the graph has only exact data on one side, which leave it one
 *     value (forced), with no variance;
 *   - a bridge of the unmeasured flows follows from the others;
 *   - else an unmeasured flow is free to turn in a loop, and all that hangs
 *     together by such flows balances as one node.
 * So nodes joined by unmeasured flows become one super node, and measured flows
 * between super nodes are adjusted: Mah, Stanley and Downing, I&EC Process Des.
 * Dev. 15 (1976) 175. */
#ifndef BCL_FLOW_REC_GRAPH_H
#define BCL_FLOW_REC_GRAPH_H

#include "flow/rec_factor.h"
#include "flow/rec_private.h"

typedef struct {
    int node, flow;
} bcl_rec_arc;

/* A node of a spanning forest.  `end`: a subtree is the interval [place, end)
 * of the order.  A root has neither parent nor flow to it: -1. */
typedef struct {
    int place, end, parent, via, low;
    bool bridge; /* `via` is one: only it leaves the subtree */
} bcl_rec_limb;

typedef struct {
    int ntree;
    int *tree;          /* [nnode] which tree */
    int *order;         /* [nnode] nodes by place */
    bcl_rec_limb *limb; /* [nnode] */
} bcl_rec_forest;

/* Whether a node is in the subtree of another. */
static inline bool bcl_rec_hangs(const bcl_rec_forest *f, int node, int root)
{
    const bcl_rec_limb *l = &f->limb[root];

    return f->limb[node].place >= l->place && f->limb[node].place < l->end;
}

typedef struct {
    const bcl_rec_problem *p;
    int n, nnode, outside; /* flows; nodes, the outside being the last */
    int *from, *to;        /* [n] nodes */
    bcl_rec_class *class;  /* [n] */
    bool *forced;          /* [n] */

    /* Flows that are not exact, at each of their two ends: of node v the
     * unmeasured ones are [start[v], middle[v]), the uncertain ones
     * [middle[v], start[v + 1]). */
    int *start, *middle;
    bcl_rec_arc *arc;

    bcl_rec_forest whole; /* of all flows that are not exact */
    bcl_rec_forest open;  /* of unmeasured ones that are not forced: its trees
                           * are the super nodes */
} bcl_rec_net;

/* A sum with the bits that rounding loses (Knuth's two-sum). */
typedef struct {
    double high, low;
} bcl_rec_sum;

static inline void bcl_rec_add(bcl_rec_sum *s, double x)
{
    double t = s->high + x, y = t - s->high;

    s->low += (s->high - (t - y)) + (x - y);
    s->high = t;
}

static inline double bcl_rec_total(bcl_rec_sum s)
{
    return s.high + s.low;
}

/* Spanning forests by depth first, and their bridges (Tarjan 1974), without
 * recursion.  `open`: unmeasured flows that are not forced alone, each tree
 * from a node with at most half of the measured flows on any side; else from
 * the outside first. */
void bcl_rec_forest_grow(bcl_rec_forest *f, const bcl_rec_net *g, bool open,
                         bcl_arena *a);

/* The net of a problem and the class of each flow; class: [p->n]. */
void bcl_rec_net_split(bcl_rec_net *g, bcl_rec_class *class,
                       const bcl_rec_problem *p, bcl_arena *a);

/* False, with the culprits, when exact data contradict each other. */
bool bcl_rec_exact_agree(bcl_rec_result *out, const bcl_rec_net *g,
                         bcl_arena *a);

/* x: [g->n], what exact data give: exact and forced flows have their value,
 * other measured ones what was measured, the rest NaN. */
void bcl_rec_exact_fill(double *x, const bcl_rec_net *g, bcl_arena *a);

/* What is left: redundant flows that are not forced, between super nodes.
 * Variances are in units of scale squared, a power of two near the largest. */
typedef struct {
    const bcl_rec_net *g;
    double scale;
    bcl_rec_mesh mesh; /* weights: variances */
} bcl_rec_reduced;

static inline bool bcl_rec_is_left(const bcl_rec_net *g, int flow)
{
    return g->class[flow] == BCL_REC_REDUNDANT && !g->forced[flow];
}

/* Of a measurement. */
static inline double bcl_rec_variance(const bcl_rec_reduced *r, int flow)
{
    double sd = r->g->p->sd[flow] / r->scale;

    return sd * sd;
}

void bcl_rec_reduce(bcl_rec_reduced *r, const bcl_rec_net *g, bcl_arena *a);

/* Room for least squares over what is left. */
typedef struct {
    const bcl_rec_reduced *r;
    const bcl_rec_factor *f;
    bcl_rec_sum *in; /* by super node, as the others */
    double *miss, *size, *potential, *work;
    double *total; /* of potentials */
} bcl_rec_balancer;

bcl_rec_balancer bcl_rec_balancer_make(const bcl_rec_reduced *r,
                                       const bcl_rec_factor *f, bcl_arena *a);

/* Move the flows that are left, x, so that super nodes balance; by how much is
 * added to `move`; both: [g->n].  Returns what missed, the most at any super
 * node as a share of what passes it.  To be repeated, as rounding is as large
 * as the largest moves. */
double bcl_rec_balance(double *x, double *move, const bcl_rec_balancer *b);

enum { BCL_REC_ROUNDS = 10 }; /* not more often than this */

/* x and adjustment of measured flows, then x of observable ones; x as
 * bcl_rec_exact_fill left it. */
void bcl_rec_fit(bcl_rec_result *out, const bcl_rec_balancer *b, bcl_arena *a);

/* What an observable flow is the rest of: the measured flows that cross from
 * what hangs by it (open forest) to its own super node, which nothing checks,
 * and to others. */
typedef struct {
    int root;        /* what hangs by it is the subtree of this node */
    double fixed;    /* variance of the former */
    int first, last; /* the latter: terms, by super node */
    bool wide;       /* they are many: nothing is listed */
} bcl_rec_cut;

typedef struct {
    bcl_rec_cut *cut;
    size_t n;
    bcl_rec_sets sets; /* of each cut: its own super node, those of its terms */
    double *variance;  /* of each term: minus their sum, then theirs */
} bcl_rec_cuts;

void bcl_rec_cut_list(bcl_rec_cuts *c, const bcl_rec_reduced *r, bcl_arena *a);

/* pull: [g->n], half of what chi2 gains when an exact flow gains a unit and all
 * others make room for it; NaN: they cannot. */
void bcl_rec_pulls(double *pull, const bcl_rec_result *out,
                   const bcl_rec_balancer *b, bcl_arena *a);

/* sd and z of all flows.  The factor has its resistances. */
void bcl_rec_deviations(bcl_rec_result *out, const bcl_rec_balancer *b,
                        const bcl_rec_cuts *c, bcl_arena *a);

#endif
