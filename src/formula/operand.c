/* operand.c -- numbers, names, calls, parentheses and selections: the tight
 * end of the grammar (postfixe, atome, appel, selection). */
#include "formula/parse_private.h"

static const char operand[] = "un nombre, un nom ou « ( »";

static bool is_dimension(const bcl_parse *p)
{
    return p->tok.kind == BCL_T_WORD || p->tok.kind == BCL_T_YEAR;
}

/* "sur a, b" or "vers a" */
static bool dimensions(bcl_parse *p, bcl_expr *e)
{
    size_t cap = 0, at_cap = 0;

    e->toward = p->tok.kind == BCL_T_TOWARD;
    do {
        if (!bcl_parse_advance(p))
            return false;
        if (!is_dimension(p))
            return bcl_parse_unexpected(p, "le nom d’une dimension");
        BCL_GROW(p->a, e->over, e->nover, &cap);
        BCL_GROW(p->a, e->over_at, e->nover, &at_cap);
        e->over[e->nover] = p->tok.text;
        e->over_at[e->nover++] = bcl_parse_place(p);
        if (!bcl_parse_advance(p))
            return false;
    } while (p->tok.kind == BCL_T_COMMA && !e->toward);
    return true;
}

static bool ends_arguments(const bcl_parse *p)
{
    return p->tok.kind == BCL_T_CLOSE || p->tok.kind == BCL_T_OVER ||
           p->tok.kind == BCL_T_TOWARD;
}

/* The arguments of a call; `below` is the height of the highest. */
static bool arguments(bcl_parse *p, bcl_expr *e, int *below)
{
    size_t cap = 0;

    if (ends_arguments(p))
        return true;
    for (;;) {
        bcl_expr *arg = bcl_parse_formula(p);

        if (!arg)
            return false;
        *below = bcl_higher(*below, p->height);
        BCL_GROW(p->a, e->arg, e->narg, &cap);
        e->arg[e->narg++] = arg;
        if (p->tok.kind != BCL_T_COMMA)
            return true;
        if (!bcl_parse_advance(p))
            return false;
    }
}

/* From the opening parenthesis on: `e` already has the name. */
static bcl_expr *call(bcl_parse *p, bcl_expr *e)
{
    bcl_pos open = bcl_parse_place(p);
    const char *wanted = "un opérateur, « , », « sur », « vers » ou « ) »";
    int below = 0;

    e->kind = BCL_X_CALL;
    if (!bcl_parse_advance(p) || !arguments(p, e, &below))
        return NULL;
    if (p->tok.kind == BCL_T_OVER || p->tok.kind == BCL_T_TOWARD) {
        if (!dimensions(p, e))
            return NULL;
        wanted = e->toward ? "« ) »" : "« , » ou « ) »";
    }
    if (!bcl_parse_close(p, BCL_T_CLOSE, open, wanted))
        return NULL;
    return bcl_parse_grown(p, e, below);
}

static bcl_expr *name(bcl_parse *p)
{
    bcl_expr *e = bcl_parse_create(p, BCL_X_NAME, bcl_parse_place(p));

    e->name = p->tok.text;
    if (!bcl_parse_advance(p))
        return NULL;
    return p->tok.kind == BCL_T_OPEN ? call(p, e) : e;
}

static bcl_expr *number(bcl_parse *p)
{
    bcl_expr *e = bcl_parse_create(p, BCL_X_NUMBER, bcl_parse_place(p));

    e->number = p->tok.number;
    if (!bcl_parse_advance(p))
        return NULL;
    if (p->tok.kind == BCL_T_PERCENT) {
        e->number /= 100;
        e->percent = true;
    } else if (p->tok.kind == BCL_T_UNIT) {
        e->unit = p->tok.text;
    } else {
        return e;
    }
    return bcl_parse_advance(p) ? e : NULL;
}

static bcl_expr *parenthesis(bcl_parse *p)
{
    bcl_pos open = bcl_parse_place(p);
    bcl_expr *e = bcl_parse_advance(p) ? bcl_parse_formula(p) : NULL;

    if (!e || !bcl_parse_close(p, BCL_T_CLOSE, open, "un opérateur ou « ) »"))
        return NULL;
    return e;
}

static bcl_expr *word(bcl_parse *p, bcl_expr_kind kind)
{
    bcl_expr *e = bcl_parse_create(p, kind, bcl_parse_place(p));

    return bcl_parse_advance(p) ? e : NULL;
}

static bcl_expr *no_operand(bcl_parse *p)
{
    bcl_parse_unexpected(p, operand);
    if (p->tok.kind == BCL_T_QUOTED)
        bcl_hint(p->d, "un membre entre apostrophes se met seul, à droite "
                       "d’une comparaison : commune = '02A'");
    else if (p->tok.kind == BCL_T_IF)
        bcl_hint(p->d, "mettez le « si » entre parenthèses");
    else if (p->tok.kind == BCL_T_EQ)
        bcl_hint(p->d, "l’égalité s’écrit avec un seul « = »");
    else if (p->tok.kind == BCL_T_NOT)
        bcl_hint(p->d, "mettez le « non » entre parenthèses ; un membre de ce "
                       "nom s’écrit entre apostrophes");
    return NULL;
}

static bcl_expr *atom(bcl_parse *p)
{
    if (p->tok.kind == BCL_T_NUMBER)
        return number(p);
    if (p->tok.kind == BCL_T_WORD)
        return name(p);
    if (p->tok.kind == BCL_T_OPEN)
        return parenthesis(p);
    if (p->tok.kind == BCL_T_YEAR)
        return word(p, BCL_X_YEAR);
    if (p->tok.kind == BCL_T_INHERITED)
        return word(p, BCL_X_INHERITED);
    if (p->tok.kind == BCL_T_REFERENCE)
        return word(p, BCL_X_REFERENCE);
    return no_operand(p);
}

/* In brackets every word is a member, also those of the grammar ("non"). */
static bool member(bcl_parse *p, bcl_select *s, size_t *cap)
{
    bool code = p->tok.kind == BCL_T_QUOTED ||
                (p->tok.kind == BCL_T_NUMBER && p->tok.digits);
    bool a_word = p->tok.kind == BCL_T_WORD ||
                  (p->tok.kind >= BCL_T_IF && p->tok.kind <= BCL_T_TOWARD);

    if (!code && !a_word)
        return bcl_parse_unexpected(p, "un membre (un nom ou un code)");
    if (s->nright == 0) {
        s->right_at = bcl_parse_place(p);
        s->quoted = code;
    }
    BCL_GROW(p->a, s->right, s->nright, cap);
    s->right[s->nright++] = p->tok.text;
    return bcl_parse_advance(p);
}

/* One of the pieces between commas: d=m, d=e or d:m1|m2. */
static bool selection(bcl_parse *p, bcl_select *s)
{
    size_t cap = 0;

    *s = (bcl_select){.at = bcl_parse_place(p), .dim = p->tok.text};
    if (!is_dimension(p))
        return bcl_parse_unexpected(p, "le nom d’une dimension");
    if (!bcl_parse_advance(p))
        return false;
    if (p->tok.kind != BCL_T_EQ && p->tok.kind != BCL_T_COLON)
        return bcl_parse_unexpected(p, "« = » ou « : »");
    s->keeps = p->tok.kind == BCL_T_COLON;
    do {
        if (!bcl_parse_advance(p) || !member(p, s, &cap))
            return false;
    } while (p->tok.kind == BCL_T_BAR && s->keeps);
    if (p->tok.kind != BCL_T_BAR)
        return true;
    bcl_parse_unexpected(p, "« , » ou « ] »");
    return bcl_hint(p->d,
                    "plusieurs membres s’écrivent après « : », qui garde "
                    "la dimension : [%s:%s|…]",
                    s->dim, s->right[0]);
}

static bcl_expr *select_of(bcl_parse *p, bcl_expr *from)
{
    bcl_pos open = bcl_parse_place(p);
    bcl_expr *e = bcl_parse_build(p, BCL_X_SELECT, open, &from, 1, p->height);
    int height = p->height;
    size_t cap = 0;

    if (!e)
        return NULL;
    do {
        BCL_GROW(p->a, e->select, e->nselect, &cap);
        if (!bcl_parse_advance(p) || !selection(p, &e->select[e->nselect++]))
            return NULL;
    } while (p->tok.kind == BCL_T_COMMA);
    p->height = height;
    return bcl_parse_close(p, BCL_T_END_SELECT, open, "« , » ou « ] »") ? e
                                                                        : NULL;
}

bcl_expr *bcl_parse_operand(bcl_parse *p)
{
    bcl_expr *e = atom(p);

    while (e && p->tok.kind == BCL_T_SELECT)
        e = select_of(p, e);
    return e;
}
