/* tarjan.c -- see tarjan.h. */
#include "engine/tarjan.h"

static void pop_component(bcl_tarjan *t, int v)
{
    t->start[t->found] = t->norder;
    int w;
    do {
        w = t->stack[--t->top];
        t->on[w] = false;
        t->component[w] = t->found;
        t->order[t->norder++] = w;
    } while (w != v);
    t->found++;
}

static void open_node(bcl_tarjan *t, int v)
{
    t->index[v] = t->low[v] = ++t->counter;
    t->stack[t->top++] = v;
    t->on[v] = true;
    t->frame[t->depth] = v;
    t->edge[t->depth++] = 0;
}

static void visit(bcl_tarjan *t, int root)
{
    open_node(t, root);
    while (t->depth > 0) {
        int v = t->frame[t->depth - 1], k = t->edge[t->depth - 1]++;
        const bcl_instr *i = &t->p->i[v];
        if (k < i->narg) {
            int w = i->arg[k];
            if ((t->in && !t->in[w]) || (t->now_only && !bcl_reads_now(i, k)))
                continue;
            if (!t->index[w])
                open_node(t, w);
            else if (t->on[w] && t->index[w] < t->low[v])
                t->low[v] = t->index[w];
            continue;
        }
        if (t->low[v] == t->index[v])
            pop_component(t, v);
        t->depth--;
        if (t->depth > 0) {
            int u = t->frame[t->depth - 1];
            if (t->low[v] < t->low[u])
                t->low[u] = t->low[v];
        }
    }
}

bcl_tarjan bcl_tarjan_run(bcl_program *p, const bool *in, bool now_only,
                          const int *roots, size_t nroots)
{
    bcl_tarjan t = {.p = p, .in = in, .now_only = now_only};

    t.index = BCL_NEW(p->a, int, p->n);
    t.low = BCL_NEW(p->a, int, p->n);
    t.stack = BCL_NEW(p->a, int, p->n);
    t.component = BCL_NEW(p->a, int, p->n);
    t.on = BCL_NEW(p->a, bool, p->n);
    t.frame = BCL_NEW(p->a, int, p->n + 1);
    t.edge = BCL_NEW(p->a, int, p->n + 1);
    t.order = BCL_NEW(p->a, int, p->n);
    t.start = BCL_NEW(p->a, size_t, p->n + 1);
    for (size_t i = 0; i < nroots; i++)
        if (!t.index[roots[i]])
            visit(&t, roots[i]);
    t.start[t.found] = t.norder;
    return t;
}
