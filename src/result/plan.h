/* plan.h -- all that a run computes, wished once and computed for each
 * scenario: ledgers, indicators, flows, costs, and what figures and tables ask
 * for. */
#ifndef BCL_RESULT_PLAN_H
#define BCL_RESULT_PLAN_H

#include "engine/reconciled_lines.h"
#include "result/values.h"

typedef struct {
    const bcl_study *s;
    bcl_wish *wish;
    int *only; /* [wish] the run it is computed in, or -1: in all */
    size_t n, cap, only_cap;
    int **ledger;       /* [ledger][line] wish */
    int *indicator;     /* [quantity] wish, or -1 */
    int *flow;          /* [quantity] wish: the flow over the whole territory */
    int *target;        /* [quantity] wish of what targets bear on */
    int *gap, *through; /* [process] wishes: gap, inflow; or -1 */
    int *closing;   /* [quantity] wish of a closing flow held positive, or -1 */
    const int *run; /* scenarios that are shown, -1: no lever */
    size_t nrun;
    int *own; /* [quantity] wish of those explained, as they are; or -1 */
    struct {
        const bcl_node *node;
        int wish;
    } * test; /* conditions of branches, when explaining */
    size_t ntest, test_cap;
    int **cost;         /* [run][cost] wish; only read under its scenario */
    bcl_values **value; /* [run][wish] */
    const bcl_quantity ****missing; /* [run][wish]: a list, as in values.h */
    bcl_values *observed;  /* [wish] of ledgers alone, before reconciliation;
                            * NULL when there was none */
    bcl_known_lines known; /* how well lines of ledgers are known */
    bcl_arena *a;
} bcl_plan;

/* Start from nothing but which scenarios are shown. */
void bcl_plan_open(bcl_plan *p, const bcl_study *s, bcl_arena *a);

/* Start from what every run computes. */
void bcl_plan_start(bcl_plan *p, const bcl_study *s, bcl_arena *a);

/* Add a formula; its wish. */
int bcl_plan_add(bcl_plan *p, const bcl_node *n, bcl_dimset dims);

/* Add a quantity, summed over what is as long as the territory has places. */
int bcl_plan_add_over(bcl_plan *p, int quantity);

/* Compute every wish under every scenario shown. */
bool bcl_plan_run(bcl_plan *p, bcl_diag *d) BCL_MUST_CHECK;

/* The id of run k, "" without scenario. */
const char *bcl_plan_scenario(const bcl_plan *p, size_t k);
const char *bcl_plan_scenario_title(const bcl_plan *p, size_t k);

/* `run` may be BCL_PLAN_OBSERVED, for wishes of ledgers. */
enum { BCL_PLAN_OBSERVED = 9999 };
const bcl_values *bcl_plan_value(const bcl_plan *p, size_t run, int wish);

#endif
