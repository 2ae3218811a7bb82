/* datapackage.h -- tables/datapackage.json: the tables described for programs
 * (Frictionless Data, Data Package 1.0 and Table Schema). */
#ifndef BCL_REPORT_DATAPACKAGE_H
#define BCL_REPORT_DATAPACKAGE_H

#include "report/outdir.h"
#include "result/plan.h"

/* One table: its file and header, names joined by ';'. */
typedef struct {
    const char *name, *title, *header;
} bcl_packaged;

bool bcl_datapackage_write(const bcl_outdir *o, const bcl_plan *p,
                           const bcl_packaged *table, size_t n,
                           bcl_diag *d) BCL_MUST_CHECK;

#endif
