/* csv_place.c -- see csv_place.h. */
#include "input/csv_place.h"
#include "input/csv.h"
#include "input/stream.h"

#include <csv.h>
#include <string.h>

/* libcsv fed byte by byte, so that there is one grammar of cells. */
typedef struct {
    size_t cell, target;
    int rows_left; /* rows to pass before the one looked for */
    bool started;  /* the next byte starts a cell */
    bool ended;    /* the row is behind */
    bool found;
    char *shown;
} search;

static void pass_cell(void *s, size_t n, void *context)
{
    search *x = context;

    if (!x->ended && x->rows_left == 0 && x->cell == x->target) {
        bcl_encoding_show(x->shown, s, n);
        x->found = true;
    }
    x->cell++;
    x->started = true;
}

static void pass_row(int c, void *context)
{
    search *x = context;

    (void)c;
    if (x->cell == 0)
        return; /* a blank line, or the LF of CR LF */
    x->ended = x->rows_left == 0;
    x->rows_left--;
    x->cell = 0;
}

static bcl_pos search_row(search *x, bcl_stream *f, bcl_pos at, char separator)
{
    bcl_pos start = at;
    struct csv_parser p;
    int c;

    if (csv_init(&p, 0) != 0)
        return at;
    csv_set_delim(&p, (unsigned char)separator);
    while (!x->found && !x->ended && (c = bcl_stream_byte(f)) != EOF) {
        unsigned char byte = (unsigned char)c;
        if (x->started)
            start = at;
        x->started = false;
        if (csv_parse(&p, &byte, 1, pass_cell, pass_row, x) != 1)
            break;
        at.line += c == '\n';
        at.column = c == '\n' ? 1 : at.column + 1;
    }
    if (!x->found && !x->ended) {
        if (x->started)
            start = at;
        csv_fini(&p, pass_cell, pass_row, x);
    }
    csv_free(&p);
    return start;
}

bcl_pos bcl_csv_locate(char *shown, const char *path, char separator,
                       bcl_csv_place row, size_t cell)
{
    search x = {
        .target = cell, .rows_left = row.nth, .started = true, .shown = shown};
    bcl_pos start = {path, row.line, row.column};
    FILE *f = fopen(path, "rb");
    bcl_stream stream;

    shown[0] = '\0';
    if (f)
        bcl_stream_open(&stream, f);
    if (f && bcl_stream_seek(&stream, row.offset))
        start = search_row(&x, &stream, start, separator);
    if (f)
        fclose(f);
    return x.found ? start : (bcl_pos){path, row.line, 0};
}

/* The offset of the start of a line, -1 when the file has not so many. */
static off_t line_start(FILE *f, int line)
{
    char chunk[1 << 14];
    bcl_stream stream;
    off_t offset = 0;
    size_t n;

    bcl_stream_open(&stream, f);
    while (line > 1 &&
           (n = bcl_stream_read(&stream, chunk, sizeof chunk)) > 0) {
        const char *s = chunk, *end = chunk + n;
        while (line > 1 && (s = memchr(s, '\n', (size_t)(end - s)))) {
            s++;
            line--;
        }
        offset += line > 1 ? (off_t)n : s - chunk;
    }
    return line > 1 ? -1 : offset;
}

bcl_pos bcl_csv_at(const bcl_csv *t, size_t row, size_t col)
{
    char shown[BCL_SHOWN];
    bcl_csv_place place = {.line = t->line[row], .column = 1};
    FILE *f = fopen(t->path, "rb");

    while ((size_t)place.nth < row &&
           t->line[row - (size_t)place.nth - 1] == place.line)
        place.nth++;
    place.offset = f ? line_start(f, place.line) : -1;
    if (f)
        fclose(f);
    if (place.offset < 0)
        return (bcl_pos){t->path, place.line, 0};
    return bcl_csv_locate(shown, t->path, t->separator, place, col);
}
