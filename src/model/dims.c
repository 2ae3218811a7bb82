/* dims.c -- dimensions: their names, then members written in the model. */
#include "core/text.h"
#include "model/private.h"

#include <stdio.h>
#include <string.h>

static bool load_dim(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    bcl_dims *t = &l->m->dims;
    const char *id = bcl_attr(e, "id"), *title = bcl_attr(e, "titre");
    int known = bcl_dim_find(t, id);

    (void)doc;
    if (known >= 0) {
        bcl_fail(l->d, "N04", e->at, "la dimension « %s » est déjà déclarée",
                 id);
        return bcl_hint(l->d, "%s:%d", t->dim[known].at.file,
                        t->dim[known].at.line);
    }
    if (t->n >= BCL_DIMS_MAX)
        return bcl_fail(l->d, "N04", e->at, "plus de %d dimensions",
                        BCL_DIMS_MAX);
    t->dim[t->n++] = (bcl_dim){
        .id = id, .title = title ? title : id, .at = e->at, .same_as = -1};
    return true;
}

static bool load_alias(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    bcl_dims *t = &l->m->dims;
    const char *same = bcl_attr(e, "comme");

    (void)doc;
    if (!same)
        return true;
    int d = bcl_dim_find(t, bcl_attr(e, "id")), base = bcl_dim_find(t, same);
    if (base < 0 || t->dim[base].same_as >= 0 || base == d)
        return bcl_fail(l->d, "N01", bcl_attr_at(e, "comme"),
                        "« %s » n'est pas une dimension dont un alias peut "
                        "reprendre les membres",
                        same);
    t->dim[d].same_as = base;
    return true;
}

/* The years: one declaration leads, the territory's own file first. */
static bool load_years(bcl_loader *l)
{
    enum { LONGEST = 150 };
    bcl_dims *t = &l->m->dims;
    bool ok = true;

    for (size_t i = 0; i < l->ndoc; i++) {
        const bcl_xml *root = l->doc[i].root;
        int from, to, reference;
        if (!bcl_attr(root, "annees"))
            continue;
        if (!bcl_attr_years(&from, &to, root, "annees", l->d) ||
            !bcl_attr_int(&reference, root, "reference", l->d))
            return bcl_attr(root, "reference")
                       ? false
                       : bcl_fail(l->d, "R08", root->at,
                                  "annees sans reference : dites de quelle "
                                  "année partent les projections");
        if (to - from > LONGEST)
            return bcl_fail(l->d, "R09", bcl_attr_at(root, "annees"),
                            "annees=\"%d..%d\" : %d ans au plus", from, to,
                            LONGEST);
        if (reference < from || reference > to)
            return bcl_fail(l->d, "R09", bcl_attr_at(root, "reference"),
                            "la référence %d n'est pas dans %d..%d", reference,
                            from, to);
        if (t->first_year && (from != t->first_year || to != t->last_year ||
                              reference != t->reference)) {
            ok = bcl_fail(l->d, "R13", bcl_attr_at(root, "annees"),
                          "les années %d..%d (référence %d) ne sont pas "
                          "celles déjà déclarées : %d..%d (référence %d)",
                          from, to, reference, t->first_year, t->last_year,
                          t->reference);
            continue;
        }
        t->first_year = from;
        t->last_year = to;
        t->reference = reference;
    }
    if (!t->first_year)
        return bcl_fail(l->d, "R08", l->doc[0].root->at,
                        "aucun modèle ne déclare ses années : "
                        "annees=\"2015..2050\" reference=\"2024\"");
    return ok;
}

bool bcl_load_dims(bcl_loader *l)
{
    bcl_dims *t = &l->m->dims;
    bool ok;

    t->dim = BCL_NEW(l->a, bcl_dim, BCL_DIMS_MAX);
    t->dim[t->n++] = (bcl_dim){.id = "annee", .title = "Année", .same_as = -1};
    if (!load_years(l))
        return false;
    for (int y = t->first_year; y <= t->last_year; y++) {
        const char *text = bcl_text_print(l->a, "%d", y);
        bcl_names_add(&t->dim[BCL_YEAR].member, text, strlen(text), l->a);
    }
    ok = bcl_loader_each(l, "dimension", load_dim);
    return bcl_loader_each(l, "dimension", load_alias) && ok;
}

bool bcl_model_dims(bcl_dimset *set, int *order, size_t *rank,
                    const bcl_model *m, const bcl_xml *e, const char *attr,
                    bcl_diag *d)
{
    const char *s = bcl_attr(e, attr);
    bcl_pos at = bcl_attr_at(e, attr);
    char id[128];
    bool ok = true;

    *set = 0;
    *rank = 0;
    for (int skip; s && sscanf(s, " %127s%n", id, &skip) == 1; s += skip) {
        int dim = bcl_dim_find(&m->dims, id);
        if (dim < 0) {
            ok = bcl_fail(d, "N01", at,
                          "%s=\"…\" : « %s » n'est pas une "
                          "dimension",
                          attr, id);
        } else if (*rank >= BCL_RANK_MAX) {
            return bcl_fail(d, "D07", at, "plus de %d dimensions (%s)",
                            BCL_RANK_MAX, id);
        } else if (*set & BCL_DIM_BIT(dim)) {
            ok = bcl_fail(d, "D07", at, "« %s » est dit deux fois", id);
        } else {
            *set |= BCL_DIM_BIT(dim);
            order[(*rank)++] = dim;
        }
    }
    return ok;
}
