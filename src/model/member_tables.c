/* member_tables.c -- members of a dimension from a table: codes, titles, how
 * they group, old codes and their successors. */
#include "core/text.h"
#include "input/csv.h"
#include "model/private.h"

#include <string.h>

static int column(bcl_loader *l, const bcl_csv *t, const bcl_xml *e,
                  const char *attr)
{
    int c = bcl_csv_find(t, bcl_attr(e, attr));

    if (c < 0) {
        bcl_names known = {0};
        for (size_t i = 0; i < t->ncol; i++)
            bcl_names_add(&known, t->col[i].name, strlen(t->col[i].name), l->a);
        bcl_fail(l->d, "C06", bcl_attr_at(e, attr),
                 "%s n'a pas de colonne « %s »", t->path, bcl_attr(e, attr));
        const char *near = bcl_names_nearest(&known, bcl_attr(e, attr));
        if (near)
            bcl_hint(l->d, "vouliez-vous « %s » ?", near);
    }
    return c;
}

static const char *cell(const bcl_csv *t, size_t row, int col)
{
    return t->col[col].labels.text[t->col[col].label[row]];
}

static bool in_list(const char *list, const char *text, bcl_arena *a)
{
    bcl_words w = bcl_text_split(a, list, '|');

    for (size_t i = 0; i < w.n; i++)
        if (strcmp(w.item[i], text) == 0)
            return true;
    return false;
}

/* The rows that the <ou> filters of a table of members keep. */
static bool *kept_rows(bcl_loader *l, const bcl_csv *t, const bcl_xml *csv)
{
    bool *keep = BCL_NEW(l->a, bool, t->nrow + 1);

    memset(keep, 1, t->nrow);
    for (const bcl_xml *o = bcl_child(csv, "ou", NULL); o;
         o = bcl_child(csv, "ou", o)) {
        int c = column(l, t, o, "colonne");
        const char *equal = bcl_attr(o, "egal"), *but = bcl_attr(o, "sauf");
        if (c < 0)
            return NULL;
        for (size_t r = 0; r < t->nrow; r++) {
            if (equal)
                keep[r] = keep[r] && in_list(equal, cell(t, r, c), l->a);
            if (but)
                keep[r] = keep[r] && !in_list(but, cell(t, r, c), l->a);
        }
    }
    return keep;
}

/* The column that holds the parent, in this table or, by key, in another. */
static bool group_column(bcl_loader *l, const bcl_document *doc,
                         const bcl_csv *t, const bcl_xml *v, int d,
                         const char **parent)
{
    bcl_dim *dim = &l->m->dims.dim[d];
    bcl_csv other;
    const char *file = bcl_attr(v, "fichier");
    const char *path =
        file ? bcl_model_path(l->m, doc->dir, file, bcl_attr_at(v, "fichier"),
                              l->a, l->d)
             : NULL;

    if (file && (!path || !bcl_csv_read(&other, path, NULL, 0, bcl_csv_labels,
                                        NULL, l->a, l->d)))
        return false;
    const bcl_csv *from = file ? &other : t;
    int c = column(l, from, v, "colonne");
    int key = file ? column(l, from, v, "cle")
                   : bcl_csv_find(t, bcl_attr(v->parent, "colonne"));
    if (c < 0 || key < 0)
        return false;
    for (size_t r = 0; r < from->nrow; r++) {
        const char *id = cell(from, r, key);
        int m = bcl_names_find(&dim->member, id, strlen(id));
        if (m >= 0)
            parent[m] = cell(from, r, c);
    }
    return true;
}

static bool table_group(bcl_loader *l, const bcl_document *doc,
                        const bcl_csv *t, const bcl_xml *v, int d)
{
    bcl_dims *dims = &l->m->dims;
    bcl_dim *dim = &dims->dim[d];
    const char **parent = BCL_NEW(l->a, const char *, dim->member.n + 1);
    int target = bcl_dim_find(dims, bcl_attr(v, "dim"));
    bool ok = true;

    if (target < 0)
        return bcl_fail(l->d, "N01", bcl_attr_at(v, "dim"),
                        "« %s » n'est pas une dimension", bcl_attr(v, "dim"));
    if (!group_column(l, doc, t, v, d, parent))
        return false;
    int *p = BCL_NEW(l->a, int, dim->member.n + 1);
    const bcl_names *known = bcl_dim_members(dims, target);
    for (size_t m = 0; m < dim->member.n; m++) {
        const char *label = parent[m] ? parent[m] : "";
        p[m] = bcl_names_find(known, label, strlen(label));
        if (p[m] < 0 && *label) {
            ok = bcl_fail(l->d, "C01", (bcl_pos){t->path, 0, 0},
                          "« %s » : le parent « %s » n'est pas un membre de "
                          "« %s »",
                          dim->member.text[m], label, dims->dim[target].id);
            break;
        }
    }
    dim->group[dim->ngroup++] = (bcl_group){target, p};
    return ok;
}

/* Old codes: columns COM_AV and COM_AP of the INSEE table, else the two
 * first. */
static bool read_moves(bcl_loader *l, const bcl_document *doc,
                       const bcl_xml *csv, int d)
{
    bcl_labels *labels = &l->m->labels[d];
    bcl_csv t;
    const char *path =
        bcl_model_path(l->m, doc->dir, bcl_attr(csv, "mouvements"),
                       bcl_attr_at(csv, "mouvements"), l->a, l->d);

    if (!path ||
        !bcl_csv_read(&t, path, NULL, 0, bcl_csv_labels, NULL, l->a, l->d))
        return false;
    int before = bcl_csv_find(&t, "COM_AV"), after = bcl_csv_find(&t, "COM_AP");
    if (before < 0 || after < 0) {
        before = 0;
        after = 1;
    }
    if (t.ncol < 2)
        return bcl_fail(l->d, "C06", t.at,
                        "la table des mouvements veut deux colonnes : code "
                        "ancien, code actuel");
    for (size_t r = 0; r < t.nrow; r++) {
        const char *old = cell(&t, r, before), *now = cell(&t, r, after);
        if (strcmp(old, now) == 0)
            continue;
        int i = bcl_names_add(&labels->moved, old, strlen(old), l->a);
        BCL_GROW(l->a, labels->successor, (size_t)i, &labels->moved_cap);
        labels->successor[i] = now;
    }
    return true;
}

bool bcl_table_members(bcl_loader *l, const bcl_document *doc,
                       const bcl_xml *csv, int d)
{
    bcl_dim *dim = &l->m->dims.dim[d];
    bcl_csv *t = BCL_NEW(l->a, bcl_csv, 1);
    const char *path = bcl_model_path(l->m, doc->dir, bcl_attr(csv, "fichier"),
                                      bcl_attr_at(csv, "fichier"), l->a, l->d);
    bool ok = true;

    if (!path ||
        !bcl_csv_read(t, path, NULL, 0, bcl_csv_labels, NULL, l->a, l->d))
        return false;
    int c = bcl_attr(csv, "colonne") ? column(l, t, csv, "colonne") : 0;
    int title = bcl_attr(csv, "titre") ? column(l, t, csv, "titre") : -2;
    bool *keep = kept_rows(l, t, csv);
    if (c < 0 || title == -1 || !keep)
        return false;
    dim->titles = BCL_NEW(l->a, const char *, t->nrow + 1);
    for (size_t r = 0; r < t->nrow; r++) {
        if (!keep[r])
            continue;
        const char *id = cell(t, r, c);
        if (!*id) {
            ok = bcl_fail(l->d, "C01", bcl_csv_at(t, r, (size_t)c),
                          "membre de « %s » sans code", dim->id);
            continue;
        }
        int m = bcl_names_add(&dim->member, id, strlen(id), l->a);
        dim->titles[m] = title >= 0 ? cell(t, r, title) : NULL;
    }
    for (const bcl_xml *v = bcl_child(csv, "vers", NULL); v;
         v = bcl_child(csv, "vers", v))
        ok = table_group(l, doc, t, v, d) && ok;
    if (bcl_attr(csv, "mouvements"))
        ok = read_moves(l, doc, csv, d) && ok;
    return ok;
}
