/* csv.c -- see csv.h. */
#include "input/csv.h"
#include "core/text.h"
#include "input/csv_feed.h"
#include "input/csv_sniff.h"
#include "input/file.h"
#include "input/stream.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { CHUNK_BYTES = 1 << 16 };

/* Learn from the first bytes; returns those to pass, -1 on an error. */
static int begin(bcl_csv_feed *f, const char *s, size_t n)
{
    bcl_csv_sniffed sniffed;
    bcl_csv_rows *rows = &f->rows;

    if (!bcl_csv_sniff(&sniffed, s, n, f->at.file, rows->diag))
        return -1;
    rows->table->separator = sniffed.separator;
    if (rows->most < n)
        rows->most = n;
    rows->cap = (size_t)((double)rows->most / (double)n *
                         ((double)sniffed.lines + 1) * 1.02) +
                8;
    f->offset = (off_t)sniffed.bom;
    if (!bcl_csv_feed_open(f)) {
        (void)bcl_fail_system(rows->diag, "C10", f->at,
                              "la mémoire est épuisée");
        return -1;
    }
    return (int)sniffed.bom;
}

static void read_all(bcl_csv_feed *f, FILE *file)
{
    char chunk[CHUNK_BYTES];
    bcl_diag *d = f->rows.diag;
    bcl_stream stream;
    bcl_stream_open(&stream, file);
    size_t n = bcl_stream_read(&stream, chunk, sizeof chunk);
    int skip = n > 0 ? begin(f, chunk, n) : -1;

    if (skip >= 0) {
        for (; n > 0 && !f->rows.stop;
             n = bcl_stream_read(&stream, chunk, sizeof chunk)) {
            bcl_csv_feed_bytes(f, chunk + skip, n - (size_t)skip);
            skip = 0;
        }
        bcl_csv_feed_end(f);
        csv_free(&f->parser);
    }
    if (stream.utf16.broken)
        bcl_fail(d, "C08",
                 (bcl_pos){f->at.file, (int)stream.utf16.broken_line + 1, 0},
                 "ce fichier en UTF-16 est abîmé : une moitié de caractère");
    if (ferror(file))
        bcl_fail(d, "C10", f->at, "ce fichier ne peut pas être lu : %s",
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
    FILE *file = bcl_file_open(kept, "C10", d);
    bcl_csv_feed f = {.rows = {.table = out,
                               .secrets = bcl_secrets_of(marks, nmarks),
                               .choose = choose,
                               .context = context,
                               .arena = a,
                               .diag = d,
                               .fresh = true},
                      .at = {kept, 1, 0}};

    *out = (bcl_csv){.path = kept, .separator = ';', .at = {kept, 1, 0}};
    if (!file)
        return false;
    if (fstat(fileno(file), &st) == 0 && st.st_size > 0)
        f.rows.most = (size_t)st.st_size;
    read_all(&f, file);
    fclose(file);
    if (!f.rows.has_header && d->errors == errors)
        return bcl_fail(d, "C10", (bcl_pos){kept, 0, 0}, "ce fichier est vide");
    if (!f.rows.has_header || f.rows.stop)
        return false;
    drop_columns(&f.rows);
    return bcl_csv_labels_decode(&f.rows) && d->errors == errors;
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
