/* check_operator.c -- comparisons, arithmetic, logic and branches. */
#include "formula/check_private.h"

#include <math.h>
#include <string.h>

/* `vecteur = bois`: left is a dimension, right one of its members. */
static bcl_node *member_test(checker *c, const bcl_expr *x, int dim)
{
    const bcl_expr *right = x->arg[1];
    const bcl_names *members = bcl_dim_members(c->s->dims, dim);
    const char *id = c->s->dims->dim[dim].id;

    if (right->kind != BCL_X_NAME && right->kind != BCL_X_MEMBER) {
        bcl_fail(c->d, "D04", right->at,
                 "un membre de « %s » est attendu à droite de la comparaison",
                 id);
        return NULL;
    }
    if (x->kind != BCL_X_EQ && x->kind != BCL_X_NE) {
        bcl_fail(c->d, "D04", x->at,
                 "les membres de « %s » n'ont pas d'ordre : seuls = et ≠ ont "
                 "un sens",
                 id);
        return NULL;
    }
    int m = bcl_names_find(members, right->name, strlen(right->name));
    bool outside =
        m < 0 &&
        bcl_names_find(&c->s->dims->dim[bcl_dim_base(c->s->dims, dim)].outside,
                       right->name, strlen(right->name)) >= 0;
    if (m < 0 && !outside) {
        bcl_fail(c->d, "D04", right->at,
                 "« %s » n'est pas un membre de la dimension « %s »",
                 right->name, id);
        const char *near = bcl_names_nearest(members, right->name);
        if (near)
            bcl_hint(c->d, "vouliez-vous « %s » ?", near);
        return NULL;
    }
    bcl_node *n = bcl_node_new(BCL_N_MEMBER, BCL_DIM_BIT(dim),
                               bcl_unit_one(c->s->units), x->at, c->a);
    n->dim = dim;
    n->member = m; /* -1: outside the perimeter, true nowhere */
    if (x->kind == BCL_X_EQ)
        return n;
    return bcl_check_node(c, BCL_N_NOT, x->at, n, NULL);
}

/* A dimension's own name, unless a quantity bears it too. */
static int dimension_named(checker *c, const bcl_expr *x)
{
    if (x->kind == BCL_X_NAME &&
        bcl_names_find(&c->s->symbols->name, x->name, strlen(x->name)) < 0)
        return bcl_dim_find(c->s->dims, x->name);
    return -1;
}

/* Both sides, each looked at even when the other is wrong. */
static bool operands(checker *c, const bcl_expr *x, bcl_node **l, bcl_node **r)
{
    *l = bcl_check_expr(c, x->arg[0]);
    *r = bcl_check_expr(c, x->arg[1]);
    return *l && *r;
}

bcl_node *bcl_check_compare(checker *c, const bcl_expr *x)
{
    int dim = dimension_named(c, x->arg[0]);

    if (dim > 0)
        return member_test(c, x, dim);
    bcl_node *l, *r;

    if (!operands(c, x, &l, &r))
        return NULL;
    if (!bcl_check_same_unit(l, r))
        return bcl_check_unit_clash(c, x->at, "comparaison", l, r);
    bcl_node *n = bcl_check_node(
        c, (bcl_node_op)(BCL_N_EQ + (x->kind - BCL_X_EQ)), x->at, l, r);
    n->unit = bcl_unit_one(c->s->units);
    return n;
}

bcl_node *bcl_check_additive(checker *c, const bcl_expr *x)
{
    bcl_node *l, *r;

    if (!operands(c, x, &l, &r))
        return NULL;
    if (!bcl_check_same_dims(l, r)) {
        bcl_fail(c->d, "D02", x->at,
                 "%s d'une grandeur %s et d'une grandeur %s",
                 x->kind == BCL_X_ADD ? "addition" : "soustraction",
                 bcl_dimset_text(c->s->dims, l->dims, c->a),
                 bcl_dimset_text(c->s->dims, r->dims, c->a));
        bcl_hint(c->d, "somme(… sur d) pour agréger, repete(… sur d) pour "
                       "répéter");
        return NULL;
    }
    if (!bcl_check_same_unit(l, r))
        return bcl_check_unit_clash(
            c, x->at, x->kind == BCL_X_ADD ? "addition" : "soustraction", l, r);
    bcl_node *n = bcl_check_node(
        c, x->kind == BCL_X_ADD ? BCL_N_ADD : BCL_N_SUB, x->at, l, r);
    n->unit = l->unit ? l->unit : r->unit;
    return n;
}

bcl_node *bcl_check_multiplicative(checker *c, const bcl_expr *x)
{
    bcl_node *l, *r;

    if (!operands(c, x, &l, &r))
        return NULL;
    bool times = x->kind == BCL_X_MUL;
    bcl_node *n = bcl_check_node(c, times ? BCL_N_MUL : BCL_N_DIV, x->at, l, r);
    const bcl_unit *a = bcl_check_unit(c, l), *b = bcl_check_unit(c, r);
    n->unit = times ? bcl_unit_multiply(c->s->units, a, b)
                    : bcl_unit_divide(c->s->units, a, b);
    if (!l->unit)
        n->unit = NULL; /* 0 times or over anything is still 0 */
    return n;
}

bcl_node *bcl_check_power(checker *c, const bcl_expr *x)
{
    bcl_node *l, *r;

    if (!operands(c, x, &l, &r))
        return NULL;
    const bcl_expr *e = x->arg[1];
    double sign = e->kind == BCL_X_NEG ? -1 : 1;
    if (e->kind == BCL_X_NEG)
        e = e->arg[0];
    bool whole = e->kind == BCL_X_NUMBER && !e->unit && !e->percent &&
                 e->number == floor(e->number) && e->number <= 9;
    bcl_node *n = bcl_check_node(c, BCL_N_POW, x->at, l, r);
    if (r->unit && !bcl_unit_is_one(r->unit)) {
        bcl_fail(c->d, "U06", x->at, "un exposant n'a pas d'unité");
        return NULL;
    }
    if (l->unit && !bcl_unit_is_one(l->unit)) {
        if (!whole) {
            bcl_fail(c->d, "U06", x->at,
                     "une grandeur qui a une unité ne s'élève qu'à une "
                     "puissance entière écrite en chiffres");
            return NULL;
        }
        n->unit = bcl_unit_raise(c->s->units, l->unit, (int)(sign * e->number));
    }
    return n;
}

bcl_node *bcl_check_logical(checker *c, const bcl_expr *x)
{
    static const bcl_node_op op[] = {[BCL_X_AND] = BCL_N_AND,
                                     [BCL_X_OR] = BCL_N_OR,
                                     [BCL_X_NOT] = BCL_N_NOT};
    bcl_node *l = bcl_check_expr(c, x->arg[0]);
    bcl_node *r = x->narg > 1 ? bcl_check_expr(c, x->arg[1]) : NULL;

    if (!l || (x->narg > 1 && !r))
        return NULL;
    bcl_node *n = bcl_check_node(c, op[x->kind], x->at, l, r);
    n->unit = bcl_unit_one(c->s->units);
    return n;
}

bcl_node *bcl_check_branch(checker *c, const bcl_expr *x)
{
    bcl_node *test = bcl_check_expr(c, x->arg[0]);
    bcl_node *yes = bcl_check_expr(c, x->arg[1]);
    bcl_node *no = bcl_check_expr(c, x->arg[2]);

    if (!test || !yes || !no)
        return NULL;
    if (!bcl_check_same_unit(yes, no))
        return bcl_check_unit_clash(c, x->at, "branches", yes, no);
    bcl_node *n = bcl_check_node(c, BCL_N_IF, x->at, test, yes);
    n->arg[n->narg++] = no;
    n->dims |= no->dims;
    n->unit = yes->unit ? yes->unit : no->unit;
    n->literal = n->literal && no->literal;
    return n;
}
