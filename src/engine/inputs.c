/* inputs.c -- see inputs.h. */
#include "engine/inputs.h"
#include "engine/stage.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static void *keep(const void *x, size_t n, size_t size, bcl_arena *a)
{
    return x ? memcpy(bcl_arena_alloc(a, n, size), x, n * size) : NULL;
}

static size_t years_of(const bcl_model *m)
{
    return bcl_dim_size(&m->dims, BCL_YEAR);
}

/* A slice of its own for a year some cells of which are settled. */
static const bcl_slice *settled_slice(const bcl_slice *old,
                                      const double *settled, size_t cells,
                                      size_t span, size_t y, bcl_arena *a)
{
    bcl_slice *own = NULL;

    for (size_t c = 0; c < cells; c++) {
        double v = settled[c * span + y];
        if (isnan(v))
            continue;
        if (!own) {
            own = BCL_NEW(a, bcl_slice, 1);
            *own = *old;
            own->v = keep(old->v, cells, sizeof *old->v, a);
            own->hole = keep(old->hole, cells, sizeof *old->hole, a);
        }
        own->v[c] = v;
        if (own->hole)
            own->hole[c] = 0;
    }
    return own ? own : old;
}

void bcl_stage_settle(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                      const double *settled, bcl_arena *a)
{
    bool dated = q->dims & BCL_YEAR_BIT;
    size_t span = dated ? years_of(m) : 1;
    size_t cells = bcl_slice_cells(m, q->dims);
    const bcl_slice *first = NULL;

    for (size_t y = 0; settled && y < years_of(m); y++) {
        const bcl_slice *old = in->slice[y];
        if (!old)
            continue;
        if (dated || !first)
            first = settled_slice(old, settled, cells, span, y % span, a);
        in->slice[y] = first;
        if (first != old && in->status[y] < BCL_RECONCILED)
            in->status[y] = BCL_RECONCILED;
    }
}

static void from_observed(bcl_input *in, const bcl_observed *o,
                          const bcl_model *m, const bcl_quantity *q, bool *seen,
                          const double *settled, bcl_arena *a)
{
    in->avail = BCL_NEW(a, bool, years_of(m));
    in->status = BCL_NEW(a, uint8_t, years_of(m));
    in->why = o->why;
    for (size_t y = 0; y < years_of(m); y++)
        in->status[y] = (uint8_t)q->status;
    if (!o->slice)
        return;
    in->slice = BCL_NEW(a, const bcl_slice *, years_of(m));
    for (size_t y = 0; y < years_of(m); y++) {
        in->slice[y] = o->slice[y];
        in->avail[y] = seen[y] = o->slice[y] != NULL;
    }
    bcl_stage_settle(in, m, q, settled, a);
    if (q->dims & BCL_YEAR_BIT)
        bcl_stage_between(in, m, q, seen, a);
}

bool bcl_inputs_base(bcl_inputs *in, const bcl_model *m, const bcl_data *data,
                     double *const *settled, bcl_arena *a, bcl_diag *d)
{
    bool **seen = BCL_NEW(a, bool *, m->nquantity + 1);
    bool ok;

    *in = (bcl_inputs){.m = m, .data = data};
    in->base = BCL_NEW(a, bcl_input, m->nquantity + 1);
    for (size_t i = 0; i < m->nquantity; i++) {
        const bcl_quantity *q = &m->quantity[i];
        if (q->kind != BCL_INPUT)
            continue;
        seen[i] = BCL_NEW(a, bool, years_of(m));
        if (q->node)
            continue;
        from_observed(&in->base[i], &data->of[i], m, q, seen[i],
                      settled ? settled[i] : NULL, a);
    }
    ok = bcl_stage_rates(in, seen, settled, a, d);
    for (size_t i = 0; i < m->nquantity && ok; i++) {
        const bcl_quantity *q = &m->quantity[i];
        if (q->kind == BCL_INPUT && in->base[i].slice &&
            (q->dims & BCL_YEAR_BIT))
            ok = bcl_stage_prolong(&in->base[i], m, q, seen[i], a, d);
    }
    return ok;
}

/* Slices of their own for the years a scenario may change, one for those that
 * shared one; their values, NULL in a year without. */
static double **own_years(bcl_input *in, const bcl_scenario *s, size_t cells,
                          const bcl_model *m, bcl_arena *a)
{
    double **v = BCL_NEW(a, double *, years_of(m));
    const bcl_slice *before = NULL;
    bcl_slice *own = NULL;

    for (size_t y = 0; y < years_of(m); y++) {
        const bcl_slice *old = in->slice[y];
        if (m->dims.first_year + (int)y < s->start || !old)
            continue;
        if (old != before) {
            own = BCL_NEW(a, bcl_slice, 1);
            *own = *old;
            own->v = keep(old->v, cells, sizeof *old->v, a);
            before = old;
        }
        in->slice[y] = own;
        v[y] = own->v;
    }
    return v;
}

/* 1 less the other parts, in the years a scenario may change. */
static bool settle_rest(bcl_input *in, const bcl_model *m,
                        const bcl_quantity *q, const bcl_scenario *s,
                        bcl_arena *a, bcl_diag *d)
{
    bcl_layout l = bcl_layout_of(&m->dims, q->dims & ~BCL_YEAR_BIT);
    size_t stride = bcl_layout_stride(&l, q->rest_dim);
    size_t n = bcl_dim_size(&m->dims, q->rest_dim);
    double **v = own_years(in, s, l.cells, m, a);

    for (size_t c = 0; c < l.cells; c++)
        for (size_t y = 0; y < years_of(m); y++) {
            double others = 0;
            if (c / stride % n != (size_t)q->rest_member || !v[y])
                continue;
            for (size_t k = 0; k < n; k++)
                if (k != (size_t)q->rest_member)
                    others +=
                        v[y][c + k * stride - (size_t)q->rest_member * stride];
            v[y][c] = isnan(others) ? (double)NAN : 1 - others;
            if (v[y][c] < -1e-12)
                return bcl_fail(
                    d, "S06", q->head.at,
                    "« %s » : les parts dites par les leviers de « %s » "
                    "dépassent 100 %% en %d ; « %s » deviendrait négative",
                    q->head.id, s->head.id, m->dims.first_year + (int)y,
                    bcl_dim_members(&m->dims, q->rest_dim)
                        ->text[q->rest_member]);
        }
    return true;
}

/* A lever needs the years of its donnee in arrays of its own; the slices stay
 * shared until it moves them. */
static void own_copy(bcl_input *in, const bcl_model *m, bcl_arena *a)
{
    size_t n = years_of(m);

    in->slice = keep(in->slice, n, sizeof *in->slice, a);
    in->avail = keep(in->avail, n, sizeof *in->avail, a);
    in->status = keep(in->status, n, sizeof *in->status, a);
}

static bool apply(bcl_inputs *in, size_t k, const bcl_scenario *s, bcl_arena *a,
                  bcl_diag *d)
{
    const bcl_model *m = in->m;
    bcl_input *all = in->scenario[k];
    bcl_moved *moved = BCL_NEW(a, bcl_moved, m->nquantity);
    bool ok = true;

    memcpy(all, in->base, m->nquantity * sizeof *all);
    for (size_t i = 0; i < s->nlever; i++) {
        const bcl_lever *l = &s->lever[i];
        bcl_input *to = &all[l->quantity];
        if (!to->slice) {
            bcl_warn(d, "S13", l->head.at,
                     "le levier « %s » ne change rien ici : %s", l->head.id,
                     to->why ? to->why : "sa donnée est indisponible");
            continue;
        }
        bcl_moved *x = &moved[l->quantity];
        if (!x->in)
            own_copy(to, m, a);
        x->in = to;
        x->base = &in->base[l->quantity];
        ok = bcl_stage_lever(x, all, m, l, a, d) && ok;
    }
    for (size_t i = 0; i < m->nquantity && ok; i++)
        if (moved[i].in && m->quantity[i].rest_dim >= 0)
            ok = settle_rest(&all[i], m, &m->quantity[i], s, a, d);
    return ok;
}

bool bcl_inputs_levers(bcl_inputs *in, const bcl_scenarios *s, bcl_arena *a,
                       bcl_diag *d)
{
    bool ok = true;

    in->nscenario = s->n;
    in->scenario = BCL_NEW(a, bcl_input *, s->n + 1);
    for (size_t k = 0; k < s->n; k++) {
        in->scenario[k] = BCL_NEW(a, bcl_input, in->m->nquantity + 1);
        ok = apply(in, k, &s->item[k], a, d) && ok;
    }
    return ok;
}
