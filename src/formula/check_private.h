/* check_private.h -- what the files of the checker share. */
#ifndef BCL_FORMULA_CHECK_PRIVATE_H
#define BCL_FORMULA_CHECK_PRIVATE_H

#include "formula/check.h"

typedef struct {
    const bcl_scope *s;
    bcl_arena *a;
    bcl_diag *d;
} checker;

bcl_node *bcl_check_expr(checker *c, const bcl_expr *x);
/* Operators, each with its settled operands. */
bcl_node *bcl_check_compare(checker *c, const bcl_expr *x);
bcl_node *bcl_check_additive(checker *c, const bcl_expr *x);
bcl_node *bcl_check_multiplicative(checker *c, const bcl_expr *x);
bcl_node *bcl_check_power(checker *c, const bcl_expr *x);
bcl_node *bcl_check_logical(checker *c, const bcl_expr *x);
bcl_node *bcl_check_branch(checker *c, const bcl_expr *x);
bcl_node *bcl_check_call(checker *c, const bcl_expr *x);
/* Functions over dimensions; arg: their settled arguments. */
bcl_node *bcl_check_sum(checker *c, const bcl_expr *x, bcl_node **arg);
bcl_node *bcl_check_share(checker *c, const bcl_expr *x, bcl_node **arg);
bcl_node *bcl_check_ratio(checker *c, const bcl_expr *x, bcl_node **arg);
bcl_node *bcl_check_repeat(checker *c, const bcl_expr *x, bcl_node **arg);
bcl_node *bcl_check_select(checker *c, const bcl_expr *x);

/* A new node whose arguments are x (and y), with the union of dimensions. */
bcl_node *bcl_check_node(checker *c, bcl_node_op op, bcl_pos at, bcl_node *x,
                         bcl_node *y);

/* Report two units that should have been one.  `what` is "addition",
 * "comparaison"...; always NULL. */
bcl_node *bcl_check_unit_clash(checker *c, bcl_pos at, const char *what,
                               const bcl_node *x, const bcl_node *y);

/* One unit for two operands, or false: a literal 0 fits any. */
bool bcl_check_same_unit(const bcl_node *x, const bcl_node *y);
const bcl_unit *bcl_check_unit(checker *c, const bcl_node *x);

/* Equal dimensions, the year and literals apart. */
bool bcl_check_same_dims(const bcl_node *x, const bcl_node *y);

#endif
