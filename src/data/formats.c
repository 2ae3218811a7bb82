/* formats.c -- see formats.h. */
#include "data/formats.h"
#include "core/text.h"
#include "input/csv.h"
#include "input/file.h"
#include "model/spec.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool bcl_folder_list(bcl_words *out, const char *dir, bcl_arena *a, bcl_diag *d)
{
    DIR *folder = opendir(dir);
    size_t cap = 0;

    *out = (bcl_words){0};
    if (!folder) {
        const char *why = bcl_file_reason(errno);
        return bcl_fail(d, "C10", (bcl_pos){.file = dir},
                        "impossible de lire le dossier : %s", why);
    }
    for (struct dirent *e; (e = readdir(folder));) {
        if (e->d_name[0] == '.')
            continue;
        BCL_GROW(a, out->item, out->n, &cap);
        out->item[out->n++] = bcl_text_copy(a, e->d_name, strlen(e->d_name));
    }
    closedir(folder);
    if (out->n > 1)
        qsort(out->item, out->n, sizeof *out->item, by_name);
    return true;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);

    return n > k && strcmp(s + n - k, end) == 0;
}

bool bcl_formats_load(bcl_formats *out, const char *dir, bcl_arena *a,
                      bcl_diag *d)
{
    bcl_words name;
    bool ok = true;

    *out = (bcl_formats){0};
    if (!bcl_folder_list(&name, dir, a, d))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        bcl_xml *root;
        if (!ends_with(name.item[i], ".xml"))
            continue;
        if (!bcl_xml_read(&root, bcl_text_print(a, "%s/%s", dir, name.item[i]),
                          a, d) ||
            !bcl_spec_check(root, a, d)) {
            ok = false;
        } else if (bcl_attr(root, "reconnait")) {
            BCL_GROW(a, out->item, out->n, &out->cap);
            out->item[out->n++] = (bcl_format){
                root, bcl_text_split(a, bcl_attr(root, "reconnait"), '|')};
        } else {
            BCL_GROW(a, out->other, out->nother, &out->other_cap);
            out->other[out->nother++] = root;
        }
    }
    return ok;
}

bool bcl_raw_has(const bcl_raw *r, const char *header)
{
    for (size_t i = 0; i < r->header.n; i++)
        if (strcmp(r->header.item[i], header) == 0)
            return true;
    return false;
}

static const bcl_format *recognise(const bcl_raw *r, const bcl_formats *f)
{
    const bcl_format *best = NULL;

    for (size_t i = 0; i < f->n; i++) {
        const bcl_words *sign = &f->item[i].sign;
        size_t k = 0;
        while (k < sign->n && bcl_raw_has(r, sign->item[k]))
            k++;
        if (k == sign->n && (!best || k > best->sign.n))
            best = &f->item[i];
    }
    return best;
}

typedef struct {
    bcl_raw *raw;
    bcl_arena *a;
} head_reader;

/* Keep the headers, and read no further. */
static bool keep_head(void *context, bcl_csv *t, bcl_diag *d)
{
    head_reader *h = context;

    (void)d;
    h->raw->header.item = BCL_NEW(h->a, const char *, t->ncol + 1);
    for (size_t i = 0; i < t->ncol; i++)
        h->raw->header.item[h->raw->header.n++] = t->col[i].name;
    return false;
}

/* A name that any system takes. */
static const char *plain_name(const char *path, bcl_arena *a)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    char *s = bcl_text_print(a, "%s", bcl_text_file(path));

    for (char *c = s; *c; c++)
        if (!strchr(plain, *c) || (c == s && *c == '.'))
            *c = '_';
    return s;
}

bool bcl_raw_read(bcl_raw *out, const char *path, const bcl_formats *f,
                  bcl_arena *a)
{
    bcl_diag *unsaid = BCL_NEW(a, bcl_diag, 1);
    bcl_csv t;

    *out = (bcl_raw){.path = path, .name = plain_name(path, a)};
    head_reader h = {out, a};
    if (bcl_csv_read(&t, path, NULL, 0, keep_head, &h, a, unsaid))
        return false; /* never: the header is refused */
    out->format = recognise(out, f);
    return out->header.n > 0;
}

static bool scan(bcl_raws *out, const char *dir, const bcl_formats *f,
                 int depth, bcl_arena *a, bcl_diag *d)
{
    enum { DEEPEST = 8 };
    bcl_words name;
    struct stat st;

    if (!bcl_folder_list(&name, dir, a, d))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        const char *path = bcl_text_print(a, "%s/%s", dir, name.item[i]);
        if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
            if (depth < DEEPEST && !scan(out, path, f, depth + 1, a, d))
                return false;
        } else if (ends_with(path, ".csv") || ends_with(path, ".CSV") ||
                   ends_with(path, ".txt") || ends_with(path, ".tsv")) {
            BCL_GROW(a, out->item, out->n, &out->cap);
            if (!bcl_raw_read(&out->item[out->n], path, f, a))
                out->item[out->n].format = NULL;
            out->n++;
        }
    }
    return true;
}

bool bcl_raws_scan(bcl_raws *out, const char *dir, const bcl_formats *f,
                   bcl_arena *a, bcl_diag *d)
{
    size_t n = strlen(dir);

    while (n > 1 && dir[n - 1] == '/')
        n--;
    *out = (bcl_raws){0};
    return scan(out, bcl_text_copy(a, dir, n), f, 0, a, d);
}
