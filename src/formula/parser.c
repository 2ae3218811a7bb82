/* parser.c -- see parser.h: the operators, from the loosest to the tightest. */
#include "formula/parser.h"

#include "formula/parse_private.h"

#include <math.h>

static bcl_expr *sign(bcl_parse *p);

/* The operator in hand, its right side, and the tree of both. */
static bcl_expr *binary(bcl_parse *p, bcl_expr_kind kind, bcl_expr *left,
                        bcl_parse_rule *rule)
{
    bcl_pos at = bcl_parse_place(p);
    int below = p->height;
    bcl_expr *right = bcl_parse_advance(p) ? rule(p) : NULL;

    if (!right)
        return NULL;
    return bcl_parse_build(p, kind, at, (bcl_expr *[]){left, right}, 2,
                           bcl_higher(below, p->height));
}

static bcl_expr *unary(bcl_parse *p, bcl_expr_kind kind, bcl_parse_rule *rule)
{
    bcl_pos at = bcl_parse_place(p);

    if (!bcl_parse_enter(p))
        return NULL;
    bcl_expr *e = bcl_parse_advance(p) ? rule(p) : NULL;
    p->nesting--;
    return e ? bcl_parse_build(p, kind, at, &e, 1, p->height) : NULL;
}

static bcl_expr *power(bcl_parse *p)
{
    bcl_expr *e = bcl_parse_operand(p);

    if (!e || p->tok.kind != BCL_T_POWER)
        return e;
    if (!bcl_parse_enter(p))
        return NULL;
    e = binary(p, BCL_X_POW, e, sign);
    p->nesting--;
    return e;
}

static bcl_expr *sign(bcl_parse *p)
{
    return p->tok.kind == BCL_T_MINUS ? unary(p, BCL_X_NEG, sign) : power(p);
}

static bcl_expr *product(bcl_parse *p)
{
    bcl_expr *e = sign(p);

    while (e) {
        if (p->tok.kind == BCL_T_TIMES)
            e = binary(p, BCL_X_MUL, e, sign);
        else if (p->tok.kind == BCL_T_DIVIDE)
            e = binary(p, BCL_X_DIV, e, sign);
        else
            break;
    }
    return e;
}

static bcl_expr *sum(bcl_parse *p)
{
    bcl_expr *e = product(p);

    while (e) {
        if (p->tok.kind == BCL_T_PLUS)
            e = binary(p, BCL_X_ADD, e, product);
        else if (p->tok.kind == BCL_T_MINUS)
            e = binary(p, BCL_X_SUB, e, product);
        else
            break;
    }
    return e;
}

/* The right side of a comparison: 'text' is a member. */
static bcl_expr *compared(bcl_parse *p)
{
    if (p->tok.kind != BCL_T_QUOTED)
        return sum(p);
    bcl_expr *e = bcl_parse_create(p, BCL_X_MEMBER, bcl_parse_place(p));
    e->name = p->tok.text;
    e->number = (double)NAN;
    return bcl_parse_advance(p) ? e : NULL;
}

/* The token after a comparison sign, when it may be a code: right of a bare
 * name, digits alone are a member until the checker knows better. */
static bcl_expr *comparison_of(bcl_parse *p, bcl_expr_kind kind, bcl_expr *left)
{
    bcl_parse ahead = *p;
    bcl_expr *e;

    if (!bcl_parse_advance(&ahead))
        return NULL;
    e = binary(p, kind, left, compared);
    if (!e)
        return NULL;
    bcl_expr *right = e->arg[1];
    if (left->kind == BCL_X_NAME && right->kind == BCL_X_NUMBER &&
        ahead.tok.digits && !right->unit && !right->percent) {
        right->kind = BCL_X_MEMBER;
        right->name = ahead.tok.text;
    }
    return e;
}

static bcl_expr *comparison(bcl_parse *p)
{
    static const bcl_expr_kind kind[] = {
        [BCL_T_EQ] = BCL_X_EQ, [BCL_T_NE] = BCL_X_NE, [BCL_T_LT] = BCL_X_LT,
        [BCL_T_LE] = BCL_X_LE, [BCL_T_GT] = BCL_X_GT, [BCL_T_GE] = BCL_X_GE};
    bcl_expr *e = sum(p);

    if (!e || p->tok.kind < BCL_T_EQ || p->tok.kind > BCL_T_GE)
        return e;
    e = comparison_of(p, kind[p->tok.kind], e);
    if (!e || p->tok.kind < BCL_T_EQ || p->tok.kind > BCL_T_GE)
        return e;
    bcl_parse_unexpected(p, "« et », « ou » ou la fin de la comparaison");
    bcl_hint(p->d, "les comparaisons ne s’enchaînent pas : a < b et b < c");
    return NULL;
}

static bcl_expr *negation(bcl_parse *p)
{
    return p->tok.kind == BCL_T_NOT ? unary(p, BCL_X_NOT, negation)
                                    : comparison(p);
}

static bcl_expr *conjunction(bcl_parse *p)
{
    bcl_expr *e = negation(p);

    while (e && p->tok.kind == BCL_T_AND)
        e = binary(p, BCL_X_AND, e, negation);
    return e;
}

static bcl_expr *logic(bcl_parse *p)
{
    bcl_expr *e = conjunction(p);

    while (e && p->tok.kind == BCL_T_OR)
        e = binary(p, BCL_X_OR, e, conjunction);
    return e;
}

/* Consume "alors" or "sinon" (or "si"), then what follows it. */
static bcl_expr *branch(bcl_parse *p, bcl_token_kind kind, const char *wanted,
                        bcl_parse_rule *rule)
{
    if (p->tok.kind != kind)
        return bcl_parse_unexpected(p, wanted);
    return bcl_parse_advance(p) ? rule(p) : NULL;
}

static bcl_expr *choice(bcl_parse *p)
{
    bcl_pos at = bcl_parse_place(p);
    bcl_expr *arg[3];
    int below;

    if (!(arg[0] = branch(p, BCL_T_IF, "« si »", logic)))
        return NULL;
    below = p->height;
    if (!(arg[1] = branch(p, BCL_T_THEN, "un opérateur ou « alors »",
                          bcl_parse_formula)))
        return NULL;
    below = bcl_higher(below, p->height);
    if (!(arg[2] = branch(p, BCL_T_ELSE, "un opérateur ou « sinon »",
                          bcl_parse_formula)))
        return NULL;
    return bcl_parse_build(p, BCL_X_IF, at, arg, 3,
                           bcl_higher(below, p->height));
}

bcl_expr *bcl_parse_formula(bcl_parse *p)
{
    if (!bcl_parse_enter(p))
        return NULL;
    bcl_expr *e = p->tok.kind == BCL_T_IF ? choice(p) : logic(p);
    p->nesting--;
    return e;
}

static bool leftover(bcl_parse *p, const bcl_expr *e)
{
    bcl_token_kind k = p->tok.kind;

    bcl_parse_unexpected(p, "un opérateur ou la fin de la formule");
    if (k == BCL_T_COMMA && e->kind == BCL_X_NUMBER)
        bcl_hint(p->d, "la virgule des nombres est un point : 1.5");
    else if (k == BCL_T_CLOSE)
        bcl_hint(p->d, "cette parenthèse n’a pas été ouverte");
    else if (k == BCL_T_NUMBER)
        bcl_hint(p->d, "les milliers s’écrivent avec « _ » : 12_000");
    else if (k == BCL_T_ELSE || k == BCL_T_THEN)
        bcl_hint(p->d, "une condition s’écrit si … alors … sinon …");
    return false;
}

bool bcl_formula_parse(bcl_expr **out, const char *text, bcl_formula_at *at,
                       void *ctx, bcl_arena *a, bcl_diag *d)
{
    bcl_parse p = {.lexer = {text, 0, at, ctx, a, d}, .a = a, .d = d};

    *out = NULL;
    if (!bcl_parse_advance(&p))
        return false;
    if (p.tok.kind == BCL_T_END)
        return bcl_fail(d, "F06", bcl_parse_place(&p), "formule vide");
    bcl_expr *e = bcl_parse_formula(&p);
    if (!e)
        return false;
    if (p.tok.kind != BCL_T_END)
        return leftover(&p, e);
    *out = e;
    return true;
}
