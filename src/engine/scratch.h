/* scratch.h -- where slabs are computed: buffers shared by liveness. */
#ifndef BCL_ENGINE_SCRATCH_H
#define BCL_ENGINE_SCRATCH_H

#include "engine/private.h"

/* The buffers of a machine, and how many members a slab has. */
typedef struct {
    int n;
    size_t *width;         /* [n] cells a member */
    bool *counted, *holed; /* [n] some instruction needs them */
    size_t slab;
} bcl_scratch;

/* Give every instruction that is not kept whole a buffer. */
bcl_scratch bcl_scratch_share(bcl_program *p);

/* Give a machine its buffers. */
void bcl_scratch_allocate(bcl_machine *m, const bcl_scratch *s);

#endif
