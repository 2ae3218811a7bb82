/* test_kernel.c -- arithmetic on runs: strides 0, 1 and others agree, NaN
 * spreads, nothing is infinite. */
#include "engine/kernel.h"
#include "engine/program.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { N = 37 };

static bool same(double x, double y)
{
    return isnan(x) ? isnan(y) : x == y;
}

static double binary(int op, double a, double b)
{
    switch (op) {
    case BCL_N_ADD:
        return a + b;
    case BCL_N_SUB:
        return a - b;
    case BCL_N_MUL:
        return a * b;
    case BCL_N_DIV:
        return b == 0 ? (double)NAN : a / b;
    case BCL_N_MIN:
        return isnan(a) || isnan(b) ? (double)NAN : a < b ? a : b;
    case BCL_N_MAX:
        return isnan(a) || isnan(b) ? (double)NAN : a > b ? a : b;
    case BCL_N_LT:
        return isnan(a) || isnan(b) ? (double)NAN : a < b;
    case BCL_N_GE:
        return isnan(a) || isnan(b) ? (double)NAN : a >= b;
    case BCL_N_EQ:
        return isnan(a) || isnan(b) ? (double)NAN : a == b;
    case BCL_N_AND:
        return isnan(a) || isnan(b) ? (double)NAN : a != 0 && b != 0;
    case BCL_N_OR:
        return isnan(a) || isnan(b) ? (double)NAN : a != 0 || b != 0;
    case BCL_I_SHARE:
        return b == 0 ? 0 : a / b;
    default:
        return NAN;
    }
}

static const int binaries[] = {BCL_N_ADD, BCL_N_SUB, BCL_N_MUL, BCL_N_DIV,
                               BCL_N_MIN, BCL_N_MAX, BCL_N_LT,  BCL_N_GE,
                               BCL_N_EQ,  BCL_N_AND, BCL_N_OR,  BCL_I_SHARE};

static void fill(double *x, size_t n, unsigned seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1103515245u + 12345u;
        unsigned r = seed >> 16 & 15u;
        x[i] = r == 0 ? (double)NAN : (double)r - 6;
    }
}

static void two_operands_by_any_stride(void **state)
{
    double x[3 * N], y[3 * N], to[N];
    const ptrdiff_t strides[] = {0, 1, 3};

    (void)state;
    fill(x, 3 * N, 1);
    fill(y, 3 * N, 2);
    for (size_t k = 0; k < sizeof binaries / sizeof *binaries; k++)
        for (size_t i = 0; i < 9; i++) {
            ptrdiff_t sx = strides[i / 3], sy = strides[i % 3];
            bcl_kernel *f = bcl_kernel_of(binaries[k]);
            assert_non_null(f);
            f(to, (const double *[]){x, y}, (ptrdiff_t[]){sx, sy}, N);
            for (ptrdiff_t j = 0; j < N; j++)
                if (!same(to[j], binary(binaries[k], x[j * sx], y[j * sy])))
                    fail_msg("operation %d of %g and %g is %g", binaries[k],
                             x[j * sx], y[j * sy], to[j]);
        }
    assert_null(bcl_kernel_of(BCL_N_SUM));
}

static double unary(int op, double x)
{
    double to;

    bcl_kernel_of(op)(&to, (const double *[]){&x}, (ptrdiff_t[]){1}, 1);
    return to;
}

static void one_operand_has_a_value_or_none(void **state)
{
    (void)state;
    assert_true(unary(BCL_N_NEG, 3) == -3);
    assert_true(unary(BCL_N_NOT, 3) == 0);
    assert_true(unary(BCL_N_NOT, 0) == 1);
    assert_true(isnan(unary(BCL_N_NOT, NAN)));
    assert_true(unary(BCL_N_ABS, -2.5) == 2.5);
    assert_true(unary(BCL_N_ROUND, 2.5) == 3);
    assert_true(unary(BCL_N_SQRT, 9) == 3);
    assert_true(isnan(unary(BCL_N_SQRT, -1)));
    assert_true(unary(BCL_N_EXP, 0) == 1);
    assert_true(unary(BCL_N_LN, 1) == 0);
    assert_true(isnan(unary(BCL_N_LN, 0)));
}

/* The branch not taken may have no value. */
static void a_branch_takes_one_side(void **state)
{
    const double test[] = {1, 0, NAN, 5}, x[] = {1, NAN, 3, 4},
                 y[] = {NAN, 20, 30, 40}, *all[] = {test, x, y};
    double to[4];

    (void)state;
    bcl_kernel_of(BCL_N_IF)(to, all, (ptrdiff_t[]){1, 1, 1}, 4);
    assert_true(to[0] == 1 && to[1] == 20 && isnan(to[2]) && to[3] == 4);
    bcl_kernel_of(BCL_N_IF)(to, all, (ptrdiff_t[]){0, 1, 0}, 4);
    assert_true(to[0] == 1 && isnan(to[1]) && to[2] == 3);
}

static void bounds_hold(void **state)
{
    const double x[] = {-1, 0.5, 2, NAN}, low = 0, high = 1;
    double to[4];

    (void)state;
    bcl_kernel_of(BCL_N_CLAMP)(to, (const double *[]){x, &low, &high},
                               (ptrdiff_t[]){1, 0, 0}, 4);
    assert_true(to[0] == 0 && to[1] == 0.5 && to[2] == 1 && isnan(to[3]));
}

static void sums_skip_what_is_unknown_and_count(void **state)
{
    const double x[] = {1, NAN, 3, 4};
    double sum = 10, count = 0, each[4] = {0}, counts[4] = {0};

    (void)state;
    bcl_kernel_sum(&sum, &count, x,
                   &(bcl_runs){.n = 4, .lines = 1, .stride = {1, 0}});
    assert_true(sum == 18 && count == 3);
    bcl_kernel_sum(each, counts, x,
                   &(bcl_runs){.n = 4, .lines = 1, .stride = {1, 1}});
    bcl_kernel_sum(each, counts, x,
                   &(bcl_runs){.n = 4, .lines = 1, .stride = {0, 1}});
    assert_true(each[0] == 2 && each[1] == 1 && each[2] == 4);
    assert_true(counts[0] == 2 && counts[1] == 1);
    sum = count = 0;
    bcl_kernel_sum(
        &sum, &count, x,
        &(bcl_runs){.n = 2, .lines = 2, .stride = {1, 0}, .line = {2, 0}});
    assert_true(sum == 8 && count == 3);
}

static void lines_are_copied_by_any_stride(void **state)
{
    double x[5 * N], to[5 * N];
    const ptrdiff_t strides[] = {0, 1, 3}, lines[] = {0, 1, N};

    (void)state;
    fill(x, 5 * N, 3);
    for (size_t k = 0; k < 18; k++) {
        const ptrdiff_t at = k < 9 ? 1 : 2; /* stride of the result */
        bcl_runs r = {.n = 7,
                      .lines = 5,
                      .stride = {at, strides[k % 3]},
                      .line = {7 * at, lines[k / 3 % 3]}};
        memset(to, 0, sizeof to);
        bcl_kernel_copy(to, x, &r);
        for (ptrdiff_t j = 0; j < 5; j++)
            for (ptrdiff_t i = 0; i < 7; i++)
                assert_true(same(to[j * r.line[0] + i * at],
                                 x[j * r.line[1] + i * r.stride[1]]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_operands_by_any_stride),
        cmocka_unit_test(one_operand_has_a_value_or_none),
        cmocka_unit_test(a_branch_takes_one_side),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(sums_skip_what_is_unknown_and_count),
        cmocka_unit_test(lines_are_copied_by_any_stride),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
