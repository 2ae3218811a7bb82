/* Reconciliation of balances on random networks: against dense algebra, and
 * against what must hold of any. */
#include "rec_oracle.h"
#include "rec_random.h"

static double find_most(const double *x, size_t n)
{
    double most = 0;

    for (size_t j = 0; j < n; j++)
        if (fabs(x[j]) > most)
            most = fabs(x[j]);
    return most;
}

static void check_oracle(const network *t)
{
    static oracle_answer o;
    bcl_rec_result r = run(t, NULL);

    oracle_solve(&o, &t->p);
    double most = find_most(o.x, t->p.n), vague = find_most(o.variance, t->p.n);

    assert_int_equal(r.dof, o.dof);
    near(r.chi2, o.chi2, 1e-9, 1e-12);
    for (size_t j = 0; j < t->p.n; j++) {
        assert_int_equal(r.class[j], o.class[j]);
        near(r.x[j], o.x[j], 1e-9, 1e-12 * most);
        if (isnan(o.x[j])) {
            assert_true(isnan(r.sd[j]) && isnan(r.z[j]));
            continue;
        }
        near(r.sd[j] * r.sd[j], o.variance[j], 1e-9, 1e-13 * vague);
        assert_true((r.sd[j] == 0) == (o.variance[j] < 1e-12 * vague));
        if (r.class[j] == BCL_REC_REDUNDANT)
            near(r.z[j],
                 (o.x[j] - t->value[j]) /
                     sqrt(t->sd[j] * t->sd[j] - o.variance[j]),
                 1e-6, 1e-9);
        else
            assert_true(isnan(r.z[j]));
    }
}

static void test_oracle(void **state)
{
    static const double unmeasured[] = {0, 0.1, 0.4};
    network t;

    (void)state;
    for (int k = 0; k < 180; k++) {
        make(&t, 30 + pick(k < 150 ? 60 : 170), unmeasured[k % 3],
             k % 2 ? 0.15 : 0);
        check_oracle(&t);
    }
}

/* Too large for dense algebra.  The shares of variance that reconciliation
 * takes add up to the degrees of freedom; and a measurement that says what was
 * deduced moves nothing, its variance and that deduced add up as resistances in
 * parallel do. */
static void test_large(void **state)
{
    static network t;
    double gain = 0;
    int tried = 0;

    (void)state;
    make(&t, 2000, 0.12, 0.02);
    bcl_rec_result r = run(&t, NULL);

    for (size_t j = 0; j < t.p.n; j++)
        if (r.class[j] == BCL_REC_REDUNDANT)
            gain += 1 - pow(r.sd[j] / t.sd[j], 2);
    near(gain, r.dof, 1e-12, 0);
    for (size_t j = 0; j < t.p.n; j++) {
        if (r.class[j] != BCL_REC_OBSERVABLE || r.sd[j] == 0)
            continue;
        t.value[j] = r.x[j];
        t.sd[j] = 0.5 * r.sd[j] + 1;
        bcl_rec_result s = run(&t, NULL);

        near(s.sd[j], 1 / hypot(1 / r.sd[j], 1 / t.sd[j]), 1e-10, 0);
        near(s.chi2, r.chi2, 1e-10, 0);
        for (size_t k = 0; k < t.p.n; k++)
            near(s.x[k], r.x[k], 1e-9, 1e-9);
        t.value[j] = NAN;
        tried++;
    }
    assert_true(tried > 50);
}

/* Processes all of whose flows have a value balance. */
static void check_balances(const network *t, const bcl_rec_result *r)
{
    double in[PMAX + 1] = {0}, most = find_most(r->x, t->p.n);

    for (size_t j = 0; j < t->p.n; j++) {
        in[t->to[j] + 1] += t->from[j] == t->to[j] ? 0 : r->x[j];
        in[t->from[j] + 1] -= t->from[j] == t->to[j] ? 0 : r->x[j];
    }
    for (size_t v = 1; v <= t->p.nprocess; v++)
        assert_true(isnan(in[v]) || fabs(in[v]) < 1e-13 * most);
}

/* The balances of the processes named add up to the culprits alone. */
static void check_culprits(const network *t, const bcl_rec_result *r)
{
    double coef[NMAX] = {0}, sum = 0;
    size_t n = 0;

    for (size_t j = 0; j < t->p.n; j++)
        for (size_t k = 0; k < r->nprocess; k++)
            coef[j] +=
                (t->to[j] == r->process[k]) - (t->from[j] == r->process[k]);
    for (size_t j = 0; j < t->p.n; j++) {
        if (coef[j] == 0)
            continue;
        assert_true(n < r->nculprit && r->culprit[n] == (int)j);
        assert_true(r->culprit_coef[n++] == coef[j]);
        assert_true(t->sd[j] == 0 && !isnan(t->value[j]));
        sum += coef[j] * t->value[j];
    }
    assert_int_equal(n, r->nculprit);
    assert_true(sum == r->imbalance && sum != 0);
}

/* One exact datum is wrong by 7: either a contradiction is told, or all adds
 * up. */
static void test_contradictions(void **state)
{
    static network t;
    int told = 0;

    (void)state;
    for (int k = 0; k < 60; k++) {
        make(&t, 40 + pick(160), 0.2, 0.5);
        int j = pick((int)t.p.n);

        while (t.sd[j] != 0 || t.from[j] == t.to[j])
            j = pick((int)t.p.n);
        t.value[j] += 7;
        bcl_rec_result r = {0};

        if (bcl_rec_graph(&r, NULL, &t.p, NULL, a) == BCL_REC_CONTRADICTION) {
            check_culprits(&t, &r);
            told++;
        } else {
            check_balances(&t, &r);
        }
    }
    assert_true(told > 10 && told < 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_oracle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_large, setup, teardown),
        cmocka_unit_test_setup_teardown(test_contradictions, setup, teardown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_graph_random", tests, NULL, NULL);
}
