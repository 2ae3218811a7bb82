/* rec_inverse.c -- see rec_factor.h.  The selected inverse (Takahashi, Fagan
 * and Chen, PICA 8 (1973) 63), of resistances rather than of the inverse: with
 * p the shares of k, R_ki = 1/leave + sum_j p_j R_ji - sum_ij p_i p_j R_ij / 2.
 * Entries of the inverse grow with the distance to the ground, and their
 * differences lose what is small beside it; resistances do not. */
#include "flow/rec_factor.h"
#include "flow/rec_kernel.h"

#include <string.h>

/* How many ranks share one passage over the resistances below. */
enum { STRIP = 8 };

typedef struct {
    bcl_rec_factor *f;
    bcl_rec_tree tree;
    double *front; /* between rows i and j of the block at work: i*rows + j */
    double *mean;  /* of STRIP ranks and each row: sum_j p_j R_ji */
    int *place;    /* [n] of a rank in the rows of that block */
    double *top;   /* between later neighbours of blocks to come */
    size_t rows, ranks;
} state;

/* Take what the parent left. */
static void begin(state *s, int b)
{
    s->rows = (size_t)bcl_rec_rows(s->f, b);
    s->ranks = (size_t)bcl_rec_ranks(s->f, b);
    s->top -= bcl_rec_pairs(s->f, b);
    memset(s->front, 0, s->rows * s->rows * sizeof *s->front);
    const double *r = s->top;

    for (size_t i = s->ranks; i < s->rows; i++)
        for (size_t j = i + 1; j < s->rows; j++)
            s->front[i * s->rows + j] = s->front[j * s->rows + i] = *r++;
}

/* The part of the means of ranks [first, last) that rows from last on make. */
static void add_later(state *s, const double *share, size_t first, size_t last)
{
    size_t rows = s->rows, n = rows - last;

    memset(s->mean, 0, (last - first) * rows * sizeof *s->mean);
    for (size_t j = last; j < rows; j += 4)
        for (size_t i = first; i < last; i++)
            bcl_rec_combine(s->mean + (i - first) * rows + last,
                            share + i * rows + j, 1, s->front + j * rows + last,
                            rows, rows - j < 4 ? rows - j : 4, n);
}

static double dot(const double *x, const double *y, size_t n)
{
    double sum = 0;

    for (size_t j = 0; j < n; j++)
        sum += x[j] * y[j];
    return sum;
}

/* Resistances of rank i, given those of later rows; mean: of rows from last on
 * what these make. */
static void find_rank(state *s, const double *share, double leave, double *mean,
                      size_t i, size_t last)
{
    size_t rows = s->rows, next = i + 1;

    if (!(leave > 0))
        return;
    bcl_rec_combine(mean + last, share + next, 1, s->front + next * rows + last,
                    rows, last - next, rows - last);
    for (size_t j = next; j < last; j++)
        mean[j] = dot(share + next, s->front + j * rows + next, rows - next);
    double spread = dot(share + next, mean + next, rows - next) / 2;

    for (size_t j = next; j < rows; j++)
        s->front[i * rows + j] = s->front[j * rows + i] =
            1 / leave + (mean[j] - spread);
}

static void find_block(state *s, int b)
{
    const bcl_rec_factor *f = s->f;
    const double *share = f->share + f->panel[b];

    for (size_t last = s->ranks, first; last > 0; last = first) {
        first = last > STRIP ? last - STRIP : 0;
        add_later(s, share, first, last);
        for (size_t i = last; i-- > first;)
            find_rank(s, share + i * s->rows, f->leave[f->first[b] + (int)i],
                      s->mean + (i - first) * s->rows, i, last);
    }
    memcpy(f->resistance + f->panel[b], s->front,
           s->ranks * s->rows * sizeof *s->front);
}

/* The last child is the next block: what it needs comes to lie on top. */
static void hand_down(state *s, int b)
{
    const bcl_rec_factor *f = s->f;

    for (size_t i = 0; i < s->rows; i++)
        s->place[f->row[(size_t)f->start[b] + i]] = (int)i;
    for (int c = s->tree.child[b]; c >= 0; c = s->tree.next[c]) {
        const int *row = f->row + f->start[c] + bcl_rec_ranks(f, c);

        for (int m = bcl_rec_later(f, c); m > 1; m--, row++) {
            const double *r = s->front + (size_t)s->place[*row] * s->rows;

            for (int j = 1; j < m; j++)
                *s->top++ = r[s->place[row[j]]];
        }
    }
}

void bcl_rec_factor_invert(bcl_rec_factor *f, bcl_arena *a)
{
    size_t widest = (size_t)f->widest;
    size_t square = widest * widest, strip = STRIP * widest;
    bcl_arena *own = bcl_arena_create();
    state s = {.f = f, .tree = bcl_rec_factor_tree(f, own)};

    f->resistance = BCL_NEW(a, double, f->panel[f->nblock]);
    s.front = BCL_NEW(own, double, square);
    s.mean = BCL_NEW(own, double, strip);
    s.place = BCL_NEW(own, int, (size_t)f->n);
    s.top = BCL_NEW(own, double, f->held);
    for (int b = f->nblock; b-- > 0;) {
        begin(&s, b);
        find_block(&s, b);
        hand_down(&s, b);
    }
    bcl_arena_destroy(own);
}

/* Where l is in rising rows, which have it. */
static size_t find_row(const int *row, int n, int l)
{
    int low = 0, high = n - 1;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (row[middle] < l)
            low = middle + 1;
        else
            high = middle;
    }
    return (size_t)low;
}

double bcl_rec_resistance(const bcl_rec_factor *f, int i, int j)
{
    int k = f->rank[i] < f->rank[j] ? f->rank[i] : f->rank[j];
    int l = f->rank[i] < f->rank[j] ? f->rank[j] : f->rank[i];
    int b = f->block[k], rows = bcl_rec_rows(f, b);
    size_t line = (size_t)(k - f->first[b]) * (size_t)rows;

    return f->resistance[f->panel[b] + line +
                         find_row(f->row + f->start[b], rows, l)];
}
