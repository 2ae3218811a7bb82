/* reconciled.c -- see reconciled.h: from equations to settled donnees. */
#include "engine/reconciled_private.h"
#include "engine/reconciled_solve.h"

#include <math.h>
#include <stdlib.h>

/* What a row counted for hidden cells is no observation. */
static void take_hidden_out(bcl_reconciled_row *r, const bcl_dual *gap,
                            const bcl_unknowns *u)
{
    for (size_t i = 0; i < gap->n; i++) {
        const bcl_unknown *x = &u->unknown[gap->unknown[i]];
        if (!x->hidden)
            continue;
        r->value -= gap->slope[i] * x->at;
        r->partial = true;
    }
}

static void keep_rows(bcl_reconciled *out, const bcl_equations *e,
                      const bcl_unknowns *u)
{
    out->row = BCL_NEW(u->a, bcl_reconciled_row, e->n);
    out->nrow = e->n;
    for (size_t i = 0; i < e->n; i++) {
        out->row[i] = e->row[i];
        out->row[i].after = NAN;
        take_hidden_out(&out->row[i], &e->gap[i], u);
    }
}

static bool settled_unknown(const bcl_reconciled *out, const bcl_unknown *x)
{
    return out->group[x->group].status == BCL_REC_OK;
}

static bcl_reconciled_cell cell_of(const bcl_unknowns *u, const bcl_touched *c,
                                   double after)
{
    const bcl_unknown *x = &u->unknown[c->unknown];
    double first, slope;

    bcl_unknown_value(u, c, 0, &first);
    bcl_unknown_value(u, c, x->at, &slope);
    return (bcl_reconciled_cell){
        .quantity = c->quantity,
        .cell = c->cell,
        .year = c->year,
        .group = x->group,
        .class = x->class,
        .hidden = x->hidden,
        .before = c->given,
        .after = x->class == BCL_REC_UNOBSERVABLE ? (double)NAN : after,
        .sd_before = x->hidden ? (double)NAN : fabs(first) * x->sd,
        .sd_after = fabs(slope) * x->sd_after,
        .z = x->z,
        .low = x->from,
        .high = x->to,
        .error = c->unknown};
}

static void settle(bcl_reconciled *out, const bcl_unknowns *u,
                   const bcl_reconciled_cell *c)
{
    double **to = &out->settled[c->quantity];

    if (isnan(c->after) || c->after == c->before)
        return;
    if (!*to) {
        size_t n =
            bcl_dimset_cells(&u->m->dims, u->m->quantity[c->quantity].dims);
        *to = BCL_NEW(u->a, double, n);
        for (size_t i = 0; i < n; i++)
            (*to)[i] = NAN;
    }
    (*to)[c->cell] = c->after;
}

static int by_place(const void *x, const void *y)
{
    const bcl_reconciled_cell *a = x, *b = y;

    if (a->quantity != b->quantity)
        return a->quantity < b->quantity ? -1 : 1;
    return (a->cell > b->cell) - (a->cell < b->cell);
}

/* The cells that constraints read, each at its value once reconciled. */
static void keep_cells(bcl_reconciled *out, bcl_unknowns *u, bcl_arena *a)
{
    bcl_duals t;

    bcl_duals_open(&t, u->m, bcl_unknowns_leaf, u, a);
    out->settled = BCL_NEW(u->a, double *, u->m->nquantity + 1);
    out->cell = BCL_NEW(u->a, bcl_reconciled_cell, u->ntouched);
    for (size_t i = 0; i < u->ntouched; i++) {
        const bcl_touched c = u->touched[i];
        const bcl_unknown *x = &u->unknown[c.unknown];
        bcl_layout l =
            bcl_layout_of(&u->m->dims, u->m->quantity[c.quantity].dims);
        if (x->group < 0 || !settled_unknown(out, x))
            continue;
        t.at[BCL_YEAR] = (int)c.year;
        bcl_dual_place(&t, &l, c.cell);
        bcl_reconciled_cell cell =
            cell_of(u, &c, bcl_dual_quantity(&t, c.quantity).v);
        out->cell[out->ncell++] = cell;
        settle(out, u, &cell);
    }
    qsort(out->cell, out->ncell, sizeof *out->cell, by_place);
}

static void count_cells(bcl_reconciled *out)
{
    for (size_t i = 0; i < out->ncell; i++) {
        const bcl_reconciled_cell *c = &out->cell[i];
        bcl_reconciled_group *g = &out->group[c->group];
        g->nredundant += c->class == BCL_REC_REDUNDANT;
        g->nhidden += c->hidden;
        g->nfound += c->hidden && c->class == BCL_REC_OBSERVABLE;
    }
}

/* Suspects were unknowns: a cell of each. */
static void name_suspects(bcl_reconciled *out)
{
    for (size_t g = 0; g < out->ngroup; g++)
        for (size_t k = 0; k < out->group[g].nsuspect; k++) {
            int *s = &out->group[g].suspect[k], error = *s;
            *s = -1;
            for (size_t i = 0; i < out->ncell && *s < 0; i++)
                if (out->cell[i].error == error)
                    *s = (int)i;
        }
}

void bcl_reconciled_compute(bcl_reconciled *out, const bcl_model *m,
                            const bcl_data *data, const bcl_input *base,
                            bcl_arena *a, bcl_diag *d)
{
    bcl_arena *scratch = bcl_arena_create();
    bcl_equations e;
    bcl_unknowns *u = BCL_NEW(a, bcl_unknowns, 1);

    *out = (bcl_reconciled){.unknowns = u};
    bcl_unknowns_open(u, m, data, base, a, d);
    bcl_equations_read(&e, u, true, scratch);
    keep_rows(out, &e, u);
    bcl_reconciled_group_rows(out, &e, u);
    bcl_reconciled_solve(out, u);
    bcl_reconciled_tell_odds(out, m, scratch, d);
    keep_cells(out, u, scratch);
    count_cells(out);
    name_suspects(out);
    bcl_arena_destroy(scratch);
}

const bcl_reconciled_cell *bcl_reconciled_find(const bcl_reconciled *r,
                                               int quantity, size_t cell)
{
    bcl_reconciled_cell key = {.quantity = quantity, .cell = cell};

    return r->ncell
               ? bsearch(&key, r->cell, r->ncell, sizeof *r->cell, by_place)
               : NULL;
}
