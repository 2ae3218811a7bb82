/* sankey_order.c -- the order of each column: see sankey_plan.h. */
#include "figure/sankey_plan.h"

#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 24, SWAP_TURNS = 40 };

static void set_ranks(bcl_sankey_plan *p)
{
    for (size_t c = 0; c < p->ncolumn; c++)
        for (size_t i = 0; i < p->column[c].n; i++)
            p->vertex[p->column[c].item[i]].rank = i;
}

/* Flows that cross between two columns, and flows that a loop's leg crosses on
 * its way down, each pair by its product. */
static double crossings(const bcl_sankey_plan *p)
{
    double sum = 0;

    for (size_t a = 0; a < p->npiece; a++)
        for (size_t b = a + 1; b < p->npiece; b++) {
            const bcl_sankey_piece *e = &p->piece[a], *f = &p->piece[b];
            const bcl_sankey_vertex *v = p->vertex;

            if (v[e->from].layer == v[f->from].layer &&
                ((v[e->from].rank < v[f->from].rank &&
                  v[e->to].rank > v[f->to].rank) ||
                 (v[e->from].rank > v[f->from].rank &&
                  v[e->to].rank < v[f->to].rank)))
                sum += e->weight * f->weight;
        }
    for (size_t i = 0; i < p->s->nnode; i++)
        if (p->vertex[i].loops > 0) {
            const bcl_sankey_column *c = &p->column[p->vertex[i].layer];

            for (size_t j = p->vertex[i].rank + 1; j < c->n; j++)
                sum += p->vertex[i].loops * p->vertex[c->item[j]].value;
        }
    return sum;
}

/* Where the other ends of a vertex's flows are, 0 at the top to 1; loops pull
 * it to the bottom. */
static double barycentre(const bcl_sankey_plan *p, size_t vertex, bool outward)
{
    const bcl_sankey_vertex *v = &p->vertex[vertex];
    double sum = v->loops * 1.5, weight = v->loops;

    for (size_t k = 0; k < p->npiece; k++) {
        const bcl_sankey_piece *e = &p->piece[k];
        size_t here = outward ? e->from : e->to;
        size_t there = outward ? e->to : e->from;

        if (here != vertex)
            continue;
        sum += e->weight * ((double)p->vertex[there].rank + 0.5) /
               (double)p->column[p->vertex[there].layer].n;
        weight += e->weight;
    }
    if (weight > 0)
        return sum / weight;
    return ((double)v->rank + 0.5) / (double)p->column[v->layer].n;
}

/* Insertion keeps equals in their order, and columns are short. */
static void sort_column(bcl_sankey_plan *p, bcl_sankey_column *c, bool outward)
{
    for (size_t i = 0; i < c->n; i++)
        p->vertex[c->item[i]].key = barycentre(p, c->item[i], outward);
    for (size_t i = 1; i < c->n; i++)
        for (size_t j = i; j > 0; j--) {
            size_t *a = &c->item[j - 1], *b = &c->item[j], swap = *a;

            if (p->vertex[*a].key <= p->vertex[*b].key)
                break;
            *a = *b;
            *b = swap;
        }
}

static void copy_order(size_t **to, const bcl_sankey_plan *p)
{
    for (size_t c = 0; c < p->ncolumn; c++)
        if (p->column[c].n > 0)
            memcpy(to[c], p->column[c].item,
                   p->column[c].n * sizeof *p->column[c].item);
}

/* Barycentre sweeps to the right and to the left in turn; the best is kept. */
static void sweep(bcl_sankey_plan *p)
{
    size_t **best = BCL_NEW(p->a, size_t *, p->ncolumn);
    double least = crossings(p);

    for (size_t c = 0; c < p->ncolumn; c++)
        best[c] = BCL_NEW(p->a, size_t, p->column[c].n + 1);
    copy_order(best, p);
    for (int turn = 0; turn < SWEEPS; turn++) {
        bool outward = turn % 2 == 1;

        for (size_t i = 0; i < p->ncolumn; i++) {
            size_t c = outward ? p->ncolumn - 1 - i : i;

            sort_column(p, &p->column[c], outward);
            set_ranks(p);
        }
        double now = crossings(p);

        if (now < least - 1e-9) {
            least = now;
            copy_order(best, p);
        }
    }
    for (size_t c = 0; c < p->ncolumn; c++)
        if (p->column[c].n > 0)
            memcpy(p->column[c].item, best[c], p->column[c].n * sizeof **best);
    set_ranks(p);
}

/* What crosses, on one side, when `upper` is above `lower`. */
static double pair_cost(const bcl_sankey_plan *p, size_t upper, size_t lower,
                        bool outward)
{
    double sum = 0;

    for (size_t a = 0; a < p->npiece; a++) {
        const bcl_sankey_piece *e = &p->piece[a];

        if ((outward ? e->from : e->to) != upper)
            continue;
        size_t far = p->vertex[outward ? e->to : e->from].rank;

        for (size_t b = 0; b < p->npiece; b++) {
            const bcl_sankey_piece *f = &p->piece[b];

            if ((outward ? f->from : f->to) == lower &&
                p->vertex[outward ? f->to : f->from].rank < far)
                sum += e->weight * f->weight;
        }
    }
    return sum;
}

static double stacked_cost(const bcl_sankey_plan *p, size_t upper, size_t lower)
{
    return pair_cost(p, upper, lower, true) +
           pair_cost(p, upper, lower, false) +
           p->vertex[upper].loops * p->vertex[lower].value;
}

/* Exchange neighbours while that takes crossings away. */
static void swap_neighbours(bcl_sankey_plan *p)
{
    bool moved = true;

    for (int turn = 0; turn < SWAP_TURNS && moved; turn++) {
        moved = false;
        for (size_t c = 0; c < p->ncolumn; c++)
            for (size_t i = 0; i + 1 < p->column[c].n; i++) {
                size_t *a = &p->column[c].item[i], *b = a + 1, swap = *a;

                if (p->s->keep_order && !p->vertex[*a].dummy &&
                    !p->vertex[*b].dummy)
                    continue;
                if (stacked_cost(p, *b, *a) >= stacked_cost(p, *a, *b) - 1e-9)
                    continue;
                *a = *b;
                *b = swap;
                p->vertex[*a].rank = i;
                p->vertex[*b].rank = i + 1;
                moved = true;
            }
    }
}

void bcl_sankey_plan_order(bcl_sankey_plan *p)
{
    set_ranks(p);
    if (!p->s->keep_order)
        sweep(p);
    swap_neighbours(p);
    p->crossings = crossings(p);
}
