/* csv_feed.c -- see csv_feed.h. */
#include "input/csv_feed.h"

#include <string.h>

enum { PART_BYTES = 1 << 16, LONGEST_ROW = 1 << 20, GROWTH_BYTES = 1 << 12 };

bool bcl_csv_feed_open(bcl_csv_feed *f)
{
    if (csv_init(&f->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return false;
    csv_set_delim(&f->parser, (unsigned char)f->rows.table->separator);
    csv_set_blk_size(&f->parser, GROWTH_BYTES);
    return true;
}

/* After an error of syntax: a new parser, from the next line on. */
static void pass_line(bcl_csv_feed *f)
{
    csv_free(&f->parser);
    bcl_csv_rows_spoil(&f->rows);
    f->passing = true;
    f->since = 0;
    if (!bcl_csv_feed_open(f))
        f->rows.stop = true; /* never: csv_init only fails on NULL */
}

static bcl_pos byte_at(const bcl_csv_feed *f, size_t ahead)
{
    return (bcl_pos){f->at.file, f->at.line,
                     (int)(f->offset - f->start) + (int)ahead + 1};
}

/* The one rule strict parsing adds: a quote stands around a cell or is
 * doubled. */
static void refuse_quote(bcl_csv_feed *f, size_t ahead)
{
    bcl_diag *d = f->rows.diag;

    if (csv_error(&f->parser) != CSV_EPARSE) {
        (void)bcl_fail_system(d, "C10", byte_at(f, ahead),
                              "la mémoire est épuisée");
        f->rows.stop = true;
        return;
    }
    bcl_fail(d, "C12", byte_at(f, ahead),
             "guillemet au milieu d'une cellule ; la ligne est laissée");
    bcl_hint(d, "mettez la cellule entre guillemets et doublez ceux qu'elle "
                "contient");
}

static void refuse_length(bcl_csv_feed *f)
{
    bcl_diag *d = f->rows.diag;

    bcl_fail(d, "C09", (bcl_pos){f->at.file, f->rows.row.line, 1},
             "cette ligne dépasse 1 Mio");
    bcl_hint(d, "un guillemet ouvert n'est peut-être pas fermé");
}

static void refuse_nul(bcl_csv_feed *f, size_t ahead)
{
    if (!f->has_nul) {
        bcl_fail(f->rows.diag, "C09", byte_at(f, ahead),
                 "octet nul : ce fichier n'est pas un texte, ou il est abîmé");
        bcl_hint(f->rows.diag, "enregistrez-le en « CSV UTF-8 »");
    }
    f->has_nul = true;
}

/* A line, or what a part of the file holds of it. */
static void parse_part(bcl_csv_feed *f, const char *s, size_t n, bool clean)
{
    bcl_csv_rows *rows = &f->rows;
    const char *nul = clean ? NULL : memchr(s, '\0', n);
    int nth = rows->row.nth;

    if (nul) {
        refuse_nul(f, (size_t)(nul - s));
        pass_line(f);
        return;
    }
    size_t done =
        csv_parse(&f->parser, s, n, bcl_csv_rows_cell, bcl_csv_rows_end, rows);
    if (done < n) {
        refuse_quote(f, done);
        pass_line(f);
        return;
    }
    f->since = rows->fresh || rows->row.nth > nth ? 0 : f->since + n;
    if (f->since > LONGEST_ROW) {
        refuse_length(f);
        pass_line(f);
    }
}

static void feed_line(bcl_csv_feed *f, const char *s, size_t n, bool clean)
{
    bcl_csv_rows *rows = &f->rows;

    if (rows->fresh)
        rows->row = (bcl_csv_place){f->offset, f->at.line,
                                    (int)(f->offset - f->start) + 1, 0};
    rows->fresh = false;
    if (!f->passing)
        parse_part(f, s, n, clean);
    f->offset += (off_t)n;
    if (s[n - 1] != '\n')
        return;
    f->at.line++;
    f->start = f->offset;
    rows->fresh |= f->passing;
    f->passing = false;
}

static void feed_part(bcl_csv_feed *f, const char *s, size_t n)
{
    bool clean = !memchr(s, '\0', n);

    while (n > 0 && !f->rows.stop) {
        const char *end = memchr(s, '\n', n);
        size_t length = end ? (size_t)(end - s) + 1 : n;
        feed_line(f, s, length, clean);
        s += length;
        n -= length;
    }
}

void bcl_csv_feed_bytes(bcl_csv_feed *f, const char *s, size_t n)
{
    while (n > 0 && !f->rows.stop) {
        size_t part = PART_BYTES - (size_t)(f->offset % PART_BYTES);
        if (part > n)
            part = n;
        feed_part(f, s, part);
        s += part;
        n -= part;
    }
}

bool bcl_csv_feed_rests(const bcl_csv_feed *f)
{
    return f->rows.fresh && !f->passing && !f->rows.stop;
}

/* The last row may lack its line end, not its closing quote. */
void bcl_csv_feed_end(bcl_csv_feed *f)
{
    bcl_csv_rows *rows = &f->rows;
    char shown[BCL_SHOWN];

    if (!rows->stop && !f->passing &&
        csv_fini(&f->parser, bcl_csv_rows_cell, bcl_csv_rows_end, rows) != 0) {
        bcl_fail(rows->diag, "C12",
                 bcl_csv_report_at(rows, shown, rows->row, rows->cell),
                 "le guillemet ouvert ici n'est jamais fermé");
        bcl_csv_rows_spoil(rows);
    }
}
