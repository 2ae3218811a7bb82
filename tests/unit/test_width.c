/* test_width.c -- widths of texts, cleaning, wrapping. */
#include "figure_awkward.h"

#include "figure/width.h"

static int set_up(void **state)
{
    *state = bcl_arena_create();
    return 0;
}

static int tear_down(void **state)
{
    bcl_arena_destroy(*state);
    return 0;
}

static void widths_follow_the_font(void **state)
{
    (void)state;
    /* Ten digits of 1139/2048 em at 72 points are 10 × 2.54 cm × that. */
    assert_near(bcl_width_text("0123456789", 72, false),
                10 * 2.54 * 1139 / 2048, 1e-9);
    assert_near(bcl_width_text("", 9, false), 0, 0);
    assert_true(bcl_width_text("ENAF", 9, true) >
                bcl_width_text("ENAF", 9, false));
    assert_near(bcl_width_text("œé€−≥₂", 10, false) * 2,
                bcl_width_text("œé€−≥₂", 20, false), 1e-9);
}

static void cleaning_leaves_what_can_be_painted(void **state)
{
    bcl_arena *a = *state;

    assert_string_equal(bcl_width_clean(a, "  a\n\tb  \x01"
                                           "c "),
                        "a b c");
    assert_string_equal(bcl_width_clean(a, "e\xCC\x81t\xC3\xA9"), "été");
    assert_string_equal(bcl_width_clean(a, "\xE2\x80\xAEx\xE2\x80\x8B"), "x");
    assert_string_equal(bcl_width_clean(a, "漢\xFF"), "□□");
    assert_string_equal(bcl_width_clean(a, "\xC0\xAF"), "□□");
    assert_string_equal(bcl_width_clean(a, "\xED\xA0\x80"), "□□□");
    assert_string_equal(bcl_width_clean(a, "CO₂ ≥ 3 m³ ▲●■"), "CO₂ ≥ 3 m³ ▲●■");
    assert_string_equal(bcl_width_clean(a, "l'eau"), "l’eau");
    assert_string_equal(bcl_width_clean(a, NULL), "");
    assert_string_equal(bcl_width_clean(a, "]]> ] ]>"), "]]› ] ]>");
    assert_string_equal(bcl_width_clean(a, "1\xE2\x80\xAF"
                                           "000"),
                        "1\xE2\x80\x89"
                        "000");
}

static void wrapping_fills_lines_and_stops(void **state)
{
    bcl_arena *a = *state;
    const double cm = 3;

    for (size_t i = 0; i < NAWKWARD; i++)
        for (size_t most = 1; most < 5; most++) {
            bcl_wrapped w = bcl_width_wrap(a, awkward[i], cm, most, 8.5, false);

            assert_in_range(w.n, 1, most);
            for (size_t k = 0; k < w.n; k++)
                assert_true(bcl_width_text(w.line[k], 8.5, false) <= cm + 1e-9);
        }
    bcl_wrapped w = bcl_width_wrap(a, "un deux-trois", 1.1, 9, 8.5, false);

    assert_int_equal(w.n, 3);
    assert_string_equal(w.line[0], "un");
    assert_string_equal(w.line[1], "deux-");
    assert_string_equal(w.line[2], "trois");
    w = bcl_width_wrap(a, "25,8\u00A0MWh par habitant", 1.6, 9, 8.5, false);
    assert_string_equal(w.line[0], "25,8\u00A0MWh");
    w = bcl_width_wrap(a, "impossible", 0.01, 99, 8.5, false);
    assert_int_equal(w.n, 10);
}

static void shortening_ends_with_an_ellipsis(void **state)
{
    bcl_arena *a = *state;
    const char *s = bcl_width_shorten(a, "Produits pétroliers", 2, 8.5, false);

    assert_true(bcl_width_text(s, 8.5, false) <= 2);
    assert_string_equal(s + strlen(s) - 3, "…");
    assert_string_equal(bcl_width_shorten(a, "court", 2, 8.5, false), "court");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_follow_the_font),
        cmocka_unit_test(cleaning_leaves_what_can_be_painted),
        cmocka_unit_test(wrapping_fills_lines_and_stops),
        cmocka_unit_test(shortening_ends_with_an_ellipsis),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
