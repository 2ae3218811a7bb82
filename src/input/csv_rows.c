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

/* A text that is not the one above.  NBSP is left to bcl_csv_labels_decode:
 * its bytes depend on the encoding. */
static int read_text(bcl_csv_rows *r, bcl_col *col, bcl_csv_column *c,
                     const char *s, size_t n)
{
    while (n > 0 && ascii_blank(s[0]))
        s++, n--;
    while (n > 0 && ascii_blank(s[n - 1]))
        n--;
    if (n == 0) { /* "" becomes a label only if the row is kept */
        r->blank_label |= c->empty == 0;
        return c->empty - 1;
    }
    if (n != c->last_length || memcmp(s, c->last, n) != 0) {
        c->last_label = find_label(r, col, c, s, n);
        c->last = col->labels.text[c->last_label];
        c->last_length = n;
    }
    return c->last_label;
}

static void read_label(bcl_csv_rows *r, bcl_col *col, bcl_csv_column *c,
                       const char *s, size_t n)
{
    bool same = n > 0 && n == c->last_length && memcmp(s, c->last, n) == 0;

    col->label[r->table->nrow] =
        same ? c->last_label : read_text(r, col, c, s, n);
}

static void read_number(bcl_csv_rows *r, bcl_col *col, bcl_csv_column *c,
                        const char *s, size_t n)
{
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

/* Cells of the header, of a comment, or beyond the header. */
static void pass_cell(bcl_csv_rows *r, const char *s, size_t n)
{
    if (r->stop)
        return;
    if (r->has_header)
        r->cell++;
    else
        bcl_csv_head_cell(r, s, n);
    if (!is_blank(s, n))
        r->full = r->cell;
}

void bcl_csv_rows_cell(void *s, size_t n, void *rows)
{
    bcl_csv_rows *r = rows;
    size_t i = r->cell;

    if (i == 0 && r->limit > 0 && is_comment(s, n)) {
        r->comment = true;
        r->limit = 0;
    }
    if (i >= r->limit) {
        pass_cell(r, s, n);
        return;
    }
    r->cell = i + 1;
    if (!is_blank(s, n))
        r->full = i + 1;
    if (r->table->col[i].type == BCL_COL_NUMBER)
        read_number(r, &r->table->col[i], &r->column[i], s, n);
    else if (r->table->col[i].type == BCL_COL_LABEL)
        read_label(r, &r->table->col[i], &r->column[i], s, n);
}

/* `n` items moved to where `cap` have room. */
static void *move(bcl_arena *a, const void *items, size_t n, size_t cap,
                  size_t size)
{
    void *to = bcl_arena_alloc(a, cap, size);

    if (n > 0)
        memcpy(to, items, n * size);
    return to;
}

void bcl_csv_rows_room(bcl_csv_rows *r, size_t cap)
{
    bcl_csv *t = r->table;
    bcl_arena *a = r->arena;
    size_t n = t->nrow;

    t->line = move(a, t->line, n, cap, sizeof *t->line);
    for (size_t i = 0; i < t->ncol; i++) {
        bcl_col *col = &t->col[i];
        if (col->type == BCL_COL_LABEL)
            col->label = move(a, col->label, n, cap, sizeof *col->label);
        if (col->type != BCL_COL_NUMBER)
            continue;
        col->number = move(a, col->number, n, cap, sizeof *col->number);
        col->kind = move(a, col->kind, n, cap, sizeof *col->kind);
    }
    r->cap = cap;
}

/* The cells that a shorter row leaves out, in columns without a header. */
static void fill_row(bcl_csv_rows *r)
{
    while (r->cell < r->table->ncol)
        bcl_csv_rows_cell("", 0, r);
}

static void add_empty_labels(bcl_csv_rows *r)
{
    bcl_csv *t = r->table;

    for (size_t i = 0; i < t->ncol; i++) {
        bcl_col *col = &t->col[i];
        if (col->type != BCL_COL_LABEL || col->label[t->nrow] >= 0)
            continue;
        col->label[t->nrow] = bcl_names_add(&col->labels, "", 0, r->arena);
        r->column[i].empty = col->label[t->nrow] + 1;
    }
}

static void end_data(bcl_csv_rows *r)
{
    if (r->full == 0 || r->comment)
        return; /* blanks and separators only: a spreadsheet's last lines */
    if (r->cell < r->named || r->full > r->table->ncol) {
        bcl_csv_report_row(r);
        return;
    }
    fill_row(r);
    if (r->blank_label)
        add_empty_labels(r);
    if (r->wrong)
        bcl_csv_report_cells(r);
    if (r->used < r->full)
        r->used = r->full;
    r->table->line[r->table->nrow++] = r->row.line;
    if (r->table->nrow == r->cap)
        bcl_csv_rows_room(r, 2 * r->cap);
}

/* Ready for the next row. */
static void reset(bcl_csv_rows *r)
{
    r->cell = r->full = 0;
    r->limit = r->has_header && !r->stop ? r->table->ncol : 0;
    r->blank_label = r->wrong = r->comment = false;
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
    else if (!r->stop && r->full > 0 && !bcl_csv_head_end(r))
        r->stop = true;
    reset(r);
    r->row.nth += any;
    r->fresh = c == '\n';
}
