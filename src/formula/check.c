/* check.c -- see check.h: names, operators and what elements declare. */
#include "formula/check.h"
#include "core/text.h"
#include "formula/check_private.h"

#include <math.h>
#include <string.h>

bcl_node *bcl_node_new(bcl_node_op op, bcl_dimset dims, const bcl_unit *unit,
                       bcl_pos at, bcl_arena *a)
{
    bcl_node *n = BCL_NEW(a, bcl_node, 1);

    *n = (bcl_node){
        .op = op, .dims = dims, .unit = unit, .at = at, .ref = -1, .dim = -1};
    return n;
}

bcl_node *bcl_node_binary(bcl_node_op op, bcl_node *x, bcl_node *y,
                          bcl_arena *a)
{
    bcl_node *n = bcl_node_new(op, x->dims | y->dims, x->unit, x->at, a);

    n->arg[0] = x;
    n->arg[1] = y;
    n->narg = 2;
    return n;
}

bcl_node *bcl_check_node(checker *c, bcl_node_op op, bcl_pos at, bcl_node *x,
                         bcl_node *y)
{
    bcl_node *n = bcl_node_new(op, x->dims, x->unit, at, c->a);

    n->arg[n->narg++] = x;
    n->literal = x->literal;
    if (y) {
        n->arg[n->narg++] = y;
        n->dims |= y->dims;
        n->literal = x->literal && y->literal;
    }
    return n;
}

const bcl_unit *bcl_check_unit(checker *c, const bcl_node *x)
{
    return x->unit ? x->unit : bcl_unit_one(c->s->units);
}

bool bcl_check_same_unit(const bcl_node *x, const bcl_node *y)
{
    return !x->unit || !y->unit || bcl_unit_same(x->unit, y->unit);
}

bool bcl_check_same_dims(const bcl_node *x, const bcl_node *y)
{
    return x->literal || y->literal ||
           ((x->dims ^ y->dims) & ~BCL_YEAR_BIT) == 0;
}

bcl_node *bcl_check_unit_clash(checker *c, bcl_pos at, const char *what,
                               const bcl_node *x, const bcl_node *y)
{
    bcl_fail(c->d, c->s->unit_code ? c->s->unit_code : "U03", at,
             "%s de %s et de %s", what,
             bcl_unit_text(bcl_check_unit(c, x), c->a),
             bcl_unit_text(bcl_check_unit(c, y), c->a));
    return NULL;
}

static bcl_node *number(checker *c, const bcl_expr *x)
{
    const bcl_unit *unit = bcl_unit_one(c->s->units);

    if (x->unit && !(unit = bcl_unit_parse(c->s->units, x->unit, x->at, c->d)))
        return NULL;
    if (x->number == 0)
        unit = NULL; /* 0 fits any unit */
    bcl_node *n = bcl_node_new(BCL_N_NUMBER, 0, unit, x->at, c->a);
    n->number = unit ? x->number * bcl_unit_factor(unit) : 0;
    n->literal = true;
    return n;
}

static bcl_node *unknown(checker *c, const bcl_expr *x)
{
    if (bcl_dim_find(c->s->dims, x->name) >= 0) {
        bcl_fail(c->d, "N01", x->at,
                 "« %s » est une dimension ; une valeur est attendue ici",
                 x->name);
        bcl_hint(c->d, "comparez-la à un de ses membres : %s = membre",
                 x->name);
        return NULL;
    }
    bcl_fail(c->d, "N01", x->at, "nom inconnu « %s »", x->name);
    const char *near = bcl_names_nearest(&c->s->symbols->name, x->name);
    if (near)
        bcl_hint(c->d, "vouliez-vous « %s » ?", near);
    return NULL;
}

static bcl_node *name(checker *c, const bcl_expr *x)
{
    int i = bcl_names_find(&c->s->symbols->name, x->name, strlen(x->name));

    if (i < 0 || c->s->symbols->symbol[i].kind != BCL_SYM_QUANTITY)
        return unknown(c, x);
    const bcl_symbol *s = &c->s->symbols->symbol[i];
    bcl_node *n = bcl_node_new(BCL_N_QUANTITY, s->dims, s->unit, x->at, c->a);
    n->ref = s->ref;
    return n;
}

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

static bcl_node *compare(checker *c, const bcl_expr *x)
{
    int dim = dimension_named(c, x->arg[0]);

    if (dim > 0)
        return member_test(c, x, dim);
    bcl_node *l = bcl_check_expr(c, x->arg[0]);
    bcl_node *r = bcl_check_expr(c, x->arg[1]);
    if (!l || !r)
        return NULL;
    if (!bcl_check_same_unit(l, r))
        return bcl_check_unit_clash(c, x->at, "comparaison", l, r);
    bcl_node *n = bcl_check_node(
        c, (bcl_node_op)(BCL_N_EQ + (x->kind - BCL_X_EQ)), x->at, l, r);
    n->unit = bcl_unit_one(c->s->units);
    return n;
}

static bcl_node *additive(checker *c, const bcl_expr *x)
{
    bcl_node *l = bcl_check_expr(c, x->arg[0]);
    bcl_node *r = bcl_check_expr(c, x->arg[1]);

    if (!l || !r)
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

static bcl_node *multiplicative(checker *c, const bcl_expr *x)
{
    bcl_node *l = bcl_check_expr(c, x->arg[0]);
    bcl_node *r = bcl_check_expr(c, x->arg[1]);

    if (!l || !r)
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

static bcl_node *power(checker *c, const bcl_expr *x)
{
    bcl_node *l = bcl_check_expr(c, x->arg[0]);
    bcl_node *r = bcl_check_expr(c, x->arg[1]);

    if (!l || !r)
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

static bcl_node *logical(checker *c, const bcl_expr *x)
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

static bcl_node *branch(checker *c, const bcl_expr *x)
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

static bcl_node *year_or_inherited(checker *c, const bcl_expr *x)
{
    const bcl_unit *one = bcl_unit_one(c->s->units);

    if (x->kind == BCL_X_YEAR)
        return bcl_node_new(BCL_N_YEAR, BCL_YEAR_BIT, one, x->at, c->a);
    if (x->kind == BCL_X_REFERENCE) {
        bcl_node *n = bcl_node_new(BCL_N_NUMBER, 0, one, x->at, c->a);
        n->number = c->s->dims->reference;
        n->literal = true;
        return n;
    }
    if (!c->s->inherited) {
        bcl_fail(c->d, "N01", x->at,
                 "« herite » n'a de sens que dans la formule d'un levier");
        return NULL;
    }
    return bcl_node_new(BCL_N_INHERITED, c->s->inherited->dims,
                        c->s->inherited->unit, x->at, c->a);
}

static bcl_node *settle(checker *c, const bcl_expr *x)
{
    bcl_node *n;

    switch (x->kind) {
    case BCL_X_NUMBER:
        return number(c, x);
    case BCL_X_NAME:
        return name(c, x);
    case BCL_X_MEMBER:
        if (!isnan(x->number)) /* digits right of a quantity: seuil < 100 */
            return number(c, x);
        bcl_fail(c->d, "D04", x->at,
                 "« %s » est un membre : il n'a de sens qu'à droite d'une "
                 "comparaison",
                 x->name);
        return NULL;
    case BCL_X_YEAR:
    case BCL_X_INHERITED:
    case BCL_X_REFERENCE:
        return year_or_inherited(c, x);
    case BCL_X_NEG:
        n = bcl_check_expr(c, x->arg[0]);
        return n ? bcl_check_node(c, BCL_N_NEG, x->at, n, NULL) : NULL;
    case BCL_X_NOT:
    case BCL_X_AND:
    case BCL_X_OR:
        return logical(c, x);
    case BCL_X_ADD:
    case BCL_X_SUB:
        return additive(c, x);
    case BCL_X_MUL:
    case BCL_X_DIV:
        return multiplicative(c, x);
    case BCL_X_POW:
        return power(c, x);
    case BCL_X_IF:
        return branch(c, x);
    case BCL_X_CALL:
        return bcl_check_call(c, x);
    case BCL_X_SELECT:
        return bcl_check_select(c, x);
    default:
        return compare(c, x);
    }
}

bcl_node *bcl_check_expr(checker *c, const bcl_expr *x)
{
    bcl_node *n = settle(c, x);

    return n && bcl_dimset_fits(c->s->dims, n->dims, x->at, c->a, c->d) ? n
                                                                        : NULL;
}

bcl_node *bcl_formula_check(const bcl_expr *x, const bcl_scope *s, bcl_arena *a,
                            bcl_diag *d)
{
    checker c = {s, a, d};

    return bcl_check_expr(&c, x);
}

static const char *feminine(const char *what)
{
    return strncmp(what, "la ", 3) == 0 ? "e" : "";
}

bool bcl_formula_declared(const bcl_node *n, bcl_dimset dims,
                          const bcl_unit *unit, const char *unit_text,
                          const char *what, const bcl_scope *s, bcl_arena *a,
                          bcl_diag *d)
{
    bool ok = true;
    bool fits = n->literal ? true
                           : (n->dims & ~dims) == 0 &&
                                 (dims & ~n->dims & ~BCL_YEAR_BIT) == 0;

    if (!fits) {
        ok = bcl_fail(d, "D01", n->at,
                      "%s est déclaré%s %s ; la formule donne une grandeur %s",
                      what, feminine(what), bcl_dimset_text(s->dims, dims, a),
                      bcl_dimset_text(s->dims, n->dims, a));
    }
    if (n->unit && unit && !bcl_unit_same(n->unit, unit)) {
        ok = bcl_fail(d, s->unit_code ? s->unit_code : "U01", n->at,
                      "%s est déclaré%s en %s ; la formule donne des %s", what,
                      feminine(what), unit_text, bcl_unit_text(n->unit, a));
    }
    return ok;
}
