/* equations.c -- what must agree: flows and calculs with what measures them,
 * what enters a process with what leaves it. */
#include "engine/reconciled_private.h"
#include "model/process.h"
#include "model/spec.h"

#include <math.h>

typedef struct {
    bcl_equations *e;
    bcl_unknowns *u;
    bcl_duals t;
    bcl_arena *a;
} reader;

static void push(reader *r, bcl_reconciled_row row, bcl_dual gap)
{
    bcl_equations *e = r->e;

    BCL_GROW(r->a, e->row, e->n, &e->row_cap);
    BCL_GROW(r->a, e->gap, e->n, &e->gap_cap);
    row.gap = gap.v;
    row.exact = gap.n == 0;
    e->row[e->n] = row;
    e->gap[e->n++] = gap;
}

/* Was this donnee observed that year, as it stands? */
static bool observed(const reader *r, int quantity, size_t year)
{
    const bcl_quantity *q = &r->u->m->quantity[quantity];
    const bcl_observed *o = &r->u->data->of[quantity];

    if (r->u->m->dims.first_year + (int)year > r->u->m->dims.reference)
        return false;
    if (q->kind != BCL_INPUT)
        return true; /* what it reads says whether it was */
    if (q->node)
        return r->u->base[quantity].slice && r->u->base[quantity].avail[year];
    return o->slice && o->slice[q->dims & BCL_YEAR_BIT ? year : 0];
}

/* Some members of a dimension are left out by the perimeter. */
static bool restricted(const bcl_dims *t, bcl_dimset set)
{
    for (size_t d = 1; d < t->n; d++)
        if ((set & BCL_DIM_BIT(d)) &&
            t->dim[bcl_dim_base(t, (int)d)].outside.n > 0)
            return true;
    return false;
}

/* Some groups hold members that the perimeter leaves out. */
static bool cut(const bcl_dims *t, int dim)
{
    const bool *partial = t->dim[dim].partial;

    for (size_t k = 0; partial && k < bcl_dim_size(t, dim); k++)
        if (partial[k])
            return true;
    return false;
}

/* Does a formula add up cells of a dimension that the perimeter cuts?  seen: by
 * quantity, those that do not. */
static bool sums_part(const bcl_model *m, const bcl_node *n, bool *seen)
{
    if (n->op == BCL_N_QUANTITY) {
        const bcl_quantity *q = &m->quantity[n->ref];
        if (q->kind == BCL_INPUT || !q->node || seen[n->ref])
            return false;
        seen[n->ref] = true;
        return sums_part(m, q->node, seen);
    }
    if (n->op == BCL_N_SUM && restricted(&m->dims, n->over))
        return true;
    if (n->op == BCL_N_GROUP && cut(&m->dims, n->dim2))
        return true;
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k] && sums_part(m, n->arg[k], seen))
            return true;
    return false;
}

/* Is the measure read in the document that declares the perimeter?  It is then
 * the perimeter's own. */
static bool own_measure(const bcl_model *m, const bcl_quantity *by)
{
    if (m->part || by->kind != BCL_INPUT)
        return !m->part;
    for (size_t i = 0; i < by->nreading; i++) {
        const bcl_xml *e = by->reading[i].xml;
        while (e->parent)
            e = e->parent;
        if (!bcl_child(e, "perimetre", NULL))
            return false;
    }
    return true;
}

/* A total of more than the perimeter measures nothing of it. */
static bool too_wide(const reader *r, const bcl_quantity *q,
                     const bcl_quantity *by, bool warn)
{
    const bcl_model *m = r->u->m;

    if (own_measure(m, by) ||
        (!restricted(&m->dims, q->dims & ~by->dims) &&
         !sums_part(m, q->node, BCL_NEW(r->a, bool, m->nquantity + 1))))
        return false;
    const bcl_observed *o = &r->u->data->of[q->measure];
    if (warn && (by->kind != BCL_INPUT || by->node || o->slice)) {
        bcl_warn(r->u->d, "T05", q->head.at,
                 "« %s » n'est pas réconcilié : sa mesure « %s » vaut pour un "
                 "territoire plus large que le périmètre",
                 q->head.id, by->head.id);
        bcl_hint(r->u->d, "liez la mesure du périmètre dans le document qui le "
                          "déclare");
    }
    return true;
}

static bool no_hidden(const bcl_unknowns *u, const bcl_dual *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (u->unknown[x->unknown[i]].hidden)
            return false;
    return true;
}

/* A measured quantity, summed over the dimensions its measure lacks. */
static void measured(reader *r, int quantity, bool warn, bcl_arena *a)
{
    const bcl_model *m = r->u->m;
    const bcl_quantity *q = &m->quantity[quantity];
    const bcl_quantity *by = &m->quantity[q->measure];
    bcl_layout l = bcl_layout_of(&m->dims, by->dims);
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);
    bcl_node *sum = bcl_node_new(BCL_N_SUM, by->dims, q->unit, q->head.at, a);

    sum->arg[0] = bcl_node_quantity(m, quantity, a);
    sum->narg = 1;
    sum->over = q->dims & ~by->dims;
    if (too_wide(r, q, by, warn))
        return;
    for (size_t c = 0; c < l.cells; c++) {
        size_t year = by->dims & BCL_YEAR_BIT ? c % years : 0;
        if (!observed(r, q->measure, year))
            continue;
        bcl_dual_place(&r->t, &l, c);
        r->t.at[BCL_YEAR] = (int)year;
        bcl_dual value = bcl_dual_node(&r->t, sum);
        bcl_dual measure = bcl_dual_quantity(&r->t, q->measure);
        bcl_dual gap = bcl_dual_combine(value, 1, measure, -1, a);
        if (gap.absent || isnan(gap.v))
            continue;
        push(r,
             (bcl_reconciled_row){.quantity = quantity,
                                  .cell = c,
                                  .year = year,
                                  .value = value.v,
                                  .measure = measure.v,
                                  .firm = no_hidden(r->u, &measure)},
             gap);
    }
}

/* Inflow against outflow, where no closing flow takes the difference. */
static void balanced(reader *r, int process, bcl_arena *a)
{
    const bcl_model *m = r->u->m;
    const bcl_process *p = &m->process[process];
    bcl_layout l = bcl_layout_of(&m->dims, p->by);
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);

    for (size_t c = 0; c < l.cells; c++) {
        size_t year = p->by & BCL_YEAR_BIT ? c % years : 0;
        if (m->dims.first_year + (int)year > m->dims.reference)
            continue;
        bcl_dual_place(&r->t, &l, c);
        r->t.at[BCL_YEAR] = (int)year;
        bcl_dual in = bcl_dual_quantity(&r->t, p->inflow);
        bcl_dual out = bcl_dual_quantity(&r->t, p->outflow);
        bcl_dual gap = bcl_dual_combine(in, 1, out, -1, a);
        if (gap.absent || isnan(gap.v))
            continue;
        push(r,
             (bcl_reconciled_row){.quantity = -1 - process,
                                  .cell = c,
                                  .year = year,
                                  .value = in.v,
                                  .measure = out.v},
             gap);
    }
}

/* Rows of a constraint that cannot be followed are taken back. */
static bool followed(reader *r, size_t from, const bcl_head *head, bool warn)
{
    if (r->t.refused < 0)
        return true;
    r->e->n = from;
    if (warn) {
        bcl_warn(
            r->u->d, "T02", head->at,
            "« %s » n'est pas réconcilié : ses données passent par "
            "« %s », un stock à durée de vie, ou une boucle de l'année sans "
            "solution ou faite de trop de boucles",
            head->id, r->u->m->quantity[r->t.refused].head.id);
        bcl_hint(r->u->d, "mesurez une grandeur en amont");
    }
    r->t.refused = -1;
    return false;
}

static bool worth(const bcl_process *p)
{
    return p->balanced && p->stock < 0 && p->inflow >= 0 && !p->closed;
}

void bcl_equations_read(bcl_equations *e, bcl_unknowns *u, bool warn,
                        bcl_arena *a)
{
    const bcl_model *m = u->m;
    reader r = {.e = e, .u = u, .a = a};

    *e = (bcl_equations){0};
    bcl_duals_open(&r.t, m, bcl_unknowns_leaf, u, a);
    for (size_t i = 0; i < m->nquantity; i++) {
        size_t from = e->n;
        if (m->quantity[i].measure < 0)
            continue;
        measured(&r, (int)i, warn, a);
        followed(&r, from, &m->quantity[i].head, warn);
    }
    for (size_t i = 0; i < m->nprocess; i++) {
        size_t from = e->n;
        if (!worth(&m->process[i]))
            continue;
        balanced(&r, (int)i, a);
        /* a balance is no one's measure: silent where it cannot be followed */
        followed(&r, from, &m->process[i].head, false);
    }
}
