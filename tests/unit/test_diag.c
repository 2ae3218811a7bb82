/* test_diag.c -- what is said of a mistake, and how it is shown. */
#include "core/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

static bcl_diag diag;

static int setup(void **state)
{
    (void)state;
    diag = (bcl_diag){0};
    return 0;
}

/* All that is printed, in a buffer of its own. */
static const char *printed(void)
{
    static char text[400 * 1024];
    FILE *f = tmpfile();

    assert_non_null(f);
    bcl_diag_print(&diag, f);
    rewind(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    return text;
}

static void an_error_has_its_place_and_its_hint(void **state)
{
    (void)state;
    assert_false(bcl_fail(&diag, "N01", (bcl_pos){"m.xml", 94, 12},
                          "nom inconnu « %s »", "pop_total"));
    assert_false(bcl_hint(&diag, "vouliez-vous « %s » ?", "pop_totale"));
    assert_string_equal(printed(), "m.xml:94:12: erreur N01: nom inconnu "
                                   "« pop_total » ; vouliez-vous "
                                   "« pop_totale » ?\n");
    assert_int_equal(diag.errors, 1);
    assert_int_equal(diag.warnings, 0);
    assert_false(diag.system);
}

static void a_place_may_be_less_exact(void **state)
{
    (void)state;
    bcl_fail(&diag, "S08", (bcl_pos){0}, "scénario inconnu");
    bcl_warn(&diag, "C13", (bcl_pos){"a.csv", 0, 0}, "un ancien code");
    bcl_fail(&diag, "C10", (bcl_pos){"b.csv", 3, 0}, "vide");
    assert_string_equal(printed(), "erreur S08: scénario inconnu\n"
                                   "a.csv: avertissement C13: un ancien code\n"
                                   "b.csv:3: erreur C10: vide\n");
    assert_int_equal(diag.warnings, 1);
    assert_int_equal(diag.errors, 2);
}

/* "é" is two bytes and one character wide. */
static void the_caret_stands_under_the_character(void **state)
{
    char name[] = P_tmpdir "/bouclage-XXXXXX", expected[300];
    int fd = mkstemp(name);

    (void)state;
    assert_true(fd >= 0);
    assert_true(write(fd, "un\ndéjà ici\n", 14) == 14);
    close(fd);
    bcl_fail(&diag, "F01", (bcl_pos){name, 2, 8}, "ici");
    snprintf(expected, sizeof expected,
             "%s:2:8: erreur F01: ici\n  déjà ici\n       ^\n", name);
    assert_string_equal(printed(), expected);
    unlink(name);
}

static void a_warning_met_again_is_said_once(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        bcl_warn(&diag, "T01", (bcl_pos){"m.xml", 1, 1}, "une tendance");
    bcl_warn(&diag, "T01", (bcl_pos){"m.xml", 2, 1}, "une tendance");
    assert_int_equal(diag.warnings, 2);
}

static void a_message_is_one_line(void **state)
{
    (void)state;
    static bcl_diag d;

    bcl_fail(&d, "C01", (bcl_pos){0}, "« %s »", "a\nb\x1B[2J");
    bcl_hint(&d, "x\ty");
    assert_string_equal(d.item[0].message, "« a b [2J »");
    assert_string_equal(d.item[0].hint, "x y");
}

static void a_long_text_is_cut_between_characters(void **state)
{
    char text[1001] = "x";

    (void)state;
    for (int i = 0; i < 300; i++)
        strcat(text, "é");
    bcl_fail(&diag, "X02", (bcl_pos){0}, "%s", text);
    size_t n = strlen(diag.item[0].message);
    assert_true(n >= 396 && n < sizeof diag.item[0].message);
    assert_int_equal(n % 2, 1); /* x, then whole é */
}

static void beyond_the_cap_errors_are_counted(void **state)
{
    (void)state;
    for (int i = 0; i < BCL_DIAG_MAX + 44; i++)
        bcl_fail(&diag, "C01", (bcl_pos){"a.csv", i + 1, 0}, "inconnu");
    assert_int_equal(diag.errors, BCL_DIAG_MAX + 44);
    assert_non_null(strstr(printed(), "\n... et 44 autres messages\n"));
    assert_false(bcl_hint(&diag, "perdu"));
    assert_string_equal(diag.item[BCL_DIAG_MAX - 1].hint, "");
}

static void the_machine_s_errors_are_told_apart(void **state)
{
    (void)state;
    assert_false(bcl_fail_system(&diag, "W01", (bcl_pos){0}, "disque plein"));
    assert_true(diag.system);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_error_has_its_place_and_its_hint),
        TEST(a_place_may_be_less_exact),
        TEST(the_caret_stands_under_the_character),
        TEST(a_warning_met_again_is_said_once),
        TEST(a_message_is_one_line),
        TEST(a_long_text_is_cut_between_characters),
        TEST(beyond_the_cap_errors_are_counted),
        TEST(the_machine_s_errors_are_told_apart),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
