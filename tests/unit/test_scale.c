/* test_scale.c -- round ticks and French values. */
#include "figure_awkward.h"

#include "figure/scale.h"

static void check(double lo, double hi, size_t most, bool zero)
{
    bcl_scale s = bcl_scale_fit(lo, hi, most, zero);

    assert_true(s.ticks >= 2 && s.ticks <= (most < 3 ? 3 : most));
    assert_true(s.lo <= lo + 1e-9 * s.step && s.hi >= hi - 1e-9 * s.step);
    assert_true(bcl_scale_tick(&s, s.ticks - 1) <= s.hi + 1e-9 * s.step);
    if (zero)
        assert_true(s.lo <= 0 && s.hi >= 0);
    double digit = s.step / pow(10, floor(log10(s.step) + 1e-9));

    assert_true(fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 ||
                fabs(digit - 5) < 1e-6);
}

static void ticks_are_round_and_cover(void **state)
{
    (void)state;
    const double value[] = {0,    1e-9, 0.003, 0.1, 1,   7,   9.99,
                            99.5, 605,  1031,  1e5, 1e9, 1e14};

    for (size_t i = 0; i < sizeof value / sizeof *value; i++)
        for (size_t j = 0; j < sizeof value / sizeof *value; j++)
            for (size_t most = 2; most < 10; most += 3)
                for (int sign = -1; sign <= 1; sign += 2) {
                    double a = sign * value[i], b = value[j];

                    check(fmin(a, b), fmax(a, b), most, false);
                    check(fmin(a, b), fmax(a, b), most, true);
                }
    bcl_scale s = bcl_scale_fit(NAN, NAN, 6, true);

    assert_true(s.ticks >= 2 && s.lo == 0);
    s = bcl_scale_fit(0, 605, 8, true);
    assert_near(s.step, 100, 1e-9);
    assert_near(s.hi, 700, 1e-9);
}

static void ticks_are_written_the_french_way(void **state)
{
    (void)state;
    bcl_scale s = bcl_scale_fit(-0.3, 0.5, 8, false);
    char text[BCL_VALUE_SIZE];

    bcl_scale_text(text, sizeof text, &s, 0);
    assert_string_equal(text, "−0,4");
    s = bcl_scale_fit(0, 3000, 5, true);
    bcl_scale_text(text, sizeof text, &s, s.ticks - 1);
    assert_string_equal(text, "3\u202F000");
}

static void values_keep_what_matters(void **state)
{
    (void)state;
    char text[BCL_VALUE_SIZE];

    bcl_scale_value(text, sizeof text, 1031, 0);
    assert_string_equal(text, "1\u202F031");
    bcl_scale_value(text, sizeof text, 0.04, 0);
    assert_string_equal(text, "0,04");
    bcl_scale_value(text, sizeof text, 0.00004, 0);
    assert_string_equal(text, "<\u00A00,001");
    bcl_scale_value(text, sizeof text, 0, 0);
    assert_string_equal(text, "0");
    bcl_scale_value(text, sizeof text, NAN, 0);
    assert_string_equal(text, "—");
    assert_int_equal(bcl_scale_decimals(605, false), 0);
    assert_int_equal(bcl_scale_decimals(25.8, false), 1);
    assert_int_equal(bcl_scale_decimals(25, true), 0);
    assert_int_equal(bcl_scale_decimals(5.42, false), 2);
    assert_false(bcl_scale_drawable(INFINITY));
    assert_false(bcl_scale_drawable(1e300));
    assert_true(bcl_scale_drawable(-5));
}

static void span_leaves_missing_values_out(void **state)
{
    (void)state;
    const double v[] = {NAN, 3, -2, NAN};
    double lo = 1, hi = 0;

    bcl_scale_span(&lo, &hi, v, 4);
    assert_near(lo, -2, 0);
    assert_near(hi, 3, 0);
    lo = 1, hi = 0;
    bcl_scale_span(&lo, &hi, v, 1);
    assert_true(lo > hi);
}

/* Powers of ten do not divide the smallest doubles. */
static void the_smallest_numbers_are_none(void **state)
{
    (void)state;
    bcl_scale s = bcl_scale_fit(0, 2e-320, 5, false);

    assert_true(s.ticks >= 2 && s.step > 0);
    s = bcl_scale_fit(-5e-324, 5e-324, 5, true);
    assert_true(s.ticks >= 2 && s.step > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round_and_cover),
        cmocka_unit_test(ticks_are_written_the_french_way),
        cmocka_unit_test(the_smallest_numbers_are_none),
        cmocka_unit_test(values_keep_what_matters),
        cmocka_unit_test(span_leaves_missing_values_out),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
