/* scratch.h -- where slabs are computed: buffers shared by liveness. */
#ifndef BCL_ENGINE_SCRATCH_H
#define BCL_ENGINE_SCRATCH_H

#include "engine/private.h"

/* Give every instruction that is not kept whole a buffer, and the machine its
 * buffers; chooses how many members a slab has. */
void bcl_scratch_allocate(bcl_machine *m);

#endif
