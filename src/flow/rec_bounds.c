/* rec_bounds.c -- see rec_private.h.
 *
 * A bound that binds is one more row, x = bound, whose multiplier says whether
 * it should.  A primal-dual active set (Hintermueller, Ito and Kunisch, SIAM J.
 * Optim. 13 (2003) 865) changes all bounds that are wrong at once and needs a
 * few rounds; where it turns in circles, or makes rows contradict each other,
 * the bounds are taken one by one (Goldfarb and Idnani, Math. Programming 27
 * (1983) 1), which always ends. */
#include "flow/rec_bounds.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 30 };

double bcl_rec_bound(const bcl_rec_problem *p, size_t k, int side)
{
    const double *bound = side < 0 ? p->low : p->high;

    return bound ? bound[k] : copysign(INFINITY, side);
}

bcl_rec_problem bcl_rec_bounded(const bcl_rec_problem *p, const signed char *at,
                                bcl_arena *a)
{
    bcl_rec_problem q = *p;
    size_t old = p->nrow ? p->start[p->nrow] : 0, nact = 0;
    size_t *start;
    int *var;
    double *coef, *rhs;

    for (size_t k = 0; k < p->n; k++)
        nact += at[k] != 0;
    start = BCL_NEW(a, size_t, p->nrow + nact + 1);
    var = BCL_NEW(a, int, old + nact);
    coef = BCL_NEW(a, double, old + nact);
    rhs = BCL_NEW(a, double, p->nrow + nact);
    if (p->nrow > 0) {
        memcpy(start, p->start, (p->nrow + 1) * sizeof *start);
        memcpy(rhs, p->rhs, p->nrow * sizeof *rhs);
    }
    if (old > 0) {
        memcpy(var, p->var, old * sizeof *var);
        memcpy(coef, p->coef, old * sizeof *coef);
    }
    for (size_t k = 0; k < p->n; k++) {
        if (at[k] == 0)
            continue;
        var[old] = (int)k;
        coef[old++] = 1;
        rhs[q.nrow++] = bcl_rec_bound(p, k, at[k]);
        start[q.nrow] = old;
    }
    q.start = start, q.var = var, q.coef = coef, q.rhs = rhs;
    return q;
}

/* A standard deviation, or what the constraints of an unmeasured variable are
 * made of. */
static void measure_units(bcl_rec_bounder *w, const bcl_rec_result *r,
                          bcl_arena *a)
{
    const bcl_rec_problem *p = w->p;
    double *x = w->x0 = BCL_NEW(a, double, p->n);

    for (size_t k = 0; k < p->n; k++)
        x[k] = isnan(r->x[k]) ? 0 : r->x[k];
    bcl_rec_units(w->unit, p, x, a);
    for (size_t k = 0; k < p->n; k++) {
        w->slack[k] = 1e-12 * w->unit[k];
        if (bcl_rec_kind_of(p, k) != BCL_REC_MEASURED)
            continue;
        w->unit[k] = p->sd[k] * (p->skewed && p->skewed[k] ? p->value[k] : 1);
        w->slack[k] += 1e-9 * w->unit[k];
    }
}

int bcl_rec_side(const bcl_rec_bounder *w, size_t k, double x)
{
    if (x < bcl_rec_bound(w->p, k, -1) - w->slack[k])
        return -1;
    return x > bcl_rec_bound(w->p, k, 1) + w->slack[k] ? 1 : 0;
}

double bcl_rec_miss(const bcl_rec_bounder *w, size_t k, double x)
{
    return fmax(bcl_rec_bound(w->p, k, -1) - x, x - bcl_rec_bound(w->p, k, 1));
}

bool bcl_rec_open_misfit(const bcl_rec_bounder *w, const bcl_rec_result *r,
                         signed char *at, bcl_arena *a)
{
    size_t npart;
    bcl_rec_part *part = bcl_rec_open_parts(&npart, w->p, r, a);
    bool misfit = false;

    for (size_t q = 0; q < npart; q++) {
        signed char *own = BCL_NEW(a, signed char, part[q].p.n);

        if (bcl_rec_fits(own, &part[q].p))
            continue;
        for (size_t i = 0; i < part[q].p.n; i++)
            if (own[i] != 0 && w->at[part[q].var[i]] == 0) {
                at[part[q].var[i]] = own[i];
                misfit = true;
            }
    }
    return misfit;
}

/* Of a runaway, bounds can make an answer. */
static bool usable(const bcl_rec_result *r)
{
    return r->status == BCL_REC_OK || r->runaway >= 0;
}

/* All wrong bounds at once.  Whether anything changed. */
static bool change_all(bcl_rec_bounder *w, const bcl_rec_result *r,
                       bcl_arena *a)
{
    bool changed = false;

    for (size_t k = 0; k < w->p->n; k++)
        if (w->at[k] != 0 && w->target[k] < -BCL_REC_HYSTERESIS) {
            w->at[k] = 0;
            changed = true;
        } else if (w->at[k] == 0 && bcl_rec_side(w, k, r->x[k]) != 0) {
            w->at[k] = (signed char)bcl_rec_side(w, k, r->x[k]);
            changed = true;
        }
    return changed || bcl_rec_open_misfit(w, r, w->at, a);
}

static bool all_at_once(bcl_rec_bounder *w)
{
    for (int round = 0; round < ROUNDS; round++) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_result r;
        bool fine = bcl_rec_bounder_solve(w, &r, a) == BCL_REC_OK;
        bool changed = usable(&r) && change_all(w, &r, a);

        bcl_arena_destroy(a);
        if (!changed)
            return fine;
    }
    return false;
}

bool bcl_rec_impossible(bcl_rec_result *out, const bcl_rec_problem *p,
                        bcl_arena *a)
{
    for (size_t k = 0; k < p->n; k++) {
        double low = bcl_rec_bound(p, k, -1), high = bcl_rec_bound(p, k, 1);
        bool exact = bcl_rec_kind_of(p, k) == BCL_REC_EXACT;
        double x = exact ? p->value[k] : low;

        if (low <= high && (!exact || (low <= x && x <= high)))
            continue;
        out->status = BCL_REC_INFEASIBLE;
        out->nculprit = 1;
        out->culprit = BCL_NEW(a, int, 1);
        out->culprit_coef = BCL_NEW(a, double, 1);
        out->culprit[0] = (int)k;
        out->culprit_coef[0] = 1;
        out->imbalance = x < low ? x - low : x - high;
        return true;
    }
    return false;
}

/* The bounds, as exact data, and who they are at odds with. */
static bcl_rec_status blame(bcl_rec_result *out, const bcl_rec_bounder *w,
                            bcl_arena *a)
{
    bcl_rec_problem q = *w->p;
    double *value = BCL_NEW(a, double, q.n), *sd = BCL_NEW(a, double, q.n);

    for (size_t k = 0; k < q.n; k++) {
        value[k] = w->at[k] ? bcl_rec_bound(w->p, k, w->at[k]) : q.value[k];
        sd[k] = w->at[k] ? 0 : q.sd[k];
    }
    q.value = value, q.sd = sd;
    bcl_rec_contradiction(out, NULL, &q, w->x0, a);
    return out->status = BCL_REC_INFEASIBLE;
}

/* Values within the tolerance of a bound are on it. */
static void snap(bcl_rec_result *out, const bcl_rec_problem *p)
{
    for (size_t k = 0; k < p->n; k++)
        if (out->class[k] != BCL_REC_FIXED)
            out->x[k] =
                out->x[k] < bcl_rec_bound(p, k, -1)  ? bcl_rec_bound(p, k, -1)
                : out->x[k] > bcl_rec_bound(p, k, 1) ? bcl_rec_bound(p, k, 1)
                                                     : out->x[k];
}

static bool any_bound(const bcl_rec_problem *p)
{
    for (size_t k = 0; k < p->n; k++)
        if (isfinite(bcl_rec_bound(p, k, -1)) ||
            isfinite(bcl_rec_bound(p, k, 1)))
            return true;
    return false;
}

bcl_rec_bounder bcl_rec_bounder_of(const bcl_rec_problem *p,
                                   const bcl_rec_result *r, bcl_arena *a)
{
    bcl_rec_bounder w = {.p = p,
                         .at = BCL_NEW(a, signed char, p->n),
                         .unit = BCL_NEW(a, double, p->n),
                         .slack = BCL_NEW(a, double, p->n),
                         .target = BCL_NEW(a, double, p->n),
                         .now = BCL_NEW(a, double, p->n),
                         .a = a};

    measure_units(&w, r, a);
    return w;
}

/* Which bounds bind: from the hint first, which is only taken as such. */
static bool find(bcl_rec_bounder *w, const bcl_rec_result *out,
                 const signed char *hint)
{
    if (hint) {
        memcpy(w->at, hint, w->p->n);
        if (all_at_once(w))
            return true;
        memset(w->at, 0, w->p->n);
        change_all(w, out, w->a);
    }
    return all_at_once(w) || bcl_rec_one_by_one(w);
}

bcl_rec_status bcl_rec_bounds(bcl_rec_result *out, const bcl_rec_problem *p,
                              const bcl_rec_options *o, const signed char *hint,
                              bcl_arena *a)
{
    bcl_arena *own;
    bcl_rec_bounder w;
    bool wrong;

    if (!any_bound(p))
        return out->status;
    own = bcl_arena_create();
    w = bcl_rec_bounder_of(p, out, own);
    w.general = o->general;
    wrong = change_all(&w, out, own);
    if (wrong && find(&w, out, hint))
        bcl_rec_held(out, &w, o, a);
    else if (wrong && w.infeasible)
        blame(out, &w, a);
    else if (wrong)
        out->status = BCL_REC_DIVERGED;
    snap(out, p);
    bcl_arena_destroy(own);
    return out->status;
}
