/* adjustment.h -- what a reconciliation moved, as tables and texts say it. */
#ifndef BCL_RESULT_ADJUSTMENT_H
#define BCL_RESULT_ADJUSTMENT_H

#include "result/study.h"

/* The constraints of a group: "Ordures pesées ; Équilibre de « Tri »". */
const char *bcl_adjustment_title(const bcl_study *s, size_t group,
                                 bcl_arena *a);

/* "Voiture, Cergy, 2022"; "" for a donnee of one cell. */
const char *bcl_adjustment_where(const bcl_study *s,
                                 const bcl_reconciled_cell *c, bcl_arena *a);

/* The likely places of a group's gap: cells of the largest standardised
 * adjustments, one for each error, at most `most`, none below half a standard
 * deviation; [n] in order. */
size_t bcl_adjustment_largest(const bcl_reconciled_cell ***out,
                              const bcl_study *s, size_t group, size_t most,
                              bcl_arena *a);

/* Hidden cells of a group that bounds and balances enclose. */
size_t bcl_adjustment_enclosed(const bcl_reconciled_cell ***out,
                               const bcl_study *s, size_t group, size_t most,
                               bcl_arena *a);

/* "redondant", "non vérifié", "fixe", "déduit", "indéterminé". */
const char *bcl_adjustment_class(bcl_rec_class k);

/* A cell that moved by less than a thousandth of itself, or that nothing
 * verifies, where ten thousand may move or more: nobody reads so many lines. */
bool bcl_adjustment_unnoticed(const bcl_reconciled *r,
                              const bcl_reconciled_cell *c);

/* How many there are, and the largest |z| among them; NaN when none has one. */
size_t bcl_adjustment_left_out(double *z, const bcl_reconciled *r);

/* The largest share by which two sides of an equation of a group differed as
 * observed, hidden cells apart; NaN when none is whole. */
double bcl_adjustment_gap(const bcl_study *s, size_t group);

/* Data that agree far better than their uncertainties let expect: p > 0.99. */
bool bcl_adjustment_too_well(const bcl_reconciled_group *g);

/* The test of a group in words: "les écarts sont à la mesure des
 * incertitudes", ... */
const char *bcl_adjustment_verdict(const bcl_reconciled_group *g);

#endif
