/* kernel.h -- arithmetic on runs of numbers.
 *
 * NaN is "no value" and spreads, but for the branch not taken.  x/0, the
 * logarithm and root of what has none are "no value", never infinite. */
#ifndef BCL_ENGINE_KERNEL_H
#define BCL_ENGINE_KERNEL_H

#include <stddef.h>

typedef void bcl_kernel1(double *to, const double *x, ptrdiff_t sx, size_t n);
typedef void bcl_kernel2(double *to, const double *x, ptrdiff_t sx,
                         const double *y, ptrdiff_t sy, size_t n);

/* The kernel of an operation (a bcl_node_op or engine code), or NULL. */
bcl_kernel1 *bcl_kernel_unary(int op);
bcl_kernel2 *bcl_kernel_binary(int op);

void bcl_kernel_if(double *to, const double *c, ptrdiff_t sc, const double *x,
                   ptrdiff_t sx, const double *y, ptrdiff_t sy, size_t n);
void bcl_kernel_clamp(double *to, const double *x, ptrdiff_t sx,
                      const double *low, ptrdiff_t sl, const double *high,
                      ptrdiff_t sh, size_t n);

/* Add the values of a run to sums (stride 0: one sum) and count them. */
void bcl_kernel_sum(double *to, double *count, ptrdiff_t st, const double *x,
                    ptrdiff_t sx, size_t n);

#endif
