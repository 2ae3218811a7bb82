/* Reconciliation of pure balances: published cases, and those whose answer is
 * known in closed form. */
#include "rec_network.h"
#include "rec_published.h"

static void test_published(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof published / sizeof *published; k++) {
        const published_case *c = &published[k];

        net.p.n = net.p.nprocess = 0;
        for (size_t j = 0; j < c->n; j++)
            put(c->flow[j].from, c->flow[j].to, c->flow[j].value,
                c->flow[j].sd);
        assert_int_equal(net.p.nprocess, c->nprocess);
        run(BCL_REC_OK);
        for (size_t j = 0; j < c->n; j++) {
            const published_flow *f = &c->flow[j];

            assert_int_equal(r.class[j], f -> class);
            expect(r.x[j], f->x, 1e-9);
            expect(r.sd[j], f->sdx, 1e-8);
            expect(r.adjustment[j], f->x - f->value, 1e-8);
            if (!isnan(f->z) || r.class[j] != BCL_REC_REDUNDANT)
                expect(r.z[j], f->z, 1e-8);
        }
        expect(r.chi2, c->chi2, 1e-9);
        assert_int_equal(r.dof, c->dof);
    }
}

/* A loop of 1e6 +- 1e5 fed by 1 +- 0.01: variances from 1e-4 to 1e10.  What
 * enters is the mean of three measurements, the loop's being vague. */
static void test_range(void **state)
{
    const double sharp = 1 / 1e-4, vague = 1 / 2e10, w = 2 * sharp + vague;

    (void)state;
    put(OUT, 0, 1.00, 0.01);
    put(0, 1, 1.0e6, 1e5);
    put(1, 0, 1.1e6, 1e5);
    put(1, OUT, 1.03, 0.01);
    run(BCL_REC_OK);
    double x = (2.03 * sharp - 1e5 * vague) / w, half = (x + 1e5) / 2;

    expect(r.x[0], x, 1e-15);
    expect(r.x[3], x, 1e-15);
    expect(r.x[1], 1.0e6 + half, 1e-15);
    expect(r.x[2], 1.1e6 - half, 1e-15);
    expect(r.sd[0], sqrt(1 / w), 1e-12);
    expect(r.sd[3], sqrt(1 / w), 1e-12);
    expect(r.sd[1], sqrt(0.5e10 + 0.25 / w), 1e-12);
    expect(r.z[0], (x - 1) / sqrt(1e-4 - 1 / w), 1e-12);
}

/* A vague flow beside a sharp one takes its sd, were it 1e9 times smaller. */
static void test_vague(void **state)
{
    (void)state;
    put(OUT, 0, 10, 1e-3);
    put(0, OUT, 10, 1e6);
    run(BCL_REC_OK);
    expect(r.sd[1], 1e-3 / sqrt(1 + 1e-18), 1e-12);
    expect(r.sd[0], 1e-3 / sqrt(1 + 1e-18), 1e-12);
}

/* The same where an unmeasured flow lies between. */
static void test_vague_cut(void **state)
{
    (void)state;
    put(OUT, 2, 10, 1e-3);
    put(2, 0, 11, 1e6);
    put(0, 1, NAN, NAN);
    put(1, OUT, 12, 1e6);
    run(BCL_REC_OK);
    for (int j = 0; j < 4; j++) {
        expect(r.x[j], 10 + 3e-18, 1e-15);
        expect(r.sd[j], 1e-3 / sqrt(1 + 2e-18), 1e-12);
    }
    assert_int_equal(r.class[2], BCL_REC_OBSERVABLE);
    assert_int_equal(r.dof, 2);
}

/* A chain of unmeasured flows that a pair of measured ones feeds at each step:
 * each pair agrees on its own, and the chain adds them up, less what a measured
 * flow takes from its first to its last process.  In the middle a flow is the
 * rest of some 700 others. */
static void test_chain(void **state)
{
    enum { N = 1400 };
    int link[N];
    double sum = -5, variance = 9;

    (void)state;
    put(0, N - 1, 5, 3);
    for (int k = 0; k < N; k++) {
        double s = 1 + k % 7, t = 2 + k % 5;

        put(OUT, N + k, 10 + k % 3, s);
        put(N + k, k, 10, t);
        link[k] = k + 1 < N ? put(k, k + 1, NAN, NAN)
                            : put(OUT, k, NAN, NAN); /* against the current */
    }
    run(BCL_REC_OK);
    for (int k = 0; k < N; k++) {
        double s = 1 + k % 7, t = 2 + k % 5, w = 1 / (s * s) + 1 / (t * t);

        sum += ((10 + k % 3) / (s * s) + 10 / (t * t)) / w;
        variance += 1 / w;
        if (k + 1 == N) {
            sum += 5;
            variance -= 9;
        }
        expect(r.x[link[k]], k + 1 < N ? sum : -sum, 1e-12);
        expect(r.sd[link[k]], sqrt(variance), 1e-10);
        assert_int_equal(r.class[link[k]], BCL_REC_OBSERVABLE);
    }
    assert_int_equal(r.dof, N);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_published, setup, teardown),
        cmocka_unit_test_setup_teardown(test_range, setup, teardown),
        cmocka_unit_test_setup_teardown(test_vague, setup, teardown),
        cmocka_unit_test_setup_teardown(test_vague_cut, setup, teardown),
        cmocka_unit_test_setup_teardown(test_chain, setup, teardown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_graph", tests, NULL, NULL);
}
