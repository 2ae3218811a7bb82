/* inputs.h -- the data stage: from what was observed to what each donnee is in
 * every year, as a scenario leaves it.  A slice is made only for years that
 * differ from all before: years held constant, scenarios that do not move a
 * donnee, years before a lever starts share those there are.
 *
 * Order: observed cells and rates computed from them, years between
 * (`entre`), years after the last (`prolonge`), levers. */
#ifndef BCL_ENGINE_INPUTS_H
#define BCL_ENGINE_INPUTS_H

#include "engine/program.h"
#include "engine/reconciled.h"
#include "scenario/scenario.h"

typedef struct {
    const bcl_model *m;
    const bcl_data *data;
    bcl_input *base;      /* by quantity: before any lever */
    bcl_input **scenario; /* by scenario, then quantity */
    size_t nscenario;
} bcl_inputs;

/* Observed, interpolated and prolonged.  `settled` (may be NULL): what a
 * reconciliation says of some cells, as in bcl_reconciled. */
bool bcl_inputs_base(bcl_inputs *in, const bcl_model *m, const bcl_data *data,
                     double *const *settled, bcl_arena *a,
                     bcl_diag *d) BCL_MUST_CHECK;

/* ... with measured quantities whose hidden cells a reconciliation told
 * together, and what follows them (`calage`), ... */
bool bcl_inputs_fit(bcl_inputs *in, const bcl_reconciled *r, bcl_arena *a,
                    bcl_diag *d) BCL_MUST_CHECK;

/* ... and the levers of each scenario (S06: a rest below zero; warnings T01,
 * S13 for levers that find nothing to move). */
bool bcl_inputs_levers(bcl_inputs *in, const bcl_scenarios *s, bcl_arena *a,
                       bcl_diag *d) BCL_MUST_CHECK;

#endif
