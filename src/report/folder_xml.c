/* folder_xml.c -- the model of a territory to be filled. */
#include "core/text.h"
#include "report/folder_private.h"

#include "core/names.h"
#include "model/spec.h"

#include <string.h>

void bcl_folder_escape(FILE *to, const char *s)
{
    for (; *s; s++)
        switch (*s) {
        case '&':
            fputs("&amp;", to);
            break;
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        case '\n':
            fputs("&#10;", to);
            break;
        default:
            fputc(*s, to);
        }
}

/* A comment may not hold "--". */
static void comment(FILE *to, const char *s)
{
    for (; *s; s++)
        fputc(*s == '-' && s[1] == '-' ? ' ' : *s, to);
}

static const char *filled(const bcl_folder *f, const bcl_raw *raw,
                          const char *value)
{
    if (raw && strcmp(value, "{fichier}") == 0)
        return raw->name;
    return f->epci && strcmp(value, "{epci}") == 0 ? f->epci : value;
}

/* An element as it was, its open places filled. */
static void element(FILE *to, const bcl_folder *f, const bcl_raw *raw,
                    const bcl_xml *e, int indent)
{
    bool cut = raw && raw->cut && bcl_is(e, "lecture");
    const char *rule = bcl_attr(e, "sans_ligne");

    fprintf(to, "%*s<%s", indent, "", e->name);
    if (cut && !rule)
        fputs(" sans_ligne=\"manquant\"", to);
    for (size_t i = 0; i < e->nattr; i++) {
        const char *value = filled(f, raw, e->attr[i].value);
        if (cut && value == rule && strcmp(rule, "zero") == 0)
            value = "manquant"; /* nobody counted there */
        fprintf(to, " %s=\"%s", e->attr[i].name,
                raw && value == raw->name ? "brut/" : "");
        bcl_folder_escape(to, value);
        fputc('"', to);
    }
    if (!e->child) {
        fputs("/>\n", to);
        return;
    }
    fputs(">\n", to);
    for (const bcl_xml *c = e->child; c; c = c->next)
        element(to, f, raw, c, indent + 2);
    fprintf(to, "%*s</%s>\n", indent, "", e->name);
}

static void head(FILE *to, const char *id, const char *title, const char *what)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- ", to);
    comment(to, what);
    fputs(" -->\n<modele xmlns=\"urn:bouclage:1\" id=\"", to);
    bcl_folder_escape(to, id);
    fputs("\" titre=\"", to);
    bcl_folder_escape(to, title);
    fputs("\">\n", to);
}

static bool is_place(const bcl_folder *f, const char *dim)
{
    for (size_t i = 0; i < f->places.ntable; i++)
        if (strcmp(f->places.table[i].id, dim) == 0)
            return true;
    return false;
}

static bool needed_document(const bcl_folder *f, const bcl_xml *root)
{
    for (const bcl_xml *e = bcl_child(root, "dimension", NULL); e;
         e = bcl_child(root, "dimension", e))
        if (!is_place(f, bcl_attr(e, "id")) &&
            bcl_catalog_lacks(&f->catalog, bcl_attr(e, "id")))
            return true;
    return false;
}

bool bcl_folder_territory(FILE *to, const void *what, bcl_diag *d)
{
    const bcl_folder *f = what;

    (void)d;
    head(to, f->id, f->title,
         "Ce que ce territoire importe. Une donnée propre au territoire s'y "
         "déclare, ou en remplace une : <donnee id=\"…\" remplace=\"oui\" …>.");
    fputs("  <importer fichier=\"geographie.xml\"/>\n", to);
    for (size_t i = 0; i < f->catalog.n; i++)
        if (f->catalog.theme[i].chosen) {
            fputs("  <importer fichier=\"themes/", to);
            bcl_folder_escape(to, f->catalog.theme[i].file);
            fputs("\"/>\n", to);
        }
    fputs("  <importer fichier=\"lectures.xml\"/>\n", to);
    if (f->epci && f->places.ntable && f->places.table[0].nrow) {
        fputs("  <perimetre dim=\"epci\" egal=\"", to);
        bcl_folder_escape(to, f->epci);
        fputs("\"/>\n", to);
    }
    fputs("</modele>\n", to);
    return true;
}

static void dimension(FILE *to, const bcl_folder *f, const bcl_place_table *t)
{
    fputs("  <dimension id=\"", to);
    bcl_folder_escape(to, t->id);
    fputs("\" titre=\"", to);
    bcl_folder_escape(to, t->title ? t->title : t->id);
    fprintf(to,
            "\">\n    <csv fichier=\"data/%s.csv\" colonne=\"%s\" "
            "titre=\"nom\"",
            t->id, t->id);
    if (t->main && f->moves)
        fprintf(to, " mouvements=\"brut/%s\"", f->moves);
    if (t->header.n == 2) {
        fputs("/>\n  </dimension>\n", to);
        return;
    }
    fputs(">\n", to);
    for (size_t i = 2; i < t->header.n; i++)
        fprintf(to, "      <vers dim=\"%s\" colonne=\"%s\"/>\n",
                t->header.item[i], t->header.item[i]);
    fputs("    </csv>\n  </dimension>\n", to);
}

bool bcl_folder_geography(FILE *to, const void *what, bcl_diag *d)
{
    const bcl_folder *f = what;
    bool any = false;

    (void)d;
    head(to, "geographie", f->title, "Les lieux de ce territoire.");
    for (size_t i = 0; i < f->formats.nother; i++)
        if (needed_document(f, f->formats.other[i])) {
            fputs("  <importer fichier=\"lectures/", to);
            bcl_folder_escape(to, bcl_text_file(f->formats.other[i]->at.file));
            fputs("\"/>\n", to);
        }
    for (const bcl_xml *e = bcl_child(f->places.format, "source", NULL); e;
         e = bcl_child(f->places.format, "source", e)) {
        element(to, f, NULL, e, 2);
        any = true;
    }
    (void)any;
    for (size_t i = 0; i < f->places.ntable; i++)
        if (!f->places.table[i].main)
            dimension(to, f, &f->places.table[i]);
    for (size_t i = 0; i < f->places.ntable; i++)
        if (f->places.table[i].main)
            dimension(to, f, &f->places.table[i]);
    fputs("</modele>\n", to);
    return true;
}

bool bcl_folder_readings(FILE *to, const void *what, bcl_diag *d)
{
    const bcl_folder *f = what;

    (void)d;
    head(to, "lectures", f->title,
         "Quel fichier donne quelle donnée. Les tables de data/ qui n'ont "
         "encore aucune ligne laissent leur donnée indisponible.");
    for (size_t i = 0; i < f->raws.n; i++) {
        const bcl_raw *r = &f->raws.item[i];
        bool said = false;
        for (const bcl_xml *e =
                 r->format ? bcl_child(r->format->root, "lecture", NULL) : NULL;
             e; e = bcl_child(r->format->root, "lecture", e)) {
            if (!bcl_folder_binds(f, r, e))
                continue;
            if (!said) {
                fputs("\n  <!-- ", to);
                comment(to, bcl_attr(r->format->root, "titre"));
                fputs(" -->\n", to);
            }
            said = true;
            element(to, f, r, e, 2);
        }
    }
    for (size_t i = 0, said = 0; i < f->catalog.nneed; i++) {
        const bcl_need *n = &f->catalog.need[i];
        if (n->bound || !f->catalog.theme[n->theme].chosen)
            continue;
        if (!said++)
            fputs("\n  <!-- À remplir -->\n", to);
        fprintf(to, "  <lecture donnee=\"%s\" fichier=\"data/%s.csv\"/>\n",
                n->id, n->id);
    }
    fputs("</modele>\n", to);
    return true;
}
