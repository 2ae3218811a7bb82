/* bind_flows.c -- see bind_flows.h. */
#include "figure/bind_flows.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

static bool few(const bcl_model *m, size_t dim)
{
    return dim != BCL_YEAR &&
           bcl_dim_size(&m->dims, (int)dim) <= BCL_FEW_MEMBERS;
}

bcl_dimset bcl_flow_few(const bcl_model *m, bcl_dimset set)
{
    for (size_t d = 0; d < m->dims.n; d++)
        if (!few(m, d))
            set &= ~BCL_DIM_BIT(d);
    return set;
}

bcl_dimset bcl_flow_cells(const bcl_binding *b, int p)
{
    const bcl_process *process = &b->m->process[p];
    bcl_dimset set = process->by, carried = 0;
    bool enters = false, leaves = false;

    for (size_t i = 0; i < b->f->nitem; i++) {
        const bcl_quantity *q = &b->m->quantity[b->f->item[i].quantity];
        enters = enters || q->to.process == p;
        leaves = leaves || q->from.process == p;
        if (q->to.process == p || q->from.process == p)
            carried |= q->dims;
    }
    if (enters != leaves && !process->balanced)
        set |= carried;
    return bcl_flow_few(b->m, set);
}

int bcl_flow_member(const bcl_values *x, size_t cell, int dim)
{
    const bcl_layout *l = &x->layout;

    for (int i = 0; i < l->rank; i++)
        if (l->dim[i] == dim)
            return (int)(cell / l->stride[i] % l->size[i]);
    return -1;
}

/* One flow read cell by cell. */
typedef struct {
    bcl_flow_graph *g;
    const bcl_binding *b;
    const bcl_quantity *q;
    int ref;
    const bcl_values *x;
    bool lacks;  /* no cell has a value */
    double dust; /* what rounding leaves of a closing flow: 0, of any sign */
    size_t cell;
} reader;

static int member_of(const reader *r, int dim)
{
    return bcl_flow_member(r->x, r->cell, dim);
}

static const bcl_end_index *index_of(const bcl_end *end, int dim)
{
    for (size_t i = 0; i < end->nindex; i++)
        if (end->index[i].dim == dim)
            return &end->index[i];
    return NULL;
}

/* The member of an end's process dimension that this cell goes through; -1. */
static int end_member(const reader *r, const bcl_end *end, int dim)
{
    const bcl_end_index *i = index_of(end, dim);
    int *map;

    if (!i || i->keep)
        return member_of(r, dim);
    if (i->member >= 0)
        return i->member;
    int m = member_of(r, i->from);
    bool leads = bcl_dim_leads(&r->b->m->dims, i->from, dim, &map, r->b->a);
    return m >= 0 && leads ? map[m] : -1;
}

/* Does the cell pass where the end keeps only some members? */
static bool passes(const reader *r, const bcl_end *end)
{
    for (size_t i = 0; i < end->nindex; i++) {
        int m = member_of(r, end->index[i].dim);
        if (end->index[i].keep && m >= 0 && !end->index[i].keep[m])
            return false;
    }
    return true;
}

static bool same(const bcl_flow_node *a, const bcl_flow_node *b)
{
    bool alike = a->process == b->process && a->flow == b->flow &&
                 a->leaving == b->leaving && a->ncell == b->ncell;

    for (size_t i = 0; i < a->ncell && alike; i++)
        alike = a->cell[i].dim == b->cell[i].dim &&
                a->cell[i].member == b->cell[i].member;
    return alike;
}

static size_t add_node(const reader *r, const bcl_flow_node *n)
{
    bcl_flow_graph *g = r->g;

    for (size_t i = 0; i < g->nnode; i++)
        if (same(&g->node[i], n))
            return i;
    BCL_GROW(r->b->a, g->node, g->nnode, &g->node_cap);
    g->node[g->nnode] = *n;
    return g->nnode++;
}

/* The cells of one end are told apart by the dimensions of `apart` that its
 * process may show; a bin does not repeat those of the other end. */
static bcl_dimset shown_at(const reader *r, int process, int other)
{
    bcl_dimset set = bcl_flow_cells(r->b, process) & r->g->apart;

    if (other != BCL_OUTSIDE && !r->b->m->process[process].balanced &&
        r->b->m->process[other].balanced)
        set &= ~bcl_flow_cells(r->b, other);
    return set;
}

static size_t end_node(const reader *r, const bcl_end *end, int other,
                       bool leaving)
{
    bcl_flow_node n = {.process = end->process, .flow = -1};

    if (end->process == BCL_OUTSIDE) {
        n.flow = r->ref;
        n.leaving = leaving;
        return add_node(r, &n);
    }
    bcl_dimset set = shown_at(r, end->process, other);
    /* Of a flow without any value, a bin says nothing cell by cell. */
    if (set && r->lacks && !r->b->m->process[end->process].balanced) {
        n.flow = r->ref;
        return add_node(r, &n);
    }
    for (size_t d = 1; d < r->b->m->dims.n; d++) {
        int m = set & BCL_DIM_BIT(d) ? end_member(r, end, (int)d) : -1;
        if (m < 0 || n.ncell == BCL_RANK_MAX)
            continue;
        n.cell[n.ncell].dim = (int)d;
        n.cell[n.ncell++].member = m;
    }
    if (set && n.ncell == 0)
        n.flow = r->ref;
    return add_node(r, &n);
}

static int hue_of(const reader *r)
{
    int hue = r->g->hue;

    if (hue < 0)
        return -1;
    for (int side = 0; side < 2; side++) {
        const bcl_end *end = side ? &r->q->to : &r->q->from;
        if (end->process == BCL_OUTSIDE ||
            !(bcl_flow_cells(r->b, end->process) & BCL_DIM_BIT(hue)))
            continue;
        int m = end_member(r, end, hue);
        if (m >= 0)
            return m;
    }
    return member_of(r, hue);
}

/* What goes against the flow is drawn from its end to its start. */
static void add_link(const reader *r, bcl_flow_link l)
{
    bcl_flow_graph *g = r->g;
    bool back = l.v < 0;
    const bcl_end *ends[] = {back ? &r->q->to : &r->q->from,
                             back ? &r->q->from : &r->q->to};

    l.from = end_node(r, ends[0], ends[1]->process, false);
    l.to = end_node(r, ends[1], ends[0]->process, true);
    l.flow = r->ref;
    l.hue = hue_of(r);
    l.v = fabs(l.v);
    for (size_t i = 0; i < g->nlink; i++) {
        bcl_flow_link *o = &g->link[i];
        if (o->from == l.from && o->to == l.to && o->hue == l.hue &&
            o->unknown == l.unknown && o->estimated == l.estimated) {
            o->v += l.v;
            o->least = o->least || l.least;
            return;
        }
    }
    BCL_GROW(r->b->a, g->link, g->nlink, &g->link_cap);
    g->link[g->nlink++] = l;
}

/* A zero from which secret cells are left out tells nothing. */
static void read_cell(const reader *r, double v)
{
    const char *status = bcl_values_status(r->x, r->b->m, r->cell);
    bool least = strcmp(status, "minorant") == 0;
    bool estimated =
        strcmp(status, "estime") == 0 || strcmp(status, "hypothese") == 0;
    if (fabs(v) <= r->dust)
        v = 0;
    bool unknown = isnan(v) || (v == 0 && least);

    if ((v == 0 && !least) || !passes(r, &r->q->from) || !passes(r, &r->q->to))
        return;
    if (unknown)
        add_link(r, (bcl_flow_link){.unknown = true});
    else
        add_link(
            r, (bcl_flow_link){.v = v, .estimated = estimated, .least = least});
}

static void read_flow(reader *r, int year)
{
    const bcl_values *x = r->x;
    size_t years =
        x->dims & BCL_YEAR_BIT ? bcl_dim_size(&r->b->m->dims, BCL_YEAR) : 1;
    size_t first = years > 1 ? bcl_values_year(r->b->m, year) : 0;

    r->lacks = true;
    for (size_t c = first; c < x->layout.cells; c += years)
        r->lacks = r->lacks && isnan(bcl_bind_at(r->b, x, c));
    for (r->cell = first; r->cell < x->layout.cells; r->cell += years)
        read_cell(r, bcl_bind_at(r->b, x, r->cell));
    if (!r->lacks)
        return;
    BCL_GROW(r->b->a, r->g->lack, r->g->nlack, &r->g->lack_cap);
    r->g->lack[r->g->nlack++] = r->q->head.title;
}

/* Colours tell the cells of the balanced process that has most of them. */
static int choose_hue(const bcl_binding *b, bcl_dimset apart)
{
    int hue = -1;
    size_t most = 1;

    for (size_t p = 0; p < b->m->nprocess; p++)
        for (size_t d = 1; d < b->m->dims.n; d++) {
            size_t n = bcl_dim_size(&b->m->dims, (int)d);
            if (b->f->included[p] && b->m->process[p].balanced &&
                (bcl_flow_cells(b, (int)p) & apart & BCL_DIM_BIT(d)) &&
                n > most) {
                hue = (int)d;
                most = n;
            }
        }
    return hue;
}

void bcl_flow_graph_build(bcl_flow_graph *g, const bcl_binding *b,
                          bcl_dimset apart, int year)
{
    double dust = bcl_flow_dust(b, year);

    *g = (bcl_flow_graph){.apart = apart, .hue = choose_hue(b, apart)};
    for (size_t i = 0; i < b->f->nitem; i++) {
        int ref = b->f->item[i].quantity;
        reader r = {.g = g,
                    .b = b,
                    .q = &b->m->quantity[ref],
                    .ref = ref,
                    .dust = dust,
                    .x =
                        bcl_plan_value(b->p, b->f->run[0], b->f->item[i].wish)};
        read_flow(&r, year);
    }
    bcl_flow_graph_join(g, b->a);
    bcl_flow_graph_gaps(g, b, year);
}
