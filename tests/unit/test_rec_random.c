/* Random linear problems: against a dense oracle, and what must not change an
 * answer. */
#include "rec_dense.h"
#include "rec_net.h"

static const bcl_rec_options general = {.general = true, .no_suspect = true};

/* Against the size of what stands around a value: its uncertainty. */
static void same_answer(const bcl_rec_result *r, const oracle *o, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (isnan(o->x[k]) != isnan(r->x[k]))
            fail_msg("x[%zu] is %g, not %g", k, r->x[k], o->x[k]);
        close_to("x", k, r->x[k], o->x[k], 1e-9);
        close_to("sd", k, r->sd[k], o->sd[k], 1e-8);
    }
    close_to("chi2", 0, r->chi2, o->chi2, 1e-9);
    assert_int_equal(r->dof, o->dof);
}

static void add_correlations(bcl_rec_problem *p, uint64_t *seed, bcl_arena *a)
{
    bcl_rec_correlation *c = BCL_NEW(a, bcl_rec_correlation, p->n);

    for (size_t k = 0; k + 1 < p->n; k += 3)
        if (p->sd[k] > 0 && p->sd[k + 1] > 0)
            c[p->ncorrelation++] = (bcl_rec_correlation){
                (int)k, (int)k + 1, 1.6 * uniform(seed) - 0.8};
    p->correlation = c;
}

/* About 200 variables, some exact, some unmeasured, some totals. */
static void test_dense(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        uint64_t s = seed * 7919;
        bcl_arena *a = bcl_arena_create();
        network w = random_network(170, 60, &s, a);
        bcl_rec_problem p;
        bcl_rec_result r;
        oracle o;

        add_totals(&w, 20, &s);
        measure(&w, seed % 2 ? 0.9 : 0.6, &s);
        for (size_t k = 0; k < w.n; k += 17)
            w.value[k] = w.truth[k], w.sd[k] = 0;
        p = problem_of(&w);
        if (seed % 3 == 0)
            add_correlations(&p, &s, a);
        o = solve_dense(&p, a);
        if (!bcl_reconcile(&r, &p, &general, a))
            fail_msg("status %d of seed %d", (int)r.status, (int)seed);
        same_answer(&r, &o, p.n);
        bcl_arena_destroy(a);
    }
}

/* Parts of a problem are problems of their own. */
static void test_thousands(void **state)
{
    enum { PARTS = 40 };
    uint64_t s = 5;
    bcl_arena *a = bcl_arena_create();
    network all = new_network(a);
    oracle o[PARTS];
    size_t first[PARTS + 1] = {0};
    double chi2 = 0;
    bcl_rec_problem p;
    bcl_rec_result r;

    (void)state;
    for (size_t q = 0; q < PARTS; q++) {
        network w = random_network(8, 3, &s, a);

        measure(&w, 0.8, &s);
        p = problem_of(&w);
        o[q] = solve_dense(&p, a);
        chi2 += o[q].chi2;
        for (size_t k = 0; k < w.n; k++) {
            int base = (int)all.nprocess;
            int i =
                add_variable(&all, w.from[k] == ENV ? ENV : base + w.from[k],
                             w.to[k] == ENV ? ENV : base + w.to[k], 0);

            all.value[i] = w.value[k], all.sd[i] = w.sd[k];
        }
        all.nprocess += 3;
        first[q + 1] = all.n;
    }
    p = problem_of(&all);
    assert_true(bcl_reconcile(&r, &p, &general, a));
    for (size_t q = 0; q < PARTS; q++)
        for (size_t k = first[q]; k < first[q + 1]; k++) {
            close_to("x", k, r.x[k], o[q].x[k - first[q]], 1e-9);
            close_to("sd", k, r.sd[k], o[q].sd[k - first[q]], 1e-8);
        }
    close_to("chi2", 0, r.chi2, chi2, 1e-9);
    bcl_arena_destroy(a);
}

/* Both routes, on balances alone. */
static void test_routes(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        uint64_t s = seed * 104729;
        bcl_arena *a = bcl_arena_create();
        network w = random_network(60, 20, &s, a);
        bcl_rec_problem p;
        bcl_rec_result r, g;

        measure(&w, seed % 2 ? 0.9 : 0.5, &s);
        p = problem_of(&w);
        assert_true(bcl_reconcile(&r, &p, &general, a));
        assert_true(bcl_reconcile(&g, &p, NULL, a));
        for (size_t k = 0; k < p.n; k++) {
            assert_int_equal(r.class[k], g.class[k]);
            close_to("x", k, r.x[k], g.x[k], 1e-9);
            close_to("sd", k, r.sd[k], g.sd[k], 1e-8);
            close_to("z", k, r.z[k], g.z[k], 1e-8);
        }
        assert_int_equal(r.dof, g.dof);
        close_to("chi2", 0, r.chi2, g.chi2, 1e-9);
        bcl_arena_destroy(a);
    }
}

static network sample(uint64_t *s, bcl_arena *a)
{
    network w = random_network(50, 18, s, a);

    add_totals(&w, 6, s);
    measure(&w, 0.7, s);
    return w;
}

/* The flows in another order. */
static void test_permuted(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        uint64_t s = seed * 31337;
        bcl_arena *a = bcl_arena_create();
        network w = sample(&s, a), v = sample(&s, a);
        int *to = BCL_NEW(a, int, w.n);
        bcl_rec_problem p, q;
        bcl_rec_result r, t;

        for (size_t k = 0; k < w.n; k++)
            to[k] = (int)k;
        for (size_t k = w.n - 1; k > 0; k--) {
            size_t j = pick(&s, k + 1);
            int swap = to[k];

            to[k] = to[j], to[j] = swap;
        }
        for (size_t k = 0; k < w.n; k++) {
            v.value[to[k]] = w.value[k], v.sd[to[k]] = w.sd[k];
            v.from[to[k]] = w.from[k], v.to[to[k]] = w.to[k];
            v.low[to[k]] = w.low[k], v.high[to[k]] = w.high[k];
        }
        v.n = w.n, v.nrow = w.nrow, v.nprocess = w.nprocess;
        v.start = w.start, v.coef = w.coef, v.rhs = w.rhs;
        for (size_t e = 0; e < w.nterm; e++)
            v.var[e] = to[w.var[e]];
        p = problem_of(&w), q = problem_of(&v);
        assert_true(bcl_reconcile(&r, &p, NULL, a));
        assert_true(bcl_reconcile(&t, &q, NULL, a));
        for (size_t k = 0; k < w.n; k++) {
            assert_int_equal(r.class[k], t.class[to[k]]);
            close_to("x", k, t.x[to[k]], r.x[k], 1e-11);
            close_to("sd", k, t.sd[to[k]], r.sd[k], 1e-10);
        }
        bcl_arena_destroy(a);
    }
}

/* All flows in another unit, each total in one of its own, rows multiplied. */
static void test_units(void **state)
{
    static const double unit[3] = {1e-9, 277.7, 1e12};

    (void)state;
    for (uint64_t seed = 1; seed <= 9; seed++) {
        uint64_t s = seed * 65537;
        bcl_arena *a = bcl_arena_create();
        network w = sample(&s, a);
        double *by = BCL_NEW(a, double, w.n);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_result r, t;

        assert_true(bcl_reconcile(&r, &p, NULL, a));
        for (size_t k = 0; k < w.n; k++) {
            bool total = w.from[k] == ENV && w.to[k] == ENV;

            by[k] = unit[seed % 3] * (total ? pow(10, 6 * uniform(&s)) : 1);
            w.value[k] *= by[k], w.sd[k] *= by[k];
        }
        for (size_t i = 0; i < w.nrow; i++) {
            double times = pow(10, 10 * uniform(&s) - 5);

            for (size_t e = w.start[i]; e < w.start[i + 1]; e++)
                w.coef[e] *= times / by[w.var[e]];
            w.rhs[i] *= times;
        }
        assert_true(bcl_reconcile(&t, &p, NULL, a));
        for (size_t k = 0; k < w.n; k++) {
            assert_int_equal(r.class[k], t.class[k]);
            close_to("x", k, t.x[k] / by[k], r.x[k], 1e-10);
            close_to("sd", k, t.sd[k] / by[k], r.sd[k], 1e-9);
            close_to("z", k, t.z[k], r.z[k], 1e-8);
        }
        close_to("chi2", 0, t.chi2, r.chi2, 1e-10);
        assert_int_equal(t.dof, r.dof);
        bcl_arena_destroy(a);
    }
}

/* An exact datum that says what is already the answer. */
static void test_confirmed(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        uint64_t s = seed * 999331;
        bcl_arena *a = bcl_arena_create();
        network w = sample(&s, a);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_result r, t;
        size_t k;

        assert_true(bcl_reconcile(&r, &p, NULL, a));
        do
            k = pick(&s, w.n);
        while (r.class[k] != BCL_REC_OBSERVABLE &&
               r.class[k] != BCL_REC_REDUNDANT);
        int twin = add_variable(&w, ENV, ENV, 0);
        w.value[twin] = r.x[k], w.sd[twin] = 0;
        add_term(&w, (int)k, 1);
        add_term(&w, twin, -1);
        end_row(&w, 0);
        p = problem_of(&w);
        assert_true(bcl_reconcile(&t, &p, NULL, a));
        for (size_t i = 0; i < w.n - 1; i++)
            close_to("x", i, t.x[i], r.x[i], 1e-10);
        close_to("chi2", 0, t.chi2, r.chi2, 1e-9);
        assert_true(t.sd[k] == 0);
        bcl_arena_destroy(a);
    }
}

/* A problem said twice over: the same rows, other coefficients. */
static void test_redundant_rows(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        uint64_t s = seed * 271828;
        bcl_arena *a = bcl_arena_create();
        network w = sample(&s, a);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_result r, t;
        size_t rows = w.nrow;

        assert_true(bcl_reconcile(&r, &p, NULL, a));
        for (size_t i = 0; i < rows; i++) {
            for (size_t e = w.start[i]; e < w.start[i + 1]; e++)
                add_term(&w, w.var[e], w.coef[e] / 3);
            end_row(&w, w.rhs[i] / 3);
        }
        for (size_t k = 0; k < w.n; k++)
            if (w.from[k] != ENV || w.to[k] != ENV)
                if (w.from[k] == 0 || w.to[k] == 0)
                    add_term(&w, (int)k, w.from[k] == 0 ? 0.7 : -0.7);
        end_row(&w, 0);
        p = problem_of(&w);
        assert_true(bcl_reconcile(&t, &p, NULL, a));
        for (size_t k = 0; k < w.n; k++) {
            assert_int_equal(r.class[k], t.class[k]);
            close_to("x", k, t.x[k], r.x[k], 1e-10);
            close_to("sd", k, t.sd[k], r.sd[k], 1e-9);
        }
        assert_int_equal(t.dof, r.dof);
        bcl_arena_destroy(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dense),          cmocka_unit_test(test_thousands),
        cmocka_unit_test(test_routes),         cmocka_unit_test(test_permuted),
        cmocka_unit_test(test_units),          cmocka_unit_test(test_confirmed),
        cmocka_unit_test(test_redundant_rows),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_random", tests, NULL, NULL);
}
