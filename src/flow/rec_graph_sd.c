/* rec_graph_sd.c -- see rec_graph.h.  With v the variances of what was measured
 * and R the resistances of the graph whose conductances they are, the variance
 * of a redundant flow between i and j becomes v (1 - v R_ij); that of a sum of
 * flows from i to many j, sum v - w'Zw, where w adds up to 0 and so w'Zw is
 * minus half of sum w_i w_j R_ij. */
#include "flow/rec_graph.h"

#include <math.h>
#include <string.h>

/* Below this share of what it was, a variance is not found by difference but by
 * reconciling: were each flow of a sum measured as its variance, and all others
 * as 0, the sum would become its own variance. */
static const double CLOSE = 1e-6;

typedef struct {
    const bcl_rec_balancer *b;
    double *side;     /* [flow] how it counts in the sum, else 0 */
    double *x, *move; /* [flow] */
} deviator;

static double reconcile(const deviator *d)
{
    const bcl_rec_net *g = d->b->r->g;
    double sum = INFINITY, before;
    int round = 0;

    for (int j = 0; j < g->n; j++)
        d->x[j] =
            d->side[j] != 0 ? d->side[j] * bcl_rec_variance(d->b->r, j) : 0;
    do {
        before = sum;
        bcl_rec_balance(d->x, d->move, d->b);
        sum = 0;
        for (int j = 0; j < g->n; j++)
            sum += d->side[j] * d->x[j];
    } while (!(sum > 0 && fabs(sum - before) < 1e-9 * sum) &&
             ++round < BCL_REC_ROUNDS);
    memset(d->side, 0, (size_t)g->n * sizeof *d->side);
    return fmax(sum, 0);
}

static double reconcile_flow(const deviator *d, int flow)
{
    d->side[flow] = 1;
    return reconcile(d);
}

/* What nothing checks crosses with its own variance. */
static double reconcile_cut(const deviator *d, const bcl_rec_cut *cut)
{
    const bcl_rec_net *g = d->b->r->g;
    double fixed = 0;

    for (int j = 0; j < g->n; j++) {
        int side = bcl_rec_hangs(&g->open, g->to[j], cut->root) -
                   bcl_rec_hangs(&g->open, g->from[j], cut->root);

        if (side != 0 && bcl_rec_is_left(g, j))
            d->side[j] = side;
        else if (side != 0 && g->class[j] == BCL_REC_NONREDUNDANT)
            fixed += bcl_rec_variance(d->b->r, j);
    }
    return fixed + reconcile(d);
}

static void deviate_left(bcl_rec_result *out, const deviator *d)
{
    const bcl_rec_reduced *r = d->b->r;
    const bcl_rec_net *g = r->g;
    const int *super = g->open.tree;

    for (int j = 0; j < g->n; j++) {
        if (!bcl_rec_is_left(g, j))
            continue;
        double v = bcl_rec_variance(r, j);
        double gain =
            v * bcl_rec_resistance(d->b->f, super[g->from[j]], super[g->to[j]]);
        double left = 1 - gain < CLOSE ? reconcile_flow(d, j) : v * (1 - gain);

        out->sd[j] = r->scale * sqrt(left);
        out->z[j] = out->adjustment[j] / (g->p->sd[j] * sqrt(gain));
    }
}

static double find_cut(const bcl_rec_cuts *c, const bcl_rec_cut *cut,
                       const deviator *d)
{
    const double *w = c->variance;
    const int *node = c->sets.node;
    double all = 0, gain = 0;

    if (cut->wide)
        return reconcile_cut(d, cut);
    for (int t = cut->first; t < cut->last; t++) {
        double row = 0;

        for (int u = cut->first; u < t; u++)
            row += w[u] * bcl_rec_resistance(d->b->f, node[t], node[u]);
        gain -= w[t] * row;
        all += t > cut->first ? w[t] : 0;
    }
    return all - gain < CLOSE * all ? reconcile_cut(d, cut)
                                    : all - gain + cut->fixed;
}

/* What is exact or forced by it has none. */
static void deviate_others(bcl_rec_result *out, const bcl_rec_net *g)
{
    for (int j = 0; j < g->n; j++) {
        if (out->class[j] == BCL_REC_NONREDUNDANT)
            out->sd[j] = g->p->sd[j];
        else if (out->class[j] == BCL_REC_FIXED || g->forced[j])
            out->sd[j] = 0;
        if (out->class[j] == BCL_REC_REDUNDANT && g->forced[j])
            out->z[j] = out->adjustment[j] / g->p->sd[j];
    }
}

void bcl_rec_deviations(bcl_rec_result *out, const bcl_rec_balancer *b,
                        const bcl_rec_cuts *c, bcl_arena *a)
{
    const bcl_rec_net *g = b->r->g;
    size_t n = (size_t)g->n;
    deviator d = {b, BCL_NEW(a, double, n), BCL_NEW(a, double, n),
                  BCL_NEW(a, double, n)};

    deviate_others(out, g);
    deviate_left(out, &d);
    for (size_t k = 0; k < c->n; k++)
        out->sd[g->open.limb[c->cut[k].root].via] =
            b->r->scale * sqrt(find_cut(c, &c->cut[k], &d));
}
