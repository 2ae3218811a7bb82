/* csv_ahead.c -- see csv_ahead.h. */
#include "input/csv_ahead.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

enum { LARGE_BYTES = 1 << 20, PIECE_BYTES = 1 << 18 };

/* A thread at a time: a late one delays the others by one of them at most. */
enum { PIECES = 8 };

struct bcl_csv_piece {
    const char *s;
    size_t n;
    off_t offset;
    bcl_csv_feed feed; /* lines from 1, as no one knows how many are before */
    bcl_csv table;
    size_t guess;     /* rows */
    bool opened;      /* there was memory for the parser */
    bcl_diag diag;    /* full, so that it counts and keeps nothing */
    bcl_arena *arena; /* from the reading of the piece to its end */
};

/* Those this process may run on. */
static size_t processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (size_t)CPU_COUNT(&set);
#endif
    return 1;
}

bcl_csv_plan bcl_csv_plan_for(size_t bytes)
{
    size_t threads = bytes < LARGE_BYTES ? 1 : processors();

    return (bcl_csv_plan){
        .threads = threads < BCL_CSV_THREADS ? threads : BCL_CSV_THREADS,
        .piece = PIECE_BYTES};
}

static size_t pieces(bcl_csv_plan plan)
{
    return plan.threads > 1 || plan.spread ? plan.threads * PIECES : 0;
}

size_t bcl_csv_plan_bytes(bcl_csv_plan plan)
{
    return pieces(plan) * plan.piece;
}

bcl_csv_ahead bcl_csv_ahead_create(bcl_csv_plan plan, bcl_csv_feed *f,
                                   bcl_arena *a)
{
    return (bcl_csv_ahead){.plan = plan,
                           .feed = f,
                           .piece = BCL_NEW(a, bcl_csv_piece, pieces(plan))};
}

/* Of the table, only what does not change after the header: it is being
 * written. */
static void prepare(bcl_csv_piece *p, const bcl_csv_feed *f)
{
    const bcl_csv_rows *rows = &f->rows;
    const bcl_csv *t = rows->table;

    p->diag.count = BCL_DIAG_MAX;
    p->table = (bcl_csv){.path = t->path,
                         .col = BCL_NEW(p->arena, bcl_col, t->ncol),
                         .ncol = t->ncol,
                         .separator = t->separator};
    p->feed = (bcl_csv_feed){
        .rows = {.table = &p->table,
                 .column = BCL_NEW(p->arena, bcl_csv_column, t->ncol),
                 .secrets = rows->secrets,
                 .arena = p->arena,
                 .diag = &p->diag,
                 .named = rows->named,
                 .has_header = true,
                 .limit = t->ncol,
                 .fresh = true},
        .at = {t->path, 1, 0},
        .offset = p->offset,
        .start = p->offset};
    for (size_t i = 0; i < t->ncol; i++)
        p->table.col[i].type = t->col[i].type;
}

static void read_piece(bcl_csv_piece *p, const bcl_csv_feed *f)
{
    p->arena = bcl_arena_create();
    prepare(p, f);
    bcl_csv_rows_room(&p->feed.rows, p->guess);
    p->opened = bcl_csv_feed_open(&p->feed);
    if (!p->opened)
        return;
    bcl_csv_feed_bytes(&p->feed, p->s, p->n);
    csv_free(&p->feed.parser);
}

/* Whether the piece was read as it would have been in its turn. */
static bool holds(const bcl_csv_piece *p, const bcl_csv_feed *f)
{
    const bcl_csv_column *here = p->feed.rows.column, *there = f->rows.column;
    bool good = p->opened && p->diag.count == BCL_DIAG_MAX &&
                bcl_csv_feed_rests(f) && bcl_csv_feed_rests(&p->feed);

    for (size_t i = 0; i < p->table.ncol; i++)
        good &=
            here[i].mark == there[i].mark || !here[i].mark || !there[i].mark;
    return good;
}

/* Labels are numbered in order of arrival, here as there. */
static void add_labels(bcl_csv_rows *to, size_t i, const bcl_csv_piece *p)
{
    const bcl_col *from = &p->table.col[i];
    int *now = BCL_NEW(p->arena, int, from->labels.n);
    int *label = to->table->col[i].label + to->table->nrow;

    for (size_t k = 0; k < from->labels.n; k++) {
        const char *text = from->labels.text[k];
        now[k] = bcl_names_add(&to->table->col[i].labels, text, strlen(text),
                               to->arena);
    }
    for (size_t row = 0; row < p->table.nrow; row++)
        label[row] = now[from->label[row]];
}

static void add_numbers(bcl_csv_rows *to, size_t i, const bcl_csv_piece *p,
                        int lines)
{
    const bcl_col *from = &p->table.col[i];
    const bcl_csv_column *c = &p->feed.rows.column[i];
    bcl_col *col = &to->table->col[i];
    size_t at = to->table->nrow, n = p->table.nrow;

    memcpy(col->number + at, from->number, n * sizeof *from->number);
    memcpy(col->kind + at, from->kind, n * sizeof *from->kind);
    if (to->column[i].mark || !c->mark)
        return;
    to->column[i].mark = c->mark;
    to->column[i].shown = c->shown;
    to->column[i].shown.line += lines;
}

static void add_piece(bcl_csv_feed *f, const bcl_csv_piece *p)
{
    bcl_csv_rows *to = &f->rows;
    bcl_csv *t = to->table;
    size_t n = p->table.nrow;
    int lines = f->at.line - 1;

    if (t->nrow + n >= to->cap)
        bcl_csv_rows_room(to, 2 * to->cap + n);
    for (size_t row = 0; row < n; row++)
        t->line[t->nrow + row] = p->table.line[row] + lines;
    for (size_t i = 0; i < t->ncol; i++)
        if (t->col[i].type == BCL_COL_LABEL)
            add_labels(to, i, p);
        else if (t->col[i].type == BCL_COL_NUMBER)
            add_numbers(to, i, p, lines);
    t->nrow += n;
    if (to->used < p->feed.rows.used)
        to->used = p->feed.rows.used;
    f->at.line = p->feed.at.line + lines;
    f->offset = f->start = p->feed.offset;
}

static void settle(bcl_csv_ahead *x, bcl_csv_piece *p)
{
    bcl_csv_feed *f = x->feed;

    x->refused |= !holds(p, f);
    if (x->refused)
        bcl_csv_feed_bytes(f, p->s, p->n);
    else
        add_piece(f, p);
    bcl_arena_destroy(p->arena);
}

/* The bytes up to the last line end of s[0..n). */
static size_t whole_lines(const char *s, size_t n)
{
    const char *end = memrchr(s, '\n', n);

    return end ? (size_t)(end - s) + 1 : 0;
}

/* Cut s[0..n); returns the bytes in pieces: those of a line that goes on are in
 * none. */
static size_t cut(bcl_csv_ahead *x, const char *s, size_t n)
{
    const bcl_csv_feed *f = x->feed;
    size_t count = pieces(x->plan), at = 0;
    double rows_a_byte =
        ((double)f->rows.table->nrow + 1) / ((double)f->offset + 1);

    x->pieces = 0;
    for (size_t k = 1; k <= count; k++) {
        size_t size = whole_lines(s + at, n * k / count - at);
        if (size == 0)
            continue;
        bcl_csv_piece *p = &x->piece[x->pieces++];
        p->s = s + at;
        p->n = size;
        p->offset = f->offset + (off_t)at;
        p->guess = (size_t)(rows_a_byte * 1.1 * (double)size) + 8;
        at += size;
    }
    return at;
}

/* Pieces being taken: `left` is below 1 when none is left to take. */
typedef struct {
    bcl_csv_ahead *ahead;
    atomic_int left, back;
} share;

static void *help(void *context)
{
    share *r = context;

    while (atomic_fetch_sub(&r->left, 1) > 0)
        read_piece(&r->ahead->piece[atomic_fetch_sub(&r->back, 1) - 1],
                   r->ahead->feed);
    return NULL;
}

/* Returns the bytes read: the whole lines of s[0..n). */
static size_t read_pieces(bcl_csv_ahead *x, const char *s, size_t n)
{
    pthread_t helper[BCL_CSV_THREADS];
    size_t done = cut(x, s, n), helpers = 0;
    share r = {x, x->pieces, x->pieces};
    int front = 0;

    while (helpers + 1 < x->plan.threads && (int)helpers + 1 < x->pieces &&
           pthread_create(&helper[helpers], NULL, help, &r) == 0)
        helpers++;
    if (x->plan.spread)
        help(&r);
    for (; atomic_fetch_sub(&r.left, 1) > 0; front++)
        bcl_csv_feed_bytes(x->feed, x->piece[front].s, x->piece[front].n);
    while (helpers > 0)
        pthread_join(helper[--helpers], NULL);
    for (; front < x->pieces; front++)
        settle(x, &x->piece[front]);
    return done;
}

/* A line, or the bytes there are of it. */
static size_t feed_line(bcl_csv_feed *f, const char *s, size_t n)
{
    const char *end = memchr(s, '\n', n);
    size_t size = end ? (size_t)(end - s) + 1 : n;

    bcl_csv_feed_bytes(f, s, size);
    return size;
}

void bcl_csv_ahead_bytes(bcl_csv_ahead *x, const char *s, size_t n)
{
    bcl_csv_feed *f = x->feed;
    size_t most = bcl_csv_plan_bytes(x->plan), at = 0;

    while (at < n && most > 0 && !x->refused) {
        size_t size = n - at < most ? n - at : most, done = 0;
        if (f->rows.has_header && bcl_csv_feed_rests(f))
            done = read_pieces(x, s + at, size);
        at += done > 0 ? done : feed_line(f, s + at, n - at);
    }
    bcl_csv_feed_bytes(f, s + at, n - at);
}
