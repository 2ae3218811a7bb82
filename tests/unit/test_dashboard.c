/* test_dashboard.c -- small multiples. */
#include "figure_awkward.h"

#include "figure/dashboard.h"

enum { NYEAR = 21, NTILE = 14 };

typedef struct {
    bcl_arena *a;
    int year[NYEAR];
    double observed[NTILE][NYEAR], projected[NYEAR];
    bcl_dashboard_tile tile[NTILE];
} fixture;

static int set_up(void **state)
{
    static const double size[] = {1, 1e6, 1e-4, 0, 605, 1e12};
    fixture *f = test_calloc(1, sizeof *f);

    f->a = bcl_arena_create();
    for (int i = 0; i < NYEAR; i++) {
        f->year[i] = 2010 + i;
        f->projected[i] = i > 12 ? (double)i : NAN;
        for (int k = 0; k < NTILE; k++)
            f->observed[k][i] =
                i < 13 && k != 5 ? size[k % 6] * (30.3 - i) : NAN;
    }
    for (size_t k = 0; k < NTILE; k++)
        f->tile[k] =
            (bcl_dashboard_tile){.title = awkward[k],
                                 .unit = awkward[NTILE - 1 - k],
                                 .year = f->year,
                                 .nyear = k == 2 ? 1 : NYEAR,
                                 .observed = k == 4 ? NULL : f->observed[k],
                                 .projected = k % 2 ? f->projected : NULL,
                                 .target = k % 3 ? size[k % 6] * 12.5 : NAN,
                                 .target_year = k == 7 ? 2023 : 2030,
                                 .target_from = k == 5 ? 2021 : 0,
                                 .start_year = k == 8 ? 2015.5 : 2005,
                                 .start = k % 2 ? 25 : (double)NAN,
                                 .signal = (bcl_signal)(k % 4)};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    bcl_arena_destroy(((fixture *)*state)->a);
    test_free(*state);
    return 0;
}

static void awkward_tiles_fit(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};

    for (size_t page = 0; page < NPAGE; page++)
        for (size_t n = 1; n <= NTILE; n++)
            for (size_t columns = 0; columns < 5; columns++) {
                bcl_dashboard b = {.page = awkward_page[page],
                                   .tile = f->tile,
                                   .ntile = n,
                                   .columns = columns,
                                   .rule = n % 2 ? awkward[0] : NULL,
                                   .good = "≥ 90 %",
                                   .middle = awkward[3],
                                   .bad = awkward[0]};

                assert_fits(bcl_dashboard_draw(&b, f->a, &d), &b.page, &d);
            }
}

static void a_tile_says_value_target_and_years(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_dashboard b = {.tile = &f->tile[1], .ntile = 1, .rule = "Règle"};

    f->tile[1].title = "Énergie finale";
    for (int i = 0; i < NYEAR; i++)
        f->observed[1][i] = i < 13 ? 28 - i * 0.1 : NAN;
    f->tile[1].target = 22.6;
    const bcl_canvas *c = bcl_dashboard_draw(&b, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "26,8") && has_text(c, "cible 22,6"));
    assert_true(has_text(c, "2010") && has_text(c, "2022"));
    assert_true(has_text(c, "Énergie finale") && has_text(c, "Règle"));
    f->tile[1].target_from = 2021;
    b.none = "pas de suivi";
    c = bcl_dashboard_draw(&b, f->a, &d);
    assert_clean(c, &d);
    assert_true(has_text(c, "cible 22,6 en") && has_text(c, "2021-2030"));
    assert_true(has_text(c, "pas de suivi"));
}

static void nothing_is_refused(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_dashboard b = {.tile = f->tile, .ntile = 0};

    assert_null(bcl_dashboard_draw(&b, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "sans indicateur"));
    b.ntile = 6;
    b.columns = 6;
    assert_null(bcl_dashboard_draw(&b, f->a, &d));
    assert_non_null(strstr(last_message(&d), "6 colonnes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awkward_tiles_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_tile_says_value_target_and_years,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_refused, set_up, tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
