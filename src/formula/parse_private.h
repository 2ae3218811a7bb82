/* parse_private.h -- what the files of the parser share; for them only.
 *
 * One function a rule of the grammar; each returns NULL after an error and
 * leaves in `height` the height of the tree it built. */
#ifndef BCL_FORMULA_PARSE_PRIVATE_H
#define BCL_FORMULA_PARSE_PRIVATE_H

#include "formula/parser.h"

typedef struct {
    bcl_lexer lexer;
    bcl_token tok; /* not consumed yet */
    bcl_arena *a;
    bcl_diag *d;
    int nesting, height;
} bcl_parse;

typedef bcl_expr *bcl_parse_rule(bcl_parse *p);

bcl_parse_rule bcl_parse_formula; /* parser.c */
bcl_parse_rule bcl_parse_operand; /* operand.c: atoms, calls, selections */

/* Consume the token in hand. */
bool bcl_parse_advance(bcl_parse *p) BCL_MUST_CHECK;

bcl_pos bcl_parse_place(const bcl_parse *p); /* of the token in hand */

/* F02: what was found and what was `wanted`; always NULL. */
bcl_expr *bcl_parse_unexpected(bcl_parse *p, const char *wanted);

/* Count one level of nesting; the caller takes it off again.  F04. */
bool bcl_parse_enter(bcl_parse *p) BCL_MUST_CHECK;

/* Consume `)` or `]`, that closes what opened at `open`: F03, or F02 when
 * something else than an end stands there. */
bool bcl_parse_close(bcl_parse *p, bcl_token_kind kind, bcl_pos open,
                     const char *wanted) BCL_MUST_CHECK;

bcl_expr *bcl_parse_create(bcl_parse *p, bcl_expr_kind kind, bcl_pos at);

/* `e` over arguments the highest of which is `below` high.  F04. */
bcl_expr *bcl_parse_grown(bcl_parse *p, bcl_expr *e, int below);
bcl_expr *bcl_parse_build(bcl_parse *p, bcl_expr_kind kind, bcl_pos at,
                          bcl_expr *const *arg, size_t narg, int below);

static inline int bcl_higher(int x, int y)
{
    return x > y ? x : y;
}

#endif
