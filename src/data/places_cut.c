/* places_cut.c -- files that stop at the edge of another territory. */
#include "data/places.h"

#include <string.h>

/* Places that some file of this format has a row for. */
static bool *together(const bcl_raws *raws, const bcl_format *format, size_t n,
                      bcl_arena *a)
{
    bool *has = BCL_NEW(a, bool, n + 1);

    for (size_t i = 0; i < raws->n; i++)
        if (raws->item[i].format == format && raws->item[i].has)
            for (size_t k = 0; k < n; k++)
                has[k] = has[k] || raws->item[i].has[k];
    return has;
}

/* How many places of a group have no row, when none has and all others do; a
 * register without events somewhere is not cut. */
static size_t wholly_absent(const bcl_place_table *t, size_t column,
                            const char *group, const bool *has)
{
    size_t absent = 0, others = 0;

    for (size_t r = 0; r < t->nrow; r++) {
        bool mine = strcmp(t->row[r][column], group) == 0;
        if (mine == has[r])
            return 0;
        absent += mine;
        others += !mine;
    }
    return others ? absent : 0;
}

static void cut_one(const bcl_place_table *t, bcl_raw *raw, const bool *has)
{
    for (size_t c = 2; c < t->header.n; c++)
        for (size_t r = 0; r < t->nrow && !raw->cut; r++) {
            const char *group = t->row[r][c];
            raw->ncut = wholly_absent(t, c, group, has);
            raw->cut = raw->ncut ? group : NULL;
        }
}

void bcl_places_find_cuts(const bcl_places *p, bcl_raws *raws, bcl_arena *a)
{
    for (size_t k = 0; k < p->ntable; k++)
        for (size_t i = 0; i < raws->n && p->table[k].main; i++)
            if (raws->item[i].has && !raws->item[i].elsewhere)
                cut_one(
                    &p->table[k], &raws->item[i],
                    together(raws, raws->item[i].format, p->table[k].nrow, a));
}
