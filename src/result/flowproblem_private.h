/* flowproblem_private.h -- what the files that build the problem share; for
 * them only. */
#ifndef BCL_RESULT_FLOWPROBLEM_PRIVATE_H
#define BCL_RESULT_FLOWPROBLEM_PRIVATE_H

#include "result/flowproblem.h"

typedef struct {
    double value, sd, low, high;
    int from, to;
} bcl_problem_number;

typedef struct {
    bcl_flowproblem *out;
    bool nonnegative;
    bcl_arena *a;
    bool *balanced;             /* [processes] */
    bcl_problem_number *number; /* [variables] */
    size_t var_cap, number_cap;
    size_t first_share;
    /* Variables by substance and flow, [substances * flows]; -1: none. */
    int *concentration, *content;
    bcl_own_unit *substance_unit; /* of concentrations not told */

    /* rows */
    size_t *start;
    int *var;
    double *coef, *rhs;
    bcl_rec_product *product;
    size_t nterm, start_cap, var_term_cap, coef_cap, rhs_cap, product_cap,
        name_cap;
} bcl_problem_builder;

/* Constraints, shares, then contents of flows. */
void bcl_problem_add_rows(bcl_problem_builder *b);

#endif
