/* rec_bilinear.c -- see rec_private.h: products and skewed variables. */
#include "flow/rec_private.h"

#include <math.h>

/* To what each variable is known to, or its constraints are made of. */
static bool same_place(const bcl_rec_problem *p, const bcl_rec_arrival *to,
                       const bcl_rec_arrival *other, bcl_arena *a)
{
    double *unit = BCL_NEW(a, double, p->n);

    bcl_rec_units(unit, p, to->x, a);
    for (size_t k = 0; k < p->n; k++) {
        double x = to->r.x[k], y = other->r.x[k];
        double size = fmax(fabs(x), fabs(y));

        if (to->r.class[k] != other->r.class[k])
            return false;
        if (bcl_rec_kind_of(p, k) != BCL_REC_MEASURED)
            size = fmax(size, unit[k]);
        else if (!bcl_rec_is_skewed(p, k))
            size = fmax(size, p->sd[k]);
        if (fabs(x - y) > 1e-6 * size)
            return false;
    }
    return true;
}

static int default_starts(const bcl_rec_problem *p)
{
    for (size_t f = 0; f < p->nproduct; f++)
        if (bcl_rec_kind_of(p, (size_t)p->product[f].a) == BCL_REC_UNMEASURED ||
            bcl_rec_kind_of(p, (size_t)p->product[f].b) == BCL_REC_UNMEASURED)
            return 3;
    return 1;
}

/* The best of several starts, x0 ([n]) being the first. */
static bcl_rec_arrival arrive(bool *second, const bcl_rec_problem *p,
                              double *x0, int starts, bcl_arena *a)
{
    bcl_rec_arrival best = bcl_rec_walk(p, x0, a);

    *second = false;
    for (int s = 1; s < starts; s++) {
        bcl_rec_arrival to;

        bcl_rec_start(x0, p, s, a);
        to = bcl_rec_walk(p, x0, a);
        *second |= best.still && to.still && !same_place(p, &best, &to, a);
        if (to.still && (!best.still || to.r.chi2 < best.r.chi2))
            best = to;
    }
    return best;
}

/* Whether measured variables are where they were. */
static bool stay(const bcl_rec_problem *p, const double *x, const double *y)
{
    for (size_t k = 0; k < p->n; k++)
        if (bcl_rec_kind_of(p, k) == BCL_REC_MEASURED &&
            fabs(x[k] - y[k]) >
                1e-6 * p->sd[k] * (bcl_rec_is_skewed(p, k) ? x[k] : 1))
            return false;
    return true;
}

/* The answer where Gauss-Newton stands still; false when what is left out of
 * it made it stand there. */
static bool settle(bcl_rec_result *out, bcl_rec_point *point,
                   const bcl_rec_problem *p, double *x,
                   const bcl_rec_options *o, bcl_arena *a)
{
    bool *drop = BCL_NEW(a, bool, p->nrow);
    bool spent = bcl_rec_spent(drop, x, p, a);
    bcl_rec_problem q = spent ? bcl_rec_loosen(p, drop, a) : *p;

    bcl_rec_linear(out, point, &q, x, o, a);
    return !spent || stay(p, x, point->x);
}

bcl_rec_status bcl_rec_bilinear(bcl_rec_result *out, bcl_rec_point *point,
                                const bcl_rec_problem *p,
                                const bcl_rec_options *o, bcl_arena *a)
{
    int starts = o && o->starts > 0 ? o->starts : default_starts(p);
    double *x0 = BCL_NEW(a, double, p->n);
    bool second, still;
    bcl_rec_arrival best;

    bcl_rec_start(x0, p, 0, a);
    if (bcl_rec_contradiction(out, NULL, p, x0, a)) {
        bcl_rec_linear(out, point, p, x0, o, a);
        return out->status = BCL_REC_CONTRADICTION;
    }
    best = arrive(&second, p, x0, starts, a);
    still = best.still && settle(out, point, p, best.x, o, a);
    if (!best.still)
        bcl_rec_linear(out, point, p, best.x, o, a);
    out->iterations = best.iterations;
    out->second_minimum = second;
    out->runaway = best.runaway;
    out->vanishing = best.vanishing;
    if (out->status != BCL_REC_CORRELATION)
        out->status = still ? BCL_REC_OK : BCL_REC_DIVERGED;
    return out->status;
}
