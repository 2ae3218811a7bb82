/* rec_lp.h -- what constraints and bounds leave unmeasured variables, by linear
 * programs; for the files of the reconciliation only. */
#ifndef BCL_FLOW_REC_LP_H
#define BCL_FLOW_REC_LP_H

#include "flow/rec_private.h"

/* What is open once a problem is solved: its unobservable variables, as
 * unmeasured ones, where all others are exact at r->x; in parts.  Rows that
 * multiply two unobservable variables are left out: an interval may be too
 * wide, never too narrow. */
bcl_rec_part *bcl_rec_open_parts(size_t *npart, const bcl_rec_problem *p,
                                 const bcl_rec_result *r, bcl_arena *a);

/* The range of each unmeasured variable of such a part; low, high: [p->n],
 * those of others untouched.  Where the library does not find it (numerical
 * trouble, or too long), the variable's own bounds.  False when nothing lies
 * within the bounds. */
bool bcl_rec_ranges(double *low, double *high, const bcl_rec_problem *p);

/* Does anything lie within the bounds?  Else at[k] ([p->n]) becomes -1 or 1
 * for variables whose low or high bounds together forbid it. */
bool bcl_rec_fits(signed char *at, const bcl_rec_problem *p);

#endif
