/* test_text.c -- numbers read and written without a locale, lists cut. */
#include "core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

static bcl_arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = bcl_arena_create();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    bcl_arena_destroy(arena);
    return 0;
}

static void reads(const char *s, char mark, double x)
{
    double got;

    if (!bcl_number_parse(&got, s, strlen(s), mark) || got != x)
        fail_msg("%s is not %.17g", s, x);
}

static void refuses(const char *s, char mark)
{
    double got;

    if (bcl_number_parse(&got, s, strlen(s), mark))
        fail_msg("%s was read as %.17g", s, got);
}

static void numbers_are_read(void **state)
{
    (void)state;
    reads("0", '.', 0);
    reads("-12.5", '.', -12.5);
    reads("+3", '.', 3);
    reads("1,25", ',', 1.25);
    reads(".5", '.', 0.5);
    reads("5.", '.', 5);
    reads("1e3", '.', 1000);
    reads("-2.5E-3", '.', -0.0025);
    reads("2,5e2", ',', 250);
    reads("00012", '.', 12);
    reads("0.1", '.', 0.1);
    reads("0.123456789012345", '.', 0.123456789012345);
    reads("-0.0001234567890123", '.', -0.0001234567890123);
    reads("0.00000000000000012", '.', 1.2e-16); /* 18 digits, 19, 20 */
    reads("0.000000000000000012", '.', 1.2e-17);
    reads("0.0000000000000000012", '.', 1.2e-18);
    reads("000000000000000000000012.5", '.', 12.5);
    reads("99999999999999999999", '.', 1e20); /* more than 2^64 */
    reads("999999999999999.9", '.', 999999999999999.9);
    reads("123456789012345", '.', 123456789012345);
    reads("0.30000000000000004", '.', 0.1 + 0.2);
    reads("9007199254740993", '.', 9007199254740992.0);
    reads("0.0000000000000000000000001", '.', 1e-25);
}

static void what_is_no_number_is_refused(void **state)
{
    const char *bad[] = {"",    "-",   ".",  "1.2.3", "1 000", "12a", "nan",
                         "inf", "0x1", "1e", "--1",   "1e999", " 1",  "1 "};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refuses(bad[i], '.');
    refuses("1.5", ',');
    refuses("1,5", '.');
    refuses("1,5,2", ',');
}

static void any_double_is_read_as_strtod_does(void **state)
{
    uint64_t x = 88172645463325252u;
    char text[64];

    (void)state;
    for (int i = 0; i < 20000; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        int decimals = (int)(x % 18);
        snprintf(text, sizeof text, "%.*f", decimals,
                 (double)(x >> 11) / (double)(1u << (x % 31)));
        reads(text, '.', strtod(text, NULL));
    }
}

static void numbers_are_written(void **state)
{
    char text[64];

    (void)state;
    bcl_number_print(text, sizeof text, 0.1);
    assert_string_equal(text, "0.1");
    bcl_number_print(text, sizeof text, -0.0);
    assert_string_equal(text, "0");
    bcl_number_print(text, sizeof text, 1.0 / 3);
    assert_string_equal(text, "0.333333333333333");
}

static void french(double x, int decimals, const char *expected)
{
    char text[64];

    bcl_number_french(text, sizeof text, x, decimals);
    assert_string_equal(text, expected);
}

static void numbers_are_written_the_french_way(void **state)
{
    (void)state;
    french(1234567.891, 2,
           "1\xE2\x80\xAF"
           "234\xE2\x80\xAF"
           "567,89");
    french(999.5, 0,
           "1\xE2\x80\xAF"
           "000");
    french(123, 1, "123,0");
    french(-0.04, 1, "0,0");
    french(-12.3, 1,
           "\xE2\x88\x92"
           "12,3");
    french(NAN, 1, "—");
    french(INFINITY, 0, "—");
    french(-1e308, 2,
           "\xE2\x88\x92"
           "1,000 × 10^308");
    french(1.23456e15, 0, "1,235 × 10^15");
}

static void lists_are_cut(void **state)
{
    bcl_words w = bcl_text_split(arena, " a|b c |", '|');

    (void)state;
    assert_int_equal(w.n, 3);
    assert_string_equal(w.item[0], "a");
    assert_string_equal(w.item[1], "b c");
    assert_string_equal(w.item[2], "");
    w = bcl_text_split(arena, "  commune\t annee \n", ' ');
    assert_int_equal(w.n, 2);
    assert_string_equal(w.item[1], "annee");
    assert_int_equal(bcl_text_split(arena, "  ", ' ').n, 0);
    assert_int_equal(bcl_text_split(arena, "", '|').n, 1);
}

static void edits_are_counted(void **state)
{
    (void)state;
    assert_int_equal(bcl_text_distance("bois", "bois", 2), 0);
    assert_int_equal(bcl_text_distance("bois", "boiss", 2), 1);
    assert_int_equal(bcl_text_distance("gaz", "gas", 2), 1);
    assert_int_equal(bcl_text_distance("population", "popluation", 2), 2);
    assert_int_equal(bcl_text_distance("a", "abcd", 2), 3);
}

static void texts_are_printed_and_copied(void **state)
{
    (void)state;
    assert_string_equal(bcl_text_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(bcl_text_copy(arena, NULL, 0), "");
    assert_string_equal(bcl_text_print(arena, "%s %d", "an", 2030), "an 2030");
}

static void paths_are_cut(void **state)
{
    (void)state;
    assert_string_equal(bcl_text_file("a/b/c.xml"), "c.xml");
    assert_string_equal(bcl_text_file("c.xml"), "c.xml");
    assert_string_equal(bcl_text_file("a/"), "");
    assert_string_equal(bcl_text_folder(arena, "a/b/c.xml"), "a/b");
    assert_string_equal(bcl_text_folder(arena, "c.xml"), ".");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_read),
        TEST(what_is_no_number_is_refused),
        TEST(any_double_is_read_as_strtod_does),
        TEST(numbers_are_written),
        TEST(numbers_are_written_the_french_way),
        TEST(lists_are_cut),
        TEST(edits_are_counted),
        TEST(texts_are_printed_and_copied),
        TEST(paths_are_cut),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
