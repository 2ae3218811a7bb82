/* expand.h -- broadcasts made once.
 *
 * An operand that lacks some of the inner dimensions of what reads it would be
 * met in runs of a few cells: it is copied into the shape of its readers, once
 * for all those of a phase, and once for all slabs when it does not carry the
 * slab dimension.  Not done in loops, nor where cells may be missing: their
 * coverage is counted on the operand itself. */
#ifndef BCL_ENGINE_EXPAND_H
#define BCL_ENGINE_EXPAND_H

#include "engine/private.h"

/* After bcl_program_mark. */
void bcl_program_expand(bcl_program *p);

#endif
