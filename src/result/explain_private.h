/* explain_private.h -- what the parts of the explanation share. */
#ifndef BCL_RESULT_EXPLAIN_PRIVATE_H
#define BCL_RESULT_EXPLAIN_PRIVATE_H

#include "result/explain.h"

typedef struct {
    bcl_plan *p;
    const bcl_model *m;
    int *path; /* quantities above, to see loops */
    size_t npath;
    int depth;
} bcl_walker;

/* What stands in the cells that a choice of members leaves: one cell, or all
 * that an open dimension runs over. */
typedef struct {
    double sum, low, high; /* NaN when none has a value */
    size_t cells, known, first;
    size_t most; /* the cell of largest magnitude; the first when none is */
} bcl_looked;

bcl_looked bcl_explain_look(const bcl_walker *w, int wish,
                            const bcl_cell_of *at);

/* "[95002, residentiel, 2024]" and, with open dimensions, what the value is
 * of. */
void bcl_explain_name(const bcl_walker *w, bcl_why *y, int ref,
                      const bcl_cell_of *at, const bcl_looked *k,
                      double factor);

/* What a donnee says of itself: levers that touch the cell, file and line. */
void bcl_explain_levers(const bcl_walker *w, bcl_why *y, int ref,
                        const bcl_cell_of *at);
void bcl_explain_table(const bcl_walker *w, bcl_why *y, int ref, size_t cell);

/* How the reconciliation left a cell of a donnee, or the last one observed
 * before it when the cell is a later year; what fits a cell of a measured
 * quantity to what was told of it. */
void bcl_explain_settled(const bcl_walker *w, bcl_why *y, int ref, size_t cell);

#endif
