/* test_csv_head.c -- headers. */
#include "csv_fixture.h"

static void names(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l",
                             "\xEF\xBB\xBF\"Code g\xC3\xA9o\";\" Avant\r\n1919"
                             "\xC2\xA0\nMaison \" ; x \n1;2;3\n"));
    assert_string_equal(t.col[0].name, "Code géo");
    assert_string_equal(t.col[1].name, "Avant 1919 Maison");
    assert_string_equal(t.col[2].name, "x");
}

static void latin1_names(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l", "\xE9t\xE9;\x80\n1;2\n"));
    assert_string_equal(t.col[0].name, "été");
    assert_string_equal(t.col[1].name, "€");
    assert_false(fixture_read(f, &t, "l", "\xE9t\xE9;a\x81\n1;2\n"));
    fixture_expect(f, 0, "C08", 1, 5,
                   "cet en-tête n'est ni en UTF-8 ni en Windows-1252");
}

static void forgotten_header(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "l", "\n95002;12,5;\n95018;13\n"));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C11", 2, 1,
                   "la première ligne n'a que des nombres : l'en-tête manque");
    assert_true(fixture_read(f, &t, "l", "siren;111;112\n1;2;3\n"));
}

static void twins(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "-ln", "x;a;\"b\nb\";a\n1;2;3;4\n"));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C11", 2, 4,
                   "deux colonnes ont pour en-tête « a » ; l'autre est à la "
                   "ligne 1, colonne 3");
    /* chosen once, but which one? */
    assert_false(fixture_read(f, &t, "-l-", "x;a;a\n1;2;3\n"));
    /* not chosen: none of our business */
    assert_true(fixture_read(f, &t, "l-", "x;a;a\n1;2;3\n"));
    /* rows that one line holds with such a header */
    assert_false(fixture_read(f, &t, "ln", "a;a\r1;2\r3;x\r"));
    assert_int_equal(f->diag.errors, 1);
}

static bool want_total(void *context, bcl_csv *t, bcl_diag *d)
{
    (void)context;
    assert_int_equal(t->col[0].type, BCL_COL_SKIP);
    return bcl_fail(d, "C99", t->at, "« total » manque");
}

static void choose_fails(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    fixture_write(f, "a;b\n1;2;3\n", 10);
    assert_false(bcl_csv_read(&t, f->path, NULL, 0, want_total, NULL, f->arena,
                              &f->diag));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C99", 1, 0, "« total » manque");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(names),
        FIXTURE_TEST(latin1_names),
        FIXTURE_TEST(forgotten_header),
        FIXTURE_TEST(twins),
        FIXTURE_TEST(choose_fails),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
