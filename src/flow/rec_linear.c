/* rec_linear.c -- see rec_solver.h: unmeasured variables taken out, the least
 * deviations, and back. */
#include "flow/rec_solver.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* sum over column j of x, times v. */
static double dot(const cholmod_sparse *s, size_t j, const double *v)
{
    const SuiteSparse_long *sp = s->p, *si = s->i;
    const double *sx = s->x;
    double sum = 0;

    for (SuiteSparse_long t = sp[j]; t < sp[j + 1]; t++)
        sum += sx[t] * v[si[t]];
    return sum;
}

/* y += Q2 q, q = R2^-T (g - G y): the least change that repairs G y = g.  Done
 * again it repairs its own rounding, also of a variable that is known a
 * million times worse than others.  q is added to sum. */
static void improve(double *y, double *sum, const bcl_rec_solver *k,
                    const double *g, double *dy, double *work)
{
    size_t rank = k->of_gt.rank;

    memset(dy, 0, k->s.nm * sizeof *dy);
    for (size_t i = 0; i < rank; i++) {
        size_t c = bcl_qr_column(&k->of_gt, i);

        dy[i] = g[c] * k->gscale[c] - dot(k->gt, c, y);
    }
    bcl_qr_lower(dy, &k->of_gt);
    for (size_t i = 0; i < rank; i++)
        sum[i] += dy[i];
    bcl_qr_turn_back(dy, &k->of_gt, work);
    for (size_t j = 0; j < k->s.nm && rank > 0; j++)
        y[j] += dy[j];
}

/* The least y, and a multiplier for each constraint. */
static void adjust(double *y, double *multiplier, bcl_rec_solver *k)
{
    size_t m = k->s.t.m, nm = k->s.nm, rank = k->of_a.rank;
    double *rows = BCL_NEW(k->scratch, double, m);
    double *work = BCL_NEW(k->scratch, double, m > nm ? m : nm);
    double *dy = BCL_NEW(k->scratch, double, nm);
    double *sum = BCL_NEW(k->scratch, double, k->of_gt.rank);

    bcl_rec_residual(rows, NULL, &k->s, k->s.centre);
    bcl_qr_turn(rows, NULL, &k->of_a, work);
    for (int i = 0; i < 3; i++)
        improve(y, sum, k, rows + rank, dy, work);
    bcl_qr_upper(sum, NULL, &k->of_gt);
    memset(multiplier, 0, m * sizeof *multiplier);
    for (size_t i = 0; i < k->of_gt.rank; i++) {
        size_t c = bcl_qr_column(&k->of_gt, i);

        multiplier[rank + c] = sum[i] * k->gscale[c];
    }
    bcl_qr_turn_back(multiplier, &k->of_a, work);
    for (size_t i = 0; i < m; i++)
        multiplier[i] *= k->s.row[i];
}

/* x of measured variables, from the deviations. */
static void move_measured(double *x, double *dtheta, const bcl_rec_solver *k,
                          const double *y)
{
    for (size_t j = 0; j < k->s.nm; j++) {
        size_t v = (size_t)k->s.measured[j];
        double start = x[v], move;

        dtheta[j] = dot(k->s.ft, j, y);
        move = dtheta[j] * k->s.slope[j];
        x[v] = start + move;
        if (fabs(x[v]) <= BCL_REC_ZERO * (fabs(start) + fabs(move)))
            x[v] = 0;
    }
}

/* x of unmeasured variables, from what constraints still miss.  Dependent ones
 * stay where they are. */
static void move_unmeasured(double *x, bcl_rec_solver *k)
{
    size_t m = k->s.t.m;
    double *rows = BCL_NEW(k->scratch, double, m);
    double *size = BCL_NEW(k->scratch, double, m);
    double *work = BCL_NEW(k->scratch, double, m);

    bcl_rec_residual(rows, size, &k->s, x);
    bcl_qr_turn(rows, size, &k->of_a, work);
    bcl_qr_upper(rows, size, &k->of_a);
    for (size_t i = 0; i < k->of_a.rank; i++) {
        size_t c = bcl_qr_column(&k->of_a, i), v = (size_t)k->s.unmeasured[c];
        double start = x[v], move = rows[i] * k->s.col[c];

        x[v] = start + move;
        if (fabs(x[v]) <= BCL_REC_ZERO * (fabs(start) + fabs(move)))
            x[v] = 0;
    }
}

/* In ]0, 1]: Knuth's MMIX generator. */
static double draw(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)((*seed >> 11) + 1) / 9007199254740992.0;
}

/* A random vector of the null space of A is 0 only where all of them are:
 * those variables are observable. */
static void observe(bool *observable, bcl_rec_solver *k)
{
    const bcl_qr *q = &k->of_a;
    double *v = BCL_NEW(k->scratch, double, q->m > q->n ? q->m : q->n);
    uint64_t seed = 1;

    for (size_t i = q->rank; i < q->n; i++) {
        double t = 0.5 + draw(&seed);
        const SuiteSparse_long *rp = q->r ? q->r->p : NULL;

        for (SuiteSparse_long e = rp ? rp[i] : 0; rp && e < rp[i + 1]; e++)
            v[((SuiteSparse_long *)q->r->i)[e]] -= ((double *)q->r->x)[e] * t;
    }
    bcl_qr_upper(v, NULL, q);
    for (size_t i = 0; i < q->n; i++)
        observable[bcl_qr_column(q, i)] = i < q->rank && fabs(v[i]) < 1e-10;
}

static void classify(bcl_rec_result *out, const bcl_rec_solver *k,
                     const bool *observable)
{
    double *gf = BCL_NEW(k->scratch, double, k->ng);
    double *f = BCL_NEW(k->scratch, double, k->s.nm);
    const SuiteSparse_long *fp = k->s.ft->p, *fi = k->s.ft->i;
    int *support = BCL_NEW(k->scratch, int, k->s.nm);

    for (size_t v = 0; v < k->s.p->n; v++)
        out->class[v] = BCL_REC_FIXED;
    for (size_t c = 0; c < k->s.nu; c++)
        out->class[k->s.unmeasured[c]] =
            observable[c] ? BCL_REC_OBSERVABLE : BCL_REC_UNOBSERVABLE;
    for (size_t j = 0; j < k->s.nm; j++) {
        size_t n = 0;

        for (SuiteSparse_long t = fp[j]; t < fp[j + 1]; t++) {
            support[n++] = (int)fi[t];
            f[fi[t]] = ((double *)k->s.ft->x)[t];
        }
        out->class[k->s.measured[j]] = bcl_rec_seen(gf, k, f, support, n)
                                           ? BCL_REC_REDUNDANT
                                           : BCL_REC_NONREDUNDANT;
    }
}

static void report(bcl_rec_result *out, const bcl_rec_solver *k,
                   const double *x, const double *y)
{
    const bcl_rec_problem *p = k->s.p;

    for (size_t v = 0; v < p->n; v++) {
        bcl_rec_class class = out->class[v];

        out->x[v] = class == BCL_REC_UNOBSERVABLE   ? NAN
                    : class == BCL_REC_NONREDUNDANT ? p->value[v]
                                                    : x[v];
        out->adjustment[v] = bcl_rec_kind_of(p, v) == BCL_REC_UNMEASURED
                                 ? NAN
                                 : out->x[v] - p->value[v];
    }
    out->dof = (int)k->of_gt.rank;
    out->chi2 = 0;
    for (size_t j = 0; j < k->s.nm; j++)
        out->chi2 += y[j] * y[j];
}

/* What is small for a constraint is so against its terms, or against what the
 * best of its measured variables is known to. */
static double size_of(const bcl_rec_system *s, size_t i, const double *x)
{
    const bcl_rec_terms *t = &s->t;
    double size = fabs(t->rhs[i]), best = INFINITY;

    for (size_t e = t->start[i]; e < t->start[i + 1]; e++) {
        size_t k = (size_t)t->var[e];

        size += fabs(t->coef[e] * x[k]);
        if (bcl_rec_kind_of(s->p, k) == BCL_REC_MEASURED && t->coef[e] != 0)
            best = fmin(
                best, fabs(t->coef[e] * s->slope[s->column[k]] * s->p->sd[k]));
    }
    return (size + (isfinite(best) ? best : 0)) * s->row[i];
}

static bool has_unmeasured(const bcl_rec_system *s, size_t i)
{
    for (size_t e = s->t.start[i]; e < s->t.start[i + 1]; e++)
        if (bcl_rec_kind_of(s->p, (size_t)s->t.var[e]) == BCL_REC_UNMEASURED)
            return true;
    return false;
}

/* Rows with unmeasured variables were solved together: what they miss may be
 * the rounding of the largest. */
static bool all_hold(const bcl_rec_solver *k, const double *x)
{
    size_t m = k->s.t.m;
    double *rows = BCL_NEW(k->scratch, double, m);
    double *size = BCL_NEW(k->scratch, double, m), largest = 0;

    bcl_rec_residual(rows, NULL, &k->s, x);
    for (size_t i = 0; i < m; i++) {
        size[i] = size_of(&k->s, i, x);
        if (has_unmeasured(&k->s, i))
            largest = fmax(largest, size[i]);
    }
    for (size_t i = 0; i < m; i++) {
        double rounding = has_unmeasured(&k->s, i) ? 1e-13 * largest : 0;

        if (!(fabs(rows[i]) <= BCL_REC_HOLDS * size[i] + rounding))
            return false;
    }
    return true;
}

static void solve(bcl_rec_result *out, bcl_rec_point *at, bcl_rec_solver *k,
                  bool no_sd)
{
    double *dtheta = BCL_NEW(k->scratch, double, k->s.nm);
    bool *observable = BCL_NEW(k->scratch, bool, k->s.nu);

    memcpy(at->x, k->s.centre, k->s.p->n * sizeof *at->x);
    adjust(at->y, at->multiplier, k);
    move_measured(at->x, dtheta, k, at->y);
    move_unmeasured(at->x, k);
    out->status = all_hold(k, at->x) ? BCL_REC_OK : BCL_REC_CONTRADICTION;
    observe(observable, k);
    classify(out, k, observable);
    report(out, k, at->x, at->y);
    if (!no_sd)
        bcl_rec_spread(out, k, dtheta, observable);
}

bcl_rec_status bcl_rec_linear(bcl_rec_result *out, bcl_rec_point *point,
                              const bcl_rec_problem *p, const double *x0,
                              const bcl_rec_options *o, bcl_arena *a)
{
    bcl_rec_solver k;
    bcl_rec_point at;

    bcl_rec_make_room(out, p->n, a);
    if (bcl_rec_solver_open(&k, p, x0)) {
        bcl_arena *room = point ? a : k.scratch;

        at.x = BCL_NEW(room, double, p->n);
        at.y = BCL_NEW(room, double, k.s.nm);
        at.multiplier = BCL_NEW(room, double, k.s.t.m);
        solve(out, &at, &k, o && o->no_sd);
        if (point)
            *point = at;
    } else {
        out->status = BCL_REC_CORRELATION;
    }
    bcl_rec_solver_close(&k);
    return out->status;
}
