/* rec_interval.c -- see rec_private.h. */
#include "flow/rec_lp.h"

#include <math.h>

static bool unknown(const bcl_rec_result *r, int k)
{
    return r->class[k] == BCL_REC_UNOBSERVABLE;
}

bcl_rec_part *bcl_rec_open_parts(size_t *npart, const bcl_rec_problem *p,
                                 const bcl_rec_result *r, bcl_arena *a)
{
    bcl_rec_problem q = *p;
    bool *drop = BCL_NEW(a, bool, p->nrow);

    q.value = r->x; /* NaN where unobservable */
    q.sd = BCL_NEW(a, double, p->n);
    q.skewed = NULL;
    q.ncorrelation = 0;
    for (size_t f = 0; f < p->nproduct; f++)
        drop[p->product[f].row] |=
            unknown(r, p->product[f].a) && unknown(r, p->product[f].b);
    q = bcl_rec_loosen(&q, drop, a);
    return bcl_rec_split(npart, &q, a);
}

/* Without a bound the variables of a part, none of which is determined, can
 * take any value. */
static bool any_bound(const bcl_rec_problem *p)
{
    for (size_t k = 0; k < p->n; k++)
        if (bcl_rec_kind_of(p, k) == BCL_REC_UNMEASURED &&
            ((p->low && isfinite(p->low[k])) ||
             (p->high && isfinite(p->high[k]))))
            return true;
    return false;
}

void bcl_rec_intervals(bcl_rec_result *out, const bcl_rec_problem *p,
                       bcl_arena *a)
{
    bcl_arena *scratch = bcl_arena_create();
    size_t npart;
    bcl_rec_part *part = bcl_rec_open_parts(&npart, p, out, scratch);

    bcl_rec_make_intervals(out, p->n, a);
    for (size_t q = 0; q < npart; q++) {
        size_t n = part[q].p.n;
        double *low = BCL_NEW(scratch, double, n);
        double *high = BCL_NEW(scratch, double, n);

        for (size_t i = 0; i < n; i++)
            low[i] = -INFINITY, high[i] = INFINITY;
        if (any_bound(&part[q].p))
            bcl_rec_ranges(low, high, &part[q].p);
        for (size_t i = 0; i < n; i++)
            if (unknown(out, part[q].var[i])) {
                out->low[part[q].var[i]] = low[i];
                out->high[part[q].var[i]] = high[i];
            }
    }
    bcl_arena_destroy(scratch);
}
