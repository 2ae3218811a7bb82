/* restrict.c -- the perimeter: keep some members of a dimension and of all
 * that reach it or that they reach. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

typedef struct {
    bool *keep[BCL_DIMS_MAX]; /* by dimension; NULL: all */
} kept;

static bool *all_false(bcl_loader *l, int d)
{
    return BCL_NEW(l->a, bool, bcl_dim_size(&l->m->dims, d) + 1);
}

/* Children of what is kept are kept, others not; to and fro until stable. */
static bool narrow_children(bcl_loader *l, kept *k)
{
    bcl_dims *t = &l->m->dims;
    bool changed = false;

    for (size_t d = 1; d < t->n; d++) {
        const bcl_dim *dim = &t->dim[d];
        for (size_t g = 0; g < dim->ngroup; g++) {
            int to = dim->group[g].to;
            if (!k->keep[to] || k->keep[d])
                continue;
            k->keep[d] = all_false(l, (int)d);
            for (size_t i = 0; i < dim->member.n; i++) {
                int p = dim->group[g].parent[i];
                k->keep[d][i] = p >= 0 && k->keep[to][p];
            }
            changed = true;
        }
    }
    return changed;
}

/* Parents that no kept child reaches go; those with children lost are
 * partial. */
static bool narrow_parents(bcl_loader *l, kept *k)
{
    bcl_dims *t = &l->m->dims;
    bool changed = false;

    for (size_t d = 1; d < t->n; d++) {
        bcl_dim *dim = &t->dim[d];
        for (size_t g = 0; g < dim->ngroup && k->keep[d]; g++) {
            int to = dim->group[g].to;
            bcl_dim *up = &t->dim[to];
            bool fresh = !k->keep[to];
            if (fresh) {
                k->keep[to] = all_false(l, to);
                changed = true;
            }
            if (!up->partial)
                up->partial = all_false(l, to);
            for (size_t i = 0; i < dim->member.n; i++) {
                int p = dim->group[g].parent[i];
                if (p < 0)
                    continue;
                if (fresh && k->keep[d][i])
                    k->keep[to][p] = true;
                if (!k->keep[d][i])
                    up->partial[p] = true;
            }
        }
    }
    return changed;
}

/* Rewrite one dimension with its kept members only. */
static int *compact(bcl_loader *l, bcl_dim *dim, const bool *keep)
{
    bcl_names old = dim->member;
    int *now = BCL_NEW(l->a, int, old.n + 1);
    size_t n = 0;

    dim->member = (bcl_names){0};
    for (size_t i = 0; i < old.n; i++) {
        const char *id = old.text[i];
        if (!keep[i]) {
            bcl_names_add(&dim->outside, id, strlen(id), l->a);
            now[i] = -1;
            continue;
        }
        now[i] = bcl_names_add(&dim->member, id, strlen(id), l->a);
        if (dim->titles)
            dim->titles[n] = dim->titles[i];
        if (dim->age)
            dim->age[n] = dim->age[i];
        if (dim->partial)
            dim->partial[n] = dim->partial[i];
        for (size_t g = 0; g < dim->ngroup; g++)
            dim->group[g].parent[n] = dim->group[g].parent[i];
        n++;
    }
    return now;
}

static void apply(bcl_loader *l, kept *k)
{
    bcl_dims *t = &l->m->dims;
    int *now[BCL_DIMS_MAX] = {NULL};

    for (size_t d = 1; d < t->n; d++)
        if (k->keep[d])
            now[d] = compact(l, &t->dim[d], k->keep[d]);
    for (size_t d = 1; d < t->n; d++)
        for (size_t g = 0; g < t->dim[d].ngroup; g++) {
            bcl_group *group = &t->dim[d].group[g];
            for (size_t i = 0; now[group->to] && i < t->dim[d].member.n; i++)
                if (group->parent[i] >= 0)
                    group->parent[i] = now[group->to][group->parent[i]];
        }
}

static bool perimeter(bcl_loader *l, const bcl_xml *e, kept *k)
{
    bcl_dims *t = &l->m->dims;
    int d = bcl_dim_find(t, bcl_attr(e, "dim"));
    bcl_words w = bcl_text_split(l->a, bcl_attr(e, "egal"), '|');
    bool any = false, ok = true;

    if (d <= 0 || t->dim[d].same_as >= 0)
        return bcl_fail(l->d, "N01", bcl_attr_at(e, "dim"),
                        "le périmètre veut une dimension, pas « %s »",
                        bcl_attr(e, "dim"));
    bool *keep = all_false(l, d);
    for (size_t i = 0; i < w.n; i++) {
        int m = bcl_names_find(&t->dim[d].member, w.item[i], strlen(w.item[i]));
        if (m < 0) {
            ok = bcl_fail(l->d, "P01", bcl_attr_at(e, "egal"),
                          "« %s » n'est pas un membre de « %s »", w.item[i],
                          t->dim[d].id);
            const char *near = bcl_names_nearest(&t->dim[d].member, w.item[i]);
            if (near)
                bcl_hint(l->d, "vouliez-vous « %s » ?", near);
            continue;
        }
        keep[m] = !k->keep[d] || k->keep[d][m];
        any = any || keep[m];
    }
    if (ok && !any)
        return bcl_fail(l->d, "P01", e->at, "le périmètre est vide");
    k->keep[d] = keep;
    return ok;
}

/* One member alone, within what the perimeter keeps. */
static bool keep_part(bcl_loader *l, kept *k)
{
    bcl_dims *t = &l->m->dims;
    int d = bcl_dim_find(t, l->m->part_dim);
    int m = d <= 0 ? -1
                   : bcl_names_find(&t->dim[d].member, l->m->part,
                                    strlen(l->m->part));

    if (m < 0)
        return bcl_fail(l->d, "P01", (bcl_pos){0},
                        "« %s » n'est pas un membre de « %s »", l->m->part,
                        l->m->part_dim);
    bool *keep = all_false(l, d);
    keep[m] = !k->keep[d] || k->keep[d][m];
    k->keep[d] = keep;
    return true;
}

bool bcl_restrict(bcl_loader *l)
{
    kept k = {{NULL}};
    bool any = false, ok = true;

    for (size_t i = 0; i < l->ndoc; i++)
        for (const bcl_xml *e = bcl_child(l->doc[i].root, "perimetre", NULL); e;
             e = bcl_child(l->doc[i].root, "perimetre", e)) {
            any = true;
            ok = perimeter(l, e, &k) && ok;
        }
    if (l->m->part) {
        any = true;
        ok = keep_part(l, &k) && ok;
    }
    if (!any || !ok)
        return ok;
    while (narrow_children(l, &k))
        ;
    while (narrow_parents(l, &k) && narrow_children(l, &k))
        ;
    apply(l, &k);
    for (size_t d = 1; d < l->m->dims.n; d++)
        if (l->m->dims.dim[d].same_as < 0 && l->m->dims.dim[d].member.n == 0)
            ok = bcl_fail(l->d, "P01", l->m->dims.dim[d].at,
                          "le périmètre ne laisse aucun membre à « %s »",
                          l->m->dims.dim[d].id);
    return ok;
}
