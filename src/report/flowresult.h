/* flowresult.h -- a reconciled flow table as files: a row a variable, and a
 * summary for programs. */
#ifndef BCL_REPORT_FLOWRESULT_H
#define BCL_REPORT_FLOWRESULT_H

#include "report/outfile.h"
#include "result/flowproblem.h"

typedef struct {
    const bcl_flowproblem *problem;
    const bcl_rec_result *result; /* status OK */
} bcl_flowresult;

/* redundant, nonredundant, fixed, observable, unobservable */
const char *bcl_flowresult_class(bcl_rec_class c);

/* flow,class,value,sd,adjustment,z,low,high: commas, decimal point, in the
 * unit of each; "?" where nothing bounds what is unobservable. */
bcl_outfile_writer bcl_flowresult_table;

/* JSON: chi2, dof, critical_95, p_value, verdict, iterations, suspects, and
 * more; what has no value is null. */
bcl_outfile_writer bcl_flowresult_summary;

#endif
