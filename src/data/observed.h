/* observed.h -- what the tables say of each donnee, before any projection.
 *
 * Cells are in base units; one without a value is NaN and its hole says why.
 * They are kept by year, for most donnees say the same in most years: a slice
 * holds the cells of one year, and years that say the same share it. */
#ifndef BCL_DATA_OBSERVED_H
#define BCL_DATA_OBSERVED_H

#include "model/model.h"

#include <stdint.h>

enum {
    BCL_HOLE_SECRET = 1,
    BCL_HOLE_MISSING = 2,
    BCL_HOLE_LOWER = 4,  /* has a value, part of which is secret: a minimum */
    BCL_HOLE_PARTIAL = 8 /* has one, from part of the cells: no bound */
};

/* Once made, a slice is only read: others may share it, or its arrays. */
typedef struct {
    double *v;      /* [cells] */
    uint8_t *hole;  /* [cells], or NULL when every cell has a value */
    int *line;      /* [cells] line in the file, 0 for want of a row; NULL when
                       from no file */
    uint8_t *which; /* [cells] index of the file */
} bcl_slice;

typedef struct {
    bcl_layout layout; /* the year included */
    size_t span;       /* its years: cell c is cell c / span of the slice of
                          year c % span; 1 without a year */
    bcl_slice **slice; /* [years], NULL in a year that is not observed; all the
                          same without a year; a NULL array when the donnee is
                          unavailable */
    const char *why;   /* unavailable: the reason, in French */
    const char **file; /* by reading */
} bcl_observed;

typedef struct {
    bcl_observed *of; /* by quantity; no slices for what is no donnee */
    size_t n;
    size_t moved, outside; /* rows read under an old code, rows outside */
} bcl_data;

/* Read every donnee of a model.  All errors of all files are reported. */
bool bcl_data_read(bcl_data *out, const bcl_model *m, bcl_arena *a,
                   bcl_diag *d) BCL_MUST_CHECK;

/* Cells of a slice of what has these dimensions. */
size_t bcl_slice_cells(const bcl_model *m, bcl_dimset dims);

/* A slice without any value. */
bcl_slice *bcl_slice_new(size_t cells, bcl_arena *a);

/* Do they say the same, to the bit, from the same rows? */
bool bcl_slice_same(const bcl_slice *x, const bcl_slice *y, size_t cells);

#endif
