/* test_stream.c -- UTF-16 read as UTF-8. */
#include "csv_fixture.h"
#include "input/stream.h"
#include "input/xml.h"

/* A text in UTF-16, with its mark. */
static size_t widen(char *to, const uint16_t *text, size_t n, bool big)
{
    size_t m = 0;

    for (size_t i = 0; i <= n; i++) {
        unsigned unit = i == 0 ? 0xFEFF : text[i - 1];
        to[m++] = (char)(big ? unit >> 8 : unit & 0xFF);
        to[m++] = (char)(big ? unit & 0xFF : unit >> 8);
    }
    return m;
}

static const uint16_t word[] = {'c', 0xE9, 0x20AC, 0xD83C, 0xDF33, '\n', 'z'};
static const char same[] = "c\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB3\nz";

static void pieces(void **state)
{
    char wide[32], got[64];

    (void)state;
    for (int big = 0; big < 2; big++) {
        size_t n = widen(wide, word, 7, big != 0);
        for (size_t cut = 2; cut < n; cut++) {
            bcl_utf16 x;
            assert_int_equal(bcl_utf16_mark(&x, wide, n), 2);
            size_t m = bcl_utf16_decode(&x, got, wide + 2, cut - 2, false);
            m += bcl_utf16_decode(&x, got + m, wide + cut, n - cut, true);
            got[m] = '\0';
            assert_string_equal(got, same);
            assert_false(x.broken);
        }
    }
}

static void broken(void **state)
{
    static const struct {
        const char *s;
        size_t n;
        const char *utf8;
        size_t line;
    } cases[] = {
        {"a\0\n\0b", 5, "a\n\xEF\xBF\xBD", 1},
        {"\x3C\xD8", 2, "\xEF\xBF\xBD", 0},
        {"\x3C\xD8z\0", 4, "\xEF\xBF\xBDz", 0},
        {"\x3C\xD8\x3C\xD8\x33\xDF", 6, "\xEF\xBF\xBD\xF0\x9F\x8C\xB3", 0},
        {"\n\0\n\0\x33\xDF", 6, "\n\n\xEF\xBF\xBD", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bcl_utf16 x = {.big = false};
        char got[64];
        size_t m = bcl_utf16_decode(&x, got, cases[i].s, cases[i].n, true);
        got[m] = '\0';
        assert_string_equal(got, cases[i].utf8);
        assert_true(x.broken);
        assert_int_equal(x.broken_line, cases[i].line);
        assert_true(m <= BCL_UTF16_ROOM(cases[i].n));
    }
}

static void marks(void **state)
{
    bcl_utf16 x;

    (void)state;
    assert_int_equal(bcl_utf16_mark(&x, "\xFF\xFE\0\0", 4), 0);
    assert_int_equal(bcl_utf16_mark(&x,
                                    "\xFF\xFE"
                                    "a\0",
                                    4),
                     2);
    assert_false(x.big);
    assert_int_equal(bcl_utf16_mark(&x, "\xFE\xFF", 2), 2);
    assert_true(x.big);
    assert_int_equal(bcl_utf16_mark(&x, "\xFE", 1), 0);
    assert_int_equal(bcl_utf16_mark(&x, "abcd", 4), 0);
}

/* A table longer than a chunk of the stream, with a bad cell far away. */
static void table(void **state)
{
    enum { ROWS = 20000 };
    fixture *f = *state;
    uint16_t *text = calloc(ROWS * 8, sizeof *text);
    char *wide = calloc(ROWS * 8, 2);
    size_t n = 0;
    bcl_csv t;

    assert_non_null(text);
    assert_non_null(wide);
    for (const char *s = "nom;v\n"; *s; s++)
        text[n++] = (uint16_t)*s;
    for (int i = 0; i < ROWS; i++) {
        text[n++] = 0xE9;
        text[n++] = (uint16_t)('a' + i % 20);
        text[n++] = ';';
        text[n++] = i == ROWS - 2 ? 'x' : '5';
        text[n++] = '\n';
    }
    for (int big = 0; big < 2; big++) {
        size_t size = widen(wide, text, n, big != 0);
        assert_false(fixture_read_bytes(f, &t, "ln", wide, size));
        assert_int_equal(f->diag.errors, 1);
        fixture_expect(f, 0, "C03", ROWS, 5,
                       "« x » n'est pas un nombre (colonne « v »)");
        assert_int_equal(t.nrow, ROWS);
        assert_int_equal(t.col[0].labels.n, 20);
        assert_string_equal(fixture_label(&t, ROWS - 1, 0), "\xC3\xA9t");
        fixture_expect_at(bcl_csv_at(&t, ROWS - 1, 1), ROWS + 1, 5);
    }
    free(text);
    free(wide);
}

static void broken_table(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read_bytes(f, &t, "l",
                                    "\xFF\xFE"
                                    "a\0\n\0\x3C\xD8\n\0",
                                    10));
    fixture_expect(f, 0, "C08", 2, 0,
                   "ce fichier en UTF-16 est abîmé : une moitié de caractère");
}

static void document(void **state)
{
    static const char text[] =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<a t='e\x01'>x</a>\n";
    fixture *f = *state;
    uint16_t units[sizeof text];
    char wide[2 * sizeof text + 2];
    bcl_xml *root;
    size_t n = sizeof text - 1;

    for (size_t i = 0; i < n; i++)
        units[i] = text[i] == '\x01' ? 0xE9 : (uint16_t)text[i];
    for (int big = 0; big < 2; big++) {
        fixture_write(f, wide, widen(wide, units, n, big != 0));
        assert_true(bcl_xml_read(&root, f->path, f->arena, &f->diag));
        assert_string_equal(root->attr[0].value, "e\xC3\xA9");
        fixture_expect_at(root->at, 2, 1);
        fixture_expect_at(root->text.at, 2, 12);
    }
    units[n - 2] = ' '; /* the last > */
    fixture_write(f, wide, widen(wide, units, n, true));
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    assert_string_equal(f->diag.item[0].code, "X02");
    assert_int_equal(f->diag.item[0].at.line, 3);
    units[n - 2] = 0xDC00;
    fixture_write(f, wide, widen(wide, units, n, true));
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    fixture_expect(f, 0, "X02", 2, 0,
                   "ce fichier en UTF-16 est abîmé : une moitié de caractère");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces),   cmocka_unit_test(broken),
        cmocka_unit_test(marks),    FIXTURE_TEST(table),
        FIXTURE_TEST(broken_table), FIXTURE_TEST(document),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
