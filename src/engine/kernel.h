/* kernel.h -- arithmetic on runs of numbers.
 *
 * NaN is "no value" and spreads, but for the branch not taken.  x/0, the
 * logarithm and root of what has none are "no value", never infinite. */
#ifndef BCL_ENGINE_KERNEL_H
#define BCL_ENGINE_KERNEL_H

#include <stddef.h>

/* n cells of `to` from operands x[k], read by strides s[k]; an operand of
 * stride 1 may be `to` itself. */
typedef void bcl_kernel(double *to, const double *const *x, const ptrdiff_t *s,
                        size_t n);

/* The kernel of an operation (a bcl_node_op or engine code) that makes a cell
 * from one cell of each operand, or NULL. */
bcl_kernel *bcl_kernel_of(int op);

/* Runs of n cells, one after another: by operand, where the first starts, and
 * the strides within a run and from one to the next. */
enum { BCL_OPERANDS = 4 };
typedef struct {
    size_t n, lines;
    ptrdiff_t off[BCL_OPERANDS], stride[BCL_OPERANDS], line[BCL_OPERANDS];
} bcl_runs;

/* Add the values of operand 0, at `x`, to the sums of operand 1, at `to`, and
 * count them; nothing overlaps. */
void bcl_kernel_sum(double *to, double *count, const double *x,
                    const bcl_runs *r);

/* Operand 1, at `x`, copied to operand 0, at `to`; nothing overlaps. */
void bcl_kernel_copy(double *to, const double *x, const bcl_runs *r);

#endif
