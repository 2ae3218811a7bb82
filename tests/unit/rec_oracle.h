/* A dense reconciliation of linear problems by GSL's singular values: slow,
 * and nothing in common with the one under test. */
#ifndef BCL_TESTS_REC_ORACLE_H
#define BCL_TESTS_REC_ORACLE_H

#include "rec_fixture.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>

typedef struct {
    double *x, *sd; /* [n] NaN: unobservable */
    double chi2;
    int dof;
} oracle;

/* a = u diag(s) v', a made square with zeros: the last columns of u are the
 * null space of a'. */
typedef struct {
    gsl_matrix *u, *v;
    gsl_vector *s;
    size_t rank;
} singular;

static inline singular decompose(const gsl_matrix *a, bool graded)
{
    size_t m = a->size1 > a->size2 ? a->size1 : a->size2;
    singular d = {gsl_matrix_calloc(m, m), gsl_matrix_alloc(m, m),
                  gsl_vector_alloc(m), 0};
    gsl_vector *work = gsl_vector_alloc(m);

    for (size_t i = 0; i < a->size1; i++)
        for (size_t j = 0; j < a->size2; j++)
            gsl_matrix_set(d.u, i, j, gsl_matrix_get(a, i, j));
    if (graded)
        gsl_linalg_SV_decomp_jacobi(d.u, d.v, d.s);
    else
        gsl_linalg_SV_decomp(d.u, d.v, d.s, work);
    gsl_vector_free(work);
    while (d.rank < m &&
           gsl_vector_get(d.s, d.rank) > 1e-10 * gsl_vector_get(d.s, 0))
        d.rank++;
    return d;
}

static inline void forget(singular *d)
{
    gsl_matrix_free(d->u);
    gsl_matrix_free(d->v);
    gsl_vector_free(d->s);
}

static inline bool is_unmeasured(const bcl_rec_problem *p, size_t k)
{
    return isnan(p->value[k]);
}

/* All constraints, densely; rhs in the last column. */
static inline gsl_matrix *constraints(const bcl_rec_problem *p)
{
    size_t m = p->nprocess + p->nrow;
    gsl_matrix *c = gsl_matrix_calloc(m, p->n + 1);

    for (size_t k = 0; k < p->n && p->nprocess > 0; k++) {
        if (p->to[k] != ENV)
            *gsl_matrix_ptr(c, (size_t)p->to[k], k) += 1;
        if (p->from[k] != ENV)
            *gsl_matrix_ptr(c, (size_t)p->from[k], k) -= 1;
    }
    for (size_t r = 0; r < p->nrow; r++) {
        for (size_t t = p->start[r]; t < p->start[r + 1]; t++)
            *gsl_matrix_ptr(c, p->nprocess + r, (size_t)p->var[t]) +=
                p->coef[t];
        gsl_matrix_set(c, p->nprocess + r, p->n, p->rhs[r]);
    }
    return c;
}

/* Columns of unmeasured variables, and of measured ones times the Cholesky
 * factor of their covariances; r: what is missing when all is as measured. */
typedef struct {
    size_t m, nu, nm;
    size_t *unmeasured, *measured;
    gsl_matrix *a, *b, *f;
    gsl_vector *r;
} split;

static inline gsl_matrix *covariance_factor(const bcl_rec_problem *p,
                                            const split *s)
{
    gsl_matrix *v = gsl_matrix_calloc(s->nm ? s->nm : 1, s->nm ? s->nm : 1);

    if (s->nm == 0)
        return v;
    for (size_t j = 0; j < s->nm; j++)
        gsl_matrix_set(v, j, j, pow(p->sd[s->measured[j]], 2));
    for (size_t i = 0; i < p->ncorrelation; i++) {
        size_t at[2] = {0, 0};

        for (size_t j = 0; j < s->nm; j++) {
            if (s->measured[j] == (size_t)p->correlation[i].a)
                at[0] = j;
            if (s->measured[j] == (size_t)p->correlation[i].b)
                at[1] = j;
        }
        double c = p->correlation[i].rho * p->sd[p->correlation[i].a] *
                   p->sd[p->correlation[i].b];
        gsl_matrix_set(v, at[0], at[1], c);
        gsl_matrix_set(v, at[1], at[0], c);
    }
    gsl_linalg_cholesky_decomp1(v);
    for (size_t i = 0; i < s->nm; i++)
        for (size_t j = i + 1; j < s->nm; j++)
            gsl_matrix_set(v, i, j, 0);
    return v;
}

static inline split separate(const bcl_rec_problem *p, bcl_arena *arena)
{
    gsl_matrix *c = constraints(p), *am;
    split s = {.m = c->size1,
               .unmeasured = BCL_NEW(arena, size_t, p->n),
               .measured = BCL_NEW(arena, size_t, p->n)};

    for (size_t k = 0; k < p->n; k++)
        if (is_unmeasured(p, k))
            s.unmeasured[s.nu++] = k;
        else if (p->sd[k] > 0)
            s.measured[s.nm++] = k;
    s.a = gsl_matrix_calloc(s.m, s.nu ? s.nu : 1);
    s.b = gsl_matrix_calloc(s.m, s.nm ? s.nm : 1);
    s.r = gsl_vector_calloc(s.m);
    am = gsl_matrix_calloc(s.m, s.nm ? s.nm : 1);
    for (size_t i = 0; i < s.m; i++) {
        double r = gsl_matrix_get(c, i, p->n);

        for (size_t k = 0; k < p->n; k++)
            if (!is_unmeasured(p, k))
                r -= gsl_matrix_get(c, i, k) * p->value[k];
        gsl_vector_set(s.r, i, r);
        for (size_t j = 0; j < s.nu; j++)
            gsl_matrix_set(s.a, i, j, gsl_matrix_get(c, i, s.unmeasured[j]));
        for (size_t j = 0; j < s.nm; j++)
            gsl_matrix_set(am, i, j, gsl_matrix_get(c, i, s.measured[j]));
    }
    s.f = covariance_factor(p, &s);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, am, s.f, 0, s.b);
    gsl_matrix_free(am);
    gsl_matrix_free(c);
    return s;
}

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

static inline oracle solve_dense(const bcl_rec_problem *p, bcl_arena *arena)
{
    split s = separate(p, arena);
    singular a = decompose(s.a, false), g;
    gsl_matrix *rhs = gsl_matrix_alloc(s.m, 1), *projected, *gt, *gr_column;
    gsl_vector *gr;
    double *y = BCL_NEW(arena, double, s.b->size2);
    double *left = BCL_NEW(arena, double, s.m);
    double *h = BCL_NEW(arena, double, s.b->size2);
    oracle o = {.x = BCL_NEW(arena, double, p->n),
                .sd = BCL_NEW(arena, double, p->n)};

    gsl_matrix_set_col(rhs, 0, s.r);
    projected = project(s.b, &a);
    gr_column = project(rhs, &a);
    gr = gsl_vector_alloc(gr_column->size1);
    gsl_matrix_get_col(gr, gr_column, 0);
    gt = tall(projected, gr);
    g = decompose(gt, true);
    if (gsl_vector_get(g.s, 0) == 0)
        g.rank = 0;
    o.dof = (int)g.rank;
    for (size_t q = 0; q < g.rank; q++) {
        double t = 0;

        for (size_t i = 0; i < gr->size; i++)
            t += gsl_matrix_get(g.v, i, q) * gsl_vector_get(gr, i);
        t /= gsl_vector_get(g.s, q);
        for (size_t j = 0; j < s.nm; j++)
            y[j] += t * gsl_matrix_get(g.u, j, q);
    }
    for (size_t k = 0; k < p->n; k++)
        o.x[k] = p->value[k];
    for (size_t j = 0; j < s.nm; j++) {
        o.chi2 += y[j] * y[j];
        for (size_t i = 0; i < s.nm; i++) {
            h[i] = gsl_matrix_get(s.f, j, i);
            o.x[s.measured[j]] += h[i] * y[i];
        }
        o.sd[s.measured[j]] = row_norm_left(&g, h, s.nm);
    }
    for (size_t i = 0; i < s.m; i++) {
        left[i] = gsl_vector_get(s.r, i);
        for (size_t j = 0; j < s.nm; j++)
            left[i] -= gsl_matrix_get(s.b, i, j) * y[j];
    }
    for (size_t j = 0; j < s.nu; j++) {
        double *row = BCL_NEW(arena, double, s.m), x = 0;

        inverse_row(row, &a, j, s.m);
        for (size_t i = 0; i < s.m; i++)
            x += row[i] * left[i];
        for (size_t q = 0; q < s.nm; q++) {
            h[q] = 0;
            for (size_t i = 0; i < s.m; i++)
                h[q] += row[i] * gsl_matrix_get(s.b, i, q);
        }
        bool seen = null_norm(&a, j) < 1e-8;
        o.x[s.unmeasured[j]] = seen ? x : NAN;
        o.sd[s.unmeasured[j]] = seen ? row_norm_left(&g, h, s.nm) : NAN;
    }
    forget(&a), forget(&g);
    gsl_matrix_free(s.a), gsl_matrix_free(s.b), gsl_matrix_free(s.f);
    gsl_matrix_free(projected), gsl_matrix_free(rhs), gsl_matrix_free(gt);
    gsl_matrix_free(gr_column);
    gsl_vector_free(s.r), gsl_vector_free(gr);
    return o;
}

#endif
