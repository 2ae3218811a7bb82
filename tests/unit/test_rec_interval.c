/* What bounds and constraints leave unobservable variables. */
#include "rec_fixture.h"

/* Four flows in a loop of one degree of freedom, all at least 0: P3 sends
 * between f3 - f1 and f2 to P1. */
static const flow_case loop[8] = {
    {.from = ENV, .to = P1, .value = 100, .sd = 10},
    {.from = ENV, .to = P3, .value = 200, .sd = 20},
    {.from = P2, .to = ENV, .value = 150, .sd = 15},
    {.from = P4, .to = ENV, .value = 180, .sd = 18},
    {.from = P1, .to = P2, .value = NAN},
    {.from = P3, .to = P1, .value = NAN},
    {.from = P3, .to = P4, .value = NAN},
    {.from = P2, .to = P4, .value = NAN},
};

static void test_interval(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(loop, 8, 4, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    const double low = r.x[2] - r.x[0], high = r.x[1];
    const double want[4][2] = {{r.x[0] + low, r.x[0] + high},
                               {low, high},
                               {0, high - low},
                               {0, high - low}};
    for (size_t k = 4; k < 8; k++) {
        close_to("low", k, r.low[k], want[k - 4][0], 1e-12);
        close_to("high", k, r.high[k], want[k - 4][1], 1e-12);
    }
    assert_true(r.low[6] == 0 && isnan(r.low[0]) && isnan(r.high[3]));
    bcl_arena_destroy(a);
}

static void test_interval_infinite(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = flows_of(loop, 8, 4, a);
    double high[8];
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 4; k < 8; k++)
        assert_true(r.low[k] == -INFINITY && r.high[k] == INFINITY);
    for (size_t k = 0; k < 8; k++)
        high[k] = k == 5 ? 100 : INFINITY;
    p.high = high;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    assert_true(r.low[5] == -INFINITY && r.high[5] == 100);
    close_to("low", 6, r.low[6], r.x[1] - 100, 1e-12);
    assert_true(r.high[6] == INFINITY);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interval),
        cmocka_unit_test(test_interval_infinite),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_interval", tests, NULL, NULL);
}
