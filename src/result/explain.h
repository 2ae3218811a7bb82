/* explain.h -- where a number comes from: the chain behind one cell, down to
 * the line of a file, with each lever that touched it. */
#ifndef BCL_RESULT_EXPLAIN_H
#define BCL_RESULT_EXPLAIN_H

#include "result/plan.h"

typedef struct bcl_why bcl_why;
struct bcl_why {
    const char *id, *title, *kind; /* "donnée", "calcul", "flux"... */
    const char *cell;              /* "[95002, residentiel, 2024]" or "" */
    const char *aggregate; /* "somme sur commune (183)" when the cell is not
                              one of the quantity's own; or NULL */
    double value;          /* in `unit`; NaN when there is none */
    const char *unit, *status;
    const char *formula; /* as written, or NULL */
    const char *how;     /* "solde de reseau", "coefficient × entrée de x",
                            "prolongé depuis 2023 (constante)"; or NULL */
    const char *file;    /* table or model file */
    int line;
    const char *source; /* titles, or NULL */
    const char *note;
    const char *settled; /* what the reconciliation did, or NULL */
    const char **lever;  /* each: what it did, and where it is written */
    size_t nlever;
    bcl_why **operand;
    size_t noperand, operand_cap;
    bool loop; /* already above in this chain */
};

/* The chain behind quantity `ref` at the members given by dimension (-1: all
 * of them, summed), in a calendar year, under run 0 of the plan.  `depth`
 * levels at most. */
typedef struct {
    int member[BCL_DIMS_MAX];
    int year;
} bcl_cell_of;

/* What a chain of that depth may show, wished before the plan runs: a large
 * territory has no room for every quantity. */
void bcl_explain_plan(bcl_plan *p, int ref, int depth);
bcl_why *bcl_explain(bcl_plan *p, int ref, const bcl_cell_of *at, int depth);

#endif
