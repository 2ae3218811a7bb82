/* rates.c -- rates observed by a formula, each after those it reads. */
#include "core/text.h"
#include "engine/stage.h"

#include <string.h>

bool bcl_stage_evaluate(bcl_evaluated *out, const bcl_model *m,
                        const bcl_input *input, const bcl_given *given,
                        size_t ngiven, const bcl_node *n, bcl_dimset dims,
                        bcl_arena *a, bcl_diag *d)
{
    bcl_program p = {.m = m,
                     .input = input,
                     .given = given,
                     .ngiven = ngiven,
                     .a = a,
                     .d = d};
    int root = bcl_program_add(&p, n, dims);

    if (!bcl_program_order(&p))
        return false;
    bcl_program_mark(&p);
    if (!bcl_program_run(&p))
        return false;
    const bcl_instr *s = &p.i[root];
    *out = (bcl_evaluated){.layout = s->layout,
                           .v = s->v,
                           .hole = s->holes ? s->hole : NULL,
                           .known = s->known,
                           .total = s->total,
                           .avail = s->avail,
                           .status = s->status};
    return true;
}

static size_t years_of(const bcl_model *m)
{
    return bcl_dim_size(&m->dims, BCL_YEAR);
}

/* One year of a whole array. */
static const bcl_slice *cut_year(const bcl_evaluated *e, size_t span, size_t y,
                                 bcl_arena *a)
{
    size_t cells = e->layout.cells / span;
    bcl_slice *s = bcl_slice_new(cells, a);

    if (e->hole)
        s->hole = BCL_NEW(a, uint8_t, cells);
    for (size_t i = 0; i < cells; i++) {
        s->v[i] = e->v[i * span + y];
        if (s->hole)
            s->hole[i] = e->hole[i * span + y];
    }
    return s;
}

static bool says_the_same(const bcl_slice *s, const bcl_evaluated *e,
                          size_t span, size_t y)
{
    for (size_t i = 0; i < e->layout.cells / span; i++)
        if (memcmp(&s->v[i], &e->v[i * span + y], sizeof *s->v) != 0 ||
            (e->hole && s->hole[i] != e->hole[i * span + y]))
            return false;
    return true;
}

/* The years seen of a whole array; those that say the same share a slice. */
static void cut_years(bcl_input *to, const bcl_evaluated *e, const bool *seen,
                      const bcl_model *m, bcl_dimset dims, bcl_arena *a)
{
    bool dated = dims & BCL_YEAR_BIT;
    size_t span = dated ? years_of(m) : 1;
    const bcl_slice *last = NULL;

    to->slice = BCL_NEW(a, const bcl_slice *, years_of(m));
    for (size_t y = 0; y < years_of(m); y++) {
        if (dated && !seen[y])
            continue;
        if (!last || !says_the_same(last, e, span, y % span))
            last = cut_year(e, span, y % span, a);
        to->slice[y] = last;
    }
}

/* "« A » 2009-2021 ; « B » 2024": when what a formula reads
 * was observed. */
static const char *years_read(const bcl_inputs *in, const bcl_node *n,
                              bool *told, const char *text, bcl_arena *a)
{
    const bcl_model *m = in->m;
    int last = m->dims.reference - m->dims.first_year, first = 0;

    if (n->op == BCL_N_QUANTITY && !told[n->ref]) {
        const bcl_quantity *q = &m->quantity[n->ref];
        const bool *avail = in->base[n->ref].avail;
        told[n->ref] = true;
        if (q->kind != BCL_INPUT)
            return q->node ? years_read(in, q->node, told, text, a) : text;
        if (!(q->dims & BCL_YEAR_BIT) || !avail)
            return text;
        while (last > 0 && !avail[last])
            last--;
        while (first < last && !avail[first])
            first++;
        const char *to =
            last > first ? bcl_text_print(a, "-%d", m->dims.first_year + last)
                         : "";
        return bcl_text_print(a, "%s%s« %s » %d%s", text, *text ? " ; " : "",
                              q->head.title, m->dims.first_year + first, to);
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            text = years_read(in, n->arg[k], told, text, a);
    return text;
}

/* Why a rate has no value in any year: a donnee that lacks, with its table, or
 * no year in which all are there. */
static const char *why_not(const bcl_inputs *in, const bcl_quantity *q,
                           bcl_arena *a)
{
    const bcl_model *m = in->m;
    const bcl_quantity **lack;
    size_t n = bcl_input_missing(&lack, m, in->base, q->node, a);
    const char *text = "";

    if (n == 0)
        return bcl_text_print(
            a,
            "« %s » s'observe par une formule dont les données n'ont aucune "
            "année en commun : %s",
            q->head.title,
            years_read(in, q->node, BCL_NEW(a, bool, m->nquantity + 1), "", a));
    for (size_t i = 0; i < n; i++) {
        const char *why = in->base[lack[i] - m->quantity].why;
        text = bcl_text_print(a, "%s%s« %s »%s%s%s", text, i ? ", " : "",
                              lack[i]->head.title, why ? " (" : "",
                              why ? why : "", why ? ")" : "");
    }
    return bcl_text_print(a,
                          "« %s » s'observe par une formule à laquelle il "
                          "manque %s",
                          q->head.title, text);
}

/* A rate computed from observations: years up to the reference in which all it
 * reads was observed. */
static bool observe(bcl_inputs *in, size_t i, bool *seen, const double *settled,
                    bcl_arena *a, bcl_diag *d)
{
    const bcl_model *m = in->m;
    const bcl_quantity *q = &m->quantity[i];
    bcl_arena *own = bcl_arena_create();
    bcl_evaluated e;
    bcl_input *to = &in->base[i];
    bool any = false;
    bool ok =
        bcl_stage_evaluate(&e, m, in->base, NULL, 0, q->node, q->dims, own, d);

    to->avail = BCL_NEW(a, bool, years_of(m));
    to->status = BCL_NEW(a, uint8_t, years_of(m));
    for (size_t y = 0; y < years_of(m) && ok; y++) {
        bool past = m->dims.first_year + (int)y <= m->dims.reference;
        to->avail[y] = seen[y] = past && e.avail[y];
        to->status[y] =
            e.status[y] > q->status ? e.status[y] : (uint8_t)q->status;
        any = any || seen[y];
    }
    if (ok && any) {
        cut_years(to, &e, seen, m, q->dims, a);
        bcl_stage_settle(to, m, q, settled, a);
    } else {
        to->why = why_not(in, q, a);
    }
    bcl_arena_destroy(own);
    return ok;
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

bool bcl_stage_rates(bcl_inputs *in, bool **seen, double *const *settled,
                     bcl_arena *a, bcl_diag *d)
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
            ok = observe(in, i, seen[i], settled ? settled[i] : NULL, a, d) &&
                 ok;
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
