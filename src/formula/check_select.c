/* check_select.c -- x[d=m], x[d:m1|m2] and the substitution x[a=b]. */
#include "core/text.h"
#include "formula/check_private.h"

#include <stdlib.h>
#include <string.h>

/* The member index of a text in a dimension, -1 after reporting, -2 when it is
 * known but outside the perimeter. */
static int member(checker *c, int dim, const char *text, bcl_pos at)
{
    const bcl_dims *t = c->s->dims;
    const bcl_names *in = bcl_dim_members(t, dim);

    if (dim == BCL_YEAR && strcmp(text, "reference") == 0)
        return t->reference - t->first_year;
    int m = bcl_names_find(in, text, strlen(text));
    if (m >= 0)
        return m;
    if (bcl_names_find(&t->dim[bcl_dim_base(t, dim)].outside, text,
                       strlen(text)) >= 0) {
        bcl_fail(c->d, "P03", at,
                 "« %s » est un membre de « %s » hors du périmètre", text,
                 t->dim[dim].id);
        return -1;
    }
    if (dim == BCL_YEAR) {
        bcl_fail(c->d, "D03", at, "l'année « %s » n'est pas entre %d et %d",
                 text, t->first_year, t->last_year);
        return -1;
    }
    bcl_fail(c->d, "D03", at,
             "« %s » n'est ni un membre de la dimension « %s » ni une "
             "dimension qui y mène",
             text, t->dim[dim].id);
    bcl_dim_hint_member(t, dim, text, c->d);
    return -1;
}

static bcl_node *keep(checker *c, const bcl_select *s, int dim, bcl_node *x)
{
    bool *kept = BCL_NEW(c->a, bool, bcl_dim_size(c->s->dims, dim) + 1);

    for (size_t i = 0; i < s->nright; i++) {
        int m = member(c, dim, s->right[i], s->right_at);
        if (m < 0)
            return NULL;
        kept[m] = true;
    }
    bcl_node *n = bcl_check_node(c, BCL_N_KEEP, s->at, x, NULL);
    n->dim = dim;
    n->keep = kept;
    return n;
}

/* x[a=b]: read a where b stands. */
static bcl_node *replace(checker *c, const bcl_select *s, int a, int b,
                         bcl_node *x)
{
    int *map;

    if (!bcl_dim_leads(c->s->dims, b, a, &map, c->a)) {
        bcl_fail(c->d, "D09", s->at, "« %s » ne mène pas à « %s »",
                 c->s->dims->dim[b].id, c->s->dims->dim[a].id);
        bcl_hint(c->d,
                 "déclarez un regroupement (<vers dim=\"%s\">) ou un alias "
                 "(comme=\"%s\")",
                 c->s->dims->dim[a].id, c->s->dims->dim[a].id);
        return NULL;
    }
    bool diagonal = x->dims & BCL_DIM_BIT(b);
    bcl_node *n = bcl_check_node(c, diagonal ? BCL_N_DIAGONAL : BCL_N_REPLACE,
                                 s->at, x, NULL);
    n->dim = a;
    n->dim2 = b;
    n->map = map;
    n->dims = (x->dims & ~BCL_DIM_BIT(a)) | BCL_DIM_BIT(b);
    return n;
}

static bcl_node *select_one(checker *c, const bcl_select *s, bcl_node *x)
{
    int dim = bcl_dim_find(c->s->dims, s->dim);

    if (dim < 0) {
        bcl_fail(c->d, "D03", s->at, "« %s » n'est pas une dimension", s->dim);
        return NULL;
    }
    if (!(x->dims & BCL_DIM_BIT(dim))) {
        bcl_fail(c->d, "D03", s->at,
                 "sélection sur « %s » : la grandeur n'a pas cette dimension, "
                 "elle est %s",
                 s->dim, bcl_dimset_text(c->s->dims, x->dims, c->a));
        return NULL;
    }
    if (s->keeps)
        return keep(c, s, dim, x);
    int other = s->quoted ? -1 : bcl_dim_find(c->s->dims, s->right[0]);
    bool is_member = bcl_names_find(bcl_dim_members(c->s->dims, dim),
                                    s->right[0], strlen(s->right[0])) >= 0;
    if (other >= 0 && !is_member)
        return other == dim ? x : replace(c, s, dim, other, x);
    int m = member(c, dim, s->right[0], s->right_at);
    if (m < 0)
        return NULL;
    bcl_node *n = bcl_check_node(c, BCL_N_PICK, s->at, x, NULL);
    n->dim = dim;
    n->member = m;
    n->dims &= ~BCL_DIM_BIT(dim);
    return n;
}

bcl_node *bcl_check_select(checker *c, const bcl_expr *x)
{
    const bcl_expr *of = x->arg[0];

    if (of->kind == BCL_X_NAME && bcl_dim_find(c->s->dims, of->name) >= 0 &&
        bcl_names_find(&c->s->symbols->name, of->name, strlen(of->name)) < 0) {
        bcl_fail(c->d, "D03", x->at,
                 "« %s » est une dimension : on ne sélectionne que dans une "
                 "grandeur",
                 of->name);
        return NULL;
    }
    bcl_node *n = bcl_check_expr(c, of);
    for (size_t i = 0; i < x->nselect && n; i++)
        n = select_one(c, &x->select[i], n);
    return n;
}
