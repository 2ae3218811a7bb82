/* test_csv_rows.c -- cells handed one by one, as libcsv does. */
#include "csv_fixture.h"
#include "input/csv_rows.h"

static bcl_csv_rows start(fixture *f, bcl_csv *t, char *types)
{
    *t = (bcl_csv){.path = f->path, .separator = ';'};
    return (bcl_csv_rows){.table = t,
                          .choose = fixture_choose,
                          .context = types,
                          .arena = f->arena,
                          .diag = &f->diag,
                          .row = {0, 1, 1, 0}};
}

static void give(bcl_csv_rows *r, const char *const *cells, int line)
{
    char copy[32];

    r->row = (bcl_csv_place){0, line, 1, 0};
    for (; *cells; cells++) {
        snprintf(copy, sizeof copy, "%s", *cells);
        bcl_csv_rows_cell(copy, strlen(copy), r);
    }
    bcl_csv_rows_end('\n', r);
}

#define ROW(...) ((const char *const[]){__VA_ARGS__, NULL})

static void columns_grow(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    char types[] = "ln", number[16];
    bcl_csv_rows r = start(f, &t, types);

    give(&r, ROW("k", "v"), 1);
    assert_true(r.has_header);
    assert_int_equal(r.cap, 8); /* nothing is known of the file */
    for (int i = 0; i < 1000; i++) {
        snprintf(number, sizeof number, "%d,5", i);
        give(&r, ROW(i % 2 ? "odd" : "even", number), i + 2);
    }
    assert_int_equal(t.nrow, 1000);
    assert_true(r.cap > t.nrow);
    for (int i = 0; i < 1000; i++) {
        assert_true(t.col[1].number[i] == i + 0.5);
        assert_int_equal(t.col[0].label[i], i % 2);
        assert_int_equal(t.line[i], i + 2);
    }
    assert_int_equal(r.column[1].mark, ',');
    assert_int_equal(r.column[1].shown.line, 2);
}

static void spoilt_row(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    char types[] = "l", cell[] = "x";
    bcl_csv_rows r = start(f, &t, types);

    give(&r, ROW("k", "v"), 1);
    bcl_csv_rows_cell(cell, 1, &r);
    bcl_csv_rows_spoil(&r);
    assert_false(r.stop);
    give(&r, ROW("y", "z"), 3);
    assert_int_equal(t.nrow, 1);
    assert_string_equal(fixture_label(&t, 0, 0), "y");
}

/* Without a header, nothing can follow. */
static void spoilt_header(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    char types[] = "l", cell[] = "x";
    bcl_csv_rows r = start(f, &t, types);

    bcl_csv_rows_cell(cell, 1, &r);
    bcl_csv_rows_spoil(&r);
    assert_true(r.stop);
    give(&r, ROW("y", "z"), 2);
    assert_false(r.has_header);
}

static void row_ends(void **state)
{
    fixture *f = *state;
    bcl_csv t;
    char types[] = "l", cell[] = "x";
    bcl_csv_rows r = start(f, &t, types);

    bcl_csv_rows_cell(cell, 1, &r);
    bcl_csv_rows_end('\r', &r);
    assert_false(r.fresh);
    assert_int_equal(r.row.nth, 1);
    bcl_csv_rows_end('\n', &r); /* the LF of CR LF is no row */
    assert_true(r.fresh);
    assert_int_equal(r.row.nth, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(columns_grow),
        FIXTURE_TEST(spoilt_row),
        FIXTURE_TEST(spoilt_header),
        FIXTURE_TEST(row_ends),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
