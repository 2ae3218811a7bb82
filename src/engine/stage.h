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
                       const bool *observed, bcl_arena *a);

/* Evaluate a formula over given inputs: a whole array of exactly `dims`, left
 * with what computed it in the arena. */
typedef struct {
    bcl_layout layout;
    double *v;
    uint8_t *hole;
    float *known, *total; /* coverage, where there are holes */
    bool *avail;
    uint8_t *status;
} bcl_evaluated;
bool bcl_stage_evaluate(bcl_evaluated *out, const bcl_model *m,
                        const bcl_input *input, const bcl_given *given,
                        size_t ngiven, const bcl_node *n, bcl_dimset dims,
                        bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* Rates observed by a formula, which may read one another (R04 when in a
 * ring); seen: [quantity] the years observed, of those filled in. */
bool bcl_stage_rates(bcl_inputs *in, bool **seen, double *const *settled,
                     bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* Put what a reconciliation says of some cells ([cells] of the whole layout,
 * NaN elsewhere; NULL: nothing) in place of what was observed; a slice with a
 * cell settled becomes the year's own. */
void bcl_stage_settle(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                      const double *settled, bcl_arena *a);

/* A donnee that the levers of a scenario move, one after another. */
typedef struct {
    bcl_input *in;         /* its array of slices is its own */
    const bcl_input *base; /* what it was before all of them */
    bcl_slice **spare;     /* made by a lever, replaced by the next */
    size_t nspare, cap;
} bcl_moved;

/* Apply one lever to its donnee: years that come out the same share a slice,
 * those that do not move keep theirs. */
bool bcl_stage_lever(bcl_moved *to, const bcl_input *all, const bcl_model *m,
                     const bcl_lever *l, bcl_arena *a,
                     bcl_diag *d) BCL_MUST_CHECK;

#endif
