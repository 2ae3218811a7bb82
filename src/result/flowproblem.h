/* flowproblem.h -- a flow table as a problem of reconciliation, and how to say
 * its variables and rows again.
 *
 * Variables: the flows, the shares, the concentrations told, then those that
 * nobody told, and how much of each substance flows.  Each substance is a
 * layer: its own balance of every process, and in every flow
 * (flow of the substance) - (flow) x (concentration) = 0.  All are in the
 * units of the first flow and of each substance's first concentration.
 *
 * A process with inflows only, or outflows only, is no process but a part of
 * the outside (B14). */
#ifndef BCL_RESULT_FLOWPROBLEM_H
#define BCL_RESULT_FLOWPROBLEM_H

#include "data/flowtable.h"
#include "flow/reconcile.h"

/* What a variable is in the table: index of its kind. */
typedef enum {
    BCL_VAR_FLOW,
    BCL_VAR_SHARE,
    BCL_VAR_CONCENTRATION, /* -1: not told */
    BCL_VAR_CONTENT        /* how much of a substance; -1: not told */
} bcl_variable_kind;

typedef struct {
    bcl_variable_kind kind;
    int index;
    const char *name;  /* "F1", "share:P:F1", "conc:F1:Cd", "mass:F1:Cd" */
    bcl_own_unit unit; /* that it is printed in */
    bcl_pos at;        /* file NULL: told nowhere */
    bool printed;
} bcl_variable;

typedef struct {
    bcl_rec_problem p;
    const bcl_flowtable *table;
    bcl_variable *var; /* [p.n] in the order they are printed */
    /* Said in French, for messages. */
    const char **process; /* [p.nprocess] */
    const char **row;     /* [p.nrow] */
} bcl_flowproblem;

/* `nonnegative`: 0 is a lower bound wherever no other is told. */
void bcl_flowproblem_build(bcl_flowproblem *out, const bcl_flowtable *t,
                           bool nonnegative, bcl_arena *a, bcl_diag *d);

#endif
