/* observed.h -- what the tables say of each donnee, before any projection.
 *
 * Cells lie as bcl_layout says, in base units; a cell without a value is NaN
 * and its hole says why. */
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

typedef struct {
    bcl_layout layout;
    double *v;       /* [cells]; NULL when the donnee is unavailable */
    uint8_t *hole;   /* [cells], or NULL when every cell has a value */
    bool *year;      /* [years] observed; all true without a year */
    const char *why; /* unavailable: the reason, in French */
    bool constant;   /* from valeur or cas: same in all years up to reference */
    /* where a cell comes from */
    int *line;         /* [cells] line in the file, 0 when from no file */
    const char **file; /* by reading */
    uint8_t *which;    /* [cells] index in `file` */
} bcl_observed;

typedef struct {
    bcl_observed *of; /* by quantity; v NULL for what is no donnee */
    size_t n;
    size_t moved, outside; /* rows read under an old code, rows outside */
} bcl_data;

/* Read every donnee of a model.  All errors of all files are reported. */
bool bcl_data_read(bcl_data *out, const bcl_model *m, bcl_arena *a,
                   bcl_diag *d) BCL_MUST_CHECK;

#endif
