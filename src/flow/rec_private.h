/* rec_private.h -- what the files of the reconciliation share; for them only.
 */
#ifndef BCL_FLOW_REC_PRIVATE_H
#define BCL_FLOW_REC_PRIVATE_H

#include "flow/reconcile.h"

/* Balances alone, no correlation: the graph of processes with the outside as a
 * node.  Fills class, x, sd, adjustment, z, chi2, dof, and the contradiction;
 * bounds are not looked at. */
bcl_rec_status bcl_rec_graph(bcl_rec_result *out, const bcl_rec_problem *p,
                             const bcl_rec_options *o, bcl_arena *a);

/* The same for any linear problem (no product, no skewed variable). */
bcl_rec_status bcl_rec_linear(bcl_rec_result *out, const bcl_rec_problem *p,
                              const bcl_rec_options *o, bcl_arena *a);

/* The same for any problem: by Gauss-Newton when it is not linear. */
bcl_rec_status bcl_rec_bilinear(bcl_rec_result *out, const bcl_rec_problem *p,
                                const bcl_rec_options *o, bcl_arena *a);

/* The one of the three that a problem wants. */
bcl_rec_status bcl_rec_route(bcl_rec_result *out, const bcl_rec_problem *p,
                             const bcl_rec_options *o, bcl_arena *a);

/* The global test (verdict), and serial elimination of suspects. */
void bcl_rec_test(bcl_rec_result *out, const bcl_rec_problem *p,
                  const bcl_rec_options *o, bcl_arena *a);

/* Bounds that bind, by a primal-dual active set over bcl_rec_route; intervals
 * of unobservable variables. */
bcl_rec_status bcl_rec_bounds(bcl_rec_result *out, const bcl_rec_problem *p,
                              const bcl_rec_options *o, bcl_arena *a);
void bcl_rec_intervals(bcl_rec_result *out, const bcl_rec_problem *p,
                       bcl_arena *a);

#endif
