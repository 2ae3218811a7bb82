/* bind_sankey.c -- the flows of a model as a Sankey diagram: what its nodes
 * are called, what colours mean. */
#include "core/text.h"
#include "figure/bind_flows.h"
#include "figure/palette.h"
#include "figure/sankey.h"

#include <math.h>

enum { MOST_NODES = 24 };

/* The dimension said, or those by which one process only is told apart: along a
 * chain of processes the same cells come again and again. */
static bcl_dimset candidates(const bcl_binding *b)
{
    bcl_dimset once = 0, again = 0;

    for (size_t p = 0; p < b->m->nprocess; p++) {
        bcl_dimset set = b->f->included[p] && b->m->process[p].balanced
                             ? bcl_flow_cells(b, (int)p)
                             : 0;
        again |= once & set;
        once |= set;
    }
    for (size_t p = 0; p < b->m->nprocess; p++)
        if (b->f->included[p] && !b->m->process[p].balanced)
            once |= bcl_flow_cells(b, (int)p);
    if (b->f->serie > 0)
        return once & BCL_DIM_BIT(b->f->serie);
    return once & ~again;
}

/* Cells are told apart as long as the diagram stays readable: the dimension
 * with most members goes first. */
static void choose_graph(bcl_flow_graph *g, const bcl_binding *b, int year)
{
    bcl_dimset apart = candidates(b);

    for (;;) {
        int worst = -1;

        bcl_flow_graph_build(g, b, apart, year);
        if (g->nnode <= MOST_NODES || apart == 0)
            return;
        for (size_t d = 1; d < b->m->dims.n; d++)
            if ((apart & BCL_DIM_BIT(d)) &&
                (worst < 0 || bcl_dim_size(&b->m->dims, (int)d) >
                                  bcl_dim_size(&b->m->dims, worst)))
                worst = (int)d;
        apart &= ~BCL_DIM_BIT(worst);
    }
}

/* Is a cell of the same member shown by another process too? */
static bool shared(const bcl_flow_graph *g, const bcl_flow_node *n)
{
    for (size_t i = 0; i < g->nnode; i++)
        if (g->node[i].process >= 0 && g->node[i].process != n->process &&
            g->node[i].ncell > 0 && g->node[i].cell[0].dim == n->cell[0].dim)
            return true;
    return false;
}

static const char *label_of(const bcl_binding *b, const bcl_flow_graph *g,
                            const bcl_flow_node *n)
{
    const char *text = "";

    if (n->flow >= 0)
        return b->m->quantity[n->flow].head.title;
    const char *process = b->m->process[n->process].head.title;
    if (n->ncell == 0)
        return process;
    for (size_t i = 0; i < n->ncell; i++)
        text = bcl_text_print(
            b->a, "%s%s%s", text, i ? ", " : "",
            bcl_bind_member(b, n->cell[i].dim, (size_t)n->cell[i].member));
    return shared(g, n) ? bcl_text_print(b->a, "%s\u00A0: %s", process, text)
                        : text;
}

/* The hue of a cell, or the one hue of all that a source gives; -1. */
static int hue_of_node(const bcl_flow_graph *g, size_t node)
{
    const bcl_flow_node *n = &g->node[node];
    int hue = -1;

    for (size_t i = 0; i < n->ncell; i++)
        if (n->cell[i].dim == g->hue)
            return n->cell[i].member;
    for (size_t i = 0; i < g->nlink; i++) {
        const bcl_flow_link *l = &g->link[i];
        if (l->to == node)
            return -1;
        if (l->from != node)
            continue;
        if (l->hue < 0 || (hue >= 0 && l->hue != hue))
            return -1;
        hue = l->hue;
    }
    return hue;
}

static bool passes_on(const bcl_flow_graph *g, size_t node)
{
    bool in = false, out = false;

    for (size_t i = 0; i < g->nlink; i++) {
        in = in || g->link[i].to == node;
        out = out || g->link[i].from == node;
    }
    return in && out;
}

/* Nodes come in any order: vermillion, which clashes with orange, goes last. */
static unsigned hue_colour(int hue)
{
    size_t i = (size_t)hue % 10;

    return bcl_palette_series((size_t)hue - i +
                              (i < 5   ? i
                               : i < 9 ? i + 1
                                       : 5));
}

/* By hue where there is one, else by the node that flows pass through. */
static void colour(bcl_sankey_node *node, bcl_sankey_link *link,
                   const bcl_flow_graph *g)
{
    size_t next = 0;

    for (size_t i = 0; i < g->nnode; i++) {
        int hue = g->hue >= 0 ? hue_of_node(g, i) : -1;
        if (hue >= 0)
            node[i].rgb = hue_colour(hue);
        else if (g->hue < 0 && passes_on(g, i))
            node[i].rgb = bcl_palette_series(next++);
    }
    for (size_t i = 0; i < g->nlink; i++) {
        const bcl_flow_link *l = &g->link[i];
        if (l->hue >= 0)
            link[i].rgb = hue_colour(l->hue);
        else if (node[l->to].rgb)
            link[i].rgb = node[l->to].rgb;
        else
            link[i].rgb = node[l->from].rgb;
    }
}

/* Hatching tells estimated flows from others; when all are, words do. */
static bool mixed(const bcl_flow_graph *g, bool *all)
{
    bool estimated = false, other = false;

    for (size_t i = 0; i < g->nlink; i++) {
        const bcl_flow_link *l = &g->link[i];
        estimated = estimated || (!l->unknown && l->estimated);
        other = other || (!l->unknown && !l->estimated);
    }
    *all = estimated && !other;
    return estimated && other;
}

static void fill(bcl_sankey *s, bcl_binding *b, const bcl_flow_graph *g)
{
    bcl_sankey_node *node = BCL_NEW(b->a, bcl_sankey_node, g->nnode);
    bcl_sankey_link *link = BCL_NEW(b->a, bcl_sankey_link, g->nlink);
    bool all, hatch = mixed(g, &all);

    for (size_t i = 0; i < g->nnode; i++)
        node[i] = (bcl_sankey_node){.label = label_of(b, g, &g->node[i]),
                                    .layer = -1,
                                    .gap = g->node[i].gap,
                                    .gap_of = g->node[i].gap_of};
    for (size_t i = 0; i < g->nlink; i++) {
        const bcl_flow_link *l = &g->link[i];
        link[i] = (bcl_sankey_link){.from = l->from,
                                    .to = l->to,
                                    .v = l->v,
                                    .label = b->m->quantity[l->flow].head.title,
                                    .estimated = hatch && l->estimated,
                                    .least = l->least,
                                    .unknown = l->unknown};
    }
    colour(node, link, g);
    if (all)
        bcl_bind_note(b, "flux estimés");
    s->node = node;
    s->nnode = g->nnode;
    s->link = link;
    s->nlink = g->nlink;
}

/* A column whose nodes are all cells of one process bears its name. */
static void set_headings(bcl_sankey *s, const bcl_binding *b,
                         const bcl_flow_graph *g)
{
    bcl_diag *quiet = BCL_NEW(b->a, bcl_diag, 1);
    bcl_sankey_plan *p = bcl_sankey_plan_create(s, b->a, quiet);

    if (!p)
        return;
    size_t n = bcl_sankey_plan_columns(p);
    const char **heading = BCL_NEW(b->a, const char *, n + 1);
    for (size_t c = 0; c < n; c++) {
        int of = BCL_OUTSIDE;
        size_t nodes = 0;
        bool one = true;
        for (size_t i = 0; i < g->nnode; i++) {
            if (bcl_sankey_plan_layer(p, i) != (int)c)
                continue;
            one = one && g->node[i].process >= 0 &&
                  (nodes == 0 || g->node[i].process == of);
            of = g->node[i].process;
            nodes++;
        }
        heading[c] = one && nodes > 1 ? b->m->process[of].head.title : "";
        s->nheading = *heading[c] ? c + 1 : s->nheading;
    }
    s->heading = heading;
}

static bool has_value(const bcl_flow_graph *g)
{
    for (size_t i = 0; i < g->nlink; i++)
        if (!g->link[i].unknown)
            return true;
    return false;
}

bcl_canvas *bcl_bind_sankey(bcl_binding *b)
{
    const bcl_figure *f = b->f;
    int year = f->year ? f->year : b->m->dims.reference;
    bcl_flow_graph g;

    if (f->nitem > 0)
        choose_graph(&g, b, year);
    if (f->nitem == 0 || !has_value(&g)) {
        b->why = bcl_bind_why(b, f->nitem > 0 ? f->item[0].wish : -1);
        return NULL;
    }
    bcl_sankey s = {.page = {.decimals = f->decimals},
                    .unit = bcl_bind_symbol(f->unit_text, b->a),
                    .rate = bcl_bind_rate(f->unit_text, b->a)};

    bcl_bind_note_unit(b);
    bcl_bind_note(b, bcl_text_print(b->a, "%d", year));
    if (year > b->m->dims.reference)
        bcl_bind_note_run(b);
    fill(&s, b, &g);
    bcl_flow_note(b, &g, &s);
    s.page = bcl_bind_page(b);
    set_headings(&s, b, &g);
    b->alt = bcl_flow_describe(b, &s, year);
    return bcl_sankey_draw(&s, b->a, b->d);
}
