/* csv.c -- see csv.h.
 *
 * libcsv tells neither lines nor offsets: it is fed line by line, from chunks
 * of the file, which costs little and gives both. */
#include "input/csv.h"
#include "core/text.h"
#include "input/csv_rows.h"
#include "input/csv_sniff.h"
#include "input/file.h"
#include "input/stream.h"

#include <csv.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { CHUNK_BYTES = 1 << 16, LONGEST_ROW = 1 << 20, GROWTH_BYTES = 1 << 12 };

typedef struct {
    bcl_csv_rows rows;
    struct csv_parser parser;
    bcl_pos at;   /* of the next byte; file and line only */
    off_t offset; /* of the next byte */
    off_t start;  /* of its line */
    size_t since; /* bytes since a row ended */
    size_t size;  /* of the file, 0 when not known */
    bool passing; /* up to the end of the line, after an error */
    bool has_nul; /* reported: once is enough */
} reader;

static bool open_parser(reader *r)
{
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return false;
    csv_set_delim(&r->parser, (unsigned char)r->rows.table->separator);
    csv_set_blk_size(&r->parser, GROWTH_BYTES);
    return true;
}

/* After an error of syntax: a new parser, from the next line on. */
static void pass_line(reader *r)
{
    csv_free(&r->parser);
    bcl_csv_rows_spoil(&r->rows);
    r->passing = true;
    r->since = 0;
    if (!open_parser(r))
        r->rows.stop = true; /* never: csv_init only fails on NULL */
}

static bcl_pos byte_at(const reader *r, size_t ahead)
{
    return (bcl_pos){r->at.file, r->at.line,
                     (int)(r->offset - r->start) + (int)ahead + 1};
}

/* The one rule strict parsing adds: a quote stands around a cell or is
 * doubled. */
static void refuse_quote(reader *r, size_t ahead)
{
    bcl_diag *d = r->rows.diag;

    if (csv_error(&r->parser) != CSV_EPARSE) {
        (void)bcl_fail_system(d, "C10", byte_at(r, ahead),
                              "la mémoire est épuisée");
        r->rows.stop = true;
        return;
    }
    bcl_fail(d, "C12", byte_at(r, ahead),
             "guillemet au milieu d'une cellule ; la ligne est laissée");
    bcl_hint(d, "mettez la cellule entre guillemets et doublez ceux qu'elle "
                "contient");
}

static void refuse_length(reader *r)
{
    bcl_diag *d = r->rows.diag;

    bcl_fail(d, "C09", (bcl_pos){r->at.file, r->rows.row.line, 1},
             "cette ligne dépasse 1 Mio");
    bcl_hint(d, "un guillemet ouvert n'est peut-être pas fermé");
}

static void refuse_nul(reader *r, size_t ahead)
{
    if (!r->has_nul) {
        bcl_fail(r->rows.diag, "C09", byte_at(r, ahead),
                 "octet nul : ce fichier n'est pas un texte, ou il est abîmé");
        bcl_hint(r->rows.diag, "enregistrez-le en « CSV UTF-8 »");
    }
    r->has_nul = true;
}

/* A line, or what a chunk holds of it. */
static void parse_piece(reader *r, const char *s, size_t n, bool clean)
{
    bcl_csv_rows *rows = &r->rows;
    const char *nul = clean ? NULL : memchr(s, '\0', n);
    int nth = rows->row.nth;

    if (nul) {
        refuse_nul(r, (size_t)(nul - s));
        pass_line(r);
        return;
    }
    size_t done =
        csv_parse(&r->parser, s, n, bcl_csv_rows_cell, bcl_csv_rows_end, rows);
    if (done < n) {
        refuse_quote(r, done);
        pass_line(r);
        return;
    }
    r->since = rows->fresh || rows->row.nth > nth ? 0 : r->since + n;
    if (r->since > LONGEST_ROW) {
        refuse_length(r);
        pass_line(r);
    }
}

static void feed_line(reader *r, const char *s, size_t n, bool clean)
{
    bcl_csv_rows *rows = &r->rows;

    if (rows->fresh)
        rows->row = (bcl_csv_place){r->offset, r->at.line,
                                    (int)(r->offset - r->start) + 1, 0};
    rows->fresh = false;
    if (!r->passing)
        parse_piece(r, s, n, clean);
    r->offset += (off_t)n;
    if (s[n - 1] != '\n')
        return;
    r->at.line++;
    r->start = r->offset;
    rows->fresh |= r->passing;
    r->passing = false;
}

static void feed_chunk(reader *r, const char *s, size_t n)
{
    bool clean = !memchr(s, '\0', n);

    while (n > 0 && !r->rows.stop) {
        const char *end = memchr(s, '\n', n);
        size_t length = end ? (size_t)(end - s) + 1 : n;
        feed_line(r, s, length, clean);
        s += length;
        n -= length;
    }
}

/* Learn from the first chunk; returns the bytes to pass, -1 on an error. */
static int begin(reader *r, const char *s, size_t n)
{
    bcl_csv_sniffed sniffed;
    bcl_csv_rows *rows = &r->rows;

    if (!bcl_csv_sniff(&sniffed, s, n, r->at.file, rows->diag))
        return -1;
    rows->table->separator = sniffed.separator;
    rows->most = r->size > n ? r->size : n;
    rows->cap = (size_t)((double)rows->most / (double)n *
                         ((double)sniffed.lines + 1) * 1.02) +
                8;
    r->offset = (off_t)sniffed.bom;
    if (!open_parser(r)) {
        (void)bcl_fail_system(rows->diag, "C10", r->at,
                              "la mémoire est épuisée");
        return -1;
    }
    return (int)sniffed.bom;
}

/* The last row may lack its line end, not its closing quote. */
static void end(reader *r)
{
    bcl_csv_rows *rows = &r->rows;
    char shown[BCL_SHOWN];

    if (!rows->stop && !r->passing &&
        csv_fini(&r->parser, bcl_csv_rows_cell, bcl_csv_rows_end, rows) != 0) {
        bcl_fail(rows->diag, "C12",
                 bcl_csv_report_at(rows, shown, rows->row, rows->cell),
                 "le guillemet ouvert ici n'est jamais fermé");
        bcl_csv_rows_spoil(rows);
    }
    csv_free(&r->parser);
}

static void read_all(reader *r, FILE *f)
{
    char chunk[CHUNK_BYTES];
    bcl_stream stream;
    bcl_stream_open(&stream, f);
    size_t n = bcl_stream_read(&stream, chunk, sizeof chunk);
    int skip = n > 0 ? begin(r, chunk, n) : 0;
    bcl_diag *d = r->rows.diag;

    if (n > 0 && skip >= 0) {
        for (; n > 0 && !r->rows.stop;
             n = bcl_stream_read(&stream, chunk, sizeof chunk)) {
            feed_chunk(r, chunk + skip, n - (size_t)skip);
            skip = 0;
        }
        end(r);
    }
    if (stream.utf16.broken)
        bcl_fail(d, "C08",
                 (bcl_pos){r->at.file, (int)stream.utf16.broken_line + 1, 0},
                 "ce fichier en UTF-16 est abîmé : une moitié de caractère");
    if (ferror(f))
        bcl_fail(d, "C10", r->at, "ce fichier ne peut pas être lu : %s",
                 bcl_file_reason(errno));
}

/* Columns without a header that held nothing go; tables may end with some. */
static void drop_columns(bcl_csv_rows *r)
{
    size_t kept = r->named > r->used ? r->named : r->used;

    if (r->table->ncol > kept)
        r->table->ncol = kept;
}

bool bcl_csv_read(bcl_csv *out, const char *path, const char *const *marks,
                  size_t nmarks, bcl_csv_choose *choose, void *context,
                  bcl_arena *a, bcl_diag *d)
{
    const char *kept = bcl_text_copy(a, path, strlen(path));
    size_t errors = d->errors;
    struct stat st;
    FILE *f = bcl_file_open(kept, "C10", d);
    reader r = {.rows = {.table = out,
                         .secrets = bcl_secrets_of(marks, nmarks),
                         .choose = choose,
                         .context = context,
                         .arena = a,
                         .diag = d,
                         .fresh = true},
                .at = {kept, 1, 0}};

    *out = (bcl_csv){.path = kept, .separator = ';', .at = {kept, 1, 0}};
    if (!f)
        return false;
    if (fstat(fileno(f), &st) == 0 && st.st_size > 0)
        r.size = (size_t)st.st_size;
    read_all(&r, f);
    fclose(f);
    if (!r.rows.has_header && d->errors == errors)
        return bcl_fail(d, "C10", (bcl_pos){kept, 0, 0}, "ce fichier est vide");
    if (!r.rows.has_header || r.rows.stop)
        return false;
    drop_columns(&r.rows);
    return bcl_csv_labels_decode(&r.rows) && d->errors == errors;
}

int bcl_csv_find(const bcl_csv *t, const char *name)
{
    for (size_t i = 0; i < t->ncol; i++)
        if (strcmp(t->col[i].name, name) == 0)
            return (int)i;
    return -1;
}

bool bcl_csv_labels(void *context, bcl_csv *table, bcl_diag *d)
{
    (void)context;
    (void)d;
    for (size_t i = 0; i < table->ncol; i++)
        table->col[i].type = BCL_COL_LABEL;
    return true;
}
