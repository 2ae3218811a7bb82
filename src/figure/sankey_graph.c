/* sankey_graph.c -- totals, loops, columns and dummies: see sankey_plan.h. */
#include "figure/sankey_plan.h"

#include <math.h>

/* A flow that takes part in the order of the nodes. */
static bool counts(const bcl_sankey_plan *p, size_t link)
{
    const bcl_sankey_link *l = &p->s->link[link];

    return p->course[link].drawn && l->from != l->to;
}

/* What leaves and enters node i to and from nodes not yet placed. */
static void open_flows(double *out, double *in, const bcl_sankey_plan *p,
                       const bool *placed, size_t i)
{
    *out = *in = 0;
    for (size_t k = 0; k < p->s->nlink; k++) {
        const bcl_sankey_link *l = &p->s->link[k];

        if (!counts(p, k))
            continue;
        if (l->from == i && !placed[l->to])
            *out += p->course[k].weight;
        if (l->to == i && !placed[l->from])
            *in += p->course[k].weight;
    }
}

/* Take sinks to the end and sources to the start while there are any. */
static bool peel(long *pos, bool *placed, long *lo, long *hi,
                 const bcl_sankey_plan *p)
{
    bool moved = false;

    for (size_t i = 0; i < p->s->nnode; i++) {
        double out, in;

        if (placed[i])
            continue;
        open_flows(&out, &in, p, placed, i);
        if (out > 0 && in > 0)
            continue;
        pos[i] = in > 0 ? (*hi)-- : (*lo)++;
        placed[i] = moved = true;
    }
    return moved;
}

/* Among nodes on cycles, the one that gives most more than it gets comes
 * first; the first of equals. */
static size_t richest(const bcl_sankey_plan *p, const bool *placed)
{
    size_t best = p->s->nnode;
    double most = -INFINITY;

    for (size_t i = 0; i < p->s->nnode; i++) {
        double out, in;

        if (placed[i])
            continue;
        open_flows(&out, &in, p, placed, i);
        if (out - in > most + 1e-12) {
            most = out - in;
            best = i;
        }
    }
    return best;
}

void bcl_sankey_plan_feedback(bcl_sankey_plan *p)
{
    size_t n = p->s->nnode;
    long *pos = BCL_NEW(p->a, long, n + 1), lo = 0, hi = (long)n - 1;
    bool *placed = BCL_NEW(p->a, bool, n + 1);

    while (lo <= hi) {
        while (peel(pos, placed, &lo, &hi, p))
            ;
        size_t i = richest(p, placed);

        if (i < n) {
            pos[i] = lo++;
            placed[i] = true;
        }
    }
    for (size_t k = 0; k < p->s->nlink; k++) {
        const bcl_sankey_link *l = &p->s->link[k];
        int from = p->s->node[l->from].layer, to = p->s->node[l->to].layer;

        p->course[k].back = from >= 0 && to >= 0
                                ? to <= from
                                : l->from == l->to || pos[l->from] > pos[l->to];
    }
}

static bool forward(const bcl_sankey_plan *p, size_t link)
{
    return p->course[link].drawn && !p->course[link].back;
}

/* Push free nodes right of where their flows come from. */
static void longest_paths(bcl_sankey_plan *p)
{
    bool moved = true;

    for (size_t turn = 0; turn <= p->s->nnode && moved; turn++) {
        moved = false;
        for (size_t k = 0; k < p->s->nlink; k++) {
            const bcl_sankey_link *l = &p->s->link[k];
            int after = p->vertex[l->from].layer + 1;

            if (forward(p, k) && p->s->node[l->to].layer < 0 &&
                p->vertex[l->to].layer < after) {
                p->vertex[l->to].layer = after;
                moved = true;
            }
        }
    }
}

/* Free sinks go to the last column, free sources next to their first target. */
static void justify(bcl_sankey_plan *p, int last)
{
    for (size_t i = 0; i < p->s->nnode; i++) {
        int nearest = last;
        bool gives = false, gets = false;

        for (size_t k = 0; k < p->s->nlink; k++) {
            const bcl_sankey_link *l = &p->s->link[k];

            if (!forward(p, k))
                continue;
            if (l->from == i) {
                int before = p->vertex[l->to].layer - 1;

                gives = true;
                nearest = before < nearest ? before : nearest;
            }
            gets = gets || l->to == i;
        }
        if (p->s->node[i].layer < 0 && gets && !gives)
            p->vertex[i].layer = last;
        else if (p->s->node[i].layer < 0 && gives && !gets)
            p->vertex[i].layer = nearest > 0 ? nearest : 0;
    }
}

void bcl_sankey_plan_layers(bcl_sankey_plan *p)
{
    int last = 0;

    for (size_t i = 0; i < p->s->nnode; i++)
        p->vertex[i].layer = p->s->node[i].layer > 0 ? p->s->node[i].layer : 0;
    longest_paths(p);
    for (size_t i = 0; i < p->s->nnode; i++)
        if (p->vertex[i].there && p->vertex[i].layer > last)
            last = p->vertex[i].layer;
    justify(p, last);
    /* Pins may contradict a flow: it is then drawn as a loop. */
    for (size_t k = 0; k < p->s->nlink; k++) {
        const bcl_sankey_link *l = &p->s->link[k];
        bcl_sankey_course *c = &p->course[k];

        c->back = c->back || p->vertex[l->to].layer <= p->vertex[l->from].layer;
        if (c->drawn && c->back) {
            p->loop[p->nloop++] = k;
            p->vertex[l->from].loops += c->weight;
            p->vertex[l->to].loops += c->weight;
        }
    }
    p->ncolumn = (size_t)last + 1;
    p->column = BCL_NEW(p->a, bcl_sankey_column, p->ncolumn);
}

static void enter(bcl_sankey_plan *p, size_t vertex)
{
    bcl_sankey_column *c = &p->column[p->vertex[vertex].layer];

    BCL_GROW(p->a, c->item, c->n, &c->cap);
    p->vertex[vertex].rank = c->n;
    c->item[c->n++] = vertex;
}

static void add_piece(bcl_sankey_plan *p, size_t from, size_t to, size_t link)
{
    BCL_GROW(p->a, p->piece, p->npiece, &p->cap_piece);
    p->piece[p->npiece++] =
        (bcl_sankey_piece){.from = from,
                           .to = to,
                           .link = link,
                           .v = p->course[link].v,
                           .weight = p->course[link].weight};
    p->course[link].n++;
}

void bcl_sankey_plan_dummies(bcl_sankey_plan *p)
{
    for (size_t i = 0; i < p->s->nnode; i++)
        if (p->vertex[i].there)
            enter(p, i);
    for (size_t k = 0; k < p->s->nlink; k++) {
        const bcl_sankey_link *l = &p->s->link[k];
        double v = p->course[k].v;
        size_t from = l->from;

        p->course[k].first = p->npiece;
        if (!forward(p, k))
            continue;
        for (int layer = p->vertex[from].layer + 1;
             layer < p->vertex[l->to].layer; layer++) {
            BCL_GROW(p->a, p->vertex, p->nvertex, &p->cap_vertex);
            p->vertex[p->nvertex] = (bcl_sankey_vertex){
                .dummy = true, .layer = layer, .in = v, .out = v, .value = v};
            enter(p, p->nvertex);
            add_piece(p, from, p->nvertex, k);
            from = p->nvertex++;
        }
        add_piece(p, from, l->to, k);
    }
}
