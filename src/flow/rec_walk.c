/* rec_walk.c -- see rec_private.h: Gauss-Newton from one point.
 *
 * The constraints linearised at a point give the next one.  What stands still
 * satisfies the constraints themselves and is the least of the deviations among
 * its neighbours.  A step is shortened until
 * chi2 + sum weight |constraint| decreases (Nocedal and Wright, Numerical
 * Optimization, 2006, 18.3), except near the end, where full steps converge.
 *
 * There may be nothing to arrive at: of 5 = share * inflow, the inflow measured
 * as 0, the least deviations are those of an inflow that tends to 0, and of a
 * share that grows without end.  The inflow moves less and less, and when it is
 * 0 the share does not move at all, for one step.  So all variables have to
 * stand still, and twice. */
#include "flow/rec_private.h"

#include <math.h>
#include <string.h>

enum { ITERATIONS = 300, RESTARTS = 10, HALVINGS = 20, LOOK_AROUND = 16 };
static const double lost = 1e9;  /* a factor grown so much does not come back */
static const double near = 0.05; /* standard deviations: the end is near */

typedef struct {
    const bcl_rec_problem *p;
    size_t nm;
    double *x;      /* [n] the point */
    double *y;      /* [nm] its deviations */
    double *weight; /* [constraints] */
    double *next_x, *next_y;
} walker;

static double sd_of(const bcl_rec_problem *p, size_t k, double x)
{
    return bcl_rec_is_skewed(p, k) ? p->sd[k] * fabs(x) : p->sd[k];
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

        w->next_x[k] = bcl_rec_is_skewed(w->p, k)
                           ? w->x[k] * exp(part * d / w->x[k])
                           : w->x[k] + part * d;
    }
    for (size_t j = 0; j < w->nm; j++)
        w->next_y[j] =
            part < 1 ? w->y[j] + part * (to->y[j] - w->y[j]) : to->y[j];
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

/* The largest move of an unmeasured variable, to its value or to what its
 * constraints are made of. */
static double stride(const walker *w, const bcl_rec_point *to, bcl_arena *a)
{
    double *unit = BCL_NEW(a, double, w->p->n), largest = 0;

    bcl_rec_units(unit, w->p, w->x, a);
    for (size_t k = 0; k < w->p->n; k++) {
        double d = fabs(to->x[k] - w->x[k]);
        double size = fmax(fmax(fabs(w->x[k]), fabs(to->x[k])), unit[k]);

        if (bcl_rec_kind_of(w->p, k) == BCL_REC_UNMEASURED && d > 0)
            largest = fmax(largest, d / size);
    }
    return largest;
}

/* Has the first factor grown, and the second come to nothing?  By how much. */
static double grown(const bcl_rec_problem *p, int u, int v, const double *x0,
                    const double *unit0, const double *x)
{
    double from = x0[u] != 0 ? fabs(x0[u]) : unit0[u];
    double size = bcl_rec_kind_of(p, (size_t)v) == BCL_REC_MEASURED
                      ? fmax(fabs(p->value[v]), sd_of(p, (size_t)v, x0[v]))
                      : fmax(fabs(x0[v]), unit0[v]);

    return bcl_rec_kind_of(p, (size_t)u) == BCL_REC_UNMEASURED && from > 0 &&
                   fabs(x[v]) <= 1e-3 * size
               ? fabs(x[u]) / from
               : 0;
}

/* The factor that has grown most, by more than `most`. */
static void find_runaway(bcl_rec_arrival *to, const bcl_rec_problem *p,
                         const double *x0, const double *x, double most,
                         bcl_arena *a)
{
    double *unit = BCL_NEW(a, double, p->n);

    bcl_rec_units(unit, p, x0, a);
    for (size_t f = 0; f < p->nproduct; f++) {
        int pair[3] = {p->product[f].a, p->product[f].b, p->product[f].a};

        for (int i = 0; i < 2 && bcl_rec_is_product(p, f); i++) {
            double by = grown(p, pair[i], pair[i + 1], x0, unit, x);

            if (by > most) {
                most = by;
                to->runaway = pair[i];
                to->vanishing = pair[i + 1];
            }
        }
    }
}

/* From x0 to where it stands still, or well on the way to nowhere. */
static void walk(bcl_rec_arrival *to, walker *w, const double *x0, bcl_arena *a)
{
    static const bcl_rec_options quick = {.no_sd = true};
    bool still = false; /* after one step */
    int restarts = 0;

    while (to->iterations < ITERATIONS && restarts < RESTARTS && !to->still &&
           to->runaway < 0) {
        bcl_arena *own = bcl_arena_create();
        bcl_rec_point next;

        bcl_rec_linear(&to->r, &next, w->p, w->x, &quick, still ? a : own);
        if (to->r.status == BCL_REC_CORRELATION ||
            !all_finite(next.x, w->p->n)) {
            bcl_arena_destroy(own);
            return;
        }
        double far = length(w, &next);
        bool quiet = far <= 1e-11 && stride(w, &next, own) <= 1e-6;

        to->still = still && quiet;
        restarts += still && !quiet;
        if (!to->still) {
            step(w, &next, far, own);
            still = quiet && all_hold(w, w->x, own);
            if (++to->iterations % LOOK_AROUND == 0)
                find_runaway(to, w->p, x0, w->x, lost, own);
        }
        bcl_arena_destroy(own);
    }
}

static size_t count_measured(const bcl_rec_problem *p)
{
    size_t n = 0;

    for (size_t k = 0; k < p->n; k++)
        n += bcl_rec_kind_of(p, k) == BCL_REC_MEASURED;
    return n;
}

static bool moved(const bcl_rec_problem *p, const double *x)
{
    for (size_t k = 0; k < p->n; k++)
        if (bcl_rec_kind_of(p, k) == BCL_REC_MEASURED && x[k] != p->value[k])
            return true;
    return false;
}

/* Where measured variables do not start as measured, their deviations are not
 * known, and the first step is taken whole. */
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
    if (moved(p, x))
        for (size_t j = 0; j < w.nm; j++)
            w.y[j] = NAN;
    return w;
}

bcl_rec_arrival bcl_rec_walk(const bcl_rec_problem *p, const double *x0,
                             bcl_arena *a)
{
    bcl_rec_arrival to = {.runaway = -1, .vanishing = -1};
    walker w = start_walk(p, x0, a);

    walk(&to, &w, x0, a);
    to.x = w.x;
    if (!to.still)
        find_runaway(&to, p, x0, to.x, 100, a);
    return to;
}
