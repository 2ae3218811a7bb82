/* Reconciliation of balances on random networks: what must not change an
 * answer. */
#include "rec_random.h"

static void same(const bcl_rec_result *r, size_t j, const bcl_rec_result *s,
                 size_t k, double unit, double tolerance)
{
    assert_int_equal(r->class[j], s -> class[k]);
    near(r->x[j], unit * s->x[k], tolerance, tolerance * fabs(unit));
    near(r->sd[j], fabs(unit) * s->sd[k], tolerance, 0);
    near(r->adjustment[j], unit * s->adjustment[k], tolerance,
         tolerance * fabs(unit) * fabs(s->x[k]));
    near(r->z[j], unit < 0 ? -s->z[k] : s->z[k], tolerance, tolerance);
}

/* Other units, from 1e-6 to 1e12. */
static void test_units(void **state)
{
    static const double unit[] = {1e-6, 1e3, 1e12, 0x1p-40};
    network t, u;

    (void)state;
    for (int k = 0; k < 40; k++) {
        make(&t, 40 + pick(160), 0.1 * (k % 3), 0.1);
        bcl_rec_result r = run(&t, NULL);

        make(&u, 1, 0, 0);
        u = t;
        u.p.value = u.value;
        u.p.sd = u.sd;
        for (size_t j = 0; j < t.p.n; j++) {
            u.value[j] *= unit[k % 4];
            u.sd[j] *= unit[k % 4];
        }
        bcl_rec_result s = run(&u, NULL);

        near(s.chi2, r.chi2, 1e-11, 0);
        assert_int_equal(s.dof, r.dof);
        for (size_t j = 0; j < t.p.n; j++)
            same(&s, j, &r, j, unit[k % 4], k % 4 == 3 ? 0 : 1e-10);
    }
}

static void shuffle(int *order, int n)
{
    for (int k = 0; k < n; k++)
        order[k] = k;
    for (int k = n; k > 1; k--) {
        int j = pick(k), swap = order[j];

        order[j] = order[k - 1];
        order[k - 1] = swap;
    }
}

/* Flows and processes in another order, every third flow the other way round.
 */
static void test_order(void **state)
{
    int flow[NMAX], process[PMAX];
    network t, u;

    (void)state;
    for (int k = 0; k < 40; k++) {
        make(&t, 40 + pick(160), 0.1 * (k % 4), 0.1);
        bcl_rec_result r = run(&t, NULL);

        u = t;
        u.p.value = u.value;
        u.p.sd = u.sd;
        u.p.from = u.from;
        u.p.to = u.to;
        shuffle(flow, (int)t.p.n);
        shuffle(process, (int)t.p.nprocess);
        for (size_t j = 0; j < t.p.n; j++) {
            int i = flow[j], sign = j % 3 ? 1 : -1;
            int from = t.from[i] < 0 ? t.from[i] : process[t.from[i]];
            int to = t.to[i] < 0 ? t.to[i] : process[t.to[i]];

            u.value[j] = sign * t.value[i];
            u.sd[j] = t.sd[i];
            u.from[j] = sign > 0 ? from : to;
            u.to[j] = sign > 0 ? to : from;
        }
        bcl_rec_result s = run(&u, NULL);

        near(s.chi2, r.chi2, 1e-11, 0);
        assert_int_equal(s.dof, r.dof);
        for (size_t j = 0; j < t.p.n; j++)
            same(&s, j, &r, (size_t)flow[j], j % 3 ? 1 : -1, 1e-10);
    }
}

/* A flow that is given its answer as an exact datum moves no other. */
static void test_known(void **state)
{
    network t;

    (void)state;
    for (int k = 0; k < 40; k++) {
        make(&t, 40 + pick(160), 0.1 * (k % 4), 0.1);
        bcl_rec_result r = run(&t, NULL);

        for (int round = 0; round < 5; round++) {
            size_t i = (size_t)pick((int)t.p.n);
            double value = t.value[i], sd = t.sd[i];

            if (isnan(r.x[i]) || fabs(r.x[i]) < 1)
                continue;
            t.value[i] = r.x[i];
            t.sd[i] = 0;
            bcl_rec_result s = run(&t, NULL);

            for (size_t j = 0; j < t.p.n; j++) {
                near(s.x[j], r.x[j], 1e-9, 1e-9);
                assert_true(isnan(r.sd[j]) || s.sd[j] <= r.sd[j] * (1 + 1e-9));
            }
            t.value[i] = value;
            t.sd[i] = sd;
        }
    }
}

static void test_values_alone(void **state)
{
    network t;

    (void)state;
    make(&t, 120, 0.2, 0.1);
    bcl_rec_result r = run(&t, NULL);
    bcl_rec_result s = run(&t, &(bcl_rec_options){.no_sd = true});

    near(s.chi2, r.chi2, 1e-12, 0);
    assert_int_equal(s.dof, r.dof);
    for (size_t j = 0; j < t.p.n; j++) {
        assert_int_equal(s.class[j], r.class[j]);
        near(s.x[j], r.x[j], 1e-12, 1e-12);
        assert_true(isnan(s.sd[j]) && isnan(s.z[j]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_units, setup, teardown),
        cmocka_unit_test_setup_teardown(test_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_known, setup, teardown),
        cmocka_unit_test_setup_teardown(test_values_alone, setup, teardown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_graph_same", tests, NULL, NULL);
}
