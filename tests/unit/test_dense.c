/* Small dense systems, against GSL's LU. */
#include "flow/dense.h"

#include <gsl/gsl_linalg.h>

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { NMAX = 64 };

static double a[BCL_DENSE_SIZE(NMAX)];
static size_t perm[NMAX];

/* Marsaglia's xorshift: the same systems on every machine. */
static double draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (double)(*seed >> 11) / 9007199254740992.0 * 2 - 1;
}

static void check_residual(const double *m, const double *x, const double *b,
                           size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double r = b[i], size = fabs(b[i]);

        for (size_t j = 0; j < n; j++) {
            r -= m[i * n + j] * x[j];
            size += fabs(m[i * n + j] * x[j]);
        }
        assert_true(fabs(r) <= 4 * (double)n * DBL_EPSILON * size);
    }
}

static void check_gsl(const double *m, const double *x, const double *b,
                      size_t n, double tolerance)
{
    double lu[NMAX * NMAX], y[NMAX];
    int sign;

    memcpy(lu, m, n * n * sizeof *m);
    gsl_matrix_view lv = gsl_matrix_view_array(lu, n, n);
    gsl_vector_const_view bv = gsl_vector_const_view_array(b, n);
    gsl_vector_view yv = gsl_vector_view_array(y, n);
    gsl_permutation *p = gsl_permutation_alloc(n);
    gsl_linalg_LU_decomp(&lv.matrix, p, &sign);
    gsl_linalg_LU_solve(&lv.matrix, p, &bv.vector, &yv.vector);
    gsl_permutation_free(p);
    for (size_t i = 0; i < n; i++)
        if (!(fabs(x[i] - y[i]) <= tolerance * (1 + fabs(y[i]))))
            fail_msg("n = %zu: x[%zu] is %.17g, not %.17g", n, i, x[i], y[i]);
}

static void test_against_gsl(void **state)
{
    uint64_t seed = 20240229;
    double m[NMAX * NMAX], b[NMAX], x[NMAX];

    (void)state;
    for (size_t n = 1; n <= NMAX; n += n < 8 ? 1 : 7) {
        for (size_t i = 0; i < n * n; i++)
            m[i] = draw(&seed);
        for (size_t i = 0; i < n; i++)
            b[i] = draw(&seed);
        memcpy(a, m, n * n * sizeof *m);
        assert_true(bcl_dense_solve(x, a, b, n, perm));
        check_gsl(m, x, b, n, 1e-9);
        check_residual(m, x, b, n);
    }
}

/* A loop as in the accounts: losses are 6 % of a supply that imports close.
 * Unknowns: supply, losses, imports; use 150, local production 10. */
static void test_losses(void **state)
{
    static const double system[9] = {1, -1, 0, -0.06, 1, 0, 1, 0, -1};
    static const double b[3] = {150, 0, 10};
    double m[BCL_DENSE_SIZE(3)], x[3];

    (void)state;
    memcpy(m, system, sizeof system);
    assert_true(bcl_dense_solve(x, m, b, 3, perm));
    assert_true(fabs(x[0] - 150 / 0.94) < 1e-12);
    assert_true(fabs(x[2] - (150 / 0.94 - 10)) < 1e-12);
    check_gsl(system, x, b, 3, 1e-14);
}

static void test_pivoting(void **state)
{
    static const double b[2] = {3, 5};
    double m[BCL_DENSE_SIZE(2)] = {0, 1, 1, 0}, x[2];

    (void)state;
    assert_true(bcl_dense_solve(x, m, b, 2, perm));
    assert_true(x[0] == 5 && x[1] == 3);
    memcpy(m, (double[]){1e-20, 1, 1, 1}, 4 * sizeof *m);
    assert_true(bcl_dense_solve(x, m, (double[]){1, 2}, 2, perm));
    assert_true(fabs(x[0] - 1) < 1e-15 && fabs(x[1] - 1) < 1e-15);
}

/* Rows in TWh and in kg, columns too: nothing here is singular. */
static void test_units_of_rows(void **state)
{
    static const double row[3] = {1e-30, 1, 1e25}, column[3] = {1e12, 1e-9, 1};
    static const double core[9] = {2, 1, 0, 1, 3, 1, 0, 1, 4};
    double m[BCL_DENSE_SIZE(3)], x[3], b[3];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        b[i] = row[i] * (core[i * 3] + core[i * 3 + 1] + core[i * 3 + 2]);
        for (size_t j = 0; j < 3; j++)
            m[i * 3 + j] = row[i] * core[i * 3 + j] * column[j];
    }
    assert_true(bcl_dense_solve(x, m, b, 3, perm));
    for (size_t j = 0; j < 3; j++)
        assert_true(fabs(x[j] * column[j] - 1) < 1e-14);
}

static void expect_singular(const double *system, size_t n)
{
    double x[3] = {7, 7, 7}, b[3] = {1, 1, 1};

    memcpy(a, system, n * n * sizeof *a);
    assert_false(bcl_dense_solve(x, a, b, n, perm));
    assert_true(x[0] == 7 && x[1] == 7 && x[2] == 7);
}

static void test_singular(void **state)
{
    (void)state;
    expect_singular((const double[]){0}, 1);
    expect_singular((const double[]){1, 2, 2, 4}, 2);
    expect_singular((const double[]){1, 2, 3, 4, 5, 6, 7, 8, 9}, 3);
    expect_singular(
        (const double[]){0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}, 3);
    expect_singular((const double[]){1e-300, 2e-300, 2e-300, 4e-300}, 2);
    expect_singular((const double[]){1, 0, 5, 0, 0, 2, 3, 0, 1}, 3);
    expect_singular((const double[]){1, NAN, 0, 1}, 2);
    expect_singular((const double[]){INFINITY, 1, 0, 1}, 2);
}

static void test_nothing(void **state)
{
    double x = 0, b = 0;

    (void)state;
    assert_true(bcl_dense_solve(&x, a, &b, 0, perm));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_gsl),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_pivoting),
        cmocka_unit_test(test_units_of_rows),
        cmocka_unit_test(test_singular),
        cmocka_unit_test(test_nothing),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("dense", tests, NULL, NULL);
}
