/* rec_part.c -- see rec_private.h: a problem cut where only exact variables
 * hold it together. */
#include "flow/rec_part.h"

#include <stdlib.h>

static int root(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* The lower number is the root: parts come in the order of their first
 * variable. */
static void join(bcl_rec_cutter *c, size_t i, size_t j)
{
    int a = root(c->parent, (int)i), b = root(c->parent, (int)j);

    if (a < b)
        c->parent[b] = a;
    else
        c->parent[a] = b;
}

/* Calls `meet` for each variable of each constraint. */
static void each_meeting(bcl_rec_cutter *c,
                         void (*meet)(bcl_rec_cutter *c, int var,
                                      size_t constraint))
{
    const bcl_rec_problem *p = c->p;

    for (size_t k = 0; k < p->n && p->nprocess > 0; k++) {
        if (p->from[k] == p->to[k])
            continue;
        if (p->from[k] != BCL_REC_OUTSIDE)
            meet(c, (int)k, (size_t)p->from[k]);
        if (p->to[k] != BCL_REC_OUTSIDE)
            meet(c, (int)k, (size_t)p->to[k]);
    }
    for (size_t r = 0; r < p->nrow; r++)
        for (size_t t = p->start[r]; t < p->start[r + 1]; t++)
            meet(c, p->var[t], p->nprocess + r);
    for (size_t f = 0; f < p->nproduct; f++) {
        meet(c, p->product[f].a, p->nprocess + (size_t)p->product[f].row);
        meet(c, p->product[f].b, p->nprocess + (size_t)p->product[f].row);
    }
}

static void link_variable(bcl_rec_cutter *c, int var, size_t constraint)
{
    if (bcl_rec_kind_of(c->p, (size_t)var) != BCL_REC_EXACT)
        join(c, (size_t)var, c->p->n + constraint);
}

static bool correlated(const bcl_rec_problem *p, size_t i)
{
    const bcl_rec_correlation *c = &p->correlation[i];

    return bcl_rec_kind_of(p, (size_t)c->a) == BCL_REC_MEASURED &&
           bcl_rec_kind_of(p, (size_t)c->b) == BCL_REC_MEASURED;
}

static void find_parts(bcl_rec_cutter *c)
{
    const bcl_rec_problem *p = c->p;
    size_t nodes = p->n + p->nprocess + p->nrow;

    c->parent = BCL_NEW(c->scratch, int, nodes);
    c->part = BCL_NEW(c->scratch, int, nodes);
    for (size_t i = 0; i < nodes; i++)
        c->parent[i] = (int)i;
    each_meeting(c, link_variable);
    for (size_t i = 0; i < p->ncorrelation; i++)
        if (correlated(p, i))
            join(c, (size_t)p->correlation[i].a, (size_t)p->correlation[i].b);
    for (size_t i = 0; i < nodes; i++) {
        int r = root(c->parent, (int)i);

        if (i < p->n && bcl_rec_kind_of(p, i) == BCL_REC_EXACT)
            c->part[i] = -1;
        else
            c->part[i] = r < (int)i ? c->part[r] : (int)c->npart++;
    }
}

static bcl_rec_bucket sort_by_part(const int *part, size_t n,
                                   const bcl_rec_cutter *c)
{
    bcl_rec_bucket b = {.start = BCL_NEW(c->scratch, size_t, c->npart + 1),
                        .item = BCL_NEW(c->scratch, int, n)};
    size_t *next = BCL_NEW(c->scratch, size_t, c->npart);

    for (size_t i = 0; i < n; i++)
        if (part[i] >= 0)
            b.start[part[i] + 1]++;
    for (size_t q = 0; q < c->npart; q++) {
        b.start[q + 1] += b.start[q];
        next[q] = b.start[q];
    }
    for (size_t i = 0; i < n; i++)
        if (part[i] >= 0)
            b.item[next[part[i]]++] = (int)i;
    return b;
}

static void add_place(bcl_rec_cutter *c, int var, int part)
{
    BCL_GROW(c->scratch, c->place_var, c->nplace, &c->var_cap);
    BCL_GROW(c->scratch, c->place_part, c->nplace, &c->place_cap);
    c->place_var[c->nplace] = var;
    c->place_part[c->nplace++] = part;
}

static void place_exact(bcl_rec_cutter *c, int var, size_t constraint)
{
    if (bcl_rec_kind_of(c->p, (size_t)var) == BCL_REC_EXACT)
        add_place(c, var, c->part[c->p->n + constraint]);
}

static int in_order(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Variables by part, in order, once each. */
static void place_variables(bcl_rec_cutter *c)
{
    const bcl_rec_problem *p = c->p;
    int *seen = BCL_NEW(c->scratch, int, p->n);
    bcl_rec_bucket found;
    size_t n = 0;

    for (size_t k = 0; k < p->n; k++)
        if (c->part[k] >= 0)
            add_place(c, (int)k, c->part[k]);
    each_meeting(c, place_exact);
    found = sort_by_part(c->place_part, c->nplace, c);
    c->var = (bcl_rec_bucket){
        .start = BCL_NEW(c->scratch, size_t, c->npart + 1), .item = found.item};
    for (size_t q = 0; q < c->npart; q++) {
        for (size_t i = found.start[q]; i < found.start[q + 1]; i++) {
            int k = c->place_var[found.item[i]];

            if (seen[k] != (int)q + 1)
                c->var.item[n++] = k;
            seen[k] = (int)q + 1;
        }
        c->var.start[q + 1] = n;
        qsort(c->var.item + c->var.start[q], n - c->var.start[q], sizeof(int),
              in_order);
    }
}

static void place_others(bcl_rec_cutter *c)
{
    const bcl_rec_problem *p = c->p;
    const int *of_row = c->part + p->n + p->nprocess;
    int *of = BCL_NEW(c->scratch, int, p->nproduct + p->ncorrelation);

    c->process = sort_by_part(c->part + p->n, p->nprocess, c);
    c->row = sort_by_part(of_row, p->nrow, c);
    for (size_t f = 0; f < p->nproduct; f++)
        of[f] = of_row[p->product[f].row];
    c->product = sort_by_part(of, p->nproduct, c);
    for (size_t i = 0; i < p->ncorrelation; i++)
        of[i] = correlated(p, i) ? c->part[p->correlation[i].a] : -1;
    c->correlation = sort_by_part(of, p->ncorrelation, c);
    c->local = BCL_NEW(c->scratch, int, p->n);
    c->local_constraint = BCL_NEW(c->scratch, int, p->nprocess + p->nrow);
}

bcl_rec_part *bcl_rec_split(size_t *npart, const bcl_rec_problem *p,
                            bcl_arena *a)
{
    bcl_rec_cutter c = {.p = p, .scratch = bcl_arena_create()};
    bcl_rec_part *part;

    find_parts(&c);
    place_variables(&c);
    place_others(&c);
    part = BCL_NEW(a, bcl_rec_part, c.npart);
    for (size_t q = 0; q < c.npart; q++)
        bcl_rec_cut(&part[q], &c, q, a);
    *npart = c.npart;
    bcl_arena_destroy(c.scratch);
    return part;
}
