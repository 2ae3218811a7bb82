/* reconcile_say.h -- a reconciliation in words, for who launched it. */
#ifndef BCL_CLI_RECONCILE_SAY_H
#define BCL_CLI_RECONCILE_SAY_H

#include "result/flowproblem.h"

#include <stdio.h>

/* What was found, whether the data agree, and what to look at. */
void bcl_reconcile_say(FILE *to, const bcl_flowproblem *f,
                       const bcl_rec_result *r, bcl_arena *a);

/* Why there is no result (status not OK): B20 exact data contradict each
 * other, B21 bounds leave nothing, B22 no convergence, B23 correlations. */
bool bcl_reconcile_fail(const bcl_flowproblem *f, const bcl_rec_result *r,
                        bcl_arena *a, bcl_diag *d);

/* A number with the digits it needs, five at most, the French way. */
const char *bcl_reconcile_number(double x, bcl_arena *a);

#endif
