/* unknowns.c -- what may move in a reconciliation: errors of donnees, and
 * cells that nobody measured. */
#include "engine/reconciled_private.h"

#include <math.h>

void bcl_unknowns_open(bcl_unknowns *u, const bcl_model *m,
                       const bcl_data *data, const bcl_input *base,
                       bcl_arena *a, bcl_diag *d)
{
    *u = (bcl_unknowns){.m = m, .data = data, .base = base, .a = a, .d = d};
    u->error = BCL_NEW(a, int *, m->nquantity + 1);
    u->hidden = BCL_NEW(a, int *, m->nquantity + 1);
    u->mean = BCL_NEW(a, double *, m->nquantity + 1);
    u->seen = BCL_NEW(a, bool *, m->nquantity + 1);
}

/* One number for all cells that share an error: those of the dimensions drawn
 * and of the year. */
static size_t error_cell(const bcl_duals *t, const bcl_quantity *q,
                         size_t *cells)
{
    bcl_dimset set = (q->error.drawn | BCL_YEAR_BIT) & q->dims;
    bcl_layout l = bcl_layout_of(&t->m->dims, set);

    *cells = l.cells;
    return bcl_dual_cell(t, &l);
}

static int number(bcl_unknowns *u, int **index, size_t cells, size_t cell,
                  bcl_unknown first)
{
    if (!*index)
        *index = BCL_NEW(u->a, int, cells);
    int *at = &(*index)[cell];
    if (!*at) {
        BCL_GROW(u->a, u->unknown, u->nunknown, &u->unknown_cap);
        u->unknown[u->nunknown++] = first;
        *at = (int)u->nunknown;
    }
    return *at - 1;
}

/* Values below zero make no sense unless the donnee says so. */
static double least(const bcl_quantity *q, double given)
{
    return isfinite(q->low) ? q->low : given < 0 ? -INFINITY : 0;
}

double bcl_unknown_value(const bcl_unknowns *u, const bcl_touched *c, double at,
                         double *slope)
{
    const bcl_uncertainty *e = &u->m->quantity[c->quantity].error;

    if (u->unknown[c->unknown].hidden) {
        *slope = 1;
        return at;
    }
    if (e->law == BCL_LAW_LOGNORMAL) {
        *slope = c->given * exp(at);
        return *slope;
    }
    *slope = e->relative ? c->given : 1;
    return c->given + *slope * at;
}

/* What bounds on a cell leave its error; a value given beyond them has none. */
static void narrow(bcl_unknown *x, const bcl_quantity *q, double given)
{
    const bcl_uncertainty *e = &q->error;
    double low = least(q, given), high = q->high;

    if (e->law == BCL_LAW_UNIFORM || e->law == BCL_LAW_TRIANGULAR) {
        low = fmax(low, e->relative ? given * (1 + e->low) : e->low);
        high = fmin(high, e->relative ? given * (1 + e->high) : e->high);
    }
    if (given < low || given > high || (e->relative && given <= 0))
        return;
    if (e->law == BCL_LAW_LOGNORMAL) {
        x->low = fmax(x->low, low > 0 ? log(low / given) : -INFINITY);
        x->high = fmin(x->high, log(high / given));
        return;
    }
    double slope = e->relative ? given : 1;
    x->low = fmax(x->low, (low - given) / slope);
    x->high = fmin(x->high, (high - given) / slope);
}

static void touch(bcl_unknowns *u, bcl_touched c, size_t cells)
{
    if (!u->seen[c.quantity])
        u->seen[c.quantity] = BCL_NEW(u->a, bool, cells);
    if (u->seen[c.quantity][c.cell])
        return;
    u->seen[c.quantity][c.cell] = true;
    if (!u->unknown[c.unknown].hidden)
        narrow(&u->unknown[c.unknown], &u->m->quantity[c.quantity], c.given);
    BCL_GROW(u->a, u->touched, u->ntouched, &u->touched_cap);
    u->touched[u->ntouched++] = c;
}

/* v(unknown), with what v itself depends on. */
static bcl_dual with_error(bcl_duals *t, int quantity, size_t cell, size_t year,
                           bcl_dual given)
{
    bcl_unknowns *u = t->context;
    const bcl_quantity *q = &u->m->quantity[quantity];
    size_t cells, key = error_cell(t, q, &cells);
    bcl_unknown first = {.quantity = quantity,
                         .year = year,
                         .sd = q->error.sd,
                         .group = -1,
                         .low = -INFINITY,
                         .high = INFINITY};
    bcl_touched c = {.quantity = quantity,
                     .cell = cell,
                     .year = year,
                     .unknown =
                         number(u, &u->error[quantity], cells, key, first),
                     .given = given.v};
    double slope, at = u->unknown[c.unknown].at;
    double v = bcl_unknown_value(u, &c, at, &slope);
    bcl_dual own = {.n = 1};

    touch(u, c, bcl_dimset_cells(&u->m->dims, q->dims));
    int *which = BCL_NEW(t->a, int, 1);
    double *one = BCL_NEW(t->a, double, 1);
    *which = c.unknown;
    *one = slope;
    own.unknown = which;
    own.slope = one;
    /* the given value may depend on other unknowns: d(value)/d(given) */
    double through = q->error.law == BCL_LAW_LOGNORMAL ? exp(at)
                     : q->error.relative               ? 1 + at
                                                       : 1;
    bcl_dual out = bcl_dual_combine(given, through, own, 1, t->a);
    out.v = v;
    return out;
}

/* The mean of the cells known each year: where to start from, no more. */
static double typical(bcl_unknowns *u, int quantity, size_t year, size_t years)
{
    const bcl_observed *o = &u->data->of[quantity];
    double **mean = &u->mean[quantity];

    if (*mean)
        return (*mean)[year];
    *mean = BCL_NEW(u->a, double, years);
    double *n = BCL_NEW(u->a, double, years);
    for (size_t y = 0; y < years; y++)
        for (size_t c = 0; o->slice[y] && c < o->layout.cells / o->span; c++)
            if (!isnan(o->slice[y]->v[c])) {
                (*mean)[y] += o->slice[y]->v[c];
                n[y]++;
            }
    for (size_t y = 0; y < years; y++)
        (*mean)[y] /= n[y] > 0 ? n[y] : 1;
    return (*mean)[year];
}

static bcl_dual without_value(bcl_duals *t, int quantity, size_t cell,
                              size_t year)
{
    bcl_unknowns *u = t->context;
    const bcl_quantity *q = &u->m->quantity[quantity];
    const bcl_observed *o = &u->data->of[quantity];
    bool dated = q->dims & BCL_YEAR_BIT;
    size_t years = dated ? bcl_dim_size(&u->m->dims, BCL_YEAR) : 1;
    bcl_unknown first = {.quantity = quantity,
                         .year = year,
                         .hidden = true,
                         .sd = NAN,
                         .group = -1,
                         .low = least(q, 0),
                         .high = q->high};
    bcl_touched c = {quantity, cell, year, 0, NAN};

    first.at = typical(u, quantity, dated ? year : 0, years);
    first.at = fmin(fmax(first.at, first.low), first.high);
    c.unknown = number(u, &u->hidden[quantity], o->layout.cells, cell, first);
    touch(u, c, o->layout.cells);
    int *which = BCL_NEW(t->a, int, 1);
    double *one = BCL_NEW(t->a, double, 1);
    *which = c.unknown;
    *one = 1;
    return (bcl_dual){
        .v = u->unknown[c.unknown].at, .n = 1, .unknown = which, .slope = one};
}

/* A donnee as it was in another year, its errors too. */
static bcl_dual as_of(bcl_duals *t, int quantity, size_t cell, size_t year)
{
    int here = t->at[BCL_YEAR];

    t->at[BCL_YEAR] = (int)year;
    bcl_dual x = bcl_unknowns_leaf(t, quantity, cell, year);
    t->at[BCL_YEAR] = here;
    return x;
}

/* Did a year bring values of its own? */
static bool own_year(const bcl_unknowns *u, int quantity, size_t year)
{
    const bcl_input *in = &u->base[quantity];
    bcl_slice *const *observed = u->data->of[quantity].slice;

    if (u->m->quantity[quantity].node)
        return in->slice && in->slice[year] &&
               !(in->status[year] & BCL_EXTENDED);
    return observed && observed[year];
}

/* A donnee in a year nobody observed: what is exact may be carried there, what
 * is not has no error of that year, unless that of an earlier one is wanted. */
static bcl_dual carried(bcl_duals *t, int quantity, size_t cell, size_t year)
{
    const bcl_unknowns *u = t->context;
    const bcl_quantity *q = &u->m->quantity[quantity];
    const bcl_input *in = &u->base[quantity];
    const bcl_dual absent = {.v = NAN, .absent = true};
    bool past = u->m->dims.first_year + (int)year <= u->m->dims.reference;

    if (!past || !in->slice || !in->avail[year])
        return absent;
    for (size_t y = year; (u->carry || q->node) && y-- > 0;)
        if (own_year(u, quantity, y) && in->slice[y] == in->slice[year]) {
            bcl_dual x = as_of(t, quantity, cell - year + y, y);
            return u->carry || !x.n ? x : absent;
        }
    if (q->error.law || q->node)
        return absent;
    return bcl_dual_number(
        in->slice[year]->v[cell / u->data->of[quantity].span]);
}

bcl_dual bcl_unknowns_leaf(bcl_duals *t, int quantity, size_t cell, size_t year)
{
    bcl_unknowns *u = t->context;
    const bcl_quantity *q = &u->m->quantity[quantity];
    const bcl_observed *o = &u->data->of[quantity];
    bool dated = q->dims & BCL_YEAR_BIT;
    bool past = u->m->dims.first_year + (int)year <= u->m->dims.reference;
    bcl_dual x;

    if (q->node) {
        if (!past)
            return (bcl_dual){.v = NAN, .absent = true};
        if (dated && !own_year(u, quantity, year))
            return carried(t, quantity, cell, year);
        x = bcl_dual_node(t, q->node);
    } else {
        const bcl_slice *s = o->slice ? o->slice[dated ? year : 0] : NULL;
        if (!s)
            return carried(t, quantity, cell, year);
        if (s->hole && s->hole[cell / o->span])
            return without_value(t, quantity, cell, year);
        x = bcl_dual_number(s->v[cell / o->span]);
    }
    return q->error.law && !x.absent && !isnan(x.v)
               ? with_error(t, quantity, cell, year, x)
               : x;
}
