/* tables.h -- the tables/ folder of a run: CSV files whose headers are a
 * contract with whoever reads them by program. */
#ifndef BCL_REPORT_TABLES_H
#define BCL_REPORT_TABLES_H

#include "report/outdir.h"
#include "result/plan.h"
#include "result/sources.h"

/* A declared <tableau>, and its wish in the plan. */
typedef struct {
    const bcl_head *head;
    const char *scenario; /* id of the one that declares it, or NULL: all */
    const bcl_node *node;
    const char *unit_text;
    const bcl_unit *unit;
    int rows, columns; /* the dimensions shown in a document */
    int decimals;
    int wish;
} bcl_declared_table;

typedef struct {
    bcl_declared_table *item;
    size_t n, cap;
} bcl_declared_tables;

/* Settle the declared tables and add what they need to the plan. */
bool bcl_tables_plan(bcl_declared_tables *out, bcl_plan *p,
                     bcl_diag *d) BCL_MUST_CHECK;

/* Write bilans, indicateurs, objectifs, actions, valeurs and what was
 * reconciled; `every`: adjustments that pass unnoticed too, where they are
 * many. */
bool bcl_tables_write(const bcl_outdir *o, const bcl_plan *p,
                      const bcl_declared_tables *t, bool every,
                      bcl_diag *d) BCL_MUST_CHECK;

#endif
