/* exec_private.h -- what the files that compute instructions share. */
#ifndef BCL_ENGINE_EXEC_PRIVATE_H
#define BCL_ENGINE_EXEC_PRIVATE_H

#include "engine/kernel.h"
#include "engine/private.h"

/* One instruction, where its result and arguments lie, what computes it. */
typedef struct {
    const bcl_machine *m;
    const bcl_instr *i;
    bcl_view to, x[3];
    bcl_kernel *kernel;
} bcl_exec_context;

void bcl_exec_open(bcl_exec_context *c, bcl_machine *m, int instr,
                   const bcl_window *w);
const bcl_layout *bcl_exec_arg_layout(const bcl_exec_context *c, int k);

/* n cells of `to` read on a curve at those of x. */
void bcl_exec_curve(double *to, const bcl_curve *c, const double *x,
                    ptrdiff_t sx, size_t n);

/* A body over the cells of the result. */
void bcl_exec_over_result(bcl_exec_context *c, const bcl_window *w,
                          bcl_loop_body *body);

/* x[d=m], x[d:...], x[a=b] (gather.c); sums (reduce.c), which only add when
 * slabs feed them. */
void bcl_exec_gather(bcl_exec_context *c, const bcl_window *w);
void bcl_exec_reduce(bcl_exec_context *c, const bcl_window *w);

#endif
