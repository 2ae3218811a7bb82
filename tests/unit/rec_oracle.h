/* rec_oracle.h -- reconciliation of balances by dense algebra, knowing nothing
 * of graphs: unmeasured flows projected out (Crowe et al. 1983),
 * pseudo-inverses by GSL's complete orthogonal decomposition. */
#ifndef REC_ORACLE_H
#define REC_ORACLE_H

#include "flow/reconcile.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

typedef struct {
    double x[256], variance[256];
    bcl_rec_class class[256];
    int dof;
    double chi2;
} oracle_answer;

static gsl_matrix *oracle_product(CBLAS_TRANSPOSE_t transpose,
                                  const gsl_matrix *a, const gsl_matrix *b)
{
    gsl_matrix *c = gsl_matrix_alloc(
        transpose == CblasTrans ? a->size2 : a->size1, b->size2);

    gsl_blas_dgemm(transpose, CblasNoTrans, 1, a, b, 0, c);
    return c;
}

/* The pseudo-inverse of a square matrix whose numbers are of the order of
 * `unit`, and its rank. */
static gsl_matrix *oracle_inverse(const gsl_matrix *a, double unit, int *rank)
{
    size_t n = a->size1, found;
    gsl_matrix *qrz = gsl_matrix_alloc(n, n), *inverse = gsl_matrix_alloc(n, n);
    gsl_vector *q = gsl_vector_alloc(n), *z = gsl_vector_alloc(n);
    gsl_vector *b = gsl_vector_alloc(n), *x = gsl_vector_alloc(n);
    gsl_permutation *p = gsl_permutation_alloc(n);

    gsl_matrix_memcpy(qrz, a);
    gsl_linalg_COD_decomp_e(qrz, q, z, p, 1e-10 * unit, &found, b);
    for (size_t k = 0; k < n; k++) {
        gsl_vector_view column = gsl_matrix_column(inverse, k);

        gsl_vector_set_basis(b, k);
        gsl_linalg_COD_lssolve(qrz, q, z, p, found, b, &column.vector, x);
    }
    gsl_matrix_free(qrz);
    gsl_vector_free(q);
    gsl_vector_free(z);
    gsl_vector_free(b);
    gsl_vector_free(x);
    gsl_permutation_free(p);
    *rank = (int)found;
    return inverse;
}

/* I - a b */
static gsl_matrix *oracle_rest(const gsl_matrix *a, const gsl_matrix *b)
{
    gsl_matrix *c = gsl_matrix_alloc(a->size1, a->size1);

    gsl_matrix_set_identity(c);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, -1, a, b, 1, c);
    return c;
}

/* Balances of processes (rows) over unmeasured, then uncertain flows, each in
 * its column, columns of other flows being 0; and what exact ones bring. */
static void oracle_balances(gsl_matrix *open, gsl_matrix *measured,
                            gsl_vector *exact, const bcl_rec_problem *p)
{
    for (size_t j = 0; j < p->n; j++)
        for (int end = 0; end < 2; end++) {
            int v = end ? p->to[j] : p->from[j];
            double sign = end ? 1 : -1;

            if (v < 0)
                continue;
            if (isnan(p->value[j]))
                *gsl_matrix_ptr(open, (size_t)v, j) += sign;
            else if (p->sd[j] > 0)
                *gsl_matrix_ptr(measured, (size_t)v, j) += sign;
            else
                *gsl_vector_ptr(exact, (size_t)v) += sign * p->value[j];
        }
}

static void oracle_measured(oracle_answer *o, const bcl_rec_problem *p,
                            const gsl_matrix *check, const gsl_vector *miss,
                            gsl_matrix *covariance)
{
    size_t size = check->size1;
    gsl_matrix *scaled = gsl_matrix_calloc(size, size);
    gsl_vector *step = gsl_vector_calloc(size);
    double unit = 0;

    for (size_t j = 0; j < p->n; j++)
        unit = isnan(p->value[j]) ? unit : fmax(unit, p->sd[j]);
    for (size_t j = 0; j < p->n; j++)
        for (size_t i = 0; i < size && !isnan(p->value[j]); i++)
            gsl_matrix_set(scaled, i, j,
                           p->sd[j] * gsl_matrix_get(check, i, j));
    gsl_matrix *inverse = oracle_inverse(scaled, unit, &o->dof);
    gsl_matrix *rest = oracle_rest(inverse, scaled);

    gsl_blas_dgemv(CblasNoTrans, -1, inverse, miss, 0, step);
    gsl_blas_ddot(step, step, &o->chi2);
    for (size_t j = 0; j < p->n; j++) {
        double sd = isnan(p->value[j]) ? 0 : p->sd[j];

        o->x[j] = p->value[j] + sd * gsl_vector_get(step, j);
        gsl_vector_view column = gsl_matrix_column(scaled, j);
        double seen = sd > 0 ? gsl_blas_dnrm2(&column.vector) / sd : 0;

        o->class[j] = sd == 0       ? BCL_REC_FIXED
                      : seen > 1e-8 ? BCL_REC_REDUNDANT
                                    : BCL_REC_NONREDUNDANT;
        for (size_t k = 0; k < p->n; k++)
            gsl_matrix_set(covariance, j, k,
                           sd * gsl_matrix_get(rest, j, k) *
                               (isnan(p->value[k]) ? 0 : p->sd[k]));
        o->variance[j] = gsl_matrix_get(covariance, j, j);
    }
    gsl_matrix_free(scaled);
    gsl_matrix_free(inverse);
    gsl_matrix_free(rest);
    gsl_vector_free(step);
}

static void oracle_open(oracle_answer *o, const bcl_rec_problem *p,
                        const gsl_matrix *open, const gsl_matrix *inverse,
                        const gsl_matrix *measured, const gsl_vector *exact,
                        const gsl_matrix *covariance)
{
    size_t size = open->size1;
    gsl_vector *in = gsl_vector_alloc(size), *x = gsl_vector_calloc(size);
    gsl_matrix *known = oracle_product(CblasNoTrans, inverse, open);
    gsl_matrix *by = oracle_product(CblasNoTrans, inverse, measured);
    gsl_matrix *half = oracle_product(CblasNoTrans, by, covariance);

    gsl_vector_memcpy(in, exact);
    for (size_t j = 0; j < p->n; j++)
        if (!isnan(p->value[j]))
            gsl_vector_set(x, j, o->x[j]);
    gsl_blas_dgemv(CblasNoTrans, 1, measured, x, 1, in);
    gsl_blas_dgemv(CblasNoTrans, -1, inverse, in, 0, x);
    for (size_t j = 0; j < p->n; j++) {
        if (!isnan(p->value[j]))
            continue;
        bool is_known = gsl_matrix_get(known, j, j) > 1 - 1e-8;
        gsl_vector_view row = gsl_matrix_row(by, j),
                        as = gsl_matrix_row(half, j);

        o->class[j] = is_known ? BCL_REC_OBSERVABLE : BCL_REC_UNOBSERVABLE;
        o->x[j] = is_known ? gsl_vector_get(x, j) : NAN;
        gsl_blas_ddot(&row.vector, &as.vector, &o->variance[j]);
    }
    gsl_vector_free(in);
    gsl_vector_free(x);
    gsl_matrix_free(known);
    gsl_matrix_free(by);
    gsl_matrix_free(half);
}

static void oracle_solve(oracle_answer *o, const bcl_rec_problem *p)
{
    size_t size = p->n > p->nprocess ? p->n : p->nprocess;
    gsl_matrix *open = gsl_matrix_calloc(size, size);
    gsl_matrix *measured = gsl_matrix_calloc(size, size);
    gsl_matrix *covariance = gsl_matrix_calloc(size, size);
    gsl_vector *exact = gsl_vector_calloc(size);
    gsl_vector *in = gsl_vector_alloc(size), *miss = gsl_vector_alloc(size);
    gsl_vector *m = gsl_vector_calloc(size);
    int rank;

    oracle_balances(open, measured, exact, p);
    gsl_matrix *inverse = oracle_inverse(open, 1, &rank);
    gsl_matrix *project = oracle_rest(open, inverse);
    gsl_matrix *check = oracle_product(CblasNoTrans, project, measured);

    for (size_t j = 0; j < p->n; j++)
        if (!isnan(p->value[j]))
            gsl_vector_set(m, j, p->value[j]);
    gsl_vector_memcpy(in, exact);
    gsl_blas_dgemv(CblasNoTrans, 1, measured, m, 1, in);
    gsl_blas_dgemv(CblasNoTrans, 1, project, in, 0, miss);
    oracle_measured(o, p, check, miss, covariance);
    oracle_open(o, p, open, inverse, measured, exact, covariance);
    gsl_matrix_free(open);
    gsl_matrix_free(measured);
    gsl_matrix_free(covariance);
    gsl_matrix_free(inverse);
    gsl_matrix_free(project);
    gsl_matrix_free(check);
    gsl_vector_free(exact);
    gsl_vector_free(in);
    gsl_vector_free(miss);
    gsl_vector_free(m);
}

#endif
