/* parser.h -- from the text of a formula to its tree.
 *
 * The grammar is the manual's, in precedence from the loosest: si, ou, et, non,
 * comparisons (which do not chain), sums, products, the sign, ^, [ ].  Errors:
 *   F01 unexpected character   F02 unexpected token
 *   F03 never closed           F04 too deep
 *   F05 badly written number   F06 empty formula
 * A formula stops at its first error. */
#ifndef BCL_FORMULA_PARSER_H
#define BCL_FORMULA_PARSER_H

#include "formula/ast.h"
#include "formula/lexer.h"

enum {
    BCL_FORMULA_NESTING = 200, /* parentheses, si, signs inside each other */
    BCL_FORMULA_HEIGHT = 1000  /* of a tree, from long sums: who walks one may
                                  recurse */
};

/* Parse `text`; `at(ctx, offset)` tells the place of a byte of it in a file.
 *
 * A BCL_X_MEMBER stands only alone on the right of a comparison.  A quoted one
 * has NAN as its `number`; one written as digits, right of a bare name
 * (commune = 95002, but also seuil < 100), has its value: the checker sees
 * whether the name is a dimension.  The `name` of BCL_X_YEAR, _INHERITED and
 * _REFERENCE is NULL; in a selection these words are texts like others. */
bool bcl_formula_parse(bcl_expr **out, const char *text, bcl_formula_at *at,
                       void *ctx, bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

#endif
