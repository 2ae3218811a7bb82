/* Exact data that contradict each other: the smallest set is named.  First
 * case: four exact flows round a loop of unmeasured ones, on which STAN stops
 * without saying why (opensefa-reconciliation-solver, Contradiction1). */
#include "rec_fixture.h"

static const flow_case loop[8] = {
    {.from = ENV, .to = P1, .value = 100},
    {.from = ENV, .to = P3, .value = 200},
    {.from = P2, .to = ENV, .value = 150},
    {.from = P4, .to = ENV, .value = 180},
    {.from = P1, .to = P2, .value = NAN},
    {.from = P3, .to = P1, .value = NAN},
    {.from = P3, .to = P4, .value = NAN},
    {.from = P2, .to = P4, .value = NAN},
};

static const bcl_rec_options general = {.general = true};
static const bcl_rec_options *const options[2] = {NULL, &general};

/* want: [nculprit] pairs of variable and coefficient. */
static void check_culprits(const bcl_rec_result *r, size_t n,
                           const double (*want)[2], double imbalance)
{
    assert_int_equal(r->status, BCL_REC_CONTRADICTION);
    assert_int_equal(r->nculprit, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(r->culprit[i], (int)want[i][0]);
        close_to("coefficient", i, r->culprit_coef[i], want[i][1], 1e-9);
    }
    close_to("imbalance", 0, r->imbalance, imbalance, 1e-9);
}

static void test_stan(void **state)
{
    static const double want[4][2] = {{0, 1}, {1, 1}, {2, -1}, {3, -1}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_problem p = flows_of(loop, 8, 4, a);
        bcl_rec_result r;

        assert_false(bcl_reconcile(&r, &p, options[i], a));
        check_culprits(&r, 4, want, -30);
        assert_int_equal(r.nprocess, 4);
        for (int k = 0; k < 4; k++)
            assert_int_equal(r.process[k], k);
        assert_int_equal(r.nrow, 0);
        bcl_arena_destroy(a);
    }
}

/* The same with standard deviations of 10 % is no contradiction. */
static void test_stan_uncertain(void **state)
{
    static const double x[4] = {102.859866539561, 211.439466158246,
                                143.565300285987, 170.734032411821};
    static const double sd[4] = {9.511420058792, 15.731299519007,
                                 13.294350384464, 14.964208968324};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        bcl_arena *a = bcl_arena_create();
        flow_case f[8];
        bcl_rec_problem p;
        bcl_rec_result r;

        memcpy(f, loop, sizeof f);
        for (size_t k = 0; k < 4; k++)
            f[k].sd = f[k].value / 10;
        p = flows_of(f, 8, 4, a);
        assert_true(bcl_reconcile(&r, &p, options[i], a));
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(r.class[k], BCL_REC_REDUNDANT);
            close_to("x", k, r.x[k], x[k], 1e-9);
            close_to("sd", k, r.sd[k], sd[k], 1e-8);
        }
        for (size_t k = 4; k < 8; k++) {
            assert_int_equal(r.class[k], BCL_REC_UNOBSERVABLE);
            assert_true(isnan(r.x[k]) && isnan(r.sd[k]));
        }
        assert_int_equal(r.dof, 1);
        bcl_arena_destroy(a);
    }
}

/* One contradiction in a chain of processes that also has sound data, and
 * uncertain ones: only the two flows and the process at odds are named. */
static void test_smallest(void **state)
{
    static const flow_case f[6] = {
        {.from = ENV, .to = P1, .value = 10},
        {.from = P1, .to = P2, .value = 10},
        {.from = P2, .to = P3, .value = 10.25},
        {.from = P3, .to = P4, .value = 10.25},
        {.from = P4, .to = ENV, .value = 11, .sd = 1},
        {.from = P3, .to = ENV, .value = NAN},
    };
    static const double want[2][2] = {{1, 1}, {2, -1}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_problem p = flows_of(f, 6, 4, a);
        bcl_rec_result r;

        assert_false(bcl_reconcile(&r, &p, options[i], a));
        check_culprits(&r, 2, want, -0.25);
        assert_int_equal(r.nprocess, 1);
        assert_int_equal(r.process[0], P2);
        bcl_arena_destroy(a);
    }
}

/* Rows: a total that is not the sum of its parts, one of which is a share
 * (exact) of an exact flow: x0 = x1 + x2, x2 = 0.3 x3; x4 is known through a
 * row with the uncertain x5. */
static void test_rows(void **state)
{
    static const double value[] = {100, 60, NAN, 120, NAN, 5};
    static const double sd[] = {0, 0, NAN, 0, NAN, 1};
    static const size_t start[] = {0, 2, 5, 7};
    static const int var[] = {4, 5, 0, 1, 2, 2, 3};
    static const double coef[] = {1, -1, 1, -1, -1, 1, -0.3};
    static const double rhs[] = {1, 0, 0};
    const bcl_rec_problem p = {.n = 6,
                               .value = value,
                               .sd = sd,
                               .nrow = 3,
                               .start = start,
                               .var = var,
                               .coef = coef,
                               .rhs = rhs};
    static const double want[3][2] = {{0, 1}, {1, -1}, {3, -0.3}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    check_culprits(&r, 3, want, 4);
    assert_int_equal(r.nrow, 2);
    assert_int_equal(r.row[0], 1);
    assert_int_equal(r.row[1], 2);
    close_to("x", 4, r.x[4], 6, 1e-15);
    bcl_arena_destroy(a);
}

/* Exact data rounded by decimal notation do not contradict each other. */
static void test_decimal(void **state)
{
    static const flow_case f[3] = {
        {.from = ENV, .to = P1, .value = 0.1},
        {.from = ENV, .to = P1, .value = 0.2},
        {.from = P1, .to = ENV, .value = 0.3},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_problem p = flows_of(f, 3, 1, a);
        bcl_rec_result r;

        assert_true(bcl_reconcile(&r, &p, options[i], a));
        assert_true(r.x[2] == 0.3 && r.sd[2] == 0);
        assert_int_equal(r.verdict, BCL_REC_UNTESTABLE);
        bcl_arena_destroy(a);
    }
}

/* Two rows say two things of the same free variable: no datum is to blame. */
static void test_rows_alone(void **state)
{
    static const double value[] = {NAN, 3}, sd[] = {NAN, 1};
    static const size_t start[] = {0, 2, 4};
    static const int var[] = {0, 1, 0, 1};
    static const double coef[] = {1, 2, 2, 4}, rhs[] = {1, 5};
    const bcl_rec_problem p = {.n = 2,
                               .value = value,
                               .sd = sd,
                               .nrow = 2,
                               .start = start,
                               .var = var,
                               .coef = coef,
                               .rhs = rhs};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    check_culprits(&r, 0, NULL, 1.5);
    assert_int_equal(r.nrow, 2);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stan),     cmocka_unit_test(test_stan_uncertain),
        cmocka_unit_test(test_smallest), cmocka_unit_test(test_rows),
        cmocka_unit_test(test_decimal),  cmocka_unit_test(test_rows_alone),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_contradiction", tests, NULL, NULL);
}
