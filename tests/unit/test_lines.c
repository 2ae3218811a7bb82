/* test_lines.c -- trajectories with awkward inputs. */
#include "figure_awkward.h"

#include "figure/lines.h"

enum { NYEAR = 21, MANY = 12 };

typedef struct {
    bcl_arena *a;
    int year[NYEAR];
    double observed[NYEAR], v[MANY][NYEAR], low[NYEAR], high[NYEAR];
    bcl_lines_series series[MANY];
} fixture;

static int set_up(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);

    f->a = bcl_arena_create();
    for (int i = 0; i < NYEAR; i++) {
        f->year[i] = 2010 + i;
        f->observed[i] = i < 13 ? 1100.0 - 8 * i : NAN;
        for (int k = 0; k < MANY; k++)
            f->v[k][i] = i > 12 ? 1000 - (i - 12) * (double)k : NAN;
        f->low[i] = i >= 12 ? 1000.0 - (i - 12) * 20 : NAN;
        f->high[i] = i >= 12 ? 1000.0 + (i - 12) * 20 : NAN;
    }
    for (size_t k = 0; k < MANY; k++)
        f->series[k] = (bcl_lines_series){.label = awkward[k], .v = f->v[k]};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    bcl_arena_destroy(((fixture *)*state)->a);
    test_free(*state);
    return 0;
}

static bcl_lines plain(fixture *f)
{
    return (bcl_lines){.unit = "GWh par an",
                       .year = f->year,
                       .nyear = NYEAR,
                       .observed = f->observed,
                       .observed_label = "Observé",
                       .series = f->series};
}

static void awkward_labels_fit(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    const bcl_lines_target target[] = {
        {.label = awkward[0], .year = 2030, .v = 903},
        {.label = awkward[3], .year = 2026, .v = 960},
        {.label = awkward[4], .from = 2012, .year = 2026, .v = 961},
        {.label = "sans valeur", .year = 2028, .v = NAN},
        {.label = "avant", .year = 1990, .v = 5}};
    const bcl_lines_level level[] = {{awkward[7], 1100}, {"?", NAN}};

    for (size_t page = 0; page < NPAGE; page++)
        for (size_t n = 0; n <= MANY; n += 3) {
            bcl_lines l = plain(f);

            l.page = awkward_page[page];
            l.nseries = n;
            l.target = target;
            l.ntarget = n == 3 ? 0 : 5;
            l.level = level;
            l.nlevel = 2;
            l.zero = n % 2;
            assert_fits(bcl_lines_draw(&l, f->a, &d), &l.page, &d);
        }
}

static void ends_are_named_with_their_values(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_lines l = plain(f);
    const bcl_lines_target target = {
        .label = "Objectif", .year = 2030, .v = 903};

    f->series[0] = (bcl_lines_series){.label = "Volontariste",
                                      .v = f->v[9],
                                      .low90 = f->low,
                                      .high90 = f->high};
    l.nseries = 1;
    l.target = &target;
    l.ntarget = 1;
    const bcl_canvas *c = bcl_lines_draw(&l, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "Volontariste\u00A0\u00A0928"));
    assert_true(has_text(c, "Objectif\u00A0\u00A0903"));
    assert_true(has_text(c, "90\u00A0% : 840 à 1\u2009160"));
    assert_true(has_text(c, "observé") && has_text(c, "projeté"));
    assert_true(has_text(c, "GWh par an"));
}

static void years_held_constant_come_before_the_projection(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_lines l = plain(f);
    double held[NYEAR];

    for (int i = 0; i < NYEAR; i++)
        held[i] = i > 12 && i < 16 ? f->observed[12] : NAN;
    f->series[0] = (bcl_lines_series){.label = "Projet", .v = f->v[9]};
    l.nseries = 1;
    const bcl_canvas *without = bcl_lines_draw(&l, f->a, &d);

    l.held = held;
    l.past = "estimé";
    const bcl_canvas *c = bcl_lines_draw(&l, f->a, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "estimé") && !has_text(c, "observé"));
    assert_true(c->nshape > without->nshape); /* its dashes */
    held[14] = INFINITY;
    assert_null(bcl_lines_draw(&l, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
}

static void gaps_zeros_and_one_year_are_drawn(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_lines l = plain(f);
    double holes[NYEAR], zero[NYEAR] = {0}, none[NYEAR], tiny[NYEAR];

    for (int i = 0; i < NYEAR; i++) {
        holes[i] = i % 3 == 0 ? (double)i : NAN;
        none[i] = NAN;
        tiny[i] = 1e-7 * i;
    }
    const double *course[] = {holes, zero, none, tiny};

    for (size_t i = 0; i < 4; i++) {
        l.observed = course[i];
        assert_clean(bcl_lines_draw(&l, f->a, &d), &d);
    }
    l.nyear = 1;
    l.observed = zero;
    assert_clean(bcl_lines_draw(&l, f->a, &d), &d);
    l.observed = NULL;
    l.nyear = NYEAR;
    l.nseries = 2;
    assert_clean(bcl_lines_draw(&l, f->a, &d), &d);
}

static void impossible_values_are_refused(void **state)
{
    fixture *f = *state;
    bcl_diag d = {0};
    bcl_lines l = plain(f);

    f->observed[3] = INFINITY;
    assert_null(bcl_lines_draw(&l, f->a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "« Observé »"));
    l.observed = NULL;
    l.nyear = 0;
    assert_null(bcl_lines_draw(&l, f->a, &d));
    assert_non_null(strstr(last_message(&d), "aucune année"));
    l.nyear = 2;
    f->year[1] = 2010;
    assert_null(bcl_lines_draw(&l, f->a, &d));
    assert_non_null(strstr(last_message(&d), "2010"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(awkward_labels_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ends_are_named_with_their_values,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            years_held_constant_come_before_the_projection, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gaps_zeros_and_one_year_are_drawn,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(impossible_values_are_refused, set_up,
                                        tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
