/* parse.c -- see parse_private.h. */
#include "formula/parse_private.h"

#include "core/text.h"

#include <string.h>

bool bcl_parse_advance(bcl_parse *p)
{
    return bcl_lexer_next(&p->tok, &p->lexer);
}

bcl_pos bcl_parse_place(const bcl_parse *p)
{
    return bcl_lexer_place(&p->lexer, p->tok.offset);
}

/* What was read, cut to what a line of message can show. */
static const char *found(const bcl_parse *p)
{
    const char *s = p->lexer.text + p->tok.offset;
    size_t n = 0;

    if (p->tok.kind == BCL_T_END)
        return "la formule s’arrête là";
    while (n < p->tok.length && n < 40)
        n += bcl_utf8_length(s + n);
    return bcl_text_print(p->a, "on trouve « %.*s%s »", (int)n, s,
                          n < p->tok.length ? "…" : "");
}

bcl_expr *bcl_parse_unexpected(bcl_parse *p, const char *wanted)
{
    bcl_fail(p->d, "F02", bcl_parse_place(p), "on attendait %s, mais %s",
             wanted, found(p));
    return NULL;
}

bool bcl_parse_enter(bcl_parse *p)
{
    if (++p->nesting <= BCL_FORMULA_NESTING)
        return true;
    bcl_fail(p->d, "F04", bcl_parse_place(p),
             "formule trop imbriquée : plus de %d niveaux",
             BCL_FORMULA_NESTING);
    return bcl_hint(p->d, "coupez-la en plusieurs calculs");
}

static bool is_end(bcl_token_kind kind)
{
    return kind == BCL_T_END || kind == BCL_T_CLOSE ||
           kind == BCL_T_END_SELECT || kind == BCL_T_THEN || kind == BCL_T_ELSE;
}

bool bcl_parse_close(bcl_parse *p, bcl_token_kind kind, bcl_pos open,
                     const char *wanted)
{
    bool round = kind == BCL_T_CLOSE;

    if (p->tok.kind == kind)
        return bcl_parse_advance(p);
    if (is_end(p->tok.kind))
        return bcl_fail(p->d, "F03", bcl_parse_place(p),
                        round ? "la parenthèse ouverte en %d:%d n’est pas "
                                "refermée : on attendait « ) », mais %s"
                              : "le crochet ouvert en %d:%d n’est pas "
                                "refermé : on attendait « ] », mais %s",
                        open.line, open.column, found(p));
    bcl_parse_unexpected(p, wanted);
    return false;
}

bcl_expr *bcl_parse_create(bcl_parse *p, bcl_expr_kind kind, bcl_pos at)
{
    bcl_expr *e = BCL_NEW(p->a, bcl_expr, 1);

    e->kind = kind;
    e->at = at;
    p->height = 1;
    return e;
}

bcl_expr *bcl_parse_grown(bcl_parse *p, bcl_expr *e, int below)
{
    p->height = below + 1;
    if (p->height <= BCL_FORMULA_HEIGHT)
        return e;
    bcl_fail(p->d, "F04", e->at,
             "formule trop longue : plus de %d opérations enchaînées",
             BCL_FORMULA_HEIGHT);
    bcl_hint(p->d, "coupez-la en plusieurs calculs");
    return NULL;
}

bcl_expr *bcl_parse_build(bcl_parse *p, bcl_expr_kind kind, bcl_pos at,
                          bcl_expr *const *arg, size_t narg, int below)
{
    bcl_expr *e = bcl_parse_create(p, kind, at);

    e->arg = BCL_NEW(p->a, bcl_expr *, narg);
    memcpy(e->arg, arg, narg * sizeof *arg);
    e->narg = narg;
    return bcl_parse_grown(p, e, below);
}
