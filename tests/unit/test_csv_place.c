/* test_csv_place.c -- where cells are. */
#include "csv_fixture.h"
#include "input/csv_place.h"

static void plain(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l", "a;b;c\r\n12;34;5\r\n;x;yz"));
    fixture_expect_at(bcl_csv_at(&t, 0, 0), 2, 1);
    fixture_expect_at(bcl_csv_at(&t, 0, 1), 2, 4);
    fixture_expect_at(bcl_csv_at(&t, 0, 2), 2, 7);
    fixture_expect_at(bcl_csv_at(&t, 1, 0), 3, 1);
    fixture_expect_at(bcl_csv_at(&t, 1, 1), 3, 2);
    fixture_expect_at(bcl_csv_at(&t, 1, 2), 3, 4);
    assert_string_equal(bcl_csv_at(&t, 1, 2).file, f->path);
}

static void quoted(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l",
                             "\xEF\xBB\xBF\"a\nb\";c;d\n\n"
                             "\"é;\"\"\n1\n\n2\";\"x\ny\"; z \nu;v;w\n"));
    fixture_expect_at(bcl_csv_at(&t, 0, 0), 4, 1);
    fixture_expect_at(bcl_csv_at(&t, 0, 1), 7, 4);
    fixture_expect_at(bcl_csv_at(&t, 0, 2), 8, 4);
    fixture_expect_at(bcl_csv_at(&t, 1, 2), 9, 5);
}

/* Several rows on a line of what editors and messages count as lines. */
static void lone_cr(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l", "a;b\n1;2\r3;4\r5;6\n7;8\n"));
    assert_int_equal(t.nrow, 4);
    assert_int_equal(t.line[2], 2);
    fixture_expect_at(bcl_csv_at(&t, 0, 1), 2, 3);
    fixture_expect_at(bcl_csv_at(&t, 2, 1), 2, 11);
    fixture_expect_at(bcl_csv_at(&t, 3, 0), 3, 1);
}

static void unknown(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    char shown[BCL_SHOWN];

    assert_true(fixture_read(f, &t, "l", "a;b;;\n1;2\n3;4;;\n"));
    assert_int_equal(
        bcl_csv_locate(shown, f->path, ';', (bcl_csv_place){6, 2, 1, 0}, 2)
            .column,
        0);
    assert_string_equal(shown, "");
    fixture_expect_at(
        bcl_csv_locate(shown, f->path, ';', (bcl_csv_place){6, 2, 1, 0}, 1), 2,
        3);
    assert_string_equal(shown, "2");
    remove(f->path);
    fixture_expect_at(bcl_csv_at(&t, 1, 1), 3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(plain),
        FIXTURE_TEST(quoted),
        FIXTURE_TEST(lone_cr),
        FIXTURE_TEST(unknown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
