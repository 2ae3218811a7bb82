/* test_cell.c -- numbers in cells. */
#include "input/cell.h"
#include "input_fixture.h"

#define NBSP "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"

static const char *const marks[] = {"s", "n.d."};

static bcl_verdict read_cell(double *x, char *mark, const char *s)
{
    bcl_secrets secrets = bcl_secrets_of(marks, 2);

    *x = -12345;
    return bcl_cell_read(x, mark, &secrets, s, strlen(s));
}

static void numbers(void **state)
{
    static const struct {
        const char *s;
        double x;
        char mark;
    } cases[] = {
        {"0", 0, 0},
        {"-12", -12, 0},
        {"+3", 3, 0},
        {"1,234", 1.234, ','}, /* one and a bit, not a thousand */
        {"1.234", 1.234, '.'},
        {",5", 0.5, ','},
        {"5,", 5, ','},
        {"1e3", 1000, 0},
        {"1,5E-2", 0.015, ','},
        {"1 234e5", 123400000, 0},
        {" 12 ", 12, 0},
        {NBSP "12" NNBSP, 12, 0},
        {"15 156", 15156, 0},
        {"15" NBSP "156,5", 15156.5, ','},
        {"15\xA0"
         "156",
         15156, 0},
        {"-1" NNBSP "234" NNBSP "567,89", -1234567.89, ','},
        {"1 234 567.25", 1234567.25, '.'},
        {"123456789012345678", 123456789012345678.0, 0},
        {"0.1000000000000000055", 0.1, '.'},
        {"1e-400", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double x;
        char mark = '\0';
        assert_int_equal(read_cell(&x, &mark, cases[i].s), BCL_VERDICT_NUMBER);
        assert_true(x == cases[i].x);
        assert_int_equal(mark, cases[i].mark);
    }
}

static void not_numbers(void **state)
{
    static const char *const cases[] = {
        "1.234,5",    "1,234.5",
        "1,234,567",  "1.2.3",
        "12/03/2021", "#REF!",
        "1e400",      "12 %",
        "12 34",      "1 2345",
        "1234 567",   "1  234",
        "1 234 5",    "1,5 000",
        "inf",        "nan",
        "0x1F",       "-",
        ".",          "e5",
        "1 e5",       "- 12",
        "12-",        "S",
        "\xE9",       "12" NBSP NBSP "345",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double x;
        char mark = '\0';
        assert_int_equal(read_cell(&x, &mark, cases[i]), BCL_VERDICT_WRONG);
        assert_int_equal(mark, 0);
    }
}

static void long_cell(void **state)
{
    char s[200];
    double x;
    char mark = '\0';

    (void)state;
    memset(s, '1', sizeof s - 1);
    s[sizeof s - 1] = '\0';
    assert_int_equal(read_cell(&x, &mark, s), BCL_VERDICT_WRONG);
}

static void empty_and_secret(void **state)
{
    double x;
    char mark = '\0';

    (void)state;
    assert_int_equal(read_cell(&x, &mark, ""), BCL_VERDICT_EMPTY);
    assert_int_equal(read_cell(&x, &mark, " \t\n"), BCL_VERDICT_EMPTY);
    assert_int_equal(read_cell(&x, &mark, NBSP), BCL_VERDICT_EMPTY);
    assert_int_equal(read_cell(&x, &mark, "\xA0"), BCL_VERDICT_EMPTY);
    assert_int_equal(read_cell(&x, &mark, "s"), BCL_VERDICT_SECRET);
    assert_int_equal(read_cell(&x, &mark, " n.d. "), BCL_VERDICT_SECRET);
    assert_true(bcl_cell_blank(" " NBSP NNBSP "\xA0", 7));
    assert_false(bcl_cell_blank("\xC3\xA0", 2));
}

static void one_mark_a_column(void **state)
{
    double x;
    char mark = '\0';

    (void)state;
    assert_int_equal(read_cell(&x, &mark, "1,5"), BCL_VERDICT_NUMBER);
    assert_int_equal(read_cell(&x, &mark, "2"), BCL_VERDICT_NUMBER);
    assert_int_equal(read_cell(&x, &mark, "1.5"), BCL_VERDICT_CLASH);
    assert_int_equal(read_cell(&x, &mark, "1.5.1"), BCL_VERDICT_WRONG);
    assert_int_equal(mark, ',');
    mark = '.';
    assert_int_equal(read_cell(&x, &mark, "1,5"), BCL_VERDICT_CLASH);
    assert_int_equal(read_cell(&x, &mark, "1,5x"), BCL_VERDICT_WRONG);
}

static void numeric_mark(void **state)
{
    const char *const text[] = {"-999"};
    bcl_secrets secrets = bcl_secrets_of(text, 1);
    double x;
    char mark = '\0';

    (void)state;
    assert_true(secrets.numeric);
    assert_int_equal(bcl_cell_read(&x, &mark, &secrets, "-999", 4),
                     BCL_VERDICT_SECRET);
    assert_int_equal(bcl_cell_read(&x, &mark, &secrets, "-99", 3),
                     BCL_VERDICT_NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),           cmocka_unit_test(not_numbers),
        cmocka_unit_test(long_cell),         cmocka_unit_test(empty_and_secret),
        cmocka_unit_test(one_mark_a_column), cmocka_unit_test(numeric_mark),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
