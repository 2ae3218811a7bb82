/* The tests and suspects, on random networks of about 30 flows and 11
 * processes. */
#include "rec_fixture.h"
#include "rec_gross.h"

static void test_found(void **state)
{
    const double gross = 8; /* standard deviations */
    gross_score c = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++)
        assert_true(gross_draw(&c, gross, seed));
    printf("# a flow wrong by %g sd: test fails %d times in %d; of these it is "
           "the first suspect %d times, tied with the first %d, listed %d\n",
           gross, c.noticed, c.trials, c.first, c.tied, c.listed);
    assert_true(c.trials > 150);
    assert_true(2 * (c.first + c.tied) > c.noticed);
    assert_true(c.listed + c.tied >= c.first);
}

/* Sound data fail the test one time in twenty. */
static void test_level(void **state)
{
    int failed = 0, trials = 400;

    (void)state;
    for (int i = 0; i < trials; i++) {
        uint64_t s = (uint64_t)i * 40503 + 7;
        bcl_arena *a = bcl_arena_create();
        network w = gross_network(&s, a);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_options o = {.no_suspect = true, .no_sd = true};
        bcl_rec_result r;

        assert_true(bcl_reconcile(&r, &p, &o, a));
        failed += r.verdict == BCL_REC_FAIL;
        assert_true(r.nsuspect == 0);
        bcl_arena_destroy(a);
    }
    printf("# sound data fail %d times in %d\n", failed, trials);
    assert_true(failed > 5 && failed < 40); /* 20 expected, sd 4.4 */
}

/* The two flows of a process cannot be told apart; another one is sound. */
static void test_alike(void **state)
{
    static const flow_case f[4] = {
        {.from = ENV, .to = P1, .value = 100, .sd = 1},
        {.from = P1, .to = ENV, .value = 110, .sd = 1},
        {.from = ENV, .to = P2, .value = 50, .sd = 2},
        {.from = P2, .to = ENV, .value = 51, .sd = 2},
    };
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = flows_of(f, 4, 2, a);
    bcl_rec_result r;
    const double z = 10 / sqrt(2), left = 1.0 / 8;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.verdict, BCL_REC_FAIL);
    assert_int_equal(r.nsuspect, 1);
    assert_int_equal(r.suspect[0].alike, 1);
    assert_true(r.suspect[0].var == 0 || r.suspect[0].var == 1);
    close_to("z", 0, fabs(r.suspect[0].z), z, 1e-12);
    close_to("chi2", 0, r.chi2, 50 + left, 1e-12);
    close_to("chi2 left", 0, r.suspect[0].chi2, left, 1e-12);
    close_to("z_bonferroni", 0, r.z_bonferroni, 2.4977054744123723, 1e-12);
    bcl_arena_destroy(a);
}

/* What each step says is what reconciling without these data says. */
static void test_steps(void **state)
{
    size_t steps = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        uint64_t s = seed * 75577;
        bcl_arena *a = bcl_arena_create();
        network w = gross_network(&s, a);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_result r, t;

        for (int i = 0; i < 4; i++) {
            size_t k = pick(&s, w.n);

            w.value[k] += 9 * w.sd[k];
        }
        assert_true(bcl_reconcile(&r, &p, NULL, a));
        for (size_t i = 0; i < r.nsuspect; i++) {
            w.value[r.suspect[i].var] = NAN;
            assert_true(bcl_reconcile(&t, &p, NULL, a));
            close_to("chi2", i, r.suspect[i].chi2, t.chi2, 1e-9);
            close_to("p", i, r.suspect[i].p, t.p, 1e-9);
            if (i + 1 < r.nsuspect) {
                assert_int_equal(t.verdict, BCL_REC_FAIL);
                close_to("z", i, t.suspect[0].z, r.suspect[i + 1].z, 1e-9);
            } else {
                assert_int_not_equal(t.verdict, BCL_REC_FAIL);
            }
            steps++;
        }
        bcl_arena_destroy(a);
    }
    assert_true(steps > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_level),
        cmocka_unit_test(test_alike),
        cmocka_unit_test(test_steps),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_suspects", tests, NULL, NULL);
}
