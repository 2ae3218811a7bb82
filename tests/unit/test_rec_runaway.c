/* Products of something that is 0 or tends to it: what grows without end is
 * told, and nothing is invented of what stays undetermined. */
#include "rec_fixture.h"
#include "rec_net.h"

/* The inflow of a process, its two outflows, and the share of the first. */
static network one_share(double inflow, double sd, double outflow, bcl_arena *a)
{
    network w = new_network(a);

    w.nprocess = 1;
    add_variable(&w, ENV, P1, 0);
    add_variable(&w, P1, ENV, 0);
    add_variable(&w, P1, ENV, 0);
    add_variable(&w, ENV, ENV, 0);
    w.value[0] = inflow, w.sd[0] = sd;
    w.value[1] = outflow, w.sd[1] = 1;
    w.product[w.nproduct++] = (bcl_rec_product){0, 3, 0, -1};
    add_term(&w, 1, 1);
    end_row(&w, 0);
    return w;
}

static bcl_rec_result reconcile(const network *w, bcl_arena *a)
{
    bcl_rec_problem p = problem_of(w);
    bcl_rec_result r;

    bcl_reconcile(&r, &p, NULL, a);
    return r;
}

static void check_runaway(const bcl_rec_result *r, int runaway, int vanishing)
{
    assert_int_equal(r->status, BCL_REC_DIVERGED);
    assert_int_equal(r->runaway, runaway);
    assert_int_equal(r->vanishing, vanishing);
}

/* 5 = share * 0: as close as one likes, with a share large enough.  Neither the
 * unit of the share nor what else it must agree with change that. */
static void test_share(void **state)
{
    bcl_arena *a = bcl_arena_create();

    (void)state;
    for (double unit = 1e-6; unit < 1e7; unit *= 1000) {
        network w = one_share(0, 1, 5, a);
        bcl_rec_result r;

        w.product[0].coef = -unit;
        r = reconcile(&w, a);
        check_runaway(&r, 3, 0);
        /* the share of the other outflow: both together are 1 */
        add_variable(&w, ENV, ENV, 0);
        w.product[w.nproduct++] = (bcl_rec_product){1, 4, 0, -unit};
        add_term(&w, 2, 1);
        end_row(&w, 0);
        add_term(&w, 3, unit);
        add_term(&w, 4, unit);
        end_row(&w, 1);
        r = reconcile(&w, a);
        assert_int_equal(r.status, BCL_REC_DIVERGED);
        assert_true(r.runaway == 3 || r.runaway == 4);
        assert_int_equal(r.vanishing, 0);
    }
    bcl_arena_destroy(a);
}

/* x y = 12, of which y was measured, as 0. */
static void test_constant(void **state)
{
    bcl_arena *a = bcl_arena_create();
    network w = new_network(a);
    bcl_rec_result r;

    (void)state;
    add_variable(&w, ENV, ENV, 0);
    add_variable(&w, ENV, ENV, 0);
    w.value[1] = 0, w.sd[1] = 0.1;
    w.product[w.nproduct++] = (bcl_rec_product){0, 0, 1, 1};
    end_row(&w, 12);
    r = reconcile(&w, a);
    check_runaway(&r, 0, 1);
    /* bounded, it is at its bound */
    w.high[0] = 60;
    r = reconcile(&w, a);
    assert_int_equal(r.status, BCL_REC_OK);
    close_to("x", 0, r.x[0], 60, 1e-12);
    close_to("y", 1, r.x[1], 0.2, 1e-12);
    close_to("chi2", 0, r.chi2, 4, 1e-9);
    assert_true(r.binding[0] && r.runaway == -1);
    assert_true(isnan(r.unbounded[0]));
    bcl_arena_destroy(a);
}

/* x y = 100, about, and y is about -1.  Both held at 0 hold each other there,
 * but a small y and a large x are better; bounded, x would be at its bound. */
static void test_trapped(void **state)
{
    bcl_arena *a = bcl_arena_create();
    network w = new_network(a);
    bcl_rec_result r;

    (void)state;
    for (int k = 0; k < 3; k++)
        add_variable(&w, ENV, ENV, 0);
    w.value[1] = -1, w.sd[1] = 1;
    w.value[2] = 100, w.sd[2] = 1;
    w.low[0] = w.low[1] = 0;
    w.product[w.nproduct++] = (bcl_rec_product){0, 0, 1, -1};
    add_term(&w, 2, 1);
    end_row(&w, 0);
    r = reconcile(&w, a);
    check_runaway(&r, 0, 1);
    w.high[0] = 60;
    r = reconcile(&w, a);
    assert_int_equal(r.status, BCL_REC_DIVERGED);
    bcl_arena_destroy(a);
}

/* Only the product of two unknowns is told. */
static void test_two_unknowns(void **state)
{
    static const double product[] = {10, 0, -3};
    bcl_arena *a = bcl_arena_create();

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        network w = one_share(NAN, NAN, product[i], a);
        bcl_rec_result r = reconcile(&w, a);

        assert_int_equal(r.status, BCL_REC_OK);
        assert_int_equal(r.class[0], BCL_REC_UNOBSERVABLE);
        assert_int_equal(r.class[1], BCL_REC_NONREDUNDANT);
        assert_int_equal(r.class[2], BCL_REC_UNOBSERVABLE);
        assert_int_equal(r.class[3], BCL_REC_UNOBSERVABLE);
        assert_true(isnan(r.x[0]) && isnan(r.sd[3]));
        assert_int_equal(r.dof, 0);
    }
    bcl_arena_destroy(a);
}

/* Any share of 0 is 0.  Were it tried, it would make inflow and outflow check
 * each other, or give the outflow a deviation. */
static void test_nothing(void **state)
{
    bcl_arena *a = bcl_arena_create();
    network w = one_share(0, 1, 0, a);
    bcl_rec_result r = reconcile(&w, a);

    (void)state;
    assert_int_equal(r.status, BCL_REC_OK);
    assert_int_equal(r.class[0], BCL_REC_NONREDUNDANT);
    assert_int_equal(r.class[1], BCL_REC_NONREDUNDANT);
    assert_int_equal(r.class[3], BCL_REC_UNOBSERVABLE);
    close_to("sd", 2, r.sd[2], sqrt(2), 1e-12);
    assert_int_equal(r.dof, 0);

    w = one_share(0, 1, NAN, a);
    r = reconcile(&w, a);
    assert_int_equal(r.status, BCL_REC_OK);
    assert_int_equal(r.class[1], BCL_REC_UNOBSERVABLE);
    assert_int_equal(r.class[2], BCL_REC_UNOBSERVABLE);
    assert_true(isnan(r.sd[1]) && isnan(r.x[3]));
    bcl_arena_destroy(a);
}

/* Of exactly 0, given or deduced, the outflow is exactly 0. */
static void test_exactly_nothing(void **state)
{
    bcl_arena *a = bcl_arena_create();

    (void)state;
    for (int deduced = 0; deduced < 2; deduced++) {
        network w = one_share(0, 0, NAN, a);
        bcl_rec_result r;

        if (deduced) { /* by 0.3 = 0.1 + 0.2 + inflow */
            w.value[0] = w.sd[0] = NAN;
            add_variable(&w, ENV, ENV, 0);
            w.value[4] = 0.3, w.sd[4] = 0;
            add_term(&w, 4, -1);
            add_term(&w, 0, 1);
            end_row(&w, -0.1 - 0.2);
        }
        r = reconcile(&w, a);
        assert_int_equal(r.status, BCL_REC_OK);
        assert_int_equal(r.class[3], BCL_REC_UNOBSERVABLE);
        for (size_t k = 1; k < 3; k++) {
            assert_int_equal(r.class[k], BCL_REC_OBSERVABLE);
            assert_true(r.x[k] == 0 && r.sd[k] == 0);
        }
    }
    bcl_arena_destroy(a);
}

/* A process beside others, which nothing enters but by a flow measured as
 * about 0; an outflow measured, or not, and the share of it. */
static void add_idle(network *w, uint64_t *s)
{
    int p = (int)w->nprocess++, share;
    size_t from = pick(s, w->nprocess);
    int in = add_variable(w, from < w->nprocess - 1 ? (int)from : ENV, p, 0);
    int out = add_variable(w, p, ENV, 0);

    add_variable(w, p, ENV, 0);
    w->value[in] = uniform(s) < 0.5 ? 0 : gauss(s), w->sd[in] = 1;
    if (uniform(s) < 0.5)
        w->value[out] = uniform(s) < 0.5 ? 0 : gauss(s), w->sd[out] = 1;
    share = add_variable(w, ENV, ENV, 0);
    w->product[w->nproduct++] = (bcl_rec_product){(int)w->nrow, share, in, -1};
    add_term(w, out, 1);
    end_row(w, 0);
}

/* Units do not matter: that of shares changes what is tried for them. */
static bool same_in_units(const network *w, const bcl_rec_result *r,
                          double unit, bcl_arena *a)
{
    network v = *w;
    bcl_rec_product *product = BCL_NEW(a, bcl_rec_product, MOST);
    bcl_rec_result t;
    bcl_rec_problem p;

    for (size_t f = 0; f < w->nproduct; f++) {
        product[f] = w->product[f];
        product[f].coef *= unit;
    }
    v.product = product;
    p = problem_of(&v);
    bcl_reconcile(&t, &p, NULL, a);
    if (t.status != r->status)
        return false;
    for (size_t k = 0; k < w->n && r->status == BCL_REC_OK; k++) {
        bool share = false;

        for (size_t f = 0; f < w->nproduct; f++)
            share |= w->product[f].a == (int)k;
        assert_int_equal(t.class[k], r -> class[k]);
        close_to("x", k, t.x[k] * (share ? unit : 1), r->x[k], 1e-6);
        close_to("sd", k, t.sd[k] * (share ? unit : 1), r->sd[k], 1e-6);
    }
    return true;
}

static void test_random(void **state)
{
    size_t fine = 0, runaway = 0, other = 0, differ = 0, iterations = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        uint64_t s = seed * 48271;
        bcl_arena *a = bcl_arena_create();
        network w = random_network(30, 11, &s, a);
        bcl_rec_result r;

        measure(&w, 0.9, &s);
        for (int i = 0; i < 3; i++)
            add_idle(&w, &s);
        r = reconcile(&w, a);
        fine += r.status == BCL_REC_OK;
        runaway += r.status == BCL_REC_DIVERGED && r.runaway >= 0;
        other += r.status != BCL_REC_OK && r.runaway < 0;
        iterations += r.status == BCL_REC_OK ? (size_t)r.iterations : 0;
        for (size_t k = 0; k < w.n && r.status == BCL_REC_OK; k++)
            assert_true(isnan(r.x[k]) || fabs(r.x[k]) < 1e9);
        differ += !same_in_units(&w, &r, 100, a);
        bcl_arena_destroy(a);
    }
    printf("# idle processes: %zu of 150 reconciled, %zu runaways told, %zu "
           "others, %zu differ by the unit of shares; %.1f iterations\n",
           fine, runaway, other, differ, (double)iterations / (double)fine);
    assert_true(fine > 120 && runaway > 5);
    assert_true(other <= 1 && differ <= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_share),   cmocka_unit_test(test_constant),
        cmocka_unit_test(test_trapped), cmocka_unit_test(test_two_unknowns),
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_exactly_nothing),
        cmocka_unit_test(test_random),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_runaway", tests, NULL, NULL);
}
