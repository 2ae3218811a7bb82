/* test_csv_report.c -- what is said of bad rows and cells. */
#include "csv_fixture.h"

static void bad_cells(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "ln",
                              "k;v;w\n"
                              "\"a\nb\";1.234,5;12/03/2021\n"
                              "c;#REF!;1e400\n"
                              "d;12 %;secr\n"
                              "e;5;\"x\ny\"\n"));
    assert_int_equal(f->diag.errors, 7);
    fixture_expect(f, 0, "C03", 3, 4,
                   "« 1.234,5 » n'est pas un nombre (colonne « v »)");
    assert_string_equal(
        f->diag.item[0].hint,
        "un point et une virgule : enlevez la marque des milliers");
    fixture_expect(f, 1, "C03", 3, 12,
                   "« 12/03/2021 » n'est pas un nombre (colonne « w »)");
    assert_string_equal(f->diag.item[1].hint, "");
    fixture_expect(f, 2, "C03", 4, 3,
                   "« #REF! » n'est pas un nombre (colonne « v »)");
    assert_string_equal(f->diag.item[2].hint,
                        "la formule du tableur est en erreur : corrigez-la");
    fixture_expect(f, 3, "C03", 4, 9,
                   "« 1e400 » n'est pas un nombre (colonne « w »)");
    fixture_expect(f, 4, "C03", 5, 3,
                   "« 12 % » n'est pas un nombre (colonne « v »)");
    assert_string_equal(f->diag.item[4].hint,
                        "écrivez le nombre seul et dites l'unité « % »");
    assert_string_equal(f->diag.item[5].hint,
                        "si ce texte dit un secret : secrets=\"secr\"");
    fixture_expect(f, 6, "C03", 6, 5,
                   "« x y » n'est pas un nombre (colonne « w »)");
    assert_int_equal(t.nrow, 4);
    assert_int_equal(t.col[1].kind[0], BCL_CELL_EMPTY);
}

static void both_marks(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(
        fixture_read(f, &t, "ln", "k;v\na;1\nb;1,5\nc;2.5\nd;3.5\ne;4,5\n"));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C03", 4, 3,
                   "« 2.5 » a un point pour marque décimale, mais « 1,5 », à "
                   "la ligne 3, colonne 3, a une virgule (« v »)");
    assert_string_equal(f->diag.item[0].hint,
                        "une colonne n'a qu'une marque décimale");
    /* another column may have the other mark */
    assert_true(fixture_read(f, &t, "n", "u;v\n1,5;1.5\n"));
}

static void bad_rows(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "ln",
                              "k;v;w\na;1\nb;2;3;4\n\nSource : INSEE\n"
                              "c;5;6;\n"));
    assert_int_equal(f->diag.errors, 3);
    fixture_expect(f, 0, "C02", 2, 3,
                   "cette ligne a 2 cellules, l'en-tête en a 3");
    fixture_expect(f, 1, "C02", 3, 7,
                   "cette ligne a 4 cellules, l'en-tête en a 3");
    assert_string_equal(f->diag.item[1].hint,
                        "un texte qui contient « ; » se met entre guillemets");
    fixture_expect(f, 2, "C02", 5, 1,
                   "cette ligne a 1 cellule, l'en-tête en a 3");
    assert_int_equal(t.nrow, 1);
    assert_int_equal(t.line[0], 6);
}

/* Not a number in a shifted row is the row's fault. */
static void shifted_row(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "ln", "k\tv\na\tb\tc\n"));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C02", 2, 5,
                   "cette ligne a 3 cellules, l'en-tête en a 2");
    assert_string_equal(
        f->diag.item[0].hint,
        "un texte qui contient une tabulation se met entre guillemets");
}

/* All are counted, though only the first ones are kept. */
static void many(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    char s[4 + 1000 * 4] = "a;b\n";

    for (size_t i = 0; i < 1000; i++)
        memcpy(s + 4 + 4 * i, "x;y\n", 4);
    assert_false(fixture_read_bytes(f, &t, "ln", s, sizeof s));
    assert_int_equal(f->diag.errors, 1000);
    fixture_expect(f, 255, "C03", 257, 3,
                   "« y » n'est pas un nombre (colonne « b »)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(bad_cells), FIXTURE_TEST(both_marks),
        FIXTURE_TEST(bad_rows),  FIXTURE_TEST(shifted_row),
        FIXTURE_TEST(many),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
