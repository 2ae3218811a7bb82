/* test_csv_labels.c -- encodings of the labels. */
#include "csv_fixture.h"

static void utf8(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l",
                             "a;b\n\xC3\xA9t\xC3\xA9;Voil\xC3\xA0\n"
                             "\xC2\xA0\xC3\xA9t\xC3\xA9\xE2\x80\xAF;v\n"));
    assert_string_equal(fixture_label(&t, 0, 0), "été");
    assert_string_equal(fixture_label(&t, 0, 1), "Voilà");
    /* the same text once trimmed: the same label */
    assert_int_equal(t.col[0].labels.n, 1);
    assert_int_equal(t.col[0].label[0], t.col[0].label[1]);
}

static void windows(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "ln",
                             "nom;v\n\xC9tampes;1\nL\x92Isle\xA0;2\n"
                             "\xA0L\x92Isle;15\xA0"
                             "156\n\xC9tampes;3\n"));
    assert_int_equal(t.col[0].labels.n, 2);
    assert_string_equal(fixture_label(&t, 0, 0), "Étampes");
    assert_string_equal(fixture_label(&t, 1, 0), "L’Isle");
    assert_string_equal(fixture_label(&t, 2, 0), "L’Isle");
    assert_string_equal(fixture_label(&t, 3, 0), "Étampes");
    assert_true(t.col[1].number[2] == 15156);
}

static void latin9(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l", "nom;x\nSacr\xE9-C\xBDur;k\xA4\n"));
    assert_string_equal(fixture_label(&t, 0, 0), "Sacré-Cœur");
    assert_string_equal(fixture_label(&t, 0, 1), "k€");
}

static void mixed(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "l",
                              "nom;x\n\xC3\xA9t\xC3\xA9;1\na;\xC3\xA8\n"
                              "b;h\xE9\n"));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C08", 4, 3,
                   "« hé » n'est pas en UTF-8, comme le reste du fichier");
    assert_false(
        fixture_read(f, &t, "l", "\xC3\xA9t\xC3\xA9;x\nh\xE9;1\n\xE8;2\n"));
    fixture_expect(f, 0, "C08", 1, 0,
                   "l'en-tête et les cellules n'ont pas le même encodage "
                   "(UTF-8 et Windows-1252)");
    assert_false(fixture_read(f, &t, "l", "nom\nh\xE9\nb\x8D\n"));
    fixture_expect(f, 0, "C08", 3, 1,
                   "« b\xC2\x8D » n'est pas en Windows-1252, comme le reste du "
                   "fichier");
}

/* A terminal or a page never gets what moves cursors. */
static void controls(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(
        fixture_read(f, &t, "l", "nom\n\x1B[31mrouge\x07\nl\x01o\n\"l\no\"\n"));
    assert_string_equal(fixture_label(&t, 0, 0), "[31mrouge");
    assert_string_equal(fixture_label(&t, 1, 0), "l o");
    assert_string_equal(fixture_label(&t, 2, 0), "l\no");
}

/* Columns that are not kept may be anything. */
static void skipped(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l-", "nom;x\n\xC3\xA9;\xE9\n"));
    assert_string_equal(fixture_label(&t, 0, 0), "é");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(utf8),  FIXTURE_TEST(windows), FIXTURE_TEST(latin9),
        FIXTURE_TEST(mixed), FIXTURE_TEST(skipped), FIXTURE_TEST(controls),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
