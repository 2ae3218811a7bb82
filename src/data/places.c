/* places.c -- see places.h. */
#include "data/places.h"
#include "core/names.h"
#include "input/csv.h"
#include "model/spec.h"

#include <string.h>

static const bcl_xml *list_of(const bcl_xml *dimension)
{
    const bcl_xml *csv = bcl_child(dimension, "csv", NULL);

    return csv && bcl_attr(csv, "colonne") ? csv : NULL;
}

static const bcl_xml *main_list(const bcl_xml *root)
{
    for (const bcl_xml *e = bcl_child(root, "dimension", NULL); e;
         e = bcl_child(root, "dimension", e))
        if (list_of(e) && bcl_child(list_of(e), "vers", NULL))
            return e;
    return NULL;
}

/* The column of the main list that holds the members of `dim`. */
static const char *column_of(const bcl_xml *main, const char *dim)
{
    if (strcmp(bcl_attr(main, "id"), dim) == 0)
        return bcl_attr(list_of(main), "colonne");
    for (const bcl_xml *v = bcl_child(list_of(main), "vers", NULL); v;
         v = bcl_child(list_of(main), "vers", v))
        if (strcmp(bcl_attr(v, "dim"), dim) == 0)
            return bcl_attr(v, "colonne");
    return NULL;
}

bool bcl_places_can(const bcl_format *f, const char *dim)
{
    const bcl_xml *main = main_list(f->root);

    return main && column_of(main, dim);
}

void bcl_places_blank(bcl_places *out, const bcl_format *f, bcl_arena *a)
{
    size_t n = 0;

    *out = (bcl_places){.format = f->root};
    for (const bcl_xml *e = f->root->child; e; e = e->next)
        n += bcl_is(e, "dimension");
    out->table = BCL_NEW(a, bcl_place_table, n + 1);
    for (const bcl_xml *e = bcl_child(f->root, "dimension", NULL); e;
         e = bcl_child(f->root, "dimension", e)) {
        const bcl_xml *csv = list_of(e);
        if (!csv)
            continue;
        bcl_place_table *t = &out->table[out->ntable++];
        size_t k = 2;
        for (const bcl_xml *v = csv->child; v; v = v->next)
            k += bcl_is(v, "vers");
        *t = (bcl_place_table){.id = bcl_attr(e, "id"),
                               .title = bcl_attr(e, "titre"),
                               .header.item = BCL_NEW(a, const char *, k),
                               .main = bcl_child(csv, "vers", NULL) != NULL};
        t->header.item[t->header.n++] = t->id;
        t->header.item[t->header.n++] = "nom";
        for (const bcl_xml *v = bcl_child(csv, "vers", NULL); v;
             v = bcl_child(csv, "vers", v))
            t->header.item[t->header.n++] = bcl_attr(v, "dim");
    }
}

static const char *cell(const bcl_csv *t, size_t row, int col)
{
    return col < 0 ? "" : t->col[col].labels.text[t->col[col].label[row]];
}

static bool in(const bcl_words *w, const char *text, bool *found)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->item[i], text) == 0) {
            found[i] = true;
            return true;
        }
    return false;
}

/* Rows of the places asked for, and those that <ou egal> keeps. */
static bool *kept(const bcl_csv *t, const bcl_xml *main,
                  const bcl_place_filter *keep, bool *found, bcl_arena *a)
{
    bool *row = BCL_NEW(a, bool, t->nrow + 1);
    int col = bcl_csv_find(t, column_of(main, keep->dim));

    for (size_t r = 0; r < t->nrow; r++) {
        bool stays = true;
        for (const bcl_xml *o = bcl_child(list_of(main), "ou", NULL); o;
             o = bcl_child(list_of(main), "ou", o))
            stays = stays && bcl_attr(o, "egal") &&
                    strcmp(cell(t, r, bcl_csv_find(t, bcl_attr(o, "colonne"))),
                           bcl_attr(o, "egal")) == 0;
        row[r] = stays && in(&keep->code, cell(t, r, col), found);
    }
    return row;
}

static void fill(bcl_place_table *to, const bcl_csv *t, const bcl_xml *csv,
                 const bool *keep, bcl_arena *a)
{
    bcl_names seen = {0};
    int id = bcl_csv_find(t, bcl_attr(csv, "colonne"));
    int name =
        bcl_attr(csv, "titre") ? bcl_csv_find(t, bcl_attr(csv, "titre")) : -1;

    for (size_t r = 0; r < t->nrow; r++) {
        const char *code = cell(t, r, id);
        size_t before = seen.n, k = 2;
        if (!keep[r] || !*code)
            continue;
        bcl_names_add(&seen, code, strlen(code), a);
        if (seen.n == before)
            continue;
        BCL_GROW(a, to->row, to->nrow, &to->cap);
        const char **row = to->row[to->nrow++] =
            BCL_NEW(a, const char *, to->header.n);
        row[0] = code;
        row[1] = name >= 0 ? cell(t, r, name) : code;
        for (const bcl_xml *v = bcl_child(csv, "vers", NULL); v;
             v = bcl_child(csv, "vers", v))
            row[k++] = cell(t, r, bcl_csv_find(t, bcl_attr(v, "colonne")));
    }
}

static bool all_found(const bcl_place_filter *keep, const bool *found,
                      const char *path, bcl_diag *d)
{
    bool ok = true;

    for (size_t i = 0; i < keep->code.n; i++)
        if (!found[i]) {
            bcl_fail(d, "I02", (bcl_pos){.file = path},
                     "aucune ligne n'a « %s » pour « %s »", keep->code.item[i],
                     keep->dim);
            ok = bcl_hint(d, "cherchez-y le nom de votre territoire, et le "
                             "code à côté");
        }
    return ok;
}

bool bcl_places_read(bcl_places *out, const bcl_raw *raw,
                     const bcl_place_filter *keep, bcl_arena *a, bcl_diag *d)
{
    const bcl_xml *main = main_list(raw->format->root);
    bool *found = BCL_NEW(a, bool, keep->code.n + 1);
    bcl_csv *t = BCL_NEW(a, bcl_csv, 1);
    size_t i = 0;

    bcl_places_blank(out, raw->format, a);
    if (!bcl_csv_read(t, raw->path, NULL, 0, bcl_csv_labels, NULL, a, d))
        return false;
    const bool *row = kept(t, main, keep, found, a);
    if (!all_found(keep, found, raw->path, d))
        return false;
    for (const bcl_xml *e = bcl_child(raw->format->root, "dimension", NULL); e;
         e = bcl_child(raw->format->root, "dimension", e))
        if (list_of(e))
            fill(&out->table[i++], t, list_of(e), row, a);
    return true;
}

/* ---- does a file speak of these places? ---- */

static const bcl_place_table *table_of(const bcl_places *p, const char *dim)
{
    for (size_t i = 0; i < p->ntable; i++)
        if (strcmp(p->table[i].id, dim) == 0)
            return &p->table[i];
    return NULL;
}

/* The column of a reading that tells places, and the codes to look for. */
static const char *telling(const bcl_places *p, const bcl_xml *reading,
                           const char *epci, bcl_words *code, bcl_arena *a)
{
    for (const bcl_xml *e = reading->child; e; e = e->next) {
        if (bcl_is(e, "ou") && bcl_attr(e, "egal") &&
            strcmp(bcl_attr(e, "egal"), "{epci}") == 0) {
            *code = bcl_text_split(a, epci ? epci : "", '|');
            return bcl_attr(e, "colonne");
        }
        const bcl_place_table *t =
            bcl_is(e, "colonne") && bcl_attr(e, "nom") && bcl_attr(e, "hors")
                ? table_of(p, bcl_attr(e, "dim"))
                : NULL;
        if (!t || t->nrow == 0)
            continue;
        *code = (bcl_words){BCL_NEW(a, const char *, t->nrow), t->nrow};
        for (size_t r = 0; r < t->nrow; r++)
            code->item[r] = t->row[r][0];
        return bcl_attr(e, "nom");
    }
    return NULL;
}

typedef struct {
    const char *column;
    int found;
} one_column;

static bool choose_one(void *context, bcl_csv *t, bcl_diag *d)
{
    one_column *c = context;

    (void)d;
    c->found = bcl_csv_find(t, c->column);
    if (c->found >= 0)
        t->col[c->found].type = BCL_COL_LABEL;
    return c->found >= 0;
}

static const bcl_place_table *main_table(const bcl_places *p)
{
    for (size_t i = 0; i < p->ntable; i++)
        if (p->table[i].main)
            return &p->table[i];
    return NULL;
}

bool bcl_places_touch(const bcl_places *p, bcl_raw *raw, const char *epci,
                      bcl_arena *a)
{
    const bcl_xml *reading = bcl_child(raw->format->root, "lecture", NULL);
    bcl_diag *unsaid = BCL_NEW(a, bcl_diag, 1);
    bcl_words code;
    bcl_csv *t = BCL_NEW(a, bcl_csv, 1);
    one_column c = {reading ? telling(p, reading, epci, &code, a) : NULL, -1};

    if (!c.column ||
        (!bcl_csv_read(t, raw->path, NULL, 0, choose_one, &c, a, unsaid) &&
         c.found < 0))
        return true; /* what is wrong is said when it is used */
    const bcl_place_table *main = main_table(p);
    bool any = false, *has = BCL_NEW(a, bool, code.n + 1);
    for (size_t i = 0; i < code.n; i++) {
        has[i] = bcl_names_find(&t->col[c.found].labels, code.item[i],
                                strlen(code.item[i])) >= 0;
        any = any || has[i];
    }
    if (main && code.n == main->nrow && code.n > 0 &&
        strcmp(code.item[0], main->row[0][0]) == 0)
        raw->has = has;
    return any;
}

bool bcl_places_codes(bcl_words *out, const char *path, bcl_arena *a,
                      bcl_diag *d)
{
    bcl_csv *t = BCL_NEW(a, bcl_csv, 1);

    *out = (bcl_words){0};
    if (!bcl_csv_read(t, path, NULL, 0, bcl_csv_labels, NULL, a, d))
        return false;
    *out = (bcl_words){t->col[0].labels.text, t->col[0].labels.n};
    return out->n > 0 || bcl_fail(d, "I02", (bcl_pos){.file = path},
                                  "aucun code dans la première colonne");
}
