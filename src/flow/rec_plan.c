/* rec_plan.c -- see rec_factor.h.  Order, elimination tree and blocks are
 * CHOLMOD's; the order is by approximate minimum degree (Amestoy, Davis and
 * Duff, SIAM J. Matrix Analysis 17 (1996) 886). */
#include "flow/rec_factor.h"

#include <suitesparse/cholmod.h>

#include <stdint.h>
#include <string.h>

/* The sets of each node, as a mesh lists its neighbours. */
typedef struct {
    int *start, *set;
} membership;

static membership list_sets(const bcl_rec_sets *sets, int n, bcl_arena *a)
{
    membership m = {.start = BCL_NEW(a, int, (size_t)n + 2)};
    int *fill = m.start + 1;

    if (!sets)
        return m;
    for (int t = 0; t < sets->start[sets->n]; t++)
        fill[sets->node[t] + 1]++;
    for (int i = 0; i < n; i++)
        fill[i + 1] += fill[i];
    m.set = BCL_NEW(a, int, (size_t)sets->start[sets->n]);
    for (int s = 0; s < sets->n; s++)
        for (int t = sets->start[s]; t < sets->start[s + 1]; t++)
            m.set[fill[sets->node[t]]++] = s;
    return m;
}

/* One triangle of the pattern, each entry once, column by column. */
typedef struct {
    int *column, *row;
    size_t n, cap;
    int *mark; /* mark[j] == i: column i has j */
    bcl_arena *a;
} pattern;

static void put(pattern *p, int j, int i)
{
    if (j >= i || p->mark[j] == i)
        return;
    p->mark[j] = i;
    BCL_GROW(p->a, p->row, p->n, &p->cap);
    p->row[p->n++] = j;
}

static pattern list_pattern(const bcl_rec_mesh *m, const bcl_rec_sets *sets,
                            bcl_arena *a)
{
    size_t n = (size_t)m->n;
    membership of = list_sets(sets, m->n, a);
    pattern p = {.column = BCL_NEW(a, int, n + 1),
                 .cap = (size_t)m->start[m->n] / 2 + 1,
                 .mark = BCL_NEW(a, int, n),
                 .a = a};

    p.row = BCL_NEW(a, int, p.cap);
    memset(p.mark, -1, n * sizeof *p.mark);
    for (int i = 0; i < m->n; i++) {
        for (int k = m->start[i]; k < m->start[i + 1]; k++)
            put(&p, m->node[k], i);
        for (int k = of.start[i]; k < of.start[i + 1]; k++) {
            int s = of.set[k];

            for (int t = sets->start[s]; t < sets->start[s + 1]; t++)
                put(&p, sets->node[t], i);
        }
        p.column[i + 1] = (int)p.n;
    }
    return p;
}

static int *copy(const void *from, size_t n, bcl_arena *a)
{
    int *to = BCL_NEW(a, int, n);

    memcpy(to, from, n * sizeof *to);
    return to;
}

static void take_blocks(bcl_rec_factor *f, const cholmod_factor *l,
                        bcl_arena *a)
{
    f->nblock = (int)l->nsuper;
    f->order = copy(l->Perm, l->n, a);
    f->first = copy(l->super, l->nsuper + 1, a);
    f->start = copy(l->pi, l->nsuper + 1, a);
    f->row = copy(l->s, l->ssize, a);
}

/* Order and blocks by CHOLMOD, of whose objects nothing is kept. */
static void analyze(bcl_rec_factor *f, const pattern *p, bcl_arena *a)
{
    size_t n = (size_t)f->n;
    cholmod_common c;
    cholmod_sparse upper = {.nrow = n,
                            .ncol = n,
                            .nzmax = p->cap,
                            .p = p->column,
                            .i = p->row,
                            .stype = 1,
                            .itype = CHOLMOD_INT,
                            .xtype = CHOLMOD_PATTERN,
                            .dtype = CHOLMOD_DOUBLE,
                            .packed = 1};

    cholmod_start(&c);
    c.print = 0;
    c.useGPU = 0;
    c.nmethods = 1; /* dissection by METIS takes longer than it saves */
    c.method[0].ordering = CHOLMOD_AMD;
    c.nrelax[0] = 2; /* zeros cost as much as numbers here */
    c.zrelax[0] = 0.3;
    c.supernodal = CHOLMOD_SUPERNODAL;
    cholmod_factor *l = cholmod_analyze(&upper, &c);

    if (!l) /* out of memory: end as for any other */
        bcl_arena_alloc(a, SIZE_MAX, 1);
    take_blocks(f, l, a);
    cholmod_free_factor(&l, &c);
    cholmod_finish(&c);
}

bcl_rec_tree bcl_rec_factor_tree(const bcl_rec_factor *f, bcl_arena *a)
{
    size_t n = (size_t)f->nblock;
    bcl_rec_tree t = {BCL_NEW(a, int, n), BCL_NEW(a, int, n)};

    memset(t.child, -1, n * sizeof *t.child);
    for (int b = f->nblock; b-- > 0;)
        if (f->parent[b] >= 0) {
            t.next[b] = t.child[f->parent[b]];
            t.child[f->parent[b]] = b;
        } else {
            t.next[b] = -1;
        }
    return t;
}

/* Where things are, and how much of what a block hands to its parent waits at
 * most: what its children handed to it is gone by then. */
static void measure(bcl_rec_factor *f, bcl_arena *a)
{
    size_t *taken = BCL_NEW(a, size_t, (size_t)f->nblock), held = 0;

    for (int b = 0; b < f->nblock; b++) {
        int rows = bcl_rec_rows(f, b), ranks = bcl_rec_ranks(f, b);

        for (int k = f->first[b]; k < f->first[b + 1]; k++)
            f->block[k] = b;
        f->panel[b + 1] = f->panel[b] + (size_t)rows * (size_t)ranks;
        f->widest = rows > f->widest ? rows : f->widest;
    }
    for (int b = 0; b < f->nblock; b++) {
        f->parent[b] =
            bcl_rec_later(f, b) == 0
                ? -1
                : f->block[f->row[f->start[b] + bcl_rec_ranks(f, b)]];
        if (f->parent[b] >= 0)
            taken[f->parent[b]] += bcl_rec_pairs(f, b);
        held += bcl_rec_pairs(f, b) - taken[b];
        f->held = held > f->held ? held : f->held;
    }
}

void bcl_rec_factor_plan(bcl_rec_factor *f, const bcl_rec_mesh *m,
                         const bcl_rec_sets *sets, bcl_arena *a)
{
    size_t n = (size_t)m->n;
    bcl_arena *own = bcl_arena_create();
    pattern p = list_pattern(m, sets, own);

    *f = (bcl_rec_factor){.n = m->n};
    analyze(f, &p, a);
    bcl_arena_destroy(own);
    f->rank = BCL_NEW(a, int, n);
    for (int k = 0; k < f->n; k++)
        f->rank[f->order[k]] = k;
    f->block = BCL_NEW(a, int, n);
    f->parent = BCL_NEW(a, int, (size_t)f->nblock);
    f->panel = BCL_NEW(a, size_t, (size_t)f->nblock + 1);
    measure(f, a);
}
