/* rec_graph_fit.c -- see rec_graph.h. */
#include "flow/rec_graph.h"

#include <math.h>
#include <string.h>

static double find_scale(const bcl_rec_net *g)
{
    double most = 0;
    int exponent;

    for (int j = 0; j < g->n; j++)
        if (!isnan(g->p->value[j]) && g->p->sd[j] > most)
            most = g->p->sd[j];
    frexp(most, &exponent);
    return ldexp(1, exponent);
}

void bcl_rec_reduce(bcl_rec_reduced *r, const bcl_rec_net *g, bcl_arena *a)
{
    const int *super = g->open.tree;
    size_t n = (size_t)g->open.ntree;
    int *start = BCL_NEW(a, int, n + 2), *at = start + 1;

    *r = (bcl_rec_reduced){.g = g, .scale = find_scale(g)};
    for (int j = 0; j < g->n; j++)
        if (bcl_rec_is_left(g, j)) {
            at[super[g->from[j]] + 1]++;
            at[super[g->to[j]] + 1]++;
        }
    for (size_t i = 0; i < n; i++)
        at[i + 1] += at[i];
    int *node = BCL_NEW(a, int, (size_t)at[n]);
    double *weight = BCL_NEW(a, double, (size_t)at[n]);

    for (int j = 0; j < g->n; j++)
        if (bcl_rec_is_left(g, j)) {
            int from = super[g->from[j]], to = super[g->to[j]];

            weight[at[from]] = weight[at[to]] = bcl_rec_variance(r, j);
            node[at[from]++] = to;
            node[at[to]++] = from;
        }
    r->mesh = (bcl_rec_mesh){(int)n, start, node, weight};
}

bcl_rec_balancer bcl_rec_balancer_make(const bcl_rec_reduced *r,
                                       const bcl_rec_factor *f, bcl_arena *a)
{
    size_t n = (size_t)f->n;

    return (bcl_rec_balancer){.r = r,
                              .f = f,
                              .in = BCL_NEW(a, bcl_rec_sum, n),
                              .miss = BCL_NEW(a, double, n),
                              .size = BCL_NEW(a, double, n),
                              .potential = BCL_NEW(a, double, n),
                              .total = BCL_NEW(a, double, n),
                              .work = BCL_NEW(a, double, n)};
}

/* What enters each super node less what leaves it; returns the largest as a
 * share of all that passes the node. */
static double find_misses(const bcl_rec_balancer *b, const double *x)
{
    const bcl_rec_net *g = b->r->g;
    const int *super = g->open.tree;
    double worst = 0;

    memset(b->in, 0, (size_t)b->f->n * sizeof *b->in);
    memset(b->size, 0, (size_t)b->f->n * sizeof *b->size);
    for (int j = 0; j < g->n; j++) {
        int from = super[g->from[j]], to = super[g->to[j]];

        if (from == to)
            continue;
        bcl_rec_add(&b->in[to], x[j]);
        bcl_rec_add(&b->in[from], -x[j]);
        b->size[to] += fabs(x[j]);
        b->size[from] += fabs(x[j]);
    }
    for (int s = 0; s < b->f->n; s++) {
        b->miss[s] = bcl_rec_total(b->in[s]);
        if (fabs(b->miss[s]) > worst * b->size[s])
            worst = fabs(b->miss[s]) / b->size[s];
    }
    return worst;
}

double bcl_rec_balance(double *x, double *move, const bcl_rec_balancer *b)
{
    const bcl_rec_net *g = b->r->g;
    const int *super = g->open.tree;
    double missed = find_misses(b, x);

    bcl_rec_factor_solve(b->potential, b->f, b->miss, b->work);
    for (int s = 0; s < b->f->n; s++)
        b->total[s] += b->potential[s];
    for (int j = 0; j < g->n; j++)
        if (bcl_rec_is_left(g, j)) {
            double through =
                b->potential[super[g->to[j]]] - b->potential[super[g->from[j]]];
            double step = bcl_rec_variance(b->r, j) * through;

            x[j] -= step;
            move[j] -= step;
        }
    return missed;
}

/* What hangs by an observable flow balances. */
static void fill_observable(double *x, const bcl_rec_net *g, bcl_arena *a)
{
    const bcl_rec_forest *f = &g->open;
    bcl_rec_sum *in = BCL_NEW(a, bcl_rec_sum, (size_t)g->nnode);

    for (int j = 0; j < g->n; j++)
        if (!isnan(x[j]) && g->from[j] != g->to[j]) {
            bcl_rec_add(&in[g->to[j]], x[j]);
            bcl_rec_add(&in[g->from[j]], -x[j]);
        }
    for (int k = g->nnode; k-- > 0;) {
        int v = f->order[k];
        const bcl_rec_limb *l = &f->limb[v];

        if (l->parent < 0)
            continue;
        if (l->bridge) {
            double need = bcl_rec_total(in[v]);

            x[l->via] = g->to[l->via] == v ? 0 - need : need; /* no -0 */
        }
        bcl_rec_add(&in[l->parent], in[v].high);
        bcl_rec_add(&in[l->parent], in[v].low);
    }
}

/* One step of refinement is enough, unless variances are so far apart that a
 * vague flow moves by much more than what passes beside it. */
void bcl_rec_fit(bcl_rec_result *out, const bcl_rec_balancer *b, bcl_arena *a)
{
    const bcl_rec_net *g = b->r->g;

    for (int j = 0; j < g->n; j++)
        if (!isnan(g->p->value[j]))
            out->adjustment[j] = out->x[j] - g->p->value[j];
    bcl_rec_balance(out->x, out->adjustment, b);
    for (int round = 0; round < BCL_REC_ROUNDS; round++)
        if (bcl_rec_balance(out->x, out->adjustment, b) < 1e-10)
            break;
    fill_observable(out->x, g, a);
}
