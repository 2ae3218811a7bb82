/* csv_rows.c -- see csv_rows.h. */
#include "input/csv_rows.h"
#include "core/text.h"

#include <string.h>

/* A bad cell waits in `kind` as a verdict until its row is complete. */
_Static_assert((int)BCL_VERDICT_NUMBER == (int)BCL_CELL_NUMBER &&
                   (int)BCL_VERDICT_EMPTY == (int)BCL_CELL_EMPTY &&
                   (int)BCL_VERDICT_SECRET == (int)BCL_CELL_MARK,
               "a verdict is a kind");

static bool ascii_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Labels come in the same order again and again: the one that followed the
 * last the time before is tried first. */
static int find_label(bcl_csv_rows *r, bcl_col *col, bcl_csv_column *c,
                      const char *s, size_t n)
{
    size_t last = (size_t)c->last_label;
    int guess = last < c->after_cap ? c->after[last] - 1 : -1;

    if (guess >= 0 && strncmp(col->labels.text[guess], s, n) == 0 &&
        col->labels.text[guess][n] == '\0')
        return guess;
    while (last >= c->after_cap)
        c->after = bcl_arena_grow(r->arena, c->after, c->after_cap,
                                  &c->after_cap, sizeof *c->after);
    int now = bcl_names_add(&col->labels, s, n, r->arena);
    c->after[last] = now + 1;
    return now;
}

/* NBSP is left to bcl_csv_labels_decode: its bytes depend on the encoding. */
static void read_label(bcl_csv_rows *r, size_t i, const char *s, size_t n)
{
    bcl_col *col = &r->table->col[i];
    bcl_csv_column *c = &r->column[i];

    while (n > 0 && ascii_blank(s[0]))
        s++, n--;
    while (n > 0 && ascii_blank(s[n - 1]))
        n--;
    if (n == 0) { /* "" becomes a label only if the row is kept */
        col->label[r->table->nrow] = -1;
        r->blank_label = true;
        return;
    }
    if (n != c->last_length || memcmp(s, c->last, n) != 0) {
        c->last_label = find_label(r, col, c, s, n);
        c->last = col->labels.text[c->last_label];
        c->last_length = n;
    }
    col->label[r->table->nrow] = c->last_label;
}

static void read_number(bcl_csv_rows *r, size_t i, const char *s, size_t n)
{
    bcl_col *col = &r->table->col[i];
    bcl_csv_column *c = &r->column[i];
    char mark = c->mark;
    double x = 0;
    bcl_verdict verdict = bcl_cell_read(&x, &mark, &r->secrets, s, n);

    if (mark != c->mark) {
        c->mark = mark;
        c->shown = r->row;
    }
    col->number[r->table->nrow] = verdict == BCL_VERDICT_NUMBER ? x : 0;
    col->kind[r->table->nrow] = (uint8_t)verdict;
    r->wrong |= verdict >= BCL_VERDICT_WRONG;
}

/* A line "# ..." is for people; "#REF!" is a cell gone wrong. */
static bool is_comment(const char *s, size_t n)
{
    return n > 0 && s[0] == '#' && (n == 1 || s[1] == ' ');
}

/* Most cells start with a plain sign: no need to call. */
static bool is_blank(const char *s, size_t n)
{
    return n == 0 || ((s[0] <= ' ' || s[0] > '~') && bcl_cell_blank(s, n));
}

void bcl_csv_rows_cell(void *s, size_t n, void *rows)
{
    bcl_csv_rows *r = rows;

    if (r->stop)
        return;
    bool blank = is_blank(s, n);
    r->full |= !blank;
    if (!r->has_header) {
        bcl_csv_head_cell(r, s, n);
        return;
    }
    size_t i = r->cell++;
    r->comment |= i == 0 && is_comment(s, n);
    if (r->comment)
        return;
    if (i >= r->table->ncol) {
        r->surplus |= !blank;
        return;
    }
    if (i >= r->used && !blank)
        r->used = i + 1;
    if (r->table->col[i].type == BCL_COL_NUMBER)
        read_number(r, i, s, n);
    else if (r->table->col[i].type == BCL_COL_LABEL)
        read_label(r, i, s, n);
}

void bcl_csv_rows_grow(bcl_csv_rows *r)
{
    bcl_csv *t = r->table;
    size_t n = t->nrow, cap = r->cap;

    t->line = bcl_arena_grow(r->arena, t->line, n, &cap, sizeof *t->line);
    for (size_t i = 0; i < t->ncol; i++) {
        bcl_col *col = &t->col[i];
        size_t c = r->cap, k = r->cap;
        if (col->type == BCL_COL_LABEL)
            col->label =
                bcl_arena_grow(r->arena, col->label, n, &c, sizeof(int));
        if (col->type != BCL_COL_NUMBER)
            continue;
        col->number =
            bcl_arena_grow(r->arena, col->number, n, &c, sizeof(double));
        col->kind = bcl_arena_grow(r->arena, col->kind, n, &k, 1);
    }
    r->cap = cap;
}

/* Cells that a shorter row leaves out, in columns without a header, and empty
 * ones in LABEL columns. */
static void fill_row(bcl_csv_rows *r)
{
    bcl_csv *t = r->table;

    r->blank_label |= r->cell < t->ncol;
    for (size_t i = r->cell; i < t->ncol; i++)
        bcl_csv_rows_cell("", 0, r);
    for (size_t i = 0; i < t->ncol && r->blank_label; i++)
        if (t->col[i].type == BCL_COL_LABEL && t->col[i].label[t->nrow] < 0)
            t->col[i].label[t->nrow] =
                bcl_names_add(&t->col[i].labels, "", 0, r->arena);
}

static void end_data(bcl_csv_rows *r)
{
    if (!r->full || r->comment)
        return; /* blanks and separators only: a spreadsheet's last lines */
    if (r->cell < r->named || r->surplus) {
        bcl_csv_report_row(r);
        return;
    }
    fill_row(r);
    if (r->wrong)
        bcl_csv_report_cells(r);
    r->table->line[r->table->nrow++] = r->row.line;
    if (r->table->nrow == r->cap)
        bcl_csv_rows_grow(r);
}

/* Ready for the next row. */
static void reset(bcl_csv_rows *r)
{
    r->cell = 0;
    r->full = r->surplus = r->blank_label = r->wrong = r->comment = false;
}

void bcl_csv_rows_spoil(bcl_csv_rows *r)
{
    r->stop |= !r->has_header;
    reset(r);
}

void bcl_csv_rows_end(int c, void *rows)
{
    bcl_csv_rows *r = rows;
    bool any = r->cell > 0;

    if (!r->stop && r->has_header && any)
        end_data(r);
    else if (!r->stop && r->full && !bcl_csv_head_end(r))
        r->stop = true;
    reset(r);
    r->row.nth += any;
    r->fresh = c == '\n';
}
