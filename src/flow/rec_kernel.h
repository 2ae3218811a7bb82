/* rec_kernel.h -- rows of dense blocks added up. */
#ifndef BCL_FLOW_REC_KERNEL_H
#define BCL_FLOW_REC_KERNEL_H

#include <stddef.h>

/* y[j] += sum over k < count of a[k*astep] * x[k*xstep + j], j < n.  y overlaps
 * no x. */
void bcl_rec_combine(double *y, const double *a, size_t astep, const double *x,
                     size_t xstep, size_t count, size_t n);

#endif
