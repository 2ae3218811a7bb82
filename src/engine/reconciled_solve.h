/* reconciled_solve.h -- equations grouped, and each group settled. */
#ifndef BCL_ENGINE_RECONCILED_SOLVE_H
#define BCL_ENGINE_RECONCILED_SOLVE_H

#include "engine/reconciled_private.h"

/* Constraints that share unknowns, at any remove, are one group: the rows and
 * the unknowns of each get its number. */
void bcl_reconciled_group_rows(bcl_reconciled *out, const bcl_equations *e,
                               bcl_unknowns *u);

/* Rows whose slopes are all 0 cannot be moved. */
void bcl_reconciled_mark_exact(bcl_reconciled *out, const bcl_equations *e);

/* Gauss-Newton on every group at once; then what is known of each unknown. */
void bcl_reconciled_solve(bcl_reconciled *out, bcl_unknowns *u);

/* T03: equations set aside, or that nothing moves, and their gap. */
void bcl_reconciled_tell_odds(const bcl_reconciled *r, const bcl_model *m,
                              bcl_arena *a, bcl_diag *d);

#endif
