/* test_csv_ahead.c -- several threads read what one does. */
#include "csv_fixture.h"
#include "csv_same.h"
#include "input/csv_ahead.h"

#include <stdlib.h>

/* Pieces of given bytes, each read ahead, in one thread: nothing is left to
 * chance. */
static bcl_csv_ahead feed(fixture *f, bcl_csv *t, bcl_csv_feed *to, char *types,
                          const char *s, size_t piece)
{
    static const char *const marks[] = {"s"};
    bcl_csv_plan plan = {1, piece, true};

    fixture_write(f, s, strlen(s));
    *t = (bcl_csv){.path = f->path, .separator = ';'};
    *to = (bcl_csv_feed){.rows = {.table = t,
                                  .secrets = bcl_secrets_of(marks, 1),
                                  .choose = fixture_choose,
                                  .context = types,
                                  .arena = f->arena,
                                  .diag = &f->diag,
                                  .fresh = true},
                         .at = {f->path, 1, 0}};
    bcl_csv_ahead x = bcl_csv_ahead_create(plan, to, f->arena);
    assert_true(bcl_csv_feed_open(to));
    bcl_csv_ahead_bytes(&x, s, strlen(s));
    bcl_csv_feed_end(to);
    csv_free(&to->parser);
    return x;
}

static void pieces_are_kept(void **state)
{
    fixture *f = *state;
    char types[] = "lnl";
    bcl_csv t;
    bcl_csv_feed to;
    /* 8 rows of 12 bytes */
    bcl_csv_ahead x = feed(f, &t, &to, types,
                           "a;v;c\n"
                           "k      ;1;z\nl      ;2;z\n"
                           "l     ;3,5;\nm      ;s;z\n"
                           "k      ;5;y\n\"nn\nnn\";6; \n"
                           "l   ;7,25;z\nk      ;8;z\n",
                           12);

    assert_false(x.refused);
    assert_int_equal(x.pieces, 8);
    assert_int_equal(f->diag.count, 0);
    assert_int_equal(t.nrow, 8);
    const int lines[] = {2, 3, 4, 5, 6, 7, 9, 10},
              first[] = {0, 1, 1, 2, 0, 3, 1, 0},
              last[] = {0, 0, 1, 0, 2, 1, 0, 0};
    const double numbers[] = {1, 2, 3.5, 0, 5, 6, 7.25, 8};
    assert_memory_equal(t.line, lines, sizeof lines);
    assert_memory_equal(t.col[0].label, first, sizeof first);
    assert_memory_equal(t.col[1].number, numbers, sizeof numbers);
    assert_memory_equal(t.col[2].label, last, sizeof last);
    assert_string_equal(fixture_label(&t, 2, 2), "");
    assert_string_equal(fixture_label(&t, 4, 2), "y");
    assert_int_equal(to.rows.column[1].mark, ',');
    assert_int_equal(to.rows.column[1].shown.line, 4);
    assert_int_equal(to.rows.column[1].shown.offset, 30);
    assert_int_equal(to.at.line, 11);
    fixture_expect_at(bcl_csv_at(&t, 6, 1), 9, 6);
}

/* Nothing is known of the file: the table starts small. */
static void pieces_make_room(void **state)
{
    fixture *f = *state;
    char types[] = "ln", s[2048];
    bcl_csv t;
    bcl_csv_feed to;
    size_t n = (size_t)sprintf(s, "k;v\n");

    for (int i = 0; i < 200; i++)
        n += (size_t)sprintf(s + n, "k%d;%d\n", i % 3, i);
    assert_false(feed(f, &t, &to, types, s, 30).refused);
    assert_int_equal(t.nrow, 200);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(t.col[0].label[i], i % 3);
        assert_true(t.col[1].number[i] == i);
    }
}

/* Between two pieces, a quote is open: the second is read again. */
static void piece_within_quotes(void **state)
{
    fixture *f = *state;
    char types[] = "ll";
    bcl_csv t;
    bcl_csv_feed to;

    assert_true(
        feed(f, &t, &to, types, "a;b\nk;x\nl;\"x\ny;z\n2;3\n\"\nm;x\n", 8)
            .refused);
    assert_int_equal(f->diag.count, 0);
    assert_int_equal(t.nrow, 3);
    assert_string_equal(fixture_label(&t, 1, 1), "x\ny;z\n2;3");
    assert_int_equal(t.line[2], 7);
}

/* Each piece has one mark, but not the same: the error is that of one
 * thread. */
static void pieces_with_other_marks(void **state)
{
    fixture *f = *state;
    char types[] = "ln";
    bcl_csv t;
    bcl_csv_feed to;

    assert_true(feed(f, &t, &to, types,
                     "k;v\na;1\nb;2\nc;1,5\nd;2\ne;2\nf;2.5\ng;4\n", 8)
                    .refused);
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C03", 7, 3,
                   "« 2.5 » a un point pour marque décimale, mais « 1,5 », à "
                   "la ligne 4, colonne 3, a une virgule (« v »)");
    assert_int_equal(t.nrow, 7);
}

static bool read_by(fixture *f, bcl_csv *t, bcl_csv_plan plan)
{
    static const char *const marks[] = {"s", "nd"};
    char types[] = "lnlnx";

    memset(&f->diag, 0, sizeof f->diag);
    return bcl_csv_read_planned(t, f->path, marks, 2, fixture_choose, types,
                                plan, f->arena, &f->diag);
}

/* The file read on one thread, then by each plan. */
static void check_plans(fixture *f, const bcl_csv_plan *plan, size_t n)
{
    static bcl_diag alone; /* large */
    bcl_csv one, many;
    bool good = read_by(f, &one, (bcl_csv_plan){.threads = 1});

    alone = f->diag;
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(read_by(f, &many, plan[i]), good);
        assert_true(same_messages(&f->diag, &alone));
        assert_true(same_table(&many, &one));
    }
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* A file of good rows, and of bad ones when `hostile`. */
static size_t make_file(char *to, unsigned seed, bool hostile)
{
    static const char *const good[] = {"k;1;a;2,5\n",
                                       "k;2;b;\n",
                                       "l;1 234;;0,5\r\n",
                                       "\"k\n\";3;a;s\n",
                                       "m;4;\"a\"\"b\";\"7,5\"\n",
                                       "\"o\r\np\";;c;1\n",
                                       "\n",
                                       "# un mot;\n",
                                       " ; ;;\n",
                                       "n;5;a;nd;suite\n",
                                       "q;6;b;8\r",
                                       "\"\n\n\n\";7;\"\n;\n;\n\";9\n",
                                       "\xC3\xA9;8;\xC2\xA0;3;;\n"};
    static const char *const bad[] = {
        "k;1;a\n",       "k;1.5;a;2\n",     "k;x\"y;a;2\n", "k;\"x\"y;\n",
        "k;1;a;2;3;4\n", "k;x;a;2.5\n",     "\"",           "k;1;\xE9;\n",
        "\xC2\xA0;;;\n", "k;1,5;a;1,2,3\r", "\"a\nb;"};
    size_t n =
        (size_t)sprintf(to, "%sa;v;c;w;%s\n", seed % 2 ? "\xEF\xBB\xBF" : "",
                        seed % 3 ? "x" : "");

    for (unsigned i = next(&seed) % 60; i > 0; i--) {
        const char *row = good[next(&seed) % (sizeof good / sizeof *good)];
        if (hostile && next(&seed) % 16 == 0)
            row = bad[next(&seed) % (sizeof bad / sizeof *bad)];
        n += (size_t)sprintf(to + n, "%s", row);
        if (hostile && next(&seed) % 128 == 0)
            to[n++] = '\0';
    }
    return n;
}

static void any_plan_gives_the_same(void **state)
{
    static const bcl_csv_plan plan[] = {
        {1, 1, true},   {1, 7, true},  {1, 20, true},  {1, 50, true},
        {2, 40, false}, {2, 20, true}, {4, 30, false},
    };
    fixture *f = *state;
    char s[4096];

    for (unsigned seed = 1; seed <= 200; seed++) {
        size_t n = make_file(s, seed, seed % 4 > 0);
        fixture_write(f, s, n);
        check_plans(f, plan, sizeof plan / sizeof *plan);
    }
}

/* As the program does: a file worth threads, whose rows span the cuts. */
static void large_file(void **state)
{
    static const bcl_csv_plan plan[] = {
        {0}, {2, 1 << 12, false}, {4, 1 << 10, false}, {3, 1 << 9, true}};
    enum { ROWS = 60000 };
    fixture *f = *state;
    char *s = malloc(ROWS * 32 + 64);
    size_t n = 0;
    bcl_csv t;

    assert_non_null(s);
    for (int quotes = 0; quotes < 2; quotes++) {
        n = (size_t)sprintf(s, "k;v;c;w\n");
        for (int i = 0; i < ROWS; i++)
            n += (size_t)sprintf(s + n, "k%d;%d,25;%s%d%s;%d\n", i % 1000, i,
                                 quotes ? "\"" : "", i % 7,
                                 quotes ? "\n\"" : "", i % 11);
        assert_true(n > 1 << 20);
        fixture_write(f, s, n);
        check_plans(f, plan, sizeof plan / sizeof *plan);
        assert_true(read_by(f, &t, plan[0]));
        assert_int_equal(t.nrow, ROWS);
        assert_int_equal(t.line[ROWS - 1], (ROWS - 1) * (1 + quotes) + 2);
        assert_true(t.col[1].number[ROWS - 1] == ROWS - 0.75);
    }
    /* an error near the end, and what is read after it */
    memcpy(s + n - 80, "x\"", 2);
    fixture_write(f, s, n);
    check_plans(f, plan, sizeof plan / sizeof *plan);
    assert_int_equal(f->diag.errors > 0, true);
    free(s);
}

/* How long a row may be does not depend on the cuts. */
static void long_rows(void **state)
{
    static const bcl_csv_plan plan[] = {
        {2, 1 << 18, false}, {4, 1 << 18, true}, {3, 1 << 16, false}};
    fixture *f = *state;
    size_t n = (5 << 19) + 40;
    char *s = malloc(n);

    assert_non_null(s);
    for (size_t length = 1 << 19; length <= 6 << 18; length += 1 << 18) {
        memset(s, 'x', n);
        memcpy(s, "k;v;c;w\n", 8);
        for (size_t at = 8 + length; at < n - 16; at += length)
            memcpy(s + at - 8, ";1;2;3\n", 7);
        memcpy(s + n - 9, ";1;2;3\n\n\n", 9);
        fixture_write(f, s, n);
        check_plans(f, plan, sizeof plan / sizeof *plan);
        assert_int_equal(f->diag.errors > 0, length > 1 << 20);
    }
    free(s);
}

static void plans(void **state)
{
    (void)state;
    assert_int_equal(bcl_csv_plan_for(1000).threads, 1);
    assert_int_equal(bcl_csv_plan_bytes(bcl_csv_plan_for(1000)), 0);
    size_t threads = bcl_csv_plan_for(1 << 30).threads;
    assert_true(threads >= 1 && threads <= BCL_CSV_THREADS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(pieces_are_kept),
        FIXTURE_TEST(pieces_make_room),
        FIXTURE_TEST(piece_within_quotes),
        FIXTURE_TEST(pieces_with_other_marks),
        FIXTURE_TEST(any_plan_gives_the_same),
        FIXTURE_TEST(large_file),
        FIXTURE_TEST(long_rows),
        cmocka_unit_test(plans),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
