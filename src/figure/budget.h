/* budget.h -- a consumption cumulated against what it may reach (land and its
 * reference): the former period, the budget of the present one, what was
 * observed of it and where each scenario leads. */
#ifndef BCL_FIGURE_BUDGET_H
#define BCL_FIGURE_BUDGET_H

#include "figure/frame.h"

typedef struct {
    const char *label;
    const double *v; /* [nyear], cumulated; NaN where there is no value */
    unsigned rgb;    /* 0: chosen */
} bcl_budget_series;

typedef struct {
    bcl_page page;
    const char *unit; /* short, written after values: "ha" */
    const int *year;  /* [nyear] of the present period, ascending */
    size_t nyear;
    const int *past_year;   /* [npast] of the former period; its last is the */
    size_t npast;           /* first of the present one, or before it */
    const double *past;     /* [npast], cumulated from 0 */
    const double *observed; /* [nyear], cumulated from 0 */
    const char *label;      /* of the budget: "Référence SRADDET" */
    double budget;          /* NaN: none */
    const bcl_budget_series *series;
    size_t nseries;
} bcl_budget;

/* Each series is told apart by its last value and what it leaves of the budget
 * or exceeds it by.  NULL with G06 or G09. */
bcl_canvas *bcl_budget_draw(const bcl_budget *b, bcl_arena *a, bcl_diag *d);

#endif
