/* rec_contradiction.c -- see rec_private.h.
 *
 * With every variable free but the exact ones, the constraints are A f = c.
 * They have no solution when some w has w'A = 0 and w'c != 0: the residual of
 * the least squares is one.  Data are set free, then constraints left out, as
 * long as such a w remains, by halves and at last one by one: what is left
 * cannot do without any of its members. */
#include "flow/rec_solver.h"

#include <math.h>
#include <string.h>

/* Below this, to the largest, a weight is rounding. */
static const double weightless = 1e-9;

typedef struct {
    const bcl_rec_problem *p;
    bcl_rec_terms t;
    bool *datum; /* [n] exact, and held to */
    bool *row;   /* [m] asked to hold */
    double *w;   /* [m] of the last contradiction found */
    bcl_arena *scratch;
    cholmod_common cc;
} finder;

/* The constraints asked to hold; of[i]: which each was. */
static bcl_rec_terms held(const finder *f, int *of, bcl_arena *a)
{
    bcl_rec_terms t = {.start = BCL_NEW(a, size_t, f->t.m + 1),
                       .var = BCL_NEW(a, int, f->t.start[f->t.m]),
                       .coef = BCL_NEW(a, double, f->t.start[f->t.m]),
                       .rhs = BCL_NEW(a, double, f->t.m)};
    size_t n = 0;

    for (size_t i = 0; i < f->t.m; i++) {
        if (!f->row[i])
            continue;
        for (size_t e = f->t.start[i]; e < f->t.start[i + 1]; e++) {
            t.var[n] = f->t.var[e];
            t.coef[n++] = f->t.coef[e];
        }
        of[t.m] = (int)i;
        t.rhs[t.m++] = f->t.rhs[i];
        t.start[t.m] = n;
    }
    return t;
}

/* w becomes the part of the scaled right-hand side out of reach of the free
 * variables, in the units of the rows. */
static void residual(double *w, finder *f, const bcl_rec_terms *t,
                     const int *column, size_t ncol, bcl_arena *a)
{
    double *row = BCL_NEW(a, double, t->m), *col = BCL_NEW(a, double, ncol);
    double *work = BCL_NEW(a, double, t->m);
    cholmod_triplet *entries =
        bcl_rec_triplets(t->m, ncol, t->start[t->m], &f->cc);
    cholmod_sparse *matrix;
    bcl_qr q;

    bcl_rec_equilibrate(row, col, t, column, ncol, a);
    for (size_t i = 0; i < t->m; i++) {
        w[i] = t->rhs[i] * row[i];
        for (size_t e = t->start[i]; e < t->start[i + 1]; e++) {
            int k = t->var[e], j = column[k];

            if (j < 0)
                w[i] -= t->coef[e] * f->p->value[k] * row[i];
            else
                bcl_rec_triplet(entries, i, (size_t)j,
                                t->coef[e] * row[i] * col[j]);
        }
    }
    matrix = bcl_rec_matrix(entries, &f->cc);
    bcl_qr_open(&q, matrix, &f->cc);
    bcl_qr_turn(w, NULL, &q, work);
    memset(w, 0, q.rank * sizeof *w);
    bcl_qr_turn_back(w, &q, work);
    for (size_t i = 0; i < t->m; i++)
        w[i] *= row[i];
    bcl_qr_close(&q, &f->cc);
    cholmod_l_free_sparse(&matrix, &f->cc);
}

/* Weights that are rounding, by what each brings, become 0. */
static void clean(double *w, const bcl_rec_terms *t)
{
    double largest = 0;

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < t->m; i++) {
            double size = 0;

            for (size_t e = t->start[i]; e < t->start[i + 1]; e++)
                size = fmax(size, fabs(t->coef[e]));
            size = fabs(w[i]) * (size > 0 ? size : 1);
            if (pass == 0)
                largest = fmax(largest, size);
            else if (size <= weightless * largest)
                w[i] = 0;
        }
}

/* sum[k] := what weights w give variable k, 0 where they cancel out. */
static void add_up(double *sum, const bcl_rec_terms *t, const double *w,
                   size_t n, bcl_arena *a)
{
    double *size = BCL_NEW(a, double, n);

    memset(sum, 0, n * sizeof *sum);
    for (size_t i = 0; i < t->m; i++)
        for (size_t e = t->start[i]; e < t->start[i + 1]; e++) {
            double x = w[i] * t->coef[e];

            sum[t->var[e]] += x;
            size[t->var[e]] += fabs(x);
        }
    for (size_t k = 0; k < n; k++)
        if (fabs(sum[k]) <= weightless * size[k])
            sum[k] = 0;
}

static bool proves(const finder *f, const bcl_rec_terms *t, const double *w,
                   const int *column, bcl_arena *a)
{
    double *sum = BCL_NEW(a, double, f->p->n), miss = 0, all = 0;

    add_up(sum, t, w, f->p->n, a);
    for (size_t k = 0; k < f->p->n; k++) {
        if (column[k] >= 0 && sum[k] != 0)
            return false;
        if (column[k] < 0) {
            miss += sum[k] * f->p->value[k];
            all += fabs(sum[k] * f->p->value[k]);
        }
    }
    for (size_t i = 0; i < t->m; i++) {
        miss -= w[i] * t->rhs[i];
        all += fabs(w[i] * t->rhs[i]);
    }
    return fabs(miss) > BCL_REC_HOLDS * all;
}

/* Is there a contradiction in what is held?  Then all that it does without is
 * let go. */
static bool contradicts(finder *f)
{
    bcl_arena *a = bcl_arena_create();
    int *of = BCL_NEW(a, int, f->t.m), *column = BCL_NEW(a, int, f->p->n);
    bcl_rec_terms t = held(f, of, a);
    double *w = BCL_NEW(a, double, f->t.m), *sum;
    size_t ncol = 0;
    bool found;

    for (size_t k = 0; k < f->p->n; k++)
        column[k] = f->datum[k] ? -1 : (int)ncol++;
    residual(w, f, &t, column, ncol, a);
    clean(w, &t);
    found = proves(f, &t, w, column, a);
    if (found) {
        sum = BCL_NEW(a, double, f->p->n);
        add_up(sum, &t, w, f->p->n, a);
        for (size_t k = 0; k < f->p->n; k++)
            f->datum[k] = f->datum[k] && sum[k] != 0;
        memset(f->w, 0, f->t.m * sizeof *f->w);
        for (size_t i = 0; i < t.m; i++) {
            f->w[of[i]] = w[i];
            f->row[of[i]] = w[i] != 0;
        }
    }
    bcl_arena_destroy(a);
    return found;
}

static size_t list(int *item, const bool *set, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        if (set[i])
            item[count++] = (int)i;
    return count;
}

/* Leave out of the set ([n]) what the contradiction can do without. */
static void reduce(finder *f, bool *set, size_t n)
{
    int *item = BCL_NEW(f->scratch, int, n);
    size_t count = list(item, set, n);

    for (size_t chunk = (count + 1) / 2; chunk > 0; chunk /= 2)
        for (size_t i = 0; i < count;) {
            size_t end = i + chunk < count ? i + chunk : count;

            for (size_t j = i; j < end; j++)
                set[item[j]] = false;
            if (contradicts(f)) {
                count = list(item, set, n);
                continue;
            }
            for (size_t j = i; j < end; j++)
                set[item[j]] = true;
            i = end;
        }
}

/* The first constraint counts as it is written. */
static void report(bcl_rec_result *out, finder *f, bcl_arena *a)
{
    double *sum = BCL_NEW(f->scratch, double, f->p->n), by;
    size_t first = 0;

    add_up(sum, &f->t, f->w, f->p->n, f->scratch);
    while (f->w[first] == 0)
        first++;
    by = f->w[first];
    out->culprit = BCL_NEW(a, int, f->p->n);
    out->culprit_coef = BCL_NEW(a, double, f->p->n);
    out->process = BCL_NEW(a, int, f->p->nprocess);
    out->row = BCL_NEW(a, int, f->p->nrow);
    for (size_t k = 0; k < f->p->n; k++) {
        double c = sum[k] / by;

        if (!f->datum[k])
            continue;
        c = fabs(c - round(c)) < weightless ? round(c) : c;
        out->culprit[out->nculprit] = (int)k;
        out->culprit_coef[out->nculprit++] = c;
        out->imbalance += c * f->p->value[k];
    }
    for (size_t i = 0; i < f->t.m; i++) {
        if (f->w[i] == 0)
            continue;
        out->imbalance -= f->w[i] / by * f->t.rhs[i];
        if (i < f->p->nprocess)
            out->process[out->nprocess++] = (int)i;
        else
            out->row[out->nrow++] = (int)(i - f->p->nprocess);
    }
}

bool bcl_rec_contradiction(bcl_rec_result *out, double *weight,
                           const bcl_rec_problem *p, const double *x0,
                           bcl_arena *a)
{
    finder f = {.p = p, .scratch = bcl_arena_create()};
    bool *drop = BCL_NEW(f.scratch, bool, p->nrow), found;
    bcl_rec_problem linear;

    cholmod_l_start(&f.cc);
    f.cc.print = 0;
    for (size_t i = 0; i < p->nproduct; i++)
        drop[p->product[i].row] |= bcl_rec_is_product(p, i);
    linear = bcl_rec_loosen(p, drop, f.scratch);
    f.t = bcl_rec_terms_at(&linear, x0, f.scratch);
    f.datum = BCL_NEW(f.scratch, bool, p->n);
    f.row = BCL_NEW(f.scratch, bool, f.t.m);
    f.w = BCL_NEW(f.scratch, double, f.t.m);
    for (size_t k = 0; k < p->n; k++)
        f.datum[k] = bcl_rec_kind_of(p, k) == BCL_REC_EXACT;
    for (size_t i = 0; i < f.t.m; i++)
        f.row[i] = true;
    found = contradicts(&f);
    if (found) {
        reduce(&f, f.datum, p->n);
        reduce(&f, f.row, f.t.m);
        report(out, &f, a);
        if (weight)
            memcpy(weight, f.w, f.t.m * sizeof *weight);
    }
    cholmod_l_finish(&f.cc);
    bcl_arena_destroy(f.scratch);
    return found;
}
