/* rec_turn.c -- see rec_solver.h: Q' times a sparse matrix.
 *
 * SuiteSparseQR would do it, but analyses Q'B as if B were to be factorised
 * too, which is quadratic in its columns.  Here a column meets only the
 * reflections that touch one of its rows, in their order. */
#include "flow/rec_solver.h"

#include <math.h>
#include <string.h>

typedef SuiteSparse_long integer;

typedef struct {
    const bcl_qr *q;
    int *first;     /* [m] first reflection that touches a row; -1: none */
    int *after;     /* [entries of H] the next one that touches its row */
    double *x;      /* [m] the column; 0 between two of them */
    double *size;   /* [m] the largest number that went into each x; likewise */
    int *row, nrow; /* [m] its rows */
    bool *in;       /* [m] */
    int *heap, nheap; /* [reflections] those to come, smallest first */
    bool *waiting;    /* [reflections] */
} turner;

static turner prepare(const bcl_qr *q, bcl_arena *a)
{
    size_t nh = q->h ? q->h->ncol : 0;
    const integer *hp = nh ? q->h->p : NULL, *hi = nh ? q->h->i : NULL;
    turner t = {.q = q,
                .first = BCL_NEW(a, int, q->m),
                .after = BCL_NEW(a, int, nh ? (size_t)hp[nh] : 0),
                .x = BCL_NEW(a, double, q->m),
                .size = BCL_NEW(a, double, q->m),
                .row = BCL_NEW(a, int, q->m),
                .in = BCL_NEW(a, bool, q->m),
                .heap = BCL_NEW(a, int, nh),
                .waiting = BCL_NEW(a, bool, nh)};

    for (size_t i = 0; i < q->m; i++)
        t.first[i] = -1;
    for (size_t j = nh; j-- > 0;)
        for (integer e = hp[j]; e < hp[j + 1]; e++) {
            t.after[e] = t.first[hi[e]];
            t.first[hi[e]] = (int)j;
        }
    return t;
}

static void push(turner *t, int j)
{
    int i;

    if (j < 0 || t->waiting[j])
        return;
    t->waiting[j] = true;
    for (i = t->nheap++; i > 0 && t->heap[(i - 1) / 2] > j; i = (i - 1) / 2)
        t->heap[i] = t->heap[(i - 1) / 2];
    t->heap[i] = j;
}

static int pop(turner *t)
{
    int least = t->heap[0], last = t->heap[--t->nheap], i = 0, child;

    for (; (child = 2 * i + 1) < t->nheap; i = child) {
        child += child + 1 < t->nheap && t->heap[child + 1] < t->heap[child];
        if (t->heap[child] >= last)
            break;
        t->heap[i] = t->heap[child];
    }
    t->heap[i] = last;
    t->waiting[least] = false;
    return least;
}

static void put(turner *t, int row, double x, double size)
{
    if (!t->in[row])
        t->row[t->nrow++] = row;
    t->in[row] = true;
    t->x[row] += x;
    t->size[row] = fmax(t->size[row], size);
}

static void reflect(turner *t, int j)
{
    const integer *hp = t->q->h->p, *hi = t->q->h->i;
    const double *hx = t->q->h->x, *tau = t->q->tau->x;
    double dot = 0, size = 0;

    for (integer e = hp[j]; e < hp[j + 1]; e++) {
        dot += hx[e] * t->x[hi[e]];
        size = fmax(size, t->size[hi[e]]);
    }
    for (integer e = hp[j]; e < hp[j + 1]; e++) {
        put(t, (int)hi[e], -tau[j] * dot * hx[e], size);
        push(t, t->after[e]);
    }
}

static void turn(turner *t, const cholmod_sparse *b, size_t column)
{
    const integer *bp = b->p, *bi = b->i;

    for (integer e = bp[column]; e < bp[column + 1]; e++) {
        integer row = t->q->place ? t->q->place[bi[e]] : bi[e];

        put(t, (int)row, ((double *)b->x)[e], fabs(((double *)b->x)[e]));
        push(t, t->first[row]);
    }
    while (t->nheap > 0)
        reflect(t, pop(t));
}

/* A sparse matrix as it grows. */
typedef struct {
    size_t nrow, nx, cap_i, cap_x;
    integer *i, *p;
    double *x;
} columns;

static cholmod_sparse *finish(const columns *c, size_t n, cholmod_common *cc)
{
    cholmod_sparse *s = bcl_rec_must(cholmod_l_allocate_sparse(
        c->nrow, n, c->nx, 0, 1, 0, CHOLMOD_REAL, cc));

    memcpy(s->p, c->p, (n + 1) * sizeof *c->p);
    if (c->nx > 0) {
        memcpy(s->i, c->i, c->nx * sizeof *c->i);
        memcpy(s->x, c->x, c->nx * sizeof *c->x);
    }
    return s;
}

static void take(columns *to, integer row, double x, bcl_arena *a)
{
    BCL_GROW(a, to->i, to->nx, &to->cap_i);
    BCL_GROW(a, to->x, to->nx, &to->cap_x);
    to->i[to->nx] = row;
    to->x[to->nx++] = x;
}

void bcl_qr_turn_columns(cholmod_sparse **top, cholmod_sparse **bottom,
                         const bcl_qr *q, const cholmod_sparse *b,
                         bcl_arena *scratch, cholmod_common *cc)
{
    turner t = prepare(q, scratch);
    int rank = (int)q->rank;
    columns above = {.nrow = q->rank,
                     .p = BCL_NEW(scratch, integer, b->ncol + 1)};
    columns below = {.nrow = q->m - q->rank,
                     .p = BCL_NEW(scratch, integer, b->ncol + 1)};

    for (size_t j = 0; j < b->ncol; j++) {
        turn(&t, b, j);
        for (int i = 0; i < t.nrow; i++) {
            int row = t.row[i];

            if (fabs(t.x[row]) > BCL_REC_NOISE * t.size[row])
                take(row < rank ? &above : &below,
                     row < rank ? row : row - rank, t.x[row], scratch);
            t.x[row] = t.size[row] = 0;
            t.in[row] = false;
        }
        t.nrow = 0;
        above.p[j + 1] = (integer)above.nx;
        below.p[j + 1] = (integer)below.nx;
    }
    *top = finish(&above, b->ncol, cc);
    *bottom = finish(&below, b->ncol, cc);
}
