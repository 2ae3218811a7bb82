/* test_hbars.c -- horizontal bars, quantities and shares. */
#include "figure_stack.h"

#include "figure/hbars.h"

static void awkward_tables_fit(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};

    for (size_t i = 0; i < NROW; i++)
        f->row[i] = awkward[i];
    for (size_t page = 0; page < NPAGE; page++)
        for (size_t nrow = 1; nrow <= NROW; nrow += 3)
            for (size_t n = 1; n <= NSERIES; n += 4) {
                bcl_hbars b = {.stack = stack_of(f, nrow, n),
                               .share = nrow % 2};

                b.stack.page = awkward_page[page];
                assert_fits(bcl_hbars_draw(&b, f->a, &d), &b.stack.page, &d);
            }
}

static void shares_are_of_each_row(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    const double a[] = {62, 5, NAN}, b[] = {38, 15, NAN};
    const bcl_stack_series series[] = {{.label = "Voiture", .v = a},
                                       {.label = "Marche", .v = b}};
    bcl_hbars bars = {.stack = stack_of(f, 3, 2), .share = true};

    bars.stack.series = series;
    const bcl_canvas *c = bcl_hbars_draw(&bars, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "62") && has_text(c, "25") && has_text(c, "75"));
    assert_true(has_text(c, "—"));
    bars.share = false;
    c = bcl_hbars_draw(&bars, f->a, &d);
    assert_clean(c, &d);
    assert_true(has_text(c, "100") && has_text(c, "20"));
}

static void negatives_are_refused(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    bcl_hbars b = {.stack = stack_of(f, 3, 2), .share = true};

    f->v[1][1] = -4;
    f->series[1].label = "Solde";
    assert_null(bcl_hbars_draw(&b, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "« Solde » : la valeur -4"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awkward_tables_fit, stack_set_up,
                                        stack_tear_down),
        cmocka_unit_test_setup_teardown(shares_are_of_each_row, stack_set_up,
                                        stack_tear_down),
        cmocka_unit_test_setup_teardown(negatives_are_refused, stack_set_up,
                                        stack_tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
