/* Bounds: small problems solved by hand. */
#include "rec_fixture.h"

/* 10 in, 12 out, and two more outputs that nobody measured: their sum would be
 * -2, though neither has a value to be negative. */
static void test_unobservable(void **state)
{
    static const flow_case f[4] = {{ENV, P1, 10, 1, 0, 11, 0, 0},
                                   {P1, ENV, 12, 1, 0, 11, 0, 0},
                                   {P1, ENV, NAN, NAN, 0, 0, 0, 0},
                                   {P1, ENV, NAN, NAN, 0, 0, 0, 0}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(f, 4, 1, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 4; k++)
        close_to("x", k, r.x[k], f[k].x, 1e-12);
    assert_int_equal(r.nbinding, 2);
    assert_true(r.binding[2] && r.binding[3]);
    assert_true(r.unbounded[0] == 10 && isnan(r.unbounded[2]));
    close_to("chi2", 0, r.chi2, 2, 1e-12);
    close_to("sd", 0, r.sd[0], sqrt(0.5), 1e-12);
    bcl_arena_destroy(a);
}

static void test_infeasible(void **state)
{
    static const flow_case f[5] = {
        {.from = ENV, .to = P1, .value = 10},
        {.from = P1, .to = ENV, .value = 12},
        {.from = P1, .to = P2, .value = NAN},
        {.from = P1, .to = P2, .value = NAN},
        {.from = P2, .to = ENV, .value = 3, .sd = 1}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(f, 5, 2, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_INFEASIBLE);
    /* Either the two flows from P1 to P2, or the one of P2: what P1 lacks. */
    assert_true(r.nculprit == 3 || r.nculprit == 4);
    assert_true(r.culprit[0] == 0 && r.culprit[1] == 1);
    close_to("imbalance", 0, r.imbalance, -2, 1e-12);
    bcl_arena_destroy(a);
}

/* An exact datum beyond its own bound, in no constraint. */
static void test_exact_beyond(void **state)
{
    static const double value[2] = {5, -1}, sd[2] = {1, 0}, low[2] = {0, 0};
    bcl_rec_problem p = {.n = 2, .value = value, .sd = sd, .low = low};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_INFEASIBLE);
    assert_int_equal(r.nculprit, 1);
    assert_int_equal(r.culprit[0], 1);
    close_to("imbalance", 0, r.imbalance, -1, 0);
    bcl_arena_destroy(a);
}

/* A flow known by difference, negative: it becomes 0 and the others meet. */
static void test_difference(void **state)
{
    static const flow_case f[3] = {{ENV, P1, 10, 1, 0, 10.4, 0, 0},
                                   {P1, ENV, 12, 2, 0, 10.4, 0, 0},
                                   {P1, ENV, NAN, NAN, 0, 0, 0, 0}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(f, 3, 1, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 3; k++)
        close_to("x", k, r.x[k], f[k].x, 1e-12);
    close_to("unbounded", 2, r.unbounded[2], -2, 1e-12);
    assert_true(r.x[2] == 0 && r.sd[2] == 0 && r.binding[2]);
    assert_int_equal(r.dof, 1);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unobservable),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_exact_beyond),
        cmocka_unit_test(test_difference),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_bounds", tests, NULL, NULL);
}
