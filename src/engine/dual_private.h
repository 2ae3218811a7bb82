/* dual_private.h -- what the files of the differentiation share; for them
 * only. */
#ifndef BCL_ENGINE_DUAL_PRIVATE_H
#define BCL_ENGINE_DUAL_PRIVATE_H

#include "engine/dual.h"

/* Value v, slopes those of x times `slope`. */
bcl_dual bcl_dual_chain(bcl_dual x, double v, double slope, bcl_arena *a);
bcl_dual bcl_dual_absent(void);

/* x/y; no value where y is 0 or beyond all numbers. */
bcl_dual bcl_dual_divide(bcl_dual x, bcl_dual y, bcl_arena *a);

/* Arithmetic and functions of a cell. */
bcl_dual bcl_dual_function(bcl_duals *t, const bcl_node *n);

/* Sums over dimensions and through years. */
bcl_dual bcl_dual_sum(bcl_duals *t, const bcl_node *n);
bcl_dual bcl_dual_group(bcl_duals *t, const bcl_node *n);
bcl_dual bcl_dual_share(bcl_duals *t, const bcl_node *n);
bcl_dual bcl_dual_ratio(bcl_duals *t, const bcl_node *n);
bcl_dual bcl_dual_cumul(bcl_duals *t, const bcl_node *n);
bcl_dual bcl_dual_stock(bcl_duals *t, const bcl_node *n);

/* A quantity that cannot be followed. */
bcl_dual bcl_dual_refuse(bcl_duals *t, int quantity);

/* Loops (dual_loop.c): the value of a cell met while it is being computed;
 * what it is worth once `x` says how it reads itself, computed again where it
 * does; whether a value still waits for such a cell. */
typedef bcl_dual bcl_dual_again(bcl_duals *t, int quantity, size_t cell);
bcl_dual bcl_dual_met(bcl_duals *t, int quantity, size_t cell);
bcl_dual bcl_dual_closed(bcl_duals *t, int quantity, size_t cell, bcl_dual x,
                         bcl_dual_again *again);
bool bcl_dual_waits(const bcl_dual *x);

#endif
