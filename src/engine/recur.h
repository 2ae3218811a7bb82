/* recur.h -- instructions that read other years of their argument. */
#ifndef BCL_ENGINE_RECUR_H
#define BCL_ENGINE_RECUR_H

#include "engine/private.h"
#include "flow/cohort.h"

/* precedent, defaut, cumul, stocks and what leaves them, over a window: years
 * before it are read where they were computed. */
void bcl_exec_recur(bcl_machine *m, int instr, const bcl_window *w);

/* Which argument precedent and defaut copy in a year, -1 for none: known before
 * the run. */
int bcl_copy_source(const bcl_program *p, const bcl_instr *i, size_t y);

/* The law of a stock's <duree_vie>, and when in its year inflow enters. */
bcl_lifetime bcl_lifetime_of(const bcl_quantity *q, bcl_diag *d);
bcl_entry bcl_lifetime_entry(const bcl_xml *e);

#endif
