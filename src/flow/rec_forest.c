/* rec_forest.c -- see rec_graph.h. */
#include "flow/rec_graph.h"

#include <string.h>

typedef struct {
    bcl_rec_forest *f;
    const bcl_rec_net *g;
    const int *end; /* of the arcs of each node that are walked */
    const bool *shut;
    int *next; /* arc */
    int count;
} walk;

static void enter(walk *w, int v, int parent, int via)
{
    w->f->limb[v] = (bcl_rec_limb){
        .place = w->count, .low = w->count, .parent = parent, .via = via};
    w->f->tree[v] = w->f->ntree;
    w->f->order[w->count++] = v;
    w->next[v] = w->g->start[v];
}

static int leave(walk *w, int v)
{
    bcl_rec_limb *l = &w->f->limb[v];

    l->end = w->count;
    l->bridge = l->parent >= 0 && l->low == l->place;
    if (l->parent >= 0 && l->low < w->f->limb[l->parent].low)
        w->f->limb[l->parent].low = l->low;
    return l->parent;
}

static void visit(walk *w, int root)
{
    bcl_rec_limb *limb = w->f->limb;

    enter(w, root, -1, -1);
    for (int v = root; v >= 0;) {
        if (w->next[v] == w->end[v]) {
            v = leave(w, v);
            continue;
        }
        bcl_rec_arc a = w->g->arc[w->next[v]++];

        if (a.flow == limb[v].via || (w->shut && w->shut[a.flow]))
            continue;
        if (limb[a.node].place < 0) {
            enter(w, a.node, v, a.flow);
            v = a.node;
        } else if (limb[a.node].place < limb[v].low) {
            limb[v].low = limb[a.node].place;
        }
    }
    w->f->ntree++;
}

/* From these roots, then from any node not reached. */
static void grow(walk *w, const int *root, int nroot)
{
    int n = w->g->nnode;

    w->count = 0;
    w->f->ntree = 0;
    for (int v = 0; v < n; v++)
        w->f->limb[v].place = -1;
    for (int r = 0; r < nroot; r++)
        visit(w, root[r]);
    for (int v = 0; v < n; v++)
        if (w->f->limb[v].place < 0)
            visit(w, v);
}

/* Of each tree, a node none of whose sides has more than half of the measured
 * flows: the last of those below which half of them are. */
static int *find_middles(const bcl_rec_forest *f, const bcl_rec_net *g,
                         bcl_arena *a)
{
    size_t n = (size_t)g->nnode;
    int *middle = BCL_NEW(a, int, (size_t)f->ntree);
    int *before = BCL_NEW(a, int, n + 1);

    for (size_t k = 0; k < n; k++) {
        int v = f->order[k];

        before[k + 1] = before[k] + g->start[v + 1] - g->middle[v];
    }
    for (int k = 0, root = 0; k < g->nnode; k++) {
        int v = f->order[k], end = f->limb[v].end;

        if (f->limb[v].parent < 0)
            root = v;
        int all = before[f->limb[root].end] - before[f->limb[root].place];

        if (v == root || before[end] - before[k] > all / 2)
            middle[f->tree[v]] = v;
    }
    return middle;
}

void bcl_rec_forest_grow(bcl_rec_forest *f, const bcl_rec_net *g, bool open,
                         bcl_arena *a)
{
    size_t n = (size_t)g->nnode;
    walk w = {.f = f, .g = g, .next = BCL_NEW(a, int, n)};

    f->tree = BCL_NEW(a, int, n);
    f->order = BCL_NEW(a, int, n);
    f->limb = BCL_NEW(a, bcl_rec_limb, n);
    w.end = open ? g->middle : g->start + 1;
    w.shut = open ? g->forced : NULL;
    grow(&w, &g->outside, 1);
    if (open) {
        int ntree = f->ntree;

        grow(&w, find_middles(f, g, a), ntree);
    }
}
