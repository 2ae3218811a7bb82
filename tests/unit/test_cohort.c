/* Lifetimes and cohorts: ODYM's figures (also the age structure 3, 5, 2, 4 of
 * its stock-driven case), and stationary stocks as in pik-piam/flodym, commit
 * 744b92d, tests/test_stocks.py (Little's law). */
#include "flow/cohort.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "odym_fixture.h"

static const double inflow[NY] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

static const bcl_lifetime fixed5 = {.law = BCL_LIFE_FIXED, .mean = 5};
static const bcl_lifetime normal5 = {
    .law = BCL_LIFE_NORMAL, .mean = 5, .sd = 1.5};
static const bcl_lifetime weibull = {
    .law = BCL_LIFE_WEIBULL, .shape = 1.2, .scale = 1};

static void close_to(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%.12g, not %.12g", got, want);
}

/* want[y]: stock and outflow of year y. */
static void check_run(const bcl_lifetime *life, const double want[NY][2],
                      double tolerance)
{
    double survival[NY], out[NY], stock[NY];

    assert_true(bcl_survival_fill(survival, NY, life, BCL_ENTRY_END));
    bcl_cohort_run(out, stock, inflow, 1, NY, NULL, NULL, 0, survival, NY);
    for (size_t y = 0; y < NY; y++) {
        close_to(stock[y], want[y][0], tolerance);
        close_to(out[y], want[y][1], tolerance);
    }
}

static void test_fixed(void **state)
{
    (void)state;
    check_run(&fixed5, odym_fixed5, 0);
}

static void test_normal(void **state)
{
    (void)state;
    check_run(&normal5, odym_normal5, 1e-8);
}

static void test_weibull(void **state)
{
    (void)state;
    check_run(&weibull, odym_weibull, 1e-8);
}

/* Stock (or outflow) of year y from what entered in year c: want[y][c].  One
 * cell a cohort gives the whole matrix in one run. */
static void check_cohorts(const bcl_lifetime *life, const double want[NY][NY],
                          bool of_stock)
{
    double survival[NY], in[NY][NY] = {0}, out[NY][NY], stock[NY][NY];

    for (size_t c = 0; c < NY; c++)
        in[c][c] = inflow[c];
    assert_true(bcl_survival_fill(survival, NY, life, BCL_ENTRY_END));
    bcl_cohort_run(out[0], stock[0], in[0], NY, NY, NULL, NULL, 0, survival,
                   NY);
    for (size_t y = 0; y < NY; y++)
        for (size_t c = 0; c < NY; c++)
            close_to(of_stock ? stock[c][y] : out[c][y], want[y][c], 1e-8);
}

static void test_normal_by_cohort(void **state)
{
    (void)state;
    check_cohorts(&normal5, odym_normal5_stock, true);
    check_cohorts(&normal5, odym_normal5_out, false);
}

static void test_weibull_by_cohort(void **state)
{
    (void)state;
    check_cohorts(&weibull, odym_weibull_stock, true);
}

/* Survivors of an age structure: ODYM's stock by cohort, years 4 to 9. */
static void test_initial(void **state)
{
    static const double start[4] = {3, 5, 2, 4};
    static const int age[4] = {3, 2, 1, 0};
    static const double want[5][4] = {
        {2.46759471, 4.64972578, 1.962015, 3.98638888},
        {1.65054855, 3.82454624, 1.82456634, 3.91067739},
        {0.83350238, 2.55819937, 1.50076342, 3.63671549},
        {0.30109709, 1.2918525, 1.00384511, 2.9913133},
        {0.07510039, 0.46667297, 0.5069268, 2.00085849}};
    static const double none[5] = {0};
    double survival[20], out[5], stock[5];

    (void)state;
    assert_true(bcl_survival_fill(survival, 20, &normal5, BCL_ENTRY_END));
    for (size_t k = 0; k < 4; k++) {
        double before = start[k];

        bcl_cohort_run(out, stock, none, 1, 5, &start[k], &age[k], 1, survival,
                       20);
        for (size_t y = 0; y < 5; y++) {
            close_to(stock[y], want[y][k], 1e-8);
            close_to(out[y], before - stock[y], 1e-14);
            before = stock[y];
        }
    }
    /* All classes at once are their sum. */
    bcl_cohort_run(out, stock, none, 1, 5, start, age, 4, survival, 20);
    for (size_t y = 0; y < 5; y++)
        close_to(stock[y], want[y][0] + want[y][1] + want[y][2] + want[y][3],
                 4e-8);
}

/* A class older than any its law leaves alive goes in the first year. */
static void test_initial_too_old(void **state)
{
    static const double start = 7, in[3] = {1, 1, 1};
    static const int age = 12;
    double survival[8], out[3], stock[3];

    (void)state;
    assert_true(bcl_survival_fill(survival, 8, &fixed5, BCL_ENTRY_END));
    bcl_cohort_run(out, stock, in, 1, 3, &start, &age, 1, survival, 8);
    close_to(out[0], 7, 0);
    close_to(out[1], 0, 0);
    close_to(stock[0], 1, 0);
    close_to(stock[2], 3, 0);
}

static const bcl_lifetime every_law[] = {
    {.law = BCL_LIFE_FIXED, .mean = 12},
    {.law = BCL_LIFE_NORMAL, .mean = 12, .sd = 5},
    {.law = BCL_LIFE_LOGNORMAL, .mean = 12, .sd = 5},
    {.law = BCL_LIFE_WEIBULL, .mean = 12, .shape = 4},
    {.law = BCL_LIFE_WEIBULL, .scale = 12, .shape = 0.7},
    {.law = BCL_LIFE_GEOMETRIC, .mean = 12}};
enum { NLAW = sizeof every_law / sizeof *every_law };

/* Stock change = in - out, in each year and cell, with an initial stock. */
static void test_conservation(void **state)
{
    enum { NCELL = 3, YEARS = 40, NAGE = 2 };
    static const int age[NAGE] = {4, 11};
    static const double initial[NCELL][NAGE] = {{5, 2}, {0, 0}, {1e6, 3}};
    double survival[100], in[NCELL][YEARS], out[NCELL][YEARS];
    double stock[NCELL][YEARS];

    (void)state;
    for (size_t i = 0; i < NCELL; i++)
        for (size_t y = 0; y < YEARS; y++)
            in[i][y] = (double)((i * 31 + y * 17) % 13);
    for (size_t k = 0; k < NLAW; k++) {
        assert_true(
            bcl_survival_fill(survival, 100, &every_law[k], BCL_ENTRY_END));
        bcl_cohort_run(out[0], stock[0], in[0], NCELL, YEARS, initial[0], age,
                       NAGE, survival, 100);
        for (size_t i = 0; i < NCELL; i++) {
            double before = initial[i][0] + initial[i][1];

            for (size_t y = 0; y < YEARS; y++) {
                assert_true(out[i][y] >= 0 && stock[i][y] >= 0);
                close_to(stock[i][y] - before, in[i][y] - out[i][y],
                         1e-13 * (before + 100));
                before = stock[i][y];
            }
        }
    }
}

/* Survival falls from at most 1, and is what the law says at some ages. */
static void test_survival(void **state)
{
    double s[60];
    bcl_lifetime lognormal = {BCL_LIFE_LOGNORMAL, .mean = 60, .sd = 25};

    (void)state;
    for (size_t k = 0; k < NLAW; k++) {
        assert_true(bcl_survival_fill(s, 60, &every_law[k], BCL_ENTRY_END));
        assert_true(s[0] <= 1 && s[59] >= 0 && s[59] < 0.2);
        for (size_t a = 1; a < 60; a++)
            assert_true(s[a] <= s[a - 1]);
    }
    assert_true(bcl_survival_fill(s, 60, &lognormal, BCL_ENTRY_END));
    close_to(s[0], 1, 0);
    double v = log(1 + 25.0 * 25 / (60.0 * 60));
    double z = (log(40) - log(60) + v / 2) / sqrt(v);
    close_to(s[40], 0.5 * erfc(z / sqrt(2)), 1e-12);
    assert_true(bcl_survival_fill(s, 60, &every_law[5], BCL_ENTRY_END));
    close_to(s[0], 1, 0);
    close_to(s[7], pow(11.0 / 12, 7), 1e-15);
}

/* Entries of 1 a year: the stock settles at the sum of S, which is the mean
 * lifetime, plus half a year where entries count for their whole first year. */
static void test_stationary(void **state)
{
    static const double half[NLAW] = {0, 0.5, 0.5, 0.5, 0.5, 0};
    static double in[1000], out[1000], stock[1000], s[1000];

    (void)state;
    for (size_t y = 0; y < 1000; y++)
        in[y] = 1;
    for (size_t k = 0; k < NLAW; k++) {
        double mean = every_law[k].mean;

        if (every_law[k].scale > 0)
            mean = every_law[k].scale * tgamma(1 + 1 / every_law[k].shape);
        assert_true(bcl_survival_fill(s, 1000, &every_law[k], BCL_ENTRY_END));
        bcl_cohort_run(out, stock, in, 1, 1000, NULL, NULL, 0, s, 1000);
        close_to(out[999], 1, 1e-6);
        close_to(stock[999], mean + half[k], 0.1);
    }
}

static void test_domain(void **state)
{
    static const bcl_lifetime bad[] = {
        {.law = BCL_LIFE_FIXED, .mean = 0},
        {.law = BCL_LIFE_FIXED, .mean = INFINITY},
        {.law = BCL_LIFE_NORMAL, .mean = 5},
        {.law = BCL_LIFE_NORMAL, .mean = NAN, .sd = 1},
        {.law = BCL_LIFE_LOGNORMAL, .mean = -5, .sd = 1},
        {.law = BCL_LIFE_WEIBULL, .mean = 5},
        {.law = BCL_LIFE_WEIBULL, .shape = 2},
        {.law = BCL_LIFE_GEOMETRIC, .mean = 0.5}};
    double s[3] = {7, 7, 7};

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        assert_false(bcl_survival_fill(s, 3, &bad[k], BCL_ENTRY_END));
    close_to(s[0], 7, 0);
}

/* ODYM, test_dynamic_stock_model.py (odym_dsm_stock_driven_initial): normal
 * lifetime 5, 1.5; age structure 3, 5, 2, 4 at the end of year 4; stocks
 * prescribed from year 5 on.  "Calculated with Excel", 8 decimals. */
static void test_driven(void **state)
{
    enum { N = 5 };
    static const double target[N] = {18, 20, 20, 20, 20};
    static const double initial[] = {3, 5, 2, 4};
    static const int age[] = {3, 2, 1, 0};
    static const double in[N] = {4.93639364, 3.87383821, 2.78892598, 3.36324466,
                                 3.66568266};
    static const double out[N] = {0.9363936444, 1.87383820921, 2.78892597831,
                                  3.36324465803, 3.66568266322};
    bcl_lifetime life = {.law = BCL_LIFE_NORMAL, .mean = 5, .sd = 1.5};
    double survival[40], entered[N], left[N], early[N], work[2 * (N + 4)];

    (void)state;
    assert_true(bcl_survival_fill(survival, 40, &life, BCL_ENTRY_END));
    bcl_cohort_drive(entered, left, early, target, N, initial, age, 4, survival,
                     40, work);
    for (int t = 0; t < N; t++) {
        assert_true(fabs(entered[t] - in[t]) < 1e-8);
        assert_true(fabs(left[t] - out[t]) < 1e-8);
        assert_true(early[t] == 0);
    }
}

/* A stock told to fall faster than age empties it: nothing enters, the surplus
 * is retired, and the balance holds. */
static void test_early_retirement(void **state)
{
    enum { N = 4 };
    static const double target[N] = {100, 40, 40, 10};
    static const int age[] = {0};
    static const double initial[] = {0};
    bcl_lifetime life = {.law = BCL_LIFE_NORMAL, .mean = 20, .sd = 4};
    double survival[40], in[N], out[N], early[N], work[2 * (N + 1)];
    double before = 0;

    (void)state;
    assert_true(bcl_survival_fill(survival, 40, &life, BCL_ENTRY_END));
    bcl_cohort_drive(in, out, early, target, N, initial, age, 1, survival, 40,
                     work);
    assert_true(early[1] > 59 && in[1] == 0);
    assert_true(early[3] > 29 && in[3] == 0);
    for (int t = 0; t < N; t++) {
        assert_true(in[t] >= 0 && early[t] >= 0);
        assert_true(fabs(target[t] - before - in[t] + out[t] + early[t]) <
                    1e-9);
        before = target[t];
    }
}

/* flodym, test_stocks.py::test_lifetime_quadrature: 1 a year entering for ever
 * stands at the mean lifetime, off by half a year at the ends of the year. */
static void test_entry(void **state)
{
    static const struct {
        bcl_entry entry;
        double mean, sd, stock;
    } row[] = {
        {BCL_ENTRY_START, 30, 10, 29.5},     {BCL_ENTRY_END, 30, 10, 30.5},
        {BCL_ENTRY_MIDDLE, 30, 10, 30.0},    {BCL_ENTRY_ALL_YEAR, 30, 10, 30.0},
        {BCL_ENTRY_ALL_YEAR, 0.3, 0.1, 0.3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        bcl_lifetime life = {
            .law = BCL_LIFE_LOGNORMAL, .mean = row[i].mean, .sd = row[i].sd};
        double survival[201], stock = 0;
        assert_true(bcl_survival_fill(survival, 201, &life, row[i].entry));
        for (int k = 0; k < 201; k++)
            stock += survival[k];
        assert_true(fabs(stock - row[i].stock) < 0.01);
    }
}

/* The table adds up, year by year, to the stock; ages beyond those known count
 * as the last. */
static void test_table_adds_up(void **state)
{
    const double entering[] = {3, 0, 5, 7}, survival[] = {0.9, 0.5, 0.2};
    static const size_t start[] = {0, 4, 7, 9}; /* of each cohort */
    double table[10] = {0}, out[4], stock[4];

    (void)state;
    bcl_cohort_run(out, stock, entering, 1, 4, NULL, NULL, 0, survival, 3);
    bcl_cohort_table(table, entering, 4, survival, 3);
    for (size_t t = 0; t < 4; t++) {
        double sum = 0;
        for (size_t c = 0; c <= t; c++)
            sum += table[start[c] + t - c];
        assert_true(fabs(sum - stock[t]) < 1e-12);
    }
    assert_true(table[3] == 3 * 0.2);
    assert_true(table[7] == 5 * 0.9 && table[9] == 7 * 0.9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_driven),
        cmocka_unit_test(test_early_retirement),
        cmocka_unit_test(test_entry),
        cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_normal),
        cmocka_unit_test(test_weibull),
        cmocka_unit_test(test_normal_by_cohort),
        cmocka_unit_test(test_weibull_by_cohort),
        cmocka_unit_test(test_initial),
        cmocka_unit_test(test_initial_too_old),
        cmocka_unit_test(test_conservation),
        cmocka_unit_test(test_survival),
        cmocka_unit_test(test_stationary),
        cmocka_unit_test(test_domain),
        cmocka_unit_test(test_table_adds_up),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("cohort", tests, NULL, NULL);
}
