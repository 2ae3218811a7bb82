/* What exact data do to a reconciliation of pure balances: contradictions, and
 * values that nothing else leaves open. */
#include "rec_network.h"
#include "rec_published.h"

static void expect_contradiction(size_t n, const int *culprit,
                                 const double *coef, double imbalance)
{
    run(BCL_REC_CONTRADICTION);
    assert_int_equal(r.nculprit, n);
    for (size_t k = 0; k < n; k++) {
        assert_int_equal(r.culprit[k], culprit[k]);
        assert_true(r.culprit_coef[k] == coef[k]);
    }
    expect(r.imbalance, imbalance, 1e-12);
}

/* The case of STAN with exact data: 300 enter, 330 leave. */
static void test_contradiction(void **state)
{
    (void)state;
    for (size_t j = 0; j < sizeof stan / sizeof *stan; j++)
        put(stan[j].from, stan[j].to, stan[j].value, 0);
    expect_contradiction(4, (int[]){0, 1, 2, 3}, (double[]){1, 1, -1, -1}, -30);
    assert_int_equal(r.nprocess, 4);
    for (int v = 0; v < 4; v++)
        assert_int_equal(r.process[v], v);
    assert_int_equal(r.nrow, 0);
    assert_int_equal(r.class[0], BCL_REC_FIXED);
    assert_int_equal(r.class[4], BCL_REC_UNOBSERVABLE);
    assert_true(isnan(r.x[0]));
    net.value[3] = 150;
    run(BCL_REC_OK);
}

/* The third of three chains is at odds by itself; the first process only
 * because of it. */
static void test_smallest_contradiction(void **state)
{
    (void)state;
    put(OUT, 0, 301, 0);
    for (int k = 0; k < 3; k++) {
        put(0, 1 + k, 100, 0);
        put(1 + k, OUT, k == 2 ? 101 : 100, 0);
    }
    expect_contradiction(2, (int[]){5, 6}, (double[]){1, -1}, -1);
    assert_int_equal(r.nprocess, 1);
    assert_int_equal(r.process[0], 3);
}

/* No process tells it in two data, but all of them together do. */
static void test_whole_contradiction(void **state)
{
    (void)state;
    put(OUT, 0, 300, 0);
    for (int k = 0; k < 5; k++)
        put(0, 1, 63, 0);
    put(1, OUT, 330, 0);
    put(2, 3, 5, 1); /* elsewhere */
    expect_contradiction(2, (int[]){0, 6}, (double[]){1, -1}, -30);
    assert_int_equal(r.nprocess, 2);
    assert_int_equal(r.process[0] + r.process[1], 1);
}

/* What decimals make of 0.1 + 0.2 - 0.3 is no contradiction, whatever the unit;
 * one in a thousand is, beside flows as large as one likes. */
static void test_agreement(void **state)
{
    static const double unit[] = {1e-6, 1, 1e12};

    (void)state;
    put(OUT, 0, 0, 0);
    put(OUT, 0, 0, 0);
    put(0, OUT, 0, 0);
    put(0, 1, NAN, 0);
    put(1, 0, 1e12, 0);
    put(0, 1, 1e12, 0);
    put(1, 0, NAN, 0);
    for (int k = 0; k < 3; k++) {
        net.value[0] = 0.1 * unit[k];
        net.value[1] = 0.2 * unit[k];
        net.value[2] = 0.3 * unit[k];
        run(BCL_REC_OK);
        net.value[2] = 0.3003 * unit[k];
        run(BCL_REC_CONTRADICTION);
    }
}

static void expect_zero(int j)
{
    assert_true(r.x[j] == 0 && !signbit(r.x[j]));
    assert_true(r.sd[j] == 0 && !signbit(r.sd[j]));
}

/* A flow that nothing can balance is 0, as is an unmeasured one; so is what is
 * left where exact data use up each other. */
static void test_forced(void **state)
{
    int lone, open, gap, sure, other;

    (void)state;
    lone = put(OUT, 0, 3, 1);
    open = put(1, OUT, NAN, NAN);
    put(OUT, 2, 0.1, 0);
    put(OUT, 2, 0.2, 0);
    put(2, OUT, 0.3, 0);
    gap = put(2, OUT, 5, 2);
    put(OUT, 3, 100, 0);
    sure = put(3, 4, 95, 5);
    other = put(4, OUT, 130, 15);
    put(4, 5, NAN, NAN);
    put(5, 4, 7, 1);
    run(BCL_REC_OK);
    expect_zero(lone);
    expect_zero(open);
    expect_zero(gap);
    assert_int_equal(r.class[lone], BCL_REC_REDUNDANT);
    assert_int_equal(r.class[open], BCL_REC_OBSERVABLE);
    assert_true(r.adjustment[lone] == -3 && r.z[lone] == -3);
    assert_true(isnan(r.z[open]) && isnan(r.adjustment[open]));
    assert_true(r.x[sure] == 100 && r.sd[sure] == 0 && r.z[sure] == 1);
    assert_true(r.x[other] == 100 && r.sd[other] == 0 && r.z[other] == -2);
    assert_true(r.x[9] == 7 && r.sd[9] == 1);
    assert_true(r.class[10] == BCL_REC_NONREDUNDANT && r.x[10] == 7);
    assert_int_equal(r.dof, 4);
    expect(r.chi2, 9 + 6.25 + 1 + 4, 1e-15);
}

/* Loops, both ends outside, no process at all: in no balance. */
static void test_no_balance(void **state)
{
    (void)state;
    run(BCL_REC_OK);
    put(OUT, OUT, 3, 1);
    put(OUT, OUT, 3, 0);
    put(OUT, OUT, NAN, 1);
    net.p.from = net.p.to = NULL;
    for (int round = 0; round < 2; round++) {
        run(BCL_REC_OK);
        assert_int_equal(r.class[0], BCL_REC_NONREDUNDANT);
        assert_int_equal(r.class[1], BCL_REC_FIXED);
        assert_int_equal(r.class[2], BCL_REC_UNOBSERVABLE);
        assert_true(r.x[0] == 3 && r.sd[0] == 1 && r.adjustment[0] == 0);
        assert_true(r.x[1] == 3 && r.sd[1] == 0 && isnan(r.z[1]));
        assert_true(isnan(r.x[2]) && isnan(r.sd[2]));
        assert_true(r.dof == 0 && r.chi2 == 0);
        for (int j = 0; j < 3; j++)
            net.from[j] = net.to[j] = 2;
        net.p.from = net.from;
        net.p.to = net.to;
        net.p.nprocess = 3;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_contradiction, setup, teardown),
        cmocka_unit_test_setup_teardown(test_smallest_contradiction, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_whole_contradiction, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_agreement, setup, teardown),
        cmocka_unit_test_setup_teardown(test_forced, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_balance, setup, teardown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_graph_exact", tests, NULL, NULL);
}
