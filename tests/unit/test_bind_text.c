/* test_bind_text.c -- units and lists as a reader writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "figure/bind_private.h"

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

static void units_are_said(void **state)
{
    static const char *const cases[][2] = {
        {"GWh/an", "GWh par an"},
        {"kg/(hab.an)", "kg par habitant et par an"},
        {"tCO2e/an", "tCO₂e par an"},
        {"ktCO2e/(hab.an)", "ktCO₂e par habitant et par an"},
        {"m2/hab", "m² par habitant"},
        {"m3", "m³"},
        {"ha", "hectares"},
        {"t/an", "tonnes par an"},
        {"logement", "logements"},
        {"an", "ans"},
        {"%", "%"},
        {"1", ""},
        {"nb", ""},
        {"véh.km/an", "véh·km par an"},
        {"€/MWh", "€/MWh"},
        {"kWh/m2", "kWh/m²"},
        {"0.5 t", "0.5 t"},
        {"voy/(empl.j)", "voyageurs par emploi et par jour"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(bcl_bind_unit(cases[i][0], *state), cases[i][1]);
}

static void only_short_units_follow_values(void **state)
{
    assert_string_equal(bcl_bind_symbol("ha", *state), "ha");
    assert_string_equal(bcl_bind_symbol("GWh", *state), "GWh");
    assert_string_equal(bcl_bind_symbol("m2", *state), "m²");
    assert_string_equal(bcl_bind_symbol("t/an", *state), "");
    assert_string_equal(bcl_bind_symbol("logement", *state), "");
    assert_string_equal(bcl_bind_symbol("1", *state), "");
}

static void lists_end_with_et_or_an_ellipsis(void **state)
{
    static const char *const name[] = {"a", "b", "c", "d"};

    assert_string_equal(bcl_bind_list(name, 0, 3, *state), "");
    assert_string_equal(bcl_bind_list(name, 1, 3, *state), "a");
    assert_string_equal(bcl_bind_list(name, 2, 3, *state), "a et b");
    assert_string_equal(bcl_bind_list(name, 3, 3, *state), "a, b et c");
    assert_string_equal(bcl_bind_list(name, 4, 3, *state), "a, b, c…");
}

static void subtitles_are_sentences(void **state)
{
    bcl_binding b = {.a = *state, .note = ""};

    bcl_bind_note(&b, "");
    assert_string_equal(b.note, "");
    bcl_bind_note(&b, "trait pâle");
    assert_string_equal(b.note, "Trait pâle");
    bcl_bind_note(&b, "valeurs estimées");
    assert_string_equal(b.note, "Trait pâle\u00A0; valeurs estimées");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(units_are_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_short_units_follow_values, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lists_end_with_et_or_an_ellipsis,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(subtitles_are_sentences, set_up,
                                        tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("bind_text", tests, NULL, NULL);
}
