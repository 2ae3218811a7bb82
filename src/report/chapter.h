/* chapter.h -- the report of a run as blocks: key figures, ledgers, targets,
 * scenarios, actions, limits.
 *
 * Headings and order are the chapter's; every number, label and sentence of
 * fact comes from the results. */
#ifndef BCL_REPORT_CHAPTER_H
#define BCL_REPORT_CHAPTER_H

#include "figure/bind.h"
#include "report/block.h"
#include "report/tables.h"
#include "result/plan.h"

void bcl_chapter_write(bcl_blocks *doc, const bcl_plan *p,
                       const bcl_declared_tables *t, const bcl_drawn *figure,
                       size_t nfigure);

#endif
