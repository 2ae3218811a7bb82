/* expr.h -- a tree back to text, and comparing trees. */
#ifndef BCL_FORMULA_EXPR_H
#define BCL_FORMULA_EXPR_H

#include "core/arena.h"
#include "formula/ast.h"

/* The normal form: one blank around operators, no useless parenthesis, numbers
 * as short as they read back.  It parses to the same tree. */
char *bcl_expr_text(const bcl_expr *e, bcl_arena *a);

/* Same tree?  Places are not compared. */
bool bcl_expr_same(const bcl_expr *x, const bcl_expr *y);

#endif
