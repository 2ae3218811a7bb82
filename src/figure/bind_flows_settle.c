/* bind_flows_settle.c -- which flows a Sankey diagram asks of the model. */
#include "core/text.h"
#include "figure/bind_flows.h"
#include "model/spec.h"

#include <string.h>

/* Dimensions of a flow that an end reads other than as they are carried. */
static bcl_dimset read_by(const bcl_quantity *q, const bcl_end *end)
{
    bcl_dimset set = 0;

    for (size_t i = 0; i < end->nindex; i++) {
        if (end->index[i].from >= 0)
            set |= BCL_DIM_BIT(end->index[i].from);
        if (end->index[i].keep)
            set |= BCL_DIM_BIT(end->index[i].dim);
    }
    return set & q->dims;
}

static bool touches(const bcl_figure *f, const bcl_quantity *q)
{
    int from = q->from.process, to = q->to.process;

    return (from == BCL_OUTSIDE || f->included[from]) &&
           (to == BCL_OUTSIDE || f->included[to]) &&
           (from != BCL_OUTSIDE || to != BCL_OUTSIDE);
}

static int wish_flow(bcl_plan *p, int ref)
{
    const bcl_model *m = &p->s->m;
    const bcl_quantity *q = &m->quantity[ref];
    bcl_dimset keep = bcl_flow_few(m, q->dims) | read_by(q, &q->from) |
                      read_by(q, &q->to) | (q->dims & BCL_YEAR_BIT);
    bcl_node *n = bcl_values_quantity(m, ref, p->a), *sum = n;

    if (q->dims & ~keep) {
        sum = bcl_node_new(BCL_N_SUM, keep, q->unit, q->head.at, p->a);
        sum->arg[0] = n;
        sum->narg = 1;
        sum->over = q->dims & ~keep;
    }
    return bcl_plan_add(p, sum, keep);
}

static int find_process(const bcl_model *m, const char *id)
{
    for (size_t i = 0; i < m->nprocess; i++)
        if (strcmp(m->process[i].head.id, id) == 0)
            return (int)i;
    return -1;
}

static bool read_processes(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_model *m = &p->s->m;
    const char *list = bcl_attr(f->head->xml, "processus");
    bcl_words w = bcl_text_split(p->a, list ? list : "", ' ');
    bcl_names known = {0};
    bool ok = true;

    f->included = BCL_NEW(p->a, bool, m->nprocess + 1);
    f->all = w.n == 0;
    for (size_t i = 0; i < m->nprocess; i++) {
        f->included[i] = f->all;
        bcl_names_add(&known, m->process[i].head.id,
                      strlen(m->process[i].head.id), p->a);
    }
    for (size_t i = 0; i < w.n; i++) {
        int k = find_process(m, w.item[i]);
        if (k >= 0) {
            f->included[k] = true;
            continue;
        }
        ok = bcl_fail(d, "N05", bcl_attr_at(f->head->xml, "processus"),
                      "processus inconnu « %s »", w.item[i]);
        const char *near = bcl_names_nearest(&known, w.item[i]);
        if (near)
            bcl_hint(d, "vouliez-vous « %s » ?", near);
    }
    return ok;
}

/* The unit of the figure, of its first flow when it says none. */
static bool settle_unit(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_model *m = &p->s->m;
    const bcl_xml *e = f->head->xml;

    f->unit_text = bcl_attr(e, "unite");
    if (f->unit_text) {
        f->unit = bcl_unit_parse(p->s->units, f->unit_text,
                                 bcl_attr_at(e, "unite"), d);
        return f->unit;
    }
    for (size_t q = 0; q < m->nquantity; q++)
        if (m->quantity[q].kind == BCL_FLOW && touches(f, &m->quantity[q])) {
            f->unit = m->quantity[q].unit;
            f->unit_text = m->quantity[q].unit_text;
            return true;
        }
    return bcl_fail(d, "R09", e->at,
                    "la figure « %s » n'a aucun flux à montrer", f->head->id);
}

/* Of all the processes, keep those that flows of this unit touch. */
static void leave_out_others(bcl_figure *f, const bcl_model *m)
{
    for (size_t i = 0; i < m->nprocess; i++)
        f->included[i] = false;
    for (size_t i = 0; i < f->nitem; i++) {
        const bcl_quantity *q = &m->quantity[f->item[i].quantity];
        if (q->from.process >= 0)
            f->included[q->from.process] = true;
        if (q->to.process >= 0)
            f->included[q->to.process] = true;
    }
}

bool bcl_bind_settle_flows(bcl_figure *f, bcl_plan *p, bcl_diag *d)
{
    const bcl_model *m = &p->s->m;
    bool ok = true;

    if (!read_processes(f, p, d) || !settle_unit(f, p, d))
        return false;
    f->item = BCL_NEW(p->a, bcl_figure_item, m->nquantity + 1);
    for (size_t i = 0; i < m->nquantity; i++) {
        const bcl_quantity *q = &m->quantity[i];
        if (q->kind != BCL_FLOW || !touches(f, q))
            continue;
        if (bcl_unit_same(q->unit, f->unit))
            f->item[f->nitem++] =
                (bcl_figure_item){(int)i, wish_flow(p, (int)i)};
        else if (!f->all)
            ok = bcl_fail(d, "U01", bcl_attr_at(f->head->xml, "unite"),
                          "la figure « %s » est en %s ; le flux « %s » est en "
                          "%s",
                          f->head->id, f->unit_text, q->head.id, q->unit_text);
    }
    if (f->all)
        leave_out_others(f, m);
    return ok;
}
