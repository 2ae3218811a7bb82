/* Bounds: the conditions of Karush, Kuhn and Tucker on random problems, and
 * small ones solved by hand. */
#include "flow/rec_bounds.h"
#include "rec_dense.h"
#include "rec_net.h"

/* The gradient of chi2/2 is a combination of the constraints and, with the
 * right sign, of the bounds that bind.  Variables in units of their own. */
static void check_kkt(const bcl_rec_problem *p, const bcl_rec_result *r)
{
    gsl_matrix *c = constraints(p);
    size_t m = c->size1, columns = m + r->nbinding, at = m;
    gsl_matrix *a = gsl_matrix_calloc(p->n, columns), *v;
    gsl_vector *g = gsl_vector_calloc(p->n), *s = gsl_vector_alloc(columns);
    gsl_vector *work = gsl_vector_alloc(columns);
    gsl_vector *mu = gsl_vector_alloc(columns);
    gsl_vector *left = gsl_vector_calloc(p->n);

    for (size_t k = 0; k < p->n; k++) {
        double unit = p->sd[k] > 0 ? p->sd[k] : 1;

        if (p->sd[k] > 0)
            gsl_vector_set(g, k, (r->x[k] - p->value[k]) / unit);
        for (size_t i = 0; i < m; i++)
            gsl_matrix_set(a, k, i, gsl_matrix_get(c, i, k) * unit);
        if (r->binding[k])
            gsl_matrix_set(a, k, at++, r->x[k] == p->low[k] ? 1 : -1);
    }
    for (size_t j = 0; j < columns; j++) {
        gsl_vector_view col = gsl_matrix_column(a, j);
        double norm = gsl_blas_dnrm2(&col.vector);

        if (norm > 0)
            gsl_blas_dscal(1 / norm, &col.vector);
    }
    v = gsl_matrix_alloc(columns, columns);
    gsl_matrix *u = gsl_matrix_alloc(p->n, columns);
    gsl_matrix_memcpy(u, a);
    assert_true(p->n >= columns);
    gsl_linalg_SV_decomp(u, v, s, work);
    for (size_t j = 0; j < columns; j++)
        if (gsl_vector_get(s, j) < 1e-10 * gsl_vector_get(s, 0))
            gsl_vector_set(s, j, 0);
    gsl_linalg_SV_solve(u, v, s, g, mu);
    gsl_vector_memcpy(left, g);
    gsl_blas_dgemv(CblasNoTrans, -1, a, mu, 1, left);
    assert_true(gsl_blas_dnrm2(left) < 1e-7);
    for (size_t j = m; j < columns; j++)
        if (!(gsl_vector_get(mu, j) > -1e-7))
            fail_msg("a bound pulls the wrong way by %g",
                     gsl_vector_get(mu, j));
    gsl_matrix_free(a), gsl_matrix_free(u), gsl_matrix_free(v);
    gsl_matrix_free(c), gsl_vector_free(g), gsl_vector_free(s);
    gsl_vector_free(work), gsl_vector_free(mu), gsl_vector_free(left);
}

static void check_within(const bcl_rec_problem *p, const bcl_rec_result *r)
{
    gsl_matrix *c = constraints(p);

    for (size_t k = 0; k < p->n; k++)
        if (r->x[k] < p->low[k] || r->x[k] > p->high[k])
            fail_msg("x[%zu] is %g, beyond a bound", k, r->x[k]);
    for (size_t i = 0; i < c->size1; i++) {
        double sum = -gsl_matrix_get(c, i, p->n), all = fabs(sum);

        for (size_t k = 0; k < p->n; k++)
            if (gsl_matrix_get(c, i, k) != 0) {
                sum += gsl_matrix_get(c, i, k) * r->x[k];
                all += fabs(gsl_matrix_get(c, i, k) * r->x[k]);
            }
        assert_true(isnan(sum) || fabs(sum) <= 1e-9 * all);
    }
    gsl_matrix_free(c);
}

/* Small flows that are badly known, none negative. */
static network risky(uint64_t *s, bcl_arena *a)
{
    network w = random_network(40, 14, s, a);

    add_totals(&w, 3, s);
    measure(&w, 0.85, s);
    for (size_t k = 0; k < w.n; k++) {
        w.low[k] = 0;
        if (w.sd[k] > 0 && uniform(s) < 0.5) {
            w.sd[k] = 2 * w.truth[k];
            w.value[k] = w.truth[k] + w.sd[k] * gauss(s);
        }
        if (k % 7 == 0)
            w.high[k] = w.truth[k];
    }
    return w;
}

static void test_kkt(void **state)
{
    size_t bound = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        uint64_t s = seed * 48271;
        bcl_arena *a = bcl_arena_create();
        network w = risky(&s, a);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_result r;

        if (!bcl_reconcile(&r, &p, NULL, a))
            fail_msg("status %d of seed %d", (int)r.status, (int)seed);
        check_within(&p, &r);
        if (r.nbinding > 0) {
            check_kkt(&p, &r);
            bound++;
        }
        bcl_arena_destroy(a);
    }
    assert_true(bound > 50);
}

/* Both ways to find them agree, when one by one is asked for alone. */
static void test_one_by_one(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        uint64_t s = seed * 48271;
        bcl_arena *a = bcl_arena_create();
        network w = risky(&s, a);
        bcl_rec_problem p = problem_of(&w);
        bcl_rec_result r, first;
        bcl_rec_bounder b;

        assert_true(bcl_reconcile(&r, &p, NULL, a));
        assert_int_equal(bcl_rec_general(&first, NULL, &p, NULL, a),
                         BCL_REC_OK);
        b = bcl_rec_bounder_of(&p, &first, a);
        assert_true(bcl_rec_one_by_one(&b));
        assert_int_equal(bcl_rec_bounder_solve(&b, &first, a), BCL_REC_OK);
        for (size_t k = 0; k < p.n; k++)
            close_to("x", k, first.x[k], r.x[k], 1e-9);
        bcl_arena_destroy(a);
    }
}

/* 10 in, 12 out, and two more outputs that nobody measured: their sum would be
 * -2, though neither has a value to be negative. */
static void test_unobservable(void **state)
{
    static const flow_case f[4] = {{ENV, P1, 10, 1, 0, 11, 0, 0},
                                   {P1, ENV, 12, 1, 0, 11, 0, 0},
                                   {P1, ENV, NAN, NAN, 0, 0, 0, 0},
                                   {P1, ENV, NAN, NAN, 0, 0, 0, 0}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(f, 4, 1, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 4; k++)
        close_to("x", k, r.x[k], f[k].x, 1e-12);
    assert_int_equal(r.nbinding, 2);
    assert_true(r.binding[2] && r.binding[3]);
    assert_true(r.unbounded[0] == 10 && isnan(r.unbounded[2]));
    close_to("chi2", 0, r.chi2, 2, 1e-12);
    close_to("sd", 0, r.sd[0], sqrt(0.5), 1e-12);
    bcl_arena_destroy(a);
}

static void test_infeasible(void **state)
{
    static const flow_case f[5] = {
        {.from = ENV, .to = P1, .value = 10},
        {.from = P1, .to = ENV, .value = 12},
        {.from = P1, .to = P2, .value = NAN},
        {.from = P1, .to = P2, .value = NAN},
        {.from = P2, .to = ENV, .value = 3, .sd = 1}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(f, 5, 2, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_INFEASIBLE);
    /* Either the two flows from P1 to P2, or the one of P2: what P1 lacks. */
    assert_true(r.nculprit == 3 || r.nculprit == 4);
    assert_true(r.culprit[0] == 0 && r.culprit[1] == 1);
    close_to("imbalance", 0, r.imbalance, -2, 1e-12);
    bcl_arena_destroy(a);
}

/* An exact datum beyond its own bound, in no constraint. */
static void test_exact_beyond(void **state)
{
    static const double value[2] = {5, -1}, sd[2] = {1, 0}, low[2] = {0, 0};
    bcl_rec_problem p = {.n = 2, .value = value, .sd = sd, .low = low};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_result r;

    (void)state;
    assert_false(bcl_reconcile(&r, &p, NULL, a));
    assert_int_equal(r.status, BCL_REC_INFEASIBLE);
    assert_int_equal(r.nculprit, 1);
    assert_int_equal(r.culprit[0], 1);
    close_to("imbalance", 0, r.imbalance, -1, 0);
    bcl_arena_destroy(a);
}

/* A flow known by difference, negative: it becomes 0 and the others meet. */
static void test_difference(void **state)
{
    static const flow_case f[3] = {{ENV, P1, 10, 1, 0, 10.4, 0, 0},
                                   {P1, ENV, 12, 2, 0, 10.4, 0, 0},
                                   {P1, ENV, NAN, NAN, 0, 0, 0, 0}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = with_low(f, 3, 1, 0, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 3; k++)
        close_to("x", k, r.x[k], f[k].x, 1e-12);
    close_to("unbounded", 2, r.unbounded[2], -2, 1e-12);
    assert_true(r.x[2] == 0 && r.sd[2] == 0 && r.binding[2]);
    assert_int_equal(r.dof, 1);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kkt),          cmocka_unit_test(test_one_by_one),
        cmocka_unit_test(test_unobservable), cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_exact_beyond), cmocka_unit_test(test_difference),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_bounds", tests, NULL, NULL);
}
