/* flowtable.h -- a bare table of flows to be reconciled, and what may stand
 * beside it: constraints, correlations, shares, concentrations.
 *
 *   flows           flow,from,to,value,sd[,unit,min,max]
 *   constraints     constraint,flow,coefficient
 *   correlations    flow_a,flow_b,rho
 *   shares          process,flow,share,sd[,input]
 *   concentrations  flow,substance,value,sd[,unit]
 *
 * An empty `from` or `to` is the outside; an empty value is not measured; an
 * empty sd is exact, as in STAN, and "10 %" is a tenth of the value.  Units of
 * flows may differ by row within one dimension; those of a substance too.  The
 * flows may be the tables that STAN exports (flowtable_stan.h).
 *
 * Errors: C03, C06 and what csv.h says; U04 unknown unit; B01 told twice; B02,
 * B03 unknown flow or process; B04 standard deviation; B05 correlation; B06
 * share or concentration out of its bounds or of its process; B07 min above
 * max; B09 unit of another dimension; B10 no name; B11 constraint; B12 no row;
 * warnings B08 value out of its bounds, B13 from a process to itself. */
#ifndef BCL_DATA_FLOWTABLE_H
#define BCL_DATA_FLOWTABLE_H

#include "core/names.h"
#include "unit/unit.h"

#include <stdbool.h>

/* What was measured, in its own unit. */
typedef struct {
    double value; /* NaN: unmeasured */
    double sd;    /* 0: exact */
    bcl_pos at;
} bcl_datum;

/* A unit of a row: `factor` reference units in one of it. */
typedef struct {
    const char *text; /* "": none */
    double factor;
} bcl_own_unit;

typedef struct {
    bcl_datum m;
    bcl_own_unit unit;
    int from, to;     /* process, or -1: the outside */
    double low, high; /* in its unit; infinite: none */
    bool stock;       /* a change of stock: may be negative */
} bcl_table_flow;

typedef struct {
    bcl_datum m;
    int process, flow;
    int input;     /* the inflow it is a share of, or -1: all of them */
    int substance; /* whose flows are shared, or -1: the goods */
} bcl_table_share;

/* Of a substance in a flow: its concentration, or how much of it flows. */
typedef struct {
    bcl_datum m;
    bcl_own_unit unit;
    int flow, substance;
} bcl_table_content;

typedef struct {
    int flow;
    double coef; /* on quantities, whatever the units of the rows */
} bcl_table_term;

/* sum of coef * flow = rhs, in the unit of the first flow. */
typedef struct {
    const char *name;
    const bcl_table_term *term;
    size_t nterm;
    double rhs;
    bcl_pos at;
} bcl_table_constraint;

typedef struct {
    int a, b;
    double rho;
    bcl_pos at;
} bcl_table_correlation;

typedef struct {
    const char *path; /* of the flows */
    bcl_names flows, processes, substances;
    bcl_table_flow *flow; /* by number of name */
    bcl_table_share *share;
    bcl_table_content *concentration; /* in order of the file */
    bcl_table_content *content;       /* measured flows of substances */
    bcl_table_constraint *constraint;
    bcl_table_correlation *correlation;
    size_t nflow, nshare, nconcentration, ncontent, nconstraint, ncorrelation;
} bcl_flowtable;

/* Paths, NULL when not given; `period`: of STAN's tables, when they have
 * several. */
typedef struct {
    const char *flows, *constraints, *correlations, *shares, *concentrations,
        *period;
} bcl_flowtable_files;

/* Read all of it, saying every error. */
bool bcl_flowtable_read(bcl_flowtable *out, const bcl_flowtable_files *files,
                        bcl_units *units, bcl_arena *a,
                        bcl_diag *d) BCL_MUST_CHECK;

#endif
