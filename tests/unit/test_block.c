/* test_block.c -- blocks are numbered as they come, and own their texts. */
#include "report/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    *state = bcl_arena_create();
    return 0;
}

static int teardown(void **state)
{
    bcl_arena_destroy(*state);
    return 0;
}

static void headings_are_numbered(void **state)
{
    static const int level[] = {3, 2, 2, 3, 1, 3, 2};
    static const int expected[][BCL_HEADING_LEVELS] = {
        {1, 0, 0}, {1, 1, 0}, {1, 2, 0}, {1, 2, 1},
        {2, 0, 0}, {2, 1, 0}, {2, 2, 0}};
    bcl_blocks d = bcl_blocks_start("t", NULL, NULL, *state);

    for (size_t i = 0; i < sizeof level / sizeof level[0]; i++) {
        bcl_block_heading(&d, level[i], "titre");
        assert_memory_equal(d.item[i].number, expected[i], sizeof expected[i]);
    }
    assert_int_equal(d.item[0].level, 1);
    assert_int_equal(d.item[5].level, 2);
}

static void texts_are_copied(void **state)
{
    char text[] = "l'eau :";
    char unit[] = "t/(hab.an)";
    bcl_column column[] = {{.title = text, .unit = unit}};
    const char *const item[] = {text};
    bcl_blocks d = bcl_blocks_start(text, NULL, text, *state);

    bcl_block_paragraph(&d, text);
    bcl_block_warning(&d, text);
    bcl_block_list(&d, item, 1);
    bcl_table *t = bcl_block_table(&d, text, column, 1, text, NULL);
    bcl_block_figure(&d, &(bcl_picture){.caption = text, .data = text});
    memset(text, 'x', sizeof text - 1);
    memset(unit, 'x', sizeof unit - 1);
    memset(column, 0, sizeof column);

    assert_null(d.subtitle);
    assert_string_equal(d.title, "l’eau\xC2\xA0:");
    assert_string_equal(d.footer, d.title);
    assert_string_equal(d.item[0].text, d.title);
    assert_int_equal(d.item[1].kind, BCL_BLOCK_WARNING);
    assert_string_equal(d.item[2].item[0], d.title);
    assert_string_equal(t->caption, d.title);
    assert_string_equal(t->source, d.title);
    assert_null(t->data);
    assert_string_equal(t->column[0].title, d.title);
    assert_string_equal(t->column[0].unit, "t/(hab.an)");
    /* A file's name is not prose. */
    assert_string_equal(d.item[4].picture->data, "l'eau :");
}

static void tables_and_figures_have_their_own_numbers(void **state)
{
    const bcl_column column[] = {{.title = "c"}};
    bcl_blocks d = bcl_blocks_start("t", NULL, NULL, *state);

    bcl_block_figure(&d, &(bcl_picture){.caption = "a"});
    assert_int_equal(bcl_block_table(&d, "a", column, 1, NULL, NULL)->number,
                     1);
    bcl_block_figure(&d, &(bcl_picture){.caption = "b"});
    assert_int_equal(bcl_block_table(&d, "b", column, 1, NULL, NULL)->number,
                     2);
    assert_int_equal(d.item[2].picture->number, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_numbered),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(tables_and_figures_have_their_own_numbers),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
