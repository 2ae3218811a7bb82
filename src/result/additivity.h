/* additivity.h -- do the parts of a territory add up to the whole?
 *
 * Each member of a grouping of places (each EPCI of a département)
 * is run alone, and amounts are added. */
#ifndef BCL_RESULT_ADDITIVITY_H
#define BCL_RESULT_ADDITIVITY_H

#include "result/plan.h"

typedef struct {
    const char *id, *title, *unit_text;
    double whole, sum; /* in its unit, in the reference year */
    const char *why;   /* when they differ */
    bool rate;         /* a ratio: never adds up, and should not */
} bcl_additivity;

/* One line an indicator without dimensions that has a value in the whole;
 * controls, whose value is rounding, are left out.
 * `dim` receives the grouping used, `parts` its number of members.  False when
 * a part cannot be run, or no dimension groups into another (P04). */
bool bcl_additivity_check(bcl_additivity **out, size_t *n, const char **dim,
                          size_t *parts, const bcl_plan *whole,
                          const char *territory, const char *scenario,
                          bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

#endif
