/* Random networks with shares, measured or to be estimated: a solution is that
 * of the linear problem it makes of its products.  Skewed variables, by hand.
 */
#include "rec_dense.h"
#include "rec_net.h"

/* Products replaced by their first-order terms at x. */
static bcl_rec_problem linearised(const network *w, const double *x,
                                  bcl_arena *a)
{
    network *v = BCL_NEW(a, network, 1);
    size_t *start = BCL_NEW(a, size_t, MOST + 1), n = 0;
    int *var = BCL_NEW(a, int, 2 * MOST_TERMS);
    double *coef = BCL_NEW(a, double, 2 * MOST_TERMS);
    double *rhs = BCL_NEW(a, double, MOST);

    *v = *w;
    for (size_t r = 0; r < w->nrow; r++) {
        rhs[r] = w->rhs[r];
        for (size_t t = w->start[r]; t < w->start[r + 1]; t++) {
            var[n] = w->var[t];
            coef[n++] = w->coef[t];
        }
        for (size_t f = 0; f < w->nproduct; f++) {
            const bcl_rec_product *q = &w->product[f];

            if (q->row != (int)r)
                continue;
            var[n] = q->a, coef[n++] = q->coef * x[q->b];
            var[n] = q->b, coef[n++] = q->coef * x[q->a];
            rhs[r] += q->coef * x[q->a] * x[q->b];
        }
        start[r + 1] = n;
    }
    v->start = start, v->var = var, v->coef = coef, v->rhs = rhs;
    v->nproduct = 0;
    return problem_of(v);
}

static bool factors_known(const network *w, const double *x)
{
    for (size_t f = 0; f < w->nproduct; f++)
        if (isnan(x[w->product[f].a]) || isnan(x[w->product[f].b]))
            return false;
    return true;
}

static void check_still(const network *w, const bcl_rec_result *r, bcl_arena *a)
{
    bcl_rec_problem p = linearised(w, r->x, a);
    oracle o = solve_dense(&p, a);

    for (size_t k = 0; k < w->n; k++) {
        close_to("x", k, r->x[k], o.x[k], 1e-9);
        close_to("sd", k, r->sd[k], o.sd[k], 1e-8);
    }
    close_to("chi2", 0, r->chi2, o.chi2, 1e-9);
    assert_int_equal(r->dof, o.dof);
}

static void test_random(void **state)
{
    static const bcl_rec_options quiet = {.no_suspect = true};
    size_t checked = 0, diverged = 0, several = 0, iterations = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 80; seed++) {
        uint64_t s = seed * 69621;
        bcl_arena *a = bcl_arena_create();
        network w = random_network(30, 11, &s, a);
        bcl_rec_problem p;
        bcl_rec_result r;

        add_shares(&w, 8, &s);
        measure(&w, seed % 2 ? 0.9 : 0.7, &s);
        p = problem_of(&w);
        bcl_reconcile(&r, &p, &quiet, a);
        assert_true(r.status == BCL_REC_OK || r.status == BCL_REC_DIVERGED);
        diverged += r.status == BCL_REC_DIVERGED;
        if (r.status == BCL_REC_OK && factors_known(&w, r.x)) {
            check_still(&w, &r, a);
            checked++;
            several += r.second_minimum;
            iterations += (size_t)r.iterations;
        }
        bcl_arena_destroy(a);
    }
    printf("# shares: %zu of 80 problems checked, %zu diverged, %zu with a "
           "second minimum, %.1f iterations\n",
           checked, diverged, several, (double)iterations / (double)checked);
    assert_true(checked >= 40);
    assert_true(diverged <= 4);
}

/* Two measurements of one flow, both skewed: the mean of their logarithms. */
static void test_skewed(void **state)
{
    static const double value[2] = {100, 121}, sd[2] = {0.2, 0.1};
    static const bool skewed[2] = {true, true};
    static const size_t start[2] = {0, 2};
    static const int var[2] = {0, 1};
    static const double coef[2] = {1, -1}, rhs[1];
    const double x = exp((25 * log(100) + 100 * log(121)) / 125);
    const double sd_ln = 1 / sqrt(125);
    bcl_rec_problem p = {.n = 2,
                         .value = value,
                         .sd = sd,
                         .skewed = skewed,
                         .nrow = 1,
                         .start = start,
                         .var = var,
                         .coef = coef,
                         .rhs = rhs};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 2; k++) {
        double d = log(x / value[k]);

        close_to("x", k, r.x[k], x, 1e-12);
        close_to("sd", k, r.sd[k], x * sd_ln, 1e-11);
        close_to("z", k, r.z[k], d / sqrt(sd[k] * sd[k] - 1.0 / 125), 1e-10);
    }
    close_to("chi2", 0, r.chi2, pow(log(1.21), 2) / (0.04 + 0.01), 1e-11);
    assert_int_equal(r.dof, 1);
    bcl_arena_destroy(a);
}

/* A skewed one that has to meet a normal one, far away: 2 ln(x/10)/(s^2 x) +
 * 2 (x - y)/t^2 = 0.  And one that nothing checks. */
static void test_skewed_and_normal(void **state)
{
    static const double value[3] = {10, 400, 7}, sd[3] = {0.8, 100, 0.5};
    static const bool skewed[3] = {true, false, true};
    static const size_t start[2] = {0, 2};
    static const int var[2] = {0, 1};
    static const double coef[2] = {1, -1}, rhs[1];
    double low = 10, high = 400;
    bcl_rec_problem p = {.n = 3,
                         .value = value,
                         .sd = sd,
                         .skewed = skewed,
                         .nrow = 1,
                         .start = start,
                         .var = var,
                         .coef = coef,
                         .rhs = rhs};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    for (int i = 0; i < 200; i++) {
        double x = (low + high) / 2;
        double slope = log(x / 10) / (0.64 * x) + (x - 400) / 1e4;

        *(slope > 0 ? &high : &low) = x;
    }
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    close_to("x", 0, r.x[0], low, 1e-9);
    close_to("x", 1, r.x[1], low, 1e-9);
    assert_true(r.x[2] == 7 && r.adjustment[2] == 0 && isnan(r.z[2]));
    close_to("sd", 2, r.sd[2], 3.5, 1e-12);
    assert_int_equal(r.class[2], BCL_REC_NONREDUNDANT);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_skewed),
        cmocka_unit_test(test_skewed_and_normal),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_shares", tests, NULL, NULL);
}
