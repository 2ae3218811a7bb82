/* dual.c -- see dual.h: reading quantities, moving between cells. */
#include "engine/dual_private.h"

#include <math.h>
#include <string.h>

bcl_dual bcl_dual_number(double v)
{
    return (bcl_dual){.v = v};
}

bcl_dual bcl_dual_absent(void)
{
    return (bcl_dual){.v = NAN, .absent = true};
}

bcl_dual bcl_dual_chain(bcl_dual x, double v, double slope, bcl_arena *a)
{
    if (!x.n || slope == 0 || isnan(v))
        return (bcl_dual){.v = v, .absent = x.absent};
    double *d = BCL_NEW(a, double, x.n);
    for (size_t i = 0; i < x.n; i++)
        d[i] = slope * x.slope[i];
    x.v = v;
    x.slope = d;
    return x;
}

/* The slopes of x*a + y*b; both lists of unknowns are in order. */
static void merge(bcl_dual *out, const bcl_dual *x, double a, const bcl_dual *y,
                  double b, bcl_arena *mem)
{
    int *unknown = BCL_NEW(mem, int, x->n + y->n);
    double *slope = BCL_NEW(mem, double, x->n + y->n);
    size_t i = 0, j = 0, n = 0;

    while (i < x->n || j < y->n) {
        int u = i < x->n ? x->unknown[i] : y->unknown[j];
        if (j < y->n && y->unknown[j] < u)
            u = y->unknown[j];
        unknown[n] = u;
        if (i < x->n && x->unknown[i] == u)
            slope[n] += a * x->slope[i++];
        if (j < y->n && y->unknown[j] == u)
            slope[n] += b * y->slope[j++];
        n++;
    }
    out->n = n;
    out->unknown = unknown;
    out->slope = slope;
}

bcl_dual bcl_dual_combine(bcl_dual x, double a, bcl_dual y, double b,
                          bcl_arena *mem)
{
    double v = a * x.v + b * y.v;
    bcl_dual out = {.v = v, .absent = x.absent || y.absent};

    if (!y.n && a == 1) {
        x.v = v;
        x.absent = out.absent;
        return x;
    }
    if (!y.n)
        return bcl_dual_chain(x, v, a, mem);
    merge(&out, &x, a, &y, b, mem);
    return out;
}

bcl_dual bcl_dual_divide(bcl_dual x, bcl_dual y, bcl_arena *a)
{
    if (y.v == 0 || isinf(y.v) || isnan(x.v) || isnan(y.v))
        return (bcl_dual){.v = NAN, .absent = x.absent || y.absent};
    bcl_dual q = bcl_dual_combine(x, 1 / y.v, y, -x.v / (y.v * y.v), a);
    q.v = x.v / y.v;
    return q;
}

void bcl_duals_open(bcl_duals *t, const bcl_model *m, bcl_dual_leaf *leaf,
                    void *context, bcl_arena *a)
{
    *t = (bcl_duals){
        .m = m, .leaf = leaf, .context = context, .a = a, .refused = -1};
    t->kept = bcl_arena_alloc(a, m->nquantity + 1, sizeof *t->kept);
}

void bcl_dual_place(bcl_duals *t, const bcl_layout *l, size_t cell)
{
    for (int i = 0; i < l->rank; i++)
        t->at[l->dim[i]] = (int)(cell / l->stride[i] % l->size[i]);
}

size_t bcl_dual_cell(const bcl_duals *t, const bcl_layout *l)
{
    size_t cell = 0;

    for (int i = 0; i < l->rank; i++)
        cell += (size_t)t->at[l->dim[i]] * l->stride[i];
    return cell;
}

bcl_dual bcl_dual_refuse(bcl_duals *t, int quantity)
{
    if (t->refused < 0)
        t->refused = quantity;
    return bcl_dual_absent();
}

/* Where the value of a quantity is kept; *cell: in its layout. */
static bcl_dual **place_of(bcl_duals *t, int quantity, size_t *cell)
{
    bcl_dimset dims = t->m->quantity[quantity].dims;
    size_t years = t->kept[quantity].years;

    if (!years) {
        years = dims & BCL_YEAR_BIT ? bcl_dim_size(&t->m->dims, BCL_YEAR) : 1;
        t->kept[quantity].years = years;
        t->kept[quantity].layout = bcl_layout_of(&t->m->dims, dims);
        t->kept[quantity].cell = BCL_NEW(t->a, bcl_dual **, years);
    }
    *cell = bcl_dual_cell(t, &t->kept[quantity].layout);
    bcl_dual ***of = &t->kept[quantity].cell[*cell % years];
    if (!*of)
        *of = BCL_NEW(t->a, bcl_dual *, t->kept[quantity].layout.cells / years);
    return &(*of)[*cell / years];
}

static bcl_dual compute(bcl_duals *t, int quantity, size_t cell)
{
    const bcl_quantity *q = &t->m->quantity[quantity];

    return q->kind == BCL_INPUT
               ? t->leaf(t, quantity, cell, (size_t)t->at[BCL_YEAR])
               : bcl_dual_node(t, q->node);
}

bcl_dual bcl_dual_quantity(bcl_duals *t, int quantity)
{
    size_t cell;
    bcl_dual **kept = place_of(t, quantity, &cell);

    if (*kept == &t->busy)
        return bcl_dual_met(t, quantity, cell);
    if (*kept)
        return **kept;
    if (t->most && t->computed >= t->most)
        return bcl_dual_absent();
    t->computed++;
    *kept = &t->busy;
    bcl_dual x = compute(t, quantity, cell);
    x = bcl_dual_closed(t, quantity, cell, x, compute);
    *kept = NULL;
    if (bcl_dual_waits(&x))
        return x; /* of a guess: computed again once that is known */
    *kept = BCL_NEW(t->a, bcl_dual, 1);
    **kept = x;
    return x;
}

/* The argument with dimension `dim` at another member. */
static bcl_dual elsewhere(bcl_duals *t, const bcl_node *x, int dim, int member)
{
    int here = t->at[dim];

    if (member < 0)
        return bcl_dual_number(NAN);
    t->at[dim] = member;
    bcl_dual out = bcl_dual_node(t, x);
    t->at[dim] = here;
    return out;
}

static bcl_dual moved(bcl_duals *t, const bcl_node *n)
{
    switch (n->op) {
    case BCL_N_PICK:
        return elsewhere(t, n->arg[0], n->dim, n->member);
    case BCL_N_KEEP:
        return n->keep[t->at[n->dim]] ? bcl_dual_node(t, n->arg[0])
                                      : bcl_dual_number(0);
    case BCL_N_PLACE:
        return t->at[n->dim] == n->member ? bcl_dual_node(t, n->arg[0])
                                          : bcl_dual_number(0);
    default: /* REPLACE, DIAGONAL */
        return elsewhere(t, n->arg[0], n->dim, n->map[t->at[n->dim2]]);
    }
}

/* precedent(x, initial): x a year before, else initial this year. */
static bcl_dual previous(bcl_duals *t, const bcl_node *n)
{
    bcl_dual x = bcl_dual_absent();

    if (t->at[BCL_YEAR] > 0)
        x = elsewhere(t, n->arg[0], BCL_YEAR, t->at[BCL_YEAR] - 1);
    return x.absent && n->narg > 1 && n->arg[1] ? bcl_dual_node(t, n->arg[1])
                                                : x;
}

static bcl_dual otherwise(bcl_duals *t, const bcl_node *n)
{
    bcl_dual x = bcl_dual_node(t, n->arg[0]);

    return x.absent ? bcl_dual_node(t, n->arg[1]) : x;
}

bcl_dual bcl_dual_node(bcl_duals *t, const bcl_node *n)
{
    switch (n->op) {
    case BCL_N_NUMBER:
        return bcl_dual_number(n->number);
    case BCL_N_YEAR:
        return bcl_dual_number(t->m->dims.first_year + (double)t->at[BCL_YEAR]);
    case BCL_N_MEMBER:
        return bcl_dual_number(t->at[n->dim] == n->member);
    case BCL_N_QUANTITY:
        return bcl_dual_quantity(t, n->ref);
    case BCL_N_REPEAT:
    case BCL_N_PARENT:
        return bcl_dual_node(t, n->arg[0]);
    case BCL_N_PICK:
    case BCL_N_KEEP:
    case BCL_N_PLACE:
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
        return moved(t, n);
    case BCL_N_PREVIOUS:
        return previous(t, n);
    case BCL_N_DEFAULT:
        return otherwise(t, n);
    case BCL_N_SUM:
        return bcl_dual_sum(t, n);
    case BCL_N_GROUP:
        return bcl_dual_group(t, n);
    case BCL_N_SHARE:
        return bcl_dual_share(t, n);
    case BCL_N_RATIO:
        return bcl_dual_ratio(t, n);
    case BCL_N_CUMUL:
        return bcl_dual_cumul(t, n);
    case BCL_N_STOCK:
        return bcl_dual_stock(t, n);
    case BCL_N_RETIRED:
    case BCL_N_DRIVEN:
        return bcl_dual_refuse(t, n->ref);
    case BCL_N_INHERITED:
        return bcl_dual_absent();
    default:
        return bcl_dual_function(t, n);
    }
}
