/* bundle.h -- instructions of one shape computed together, block by block.
 *
 * Cells of a window are taken in the order of their layout, some hundred at a
 * time, and every instruction of the bundle runs on them before the next: what
 * only they read stays in blocks that fit the first cache.  An operand of fewer
 * dimensions is one number for the block, or is first spread over it. */
#ifndef BCL_ENGINE_BUNDLE_H
#define BCL_ENGINE_BUNDLE_H

#include "engine/private.h"

/* Components that are computed cell by cell made bundles of one shape; after
 * bcl_program_mark. */
void bcl_program_bundle(bcl_program *p);

/* Make the bundles of a machine ready, once it has its buffers. */
void bcl_bundle_prepare(bcl_machine *m);

/* Run bundle number `component` over a window of all years. */
void bcl_bundle_run(const bcl_machine *m, size_t component,
                    const bcl_window *w);

#endif
