/* rec_spent.c -- see rec_private.h.
 *
 * Of an inflow that is 0, but not exactly, any share is 0: such a share is not
 * determined, and how its flow would follow the inflow is not either, since
 * the slope of that is the share.  Their row, linearised, would nevertheless
 * make one check the other by whatever share was tried last. */
#include "flow/rec_private.h"

#include <math.h>

/* An unmeasured factor and what it multiplies, which is not exact. */
typedef struct {
    int row, factor, of;
} pair;

static size_t list_pairs(pair *out, const bcl_rec_problem *p)
{
    size_t n = 0;

    for (size_t f = 0; f < p->nproduct; f++) {
        const bcl_rec_product *t = &p->product[f];

        if (!bcl_rec_is_product(p, f))
            continue;
        if (bcl_rec_kind_of(p, (size_t)t->a) == BCL_REC_UNMEASURED)
            out[n++] = (pair){t->row, t->a, t->b};
        if (bcl_rec_kind_of(p, (size_t)t->b) == BCL_REC_UNMEASURED)
            out[n++] = (pair){t->row, t->b, t->a};
    }
    return n;
}

/* Those whose second is small: most often there is none. */
static size_t keep_small(pair *q, size_t n, const bcl_rec_problem *p,
                         const double *x, bcl_arena *a)
{
    double *unit = BCL_NEW(a, double, p->n);
    size_t kept = 0;

    bcl_rec_units(unit, p, x, a);
    for (size_t i = 0; i < n; i++) {
        int v = q[i].of;
        double size = bcl_rec_kind_of(p, (size_t)v) == BCL_REC_MEASURED
                          ? p->sd[v]
                          : unit[v];

        if (fabs(x[v]) <= 1e-6 * size)
            q[kept++] = q[i];
    }
    return kept;
}

/* What is 0 to its standard deviation is made so. */
static void flatten(double *x, const pair *q, size_t n,
                    const bcl_rec_problem *p, bcl_arena *a)
{
    bcl_rec_result r;

    bcl_rec_linear(&r, NULL, p, x, NULL, a);
    for (size_t i = 0; i < n; i++)
        if (fabs(x[q[i].of]) <= 1e-9 * r.sd[q[i].of])
            x[q[i].of] = 0;
}

static bool mark(bool *drop, const pair *q, size_t n, const bcl_rec_problem *p,
                 const double *x, bcl_arena *a)
{
    static const bcl_rec_options quick = {.no_sd = true};
    bcl_rec_result r;
    bool any = false;

    bcl_rec_linear(&r, NULL, p, x, &quick, a);
    for (size_t i = 0; i < n; i++)
        if (x[q[i].of] == 0 && r.class[q[i].factor] == BCL_REC_UNOBSERVABLE)
            any = drop[q[i].row] = true;
    return any;
}

/* What is 0 exactly, without these rows, leaves 0: they hold. */
static bool unmark(bool *drop, const pair *q, size_t n,
                   const bcl_rec_problem *p, const double *x, bcl_arena *a)
{
    bcl_rec_problem without = bcl_rec_loosen(p, drop, a);
    bool *inexact = BCL_NEW(a, bool, p->nrow), any = false;
    bcl_rec_result r;

    bcl_rec_linear(&r, NULL, &without, x, NULL, a);
    for (size_t i = 0; i < n; i++)
        inexact[q[i].row] |= !(r.x[q[i].of] == 0 && r.sd[q[i].of] == 0);
    for (size_t row = 0; row < p->nrow; row++) {
        drop[row] &= inexact[row];
        any |= drop[row];
    }
    return any;
}

bool bcl_rec_spent(bool *drop, double *x, const bcl_rec_problem *p,
                   bcl_arena *scratch)
{
    pair *q = BCL_NEW(scratch, pair, 2 * p->nproduct);
    size_t n = keep_small(q, list_pairs(q, p), p, x, scratch);

    if (n == 0)
        return false;
    flatten(x, q, n, p, scratch);
    return mark(drop, q, n, p, x, scratch) && unmark(drop, q, n, p, x, scratch);
}
