/* folder.c -- the scenarios of a folder, by name. */
#include "core/text.h"
#include "scenario/private.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t bcl_scenario_names(const char ***name, const char *dir, bcl_arena *a)
{
    DIR *folder = opendir(dir);
    size_t n = 0, cap = 0;

    *name = NULL;
    if (!folder)
        return 0; /* a territory may have none of its own */
    for (struct dirent *e; (e = readdir(folder));) {
        size_t len = strlen(e->d_name);
        if (len < 5 || strcmp(e->d_name + len - 4, ".xml") != 0 ||
            e->d_name[0] == '.')
            continue;
        BCL_GROW(a, *name, n, &cap);
        (*name)[n++] = bcl_text_copy(a, e->d_name, len - 4);
    }
    closedir(folder);
    if (n > 1)
        qsort(*name, n, sizeof **name, by_name);
    return n;
}

/* What a name that is no scenario's may have meant. */
bool bcl_scenario_hint(const bcl_reader_of_scenarios *r, const char *wrong)
{
    const char *dir[] = {
        bcl_text_print(r->a, "%s/scenarios", r->m->dir),
        r->m->installed ? bcl_text_print(r->a, "%s/scenarios", r->m->datadir)
                        : NULL};
    const char **name, *list = "";
    bcl_names known = {0};

    for (size_t k = 0; k < 2 && dir[k]; k++)
        for (size_t n = bcl_scenario_names(&name, dir[k], r->a), i = 0; i < n;
             i++) {
            size_t before = known.n;
            bcl_names_add(&known, name[i], strlen(name[i]), r->a);
            if (known.n > before)
                list = bcl_text_print(r->a, "%s%s%s", list, *list ? ", " : "",
                                      name[i]);
        }
    const char *near = bcl_names_nearest(&known, wrong);
    if (near && strcmp(near, wrong) != 0)
        return bcl_hint(r->d, "vouliez-vous « %s » ?", near);
    if (*list && !near)
        return bcl_hint(r->d, "ceux de ce territoire : %s", list);
    return bcl_hint(r->d, "cherché dans %s%s%s", dir[0], dir[1] ? " et " : "",
                    dir[1] ? dir[1] : "");
}
