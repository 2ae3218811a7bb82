/* folder_plan.c -- what can be known of a territory before writing its folder:
 * its places, the files recognised, what they bind, the themes it can have. */
#include "model/spec.h"
#include "report/folder_private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Two files of different folders may have one name. */
static void distinct_names(bcl_raws *r, bcl_arena *a)
{
    bcl_names seen = {0};

    for (size_t i = 0; i < r->n; i++) {
        const char *name = r->item[i].name;
        for (int k = 2; bcl_names_find(&seen, r->item[i].name,
                                       strlen(r->item[i].name)) >= 0;
             k++)
            r->item[i].name = bcl_text_print(a, "%d-%s", k, name);
        bcl_names_add(&seen, r->item[i].name, strlen(r->item[i].name), a);
    }
}

static int year_of(const bcl_format *f)
{
    const bcl_xml *s = bcl_child(f->root, "source", NULL);
    const char *year = s ? bcl_attr(s, "annee") : NULL;

    return year ? atoi(year) : 0;
}

/* The latest list of places that can be told apart by `dim`; one that says
 * nothing of how they group would leave every theme out. */
static const bcl_raw *list_of_places(const bcl_folder *f, const char *dim)
{
    const bcl_raw *best = NULL;

    for (size_t i = 0; i < f->raws.n; i++) {
        const bcl_raw *r = &f->raws.item[i];
        if (r->format && bcl_places_can(r->format, dim) &&
            bcl_places_can(r->format, "epci") &&
            (!best || year_of(r->format) > year_of(best->format)))
            best = r;
    }
    return best;
}

static bool blank_places(bcl_folder *f, const bcl_folder_wish *w, bcl_arena *a,
                         bcl_diag *d)
{
    const bcl_format *best = NULL;

    for (size_t i = 0; i < f->formats.n; i++)
        if (bcl_places_can(&f->formats.item[i], "epci") && !best)
            best = &f->formats.item[i];
    if (!best)
        return bcl_fail_system(d, "I05", (bcl_pos){0},
                               "aucune liste de communes n'est décrite dans "
                               "%s/model/lectures",
                               f->datadir);
    bcl_places_blank(&f->places, best, a);
    bcl_warn(d, "I04", (bcl_pos){.file = w->from},
             "aucune liste de communes n'est donnée : celle de data/ est à "
             "remplir");
    bcl_hint(d, "--from DOSSIER, avec la liste Banatic ou celle des communes "
                "du découpage administratif");
    return true;
}

static bool find_places(bcl_folder *f, const bcl_folder_wish *w, bcl_arena *a,
                        bcl_diag *d)
{
    const char *dim = w->epci ? "epci" : "commune";
    bcl_place_filter keep = {.dim = dim};
    bcl_raw own;
    const bcl_raw *list = list_of_places(f, dim);

    if (w->epci)
        keep.code = bcl_text_split(a, w->epci, ',');
    else if (!bcl_places_codes(&keep.code, w->communes, a, d))
        return false;
    if (!list && w->communes &&
        bcl_raw_read(&own, w->communes, &f->formats, a) && own.format &&
        bcl_places_can(own.format, dim))
        list = &own;
    return list ? bcl_places_read(&f->places, list, &keep, a, d)
                : blank_places(f, w, a, d);
}

/* Lists that give codes alone: names from the members of installed documents,
 * where some declare them. */
static void name_places(bcl_folder *f)
{
    for (size_t i = 0; i < f->places.ntable; i++) {
        bcl_place_table *t = &f->places.table[i];
        for (size_t k = 0; k < t->nrow; k++) {
            const char **row = t->row[k];
            const bcl_xml *m = NULL;
            for (size_t o = 0; o < f->formats.nother && !m; o++)
                m = bcl_catalog_member(f->formats.other[o], t->id, row[0]);
            if (m && strcmp(row[0], row[1]) == 0)
                row[1] = bcl_attr(m, "titre");
        }
    }
}

/* A table of mergers is a list that only says `mouvements`: the fullest. */
static void find_moves(bcl_folder *f)
{
    struct stat st;
    off_t most = 0;

    for (size_t i = 0; i < f->raws.n; i++) {
        const bcl_format *k = f->raws.item[i].format;
        const bcl_xml *e = k ? bcl_child(k->root, "dimension", NULL) : NULL;
        const bcl_xml *csv = e ? bcl_child(e, "csv", NULL) : NULL;
        if (!csv || !bcl_attr(csv, "mouvements") ||
            stat(f->raws.item[i].path, &st) != 0 || st.st_size <= most)
            continue;
        most = st.st_size;
        f->moves = f->raws.item[i].name;
    }
}

static void bind(bcl_folder *f, bcl_arena *a)
{
    for (size_t i = 0; i < f->raws.n; i++) {
        bcl_raw *r = &f->raws.item[i];
        r->elsewhere =
            r->format && !bcl_places_touch(&f->places, r, f->epci, a);
    }
    bcl_places_find_cuts(&f->places, &f->raws, a);
    for (size_t i = 0; i < f->raws.n; i++) {
        bcl_raw *r = &f->raws.item[i];
        for (const bcl_xml *e =
                 r->format ? bcl_child(r->format->root, "lecture", NULL) : NULL;
             e; e = bcl_child(r->format->root, "lecture", e))
            if (bcl_folder_binds(f, r, e))
                bcl_catalog_need(&f->catalog, bcl_attr(e, "donnee"))->bound =
                    true;
    }
}

static void choose(bcl_folder *f, bcl_arena *a)
{
    bcl_names dims = {0};

    for (size_t i = 0; i < f->places.ntable; i++)
        bcl_names_add(&dims, f->places.table[i].id,
                      strlen(f->places.table[i].id), a);
    for (size_t i = 0; i < f->formats.nother; i++)
        for (const bcl_xml *e =
                 bcl_child(f->formats.other[i], "dimension", NULL);
             e; e = bcl_child(f->formats.other[i], "dimension", e))
            bcl_names_add(&dims, bcl_attr(e, "id"), strlen(bcl_attr(e, "id")),
                          a);
    bool bound = false;
    for (size_t i = 0; i < f->catalog.nneed; i++)
        bound = bound || f->catalog.need[i].bound;
    bcl_catalog_choose(&f->catalog, &dims, bound);
}

bool bcl_folder_plan(bcl_folder *f, const bcl_folder_wish *w,
                     const char *datadir, bcl_arena *a, bcl_diag *d)
{
    char *epci = w->epci ? bcl_text_print(a, "%s", w->epci) : NULL;

    for (char *s = epci; s && *s; s++)
        if (*s == ',')
            *s = '|';
    *f = (bcl_folder){.datadir = datadir, .epci = epci, .from = w->from};
    if (!bcl_formats_load(&f->formats,
                          bcl_text_print(a, "%s/model/lectures", datadir), a,
                          d) ||
        !bcl_catalog_load(&f->catalog, datadir, a, d) ||
        (w->from && !bcl_raws_scan(&f->raws, w->from, &f->formats, a, d)))
        return false;
    distinct_names(&f->raws, a);
    if (!find_places(f, w, a, d))
        return false;
    name_places(f);
    find_moves(f);
    bind(f, a);
    choose(f, a);
    return true;
}
