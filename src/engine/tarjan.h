/* tarjan.h -- strongly connected components of instructions (Tarjan 1972),
 * without recursion: what depends on itself, in an order of computation. */
#ifndef BCL_ENGINE_TARJAN_H
#define BCL_ENGINE_TARJAN_H

#include "engine/private.h"

typedef struct {
    bcl_program *p;
    const bool *in; /* only these instructions, or NULL */
    bool now_only;
    int *index, *low, *stack, *component;
    bool *on;
    int *frame, *edge; /* the call stack of the recursion, spelled out */
    int counter, depth, top, found;
    int *order; /* members, component after component */
    size_t norder;
    size_t *start; /* of each component in `order` */
} bcl_tarjan;

/* Components of what `roots` read, each after those it reads; only
 * instructions of `in` when given, only reads of the same year with
 * `now_only`. */
bcl_tarjan bcl_tarjan_run(bcl_program *p, const bool *in, bool now_only,
                          const int *roots, size_t nroots);

#endif
