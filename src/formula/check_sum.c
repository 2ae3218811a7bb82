/* check_sum.c -- functions that take dimensions: somme, part, rapport, repete.
 */
#include "formula/check_private.h"

#include <string.h>

/* The dimensions after "sur", each of which x must have (unless `adding`). */
static bool over(checker *c, const bcl_expr *x, bcl_dimset have, bool adding,
                 bcl_dimset *out)
{
    bool ok = true;

    *out = 0;
    for (size_t i = 0; i < x->nover; i++) {
        int d = bcl_dim_find(c->s->dims, x->over[i]);
        if (d < 0) {
            ok = bcl_fail(c->d, "N01", x->over_at[i],
                          "« %s » n'est pas une dimension", x->over[i]);
        } else if (!adding && !(have & BCL_DIM_BIT(d))) {
            ok = bcl_fail(c->d, "D05", x->over_at[i],
                          "%s(… sur %s) : la grandeur n'a pas cette "
                          "dimension, elle est %s",
                          x->name, x->over[i],
                          bcl_dimset_text(c->s->dims, have, c->a));
        } else if (adding && (have & BCL_DIM_BIT(d))) {
            ok = bcl_fail(c->d, "D05", x->over_at[i],
                          "repete(… sur %s) : la grandeur a déjà cette "
                          "dimension",
                          x->over[i]);
        } else {
            *out |= BCL_DIM_BIT(d);
        }
    }
    return ok;
}

static bcl_node *group(checker *c, const bcl_expr *x, bcl_node *v)
{
    int to = x->nover == 1 ? bcl_dim_find(c->s->dims, x->over[0]) : -1;
    int from = -1, *map = NULL, *best = NULL;

    if (to < 0) {
        bcl_fail(c->d, "N01", x->nover ? x->over_at[0] : x->at,
                 "somme(… vers d) veut une dimension de regroupement");
        return NULL;
    }
    for (size_t d = 1; d < c->s->dims->n; d++)
        if ((v->dims & BCL_DIM_BIT(d)) && (int)d != to &&
            bcl_dim_leads(c->s->dims, (int)d, to, &map, c->a) && from < 0) {
            from = (int)d;
            best = map;
        }
    if (from < 0) {
        bcl_fail(c->d, "D09", x->over_at[0],
                 "aucune dimension de la grandeur (%s) ne mène à « %s »",
                 bcl_dimset_text(c->s->dims, v->dims, c->a), x->over[0]);
        bcl_hint(c->d, "déclarez le regroupement : <vers dim=\"%s\" …/>",
                 x->over[0]);
        return NULL;
    }
    bcl_node *n = bcl_check_node(c, BCL_N_GROUP, x->at, v, NULL);
    n->dims = (v->dims & ~BCL_DIM_BIT(from)) | BCL_DIM_BIT(to);
    n->dim = from;
    n->dim2 = to;
    n->map = best;
    return n;
}

/* A sum over a dimension some of whose members the perimeter cuts is read as
 * if it were the territory's (a département's tonnage given to an EPCI). */
static void warn_partial(checker *c, const bcl_expr *x, bcl_dimset set)
{
    for (size_t d = 1; d < c->s->dims->n; d++) {
        const bcl_dim *dim = &c->s->dims->dim[bcl_dim_base(c->s->dims, (int)d)];
        if (!(set & BCL_DIM_BIT(d)) || !dim->partial)
            continue;
        for (size_t m = 0; m < dim->member.n; m++)
            if (dim->partial[m]) {
                bcl_warn(c->d, "P02", x->at,
                         "somme sur « %s », dont « %s » n'est qu'en partie "
                         "dans le périmètre",
                         c->s->dims->dim[d].id, dim->member.text[m]);
                bcl_hint(c->d,
                         "rapportez d'abord la grandeur à un taux "
                         "(par habitant), puis appliquez-le aux communes");
                return;
            }
    }
}

/* A node over the dimensions after "sur", which its arguments have, or when
 * `adding` have not. */
static bcl_node *over_node(checker *c, const bcl_expr *x, bcl_node_op op,
                           bcl_node *l, bcl_node *r, bool adding)
{
    bcl_dimset set;

    if (!over(c, x, l->dims | (r ? r->dims : 0), adding, &set))
        return NULL;
    bcl_node *n = bcl_check_node(c, op, x->at, l, r);
    n->over = set;
    return n;
}

bcl_node *bcl_check_sum(checker *c, const bcl_expr *x, bcl_node **arg)
{
    if (x->toward)
        return group(c, x, arg[0]);
    bcl_node *n = over_node(c, x, BCL_N_SUM, arg[0], NULL, false);
    if (!n)
        return NULL;
    warn_partial(c, x, n->over);
    n->dims &= ~n->over;
    return n;
}

bcl_node *bcl_check_share(checker *c, const bcl_expr *x, bcl_node **arg)
{
    bcl_node *n = over_node(c, x, BCL_N_SHARE, arg[0], NULL, false);

    if (n)
        n->unit = bcl_unit_one(c->s->units);
    return n;
}

bcl_node *bcl_check_ratio(checker *c, const bcl_expr *x, bcl_node **arg)
{
    bcl_node *n = over_node(c, x, BCL_N_RATIO, arg[0], arg[1], false);

    if (!n)
        return NULL;
    n->dims &= ~n->over;
    n->unit = bcl_unit_divide(c->s->units, bcl_check_unit(c, arg[0]),
                              bcl_check_unit(c, arg[1]));
    return n;
}

bcl_node *bcl_check_repeat(checker *c, const bcl_expr *x, bcl_node **arg)
{
    bcl_node *n = over_node(c, x, BCL_N_REPEAT, arg[0], NULL, true);

    if (!n)
        return NULL;
    n->dims |= n->over;
    n->literal = false;
    return n;
}
