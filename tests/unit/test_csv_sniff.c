/* test_csv_sniff.c -- what the first bytes tell. */
#include "input/csv_sniff.h"
#include "input_fixture.h"

static void separators(void **state)
{
    static const struct {
        const char *s;
        char separator;
    } cases[] = {
        {"a;b\n1;2\n", ';'},
        {"a,b\n1,2\n", ','},
        {"a\tb\n1\t2\n", '\t'},
        {"a\n1\n", ';'},
        {"a;Voiture, camion, velo\n1;2\n", ';'},
        {"a;b, c\n1,5;2,3\n", ';'},
        {"\"a;b\",c\n1,2\n", ','},
        {"\"a\n;;;;\",c\n1,2\n", ','},
        {"a,b\n1,\"2;3\"\n", ','},
        {"\r\n\r\na,b\r\n1,2\r\n", ','},
        {"a,b,c;d", ','}, /* no row to compare with: the most frequent */
        {"a;b\n1;2;\n", ';'},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bcl_csv_sniffed out;
        assert_true(
            bcl_csv_sniff(&out, cases[i].s, strlen(cases[i].s), "x", &f->diag));
        assert_int_equal(out.separator, cases[i].separator);
        assert_int_equal(out.bom, 0);
    }
}

static void bom(void **state)
{
    fixture *f = *state;
    bcl_csv_sniffed out;

    assert_true(bcl_csv_sniff(&out,
                              "\xEF\xBB\xBF"
                              "a,b\n",
                              7, "x", &f->diag));
    assert_int_equal(out.bom, 3);
    assert_int_equal(out.lines, 1);
    assert_int_equal(out.separator, ',');
}

static void not_text(void **state)
{
    fixture *f = *state;
    bcl_csv_sniffed out;

    assert_false(bcl_csv_sniff(&out,
                               "a\0;\0"
                               "b\0",
                               6, f->path, &f->diag));
    assert_false(bcl_csv_sniff(&out, "\0a\0;\0b", 6, f->path, &f->diag));
    assert_false(bcl_csv_sniff(&out, "PK\x03\x04z", 5, f->path, &f->diag));
    fixture_expect(f, 0, "C08", 1, 1,
                   "ce fichier est en UTF-16 sans marque d'ordre, ou en "
                   "UTF-32, qui ne sont pas lus");
    assert_string_equal(f->diag.item[0].hint,
                        "enregistrez-le en « CSV UTF-8 »");
    assert_string_equal(f->diag.item[1].code, "C08");
    fixture_expect(f, 2, "C10", 1, 1,
                   "ce fichier n'est pas un CSV mais un classeur, une archive "
                   "ou un PDF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(separators),
        FIXTURE_TEST(bom),
        FIXTURE_TEST(not_text),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
