/* Bounds of random problems: the conditions of Karush, Kuhn and Tucker, and
 * other ways to the same answer. */
#include "flow/rec_bounds.h"
#include "rec_dense.h"
#include "rec_net.h"

/* Columns: the constraints c, then the bounds that bind, pointing inwards;
 * rows: variables in units of their own; each column of norm 1. */
static gsl_matrix *normals(const bcl_rec_problem *p, const bcl_rec_result *r,
                           const gsl_matrix *c)
{
    gsl_matrix *a = gsl_matrix_calloc(p->n, c->size1 + r->nbinding);
    size_t at = c->size1;

    for (size_t k = 0; k < p->n; k++) {
        double unit = p->sd[k] > 0 ? p->sd[k] : 1;

        for (size_t i = 0; i < c->size1; i++)
            gsl_matrix_set(a, k, i, gsl_matrix_get(c, i, k) * unit);
        if (r->binding[k])
            gsl_matrix_set(a, k, at++, r->x[k] == p->low[k] ? 1 : -1);
    }
    for (size_t j = 0; j < a->size2; j++) {
        gsl_vector_view col = gsl_matrix_column(a, j);
        double norm = gsl_blas_dnrm2(&col.vector);

        if (norm > 0)
            gsl_blas_dscal(1 / norm, &col.vector);
    }
    return a;
}

/* The least mu with a mu = g, if any; g becomes what is left of it. */
static gsl_vector *combine(const gsl_matrix *a, gsl_vector *g)
{
    gsl_matrix *u = gsl_matrix_alloc(a->size1, a->size2);
    gsl_matrix *v = gsl_matrix_alloc(a->size2, a->size2);
    gsl_vector *s = gsl_vector_alloc(a->size2);
    gsl_vector *work = gsl_vector_alloc(a->size2);
    gsl_vector *mu = gsl_vector_alloc(a->size2);

    assert_true(a->size1 >= a->size2);
    gsl_matrix_memcpy(u, a);
    gsl_linalg_SV_decomp(u, v, s, work);
    for (size_t j = 0; j < a->size2; j++)
        if (gsl_vector_get(s, j) < 1e-10 * gsl_vector_get(s, 0))
            gsl_vector_set(s, j, 0);
    gsl_linalg_SV_solve(u, v, s, g, mu);
    gsl_blas_dgemv(CblasNoTrans, -1, a, mu, 1, g);
    gsl_matrix_free(u), gsl_matrix_free(v);
    gsl_vector_free(s), gsl_vector_free(work);
    return mu;
}

/* The gradient of chi2/2 is a combination of the constraints and, with the
 * right sign, of the bounds that bind. */
static void check_kkt(const bcl_rec_problem *p, const bcl_rec_result *r)
{
    gsl_matrix *c = constraints(p), *a = normals(p, r, c);
    gsl_vector *g = gsl_vector_calloc(p->n), *mu;

    for (size_t k = 0; k < p->n; k++)
        if (p->sd[k] > 0)
            gsl_vector_set(g, k, (r->x[k] - p->value[k]) / p->sd[k]);
    mu = combine(a, g);
    assert_true(gsl_blas_dnrm2(g) < 1e-7);
    for (size_t j = c->size1; j < a->size2; j++)
        if (!(gsl_vector_get(mu, j) > -1e-7))
            fail_msg("a bound pulls the wrong way by %g",
                     gsl_vector_get(mu, j));
    gsl_matrix_free(a), gsl_matrix_free(c);
    gsl_vector_free(g), gsl_vector_free(mu);
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

/* Measurements, half of them bad, of flows none of which is negative. */
static void doubt(network *w, uint64_t *s)
{
    measure(w, 0.85, s);
    for (size_t k = 0; k < w->n; k++) {
        w->low[k] = 0;
        if (w->sd[k] > 0 && uniform(s) < 0.5) {
            w->sd[k] = 2 * w->truth[k];
            w->value[k] = w->truth[k] + w->sd[k] * gauss(s);
        }
        if (k % 7 == 0)
            w->high[k] = w->truth[k];
    }
}

static network risky(uint64_t *s, bcl_arena *a)
{
    network w = random_network(40, 14, s, a);

    add_totals(&w, 3, s);
    doubt(&w, s);
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

/* As rows beside balances, or as exact data of their graph: the same; and so is
 * what is found without each suspect, from the bounds of the one before. */
static void test_routes(void **state)
{
    static const bcl_rec_options general = {.general = true};
    size_t bound = 0, suspects = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        uint64_t s = seed * 69621;
        bcl_arena *a = bcl_arena_create();
        network w = random_network(40, 14, &s, a);
        bcl_rec_problem p;
        bcl_rec_result r, t;

        doubt(&w, &s);
        for (int i = 0; i < 2; i++)
            w.value[pick(&s, w.n)] *= 3;
        p = problem_of(&w);
        assert_int_equal(bcl_reconcile(&r, &p, NULL, a),
                         bcl_reconcile(&t, &p, &general, a));
        assert_int_equal(r.status, t.status);
        for (size_t k = 0; k < p.n && r.status == BCL_REC_OK; k++) {
            assert_int_equal(r.class[k], t.class[k]);
            close_to("x", k, r.x[k], t.x[k], 1e-9);
            close_to("sd", k, r.sd[k], t.sd[k], 1e-8);
            close_to("adjustment", k, r.adjustment[k], t.adjustment[k], 1e-9);
            close_to("z", k, r.z[k], t.z[k], 1e-7);
        }
        close_to("chi2", 0, r.chi2, t.chi2, 1e-9);
        assert_int_equal(r.dof, t.dof);
        assert_int_equal(r.nbinding, t.nbinding);
        bound += r.nbinding > 0;
        suspects += r.nsuspect;
        for (size_t i = 0; i < r.nsuspect; i++) {
            w.value[r.suspect[i].var] = NAN;
            assert_true(bcl_reconcile(&t, &p, NULL, a));
            close_to("chi2 left", i, r.suspect[i].chi2, t.chi2, 1e-9);
            close_to("p left", i, r.suspect[i].p, t.p, 1e-9);
        }
        bcl_arena_destroy(a);
    }
    printf("# bounds bind in %zu of 60 problems; %zu suspects\n", bound,
           suspects);
    assert_true(bound > 40 && suspects > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kkt),
        cmocka_unit_test(test_one_by_one),
        cmocka_unit_test(test_routes),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_bounds_random", tests, NULL, NULL);
}
