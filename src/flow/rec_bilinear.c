/* rec_bilinear.c -- see rec_private.h: products and skewed variables.
 *
 * Gauss-Newton: the constraints linearised at a point give the next one.  What
 * stands still satisfies the constraints themselves and is the least of the
 * deviations among its neighbours.  A step is shortened until
 * chi2 + sum weight |constraint| decreases (Nocedal and Wright, Numerical
 * Optimization, 2006, 18.3), except near the end, where full steps converge. */
#include "flow/rec_private.h"

#include <math.h>
#include <string.h>

enum { ITERATIONS = 300, HALVINGS = 20 };
static const double near = 0.05; /* standard deviations: the end is near */

typedef struct {
    const bcl_rec_problem *p;
    size_t nm;
    double *x;      /* [n] the point */
    double *y;      /* [nm] its deviations */
    double *weight; /* [constraints] */
    double *next_x, *next_y;
} walker;

static bool is_skewed(const bcl_rec_problem *p, size_t k)
{
    return p->skewed && p->skewed[k] &&
           bcl_rec_kind_of(p, k) == BCL_REC_MEASURED;
}

static double sd_of(const bcl_rec_problem *p, size_t k, double x)
{
    return is_skewed(p, k) ? p->sd[k] * fabs(x) : p->sd[k];
}

/* miss[i]: what constraint i lacks at x; size[i]: its absolute terms, and what
 * its measured variables are known to. */
static void look(double *miss, double *size, const bcl_rec_problem *p,
                 const double *x, bcl_arena *a)
{
    bcl_rec_terms t = bcl_rec_terms_at(p, x, a);

    for (size_t i = 0; i < t.m; i++) {
        miss[i] = -t.rhs[i];
        size[i] = fabs(t.rhs[i]);
        for (size_t e = t.start[i]; e < t.start[i + 1]; e++) {
            size_t k = (size_t)t.var[e];

            miss[i] += t.coef[e] * x[k];
            size[i] += fabs(t.coef[e] * x[k]);
            if (bcl_rec_kind_of(p, k) == BCL_REC_MEASURED)
                size[i] += fabs(t.coef[e]) * sd_of(p, k, x[k]);
        }
    }
}

static double merit(const walker *w, const double *x, const double *y,
                    bcl_arena *a)
{
    size_t m = w->p->nprocess + w->p->nrow;
    double *miss = BCL_NEW(a, double, m), *size = BCL_NEW(a, double, m);
    double sum = 0;

    look(miss, size, w->p, x, a);
    for (size_t j = 0; j < w->nm; j++)
        sum += y[j] * y[j];
    for (size_t i = 0; i < m; i++)
        sum += w->weight[i] * fabs(miss[i]);
    return sum;
}

/* The point a part of the way to `to`; skewed variables along their logarithm.
 */
static void move(walker *w, const bcl_rec_point *to, double part)
{
    for (size_t k = 0; k < w->p->n; k++) {
        double d = to->x[k] - w->x[k];

        w->next_x[k] = is_skewed(w->p, k) ? w->x[k] * exp(part * d / w->x[k])
                                          : w->x[k] + part * d;
    }
    for (size_t j = 0; j < w->nm; j++)
        w->next_y[j] = w->y[j] + part * (to->y[j] - w->y[j]);
}

/* The largest move of a measured variable, in standard deviations; what its
 * own rounding hides counts for nothing. */
static double length(const walker *w, const bcl_rec_point *to)
{
    double largest = 0;

    for (size_t k = 0; k < w->p->n; k++) {
        double d = fabs(to->x[k] - w->x[k]);

        if (bcl_rec_kind_of(w->p, k) == BCL_REC_MEASURED &&
            d > 1e-13 * fabs(w->x[k]))
            largest = fmax(largest, d / sd_of(w->p, k, w->x[k]));
    }
    return largest;
}

static bool all_hold(const walker *w, const double *x, bcl_arena *a)
{
    size_t m = w->p->nprocess + w->p->nrow;
    double *miss = BCL_NEW(a, double, m), *size = BCL_NEW(a, double, m);

    look(miss, size, w->p, x, a);
    for (size_t i = 0; i < m; i++)
        if (!(fabs(miss[i]) <= BCL_REC_HOLDS * size[i]))
            return false;
    return true;
}

/* Weights above what the multipliers say a constraint is worth. */
static void weigh(walker *w, const bcl_rec_point *to, bcl_arena *a)
{
    size_t m = w->p->nprocess + w->p->nrow;
    double *miss = BCL_NEW(a, double, m), *size = BCL_NEW(a, double, m);

    look(miss, size, w->p, w->x, a);
    for (size_t i = 0; i < m; i++) {
        double worth = 3 * fabs(to->multiplier[i]);

        if (w->weight[i] == 0 && size[i] > 0)
            w->weight[i] = 1 / size[i];
        w->weight[i] = fmax(w->weight[i], worth);
    }
}

static void step(walker *w, const bcl_rec_point *to, double far, bcl_arena *a)
{
    double before, part = 1;
    double *swap;

    weigh(w, to, a);
    before = merit(w, w->x, w->y, a);
    move(w, to, 1);
    for (int i = 0; i < HALVINGS && far > near; i++) {
        double after = merit(w, w->next_x, w->next_y, a);

        if (after < before || isnan(before))
            break;
        part /= 2;
        move(w, to, part);
    }
    swap = w->x, w->x = w->next_x, w->next_x = swap;
    swap = w->y, w->y = w->next_y, w->next_y = swap;
}

static bool all_finite(const double *x, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (!isfinite(x[k]))
            return false;
    return true;
}

/* From w->x to where it stands still; false when it does not, with the status
 * of the last linear problem in *status. */
static bool walk(walker *w, bcl_rec_status *status, int *iterations)
{
    static const bcl_rec_options quick = {.no_sd = true};
    bool still = false;

    for (*iterations = 0; *iterations < ITERATIONS && !still; ++*iterations) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_result r = {0};
        bcl_rec_point to;

        *status = bcl_rec_linear(&r, &to, w->p, w->x, &quick, a);
        if (*status == BCL_REC_CORRELATION || !all_finite(to.x, w->p->n)) {
            bcl_arena_destroy(a);
            return false;
        }
        double far = length(w, &to);
        step(w, &to, far, a);
        still = far <= 1e-11 && all_hold(w, w->x, a);
        bcl_arena_destroy(a);
    }
    return still;
}

static size_t count_measured(const bcl_rec_problem *p)
{
    size_t n = 0;

    for (size_t k = 0; k < p->n; k++)
        n += bcl_rec_kind_of(p, k) == BCL_REC_MEASURED;
    return n;
}

static walker start_walk(const bcl_rec_problem *p, const double *x,
                         bcl_arena *a)
{
    walker w = {.p = p, .nm = count_measured(p)};

    w.x = BCL_NEW(a, double, p->n);
    w.y = BCL_NEW(a, double, w.nm);
    w.next_x = BCL_NEW(a, double, p->n);
    w.next_y = BCL_NEW(a, double, w.nm);
    w.weight = BCL_NEW(a, double, p->nprocess + p->nrow);
    memcpy(w.x, x, p->n * sizeof *x);
    return w;
}

/* An answer, and from which point it was solved. */
typedef struct {
    bcl_rec_status status; /* of the walk */
    bool still;
    int iterations;
    double *x; /* [n] */
    bcl_rec_result r;
} arrival;

static arrival try_start(const bcl_rec_problem *p, int start, bcl_arena *a)
{
    static const bcl_rec_options quick = {.no_sd = true};
    arrival to = {.x = BCL_NEW(a, double, p->n)};
    walker w;

    bcl_rec_start(to.x, p, start, a);
    w = start_walk(p, to.x, a);
    to.still = walk(&w, &to.status, &to.iterations);
    to.x = w.x;
    if (to.still)
        bcl_rec_linear(&to.r, NULL, p, w.x, &quick, a);
    return to;
}

static bool same_place(const bcl_rec_problem *p, const bcl_rec_result *r,
                       const bcl_rec_result *s)
{
    for (size_t k = 0; k < p->n; k++) {
        double size = fmax(fabs(r->x[k]), fabs(s->x[k]));

        if (r->class[k] != s->class[k])
            return false;
        if (bcl_rec_kind_of(p, k) == BCL_REC_MEASURED && !is_skewed(p, k))
            size = fmax(size, p->sd[k]);
        if (fabs(r->x[k] - s->x[k]) > 1e-6 * size)
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

bcl_rec_status bcl_rec_bilinear(bcl_rec_result *out, bcl_rec_point *point,
                                const bcl_rec_problem *p,
                                const bcl_rec_options *o, bcl_arena *a)
{
    int starts = o && o->starts > 0 ? o->starts : default_starts(p);
    bool second = false;
    arrival best = {0};

    for (int s = 0; s < starts; s++) {
        arrival to = try_start(p, s, a);

        second |= best.still && to.still && !same_place(p, &best.r, &to.r);
        if (s == 0 || (to.still && (!best.still || to.r.chi2 < best.r.chi2)))
            best = to;
    }
    bcl_rec_linear(out, point, p, best.x, o, a);
    out->iterations = best.iterations;
    out->second_minimum = second;
    if (out->status == BCL_REC_CORRELATION)
        return out->status;
    if (bcl_rec_contradiction(out, NULL, p, best.x, a))
        return out->status = BCL_REC_CONTRADICTION;
    return out->status = best.still ? BCL_REC_OK : BCL_REC_DIVERGED;
}
