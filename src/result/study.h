/* study.h -- a territory opened: model, tables, scenarios, inputs ready.
 *
 * What every command starts from. */
#ifndef BCL_RESULT_STUDY_H
#define BCL_RESULT_STUDY_H

#include "engine/inputs.h"

typedef struct {
    bcl_units *units;
    bcl_model m;
    bcl_data data;
    bcl_scenarios scenarios;
    bcl_inputs inputs;
} bcl_study;

/* Open all of it; close it in any case.  `scenario` as for
 * bcl_scenarios_load; with `optional` one that no
 * folder has is left out. */
bool bcl_study_open(bcl_study *s, const char *territory,
                    const char *const *scenario, size_t nscenario,
                    bool optional, const char *datadir, bcl_arena *a,
                    bcl_diag *d) BCL_MUST_CHECK;
/* The same, kept to one member of a dimension (NULL: all). */
bool bcl_study_open_part(bcl_study *s, const char *territory,
                         const char *const *scenario, size_t nscenario,
                         bool optional, const char *dim, const char *member,
                         const char *datadir, bcl_arena *a,
                         bcl_diag *d) BCL_MUST_CHECK;
void bcl_study_close(bcl_study *s);

/* The inputs of a scenario; -1: without levers. */
const bcl_input *bcl_study_inputs(const bcl_study *s, int scenario);

#endif
