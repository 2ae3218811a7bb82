/* reconcile.c -- see reconcile.h. */
#include "flow/rec_private.h"

#include <string.h>

static bool is_linear(const bcl_rec_problem *p)
{
    for (size_t f = 0; f < p->nproduct; f++)
        if (bcl_rec_is_product(p, f))
            return false;
    for (size_t k = 0; p->skewed && k < p->n; k++)
        if (bcl_rec_is_skewed(p, k))
            return false;
    return true;
}

bcl_rec_status bcl_rec_general(bcl_rec_result *out, bcl_rec_point *point,
                               const bcl_rec_problem *p,
                               const bcl_rec_options *o, bcl_arena *a)
{
    bcl_rec_point own;

    if (!point)
        point = &own;
    if (!is_linear(p))
        return bcl_rec_bilinear(out, point, p, o, a);
    bcl_rec_linear(out, point, p, NULL, o, a);
    if (out->status == BCL_REC_CONTRADICTION &&
        !bcl_rec_contradiction(out, NULL, p, point->x, a))
        out->status = BCL_REC_DIVERGED; /* rounding only */
    return out->status;
}

static void make_room(bcl_rec_result *out, const bcl_rec_problem *p,
                      bcl_arena *a)
{
    *out =
        (bcl_rec_result){.status = BCL_REC_OK, .runaway = -1, .vanishing = -1};
    bcl_rec_make_room(out, p->n, a);
    bcl_rec_make_intervals(out, p->n, a);
    for (size_t k = 0; k < p->n; k++)
        if (bcl_rec_kind_of(p, k) == BCL_REC_EXACT) {
            out->class[k] = BCL_REC_FIXED;
            out->x[k] = p->value[k];
            out->sd[k] = out->adjustment[k] = 0;
        }
}

bool bcl_rec_is_balances(const bcl_rec_problem *p)
{
    return p->nprocess > 0 && p->nrow == 0 && p->ncorrelation == 0 &&
           is_linear(p);
}

bcl_rec_status bcl_rec_route(bcl_rec_result *out, const bcl_rec_problem *p,
                             const bcl_rec_options *o, bcl_arena *a)
{
    return bcl_rec_is_balances(p) && !o->general
               ? bcl_rec_graph(out, NULL, p, o, a)
               : bcl_rec_general(out, NULL, p, o, a);
}

static int *pick(const int *local, size_t n, const int *of, bcl_arena *a)
{
    int *whole = BCL_NEW(a, int, n);

    for (size_t i = 0; i < n; i++)
        whole[i] = of[local[i]];
    return whole;
}

/* Why a part has no answer. */
static void blame(bcl_rec_result *out, const bcl_rec_result *r,
                  const bcl_rec_part *part, bcl_arena *a)
{
    out->status = r->status;
    out->runaway = r->runaway < 0 ? -1 : part->var[r->runaway];
    out->vanishing = r->vanishing < 0 ? -1 : part->var[r->vanishing];
    out->imbalance = r->imbalance;
    out->nculprit = r->nculprit;
    out->culprit = pick(r->culprit, r->nculprit, part->var, a);
    out->culprit_coef = BCL_NEW(a, double, r->nculprit);
    for (size_t i = 0; i < r->nculprit; i++)
        out->culprit_coef[i] = r->culprit_coef[i];
    out->nprocess = r->nprocess;
    out->process = pick(r->process, r->nprocess, part->process, a);
    out->nrow = r->nrow;
    out->row = pick(r->row, r->nrow, part->row, a);
}

/* The answer of a part, where it belongs in the whole. */
static void place(bcl_rec_result *out, const bcl_rec_result *r,
                  const bcl_rec_part *part, size_t n, bcl_arena *a)
{
    if (r->unbounded && !out->unbounded) {
        out->unbounded = BCL_NEW(a, double, n);
        out->binding = BCL_NEW(a, bool, n);
        memcpy(out->unbounded, out->x, n * sizeof *out->x);
    }
    for (size_t i = 0; i < part->p.n; i++) {
        int k = part->var[i];

        out->class[k] = r->class[i];
        out->x[k] = r->x[i];
        out->sd[k] = r->sd[i];
        out->adjustment[k] = r->adjustment[i];
        out->z[k] = r->z[i];
        if (r->low) {
            out->low[k] = r->low[i];
            out->high[k] = r->high[i];
        }
        if (out->unbounded) {
            out->unbounded[k] = (r->unbounded ? r->unbounded : r->x)[i];
            out->binding[k] = r->binding && r->binding[i];
        }
    }
    out->nbinding += r->nbinding;
    out->chi2 += r->chi2;
    out->dof += r->dof;
    if (r->iterations > out->iterations)
        out->iterations = r->iterations;
    out->second_minimum |= r->second_minimum;
    if (out->status == BCL_REC_OK && r->status != BCL_REC_OK)
        blame(out, r, part, a);
}

void bcl_rec_solve(bcl_rec_result *r, const bcl_rec_problem *p,
                   const bcl_rec_options *o, const signed char *hint,
                   bcl_arena *a)
{
    *r = (bcl_rec_result){0};
    bcl_rec_route(r, p, o, a);
    if (r->status == BCL_REC_OK || r->runaway >= 0)
        bcl_rec_bounds(r, p, o, hint, a);
    if (r->status == BCL_REC_OK && !o->no_interval)
        bcl_rec_intervals(r, p, a);
}

static bcl_rec_whole cut(const bcl_rec_problem *p, bcl_arena *a)
{
    bcl_rec_whole w = {.n = p->n};

    w.part = bcl_rec_split(&w.npart, p, a);
    w.chi2 = BCL_NEW(a, double, w.npart);
    w.dof = BCL_NEW(a, int, w.npart);
    return w;
}

static void solve_parts(bcl_rec_result *out, bcl_rec_whole *w,
                        const bcl_rec_options *o, bcl_arena *a)
{
    for (size_t q = 0; q < w->npart; q++) {
        bcl_arena *own = bcl_arena_create();
        bcl_rec_result r;

        bcl_rec_solve(&r, &w->part[q].p, o, NULL, own);
        place(out, &r, &w->part[q], w->n, a);
        w->chi2[q] = r.chi2;
        w->dof[q] = r.dof;
        bcl_arena_destroy(own);
    }
}

bool bcl_reconcile(bcl_rec_result *out, const bcl_rec_problem *p,
                   const bcl_rec_options *o, bcl_arena *a)
{
    static const bcl_rec_options plain;
    bcl_arena *scratch;
    bcl_rec_whole w;

    if (!o)
        o = &plain;
    make_room(out, p, a);
    if (bcl_rec_impossible(out, p, a))
        return false;
    scratch = bcl_arena_create();
    w = cut(p, scratch);
    solve_parts(out, &w, o, a);
    bcl_rec_test(out, &w, o, a);
    bcl_arena_destroy(scratch);
    return out->status == BCL_REC_OK;
}
