/* Numbers: exact zeros, far-apart sizes, and problems with next to nothing. */
#include "rec_fixture.h"
#include "rec_net.h"

static const bcl_rec_options general = {.general = true};

/* Branches where nothing flows, beside large flows known as ratios: whatever
 * follows from exact data that cancel out is 0 and not what rounding leaves. */
static void test_zeros(void **state)
{
    static const flow_case f[9] = {
        {ENV, P1, 1e9 / 3, 0, BCL_REC_FIXED, 1e9 / 3, 0, NAN},
        {ENV, P1, 1e9 / 7, 0, BCL_REC_FIXED, 1e9 / 7, 0, NAN},
        {P1, ENV, 1e9 / 3 + 1e9 / 7, 0, BCL_REC_FIXED, 1e9 / 3 + 1e9 / 7, 0,
         NAN},
        {P1, P2, NAN, NAN, BCL_REC_OBSERVABLE, 0, 0, NAN},
        {P2, P3, NAN, NAN, BCL_REC_OBSERVABLE, 0, 0, NAN},
        {P3, P4, 0, 0.1, BCL_REC_REDUNDANT, 0, 0, NAN},
        {P4, ENV, NAN, NAN, BCL_REC_OBSERVABLE, 0, 0, NAN},
        {ENV, P5, 1.0 / 3, 0.1, BCL_REC_NONREDUNDANT, 1.0 / 3, 0.1, NAN},
        {P5, ENV, NAN, NAN, BCL_REC_OBSERVABLE, 1.0 / 3, 0.1, NAN},
    };

    (void)state;
    for (int route = 0; route < 2; route++) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_problem p = flows_of(f, 9, 5, a);
        bcl_rec_result r;

        assert_true(bcl_reconcile(&r, &p, route ? &general : NULL, a));
        for (size_t k = 0; k < 9; k++) {
            assert_int_equal(r.class[k], f[k].class);
            if (f[k].x == 0)
                assert_true(r.x[k] == 0 && r.sd[k] == 0);
            close_to("x", k, r.x[k], f[k].x, 1e-15);
        }
        bcl_arena_destroy(a);
    }
}

/* Measured alike on both sides: nothing to adjust, exactly. */
static void test_agreement(void **state)
{
    static const flow_case f[3] = {
        {.from = ENV, .to = P1, .value = 0.3, .sd = 0.1},
        {.from = P1, .to = ENV, .value = 0.1, .sd = 0.01},
        {.from = P1, .to = ENV, .value = 0.2, .sd = 0.1}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = flows_of(f, 3, 1, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, &general, a));
    for (size_t k = 0; k < 3; k++)
        assert_true(r.adjustment[k] == 0 && r.z[k] == 0);
    assert_true(r.chi2 == 0 && r.p == 1);
    bcl_arena_destroy(a);
}

/* x0 = x1 and x0 = x2, where x0 is hardly known: the mean of the others. */
static void test_far_apart(void **state)
{
    static const size_t start[] = {0, 2, 4};
    static const int var[] = {0, 1, 0, 2};
    static const double coef[] = {1, -1, 1, -1}, rhs[2];

    (void)state;
    for (double sd0 = 1e-8; sd0 < 1e16; sd0 *= 1e4) {
        const double value[] = {100, 1, 2}, sd[] = {sd0, 0.1, 0.1};
        bcl_rec_problem p = {.n = 3,
                             .value = value,
                             .sd = sd,
                             .nrow = 2,
                             .start = start,
                             .var = var,
                             .coef = coef,
                             .rhs = rhs};
        bcl_arena *a = bcl_arena_create();
        bcl_rec_result r;
        double weight = 1 / (sd0 * sd0), mean;

        mean = (100 * weight + 3 * 100) / (weight + 200);
        bcl_reconcile(&r, &p, NULL, a);
        if (r.status == BCL_REC_OK) {
            for (size_t k = 0; k < 3; k++) {
                close_to("x", k, r.x[k], mean, 1e-7);
                close_to("sd", k, r.sd[k] * sqrt(weight + 200), 1, 1e-6);
            }
            assert_int_equal(r.dof, 2);
        } else {
            assert_int_equal(r.status, BCL_REC_DIVERGED);
            assert_true(sd0 > 1e9);
        }
        bcl_arena_destroy(a);
    }
}

static void test_nothing(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = {0};
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.verdict, BCL_REC_UNTESTABLE);
    assert_true(r.dof == 0 && isnan(r.p) && isnan(r.critical));
    p.nprocess = 3; /* and no flow */
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    bcl_arena_destroy(a);
}

/* In no constraint, from a process to itself, of infinite sd, multiplied by an
 * exact factor, squared. */
static void test_odd_variables(void **state)
{
    static const double value[] = {5, NAN, 7, 3, 0.25, NAN, NAN};
    static const double sd[] = {1, NAN, 2, INFINITY, 0, NAN, NAN};
    static const double low[] = {-INFINITY, 0, 0, 0, 0, 0, 0};
    static const int from[] = {ENV, ENV, P1, ENV, ENV, ENV, ENV};
    static const int to[] = {ENV, ENV, P1, P1, ENV, ENV, ENV};
    static const size_t start[] = {0, 1, 1};
    static const int var[] = {5};
    static const double coef[] = {-1}, rhs[] = {0, 9};
    static const bcl_rec_product product[] = {{0, 4, 0, 1}, {1, 6, 6, 1}};
    static const bcl_rec_class class[] = {
        BCL_REC_NONREDUNDANT, BCL_REC_UNOBSERVABLE, BCL_REC_NONREDUNDANT,
        BCL_REC_OBSERVABLE,   BCL_REC_FIXED,        BCL_REC_OBSERVABLE,
        BCL_REC_OBSERVABLE};
    static const double x[] = {5, NAN, 7, 0, 0.25, 1.25, 3};
    static const double sd_x[] = {1, NAN, 2, 0, 0, 0.25, 0};
    bcl_rec_problem p = {.n = 7,
                         .value = value,
                         .sd = sd,
                         .low = low,
                         .from = from,
                         .to = to,
                         .nprocess = 1,
                         .nrow = 2,
                         .start = start,
                         .var = var,
                         .coef = coef,
                         .rhs = rhs,
                         .product = product,
                         .nproduct = 2};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 7; k++) {
        if (r.class[k] != class[k])
            fail_msg("variable %zu is of class %d", k, (int)r.class[k]);
        close_to("x", k, r.x[k], x[k], 1e-12);
        close_to("sd", k, r.sd[k], sd_x[k], 1e-12);
    }
    assert_true(r.low[1] == 0 && r.high[1] == INFINITY);
    bcl_arena_destroy(a);
}

/* Correlations that cannot be: the third follows from the others. */
static void test_correlation(void **state)
{
    static const double value[] = {1, 2, 3}, sd[] = {1, 1, 1};
    static const bcl_rec_correlation c[] = {
        {0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}};
    bcl_rec_problem p = {
        .n = 3, .value = value, .sd = sd, .correlation = c, .ncorrelation = 3};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_CORRELATION);
    p.ncorrelation = 2;
    assert_true(bcl_reconcile(&r, &p, NULL, a) == false); /* 1 - 0.81 < 0.9 */
    p.ncorrelation = 1;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.class[0], BCL_REC_NONREDUNDANT);
    bcl_arena_destroy(a);
}

/* An accepted datum moves with the one it is correlated to: x0 is checked by
 * an exact 12; x1 is in no constraint, rho = 0.5. */
static void test_correlated_outside(void **state)
{
    static const double value[] = {10, 5, 12}, sd[] = {1, 2, 0};
    static const bcl_rec_correlation c = {0, 1, 0.5};
    static const size_t start[] = {0, 2};
    static const int var[] = {0, 2};
    static const double coef[] = {1, -1}, rhs[1];
    bcl_rec_problem p = {.n = 3,
                         .value = value,
                         .sd = sd,
                         .nrow = 1,
                         .start = start,
                         .var = var,
                         .coef = coef,
                         .rhs = rhs,
                         .correlation = &c,
                         .ncorrelation = 1};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    close_to("x", 0, r.x[0], 12, 1e-14);
    close_to("x", 1, r.x[1], 5 + 0.5 * 2 * 2, 1e-14);
    close_to("sd", 1, r.sd[1], 2 * sqrt(0.75), 1e-14);
    close_to("z", 1, r.z[1], 2, 1e-14);
    close_to("chi2", 0, r.chi2, 4, 1e-14);
    assert_int_equal(r.class[1], BCL_REC_REDUNDANT);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zeros),
        cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_far_apart),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_odd_variables),
        cmocka_unit_test(test_correlation),
        cmocka_unit_test(test_correlated_outside),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_numbers", tests, NULL, NULL);
}
