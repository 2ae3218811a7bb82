/* bind_flows_sum.c -- what goes in and out of nodes, and of a whole diagram:
 * see bind_flows.h. */
#include "figure/bind_flows.h"

#include <math.h>

bcl_flow_side bcl_flow_side_of(const bcl_flow_graph *g, size_t node, bool out)
{
    bcl_flow_side side = {0};

    for (size_t i = 0; i < g->nlink; i++) {
        const bcl_flow_link *l = &g->link[i];
        if ((out ? l->from : l->to) != node)
            continue;
        side.any = true;
        side.v += l->v;
        side.least = side.least || l->least || l->unknown;
    }
    return side;
}

bool bcl_flow_omits(const bcl_binding *b, int process)
{
    for (size_t q = 0; q < b->m->nquantity; q++) {
        const bcl_quantity *f = &b->m->quantity[q];
        bool shown = false;

        if (f->kind != BCL_FLOW ||
            (f->from.process != process && f->to.process != process))
            continue;
        for (size_t i = 0; i < b->f->nitem && !shown; i++)
            shown = b->f->item[i].quantity == (int)q;
        if (!shown)
            return true;
    }
    return false;
}

/* Does all that enters leave again, so that what does not is no use but a gap,
 * a flow without value or one not shown? */
static bool passes_all(const bcl_binding *b, const bcl_flow_node *n)
{
    const bcl_process *p = n->process >= 0 ? &b->m->process[n->process] : NULL;

    return p && p->balanced && p->stock < 0;
}

bcl_flow_totals bcl_flow_graph_totals(const bcl_flow_graph *g,
                                      const bcl_binding *b)
{
    bcl_flow_totals t = {0};

    for (size_t i = 0; i < g->nnode; i++) {
        bcl_flow_side in = bcl_flow_side_of(g, i, false);
        bcl_flow_side out = bcl_flow_side_of(g, i, true);
        double more = out.v - in.v + g->node[i].gap;
        double noise = 1e-9 * fmax(in.v, out.v);

        if (in.any && out.any && passes_all(b, &g->node[i]))
            continue;
        t.resources += more > noise ? more : 0;
        t.uses += more < -noise ? -more : 0;
        if (more > noise || !in.any)
            t.least_resources = t.least_resources || out.least;
        if (more < -noise || !out.any)
            t.least_uses = t.least_uses || in.least;
    }
    return t;
}

double bcl_flow_dust(const bcl_binding *b, int year)
{
    double most = 0;

    for (size_t i = 0; i < b->f->nitem; i++) {
        const bcl_values *x =
            bcl_plan_value(b->p, b->f->run[0], b->f->item[i].wish);
        size_t years =
            x->dims & BCL_YEAR_BIT ? bcl_dim_size(&b->m->dims, BCL_YEAR) : 1;
        size_t c = years > 1 ? bcl_values_year(b->m, year) : 0;
        for (; c < x->layout.cells; c += years)
            most = fmax(most, fabs(bcl_bind_at(b, x, c)));
    }
    return 1e-9 * most;
}
