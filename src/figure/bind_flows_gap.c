/* bind_flows_gap.c -- which nodes of a diagram do not close: see bind_flows.h.
 */
#include "figure/bind_flows.h"

#include <math.h>

typedef struct {
    bcl_flow_graph *g;
    const bcl_binding *b;
    int process;
    const bcl_values *gap, *through;
    bool *open;  /* [node] some cell of it does not close */
    bool *known; /* [node] some cell of it has a gap, maybe 0 */
} account;

/* The node that shows a cell of the process; nnode when none does. */
static size_t node_of(const account *k, size_t cell)
{
    bcl_dimset set = bcl_flow_cells(k->b, k->process) & k->g->apart;

    for (size_t i = 0; i < k->g->nnode; i++) {
        const bcl_flow_node *n = &k->g->node[i];
        bool same = n->process == k->process && n->flow < 0;

        for (size_t c = 0; c < n->ncell && same; c++)
            same = (set & BCL_DIM_BIT(n->cell[c].dim)) &&
                   bcl_flow_member(k->gap, cell, n->cell[c].dim) ==
                       n->cell[c].member;
        if (same)
            return i;
    }
    return k->g->nnode;
}

/* Beyond the process's tolerance, as its control has it, and beyond what
 * adding up floating numbers leaves. */
static bool is_open(const account *k, double gap, double in)
{
    double tolerance = k->b->m->process[k->process].tolerance;

    return fabs(gap) > tolerance * fabs(in) &&
           fabs(gap) > 1e-9 * fmax(fabs(in), fabs(in - gap));
}

static void add_cells(const account *k, int year)
{
    const bcl_values *x = k->gap;
    size_t years =
        x->dims & BCL_YEAR_BIT ? bcl_dim_size(&k->b->m->dims, BCL_YEAR) : 1;
    size_t first = years > 1 ? bcl_values_year(k->b->m, year) : 0;

    for (size_t c = first; c < x->layout.cells; c += years) {
        double gap = bcl_bind_at(k->b, x, c);
        double in = bcl_bind_at(k->b, k->through, c);
        size_t i = node_of(k, c);

        if (isnan(gap) || isnan(in) || i == k->g->nnode)
            continue;
        k->known[i] = true;
        k->g->node[i].gap += gap;
        k->g->node[i].gap_of += in;
        k->open[i] = k->open[i] || is_open(k, gap, in);
    }
}

/* Where some flow of the process has no value its whole balance has none; a
 * node that this flow does not touch still has its own. */
static void take_drawn(const account *k, size_t node)
{
    bcl_flow_side in = bcl_flow_side_of(k->g, node, false);
    bcl_flow_side out = bcl_flow_side_of(k->g, node, true);

    if (in.least || out.least || bcl_flow_omits(k->b, k->process))
        return;
    k->g->node[node].gap = in.v - out.v;
    k->g->node[node].gap_of = in.v;
}

/* A node is open when its sum is; cells that make up for each other are not
 * passed over in silence. */
static void settle(const account *k)
{
    bcl_flow_graph *g = k->g;
    bool makes_up = false;

    for (size_t i = 0; i < g->nnode; i++) {
        bcl_flow_node *n = &g->node[i];

        if (n->process != k->process || n->flow >= 0)
            continue;
        if (!k->known[i])
            take_drawn(k, i);
        if (is_open(k, n->gap, n->gap_of))
            continue;
        n->gap = n->gap_of = 0;
        makes_up = makes_up || k->open[i];
    }
    if (!makes_up)
        return;
    BCL_GROW(k->b->a, g->offset, g->noffset, &g->offset_cap);
    g->offset[g->noffset++] = k->b->m->process[k->process].head.title;
}

void bcl_flow_graph_gaps(bcl_flow_graph *g, const bcl_binding *b, int year)
{
    size_t run = b->f->run[0];

    for (size_t p = 0; p < b->m->nprocess; p++) {
        if (!b->f->included[p] || b->p->gap[p] < 0)
            continue;
        account k = {.g = g,
                     .b = b,
                     .process = (int)p,
                     .gap = bcl_plan_value(b->p, run, b->p->gap[p]),
                     .through = bcl_plan_value(b->p, run, b->p->through[p]),
                     .open = BCL_NEW(b->a, bool, g->nnode + 1),
                     .known = BCL_NEW(b->a, bool, g->nnode + 1)};
        add_cells(&k, year);
        settle(&k);
    }
}
