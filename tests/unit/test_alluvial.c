/* test_alluvial.c -- classes exchanged between dates. */
#include "figure_awkward.h"

#include "figure/alluvial.h"

enum { CLASSES = 12 };

static void awkward_classes_fit(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_diag d = {0};
    double v[2 * CLASSES * CLASSES];
    const char *const date[] = {"2011", "2021", awkward[0]};

    (void)state;
    for (size_t page = 0; page < NPAGE; page++)
        for (size_t n = 1; n <= CLASSES; n += 4)
            for (size_t dates = 2; dates <= 3; dates++) {
                for (size_t k = 0; k < 2 * n * n; k++)
                    v[k] = k % (n + 1) == 0 ? 900 : k % 5 ? (double)k : NAN;
                bcl_alluvial l = {.page = awkward_page[page],
                                  .unit = "hectares",
                                  .label = awkward,
                                  .nclass = n,
                                  .date = date,
                                  .ndate = dates,
                                  .v = v};

                assert_fits(bcl_alluvial_draw(&l, a, &d), &l.page, &d);
            }
    bcl_arena_destroy(a);
}

static void classes_keep_their_order(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_diag d = {0};
    const char *const label[] = {"Agricole", "Forêt", "Artificialisé"};
    const char *const date[] = {"2011", "2021"};
    const double v[] = {0, 0, 500, 0, 300, 0, 400, 0, 0};
    const bcl_alluvial l = {.unit = "ha",
                            .label = label,
                            .nclass = 3,
                            .date = date,
                            .ndate = 2,
                            .v = v};
    const bcl_canvas *c = bcl_alluvial_draw(&l, a, &d);
    double y[3][2] = {{0}};

    (void)state;
    assert_clean(c, &d);
    for (size_t i = 0; i < c->nlabel; i++)
        for (size_t k = 0; k < 3; k++)
            if (strstr(c->label[i].text, label[k]))
                y[k][c->label[i].anchor == BCL_LEFT] = c->label[i].y;
    for (size_t side = 0; side < 2; side++) {
        assert_true(y[0][side] > y[1][side]);
        assert_true(y[1][side] > y[2][side] && y[2][side] > 0);
    }
    bcl_arena_destroy(a);
}

static void nothing_is_refused(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_diag d = {0};
    const bcl_alluvial l = {.nclass = 3, .ndate = 1};

    (void)state;
    assert_null(bcl_alluvial_draw(&l, a, &d));
    assert_string_equal(d.item[0].code, "G06");
    assert_non_null(strstr(d.item[0].message, "deux dates"));
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(awkward_classes_fit),
        cmocka_unit_test(classes_keep_their_order),
        cmocka_unit_test(nothing_is_refused),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
