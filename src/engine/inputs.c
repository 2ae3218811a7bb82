/* inputs.c -- see inputs.h. */
#include "engine/inputs.h"
#include "core/text.h"
#include "engine/stage.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static void *keep(const void *x, size_t n, size_t size, bcl_arena *a)
{
    return x ? memcpy(bcl_arena_alloc(a, n, size), x, n * size) : NULL;
}

static bool evaluate(bcl_evaluated *out, bcl_program *p, const bcl_node *n,
                     bcl_dimset dims, bcl_arena *a)
{
    int root = bcl_program_add(p, n, dims);

    if (!bcl_program_order(p))
        return false;
    bcl_program_mark(p);
    if (!bcl_program_run(p))
        return false;
    const bcl_instr *s = &p->i[root];
    size_t cells = s->layout.cells;
    *out = (bcl_evaluated){
        .layout = s->layout,
        .v = keep(s->v, cells, sizeof *s->v, a),
        .hole = s->holes ? keep(s->hole, cells, sizeof *s->hole, a) : NULL,
        .avail = keep(s->avail, p->years, sizeof *s->avail, a),
        .status = keep(s->status, p->years, sizeof *s->status, a)};
    return true;
}

bool bcl_stage_evaluate(bcl_evaluated *out, const bcl_model *m,
                        const bcl_input *input, const bcl_given *given,
                        size_t ngiven, const bcl_node *n, bcl_dimset dims,
                        bcl_arena *a, bcl_diag *d)
{
    bcl_program p = {.m = m,
                     .input = input,
                     .given = given,
                     .ngiven = ngiven,
                     .a = bcl_arena_create(),
                     .d = d};
    bool ok = evaluate(out, &p, n, dims, a);

    bcl_arena_destroy(p.a);
    return ok;
}

static size_t years_of(const bcl_model *m)
{
    return bcl_dim_size(&m->dims, BCL_YEAR);
}

/* Which zeros stand for want of a row: they do not count in coverage. */
static void mark_norow(bcl_input *in, const bcl_observed *o, bcl_arena *a)
{
    if (!o->hole || !o->line)
        return;
    in->norow = BCL_NEW(a, bool, o->layout.cells);
    for (size_t i = 0; i < o->layout.cells; i++)
        in->norow[i] = !o->line[i] && !o->hole[i];
}

/* What the tables say, in their own arrays: nobody reads them after. */
static void from_observed(bcl_input *in, const bcl_observed *o,
                          const bcl_model *m, const bcl_quantity *q,
                          bcl_arena *a)
{
    size_t years = years_of(m);

    in->avail = BCL_NEW(a, bool, years);
    in->status = BCL_NEW(a, uint8_t, years);
    for (size_t y = 0; y < years; y++)
        in->status[y] = (uint8_t)q->status;
    in->why = o->why;
    if (!o->v)
        return;
    in->v = o->v;
    in->hole = o->hole;
    memcpy(in->avail, o->year, years);
    mark_norow(in, o, a);
    if (q->dims & BCL_YEAR_BIT)
        bcl_stage_between(in, m, q, o->year);
}

/* A rate computed from observations: years up to the reference in which all it
 * reads was observed. */
static bool observe(bcl_inputs *in, size_t i, const bcl_input *observed,
                    bool *years_seen, bcl_arena *a, bcl_diag *d)
{
    const bcl_model *m = in->m;
    const bcl_quantity *q = &m->quantity[i];
    bcl_evaluated e;
    bcl_input *to = &in->base[i];
    bool any = false;

    if (!bcl_stage_evaluate(&e, m, observed, NULL, 0, q->node, q->dims, a, d))
        return false;
    to->avail = BCL_NEW(a, bool, years_of(m));
    to->status = BCL_NEW(a, uint8_t, years_of(m));
    for (size_t y = 0; y < years_of(m); y++) {
        bool past = m->dims.first_year + (int)y <= m->dims.reference;
        years_seen[y] = past && e.avail[y];
        to->avail[y] = years_seen[y];
        to->status[y] =
            e.status[y] > q->status ? e.status[y] : (uint8_t)q->status;
        any = any || years_seen[y];
    }
    if (!any) {
        to->why = bcl_text_print(a,
                                 "« %s » s'observe par une formule dont les "
                                 "données manquent sur ce territoire",
                                 q->head.title);
        return true;
    }
    to->v = e.v;
    to->hole = e.hole;
    for (size_t c = 0; c < e.layout.cells; c++)
        if (!years_seen[c % years_of(m)])
            to->v[c] = NAN;
    return true;
}

/* Does formula n read, at any remove, a donnee not yet done? */
static bool waits(const bcl_model *m, const bcl_node *n, const bool *done,
                  int depth)
{
    if (n->op == BCL_N_QUANTITY) {
        const bcl_quantity *q = &m->quantity[n->ref];
        if (q->kind == BCL_INPUT)
            return !done[n->ref];
        return depth < 32 && q->node && waits(m, q->node, done, depth + 1);
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k] && waits(m, n->arg[k], done, depth))
            return true;
    return false;
}

/* Rates may read other rates: each in its turn. */
static bool observe_all(bcl_inputs *in, bool **seen, bcl_arena *a, bcl_diag *d)
{
    const bcl_model *m = in->m;
    bool *done = BCL_NEW(a, bool, m->nquantity);
    bool ok = true, moved = true;

    for (size_t i = 0; i < m->nquantity; i++)
        done[i] = m->quantity[i].kind == BCL_INPUT && !m->quantity[i].node;
    while (moved) {
        moved = false;
        for (size_t i = 0; i < m->nquantity; i++) {
            const bcl_quantity *q = &m->quantity[i];
            if (q->kind != BCL_INPUT || done[i] || waits(m, q->node, done, 0))
                continue;
            ok = observe(in, i, in->base, seen[i], a, d) && ok;
            done[i] = moved = true;
        }
    }
    for (size_t i = 0; i < m->nquantity; i++)
        if (m->quantity[i].kind == BCL_INPUT && !done[i])
            ok = bcl_fail(d, "R04", m->quantity[i].head.at,
                          "« %s » s'observe à partir d'elle-même",
                          m->quantity[i].head.id);
    return ok;
}

bool bcl_inputs_base(bcl_inputs *in, const bcl_model *m, const bcl_data *data,
                     bcl_arena *a, bcl_diag *d)
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
        from_observed(&in->base[i], &data->of[i], m, q, a);
        if (data->of[i].year)
            memcpy(seen[i], data->of[i].year, years_of(m));
    }
    ok = observe_all(in, seen, a, d);
    for (size_t i = 0; i < m->nquantity && ok; i++) {
        const bcl_quantity *q = &m->quantity[i];
        if (q->kind == BCL_INPUT && in->base[i].v && (q->dims & BCL_YEAR_BIT))
            ok = bcl_stage_prolong(&in->base[i], m, q, seen[i], a, d);
    }
    return ok;
}

/* 1 less the other parts, in the years a scenario may change. */
static bool settle_rest(bcl_input *in, const bcl_model *m,
                        const bcl_quantity *q, const bcl_scenario *s,
                        bcl_diag *d)
{
    bcl_layout l = bcl_layout_of(&m->dims, q->dims);
    size_t stride = bcl_layout_stride(&l, q->rest_dim), years = years_of(m);
    size_t n = bcl_dim_size(&m->dims, q->rest_dim);

    for (size_t c = 0; c < l.cells; c++) {
        int year = m->dims.first_year + (int)(c % years);
        if (c / stride % n != (size_t)q->rest_member || year < s->start)
            continue;
        double others = 0;
        for (size_t k = 0; k < n; k++)
            if (k != (size_t)q->rest_member)
                others +=
                    in->v[c + k * stride - (size_t)q->rest_member * stride];
        in->v[c] = isnan(others) ? (double)NAN : 1 - others;
        if (in->v[c] < -1e-12)
            return bcl_fail(
                d, "S06", q->head.at,
                "« %s » : les parts dites par les leviers de « %s » "
                "dépassent 100 %% en %d ; « %s » deviendrait négative",
                q->head.id, s->head.id, year,
                bcl_dim_members(&m->dims, q->rest_dim)->text[q->rest_member]);
    }
    return true;
}

/* A lever needs its donnee in an array of its own. */
static void own_copy(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                     bcl_arena *a)
{
    size_t cells = bcl_dimset_cells(&m->dims, q->dims);
    double *v = BCL_NEW(a, double, cells);
    bool *avail = BCL_NEW(a, bool, years_of(m));
    uint8_t *status = BCL_NEW(a, uint8_t, years_of(m));

    memcpy(v, in->v, cells * sizeof *v);
    memcpy(avail, in->avail, years_of(m));
    memcpy(status, in->status, years_of(m));
    in->v = v;
    in->avail = avail;
    in->status = status;
}

static bool apply(bcl_inputs *in, size_t k, const bcl_scenario *s, bcl_arena *a,
                  bcl_diag *d)
{
    const bcl_model *m = in->m;
    bcl_input *all = in->scenario[k];
    bool *moved = BCL_NEW(a, bool, m->nquantity);
    bool ok = true;

    memcpy(all, in->base, m->nquantity * sizeof *all);
    for (size_t i = 0; i < s->nlever; i++) {
        const bcl_lever *l = &s->lever[i];
        const bcl_quantity *q = &m->quantity[l->quantity];
        bcl_input *to = &all[l->quantity];
        if (!to->v) {
            bcl_warn(d, "S13", l->head.at,
                     "le levier « %s » ne change rien ici : %s", l->head.id,
                     to->why ? to->why : "sa donnée est indisponible");
            continue;
        }
        if (!moved[l->quantity])
            own_copy(to, m, q, a);
        moved[l->quantity] = true;
        ok = bcl_stage_lever(to, all, m, l, d) && ok;
    }
    for (size_t i = 0; i < m->nquantity && ok; i++)
        if (moved[i] && m->quantity[i].rest_dim >= 0)
            ok = settle_rest(&all[i], m, &m->quantity[i], s, d);
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
