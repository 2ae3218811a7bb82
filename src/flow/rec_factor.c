/* rec_factor.c -- see rec_factor.h. */
#include "flow/rec_factor.h"
#include "flow/rec_kernel.h"

#include <string.h>

/* How many ranks go before the rows below are brought up to date. */
enum { STRIP = 8 };

typedef struct {
    bcl_rec_factor *f;
    const bcl_rec_mesh *m;
    bcl_rec_tree tree;
    double *front; /* weights between rows of the block at work: row i to later
                    * row j at i*rows + j */
    int *place;    /* [n] of a rank in the rows of that block */
    double *top;   /* end of the weights found between later neighbours of
                    * blocks */
    size_t rows, ranks;
} state;

static void begin(state *s, int b)
{
    const bcl_rec_factor *f = s->f;

    s->rows = (size_t)bcl_rec_rows(f, b);
    s->ranks = (size_t)bcl_rec_ranks(f, b);
    memset(s->front, 0, s->rows * s->rows * sizeof *s->front);
    for (size_t i = 0; i < s->rows; i++)
        s->place[f->row[(size_t)f->start[b] + i]] = (int)i;
}

static void add_edges(state *s, int b)
{
    const bcl_rec_factor *f = s->f;

    for (size_t i = 0; i < s->ranks; i++) {
        int k = f->first[b] + (int)i, node = f->order[k];

        for (int t = s->m->start[node]; t < s->m->start[node + 1]; t++) {
            int l = f->rank[s->m->node[t]];

            if (l > k)
                s->front[i * s->rows + (size_t)s->place[l]] += s->m->weight[t];
        }
    }
}

/* What children found lies in their order, the last on top. */
static void add_children(state *s, int b)
{
    const bcl_rec_factor *f = s->f;
    double *w = s->top;

    for (int c = s->tree.child[b]; c >= 0; c = s->tree.next[c])
        w -= bcl_rec_pairs(f, c);
    s->top = w;
    for (int c = s->tree.child[b]; c >= 0; c = s->tree.next[c]) {
        const int *row = f->row + f->start[c] + bcl_rec_ranks(f, c);

        for (int m = bcl_rec_later(f, c); m > 1; m--, row++) {
            double *to = s->front + (size_t)s->place[*row] * s->rows;

            for (int j = 1; j < m; j++)
                to[s->place[row[j]]] += *w++;
        }
    }
}

/* Returns what leaves. */
static double share_out(const state *s, double *share, size_t i)
{
    const double *w = s->front + i * s->rows;
    double total = 0;

    for (size_t j = i + 1; j < s->rows; j++)
        total += w[j];
    double part = total > 0 ? 1 / total : 0;

    for (size_t j = i + 1; j < s->rows; j++)
        share[i * s->rows + j] = w[j] * part;
    return total;
}

/* Rows from i on get what goes through ranks [first, last). */
static void pass(state *s, const double *share, size_t first, size_t last,
                 size_t i)
{
    size_t rows = s->rows;

    bcl_rec_combine(s->front + i * rows + i + 1, s->front + first * rows + i,
                    rows, share + first * rows + i + 1, rows, last - first,
                    rows - i - 1);
}

static void eliminate(state *s, int b)
{
    double *share = s->f->share + s->f->panel[b];

    for (size_t first = 0, last; first < s->ranks; first = last) {
        last = first + STRIP < s->ranks ? first + STRIP : s->ranks;
        for (size_t i = first; i < last; i++) {
            if (i > first)
                pass(s, share, first, i, i);
            s->f->leave[s->f->first[b] + (int)i] = share_out(s, share, i);
        }
        for (size_t i = last; i + 1 < s->rows; i++)
            pass(s, share, first, last, i);
    }
}

static void hand_on(state *s)
{
    for (size_t i = s->ranks; i + 1 < s->rows; i++) {
        size_t n = s->rows - i - 1;

        memcpy(s->top, s->front + i * s->rows + i + 1, n * sizeof *s->top);
        s->top += n;
    }
}

void bcl_rec_factor_fill(bcl_rec_factor *f, const bcl_rec_mesh *m, bcl_arena *a)
{
    size_t widest = (size_t)f->widest, square = widest * widest;
    bcl_arena *own = bcl_arena_create();
    state s = {.f = f, .m = m, .tree = bcl_rec_factor_tree(f, own)};

    f->share = BCL_NEW(a, double, f->panel[f->nblock]);
    f->leave = BCL_NEW(a, double, (size_t)f->n);
    s.front = BCL_NEW(own, double, square);
    s.place = BCL_NEW(own, int, (size_t)f->n);
    s.top = BCL_NEW(own, double, f->held);
    for (int b = 0; b < f->nblock; b++) {
        begin(&s, b);
        add_edges(&s, b);
        add_children(&s, b);
        eliminate(&s, b);
        hand_on(&s);
    }
    bcl_arena_destroy(own);
}

static void solve_forward(const bcl_rec_factor *f, int b, double *work)
{
    const int *row = f->row + f->start[b];
    const double *share = f->share + f->panel[b];
    int rows = bcl_rec_rows(f, b), ranks = bcl_rec_ranks(f, b);

    for (int i = 0; i < ranks; i++, share += rows)
        for (int j = i + 1; j < rows; j++)
            work[row[j]] += share[j] * work[row[i]];
}

static void solve_back(const bcl_rec_factor *f, int b, double *work)
{
    const int *row = f->row + f->start[b];
    int rows = bcl_rec_rows(f, b);

    for (int i = bcl_rec_ranks(f, b); i-- > 0;) {
        const double *share = f->share + f->panel[b] + (size_t)i * (size_t)rows;
        double leave = f->leave[row[i]];
        double sum = leave > 0 ? work[row[i]] / leave : 0;

        for (int j = i + 1; j < rows; j++)
            sum += share[j] * work[row[j]];
        work[row[i]] = sum;
    }
}

void bcl_rec_factor_solve(double *potential, const bcl_rec_factor *f,
                          const double *inject, double *work)
{
    for (int k = 0; k < f->n; k++)
        work[k] = inject[f->order[k]];
    for (int b = 0; b < f->nblock; b++)
        solve_forward(f, b, work);
    for (int b = f->nblock; b-- > 0;)
        solve_back(f, b, work);
    for (int k = 0; k < f->n; k++)
        potential[f->order[k]] = work[k];
}
