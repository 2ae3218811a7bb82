/* check.h -- from a formula as written to one whose every name, dimension and
 * unit is settled.
 *
 * Rules (language notes, "Dimensions" and "Units"): products, comparisons and
 * branches take the union of dimensions; + and - need equal ones, the year and
 * literals apart; + - min max, comparisons and branches need one unit; a
 * literal 0 fits any; any other bare literal is dimensionless. */
#ifndef BCL_FORMULA_CHECK_H
#define BCL_FORMULA_CHECK_H

#include "formula/ast.h"
#include "formula/dim.h"
#include "unit/unit.h"

typedef enum {
    BCL_N_NUMBER,   /* number, in base units */
    BCL_N_QUANTITY, /* ref */
    BCL_N_YEAR,     /* the calendar year */
    BCL_N_INHERITED,
    BCL_N_MEMBER, /* 1 where `dim` is `member`, else 0 */
    BCL_N_NEG,
    BCL_N_NOT,
    BCL_N_ADD,
    BCL_N_SUB,
    BCL_N_MUL,
    BCL_N_DIV,
    BCL_N_POW,
    BCL_N_EQ,
    BCL_N_NE,
    BCL_N_LT,
    BCL_N_LE,
    BCL_N_GT,
    BCL_N_GE,
    BCL_N_AND,
    BCL_N_OR,
    BCL_N_IF,
    BCL_N_MIN,
    BCL_N_MAX,
    BCL_N_ABS,
    BCL_N_ROUND,
    BCL_N_SQRT,
    BCL_N_EXP,
    BCL_N_LN,
    BCL_N_CLAMP,  /* borne(x, low, high) */
    BCL_N_CURVE,  /* ref: the curve; x in its x unit */
    BCL_N_SUM,    /* over `over` */
    BCL_N_GROUP,  /* from `dim` to `dim2` by `map` */
    BCL_N_SHARE,  /* part(x sur ...) */
    BCL_N_RATIO,  /* rapport(x, y sur ...) */
    BCL_N_REPEAT, /* `over`: dimensions added */
    BCL_N_DEFAULT,
    BCL_N_PARENT,
    BCL_N_PREVIOUS, /* precedent(x, initial) or precedent(x) */
    BCL_N_CUMUL,    /* from calendar year `member` */
    BCL_N_PICK,     /* x[dim=member]: drops dim */
    BCL_N_KEEP,     /* x[dim:...]: keep[member] false gives 0 */
    BCL_N_REPLACE,  /* x[dim=dim2]: map[member of dim2] = member of dim */
    BCL_N_DIAGONAL, /* x[dim=dim2] where x has dim2: drops dim */
    /* what only the compiler of processes makes */
    BCL_N_STOCK,   /* ref */
    BCL_N_RETIRED, /* ref: outflow of cohort stock */
    BCL_N_DRIVEN,  /* ref: a driven stock; dim: 0 inflow, 1 outflow, 2 early */
    BCL_N_PLACE    /* x at dim = member of a wider array, 0 elsewhere */
} bcl_node_op;

typedef struct bcl_node bcl_node;
struct bcl_node {
    bcl_node_op op;
    bcl_dimset dims;
    const bcl_unit *unit; /* NULL: a literal 0, fits any */
    bool literal;         /* made of literals alone */
    bcl_pos at;
    double number;
    int ref, dim, dim2, member;
    bcl_dimset over;
    const int *map;
    const bool *keep;
    bcl_node *arg[3];
    int narg;
};

/* What a name stands for. */
typedef enum { BCL_SYM_QUANTITY, BCL_SYM_CURVE } bcl_symbol_kind;

typedef struct {
    bcl_symbol_kind kind;
    int ref;
    bcl_dimset dims;
    const bcl_unit *unit;   /* of the quantity, or of a curve's y */
    const bcl_unit *x_unit; /* curve */
} bcl_symbol;

typedef struct {
    bcl_names name;
    bcl_symbol *symbol; /* by number in `name` */
    size_t cap;
} bcl_symbols;

/* Where a formula stands: what it may read. */
typedef struct {
    const bcl_dims *dims;
    const bcl_symbols *symbols;
    bcl_units *units;
    const bcl_symbol *inherited; /* of `herite`; NULL outside levers */
    bool allow_parent;
    const char *unit_code; /* code of unit errors; NULL: U03 and its kin */
} bcl_scope;

/* Settle a formula; NULL after reporting every error found in it. */
bcl_node *bcl_formula_check(const bcl_expr *x, const bcl_scope *s, bcl_arena *a,
                            bcl_diag *d);

/* Hold a settled formula against what its element declares: dimensions
 * exactly (D01) and dimension of unit (U01, or scope's code).  `what` names
 * the element for the message ("l'indicateur « part »"). */
bool bcl_formula_declared(const bcl_node *n, bcl_dimset dims,
                          const bcl_unit *unit, const char *unit_text,
                          const char *what, const bcl_scope *s, bcl_arena *a,
                          bcl_diag *d) BCL_MUST_CHECK;

/* A node made by hand, for compilers of processes. */
bcl_node *bcl_node_new(bcl_node_op op, bcl_dimset dims, const bcl_unit *unit,
                       bcl_pos at, bcl_arena *a);

/* Parse and settle the sum of terms made by hand: shorthand constructors. */
bcl_node *bcl_node_binary(bcl_node_op op, bcl_node *x, bcl_node *y,
                          bcl_arena *a);

#endif
