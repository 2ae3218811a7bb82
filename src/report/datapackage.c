/* datapackage.c -- see datapackage.h. */
#include "report/datapackage.h"
#include "core/text.h"

#include <jansson.h>
#include <string.h>

typedef struct {
    const bcl_plan *p;
    const bcl_packaged *table;
    size_t n;
} package;

static bool in(const char *const *list, const char *name)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* Numbers are written with a decimal comma; their unit stands in the column
 * `unite` of the same row. */
static json_t *field(const char *name)
{
    static const char *const numbers[] = {"valeur",     "cible",
                                          "ecart",      "effort_annuel",
                                          "cout",       "couverture",
                                          "observe",    "ajustement",
                                          "ecart_type", "ecart_type_apres",
                                          "z",          "min",
                                          "max",        "calcule",
                                          "mesure",     "ecart_apres",
                                          "chi2",       "degres",
                                          "seuil_95",   "p",
                                          "equations",  "inconnues",
                                          "verifiees",  "cachees",
                                          "deduites",   "seuil_z",
                                          NULL};
    static const char *const years[] = {"annee", "debut", "fin", NULL};
    json_t *f = json_object();

    json_object_set_new(f, "name", json_string(name));
    if (in(numbers, name)) {
        json_object_set_new(f, "type", json_string("number"));
        json_object_set_new(f, "decimalChar", json_string(","));
        if (strcmp(name, "couverture") == 0)
            json_object_set_new(
                f, "description",
                json_string("part des cellules connues, entre 0 et 1"));
        else
            json_object_set_new(f, "description",
                                json_string("unité : colonne « unite »"));
    } else {
        json_object_set_new(f, "type",
                            json_string(in(years, name) ? "year" : "string"));
    }
    return f;
}

static json_t *resource(const bcl_plan *p, const bcl_packaged *t)
{
    bcl_words w = bcl_text_split(p->a, t->header, ';');
    json_t *fields = json_array();

    for (size_t i = 0; i < w.n; i++)
        json_array_append_new(fields, field(w.item[i]));
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:b}, s:{s:o, s:[s]}}",
        "name", t->name, "path", bcl_text_print(p->a, "%s.csv", t->name),
        "title", t->title, "format", "csv", "mediatype", "text/csv", "encoding",
        "utf-8", "dialect", "delimiter", ";", "quoteChar", "\"", "header", 1,
        "schema", "fields", fields, "missingValues", "");
}

static json_t *sources(const bcl_model *m)
{
    json_t *list = json_array();

    for (size_t i = 0; i < m->nsource; i++) {
        const bcl_source *s = &m->source[i];
        json_t *o = json_object();
        json_object_set_new(o, "title", json_string(s->title));
        if (s->url)
            json_object_set_new(o, "path", json_string(s->url));
        if (s->author)
            json_object_set_new(o, "author", json_string(s->author));
        if (s->year)
            json_object_set_new(o, "year", json_string(s->year));
        if (s->licence)
            json_object_set_new(o, "licence", json_string(s->licence));
        json_array_append_new(list, o);
    }
    return list;
}

static bool write_package(FILE *to, const void *what, bcl_diag *d)
{
    const package *k = what;
    const bcl_model *m = &k->p->s->m;
    json_t *resources = json_array();

    (void)d;
    for (size_t i = 0; i < k->n; i++)
        json_array_append_new(resources, resource(k->p, &k->table[i]));
    /* The name of a package has no underscore. */
    char *name = bcl_text_print(k->p->a, "bouclage-%s", m->id);
    for (char *c = name; *c; c++)
        if (*c == '_')
            *c = '-';
    json_t *root = json_pack(
        "{s:s, s:s, s:s, s:o, s:o}", "profile", "tabular-data-package", "name",
        name, "title",
        bcl_text_print(k->p->a, "Comptes matière et énergie : %s", m->title),
        "sources", sources(m), "resources", resources);
    json_dumpf(root, to, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    putc('\n', to);
    json_decref(root);
    return true;
}

bool bcl_datapackage_write(const bcl_outdir *o, const bcl_plan *p,
                           const bcl_packaged *table, size_t n, bcl_diag *d)
{
    package k = {p, table, n};

    return bcl_outdir_write(o, "tables/datapackage.json", write_package, &k, d);
}
