/* study.h -- a territory opened: model, tables, scenarios, inputs ready.
 *
 * What every command starts from. */
#ifndef BCL_RESULT_STUDY_H
#define BCL_RESULT_STUDY_H

#include "engine/inputs.h"
#include "engine/reconciled.h"

typedef struct {
    bcl_units *units;
    bcl_model m;
    bcl_data data;
    bcl_scenarios scenarios;
    bcl_inputs inputs;         /* reconciled, unless that was not wanted */
    bcl_inputs observed;       /* before it: base alone */
    bcl_reconciled reconciled; /* empty when not wanted or not needed */
} bcl_study;

/* What to open. */
typedef struct {
    const char *const *scenario; /* as for bcl_scenarios_load */
    size_t nscenario;
    bool optional;            /* a scenario that no folder has is left out */
    bool as_observed;         /* no reconciliation */
    const char *dim, *member; /* kept to one member of a dimension, or NULL */
} bcl_study_wish;
enum { BCL_AS_OBSERVED = -2 }; /* a "scenario": no lever, no reconciliation */

/* Open all of it; close it in any case. */
bool bcl_study_open(bcl_study *s, const char *territory,
                    const bcl_study_wish *wish, const char *datadir,
                    bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;
/* The last step of it: inputs as observed, then reconciled, then as each
 * scenario leaves them. */
bool bcl_study_settle(bcl_study *s, bool as_observed, bcl_arena *a,
                      bcl_diag *d) BCL_MUST_CHECK;
void bcl_study_close(bcl_study *s);

/* The inputs of a scenario; -1: without levers; or BCL_AS_OBSERVED. */
const bcl_input *bcl_study_inputs(const bcl_study *s, int scenario);

#endif
