/* test_csv.c -- whole tables. */
#include "csv_fixture.h"

static void read_table(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "ln",
                             "code;valeur\r\n"
                             "95002;1,5\r\n"
                             "95018;\r\n"
                             "95002;s\r\n"
                             "\"95 018\";1 234\r\n"));
    assert_int_equal(f->diag.count, 0);
    assert_int_equal(t.nrow, 4);
    assert_int_equal(t.ncol, 2);
    assert_int_equal(t.separator, ';');
    assert_string_equal(t.path, f->path);
    assert_string_equal(t.at.file, f->path);
    assert_int_equal(t.at.line, 1);
    assert_string_equal(t.col[1].name, "valeur");
    assert_int_equal(t.col[0].labels.n, 3);
    assert_int_equal(t.col[0].label[2], t.col[0].label[0]);
    assert_string_equal(fixture_label(&t, 3, 0), "95 018");
    const uint8_t kinds[] = {BCL_CELL_NUMBER, BCL_CELL_EMPTY, BCL_CELL_MARK,
                             BCL_CELL_NUMBER};
    const double numbers[] = {1.5, 0, 0, 1234};
    const int lines[] = {2, 3, 4, 5};
    assert_memory_equal(t.col[1].kind, kinds, sizeof kinds);
    assert_memory_equal(t.col[1].number, numbers, sizeof numbers);
    assert_memory_equal(t.line, lines, sizeof lines);
    assert_int_equal(bcl_csv_find(&t, "valeur"), 1);
    assert_int_equal(bcl_csv_find(&t, "Valeur"), -1);
}

static void quoted_newlines(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "lln",
                             "\n\"a\nb\",c,\"x\"\n"
                             "\"l1\r\nl2\",\"say \"\"hi\"\"\",3\n"
                             "u,\"v,w\",\"4,5\""));
    assert_int_equal(t.separator, ',');
    assert_string_equal(t.col[0].name, "a b");
    assert_int_equal(t.nrow, 2);
    assert_string_equal(fixture_label(&t, 0, 0), "l1\r\nl2");
    assert_string_equal(fixture_label(&t, 0, 1), "say \"hi\"");
    assert_string_equal(fixture_label(&t, 1, 1), "v,w");
    assert_true(t.col[2].number[1] == 4.5);
    assert_int_equal(t.line[0], 4);
    assert_int_equal(t.line[1], 6);
}

static void blank_lines_are_no_rows(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "ln",
                             "a;b\n\n  \n;\n \xC2\xA0;\n;1\nx;2\n\"\";\"\"\n"));
    assert_int_equal(t.nrow, 2);
    assert_int_equal(t.line[0], 6);
    assert_string_equal(fixture_label(&t, 0, 0), "");
    assert_string_equal(fixture_label(&t, 1, 0), "x");
}

/* A table without any empty cell has no empty label. */
static void blank_lines_leave_no_label(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_true(fixture_read(f, &t, "l", "a;b\nx;y\n;\n"));
    assert_int_equal(t.nrow, 1);
    assert_int_equal(t.col[0].labels.n, 1);
    assert_int_equal(t.col[1].labels.n, 1);
}

static void trailing_columns(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    /* nameless and always empty: gone, and a row may lack them */
    assert_true(fixture_read(f, &t, "l", "a;b;;\n1;2;;\n3;4\n5;6;\n7;8;;;;\n"));
    assert_int_equal(t.ncol, 2);
    assert_int_equal(t.nrow, 4);
    /* one of them holds something: kept, with the nameless ones before it */
    assert_true(fixture_read(f, &t, "l", "a;b;;;\n1;2;;x\n3;4\n"));
    assert_int_equal(t.ncol, 4);
    assert_string_equal(t.col[3].name, "");
    assert_string_equal(fixture_label(&t, 0, 3), "x");
    assert_string_equal(fixture_label(&t, 1, 3), "");
}

static void many_rows(void **state)
{
    fixture *f = *state;
    enum { ROWS = 30000 };
    char *s = malloc(ROWS * 24 + 8);
    size_t n = 0;
    double sum = 0;
    bcl_csv t;

    assert_non_null(s);
    n += (size_t)sprintf(s, "c;v\n");
    for (int i = 0; i < ROWS; i++)
        n += (size_t)sprintf(s + n, "\"k\n%d\";%d,25\r\n", i % 1000, i);
    assert_true(fixture_read_bytes(f, &t, "ln", s, n));
    free(s);
    assert_int_equal(t.nrow, ROWS);
    assert_int_equal(t.col[0].labels.n, 1000);
    for (size_t i = 0; i < t.nrow; i++) {
        sum += t.col[1].number[i];
        assert_int_equal(t.line[i], 2 * (int)i + 2);
        assert_int_equal(t.col[0].label[i], (int)i % 1000);
    }
    assert_true(sum == ROWS * (ROWS - 1.0) / 2 + ROWS * 0.25);
    fixture_expect_at(bcl_csv_at(&t, 29999, 1), 60001, 6);
}

/* The guess of rows from the first lines is too low here. */
static void shorter_rows_later(void **state)
{
    fixture *f = *state;
    size_t n = 0, size = 300000;
    char *s = malloc(size);
    bcl_csv t;

    assert_non_null(s);
    n += (size_t)sprintf(s, "c;v\n");
    while (n < 70000)
        n += (size_t)sprintf(s + n, "%0500d;1\n", 7);
    size_t rows = (n - 4) / 503;
    while (n + 4 <= size) {
        memcpy(s + n, "a;2\n", 4);
        n += 4;
        rows++;
    }
    assert_true(fixture_read_bytes(f, &t, "ln", s, n));
    free(s);
    assert_int_equal(t.nrow, rows);
    assert_true(t.col[1].number[rows - 1] == 2);
    assert_true(t.col[1].number[0] == 1);
}

static void quotes(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(
        fixture_read(f, &t, "l", "a;b\nx;5\" de long\n\"p\"q;r\nu;v\n"));
    assert_int_equal(f->diag.errors, 2);
    fixture_expect(f, 0, "C12", 2, 4,
                   "guillemet au milieu d'une cellule ; la ligne est laissée");
    fixture_expect(f, 1, "C12", 3, 4,
                   "guillemet au milieu d'une cellule ; la ligne est laissée");
    assert_int_equal(t.nrow, 1);
    assert_int_equal(t.line[0], 4);
    assert_false(fixture_read(f, &t, "l", "a;b\n1;2\n3;\"x\ny;z\n"));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C12", 3, 3,
                   "le guillemet ouvert ici n'est jamais fermé");
    assert_false(fixture_read(f, &t, "l", "a\"b;c\n1;2\n"));
    assert_int_equal(f->diag.errors, 1);
}

static void nul_and_length(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    size_t n = (3 << 19) + 30;
    char *s = malloc(n);

    assert_false(fixture_read_bytes(f, &t, "l", "a;b\nx;y\0z\n1;2\n\0;\n", 18));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C09", 2, 4,
                   "octet nul : ce fichier n'est pas un texte, ou il est "
                   "abîmé");
    assert_int_equal(t.nrow, 1);
    assert_non_null(s);
    memset(s, 'x', n);
    memcpy(s, "a;b\n1;\"2", 8);
    memcpy(s + n - 9, "\"\n3;4\n5;6", 9);
    assert_false(fixture_read_bytes(f, &t, "l", s, n));
    free(s);
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C09", 2, 1, "cette ligne dépasse 1 Mio");
    assert_int_equal(t.nrow, 2);
    assert_int_equal(t.line[0], 3);
}

static void nothing_to_read(void **state)
{
    fixture *f = *state;
    bcl_csv t;

    assert_false(fixture_read(f, &t, "l", ""));
    fixture_expect(f, 0, "C10", 0, 0, "ce fichier est vide");
    assert_false(fixture_read(f, &t, "l", "\xEF\xBB\xBF"));
    fixture_expect(f, 0, "C10", 0, 0, "ce fichier est vide");
    assert_false(fixture_read(f, &t, "l", "\n ; \n\n"));
    fixture_expect(f, 0, "C10", 0, 0, "ce fichier est vide");
    assert_true(fixture_read(f, &t, "l", "a;b"));
    assert_int_equal(t.nrow, 0);
    assert_int_equal(t.ncol, 2);
    remove(f->path);
    memset(&f->diag, 0, sizeof f->diag);
    assert_false(bcl_csv_read(&t, f->path, NULL, 0, fixture_choose,
                              (char[]){"l"}, f->arena, &f->diag));
    fixture_expect(f, 0, "C10", 0, 0,
                   "ce fichier ne peut pas être lu : il n'existe pas");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(read_table),
        FIXTURE_TEST(quoted_newlines),
        FIXTURE_TEST(blank_lines_are_no_rows),
        FIXTURE_TEST(blank_lines_leave_no_label),
        FIXTURE_TEST(trailing_columns),
        FIXTURE_TEST(many_rows),
        FIXTURE_TEST(shorter_rows_later),
        FIXTURE_TEST(quotes),
        FIXTURE_TEST(nul_and_length),
        FIXTURE_TEST(nothing_to_read),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
