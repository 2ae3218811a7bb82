/* folder.c -- see folder.h. */
#include "report/folder_private.h"

#include "core/names.h"
#include "input/file.h"
#include "model/spec.h"
#include "unit/unit.h"

#include <string.h>

bool bcl_folder_binds(const bcl_folder *f, const bcl_raw *raw,
                      const bcl_xml *reading)
{
    const bcl_need *n =
        bcl_catalog_need(&f->catalog, bcl_attr(reading, "donnee"));
    const char *value = bcl_attr(reading, "valeur");

    if (!n || raw->elsewhere)
        return false;
    for (const bcl_xml *o = bcl_child(reading, "ou", NULL); o;
         o = bcl_child(reading, "ou", o))
        if (bcl_attr(o, "egal") && strcmp(bcl_attr(o, "egal"), "{epci}") == 0 &&
            !f->epci)
            return false; /* published for whole EPCI only */
    if (value && strchr(value, '{'))
        return true;
    return bcl_raw_has(raw, value ? value : n->id);
}

/* ---- tables ---- */

typedef struct {
    const bcl_folder *f;
    const bcl_need *need;
    const bcl_place_table *table;
} table;

static void field(FILE *to, const char *s)
{
    if (!strpbrk(s, ";\"\n\r")) {
        fputs(s, to);
        return;
    }
    fputc('"', to);
    for (; *s; s++) {
        if (*s == '"')
            fputc('"', to);
        fputc(*s, to);
    }
    fputc('"', to);
}

static void row(FILE *to, const char *const *item, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            fputc(';', to);
        field(to, item[i]);
    }
    fputc('\n', to);
}

static bool write_places(FILE *to, const void *what, bcl_diag *d)
{
    const table *t = what;

    (void)d;
    row(to, t->table->header.item, t->table->header.n);
    for (size_t i = 0; i < t->table->nrow; i++)
        row(to, t->table->row[i], t->table->header.n);
    if (t->table->nrow)
        return true;
    fputs("# exemple : ", to);
    for (size_t i = 0; i < t->table->header.n; i++)
        fprintf(to, "%s%s", i ? ";" : "", i == 1 ? "Nom du lieu" : "code");
    fputc('\n', to);
    return true;
}

static const char *alias_of(const bcl_xml *root, const char *dim)
{
    for (const bcl_xml *e = bcl_child(root, "dimension", NULL); e;
         e = bcl_child(root, "dimension", e))
        if (strcmp(bcl_attr(e, "id"), dim) == 0)
            return bcl_attr(e, "comme");
    return NULL;
}

/* A member that may stand in a column, or what to write there. */
static const char *example(const bcl_folder *f, const char *dim)
{
    if (strcmp(dim, "annee") == 0)
        return "2024";
    for (size_t i = 0; i < f->places.ntable; i++)
        if (strcmp(f->places.table[i].id, dim) == 0 && f->places.table[i].nrow)
            return f->places.table[i].row[0][0];
    for (size_t t = 0; t < f->catalog.n; t++) {
        const bcl_xml *root = f->catalog.theme[t].root;
        const bcl_xml *m = bcl_catalog_member(root, dim, NULL);
        if (m)
            return bcl_attr(m, "id");
        if (alias_of(root, dim)) /* of another dimension of the theme */
            return example(f, alias_of(root, dim));
    }
    /* Workplaces are the territory's places where it has no list of them. */
    for (size_t i = 0; i < f->places.ntable; i++)
        if (f->places.table[i].main && f->places.table[i].nrow)
            return f->places.table[i].row[f->places.table[i].nrow - 1][0];
    return "code";
}

static void columns(FILE *to, const table *t, bool of_example)
{
    for (const char *s = t->need->dims; *s;) {
        char dim[64] = "";
        size_t n = strcspn(s, " ");
        memcpy(dim, s, n < sizeof dim - 1 ? n : sizeof dim - 1);
        if (n)
            fprintf(to, "%s;", of_example ? example(t->f, dim) : dim);
        s += n + strspn(s + n, " ");
    }
    fputs(of_example ? "12.5" : t->need->id, to);
    fputc('\n', to);
}

/* On one line, and without a quote that a reader of CSV would open. */
static void plain(FILE *to, const char *s)
{
    for (; *s; s++)
        fputc(*s == '"' ? '\'' : *s < ' ' && *s >= 0 ? ' ' : *s, to);
}

static bool write_need(FILE *to, const void *what, bcl_diag *d)
{
    const table *t = what;

    (void)d;
    columns(to, t, false);
    fputs("# ", to);
    plain(to, t->need->title);
    fprintf(to, ", %s%s%s",
            *bcl_unit_shown(t->need->unit) ? "en " : "sans unité",
            bcl_unit_shown(t->need->unit), *t->need->note ? ". " : "");
    plain(to, t->need->note);
    fputc('\n', to);
    fputs("# exemple : ", to);
    columns(to, t, true);
    return true;
}

static bool write_tables(const bcl_folder *f, const bcl_outdir *to,
                         bcl_arena *a, bcl_diag *d)
{
    bool ok = true;

    for (size_t i = 0; i < f->places.ntable && ok; i++) {
        table t = {f, NULL, &f->places.table[i]};
        ok = bcl_outdir_write(to, bcl_text_print(a, "data/%s.csv", t.table->id),
                              write_places, &t, d);
    }
    for (size_t i = 0; i < f->catalog.nneed && ok; i++) {
        table t = {f, &f->catalog.need[i], NULL};
        if (!t.need->bound && f->catalog.theme[t.need->theme].chosen)
            ok = bcl_outdir_write(to,
                                  bcl_text_print(a, "data/%s.csv", t.need->id),
                                  write_need, &t, d);
    }
    return ok;
}

/* ---- raw files ---- */

static bool used(const bcl_folder *f, const bcl_raw *r)
{
    if (!r->format || r->elsewhere)
        return false;
    if (f->moves && strcmp(f->moves, r->name) == 0)
        return true;
    for (const bcl_xml *e = bcl_child(r->format->root, "lecture", NULL); e;
         e = bcl_child(r->format->root, "lecture", e))
        if (bcl_folder_binds(f, r, e))
            return true;
    return false;
}

static bool copy_raws(const bcl_folder *f, const bcl_outdir *to, bcl_arena *a,
                      bcl_diag *d)
{
    for (size_t i = 0; i < f->raws.n; i++) {
        const bcl_raw *r = &f->raws.item[i];
        char *text;
        size_t n;
        if (!used(f, r))
            continue;
        if (!bcl_file_read(&text, &n, r->path, "C10", a, d) ||
            !bcl_outdir_write_bytes(to, bcl_text_print(a, "brut/%s", r->name),
                                    text, n, d))
            return false;
    }
    return true;
}

/* ---- what is missing ---- */

static void say_needs(FILE *to, const bcl_folder *f)
{
    for (size_t t = 0; t < f->catalog.n; t++) {
        const bcl_theme *theme = &f->catalog.theme[t];
        size_t said = 0;
        if (!theme->chosen) {
            fprintf(to,
                    "\nThème non importé : %s (rien à y lire pour "
                    "l'instant)\n",
                    bcl_attr(theme->root, "titre"));
            continue;
        }
        for (size_t i = 0; i < f->catalog.nneed; i++) {
            const bcl_need *n = &f->catalog.need[i];
            if (n->theme != t || n->bound)
                continue;
            if (!said++)
                fprintf(to, "\nIl manque pour « %s » :\n",
                        bcl_attr(theme->root, "titre"));
            fprintf(to, "  data/%s.csv : %s, %s%s", n->id, n->title,
                    *bcl_unit_shown(n->unit) ? "en " : "sans unité",
                    bcl_unit_shown(n->unit));
            for (size_t k = 0; n->dims[k]; k++) /* "a b": ", par a, b" */
                fprintf(to, "%s%s%c", k ? "" : ", par ",
                        n->dims[k] == ' ' ? "," : "", n->dims[k]);
            fputc('\n', to);
        }
    }
}

static void say_files(FILE *to, const bcl_folder *f)
{
    for (size_t i = 0, said = 0; i < f->raws.n; i++) {
        const bcl_raw *r = &f->raws.item[i];
        if (!r->cut || !used(f, r))
            continue;
        if (!said++)
            fputs("\nFichiers qui ne couvrent pas tout le territoire (ce qui "
                  "manque est dit manquant, jamais zéro) ;\nrefaites init avec "
                  "ceux qui couvrent le reste :\n",
                  to);
        fprintf(to, "  brut/%s : aucune ligne pour %zu lieu%s (%s)\n", r->name,
                r->ncut, r->ncut > 1 ? "x" : "", r->cut);
    }
    for (size_t i = 0, said = 0; i < f->raws.n; i++) {
        if (used(f, &f->raws.item[i]))
            continue;
        if (!said++)
            fputs("\nFichiers donnés et non repris :\n", to);
        fprintf(to, "  %s%s\n", f->raws.item[i].path,
                !f->raws.item[i].format     ? " (format inconnu)"
                : f->raws.item[i].elsewhere ? " (aucune ligne pour ce "
                                              "territoire)"
                                            : " (reconnu, n'ajoute rien aux "
                                              "autres)");
    }
}

bool bcl_folder_readme(FILE *to, const void *what, bcl_diag *d)
{
    const bcl_folder *f = what;

    (void)d;
    fprintf(to,
            "%s\n\nCe dossier est à vous : complétez-le, corrigez-le.\n\n"
            "territoire.xml  le titre du territoire et les thèmes importés\n"
            "geographie.xml  les lieux, d'après data/\n"
            "lectures.xml    quel fichier donne quelle donnée\n"
            "data/           tables à remplir : une ligne d'en-tête, point-"
            "virgule, point ou virgule décimale ;\n"
            "                les lignes qui commencent par # ne sont pas "
            "lues\n"
            "brut/           fichiers publiés, reconnus et lus tels quels\n"
            "\nEnsuite :\n"
            "  bouclage check DOSSIER   ce qui est faux, ce qui manque et ce "
            "que cela cache : l'ordre où remplir\n"
            "  bouclage run DOSSIER     le rapport, même incomplet\n"
            "\nUne donnée mesurée une autre année que celle de l'exemple "
            "s'écrit à son année.\n",
            f->title);
    say_needs(to, f);
    say_files(to, f);
    return true;
}

bool bcl_folder_write(const bcl_folder *f, const bcl_outdir *to, bcl_arena *a,
                      bcl_diag *d)
{
    return bcl_outdir_write(to, "territoire.xml", bcl_folder_territory, f, d) &&
           bcl_outdir_write(to, "geographie.xml", bcl_folder_geography, f, d) &&
           bcl_outdir_write(to, "lectures.xml", bcl_folder_readings, f, d) &&
           bcl_outdir_write(to, "LISEZ-MOI.txt", bcl_folder_readme, f, d) &&
           write_tables(f, to, a, d) && copy_raws(f, to, a, d);
}
