/* test_areas.c -- stacked areas. */
#include "figure_stack.h"

#include "figure/areas.h"

static const int year[NROW] = {2010, 2012, 2014, 2016, 2018, 2020,
                               2022, 2024, 2026, 2028, 2030, 2032};

static void awkward_tables_fit(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};

    for (size_t page = 0; page < NPAGE; page++)
        for (size_t nrow = 1; nrow <= NROW; nrow += 5)
            for (size_t n = 1; n <= NSERIES; n += 4) {
                bcl_areas r = {.stack = stack_of(f, nrow, n),
                               .year = year,
                               .observed = 2014};

                r.stack.page = awkward_page[page];
                assert_fits(bcl_areas_draw(&r, f->a, &d), &r.stack.page, &d);
            }
}

static void empty_years_break_the_areas(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    const double v[] = {1, 2, NAN, 4, 5, NAN};
    const bcl_stack_series series = {.label = "Vélo", .v = v};
    bcl_areas r = {.stack = stack_of(f, 6, 1), .year = year};

    r.stack.series = &series;
    const bcl_canvas *c = bcl_areas_draw(&r, f->a, &d);
    size_t areas = 0;

    assert_clean(c, &d);
    for (size_t i = 0; i < c->nshape; i++)
        areas += c->shape[i].filled;
    assert_int_equal(areas, 2);
    assert_true(has_text(c, "Vélo\u00A0\u00A05"));
}

static void disorder_is_refused(void **state)
{
    stack_fixture *f = *state;
    bcl_diag d = {0};
    const int bad[] = {2012, 2010};
    bcl_areas r = {.stack = stack_of(f, 2, 2), .year = bad};

    assert_null(bcl_areas_draw(&r, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "2010"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awkward_tables_fit, stack_set_up,
                                        stack_tear_down),
        cmocka_unit_test_setup_teardown(empty_years_break_the_areas,
                                        stack_set_up, stack_tear_down),
        cmocka_unit_test_setup_teardown(disorder_is_refused, stack_set_up,
                                        stack_tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
