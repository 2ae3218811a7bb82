/* dense.h -- small dense linear systems, thousands of them.
 *
 * The loops of one year couple a few unknowns in each cell: too small for a
 * library's blocks, too many for its allocations. */
#ifndef BCL_FLOW_DENSE_H
#define BCL_FLOW_DENSE_H

#include <stdbool.h>
#include <stddef.h>

/* How many doubles bcl_dense_solve takes in `a`. */
#define BCL_DENSE_SIZE(n) (2 * (n) * ((n) + 1))

/* Solve A x = b, with one step of iterative refinement.  `a`:
 * [BCL_DENSE_SIZE(n)], the first n*n hold A row by row; all of it is lost.
 * perm: [n], receives the row exchanges.  x and b: [n], distinct.  Rows and
 * columns may have units of their own.  False when A is singular to working
 * precision or holds a NaN or an infinity; x is then untouched. */
bool bcl_dense_solve(double *x, double *a, const double *b, size_t n,
                     size_t *perm);

#endif
