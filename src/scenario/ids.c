/* ids.c -- ids of a scenario: each once, and withdrawn only where inherited. */
#include "core/text.h"
#include "scenario/private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool has_id(const bcl_xml *e)
{
    return bcl_is(e, "levier") || bcl_is(e, "action") || bcl_is(e, "objectif");
}

/* Levers stand in actions too. */
static bool check_once(const bcl_xml *e, bcl_names *known, bcl_pos *first,
                       size_t room, bcl_reader_of_scenarios *r)
{
    bool ok = true;

    for (const bcl_xml *c = e->child; c; c = c->next) {
        if (!has_id(c))
            continue;
        const char *id = bcl_attr(c, "id");
        size_t before = known->n;
        int k = bcl_names_add(known, id, strlen(id), r->a);
        if (known->n > before && (size_t)k < room)
            first[k] = c->at;
        else
            ok = bcl_fail(r->d, "N04", bcl_attr_at(c, "id"),
                          "« %s » est déjà l'identifiant d'un autre élément de "
                          "ce scénario, ligne %d",
                          id, first[k].line);
        ok = check_once(c, known, first, room, r) && ok;
    }
    return ok;
}

static size_t count(const bcl_xml *e)
{
    size_t n = 0;

    for (const bcl_xml *c = e->child; c; c = c->next)
        n += 1 + count(c);
    return n;
}

static bool holds(const bcl_xml *e, const char *id)
{
    for (const bcl_xml *c = e->child; c; c = c->next)
        if (has_id(c) && (strcmp(bcl_attr(c, "id"), id) == 0 || holds(c, id)))
            return true;
    return false;
}

/* Documents, not what was kept of them: a lever that this territory has no use
 * for may be withdrawn all the same. */
static bool check_withdrawn(const bcl_xml *root, bcl_reader_of_scenarios *r)
{
    bool ok = true;

    for (const bcl_xml *e = bcl_child(root, "retirer", NULL); e;
         e = bcl_child(root, "retirer", e)) {
        bool found = false;
        for (size_t i = 0; i < r->out->n && !found; i++)
            found = holds(r->out->item[i].head.xml, bcl_attr(e, "ref"));
        if (!found)
            ok = bcl_fail(r->d, "S17", bcl_attr_at(e, "ref"),
                          "« %s » n'est ni un levier, ni une action, ni un "
                          "objectif dont ce scénario hérite",
                          bcl_attr(e, "ref"));
    }
    return ok;
}

bool bcl_scenario_ids_check(bcl_reader_of_scenarios *r, const bcl_xml *root)
{
    bcl_names known = {0};
    size_t n = count(root);

    bool ok = check_once(root, &known, BCL_NEW(r->a, bcl_pos, n + 1), n + 1, r);
    return check_withdrawn(root, r) && ok;
}

int bcl_scenario_same(const bcl_reader_of_scenarios *r, const bcl_xml *root,
                      const char *path, bool *clash)
{
    char here[PATH_MAX], there[PATH_MAX];
    int k = bcl_scenarios_find(r->out, bcl_attr(root, "id"));

    *clash = false;
    if (k < 0)
        return -1;
    const char *other = r->out->item[k].path;
    if (realpath(path, here) && realpath(other, there) &&
        strcmp(here, there) == 0)
        return k;
    *clash = true;
    bcl_fail(r->d, "N04", bcl_attr_at(root, "id"),
             "« %s » est déjà l'identifiant d'un autre scénario : %s",
             bcl_attr(root, "id"), other);
    return -1;
}
