/* slabs.h -- the slabs of a phase, shared among threads.
 *
 * Each thread has a machine of its own and takes the next slab that nobody has
 * taken.  Sums over the slab dimension are added in the order of slabs, whoever
 * computes them: the same bits for any number of threads.  OMP_NUM_THREADS says
 * how many. */
#ifndef BCL_ENGINE_SLABS_H
#define BCL_ENGINE_SLABS_H

#include "engine/private.h"

typedef struct bcl_crew bcl_crew;

/* Once whole arrays are allocated; released by bcl_crew_destroy. */
bcl_crew *bcl_crew_create(bcl_program *p);
void bcl_crew_destroy(bcl_crew *c);

/* The machine of the thread that calls, for what is not run by slabs. */
bcl_machine *bcl_crew_first(bcl_crew *c);

/* All slabs of a phase.  False when one fails: the first that does says why. */
bool bcl_crew_run(bcl_crew *c, int level) BCL_MUST_CHECK;

#endif
