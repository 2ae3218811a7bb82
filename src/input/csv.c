/* csv.c -- see csv.h. */
#include "input/csv.h"
#include "core/text.h"
#include "input/csv_ahead.h"
#include "input/csv_sniff.h"
#include "input/file.h"
#include "input/stream.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { SNIFFED_BYTES = 1 << 16 };

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

static void read_stream(bcl_csv_feed *f, bcl_stream *stream, bcl_csv_plan plan,
                        bcl_arena *scratch)
{
    size_t size = bcl_csv_plan_bytes(plan);
    size = size > SNIFFED_BYTES ? size : SNIFFED_BYTES;
    char *chunk = BCL_NEW(scratch, char, size);
    bcl_csv_ahead ahead = bcl_csv_ahead_create(plan, f, scratch);
    size_t n = bcl_stream_read(stream, chunk, size);
    int skip =
        n > 0 ? begin(f, chunk, n < SNIFFED_BYTES ? n : SNIFFED_BYTES) : -1;

    if (skip < 0)
        return;
    for (; n > 0 && !f->rows.stop; n = bcl_stream_read(stream, chunk, size)) {
        bcl_csv_ahead_bytes(&ahead, chunk + skip, n - (size_t)skip);
        skip = 0;
    }
    bcl_csv_feed_end(f);
    csv_free(&f->parser);
}

static void read_all(bcl_csv_feed *f, FILE *file, bcl_csv_plan plan)
{
    bcl_arena *scratch = bcl_arena_create();
    bcl_diag *d = f->rows.diag;
    bcl_stream stream;

    bcl_stream_open(&stream, file);
    read_stream(f, &stream, plan, scratch);
    bcl_arena_destroy(scratch);
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

bool bcl_csv_read_planned(bcl_csv *out, const char *path,
                          const char *const *marks, size_t nmarks,
                          bcl_csv_choose *choose, void *context,
                          bcl_csv_plan plan, bcl_arena *a, bcl_diag *d)
{
    size_t errors = d->errors;
    struct stat st;
    FILE *file = bcl_file_open(path, "C10", d);
    bcl_csv_feed f = {.rows = {.table = out,
                               .secrets = bcl_secrets_of(marks, nmarks),
                               .choose = choose,
                               .context = context,
                               .arena = a,
                               .diag = d,
                               .fresh = true},
                      .at = {path, 1, 0}};

    *out = (bcl_csv){.path = path, .separator = ';', .at = {path, 1, 0}};
    if (!file)
        return false;
    if (fstat(fileno(file), &st) == 0 && st.st_size > 0)
        f.rows.most = (size_t)st.st_size;
    if (plan.threads == 0)
        plan = bcl_csv_plan_for(f.rows.most);
    read_all(&f, file, plan);
    fclose(file);
    if (!f.rows.has_header && d->errors == errors)
        return bcl_fail(d, "C10", (bcl_pos){path, 0, 0}, "ce fichier est vide");
    if (!f.rows.has_header || f.rows.stop)
        return false;
    drop_columns(&f.rows);
    return bcl_csv_labels_decode(&f.rows) && d->errors == errors;
}

bool bcl_csv_read(bcl_csv *out, const char *path, const char *const *marks,
                  size_t nmarks, bcl_csv_choose *choose, void *context,
                  bcl_arena *a, bcl_diag *d)
{
    return bcl_csv_read_planned(out, path, marks, nmarks, choose, context,
                                (bcl_csv_plan){0}, a, d);
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
