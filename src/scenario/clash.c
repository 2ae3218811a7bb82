/* clash.c -- levers of sibling parents that pose the same cell. */
#include "scenario/private.h"

/* Could two levers move one cell? */
static bool overlap(const bcl_model *m, const bcl_lever *a, const bcl_lever *b)
{
    if (a->quantity != b->quantity)
        return false;
    for (size_t d = 0; d < m->dims.n; d++) {
        bool both = false;
        if (!a->keep[d] || !b->keep[d])
            continue;
        for (size_t i = 0; i < bcl_dim_size(&m->dims, (int)d); i++)
            both = both || (a->keep[d][i] && b->keep[d][i]);
        if (!both)
            return false;
    }
    return true;
}

static bool absolute(const bcl_lever *l)
{
    return l->mode == BCL_MODE_VALUE && l->shape != BCL_SHAPE_GROWTH;
}

bool bcl_lever_clashes(bcl_reader_of_scenarios *r, const bcl_scenario *s,
                       const size_t *last_of_parent)
{
    size_t inherited = s->nparent ? last_of_parent[s->nparent - 1] : 0;
    bool ok = true;

    for (size_t p = 0; p + 1 < s->nparent; p++)
        for (size_t i = p ? last_of_parent[p - 1] : 0; i < last_of_parent[p];
             i++)
            for (size_t j = last_of_parent[p]; j < inherited; j++) {
                const bcl_lever *a = &s->lever[i], *b = &s->lever[j];
                bool restated = false;
                for (size_t k = inherited; k < s->nlever; k++)
                    restated = restated || (absolute(&s->lever[k]) &&
                                            overlap(r->m, &s->lever[k], a));
                if (!absolute(a) || !absolute(b) || restated ||
                    !overlap(r->m, a, b))
                    continue;
                bcl_fail(r->d, "S04", s->head.at,
                         "« %s » hérite de deux leviers qui posent « %s » : "
                         "« %s » (%s:%d) et « %s » (%s:%d)",
                         s->head.id, r->m->quantity[a->quantity].head.id,
                         a->head.id, a->head.at.file, a->head.at.line,
                         b->head.id, b->head.at.file, b->head.at.line);
                ok = bcl_hint(r->d,
                              "redites la valeur voulue dans « %s », ou "
                              "retirez l'un des deux",
                              s->head.id);
            }
    return ok;
}
