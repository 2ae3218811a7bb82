/* The matrices of a linear problem, densely, and their singular values. */
#ifndef BCL_TESTS_REC_DENSE_MATRIX_H
#define BCL_TESTS_REC_DENSE_MATRIX_H

#include "rec_fixture.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>

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

static inline size_t place_of(const split *s, int k)
{
    size_t j = 0;

    while (s->measured[j] != (size_t)k)
        j++;
    return j;
}

static inline gsl_matrix *covariance_factor(const bcl_rec_problem *p,
                                            const split *s)
{
    size_t n = s->nm ? s->nm : 1;
    gsl_matrix *v = gsl_matrix_calloc(n, n);

    if (s->nm == 0)
        return v;
    for (size_t j = 0; j < s->nm; j++)
        gsl_matrix_set(v, j, j, pow(p->sd[s->measured[j]], 2));
    for (size_t i = 0; i < p->ncorrelation; i++) {
        const bcl_rec_correlation *c = &p->correlation[i];
        size_t a = place_of(s, c->a), b = place_of(s, c->b);

        gsl_matrix_set(v, a, b, c->rho * p->sd[c->a] * p->sd[c->b]);
        gsl_matrix_set(v, b, a, gsl_matrix_get(v, a, b));
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

#endif
