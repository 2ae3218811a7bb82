/* scenario.c -- see scenario.h: finding files, reading them. */
#include "scenario/scenario.h"
#include "core/text.h"
#include "input/file.h"
#include "scenario/private.h"

#include <string.h>

enum { INHERIT_DEPTH = 16 };

int bcl_scenarios_find(const bcl_scenarios *s, const char *id)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->item[i].head.id && strcmp(s->item[i].head.id, id) == 0)
            return (int)i;
    return -1;
}

/* ID.xml in the territory's scenarios/, which replace the library's, beside
 * `near` (may be NULL), in the library, among its building blocks; NULL when
 * nowhere.  The library speaks of the themes installed with it: it is not for
 * a territory that imports none. */
static const char *find_id(const char *id, const char *near, const bcl_model *m,
                           bcl_arena *a)
{
    const char *dirs[] = {
        bcl_text_print(a, "%s/scenarios", m->dir), near,
        bcl_text_print(a, "%s/../scenarios", m->dir),
        bcl_text_print(a, "%s/scenarios", m->datadir),
        bcl_text_print(a, "%s/scenarios/communs", m->datadir)};
    size_t n = sizeof dirs / sizeof dirs[0] - (m->installed ? 0 : 2);

    for (size_t i = 0; i < n; i++) {
        const char *path =
            dirs[i] ? bcl_text_print(a, "%s/%s.xml", dirs[i], id) : NULL;
        if (path && bcl_file_exists(path))
            return path;
    }
    return NULL;
}

bool bcl_scenarios_exist(const char *id, const bcl_model *m, bcl_arena *a)
{
    return find_id(id, NULL, m, a) != NULL;
}

/* A file as given, or found by id. */
static const char *find_file(const bcl_reader_of_scenarios *r, const char *name,
                             const char *near, bcl_pos at)
{
    if (strchr(name, '/') || strstr(name, ".xml")) {
        if (bcl_file_exists(name))
            return name;
        bcl_fail(r->d, "C10", at, "scénario introuvable : %s", name);
        return NULL;
    }
    const char *path = find_id(name, near, r->m, r->a);
    if (path)
        return path;
    bcl_fail(r->d, "S08", at, "scénario inconnu « %s »", name);
    bcl_scenario_hint(r, name);
    return NULL;
}

static int load(bcl_reader_of_scenarios *r, const char *path);

static bool parents(bcl_reader_of_scenarios *r, bcl_scenario *s,
                    size_t *last_of_parent)
{
    const char *list = bcl_attr(s->head.xml, "herite");
    bcl_words w = list ? bcl_text_split(r->a, list, ' ') : (bcl_words){NULL, 0};
    bool ok = true;

    s->parent = BCL_NEW(r->a, int, w.n + 1);
    for (size_t i = 0; i < w.n; i++) {
        int p = bcl_scenarios_find(r->out, w.item[i]);
        if (p < 0) {
            const char *path = find_file(r, w.item[i], s->head.dir,
                                         bcl_attr_at(s->head.xml, "herite"));
            p = path ? load(r, path) : -1;
        }
        if (p < 0) {
            ok = false;
            continue;
        }
        s->parent[s->nparent] = p;
        bcl_scenario_inherit(r, s, &r->out->item[p]);
        last_of_parent[s->nparent++] = s->nlever;
    }
    return ok;
}

static bool own_target(bcl_reader_of_scenarios *r, bcl_scenario *s,
                       const bcl_xml *e, const char *action)
{
    bcl_head head = bcl_model_head(e, s->head.dir);

    (void)action;
    BCL_GROW(r->a, s->target, s->ntarget, &s->target_cap);
    return bcl_model_target(&s->target[s->ntarget++], r->m, &head, r->d);
}

static bool own(bcl_reader_of_scenarios *r, bcl_scenario *s)
{
    bool ok = true;

    for (const bcl_xml *e = s->head.xml->child; e; e = e->next) {
        bcl_head head = bcl_model_head(e, s->head.dir);
        if (bcl_is(e, "levier")) {
            ok = bcl_library_part(r, s, e, NULL, bcl_lever_read) && ok;
        } else if (bcl_is(e, "action")) {
            ok = bcl_action_read(r, s, e) && ok;
        } else if (bcl_is(e, "objectif")) {
            ok = bcl_library_part(r, s, e, NULL, own_target) && ok;
        } else if (bcl_is(e, "figure")) {
            BCL_GROW(r->a, s->figure, s->nfigure, &s->figure_cap);
            s->figure[s->nfigure++] = head;
        } else if (bcl_is(e, "tableau")) {
            BCL_GROW(r->a, s->table, s->ntable, &s->table_cap);
            s->table[s->ntable++] = head;
        } else if (bcl_is(e, "retirer")) {
            /* done when inheriting */
        }
    }
    return ok;
}

static bool head_of(bcl_reader_of_scenarios *r, bcl_scenario *s,
                    const bcl_xml *root)
{
    const bcl_dims *t = &r->m->dims;
    const char *where = bcl_attr(root, "territoire");

    s->start = t->reference + 1;
    if (bcl_attr(root, "depart") &&
        !bcl_attr_int(&s->start, root, "depart", r->d))
        return false;
    if (s->start <= t->first_year || s->start > t->last_year)
        return bcl_fail(r->d, "R09", bcl_attr_at(root, "depart"),
                        "depart=\"%d\" n'est pas dans %d..%d", s->start,
                        t->first_year + 1, t->last_year);
    if (where && strcmp(where, r->m->id) != 0)
        return bcl_fail(r->d, "S10", bcl_attr_at(root, "territoire"),
                        "le scénario « %s » est fait pour « %s » ; ce "
                        "territoire est « %s »",
                        s->head.id, where, r->m->id);
    return true;
}

static int read_one(bcl_reader_of_scenarios *r, const char *path)
{
    bcl_xml *root;
    const char *dir = bcl_text_folder(r->a, path);

    if (!bcl_xml_read(&root, path, r->a, r->d) ||
        !bcl_spec_check(root, r->a, r->d))
        return -1;
    if (!bcl_is(root, "scenario")) {
        bcl_fail(r->d, "R02", root->at, "<scenario> est attendu ici, pas <%s>",
                 root->name);
        return -1;
    }
    bool clash;
    int same = bcl_scenario_same(r, root, path, &clash);
    if (same >= 0 || clash)
        return same;
    const char *list = bcl_attr(root, "herite");
    size_t *last_of_parent =
        BCL_NEW(r->a, size_t, list ? strlen(list) / 2 + 2 : 1);
    if (r->depth >= INHERIT_DEPTH) {
        bcl_fail(r->d, "R12", root->at,
                 "le scénario « %s » hérite de lui-même, ou de plus de %d "
                 "autres en chaîne",
                 bcl_attr(root, "id"), INHERIT_DEPTH);
        return -1;
    }
    r->depth++;
    bcl_scenario s = {.head = bcl_model_head(root, dir), .path = path};
    bool ok = head_of(r, &s, root);
    ok = parents(r, &s, last_of_parent) && ok;
    ok = bcl_scenario_ids_check(r, root) && ok;
    size_t aside = r->aside;
    r->aside = 0;
    ok = own(r, &s) && ok;
    bcl_library_say(r, &s, r->aside);
    r->aside = aside;
    ok = bcl_lever_clashes(r, &s, last_of_parent) && ok;
    r->depth--;
    if (!ok)
        return -1;
    BCL_GROW(r->a, r->out->item, r->out->n, &r->out->cap);
    r->out->item[r->out->n] = s;
    return (int)r->out->n++;
}

/* A scenario that is wrong is inherited from by others: once is enough. */
static int load(bcl_reader_of_scenarios *r, const char *path)
{
    size_t n = strlen(path);

    if (bcl_names_find(&r->failed, path, n) >= 0)
        return -1;
    int s = read_one(r, path);
    if (s < 0)
        bcl_names_add(&r->failed, path, n, r->a);
    return s;
}

/* Every scenario of a folder, in order of name. */
static bool load_folder(bcl_reader_of_scenarios *r, const char *dir)
{
    const char **name;
    size_t n = bcl_scenario_names(&name, dir, r->a);
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        int s = bcl_scenarios_find(r->out, name[i]);
        if (s < 0)
            s = load(r, bcl_text_print(r->a, "%s/%s.xml", dir, name[i]));
        if (s < 0)
            ok = false;
        else if (strcmp(r->out->item[s].head.id, name[i]) != 0)
            ok = bcl_fail(r->d, "S18",
                          bcl_attr_at(r->out->item[s].head.xml, "id"),
                          "le scénario « %s » doit être dans %s.xml",
                          r->out->item[s].head.id, r->out->item[s].head.id);
        else
            r->out->item[s].wanted = true;
    }
    return ok;
}

bool bcl_scenarios_load(bcl_scenarios *out, const char *const *name, size_t n,
                        const bcl_model *m, const bcl_data *data, bcl_arena *a,
                        bcl_diag *d)
{
    bcl_reader_of_scenarios r = {
        .out = out, .m = m, .data = data, .a = a, .d = d};
    bool ok = true;

    *out = (bcl_scenarios){0};
    if (n == 0) {
        ok = load_folder(&r, bcl_text_print(a, "%s/scenarios", m->dir));
        /* Those of the library speak of the themes installed with them. */
        return (!m->installed ||
                load_folder(&r,
                            bcl_text_print(a, "%s/scenarios", m->datadir))) &&
               ok;
    }
    for (size_t i = 0; i < n; i++) {
        const char *path = find_file(&r, name[i], NULL, (bcl_pos){0});
        int s = bcl_scenarios_find(out, name[i]);
        if (s < 0)
            s = path ? load(&r, path) : -1;
        if (s >= 0)
            out->item[s].wanted = true;
        else
            ok = false;
    }
    return ok;
}
