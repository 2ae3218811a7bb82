/* rec_graph_split.c -- see rec_graph.h. */
#include "flow/rec_graph.h"

#include <math.h>

static int node_of(const bcl_rec_net *g, const int *end, int flow)
{
    return !end || end[flow] == BCL_REC_OUTSIDE ? g->outside : end[flow];
}

/* Ends, and of each flow what is known without the others: loops are in no
 * balance, and of the rest an unmeasured flow is first thought observable, an
 * uncertain one redundant. */
static void take_flows(bcl_rec_net *g)
{
    const bcl_rec_problem *p = g->p;

    for (int j = 0; j < g->n; j++) {
        g->from[j] = node_of(g, p->from, j);
        g->to[j] = node_of(g, p->to, j);
        bool loop = g->from[j] == g->to[j];

        if (isnan(p->value[j]))
            g->class[j] = loop ? BCL_REC_UNOBSERVABLE : BCL_REC_OBSERVABLE;
        else if (p->sd[j] == 0)
            g->class[j] = BCL_REC_FIXED;
        else
            g->class[j] = loop ? BCL_REC_NONREDUNDANT : BCL_REC_REDUNDANT;
    }
}

/* Where the next arc of a flow goes at a node; NULL: it has none. */
static int *next_arc(int *open, int *uncertain, bcl_rec_class class)
{
    return class == BCL_REC_OBSERVABLE  ? open
           : class == BCL_REC_REDUNDANT ? uncertain
                                        : NULL;
}

static void list_arcs(bcl_rec_net *g, bcl_arena *a)
{
    size_t n = (size_t)g->nnode;
    int *open = BCL_NEW(a, int, n), *uncertain = BCL_NEW(a, int, n), *at;

    g->start = BCL_NEW(a, int, n + 1);
    g->middle = BCL_NEW(a, int, n);
    g->arc = BCL_NEW(a, bcl_rec_arc, 2 * (size_t)g->n);
    for (int j = 0; j < g->n; j++)
        if ((at = next_arc(open, uncertain, g->class[j]))) {
            at[g->from[j]]++;
            at[g->to[j]]++;
        }
    for (size_t v = 0; v < n; v++) {
        g->middle[v] = g->start[v] + open[v];
        g->start[v + 1] = g->middle[v] + uncertain[v];
        open[v] = g->start[v];
        uncertain[v] = g->middle[v];
    }
    for (int j = 0; j < g->n; j++)
        if ((at = next_arc(open, uncertain, g->class[j]))) {
            g->arc[at[g->from[j]]++] = (bcl_rec_arc){g->to[j], j};
            g->arc[at[g->to[j]]++] = (bcl_rec_arc){g->from[j], j};
        }
}

static void settle_classes(bcl_rec_net *g, bcl_arena *a)
{
    bool *bridge = BCL_NEW(a, bool, (size_t)g->n);

    for (int v = 0; v < g->nnode; v++)
        if (g->open.limb[v].bridge)
            bridge[g->open.limb[v].via] = true;
    for (int j = 0; j < g->n; j++) {
        if (g->forced[j])
            continue;
        if (g->class[j] == BCL_REC_OBSERVABLE && !bridge[j])
            g->class[j] = BCL_REC_UNOBSERVABLE;
        else if (g->class[j] == BCL_REC_REDUNDANT &&
                 g->open.tree[g->from[j]] == g->open.tree[g->to[j]])
            g->class[j] = BCL_REC_NONREDUNDANT;
    }
}

void bcl_rec_net_split(bcl_rec_net *g, bcl_rec_class *class,
                       const bcl_rec_problem *p, bcl_arena *a)
{
    *g = (bcl_rec_net){.p = p,
                       .n = (int)p->n,
                       .nnode = (int)p->nprocess + 1,
                       .outside = (int)p->nprocess,
                       .from = BCL_NEW(a, int, p->n),
                       .to = BCL_NEW(a, int, p->n),
                       .class = class,
                       .forced = BCL_NEW(a, bool, p->n)};
    take_flows(g);
    list_arcs(g, a);
    bcl_rec_forest_grow(&g->whole, g, false, a);
    for (int v = 0; v < g->nnode; v++)
        if (g->whole.limb[v].bridge)
            g->forced[g->whole.limb[v].via] = true;
    bcl_rec_forest_grow(&g->open, g, true, a);
    settle_classes(g, a);
}
