/* Products: Cencic, Sustainable Environment Research 26 (2016) 291, and small
 * problems solved by hand. */
#include "rec_fixture.h"

/* Seven flows, then the shares of m4 and m5 in m3.  Values and deviations as
 * printed by STAN 2.7.101 (masses/1000). */
static const flow_case cencic[9] = {
    {ENV, P1, 100, 10, BCL_REC_REDUNDANT, 102.425959658972, 7.88279241171308,
     0.394261333269},
    {ENV, P1, 50, 0, BCL_REC_FIXED, 50, 0, NAN},
    {P1, P2, 300, 30, BCL_REC_REDUNDANT, 302.416229384905, 22.608614339116,
     0.122531231559},
    {P2, P1, NAN, NAN, BCL_REC_OBSERVABLE, 149.990269725933, 21.2132969307518,
     NAN},
    {P2, P3, 160, 16, BCL_REC_REDUNDANT, 152.425959658972, 7.88279241171309,
     -0.543978500694},
    {P3, ENV, NAN, NAN, BCL_REC_UNOBSERVABLE, NAN, NAN, NAN},
    {P3, ENV, NAN, NAN, BCL_REC_UNOBSERVABLE, NAN, NAN, NAN},
    {ENV, ENV, 0.5, 0.05, BCL_REC_REDUNDANT, 0.495972951025158,
     0.0376810238985266, -0.122531231559},
    {ENV, ENV, NAN, NAN, BCL_REC_OBSERVABLE, 0.504027048974842,
     0.0376810238985267, NAN},
};

static bcl_rec_problem cencic_problem(const flow_case *f, bcl_arena *a)
{
    static const size_t start[] = {0, 1, 2, 4};
    static const int var[] = {3, 4, 7, 8};
    static const double coef[] = {1, 1, 1, 1}, rhs[] = {0, 0, 1};
    static const bcl_rec_product product[] = {{0, 7, 2, -1}, {1, 8, 2, -1}};
    bcl_rec_problem p = flows_of(f, 9, 3, a);

    p.nrow = 3, p.start = start, p.var = var, p.coef = coef, p.rhs = rhs;
    p.product = product, p.nproduct = 2;
    return p;
}

static void test_cencic(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = cencic_problem(cencic, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    check_flows(&r, cencic, 9);
    check_global(&r, 0.295912779112, 2, 5.991464547108, 0.862468726766);
    assert_false(r.second_minimum);
    assert_true(r.iterations <= 12);
    bcl_arena_destroy(a);
}

/* Every flow in other units, shares in per cent. */
static void test_units(void **state)
{
    for (double unit = 1e-9; unit < 1e10; unit *= 1e6) {
        bcl_arena *a = bcl_arena_create();
        flow_case f[9];
        bcl_rec_result r;
        bcl_rec_problem p;
        bcl_rec_product product[2];
        const double rhs[] = {0, 0, 100};

        memcpy(f, cencic, sizeof f);
        for (size_t k = 0; k < 9; k++) {
            double by = k < 7 ? unit : 100;

            f[k].value *= by, f[k].sd *= by;
        }
        p = cencic_problem(f, a);
        memcpy(product, p.product, sizeof product);
        product[0].coef = product[1].coef = -0.01;
        p.product = product, p.rhs = rhs;
        assert_true(bcl_reconcile(&r, &p, NULL, a));
        for (size_t k = 0; k < 9; k++) {
            double by = k < 7 ? unit : 100;

            close_to("x", k, r.x[k] / by, cencic[k].x, 1e-9);
            close_to("sd", k, r.sd[k] / by, cencic[k].sd_x, 1e-8);
        }
        bcl_arena_destroy(a);
    }
    (void)state;
}

/* Both shares to be estimated: everything follows from the flows. */
static void test_shares_unknown(void **state)
{
    flow_case f[9];
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p;
    bcl_rec_result r;

    (void)state;
    memcpy(f, cencic, sizeof f);
    f[7].value = f[7].sd = NAN;
    p = cencic_problem(f, a);
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.class[7], BCL_REC_OBSERVABLE);
    assert_int_equal(r.class[8], BCL_REC_OBSERVABLE);
    close_to("m5", 4, r.x[4], r.x[0] + 50, 1e-12);
    close_to("share", 7, r.x[7], r.x[3] / r.x[2], 1e-12);
    close_to("share", 8, r.x[8], r.x[4] / r.x[2], 1e-12);
    close_to("m3", 2, r.x[2], 300, 1e-12); /* nothing checks it */
    assert_int_equal(r.class[2], BCL_REC_NONREDUNDANT);
    assert_int_equal(r.dof, 1);
    bcl_arena_destroy(a);
}

/* x1 x2 = 12 and x1 + x2 = 7, nothing measured but a third that repeats x1:
 * 3 and 4, or 4 and 3. */
static void test_two_minima(void **state)
{
    static const double value[] = {NAN, NAN, 3.2}, sd[] = {NAN, NAN, 0.1};
    static const size_t start[] = {0, 0, 2, 4};
    static const int var[] = {0, 1, 0, 2};
    static const double coef[] = {1, 1, 1, -1}, rhs[] = {12, 7, 0};
    static const bcl_rec_product product = {0, 0, 1, 1};
    bcl_rec_problem p = {.n = 3,
                         .value = value,
                         .sd = sd,
                         .nrow = 3,
                         .start = start,
                         .var = var,
                         .coef = coef,
                         .rhs = rhs,
                         .product = &product,
                         .nproduct = 1};
    bcl_rec_options o = {.starts = 5};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, &o, a));
    close_to("x", 0, r.x[0], 3, 1e-12);
    close_to("x", 1, r.x[1], 4, 1e-12);
    close_to("chi2", 0, r.chi2, 4, 1e-9);
    assert_true(r.sd[0] == 0 && r.sd[2] == 0);
    assert_true(r.second_minimum);
    bcl_arena_destroy(a);
}

/* No real solution. */
static void test_diverged(void **state)
{
    static const double value[] = {NAN, NAN}, sd[] = {NAN, NAN};
    static const size_t start[] = {0, 0, 2};
    static const int var[] = {0, 1};
    static const double coef[] = {1, -1}, rhs[] = {-1, 0};
    static const bcl_rec_product product = {0, 0, 1, 1};
    bcl_rec_problem p = {.n = 2,
                         .value = value,
                         .sd = sd,
                         .nrow = 2,
                         .start = start,
                         .var = var,
                         .coef = coef,
                         .rhs = rhs,
                         .product = &product,
                         .nproduct = 1};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_DIVERGED);
    bcl_arena_destroy(a);
}

/* In 50, out 60, both exact, beside shares: only the balance is at odds. */
static void test_contradiction(void **state)
{
    flow_case f[9];
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p;
    bcl_rec_result r;

    (void)state;
    memcpy(f, cencic, sizeof f);
    f[0].sd = f[4].sd = 0;
    p = cencic_problem(f, a);
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_CONTRADICTION);
    assert_int_equal(r.nculprit, 3);
    assert_int_equal(r.nprocess, 2);
    close_to("imbalance", 0, r.imbalance, 150 - 160, 1e-12);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cencic),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_shares_unknown),
        cmocka_unit_test(test_two_minima),
        cmocka_unit_test(test_diverged),
        cmocka_unit_test(test_contradiction),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_bilinear", tests, NULL, NULL);
}
