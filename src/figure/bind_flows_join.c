/* bind_flows_join.c -- what flows without value do to the others: see
 * bind_flows.h. */
#include "figure/bind_flows.h"

/* Some cells of what a link sums have a value, others have none: it is a lower
 * bound.  Without hue, colours of the same ends are as one. */
static bool bounds(bcl_flow_graph *g, const bcl_flow_link *unknown)
{
    bool found = false;

    for (size_t i = 0; i < g->nlink; i++) {
        bcl_flow_link *l = &g->link[i];
        if (l->unknown || l->from != unknown->from || l->to != unknown->to ||
            (l->hue != unknown->hue && unknown->hue >= 0))
            continue;
        l->least = found = true;
    }
    return found;
}

/* The nodes that some path joins to a flow with a value. */
static bool *reach(const bcl_flow_graph *g, bcl_arena *a)
{
    bool *there = BCL_NEW(a, bool, g->nnode + 1);
    bool moved = true;

    for (size_t i = 0; i < g->nlink; i++)
        if (!g->link[i].unknown)
            there[g->link[i].from] = there[g->link[i].to] = true;
    while (moved) {
        moved = false;
        for (size_t i = 0; i < g->nlink; i++) {
            const bcl_flow_link *l = &g->link[i];
            moved = moved || there[l->from] != there[l->to];
            there[l->from] = there[l->to] = there[l->from] || there[l->to];
        }
    }
    return there;
}

static void drop_nodes(bcl_flow_graph *g, bcl_arena *a)
{
    size_t *at = BCL_NEW(a, size_t, g->nnode + 1), n = 0;
    bool *used = BCL_NEW(a, bool, g->nnode + 1);

    for (size_t i = 0; i < g->nlink; i++)
        used[g->link[i].from] = used[g->link[i].to] = true;
    for (size_t i = 0; i < g->nnode; i++) {
        at[i] = n;
        if (used[i])
            g->node[n++] = g->node[i];
    }
    g->nnode = n;
    for (size_t i = 0; i < g->nlink; i++) {
        g->link[i].from = at[g->link[i].from];
        g->link[i].to = at[g->link[i].to];
    }
}

void bcl_flow_graph_join(bcl_flow_graph *g, bcl_arena *a)
{
    const bool *there = reach(g, a);
    bool *drop = BCL_NEW(a, bool, g->nlink + 1);
    size_t n = 0;

    for (size_t i = 0; i < g->nlink; i++)
        drop[i] = g->link[i].unknown &&
                  (bounds(g, &g->link[i]) || !there[g->link[i].from]);
    for (size_t i = 0; i < g->nlink; i++)
        if (!drop[i])
            g->link[n++] = g->link[i];
    g->nlink = n;
    drop_nodes(g, a);
}
