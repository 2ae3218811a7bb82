/* stage.h -- what the files of the data stage share. */
#ifndef BCL_ENGINE_STAGE_H
#define BCL_ENGINE_STAGE_H

#include "engine/inputs.h"

/* Fill the years after the last observed one (rules of `prolonge`). */
bool bcl_stage_prolong(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                       const bool *observed, bcl_arena *a,
                       bcl_diag *d) BCL_MUST_CHECK;

/* Fill the years between observed ones (`entre`). */
void bcl_stage_between(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                       const bool *observed);

/* Evaluate a formula over given inputs: a whole array of exactly `dims`. */
typedef struct {
    bcl_layout layout;
    double *v;
    uint8_t *hole;
    bool *avail;
    uint8_t *status;
} bcl_evaluated;
bool bcl_stage_evaluate(bcl_evaluated *out, const bcl_model *m,
                        const bcl_input *input, const bcl_given *given,
                        size_t ngiven, const bcl_node *n, bcl_dimset dims,
                        bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* Apply one lever to its donnee. */
bool bcl_stage_lever(bcl_input *in, const bcl_input *all, const bcl_model *m,
                     const bcl_lever *l, bcl_diag *d) BCL_MUST_CHECK;

#endif
