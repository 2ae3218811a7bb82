/* ast.h -- the tree of a formula, as written.
 *
 * Nothing is resolved here: names, dimensions and units are checked when the
 * formula is bound to a model.  Trees live in the arena of the model. */
#ifndef BCL_FORMULA_AST_H
#define BCL_FORMULA_AST_H

#include "core/diag.h"

typedef enum {
    BCL_X_NUMBER,    /* 12.5, 40%, 250 {kWh/m2} */
    BCL_X_NAME,      /* a quantity, a dimension or a bare member */
    BCL_X_MEMBER,    /* a code (95002) or a quoted member, right of a
                        comparison only */
    BCL_X_YEAR,      /* annee */
    BCL_X_INHERITED, /* herite: the path a lever starts from */
    BCL_X_REFERENCE, /* reference: the year projections start from */
    BCL_X_NEG,       /* 1 argument */
    BCL_X_NOT,
    BCL_X_ADD, /* 2 arguments */
    BCL_X_SUB,
    BCL_X_MUL,
    BCL_X_DIV,
    BCL_X_POW,
    BCL_X_EQ,
    BCL_X_NE,
    BCL_X_LT,
    BCL_X_LE,
    BCL_X_GT,
    BCL_X_GE,
    BCL_X_AND,
    BCL_X_OR,
    BCL_X_IF,    /* 3 arguments: condition, then, else */
    BCL_X_CALL,  /* function `name`, any number of arguments */
    BCL_X_SELECT /* 1 argument and `select` */
} bcl_expr_kind;

/* One index of x[d=m], x[d=e], x[d:m1|m2]: the checker says whether `right` of
 * '=' is a member or a dimension. */
typedef struct {
    const char *dim;
    const char **right; /* unquoted texts */
    size_t nright;      /* 1 after '=' */
    bool keeps;         /* ':' keeps the dimension, '=' drops or replaces it */
    bool quoted;        /* right[0] was quoted or a code: never a dimension */
    bcl_pos at, right_at;
} bcl_select;

typedef struct bcl_expr bcl_expr;
struct bcl_expr {
    bcl_expr_kind kind;
    bcl_pos at;       /* first byte; for an operator, the operator */
    double number;    /* as written; already / 100 after '%' */
    const char *unit; /* text between braces, or NULL */
    bool percent;     /* a '%' followed the number */
    const char *name; /* NAME, MEMBER, CALL */
    bcl_expr **arg;   /* arguments, in order */
    size_t narg;
    const char **over; /* dimensions after "sur" or "vers" */
    bcl_pos *over_at;
    size_t nover;
    bool toward; /* they came after "vers" */
    bcl_select *select;
    size_t nselect;
};

#endif
