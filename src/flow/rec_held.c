/* rec_held.c -- see rec_bounds.h: the answer with given bounds held, and how
 * strongly each is. */
#include "flow/rec_bounds.h"

#include <math.h>

/* Of balances alone what is held can be exact instead, for the route of their
 * graph: x and sd are the same. */
static bcl_rec_problem exact(const bcl_rec_bounder *w, bcl_arena *a)
{
    bcl_rec_problem q = *w->p;
    double *value = BCL_NEW(a, double, q.n), *sd = BCL_NEW(a, double, q.n);

    for (size_t k = 0; k < q.n; k++) {
        value[k] = w->at[k] ? bcl_rec_bound(&q, k, w->at[k]) : w->p->value[k];
        sd[k] = w->at[k] ? 0 : w->p->sd[k];
    }
    q.value = value, q.sd = sd;
    return q;
}

static bool takes_graph(const bcl_rec_bounder *w)
{
    return bcl_rec_is_balances(w->p) && !w->general;
}

static bool answer_by_graph(bcl_rec_result *out, const bcl_rec_bounder *w,
                            const bcl_rec_options *o, bcl_arena *a)
{
    bcl_rec_problem q = exact(w, a);

    if (bcl_rec_graph(out, NULL, &q, o, a) != BCL_REC_OK)
        return false;
    for (size_t k = 0; k < q.n; k++) {
        bool measured = bcl_rec_kind_of(w->p, k) == BCL_REC_MEASURED;

        if (w->at[k] == 0)
            continue;
        out->sd[k] = o->no_sd ? NAN : 0;
        out->class[k] = measured ? BCL_REC_REDUNDANT : BCL_REC_OBSERVABLE;
        out->adjustment[k] = measured ? q.value[k] - w->p->value[k] : NAN;
        if (!measured)
            continue;
        double z = out->adjustment[k] / w->p->sd[k];
        out->z[k] = o->no_sd ? NAN : z;
        out->chi2 += z * z;
        out->dof++; /* its bound is one more thing to agree with */
    }
    return true;
}

/* How far the multiplier of a bound is on the right side, in units of chi2 a
 * unit of the variable. */
static double push(const bcl_rec_bounder *w, size_t k, double multiplier)
{
    return -w->at[k] * multiplier * w->unit[k];
}

/* False when a bound held has no multiplier of its own. */
static bool solve_graph(bcl_rec_bounder *w, bcl_rec_result *r,
                        const bcl_rec_options *o, bcl_arena *a)
{
    const bcl_rec_problem *p = w->p;
    bcl_rec_problem q = exact(w, a);
    double *pull = BCL_NEW(a, double, q.n);

    if (bcl_rec_graph(r, pull, &q, o, a) != BCL_REC_OK)
        return false;
    for (size_t k = 0; k < q.n; k++) {
        if (w->at[k] == 0)
            continue;
        if (isnan(pull[k]))
            return false;
        if (bcl_rec_kind_of(p, k) == BCL_REC_MEASURED)
            pull[k] += (q.value[k] - p->value[k]) / (p->sd[k] * p->sd[k]);
        w->target[k] = push(w, k, pull[k]);
    }
    return true;
}

bcl_rec_status bcl_rec_bounder_solve(bcl_rec_bounder *w, bcl_rec_result *r,
                                     bcl_arena *a)
{
    static const bcl_rec_options quick = {.no_sd = true};
    bcl_rec_problem q;
    size_t row = w->p->nprocess + w->p->nrow;
    bcl_rec_point point = {0};

    *r = (bcl_rec_result){0};
    for (size_t k = 0; k < w->p->n; k++)
        w->target[k] = 0;
    if (takes_graph(w) && solve_graph(w, r, &quick, a))
        return r->status;
    *r = (bcl_rec_result){0};
    q = bcl_rec_bounded(w->p, w->at, a);
    bcl_rec_general(r, &point, &q, &quick, a);
    for (size_t k = 0; k < w->p->n; k++)
        if (w->at[k] != 0)
            w->target[k] = push(w, k, point.multiplier[row++]);
    return r->status;
}

/* Whether chi2 falls when v leaves its bound, u being as far as it can go;
 * worth: by how much for each unit of u v. */
static bool pulls(const bcl_rec_bounder *w, const bcl_rec_result *r,
                  const bcl_rec_point *at, int u, int v, double worth)
{
    const bcl_rec_problem *p = w->p;
    bool up = -worth * w->at[v] > 0;
    const double *ends = up ? p->high : p->low;
    double end = ends ? ends[u] : up ? INFINITY : -INFINITY;

    return worth != 0 && w->at[v] != 0 && r->x[v] == 0 &&
           (r->class[u] == BCL_REC_UNOBSERVABLE || r->x[u] == 0) &&
           bcl_rec_kind_of(p, (size_t)u) == BCL_REC_UNMEASURED &&
           w->target[v] + w->at[v] * worth * (end - at->x[u]) * w->unit[v] <
               -BCL_REC_HYSTERESIS;
}

/* Whether a variable is held at 0 only because what it multiplies is 0 too, or
 * unobservable: both together could do better, whatever each alone does.  They
 * are then the runaway of r, unless bounds end it. */
static bool trapped(bcl_rec_result *r, const bcl_rec_bounder *w,
                    const bcl_rec_point *at)
{
    const bcl_rec_problem *p = w->p;

    for (size_t f = 0; f < p->nproduct; f++) {
        const bcl_rec_product *t = &p->product[f];
        double worth = at->multiplier[p->nprocess + (size_t)t->row] * t->coef;
        bool first = pulls(w, r, at, t->a, t->b, worth);
        int u = first ? t->a : t->b;

        if (!first && !pulls(w, r, at, t->b, t->a, worth))
            continue;
        if (!(p->low && isfinite(p->low[u]) && p->high &&
              isfinite(p->high[u]))) {
            r->runaway = u;
            r->vanishing = first ? t->b : t->a;
        }
        return true;
    }
    return false;
}

static void answer_by_rows(bcl_rec_result *out, const bcl_rec_bounder *w,
                           const bcl_rec_options *o, bcl_arena *a)
{
    bcl_rec_problem q = bcl_rec_bounded(w->p, w->at, a);
    bcl_rec_point point;

    bcl_rec_general(out, &point, &q, o, a);
    if (out->status == BCL_REC_OK && trapped(out, w, &point))
        out->status = BCL_REC_DIVERGED;
}

void bcl_rec_held(bcl_rec_result *out, const bcl_rec_bounder *w,
                  const bcl_rec_options *o, bcl_arena *a)
{
    size_t n = w->p->n;
    double *unbounded = out->x;

    for (size_t k = 0; k < n && out->status != BCL_REC_OK; k++)
        unbounded[k] = NAN;
    if (!takes_graph(w) || !answer_by_graph(out, w, o, a))
        answer_by_rows(out, w, o, a);
    out->unbounded = unbounded;
    out->binding = BCL_NEW(a, bool, n);
    for (size_t k = 0; k < n; k++) {
        out->binding[k] = w->at[k] != 0;
        out->nbinding += w->at[k] != 0;
        if (w->at[k] != 0)
            out->x[k] = bcl_rec_bound(w->p, k, w->at[k]);
    }
}
