/* library.c -- scenarios of the library speak of every installed theme: what
 * speaks of one that a territory does not import is set aside, and counted. */
#include "core/text.h"
#include "scenario/private.h"

#include <string.h>

static bool of_library(const bcl_reader_of_scenarios *r, const bcl_xml *e)
{
    size_t n = strlen(r->m->datadir);

    return r->m->installed && e->at.file &&
           strncmp(e->at.file, r->m->datadir, n) == 0 &&
           strncmp(e->at.file + n, "/scenarios/", 11) == 0;
}

/* Is there nothing wrong but names that are not known here? */
static bool only_unknown(const bcl_diag *d)
{
    size_t n = d->count < BCL_DIAG_MAX ? d->count : BCL_DIAG_MAX;

    for (size_t i = 0; i < n; i++)
        if (d->item[i].severity == BCL_ERROR &&
            strcmp(d->item[i].code, "S01") != 0 &&
            strcmp(d->item[i].code, "N01") != 0)
            return false;
    return d->errors > 0;
}

bool bcl_library_part(bcl_reader_of_scenarios *r, bcl_scenario *s,
                      const bcl_xml *e, const char *action,
                      bcl_part_reader *read)
{
    bcl_diag *said = r->d;
    bcl_scenario before = *s;

    if (!of_library(r, e) || said == r->trial)
        return read(r, s, e, action);
    if (!r->trial)
        r->trial = BCL_NEW(r->a, bcl_diag, 1);
    memset(r->trial, 0, sizeof *r->trial);
    r->d = r->trial;
    bool ok = read(r, s, e, action);
    r->d = said;
    if (ok && r->trial->count == 0)
        return true;
    s->nlever = before.nlever;
    s->naction = before.naction;
    s->ncost = before.ncost;
    s->ntarget = before.ntarget;
    if (only_unknown(r->trial)) {
        r->aside++;
        return true;
    }
    return read(r, s, e, action); /* its messages, where they are read */
}

void bcl_library_say(bcl_reader_of_scenarios *r, const bcl_scenario *s,
                     size_t aside)
{
    if (aside)
        bcl_warn(r->d, "S16", s->head.at,
                 "scénario « %s » : %zu élément%s de la bibliothèque "
                 "(leviers, coûts, objectifs) porte%s sur des thèmes que ce "
                 "territoire n'a pas ; mis de côté",
                 s->head.id, aside, aside > 1 ? "s" : "",
                 aside > 1 ? "nt" : "");
}
