/* catalog.c -- see catalog.h. */
#include "data/catalog.h"
#include "core/text.h"
#include "model/spec.h"

#include <string.h>

static int find_theme(const bcl_catalog *c, const char *file)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->theme[i].file, bcl_text_file(file)) == 0)
            return (int)i;
    return -1;
}

/* What a document that is no theme binds: national factors. */
static bool given_by(bcl_catalog *c, const char *path, bcl_arena *a,
                     bcl_diag *d)
{
    bcl_xml *root;

    if (!bcl_xml_read(&root, path, a, d))
        return false;
    for (const bcl_xml *e = bcl_child(root, "lecture", NULL); e;
         e = bcl_child(root, "lecture", e)) {
        const char *id = bcl_attr(e, "donnee");
        if (id)
            bcl_names_add(&c->given, id, strlen(id), a);
    }
    return true;
}

static bool imports(bcl_catalog *c, bcl_theme *t, const char *dir, bcl_arena *a,
                    bcl_diag *d)
{
    bool ok = true;

    t->import = BCL_NEW(a, size_t, c->n);
    for (const bcl_xml *e = bcl_child(t->root, "importer", NULL); e;
         e = bcl_child(t->root, "importer", e)) {
        const char *file = bcl_attr(e, "fichier");
        int i = find_theme(c, file);
        if (i >= 0 && t->nimport < c->n)
            t->import[t->nimport++] = (size_t)i;
        else if (i < 0)
            ok = given_by(c, bcl_text_print(a, "%s/%s", dir, file), a, d) && ok;
    }
    return ok;
}

/* Dimensions used by elements at any depth and declared by no theme. */
static void lacks(bcl_theme *t, const bcl_xml *e, const bcl_names *declared,
                  bcl_names *seen, bcl_arena *a)
{
    static const char *const attr[] = {"dims", "par"};

    for (int k = 0; k < 2; k++) {
        const char *list = bcl_attr(e, attr[k]);
        bcl_words w =
            list ? bcl_text_split(a, list, ' ') : (bcl_words){NULL, 0};
        for (size_t i = 0; i < w.n; i++)
            if (strcmp(w.item[i], "annee") != 0 &&
                bcl_names_find(declared, w.item[i], strlen(w.item[i])) < 0)
                bcl_names_add(seen, w.item[i], strlen(w.item[i]), a);
    }
    for (const bcl_xml *x = e->child; x; x = x->next)
        lacks(t, x, declared, seen, a);
    t->lacks = (bcl_words){seen->text, seen->n};
}

static void add_needs(bcl_catalog *c, size_t theme, bcl_arena *a)
{
    static const char *const own[] = {"csv", "observe", "valeur", "cas"};

    for (const bcl_xml *e = bcl_child(c->theme[theme].root, "donnee", NULL); e;
         e = bcl_child(c->theme[theme].root, "donnee", e)) {
        const char *id = bcl_attr(e, "id");
        bool told = bcl_names_find(&c->given, id, strlen(id)) >= 0;
        for (size_t k = 0; k < sizeof own / sizeof own[0]; k++)
            told = told || bcl_child(e, own[k], NULL);
        if (told)
            continue;
        BCL_GROW(a, c->need, c->nneed, &c->need_cap);
        c->need[c->nneed++] = (bcl_need){
            .id = id,
            .title = bcl_attr(e, "titre") ? bcl_attr(e, "titre") : id,
            .unit = bcl_attr(e, "unite"),
            .dims = bcl_attr(e, "dims") ? bcl_attr(e, "dims") : "",
            .note = bcl_attr(e, "note") ? bcl_attr(e, "note") : "",
            .theme = theme};
    }
}

static bool read_themes(bcl_catalog *c, const char *dir, bcl_arena *a,
                        bcl_diag *d)
{
    bcl_words name;

    if (!bcl_folder_list(&name, dir, a, d))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        bcl_xml *root;
        size_t n = strlen(name.item[i]);
        if (n < 5 || strcmp(name.item[i] + n - 4, ".xml") != 0)
            continue;
        if (!bcl_xml_read(&root, bcl_text_print(a, "%s/%s", dir, name.item[i]),
                          a, d) ||
            !bcl_spec_check(root, a, d))
            return false;
        BCL_GROW(a, c->theme, c->n, &c->cap);
        c->theme[c->n++] = (bcl_theme){.file = name.item[i], .root = root};
    }
    return true;
}

bool bcl_catalog_load(bcl_catalog *out, const char *datadir, bcl_arena *a,
                      bcl_diag *d)
{
    const char *dir = bcl_text_print(a, "%s/model/themes", datadir);
    bcl_names declared = {0};
    bool ok = true;

    *out = (bcl_catalog){0};
    if (!read_themes(out, dir, a, d))
        return false;
    for (size_t i = 0; i < out->n; i++) {
        ok = imports(out, &out->theme[i], dir, a, d) && ok;
        for (const bcl_xml *e =
                 bcl_child(out->theme[i].root, "dimension", NULL);
             e; e = bcl_child(out->theme[i].root, "dimension", e))
            bcl_names_add(&declared, bcl_attr(e, "id"),
                          strlen(bcl_attr(e, "id")), a);
    }
    for (size_t i = 0; i < out->n; i++) {
        bcl_names seen = {0};
        lacks(&out->theme[i], out->theme[i].root, &declared, &seen, a);
        add_needs(out, i, a);
    }
    return ok;
}

const bcl_xml *bcl_catalog_member(const bcl_xml *root, const char *dim,
                                  const char *code)
{
    for (const bcl_xml *e = bcl_child(root, "dimension", NULL); e;
         e = bcl_child(root, "dimension", e)) {
        if (strcmp(bcl_attr(e, "id"), dim) != 0)
            continue;
        for (const bcl_xml *m = bcl_child(e, "membre", NULL); m;
             m = bcl_child(e, "membre", m))
            if (!code || (bcl_attr(m, "codes") &&
                          strcmp(bcl_attr(m, "codes"), code) == 0))
                return m;
    }
    return NULL;
}

bcl_need *bcl_catalog_need(const bcl_catalog *c, const char *donnee)
{
    for (size_t i = 0; i < c->nneed; i++)
        if (strcmp(c->need[i].id, donnee) == 0)
            return &c->need[i];
    return NULL;
}

/* Imports nest no deeper than there are themes. */
static bool possible(const bcl_catalog *c, size_t i, const bcl_names *dims,
                     size_t depth)
{
    const bcl_theme *t = &c->theme[i];
    bool ok = depth <= c->n;

    for (size_t k = 0; k < t->lacks.n; k++)
        ok = ok && bcl_names_find(dims, t->lacks.item[k],
                                  strlen(t->lacks.item[k])) >= 0;
    for (size_t k = 0; k < t->nimport && ok; k++)
        ok = possible(c, t->import[k], dims, depth + 1);
    return ok;
}

static bool fed(const bcl_catalog *c, size_t i)
{
    size_t own = 0, bound = 0;
    bool all = c->theme[i].nimport > 0;

    for (size_t k = 0; k < c->nneed; k++) {
        own += c->need[k].theme == i;
        bound += c->need[k].theme == i && c->need[k].bound;
    }
    for (size_t k = 0; k < c->theme[i].nimport; k++)
        all = all && c->theme[c->theme[i].import[k]].chosen;
    return bound > 0 || (own == 0 && all);
}

void bcl_catalog_choose(bcl_catalog *c, const bcl_names *dims, bool only_bound)
{
    bool more = true;

    while (more) { /* one that only gathers others comes after them */
        more = false;
        for (size_t i = 0; i < c->n; i++)
            if (!c->theme[i].chosen && possible(c, i, dims, 0) &&
                (!only_bound || fed(c, i)))
                c->theme[i].chosen = more = true;
    }
    for (size_t round = 0; round < c->n; round++) /* imports come along */
        for (size_t i = 0; i < c->n; i++)
            for (size_t k = 0; k < c->theme[i].nimport; k++)
                if (c->theme[i].chosen)
                    c->theme[c->theme[i].import[k]].chosen = true;
}

bool bcl_catalog_lacks(const bcl_catalog *c, const char *dim)
{
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->theme[i].lacks.n && c->theme[i].chosen; k++)
            if (strcmp(c->theme[i].lacks.item[k], dim) == 0)
                return true;
    return false;
}
