/* control.c -- see control.h. */
#include "result/control.h"
#include "core/text.h"
#include "model/process.h"
#include "model/spec.h"

#include <math.h>

/* A process whose gap is not closed by a flow or taken by a stock. */
static bool shows_gap(const bcl_process *p)
{
    return p->balanced && !p->closed && p->stock < 0 && p->inflow >= 0;
}

static int add_extremes(bcl_plan *p, int q)
{
    int wish = bcl_plan_add(p, bcl_values_quantity(&p->s->m, q, p->a),
                            p->s->m.quantity[q].dims);

    p->wish[wish].extremes = true;
    return wish;
}

void bcl_control_plan(bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    p->gap = BCL_NEW(p->a, int, m->nprocess + 1);
    p->through = BCL_NEW(p->a, int, m->nprocess + 1);
    p->closing = BCL_NEW(p->a, int, m->nquantity + 1);
    for (size_t i = 0; i < m->nprocess; i++) {
        p->gap[i] = p->through[i] = -1;
        if (!shows_gap(&m->process[i]))
            continue;
        bcl_node *gap = bcl_process_gap(m, &m->process[i], p->a);
        p->gap[i] = bcl_plan_add(p, gap, m->process[i].by);
        p->through[i] =
            bcl_plan_add(p, bcl_values_quantity(m, m->process[i].inflow, p->a),
                         m->process[i].by);
    }
    for (size_t q = 0; q < m->nquantity; q++) {
        const bcl_quantity *f = &m->quantity[q];
        p->closing[q] = -1;
        if (f->kind == BCL_FLOW && f->flow == BCL_FLOW_CLOSING && !f->free_sign)
            p->closing[q] = add_extremes(p, (int)q);
    }
}

static int year_of(const bcl_model *m, const bcl_values *x, size_t cell)
{
    return x->dims & BCL_YEAR_BIT
               ? m->dims.first_year +
                     (int)(cell % bcl_dim_size(&m->dims, BCL_YEAR))
               : m->dims.reference;
}

static const char *where(const bcl_plan *p, const bcl_values *x, size_t cell)
{
    return x->layout.rank > ((x->dims & BCL_YEAR_BIT) != 0)
               ? bcl_layout_cell_text(&p->s->m.dims, &x->layout, cell, p->a)
               : "";
}

/* The unit its flows are written in. */
static const bcl_quantity *any_flow(const bcl_model *m, int process)
{
    for (size_t q = 0; q < m->nquantity; q++)
        if (m->quantity[q].kind == BCL_FLOW &&
            (m->quantity[q].from.process == process ||
             m->quantity[q].to.process == process))
            return &m->quantity[q];
    return NULL;
}

static bcl_control process_control(const bcl_plan *p, size_t run, size_t i)
{
    const bcl_model *m = &p->s->m;
    const bcl_values *gap = bcl_plan_value(p, run, p->gap[i]),
                     *in = bcl_plan_value(p, run, p->through[i]);
    const bcl_quantity *flow = any_flow(m, (int)i);
    bcl_control c = {.unit_text = flow ? flow->unit_text : "", .ok = true};
    size_t worst = 0;
    bool any = false;

    c.what = bcl_text_print(p->a, "Processus « %s »", m->process[i].head.title);
    for (size_t k = 0; k < gap->layout.cells; k++) {
        if (!bcl_values_has(gap, m, k))
            continue;
        any = true;
        double share = fabs(gap->v[k]) / fmax(fabs(in->v[k]), 1e-300);
        if (gap->v[k] == 0 || share <= c.share)
            continue;
        c.share = share;
        c.gap = gap->v[k] / bcl_unit_factor(flow->unit);
        c.year = year_of(m, gap, k);
        worst = k;
    }
    c.ok = any && c.share <= m->process[i].tolerance;
    if (!any)
        c.gap = NAN;
    c.where = c.share > 0 ? where(p, gap, worst) : "";
    return c;
}

/* An identity that is no flow: an indicator with what is expected of it. */
static bcl_control expected_control(const bcl_plan *p, size_t run, size_t q,
                                    double expected, double tolerance)
{
    const bcl_model *m = &p->s->m;
    const bcl_values *x = bcl_plan_value(p, run, p->indicator[q]);
    bcl_control c = {.what = m->quantity[q].head.title,
                     .unit_text = m->quantity[q].unit_text,
                     .share = NAN,
                     .where = "",
                     .ok = true};
    bool any = false;

    for (size_t k = 0; k < x->layout.cells; k++) {
        double gap = x->v[k] / bcl_unit_factor(m->quantity[q].unit) - expected;
        if (!bcl_values_has(x, m, k) || (any && fabs(gap) <= fabs(c.gap)))
            continue;
        any = true;
        c.gap = gap;
        c.year = year_of(m, x, k);
        c.where = where(p, x, k);
    }
    c.ok = any && fabs(c.gap) <= tolerance;
    if (!any)
        c.gap = NAN;
    return c;
}

size_t bcl_control_list(bcl_control **out, const bcl_plan *p, size_t run)
{
    const bcl_model *m = &p->s->m;
    bcl_diag quiet = {.count = 0}; /* attributes were read once already */
    size_t n = 0;

    *out = BCL_NEW(p->a, bcl_control, m->nprocess + m->nquantity + 1);
    for (size_t i = 0; i < m->nprocess; i++)
        if (p->gap[i] >= 0)
            (*out)[n++] = process_control(p, run, i);
    for (size_t q = 0; q < m->nquantity; q++) {
        double expected, tolerance;
        if (m->quantity[q].kind != BCL_INDICATOR ||
            !bcl_attr_number(&expected, m->quantity[q].head.xml, "attendu",
                             &quiet) ||
            !bcl_attr_number(&tolerance, m->quantity[q].head.xml, "tolerance",
                             &quiet))
            continue;
        (*out)[n++] = expected_control(p, run, q, expected, tolerance);
    }
    return n;
}

void bcl_control_signs(const bcl_plan *p, size_t run, bcl_diag *d)
{
    const bcl_model *m = &p->s->m;

    for (size_t q = 0; q < m->nquantity; q++) {
        const bcl_quantity *f = &m->quantity[q];
        if (p->closing[q] < 0)
            continue;
        const bcl_values *x = bcl_plan_value(p, run, p->closing[q]);
        double unit = bcl_unit_factor(f->unit);
        if (x->least >= -1e-9 * x->most)
            continue; /* rounding of a balance */
        bcl_warn(d, "R18", f->head.at,
                 "scénario « %s » : le solde « %s » est négatif, %.6g %s en "
                 "%d%s%s",
                 bcl_plan_scenario(p, run), f->head.id, x->least / unit,
                 f->unit_text, year_of(m, x, x->least_at),
                 *where(p, x, x->least_at) ? " " : "",
                 where(p, x, x->least_at));
        bcl_hint(d, "déclarez un flux d'exportation, ou signe=\"libre\"");
    }
}
