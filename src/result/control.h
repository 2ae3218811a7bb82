/* control.h -- what must hold, and whether it does: balances of processes,
 * closing flows that stay positive, indicators with an expected value. */
#ifndef BCL_RESULT_CONTROL_H
#define BCL_RESULT_CONTROL_H

#include "result/plan.h"

typedef struct {
    const char *what; /* "Processus « uve »", the title of an indicator */
    const char *unit_text;
    double gap;        /* the largest, in that unit; NaN when none is known */
    double share;      /* of what goes through; NaN for an indicator */
    int year;          /* where it is largest */
    const char *where; /* "[95002, gaz]" or "" */
    bool ok;
} bcl_control;

/* Add what controls need to a plan, before it runs. */
void bcl_control_plan(bcl_plan *p);

/* The controls of run k, in the arena; their number. */
size_t bcl_control_list(bcl_control **out, const bcl_plan *p, size_t run);

/* Warn (R18) of each closing flow that goes below zero without being said
 * free to: most often an export that was not declared. */
void bcl_control_signs(const bcl_plan *p, size_t run, bcl_diag *d);

#endif
