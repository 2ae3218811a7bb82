/* recur.h -- instructions that read other years of their argument. */
#ifndef BCL_ENGINE_RECUR_H
#define BCL_ENGINE_RECUR_H

#include "engine/private.h"

/* precedent, defaut, cumul, stocks and what leaves them, over a window: years
 * before it are read where they were computed. */
void bcl_exec_recur(bcl_machine *m, int instr, const bcl_window *w);

#endif
