/* bundle_private.h -- what bundle_run.c and bundle_make.c share. */
#ifndef BCL_ENGINE_BUNDLE_PRIVATE_H
#define BCL_ENGINE_BUNDLE_PRIVATE_H

#include "engine/bundle.h"

/* Where a block starts in an array: moved cell by cell, or by strides along
 * the dimensions outside the block. */
typedef struct {
    double *v, *start, *at;
    ptrdiff_t by_member;     /* kept whole: cells of a member of the slab's */
    const ptrdiff_t *stride; /* NULL: cell by cell */
} bcl_cursor;

typedef struct {
    bcl_kernel *f; /* NULL: a curve or copies */
    const bcl_curve *curve;
    bcl_loop *copy;
    size_t per_row; /* what a row makes of its outermost members */
    bcl_cursor *to, *x[3];
    ptrdiff_t s[3];
} bcl_step;

typedef struct bcl_bundle {
    const bcl_layout *l;
    int cut;          /* the dimension cut into blocks */
    size_t rows, row; /* its members in a block, and cells of each */
    bcl_cursor *cursor, **moving;
    size_t ncursor, nmoving;
    bcl_step *step;
    size_t nstep;
} bcl_bundle;

#endif
