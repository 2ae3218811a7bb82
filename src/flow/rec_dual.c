/* rec_dual.c -- see rec_bounds.h: bounds one by one.
 *
 * Goldfarb and Idnani's dual method, with the equality-constrained problem
 * solved anew for each set of bounds: going from the multipliers of one set to
 * those of the set with the bound that enters, the first to become negative
 * leaves.  chi2 only increases, so that no set comes back. */
#include "flow/rec_bounds.h"

#include <math.h>
#include <string.h>

/* How much of the way to the target all held bounds but those that enter stay
 * on the right side; *first: which one stops. */
static double way(const bcl_rec_bounder *w, const double *target,
                  const bool *enters, int *first)
{
    double part = 1;

    *first = -1;
    for (size_t k = 0; k < w->p->n; k++) {
        double part_k;

        if (w->at[k] == 0 || enters[k] || target[k] >= -BCL_REC_HYSTERESIS)
            continue;
        part_k = w->now[k] / (w->now[k] - target[k]);
        if (part_k < part || *first < 0) {
            part = fmin(part, part_k);
            *first = (int)k;
        }
    }
    return part;
}

static void go(bcl_rec_bounder *w, const double *target, double part,
               int leaves)
{
    for (size_t k = 0; k < w->p->n; k++)
        if (w->at[k] != 0)
            w->now[k] += part * (target[k] - w->now[k]);
    if (leaves >= 0) {
        w->at[leaves] = 0;
        w->now[leaves] = 0;
    }
}

/* gain[k]: what each bound held counts for in the contradiction, the one that
 * enters for 1. */
static bool weigh(double *gain, const bcl_rec_bounder *w, const bool *enters,
                  bcl_arena *a)
{
    bcl_rec_problem q = bcl_rec_bounded(w->p, w->at, a);
    double *weight = BCL_NEW(a, double, q.nprocess + q.nrow), by = 0;
    size_t row = w->p->nprocess + w->p->nrow;
    bcl_rec_result unused = {0};

    if (!bcl_rec_contradiction(&unused, weight, &q, w->x0, a))
        return false;
    for (size_t k = 0; k < w->p->n; k++)
        if (w->at[k] != 0) {
            gain[k] = -w->at[k] * weight[row++];
            if (enters[k] && fabs(gain[k]) > fabs(by))
                by = gain[k];
        }
    for (size_t k = 0; k < w->p->n && by != 0; k++)
        gain[k] /= by;
    return by != 0;
}

/* The bound that enters depends on those held: it takes over from one of them.
 * False when none can go: then nothing lies within all of them. */
static bool take_over(bcl_rec_bounder *w, const bool *enters, bcl_arena *a)
{
    double *gain = BCL_NEW(a, double, w->p->n), least = INFINITY;
    int first = -1;

    if (!weigh(gain, w, enters, a))
        return false;
    for (size_t k = 0; k < w->p->n; k++) {
        double rate = gain[k] * w->unit[k];

        if (w->at[k] != 0 && !enters[k] && rate < 0 &&
            w->now[k] / -rate < least) {
            least = w->now[k] / -rate;
            first = (int)k;
        }
    }
    w->infeasible = first < 0;
    if (first < 0)
        return false;
    for (size_t k = 0; k < w->p->n; k++)
        w->now[k] += least * gain[k] * w->unit[k];
    w->at[first] = 0;
    w->now[first] = 0;
    return true;
}

/* The bound that is missed by most, or all those of one unobservable part. */
static bool enter(bool *enters, bcl_rec_bounder *w, const bcl_rec_result *r,
                  bcl_arena *a)
{
    signed char *at = BCL_NEW(a, signed char, w->p->n);
    double worst = 0;
    bool any;

    memset(enters, 0, w->p->n * sizeof *enters);
    for (size_t k = 0; k < w->p->n; k++) {
        int side = w->at[k] ? 0 : bcl_rec_side(w, k, r->x[k]);
        double miss = side ? bcl_rec_miss(w, k, r->x[k]) / w->unit[k] : 0;

        if (side != 0 && miss > worst) {
            memset(at, 0, w->p->n * sizeof *at);
            at[k] = (signed char)side;
            worst = miss;
        }
    }
    any = worst > 0 || bcl_rec_open_misfit(w, r, at, a);
    for (size_t k = 0; k < w->p->n; k++)
        if (at[k] != 0) {
            w->at[k] = at[k];
            w->now[k] = 0;
            enters[k] = true;
        }
    return any;
}

/* One solution; whether there is more to do. */
static bool turn(bcl_rec_bounder *w, bool *enters, bool *fine)
{
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;
    bcl_rec_status status = bcl_rec_bounder_solve(w, &r, a);
    bool more;
    int first;

    *fine = true;
    if (status == BCL_REC_CONTRADICTION) {
        more = *fine = take_over(w, enters, a);
    } else if (status != BCL_REC_OK) {
        more = *fine = false;
    } else {
        double part = way(w, w->target, enters, &first);

        go(w, w->target, part, first);
        more = first >= 0 || enter(enters, w, &r, a);
    }
    bcl_arena_destroy(a);
    return more;
}

bool bcl_rec_one_by_one(bcl_rec_bounder *w)
{
    bool *enters = BCL_NEW(w->a, bool, w->p->n), fine = true;
    size_t turns = 100 + 10 * w->p->n;

    memset(w->at, 0, w->p->n);
    memset(w->now, 0, w->p->n * sizeof *w->now);
    while (turns > 0 && turn(w, enters, &fine))
        turns--;
    return fine && turns > 0;
}
