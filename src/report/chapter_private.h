/* chapter_private.h -- what the parts of the chapter share. */
#ifndef BCL_REPORT_CHAPTER_PRIVATE_H
#define BCL_REPORT_CHAPTER_PRIVATE_H

#include "report/chapter.h"

typedef struct {
    bcl_blocks *doc;
    const bcl_plan *p;
    const bcl_model *m;
    const bcl_declared_tables *tables;
    const bcl_drawn *figure;
    size_t nfigure;
    bcl_arena *a;
} bcl_chapter;

/* As many decimals as a figure of that size deserves. */
int bcl_chapter_decimals(double x);

/* A status in words for readers. */
const char *bcl_chapter_status(const char *status);

/* Parts of the chapter, each in its file. */
void bcl_chapter_figures(const bcl_chapter *c); /* key figures and controls */
void bcl_chapter_compare(const bcl_chapter *c); /* scenarios side by side */
void bcl_chapter_ledger(const bcl_chapter *c, size_t ledger);
void bcl_chapter_table(const bcl_chapter *c, const bcl_declared_table *t);
void bcl_chapter_reconciled(const bcl_chapter *c);
void bcl_chapter_targets(const bcl_chapter *c);
void bcl_chapter_scenarios(const bcl_chapter *c);

/* Sources as text, or NULL when none is said. */
const char *bcl_chapter_source(const bcl_chapter *c, const char *ids);

#endif
