/* dual_sum.c -- sums over dimensions and through years, with derivatives. */
#include "engine/dual_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Terms added up: slopes gathered as they come, put in order once. */
typedef struct {
    double v;
    bool absent, any;
    int *unknown;
    double *slope;
    size_t n, unknown_cap, slope_cap;
    bcl_arena *a;
} total;

/* Cells without a value do not count, as in the engine. */
static void add(total *s, bcl_dual x)
{
    s->absent = s->absent || x.absent;
    if (isnan(x.v))
        return;
    s->any = true;
    s->v += x.v;
    for (size_t i = 0; i < x.n; i++) {
        BCL_GROW(s->a, s->unknown, s->n, &s->unknown_cap);
        BCL_GROW(s->a, s->slope, s->n, &s->slope_cap);
        s->unknown[s->n] = x.unknown[i];
        s->slope[s->n++] = x.slope[i];
    }
}

typedef struct {
    int unknown;
    double slope;
} term;

static int by_unknown(const void *x, const void *y)
{
    int a = ((const term *)x)->unknown, b = ((const term *)y)->unknown;

    return (a > b) - (a < b);
}

static bcl_dual close_total(const total *s)
{
    bcl_dual out = {.v = s->any ? s->v : (double)NAN, .absent = s->absent};

    if (!s->n)
        return out;
    term *list = BCL_NEW(s->a, term, s->n);
    for (size_t i = 0; i < s->n; i++)
        list[i] = (term){s->unknown[i], s->slope[i]};
    qsort(list, s->n, sizeof *list, by_unknown);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (n && s->unknown[n - 1] == list[i].unknown) {
            s->slope[n - 1] += list[i].slope;
            continue;
        }
        s->unknown[n] = list[i].unknown;
        s->slope[n++] = list[i].slope;
    }
    out.n = n;
    out.unknown = s->unknown;
    out.slope = s->slope;
    return out;
}

/* Every member of the dimensions of `over`, one dimension after another. */
static void add_over(bcl_duals *t, total *s, const bcl_node *x, bcl_dimset over)
{
    int dim = 0;

    if (!over) {
        add(s, bcl_dual_node(t, x));
        return;
    }
    while (!(over & BCL_DIM_BIT(dim)))
        dim++;
    int here = t->at[dim];
    /* what is absent is so for all members: the year says it */
    for (size_t k = 0; k < bcl_dim_size(&t->m->dims, dim) && !s->absent; k++) {
        t->at[dim] = (int)k;
        add_over(t, s, x, over & ~BCL_DIM_BIT(dim));
    }
    t->at[dim] = here;
}

static bcl_dual sum_over(bcl_duals *t, const bcl_node *x, bcl_dimset over)
{
    total s = {.a = t->a};

    add_over(t, &s, x, over & x->dims);
    return close_total(&s);
}

bcl_dual bcl_dual_sum(bcl_duals *t, const bcl_node *n)
{
    return sum_over(t, n->arg[0], n->over);
}

bcl_dual bcl_dual_group(bcl_duals *t, const bcl_node *n)
{
    total s = {.a = t->a};
    int here = t->at[n->dim], group = t->at[n->dim2];

    s.any = true; /* a group without members is known to be 0 */
    for (size_t k = 0; k < bcl_dim_size(&t->m->dims, n->dim); k++)
        s.any = s.any && n->map[k] != group;
    for (size_t k = 0; k < bcl_dim_size(&t->m->dims, n->dim); k++) {
        if (n->map[k] != group)
            continue;
        t->at[n->dim] = (int)k;
        add(&s, bcl_dual_node(t, n->arg[0]));
    }
    t->at[n->dim] = here;
    return close_total(&s);
}

/* part(x): 0 where there is nothing to share. */
bcl_dual bcl_dual_share(bcl_duals *t, const bcl_node *n)
{
    bcl_dual x = bcl_dual_node(t, n->arg[0]);
    bcl_dual s = sum_over(t, n->arg[0], n->over);

    return s.v == 0 ? (bcl_dual){.v = 0, .absent = s.absent}
                    : bcl_dual_divide(x, s, t->a);
}

/* Two sums over the cells where both are known. */
static void add_both(bcl_duals *t, total *x, total *y, const bcl_node *n,
                     bcl_dimset over)
{
    int dim = 0;

    if (!over) {
        bcl_dual p = bcl_dual_node(t, n->arg[0]);
        bcl_dual q = bcl_dual_node(t, n->arg[1]);
        if (isnan(p.v) || isnan(q.v))
            p.v = q.v = NAN;
        add(x, p);
        add(y, q);
        return;
    }
    while (!(over & BCL_DIM_BIT(dim)))
        dim++;
    int here = t->at[dim];
    for (size_t k = 0; k < bcl_dim_size(&t->m->dims, dim); k++) {
        t->at[dim] = (int)k;
        add_both(t, x, y, n, over & ~BCL_DIM_BIT(dim));
    }
    t->at[dim] = here;
}

bcl_dual bcl_dual_ratio(bcl_duals *t, const bcl_node *n)
{
    total x = {.a = t->a}, y = {.a = t->a};

    add_both(t, &x, &y, n, n->over);
    return bcl_dual_divide(close_total(&x), close_total(&y), t->a);
}

static bcl_dual at_year(bcl_duals *t, const bcl_node *n, int year)
{
    int here = t->at[BCL_YEAR];

    t->at[BCL_YEAR] = year;
    bcl_dual x = bcl_dual_node(t, n);
    t->at[BCL_YEAR] = here;
    return x;
}

bcl_dual bcl_dual_cumul(bcl_duals *t, const bcl_node *n)
{
    int first = n->member - t->m->dims.first_year;
    total s = {.a = t->a};

    if (t->at[BCL_YEAR] < first)
        return bcl_dual_absent();
    for (int y = first; y <= t->at[BCL_YEAR]; y++)
        add(&s, at_year(t, n->arg[0], y));
    return close_total(&s);
}

/* What stands at the end of a year: `initial`, and all net inflows since. */
bcl_dual bcl_dual_stock(bcl_duals *t, const bcl_node *n)
{
    int first = n->member ? n->member - t->m->dims.first_year + 1 : 0;
    total s = {.a = t->a};

    if (t->at[BCL_YEAR] + 1 < first)
        return bcl_dual_absent();
    add_over(t, &s, n->arg[1], n->arg[1]->dims & ~n->dims);
    for (int y = first; y <= t->at[BCL_YEAR]; y++)
        add(&s, at_year(t, n->arg[0], y));
    return close_total(&s);
}
