/* rec_part.h -- a problem being cut into parts; for the files that do it only.
 */
#ifndef BCL_FLOW_REC_PART_H
#define BCL_FLOW_REC_PART_H

#include "flow/rec_private.h"

/* Items by part: those of part q are item[start[q]] to item[start[q + 1]]. */
typedef struct {
    size_t *start; /* [npart + 1] */
    int *item;
} bcl_rec_bucket;

typedef struct {
    const bcl_rec_problem *p;
    int *parent; /* [n + nprocess + nrow] variables, then constraints */
    int *part;   /* likewise; -1: an exact variable */
    size_t npart;
    /* Which variables stand in which part, by variable: exact ones may stand
     * in several. */
    size_t nplace, place_cap, var_cap;
    int *place_var, *place_part;
    bcl_rec_bucket var, process, row, product, correlation;
    int *local;            /* [n] of the variables of the part at hand */
    int *local_constraint; /* [nprocess + nrow] */
    bcl_arena *scratch;
} bcl_rec_cutter;

/* Copies part q out of the problem. */
void bcl_rec_cut(bcl_rec_part *to, bcl_rec_cutter *c, size_t q, bcl_arena *a);

#endif
