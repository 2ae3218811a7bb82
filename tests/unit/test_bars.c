/* test_bars.c -- stacked vertical bars. */
#include "figure_stack.h"

#include "figure/bars.h"

static void awkward_tables_fit(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};

    for (size_t page = 0; page < NPAGE; page++)
        for (size_t nrow = 1; nrow <= NROW; nrow += 5)
            for (size_t n = 1; n <= NSERIES; n += 4) {
                bcl_bars b = {.stack = stack_of(f, nrow, n),
                              .projected = nrow / 2,
                              .projected_label = awkward[0],
                              .target = {awkward[0], 60, 0, nrow - 1}};

                b.stack.page = awkward_page[page];
                assert_fits(bcl_bars_draw(&b, f->a, &d), &b.stack.page, &d);
            }
}

static void awkward_rows_fit(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};

    for (size_t i = 0; i < NROW; i++)
        f->row[i] = awkward[i];
    for (size_t nrow = 1; nrow <= NROW; nrow++) {
        bcl_bars b = {.stack = stack_of(f, nrow, 4)};

        assert_clean(bcl_bars_draw(&b, f->a, &d), &d);
    }
}

static void totals_names_and_targets_are_written(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    const double a[] = {150, 188}, b[] = {455, 358};
    const bcl_stack_series series[] = {{.label = "Recyclage", .v = a},
                                       {.label = "Stockage", .v = b}};
    bcl_bars bars = {.stack = stack_of(f, 2, 2),
                     .projected = 1,
                     .target = {"Objectif", 514, 1, 1}};

    bars.stack.series = series;
    const bcl_canvas *c = bcl_bars_draw(&bars, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "605") && has_text(c, "546"));
    assert_true(has_text(c, "Recyclage\u00A0\u00A0188"));
    assert_true(has_text(c, "Objectif\u00A0\u00A0514"));
    assert_true(has_text(c, "scénario") && has_text(c, "2012"));
    assert_false(has_text(c, "estimé"));
}

static void negatives_and_nothing_are_drawn(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    const double v[] = {5, -3, NAN}, w[] = {-8, -1, NAN};
    const bcl_stack_series series[] = {{.label = "Émissions", .v = v},
                                       {.label = "Puits", .v = w}};
    bcl_bars b = {.stack = stack_of(f, 3, 2)};
    double from, to;

    b.stack.series = series;
    bcl_stack_cell(&from, &to, &b.stack, 1, 1);
    assert_near(from, -3, 0);
    assert_near(to, -4, 0);
    const bcl_canvas *c = bcl_bars_draw(&b, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "−3") && has_text(c, "—"));
}

static void infinity_is_refused(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    bcl_bars b = {.stack = stack_of(f, 3, 2)};

    f->v[1][2] = -INFINITY;
    f->series[1].label = "Vélo";
    assert_null(bcl_bars_draw(&b, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "« Vélo »"));
    b.stack.nrow = 0;
    assert_null(bcl_bars_draw(&b, f->a, &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awkward_tables_fit, stack_set_up,
                                        stack_tear_down),
        cmocka_unit_test_setup_teardown(awkward_rows_fit, stack_set_up,
                                        stack_tear_down),
        cmocka_unit_test_setup_teardown(totals_names_and_targets_are_written,
                                        stack_set_up, stack_tear_down),
        cmocka_unit_test_setup_teardown(negatives_and_nothing_are_drawn,
                                        stack_set_up, stack_tear_down),
        cmocka_unit_test_setup_teardown(infinity_is_refused, stack_set_up,
                                        stack_tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
