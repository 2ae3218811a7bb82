/* test_spread.c -- labels that must not overlap. */
#include "figure_awkward.h"

#include "figure/spread.h"

static void what_fits_is_spread(void **state)
{
    bcl_arena *a = bcl_arena_create();
    double y[] = {5, 5, 5, 8}, h[] = {1, 1, 1, 1};

    (void)state;
    assert_true(bcl_spread(y, h, 4, 0, 10, a));
    assert_near(y[0], 4, 1e-9);
    assert_near(y[1], 5, 1e-9);
    assert_near(y[2], 6, 1e-9);
    assert_near(y[3], 8, 1e-9);
    bcl_arena_destroy(a);
}

static void bounds_hold(void **state)
{
    bcl_arena *a = bcl_arena_create();
    double y[] = {-3, 0, 0.1, 20}, h[] = {1, 2, 1, 0.5};

    (void)state;
    assert_true(bcl_spread(y, h, 4, 0, 5, a));
    assert_true(y[0] >= 0.5 - 1e-9 && y[3] <= 4.75 + 1e-9);
    for (size_t i = 0; i + 1 < 4; i++)
        assert_true(y[i + 1] - y[i] >= (h[i] + h[i + 1]) / 2 - 1e-9);
    bcl_arena_destroy(a);
}

static void too_many_are_refused_untouched(void **state)
{
    bcl_arena *a = bcl_arena_create();
    double y[] = {1, 2}, h[] = {3, 3};

    (void)state;
    assert_false(bcl_spread(y, h, 2, 0, 5, a));
    assert_near(y[0], 1, 0);
    assert_true(bcl_spread(y, h, 0, 0, 5, a));
    bcl_arena_destroy(a);
}

static void a_near_box_avoids_texts_and_lines(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_canvas *c = bcl_canvas_create(a, 10, 10);
    const bcl_font font = {.pt = 8.5};
    const bcl_box page = {0, 0, 10, 10};

    (void)state;
    bcl_canvas_text(c, 5.3, 5, BCL_LEFT, font, "déjà là, à droite");
    bcl_canvas_segment(c, 0, 5, 5, 5, (bcl_pen){.pt = 1});
    bcl_box b = bcl_spread_near(c, 5, 5, 0.2, 2, 0.4, page);

    assert_false(bcl_box_overlap(&b, &c->label[0].box));
    assert_true(b.y0 > 5 || b.y1 < 5);
    b = bcl_spread_near(c, 10, 10, 0.2, 2, 0.4, page);
    assert_true(b.x1 <= 10 && b.y1 <= 10);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_spread),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(too_many_are_refused_untouched),
        cmocka_unit_test(a_near_box_avoids_texts_and_lines),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
