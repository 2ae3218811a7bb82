/* rec_qr.c -- see rec_solver.h.  SuiteSparseQR factorises; its factors are
 * applied here, because its C interface applies them only to a dense block and
 * solves only with all columns. */
#include "flow/rec_solver.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef SuiteSparse_long integer;

static const integer *starts(const cholmod_sparse *s)
{
    return s->p;
}

static const integer *rows(const cholmod_sparse *s)
{
    return s->i;
}

static const double *values(const cholmod_sparse *s)
{
    return s->x;
}

void *bcl_rec_must(void *object)
{
    if (!object) /* the arena knows what to say */
        bcl_arena_alloc(NULL, SIZE_MAX, SIZE_MAX);
    return object;
}

void bcl_qr_open(bcl_qr *q, cholmod_sparse *a, cholmod_common *cc)
{
    integer rank;

    *q = (bcl_qr){.m = a->nrow, .n = a->ncol};
    if (a->nrow == 0 || a->ncol == 0)
        return;
    rank = SuiteSparseQR_C(SPQR_ORDERING_AMD, BCL_REC_RANK_TOLERANCE,
                           (integer)a->nrow, 0, a, NULL, NULL, NULL, NULL,
                           &q->r, &q->e, &q->h, &q->place, &q->tau, cc);
    bcl_rec_must(rank < 0 ? NULL : q->r);
    q->rank = (size_t)rank;
    q->rt = bcl_rec_must(cholmod_l_transpose(q->r, 1, cc));
}

void bcl_qr_close(bcl_qr *q, cholmod_common *cc)
{
    cholmod_l_free_sparse(&q->r, cc);
    cholmod_l_free_sparse(&q->rt, cc);
    cholmod_l_free_sparse(&q->h, cc);
    cholmod_l_free_dense(&q->tau, cc);
    cholmod_l_free(q->n, sizeof(integer), q->e, cc);
    cholmod_l_free(q->m, sizeof(integer), q->place, cc);
    q->e = q->place = NULL;
}

/* x := (I - tau v v') x for column j of H. */
static void reflect(double *x, double *size, const bcl_qr *q, size_t j)
{
    const integer *hp = starts(q->h), *hi = rows(q->h);
    const double *hx = values(q->h), *tau = q->tau->x;
    double dot = 0, largest = 0;

    for (integer t = hp[j]; t < hp[j + 1]; t++) {
        dot += hx[t] * x[hi[t]];
        if (size)
            largest = fmax(largest, size[hi[t]]);
    }
    if (dot == 0 && largest == 0)
        return;
    for (integer t = hp[j]; t < hp[j + 1]; t++) {
        x[hi[t]] -= tau[j] * dot * hx[t];
        if (size)
            size[hi[t]] = largest;
    }
}

static void permute(double *x, const bcl_qr *q, double *work)
{
    memcpy(work, x, q->m * sizeof *x);
    for (size_t i = 0; i < q->m; i++)
        x[q->place[i]] = work[i];
}

void bcl_qr_turn(double *x, double *size, const bcl_qr *q, double *work)
{
    if (!q->h)
        return;
    permute(x, q, work);
    if (size)
        permute(size, q, work);
    for (size_t j = 0; j < q->h->ncol; j++)
        reflect(x, size, q, j);
}

void bcl_qr_turn_back(double *x, const bcl_qr *q, double *work)
{
    if (!q->h)
        return;
    for (size_t j = q->h->ncol; j-- > 0;)
        reflect(x, NULL, q, j);
    memcpy(work, x, q->m * sizeof *x);
    for (size_t i = 0; i < q->m; i++)
        x[i] = work[q->place[i]];
}

void bcl_qr_upper(double *x, double *size, const bcl_qr *q)
{
    for (size_t j = q->rank; j-- > 0;) {
        const integer *rp = starts(q->r), *ri = rows(q->r);
        const double *rx = values(q->r);
        integer last = rp[j + 1] - 1; /* the diagonal: R is sorted */

        if (size && fabs(x[j]) <= BCL_REC_ZERO * size[j])
            x[j] = 0;
        if (x[j] == 0)
            continue;
        x[j] /= rx[last];
        for (integer t = rp[j]; t < last; t++) {
            x[ri[t]] -= rx[t] * x[j];
            if (size)
                size[ri[t]] = fmax(size[ri[t]], fabs(rx[t] * x[j]));
        }
    }
}

void bcl_qr_lower(double *x, const bcl_qr *q)
{
    for (size_t j = 0; j < q->rank; j++) {
        const integer *lp = starts(q->rt), *li = rows(q->rt);
        const double *lx = values(q->rt);

        if (x[j] == 0)
            continue;
        x[j] /= lx[lp[j]];
        for (integer t = lp[j] + 1; t < lp[j + 1]; t++)
            if (li[t] < (integer)q->rank)
                x[li[t]] -= lx[t] * x[j];
    }
}
