/* test_csvout.c -- what a French spreadsheet is given to read. */
#include "report/csvout.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define BOM "\xEF\xBB\xBF"

/* Compare what `fill` writes. */
static void check(void (*fill)(bcl_csvout *c), const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);

    assert_non_null(to);
    bcl_csvout c = bcl_csvout_start(to);
    fill(&c);
    assert_int_equal(fclose(to), 0);
    assert_string_equal(text, expected);
    free(text);
}

static void put_numbers(bcl_csvout *c)
{
    bcl_csvout_number(c, 1234.5);
    bcl_csvout_number(c, -0.1);
    bcl_csvout_number(c, 123456789012345.0);
    bcl_csvout_number(c, 1.0 / 3);
    bcl_csvout_number(c, NAN);
    bcl_csvout_number(c, -0.0);
    bcl_csvout_number(c, 2.5e20);
    bcl_csvout_row(c);
}

static void numbers(void **state)
{
    (void)state;
    check(put_numbers,
          BOM "1234,5;-0,1;123456789012345;0,333333333333333;;0;2,5e+20\n");
}

static void put_texts(bcl_csvout *c)
{
    bcl_csvout_text(c, "Énergie");
    bcl_csvout_text(c, "a;b");
    bcl_csvout_text(c, "dit \"UVE\"");
    bcl_csvout_text(c, "deux\nlignes");
    bcl_csvout_text(c, " bord");
    bcl_csvout_text(c, "");
    bcl_csvout_text(c, "1,5");
    bcl_csvout_row(c);
}

static void texts(void **state)
{
    (void)state;
    check(put_texts, BOM "Énergie;\"a;b\";\"dit \"\"UVE\"\"\";"
                         "\"deux\nlignes\";\" bord\";;1,5\n");
}

static void put_rows(bcl_csvout *c)
{
    bcl_csvout_text(c, "x");
    bcl_csvout_row(c);
    bcl_csvout_text(c, "");
    bcl_csvout_row(c);
    bcl_csvout_text(c, "");
    bcl_csvout_number(c, NAN);
    bcl_csvout_row(c);
}

static void a_row_is_never_an_empty_line(void **state)
{
    (void)state;
    check(put_rows, BOM "x\n\"\"\n;\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(texts),
        cmocka_unit_test(a_row_is_never_an_empty_line),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
