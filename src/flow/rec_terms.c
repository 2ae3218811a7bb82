/* rec_terms.c -- see rec_private.h: the constraints of a problem as rows. */
#include "flow/rec_private.h"

#include <math.h>

bcl_rec_kind bcl_rec_kind_of(const bcl_rec_problem *p, size_t k)
{
    if (isnan(p->value[k]) || isinf(p->sd[k]))
        return BCL_REC_UNMEASURED;
    return p->sd[k] > 0 ? BCL_REC_MEASURED : BCL_REC_EXACT;
}

bool bcl_rec_is_skewed(const bcl_rec_problem *p, size_t k)
{
    return p->skewed && p->skewed[k] &&
           bcl_rec_kind_of(p, k) == BCL_REC_MEASURED;
}

bool bcl_rec_is_product(const bcl_rec_problem *p, size_t f)
{
    return bcl_rec_kind_of(p, (size_t)p->product[f].a) != BCL_REC_EXACT &&
           bcl_rec_kind_of(p, (size_t)p->product[f].b) != BCL_REC_EXACT;
}

static double *unknown(size_t n, bcl_arena *a)
{
    double *x = BCL_NEW(a, double, n);

    for (size_t k = 0; k < n; k++)
        x[k] = NAN;
    return x;
}

void bcl_rec_make_room(bcl_rec_result *out, size_t n, bcl_arena *a)
{
    out->class = BCL_NEW(a, bcl_rec_class, n);
    out->x = unknown(n, a);
    out->sd = unknown(n, a);
    out->adjustment = unknown(n, a);
    out->z = unknown(n, a);
    out->runaway = out->vanishing = -1;
}

void bcl_rec_make_intervals(bcl_rec_result *out, size_t n, bcl_arena *a)
{
    out->low = unknown(n, a);
    out->high = unknown(n, a);
}

typedef struct {
    bcl_rec_terms t;
    size_t *next; /* [m] where the next term of a constraint goes; NULL while
                   * they are counted in t.start */
} writer;

static void put(writer *w, size_t i, int var, double coef)
{
    if (!w->next) {
        w->t.start[i + 1]++;
        return;
    }
    w->t.var[w->next[i]] = var;
    w->t.coef[w->next[i]++] = coef;
}

static double value_at(const bcl_rec_problem *p, const double *x0, int k)
{
    if (bcl_rec_kind_of(p, (size_t)k) == BCL_REC_EXACT)
        return p->value[k];
    return x0 ? x0[k] : 0;
}

/* c a b is c (a0 b + b0 a - a0 b0) near a0, b0. */
static void put_product(writer *w, const bcl_rec_problem *p, const double *x0,
                        const bcl_rec_product *f)
{
    double a = value_at(p, x0, f->a), b = value_at(p, x0, f->b);
    size_t i = p->nprocess + (size_t)f->row;

    put(w, i, f->a, f->coef * b);
    put(w, i, f->b, f->coef * a);
    if (w->next)
        w->t.rhs[i] += f->coef * a * b;
}

static void put_all(writer *w, const bcl_rec_problem *p, const double *x0)
{
    for (size_t k = 0; k < p->n && p->nprocess > 0; k++) {
        if (p->from[k] == p->to[k])
            continue;
        if (p->to[k] != BCL_REC_OUTSIDE)
            put(w, (size_t)p->to[k], (int)k, 1);
        if (p->from[k] != BCL_REC_OUTSIDE)
            put(w, (size_t)p->from[k], (int)k, -1);
    }
    for (size_t r = 0; r < p->nrow; r++)
        for (size_t t = p->start[r]; t < p->start[r + 1]; t++)
            put(w, p->nprocess + r, p->var[t], p->coef[t]);
    for (size_t f = 0; f < p->nproduct; f++)
        put_product(w, p, x0, &p->product[f]);
}

bcl_rec_terms bcl_rec_terms_at(const bcl_rec_problem *p, const double *x0,
                               bcl_arena *a)
{
    size_t m = p->nprocess + p->nrow;
    writer w = {.t = {.m = m,
                      .start = BCL_NEW(a, size_t, m + 1),
                      .rhs = BCL_NEW(a, double, m)}};

    put_all(&w, p, x0);
    for (size_t i = 0; i < m; i++)
        w.t.start[i + 1] += w.t.start[i];
    w.t.var = BCL_NEW(a, int, w.t.start[m]);
    w.t.coef = BCL_NEW(a, double, w.t.start[m]);
    w.next = BCL_NEW(a, size_t, m);
    for (size_t i = 0; i < m; i++)
        w.next[i] = w.t.start[i];
    for (size_t r = 0; r < p->nrow; r++)
        w.t.rhs[p->nprocess + r] = p->rhs[r];
    put_all(&w, p, x0);
    return w.t;
}

/* Of a constraint that names a variable twice, its largest coefficient. */
void bcl_rec_units(double *unit, const bcl_rec_problem *p, const double *x,
                   bcl_arena *scratch)
{
    bcl_rec_terms t = bcl_rec_terms_at(p, x, scratch);
    double *most = BCL_NEW(scratch, double, p->n);

    for (size_t k = 0; k < p->n; k++)
        unit[k] = 0;
    for (size_t i = 0; i < t.m; i++) {
        double all = fabs(t.rhs[i]);

        for (size_t e = t.start[i]; e < t.start[i + 1]; e++) {
            all += fabs(t.coef[e] * x[t.var[e]]);
            most[t.var[e]] = fmax(most[t.var[e]], fabs(t.coef[e]));
        }
        for (size_t e = t.start[i]; e < t.start[i + 1]; e++) {
            if (most[t.var[e]] > 0)
                unit[t.var[e]] = fmax(unit[t.var[e]], all / most[t.var[e]]);
            most[t.var[e]] = 0;
        }
    }
}
