/* test_table.c -- rows fill from left to right. */
#include "report/table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void rows_fill_from_left_to_right(void **state)
{
    bcl_arena *a = bcl_arena_create();
    const bcl_column column[] = {{.title = "Poste"},
                                 {"Quantité", "kt", BCL_COLUMN_NUMBER}};
    bcl_table t = {.column = column, .ncolumns = 2, .arena = a};

    (void)state;
    for (int i = 0; i < 40; i++) {
        bcl_table_text(&t, "d'ici");
        bcl_table_number(&t, 1000.25 * i, 1);
    }
    bcl_table_strong(&t);
    bcl_table_tone(&t, BCL_TONE_BAD);
    assert_int_equal(t.nrows, 40);
    assert_int_equal(t.ncells, 80);
    assert_string_equal(t.cell[0].text, "d’ici");
    assert_true(isnan(t.cell[0].value));
    assert_string_equal(t.cell[79].text, "39\xE2\x80\xAF"
                                         "009,8");
    assert_true(t.cell[79].value == 1000.25 * 39);
    assert_int_equal(t.cell[79].tone, BCL_TONE_BAD);
    assert_int_equal(t.cell[77].tone, BCL_TONE_PLAIN);
    assert_true(t.strong[39]);
    assert_false(t.strong[38]);
    bcl_arena_destroy(a);
}

static void an_unknown_number_is_a_dash(void **state)
{
    bcl_arena *a = bcl_arena_create();
    const bcl_column column[] = {{.title = "x", .kind = BCL_COLUMN_NUMBER}};
    bcl_table t = {.column = column, .ncolumns = 1, .arena = a};

    (void)state;
    bcl_table_number(&t, NAN, 2);
    assert_string_equal(t.cell[0].text, "—");
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_fill_from_left_to_right),
        cmocka_unit_test(an_unknown_number_is_a_dash),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
