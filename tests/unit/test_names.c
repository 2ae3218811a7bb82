/* test_names.c -- numbers in order of arrival, and what to suggest. */
#include "core/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int add(bcl_names *t, const char *s, bcl_arena *a)
{
    return bcl_names_add(t, s, strlen(s), a);
}

static void numbers_follow_arrival(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_names t = {0};
    char text[16];

    (void)state;
    assert_int_equal(bcl_names_find(&t, "x", 1), -1);
    for (int i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "nom%d", i);
        assert_int_equal(add(&t, text, a), i);
    }
    for (int i = 4999; i >= 0; i -= 7) {
        snprintf(text, sizeof text, "nom%d", i);
        assert_int_equal(bcl_names_find(&t, text, strlen(text)), i);
        assert_int_equal(add(&t, text, a), i);
        assert_string_equal(t.text[i], text);
    }
    assert_int_equal(t.n, 5000);
    bcl_arena_destroy(a);
}

static void a_part_of_a_name_is_another_name(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_names t = {0};

    (void)state;
    add(&t, "population", a);
    assert_int_equal(bcl_names_find(&t, "population", 3), -1);
    assert_int_equal(bcl_names_add(&t, "population", 3, a), 1);
    assert_string_equal(t.text[1], "pop");
    assert_int_equal(bcl_names_add(&t, "", 0, a), 2);
    assert_int_equal(bcl_names_find(&t, "", 0), 2);
    bcl_arena_destroy(a);
}

static void the_nearest_is_suggested(void **state)
{
    bcl_arena *a = bcl_arena_create();
    bcl_names t = {0};

    (void)state;
    add(&t, "pop_totale", a);
    add(&t, "pop_totales", a);
    add(&t, "bois", a);
    assert_string_equal(bcl_names_nearest(&t, "pop_total"), "pop_totale");
    assert_string_equal(bcl_names_nearest(&t, "boiss"), "bois");
    assert_string_equal(bcl_names_nearest(&t, "boi"), "bois");
    assert_null(bcl_names_nearest(&t, "bo")); /* two edits of four letters */
    assert_null(bcl_names_nearest(&t, "dechets"));
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_arrival),
        cmocka_unit_test(a_part_of_a_name_is_another_name),
        cmocka_unit_test(the_nearest_is_suggested),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
