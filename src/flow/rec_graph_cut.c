/* rec_graph_cut.c -- see rec_graph.h. */
#include "flow/rec_graph.h"

/* A cut of more flows than this is not listed: the square of their number goes
 * into the pattern of the factor. */
enum { WIDE = 512 };

typedef struct {
    const bcl_rec_reduced *r;
    bcl_rec_cuts *c;
    int *start, *node; /* of c->sets, as they grow */
    size_t nterm, term_cap, variance_cap, start_cap, cut_cap;
    int *term;        /* [super node] its term in the cut at work */
    int *before;      /* [place] arcs of the nodes before */
    bcl_rec_arc *arc; /* measured arcs, by place of their node */
    bcl_arena *a;
} listing;

static int put_term(listing *w, int node)
{
    BCL_GROW(w->a, w->node, w->nterm, &w->term_cap);
    BCL_GROW(w->a, w->c->variance, w->nterm, &w->variance_cap);
    w->node[w->nterm] = node;
    w->c->variance[w->nterm] = 0;
    return (int)w->nterm++;
}

/* One measured flow at a node of the cut's own side. */
static void cross(listing *w, bcl_rec_cut *cut, bcl_rec_arc arc)
{
    const bcl_rec_net *g = w->r->g;
    int super = g->open.tree[arc.node];
    double variance = bcl_rec_variance(w->r, arc.flow);

    if (g->forced[arc.flow] || bcl_rec_hangs(&g->open, arc.node, cut->root))
        return;
    if (super == g->open.tree[cut->root]) {
        cut->fixed += variance;
        return;
    }
    if (w->term[super] <= cut->first)
        w->term[super] = put_term(w, super);
    w->c->variance[w->term[super]] += variance;
    w->c->variance[cut->first] -= variance;
}

static bcl_rec_cut list_cut(listing *w, int root)
{
    const bcl_rec_limb *l = &w->r->g->open.limb[root];
    int first = w->before[l->place], last = w->before[l->end];
    bcl_rec_cut cut = {
        .root = root, .first = (int)w->nterm, .wide = last - first > WIDE};

    if (!cut.wide) {
        put_term(w, w->r->g->open.tree[root]);
        for (int t = first; t < last; t++)
            cross(w, &cut, w->arc[t]);
    }
    cut.last = (int)w->nterm;
    return cut;
}

static void list_arcs(listing *w)
{
    const bcl_rec_net *g = w->r->g;
    size_t n = (size_t)g->nnode;

    w->before = BCL_NEW(w->a, int, n + 1);
    w->arc = BCL_NEW(w->a, bcl_rec_arc, (size_t)g->start[n]);
    for (size_t k = 0; k < n; k++) {
        int v = g->open.order[k], to = w->before[k];

        for (int t = g->middle[v]; t < g->start[v + 1]; t++)
            w->arc[to++] = g->arc[t];
        w->before[k + 1] = to;
    }
}

static void begin_cut(listing *w)
{
    BCL_GROW(w->a, w->start, w->c->n, &w->start_cap);
    w->start[w->c->n] = (int)w->nterm;
}

void bcl_rec_cut_list(bcl_rec_cuts *c, const bcl_rec_reduced *r, bcl_arena *a)
{
    const bcl_rec_forest *f = &r->g->open;
    listing w = {.r = r, .c = c, .a = a};

    *c = (bcl_rec_cuts){0};
    list_arcs(&w);
    w.term = BCL_NEW(a, int, (size_t)f->ntree);
    for (int s = 0; s < f->ntree; s++)
        w.term[s] = -1;
    for (int k = 0; k < r->g->nnode; k++)
        if (f->limb[f->order[k]].bridge) {
            BCL_GROW(a, c->cut, c->n, &w.cut_cap);
            begin_cut(&w);
            c->cut[c->n++] = list_cut(&w, f->order[k]);
        }
    begin_cut(&w);
    c->sets = (bcl_rec_sets){(int)c->n, w.start, w.node};
}
