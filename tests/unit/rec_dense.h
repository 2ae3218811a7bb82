/* A dense reconciliation of linear problems by GSL's singular values: slow,
 * and nothing in common with the one under test. */
#ifndef BCL_TESTS_REC_DENSE_H
#define BCL_TESTS_REC_DENSE_H

#include "rec_dense_matrix.h"

typedef struct {
    double *x, *sd; /* [n] NaN: unobservable */
    double chi2;
    int dof;
} oracle;

/* N' b, N the null space of a'. */
static inline gsl_matrix *project(const gsl_matrix *b, const singular *a)
{
    size_t n = b->size1 - a->rank;
    gsl_matrix *to = gsl_matrix_calloc(n ? n : 1, b->size2);

    for (size_t q = 0; q < n; q++)
        for (size_t j = 0; j < b->size2; j++)
            for (size_t i = 0; i < b->size1; i++)
                *gsl_matrix_ptr(to, q, j) +=
                    gsl_matrix_get(a->u, i, a->rank + q) *
                    gsl_matrix_get(b, i, j);
    return to;
}

static inline double row_norm(const gsl_matrix *g, size_t i)
{
    double norm = 0;

    for (size_t j = 0; j < g->size2; j++)
        norm = hypot(norm, gsl_matrix_get(g, i, j));
    return norm;
}

/* G' with columns of norm 1, g alike; 0 where a row of G is rounding only. */
static inline gsl_matrix *tall(const gsl_matrix *g, gsl_vector *rhs)
{
    gsl_matrix *t = gsl_matrix_calloc(g->size2, g->size1);
    double largest = 0;

    for (size_t i = 0; i < g->size1; i++)
        largest = fmax(largest, row_norm(g, i));
    for (size_t i = 0; i < g->size1; i++) {
        double norm = row_norm(g, i);

        if (norm <= 1e-10 * largest)
            continue;
        for (size_t j = 0; j < g->size2; j++)
            gsl_matrix_set(t, j, i, gsl_matrix_get(g, i, j) / norm);
        gsl_vector_set(rhs, i, gsl_vector_get(rhs, i) / norm);
    }
    return t;
}

/* h := (I - Q Q') h for each row of h, Q the range of G'. */
static inline double row_norm_left(const singular *d, const double *h, size_t n)
{
    double *rest = malloc(n * sizeof *rest), sum = 0;

    memcpy(rest, h, n * sizeof *rest);
    for (size_t q = 0; q < d->rank; q++) {
        double dot = 0;

        for (size_t j = 0; j < n; j++)
            dot += gsl_matrix_get(d->u, j, q) * rest[j];
        for (size_t j = 0; j < n; j++)
            rest[j] -= dot * gsl_matrix_get(d->u, j, q);
    }
    for (size_t j = 0; j < n; j++)
        sum += rest[j] * rest[j];
    free(rest);
    return sqrt(sum);
}

/* Row j of the pseudo-inverse of a. */
static inline void inverse_row(double *row, const singular *d, size_t j,
                               size_t m)
{
    for (size_t i = 0; i < m; i++) {
        row[i] = 0;
        for (size_t q = 0; q < d->rank; q++)
            row[i] += gsl_matrix_get(d->v, j, q) * gsl_matrix_get(d->u, i, q) /
                      gsl_vector_get(d->s, q);
    }
}

static inline double null_norm(const singular *d, size_t j)
{
    double sum = 0;

    for (size_t q = d->rank; q < d->v->size2; q++)
        sum += pow(gsl_matrix_get(d->v, j, q), 2);
    return sqrt(sum);
}

typedef struct {
    split s;
    singular a, g;
    double *y; /* [nm] the least deviations */
} dense;

/* Row q of y := G'^+' g. */
static inline void least(dense *d, const gsl_vector *g)
{
    for (size_t q = 0; q < d->g.rank; q++) {
        double t = 0;

        for (size_t i = 0; i < g->size; i++)
            t += gsl_matrix_get(d->g.v, i, q) * gsl_vector_get(g, i);
        for (size_t j = 0; j < d->s.nm; j++)
            d->y[j] +=
                t * gsl_matrix_get(d->g.u, j, q) / gsl_vector_get(d->g.s, q);
    }
}

static inline dense reduce(const bcl_rec_problem *p, bcl_arena *arena)
{
    dense d = {.s = separate(p, arena)};
    gsl_matrix *r = gsl_matrix_alloc(d.s.m, 1), *g, *gr, *gt;

    d.a = decompose(d.s.a, false);
    d.y = BCL_NEW(arena, double, d.s.b->size2);
    gsl_matrix_set_col(r, 0, d.s.r);
    g = project(d.s.b, &d.a);
    gr = project(r, &d.a);
    gsl_vector_view rhs = gsl_matrix_column(gr, 0);
    gt = tall(g, &rhs.vector);
    d.g = decompose(gt, true);
    if (gsl_vector_get(d.g.s, 0) == 0)
        d.g.rank = 0;
    least(&d, &rhs.vector);
    gsl_matrix_free(r), gsl_matrix_free(g), gsl_matrix_free(gr);
    gsl_matrix_free(gt);
    return d;
}

static inline void answer_measured(oracle *o, const dense *d)
{
    for (size_t j = 0; j < d->s.nm; j++) {
        size_t k = d->s.measured[j];

        o->chi2 += d->y[j] * d->y[j];
        for (size_t i = 0; i < d->s.nm; i++)
            o->x[k] += gsl_matrix_get(d->s.f, j, i) * d->y[i];
        o->sd[k] =
            row_norm_left(&d->g, gsl_matrix_const_ptr(d->s.f, j, 0), d->s.nm);
    }
}

/* u = A^+ (r - B y). */
static inline void answer_unmeasured(oracle *o, const dense *d, size_t j,
                                     double *row, double *h)
{
    size_t k = d->s.unmeasured[j];
    bool seen = null_norm(&d->a, j) < 1e-8;
    double x = 0;

    inverse_row(row, &d->a, j, d->s.m);
    for (size_t i = 0; i < d->s.m; i++)
        x += row[i] * gsl_vector_get(d->s.r, i);
    for (size_t q = 0; q < d->s.nm; q++) {
        h[q] = 0;
        for (size_t i = 0; i < d->s.m; i++)
            h[q] += row[i] * gsl_matrix_get(d->s.b, i, q);
        x -= h[q] * d->y[q];
    }
    o->x[k] = seen ? x : NAN;
    o->sd[k] = seen ? row_norm_left(&d->g, h, d->s.nm) : NAN;
}

static inline oracle solve_dense(const bcl_rec_problem *p, bcl_arena *arena)
{
    dense d = reduce(p, arena);
    double *row = BCL_NEW(arena, double, d.s.m);
    double *h = BCL_NEW(arena, double, d.s.b->size2);
    oracle o = {.x = BCL_NEW(arena, double, p->n),
                .sd = BCL_NEW(arena, double, p->n),
                .dof = (int)d.g.rank};

    for (size_t k = 0; k < p->n; k++)
        o.x[k] = p->value[k];
    answer_measured(&o, &d);
    for (size_t j = 0; j < d.s.nu; j++)
        answer_unmeasured(&o, &d, j, row, h);
    forget(&d.a), forget(&d.g);
    gsl_matrix_free(d.s.a), gsl_matrix_free(d.s.b), gsl_matrix_free(d.s.f);
    gsl_vector_free(d.s.r);
    return o;
}

#endif
