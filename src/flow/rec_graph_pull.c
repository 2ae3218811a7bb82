/* rec_graph_pull.c -- see rec_graph.h: what exact flows cost.
 *
 * Multipliers of the balances are potentials: across a measured flow they
 * differ by its adjustment over its variance, across an unmeasured one not at
 * all.  Those of super nodes are known from the least squares; nodes beyond a
 * forced flow follow from what it was moved by. */
#include "flow/rec_graph.h"

#include <math.h>

/* Of each node, in units of 1/scale squared; of each tree of flows that are not
 * exact, up to a constant. */
static double *find_potentials(const bcl_rec_result *out,
                               const bcl_rec_balancer *b, bcl_arena *a)
{
    const bcl_rec_net *g = b->r->g;
    double *at = BCL_NEW(a, double, (size_t)g->nnode);

    for (int k = 0; k < g->nnode; k++) {
        int v = g->whole.order[k], j = g->whole.limb[v].via;
        int u = g->whole.limb[v].parent;
        double own = b->total[g->open.tree[v]], move = 0;

        at[v] = own;
        if (u < 0)
            continue;
        at[v] += at[u] - b->total[g->open.tree[u]];
        if (!g->forced[j])
            continue;
        if (!isnan(out->adjustment[j]))
            move = out->adjustment[j] / bcl_rec_variance(b->r, j);
        at[v] = at[u] + (g->to[j] == v ? -move : move);
    }
    return at;
}

void bcl_rec_pulls(double *pull, const bcl_rec_result *out,
                   const bcl_rec_balancer *b, bcl_arena *a)
{
    const bcl_rec_net *g = b->r->g;
    const int *tree = g->whole.tree;
    double *at = find_potentials(out, b, a);
    double unit = b->r->scale * b->r->scale;

    for (int j = 0; j < g->n; j++)
        pull[j] = tree[g->from[j]] == tree[g->to[j]]
                      ? (at[g->to[j]] - at[g->from[j]]) / unit
                      : NAN;
}
