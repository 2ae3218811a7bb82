/* test_csv_feed.c -- bytes handed over in any way. */
#include "csv_fixture.h"
#include "csv_same.h"
#include "input/csv_feed.h"

/* The bytes of `s`, `size` at a time. */
static bcl_csv read_in(fixture *f, const char *s, size_t size)
{
    char types[] = "ln";
    bcl_csv t = {.path = f->path, .separator = ';'};
    bcl_csv_feed to = {.rows = {.table = &t,
                                .choose = fixture_choose,
                                .context = types,
                                .arena = f->arena,
                                .diag = &f->diag,
                                .fresh = true},
                       .at = {f->path, 1, 0}};

    fixture_write(f, s, strlen(s));
    assert_true(bcl_csv_feed_open(&to));
    for (size_t n = strlen(s), part; n > 0; s += part, n -= part) {
        part = n < size ? n : size;
        bcl_csv_feed_bytes(&to, s, part);
    }
    bcl_csv_feed_end(&to);
    csv_free(&to.parser);
    return t;
}

static void any_parts(void **state)
{
    static const char text[] = "k;v\r\n\"a\n\"\"b\";1\rc;2\n\n"
                               "d;x\ne\"f;3\n\"g\"h\ni;4,5\nj;5.5\n"
                               "\"k\n;l\n\";6\n# m;\nn;7;8\no;\"9";
    static bcl_diag whole; /* large */
    fixture *f = *state;
    bcl_csv t = read_in(f, text, sizeof text);

    whole = f->diag;
    assert_int_equal(whole.errors, 6);
    assert_int_equal(t.nrow, 6);
    assert_string_equal(fixture_label(&t, 0, 0), "a\n\"b");
    for (size_t size = 1; size < sizeof text; size++) {
        bcl_csv u = read_in(f, text, size);
        assert_true(same_messages(&f->diag, &whole));
        assert_int_equal(u.nrow, t.nrow);
        assert_memory_equal(u.line, t.line, t.nrow * sizeof *t.line);
        assert_true(same_numbers(&u, &t, 1));
        for (size_t row = 0; row < t.nrow; row++)
            assert_string_equal(fixture_label(&u, row, 0),
                                fixture_label(&t, row, 0));
    }
}

static void rests(void **state)
{
    static const struct {
        const char *bytes;
        bool rests;
    } step[] = {{"k;v", false}, {"\n", true},    {"\"a", false},
                {"\n", false},  {"\";1", false}, {"\r", false},
                {"\n", true},   {"a\"", false},  {"b;2\n", true}};
    fixture *f = *state;
    char types[] = "ln";
    bcl_csv t = {.path = f->path, .separator = ';'};
    bcl_csv_feed to = {.rows = {.table = &t,
                                .choose = fixture_choose,
                                .context = types,
                                .arena = f->arena,
                                .diag = &f->diag,
                                .fresh = true},
                       .at = {f->path, 1, 0}};

    assert_true(bcl_csv_feed_open(&to));
    assert_true(bcl_csv_feed_rests(&to));
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        bcl_csv_feed_bytes(&to, step[i].bytes, strlen(step[i].bytes));
        assert_int_equal(bcl_csv_feed_rests(&to), step[i].rests);
    }
    csv_free(&to.parser);
    assert_int_equal(t.nrow, 1);
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "C12", 4, 2,
                   "guillemet au milieu d'une cellule ; la ligne est laissée");
    assert_int_equal(to.at.line, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(any_parts),
        FIXTURE_TEST(rests),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
