/* test_budget.c -- cumulated consumption against its budget. */
#include "figure_awkward.h"

#include "figure/budget.h"

enum { N = 11, MANY = 6 };

typedef struct {
    bcl_arena *a;
    int past_year[N], year[N];
    double past[N], observed[N], v[MANY][N];
    bcl_budget_series series[MANY];
} fixture;

static int set_up(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);

    f->a = bcl_arena_create();
    for (int i = 0; i < N; i++) {
        f->past_year[i] = 2011 + i;
        f->year[i] = 2021 + i;
        f->past[i] = 18.4 * i;
        f->observed[i] = i < 4 ? 11.5 * i : NAN;
        for (int k = 0; k < MANY; k++)
            f->v[k][i] = i > 3 ? 34.5 + (i - 3) * (3 + 2.5 * k) : NAN;
    }
    for (size_t k = 0; k < MANY; k++)
        f->series[k] = (bcl_budget_series){.label = awkward[k], .v = f->v[k]};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    bcl_arena_destroy(((fixture *)*state)->a);
    test_free(*state);
    return 0;
}

static bcl_budget plain(fixture *f)
{
    return (bcl_budget){.unit = "ha",
                        .year = f->year,
                        .nyear = N,
                        .past_year = f->past_year,
                        .npast = N,
                        .past = f->past,
                        .observed = f->observed,
                        .label = "Référence",
                        .budget = 92,
                        .series = f->series,
                        .nseries = 3};
}

static void awkward_budgets_fit(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    const double budget[] = {92, 0, NAN, 5000, 0.001};

    for (size_t page = 0; page < NPAGE; page++)
        for (size_t i = 0; i < 5; i++)
            for (size_t n = 0; n <= MANY; n += 3) {
                bcl_budget b = plain(f);

                b.page = awkward_page[page];
                b.budget = budget[i];
                b.nseries = n;
                b.label = awkward[n];
                b.npast = i % 2 ? 0 : N;
                b.observed = n == 3 ? NULL : f->observed;
                assert_fits(bcl_budget_draw(&b, f->a, &d), &b.page, &d);
            }
}

static void verdicts_are_written(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_budget b = plain(f);

    f->series[0].label = "Volontariste";
    f->series[2].label = "Tendanciel";
    const bcl_canvas *c = bcl_budget_draw(&b, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "Volontariste\u00A0\u00A056\u00A0ha"));
    assert_true(has_text(c, "reste 36\u00A0ha"));
    assert_true(has_text(c, "Référence :\u00A092\u00A0ha"));
    assert_true(has_text(c, "observé 34\u00A0ha") ||
                has_text(c, "observé 35\u00A0ha"));
    assert_true(has_text(c, "2011–2021 : 184\u00A0ha"));
    b.budget = 60;
    c = bcl_budget_draw(&b, f->a, &d);
    assert_clean(c, &d);
    assert_true(has_text(c, "au-delà"));
}

static void negatives_are_refused(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_budget b = plain(f);

    b.budget = -1;
    assert_null(bcl_budget_draw(&b, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "« Référence »"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awkward_budgets_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(verdicts_are_written, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(negatives_are_refused, set_up,
                                        tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
