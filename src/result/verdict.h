/* verdict.h -- a target held against what is observed and what a scenario
 * projects.
 *
 * suivi: the last observed value against the straight line from the base to
 * the target; of a target on the mean of a period (a budget), the mean of its
 * years observed so far against the target itself.  scénario: the projected
 * value against the target. */
#ifndef BCL_RESULT_VERDICT_H
#define BCL_RESULT_VERDICT_H

#include "result/plan.h"

typedef enum {
    BCL_REACHED,   /* atteint */
    BCL_MISSED,    /* manqué */
    BCL_ON_TRACK,  /* en ligne */
    BCL_LATE,      /* en retard */
    BCL_PAST,      /* échu */
    BCL_TOO_EARLY, /* trop tôt: one observed year, no path to compare */
    BCL_NO_VERDICT /* non calculable */
} bcl_outcome;

typedef struct {
    bcl_outcome outcome;
    double target, value; /* in the target's own unit; value NaN if none */
    double gap;           /* value - target */
    double effort;        /* a year, from the last observed value; NaN */
    int year;             /* of the value */
    const char *why;      /* NO_VERDICT: the reason */
} bcl_verdict;

/* `cell`: index in the dimensions of the quantity without the year. */
bcl_verdict bcl_verdict_scenario(const bcl_plan *p, size_t run,
                                 const bcl_target *t, size_t cell);
bcl_verdict bcl_verdict_observed(const bcl_plan *p, const bcl_target *t,
                                 size_t cell);

/* The straight line that a target draws, in base units of its quantity. */
typedef struct {
    double from, start; /* year (maybe a half) and value it begins at; NaN */
    double to, end;  /* ... and it ends at: a relative target made absolute */
    int last;        /* last observed year; 0: none */
    double now, due; /* observed then, and what the line says; NaN */
} bcl_course;

bcl_course bcl_verdict_course(const bcl_plan *p, size_t run,
                              const bcl_target *t, size_t cell);

size_t bcl_verdict_cells(const bcl_model *m, const bcl_target *t);
const char *bcl_verdict_word(bcl_outcome o);

/* The targets that apply under run k: the model's, then the scenario's. */
size_t bcl_verdict_targets(const bcl_plan *p, size_t run,
                           const bcl_target ***out);

#endif
