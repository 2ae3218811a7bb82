/* values.h -- labelled results: value, status, coverage. */
#ifndef BCL_RESULT_VALUES_H
#define BCL_RESULT_VALUES_H

#include "result/study.h"

typedef struct {
    bcl_dimset dims;
    bcl_layout layout;
    const double *v;            /* [cells], base units */
    const uint8_t *hole;        /* or NULL */
    const float *known, *total; /* or NULL: all known */
    const bool *avail;          /* [years] */
    const uint8_t *status;      /* [years] bcl_status */
    const bool *extended;       /* [years] repeats or extends an earlier one */
    /* of a wish for extremes only; the arrays of cells are then NULL */
    double least, most; /* lowest value; largest magnitude; 0 when none */
    size_t least_at;    /* the cell of the lowest */
} bcl_values;

/* A formula to compute, with the dimensions its result must have. */
typedef struct {
    const bcl_node *node;
    bcl_dimset dims;
    bool extremes; /* only they are wanted: what is as long as the territory
                      has communes is not kept */
} bcl_wish;

/* Compute wishes under a scenario (-1: no lever); [n] results.  `missing`
 * (may be NULL) receives, by wish, the donnees that make it unavailable in the
 * reference year, ended by NULL; NULL when none does. */
bool bcl_values_compute(bcl_values *out, const bcl_quantity ***missing,
                        const bcl_wish *wish, size_t n, const bcl_study *s,
                        int scenario, bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* A node that reads quantity `ref`. */
bcl_node *bcl_values_quantity(const bcl_model *m, int ref, bcl_arena *a);

/* The label of a cell: observe, reconcilie, estime, hypothese, projete,
 * minorant, secret, manquant, indetermine, indisponible. */
const char *bcl_values_status(const bcl_values *x, const bcl_model *m,
                              size_t cell);

/* ... as a reader of French writes it. */
const char *bcl_values_status_word(const char *status);

/* "il manque « A », « B » et 2 autres données", of a list as above, or NULL. */
const char *bcl_values_missing_text(const bcl_quantity *const *missing,
                                    bcl_arena *a);

/* Does the cell have a number to print? */
bool bcl_values_has(const bcl_values *x, const bcl_model *m, size_t cell);

/* The part of cells known behind it, 1 when nothing is missing. */
double bcl_values_coverage(const bcl_values *x, size_t cell);

/* The cell of a calendar year of a result without other dimensions. */
size_t bcl_values_year(const bcl_model *m, int year);

#endif
