/* test_palette.c -- contrast, neighbours. */
#include "figure_awkward.h"

#include "figure/palette.h"

static void texts_read_on_white(void **state)
{
    (void)state;
    for (size_t i = 0; i < 40; i++)
        assert_true(
            bcl_palette_contrast(bcl_palette_text(bcl_palette_series(i)),
                                 0xFFFFFF) >= 4.5);
    assert_int_equal(bcl_palette_text(BCL_INK), BCL_INK);
    assert_true(bcl_palette_text(BCL_VERMILLION) != BCL_VERMILLION);
    assert_true(bcl_palette_text(BCL_GREEN) != BCL_GREEN);
    assert_near(bcl_palette_contrast(0, 0xFFFFFF), 21, 1e-9);
}

static void texts_read_on_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < 30; i++) {
        unsigned rgb = bcl_palette_series(i);

        assert_true(bcl_palette_contrast(rgb, bcl_palette_over(rgb)) >= 3.6);
    }
}

static void neighbours_do_not_clash(void **state)
{
    (void)state;
    assert_true(bcl_palette_clash(BCL_GREY, BCL_GREEN));
    assert_true(bcl_palette_clash(BCL_PINK, BCL_GREY));
    assert_true(bcl_palette_clash(BCL_ORANGE, BCL_VERMILLION));
    assert_true(bcl_palette_clash(0x4B5B69, 0x0071B1));
    assert_false(bcl_palette_clash(BCL_BLUE, BCL_ORANGE));
    for (size_t i = 0; i + 1 < 10; i++)
        assert_false(bcl_palette_clash(bcl_palette_series(i),
                                       bcl_palette_series(i + 1)));
}

static void filling_respects_given_colours(void **state)
{
    (void)state;
    unsigned rgb[] = {0, BCL_GREY, 0, 0, BCL_VERMILLION, 0};

    bcl_palette_fill(rgb, 6);
    assert_int_equal(rgb[1], BCL_GREY);
    assert_int_equal(rgb[4], BCL_VERMILLION);
    for (size_t i = 0; i < 6; i++) {
        assert_true(rgb[i] != 0);
        for (size_t j = 0; j < i; j++)
            assert_true(rgb[i] != rgb[j]);
        if (i > 0)
            assert_false(bcl_palette_clash(rgb[i - 1], rgb[i]));
    }
    unsigned many[64] = {0};

    bcl_palette_fill(many, 64);
    for (size_t i = 0; i < 64; i++)
        assert_true(many[i] != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_read_on_white),
        cmocka_unit_test(texts_read_on_cells),
        cmocka_unit_test(neighbours_do_not_clash),
        cmocka_unit_test(filling_respects_given_colours),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
