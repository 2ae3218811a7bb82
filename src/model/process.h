/* process.h -- the balance of each process as formulas. */
#ifndef BCL_MODEL_PROCESS_H
#define BCL_MODEL_PROCESS_H

#include "model/model.h"

/* A node of one argument, with its unit and place. */
bcl_node *bcl_node_unary(bcl_node_op op, bcl_node *x, bcl_dimset dims,
                         bcl_arena *a);
/* A node that reads quantity `ref`. */
bcl_node *bcl_node_quantity(const bcl_model *m, int ref, bcl_arena *a);

/* What flow `q` brings to each cell of process `p` through its end `end`. */
bcl_node *bcl_end_node(const bcl_model *m, const bcl_quantity *q, int ref,
                       const bcl_end *end, const bcl_process *p, bcl_arena *a);

/* From a value per cell of the process to the dimensions of the flow. */
bcl_node *bcl_end_back(const bcl_model *m, const bcl_quantity *q,
                       const bcl_end *end, const bcl_process *p, bcl_node *x,
                       bcl_arena *a);

/* Entering less leaving, less what a stock takes, by cell of the process: the
 * gap that a process without a closing flow leaves; NULL when it is not
 * balanced or has a stock (nothing can be left). */
bcl_node *bcl_process_gap(const bcl_model *m, const bcl_process *p,
                          bcl_arena *a);

/* Give closing and coefficient flows, and stocks, their formulas. */
bool bcl_process_compile(bcl_model *m, bcl_arena *a,
                         bcl_diag *d) BCL_MUST_CHECK;

#endif
