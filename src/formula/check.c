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
        return bcl_check_logical(c, x);
    case BCL_X_ADD:
    case BCL_X_SUB:
        return bcl_check_additive(c, x);
    case BCL_X_MUL:
    case BCL_X_DIV:
        return bcl_check_multiplicative(c, x);
    case BCL_X_POW:
        return bcl_check_power(c, x);
    case BCL_X_IF:
        return bcl_check_branch(c, x);
    case BCL_X_CALL:
        return bcl_check_call(c, x);
    case BCL_X_SELECT:
        return bcl_check_select(c, x);
    default:
        return bcl_check_compare(c, x);
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
