/* flowtable_private.h -- what the readers of flow tables share; for them only.
 */
#ifndef BCL_DATA_FLOWTABLE_PRIVATE_H
#define BCL_DATA_FLOWTABLE_PRIVATE_H

#include "data/flowtable.h"
#include "data/sheet.h"

/* The unit that the others of its kind (flows, one substance) are held to:
 * the first read. */
typedef struct {
    const bcl_unit *unit; /* NULL: none yet */
    const char *text, *name;
    int line;
} bcl_unit_reference;

typedef struct {
    bcl_flowtable *t;
    bcl_units *units;
    bcl_arena *a;
    bcl_diag *d;
    bcl_unit_reference unit;       /* of flows */
    bcl_unit_reference *substance; /* [substances] */
    size_t substance_cap;
    size_t flow_cap, share_cap, concentration_cap, content_cap;
    bool blind; /* the flows were not read well: names are not looked up */
    bcl_names unit_texts;
    const bcl_unit **parsed; /* by number of text; NULL: refused */
    size_t parsed_cap;
    /* STAN's */
    bool stocks_known; /* its table of processes tells which have one */
    bool period_given, period_seen, several_periods;
    bcl_names once; /* keys of what may stand only once, and where it stands */
    int *once_line;
    size_t once_cap;
} bcl_table_reader;

/* A new flow, unmeasured and without bounds; its name is new. */
bcl_table_flow *bcl_table_add_flow(bcl_table_reader *r, const char *name,
                                   bcl_pos at);

/* The value in `column` and the standard deviation in the next one. */
bool bcl_table_datum(bcl_datum *m, bcl_table_reader *r, bcl_sheet *s,
                     size_t row, int column) BCL_MUST_CHECK;

/* The unit `text` of a row, found in `column`: of the same dimension as the
 * others of its kind. */
bool bcl_table_unit(bcl_own_unit *u, bcl_table_reader *r,
                    bcl_unit_reference *kind, const char *text,
                    const bcl_sheet *s, size_t row, int column);
/* "en t", or "sans unité" */
const char *bcl_table_in_unit(const bcl_table_reader *r, const char *text);
bcl_unit_reference *bcl_table_substance_unit(bcl_table_reader *r,
                                             int substance);

/* The flow or the process named in a cell, or -1 after B02, B03 or B10; -1
 * without a word when the flows were not read well. */
int bcl_table_flow_named(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                         int column);
int bcl_table_process_named(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                            int column);

/* B01 when `key` was given before; `what` it is, to say so. */
bool bcl_table_once(bcl_table_reader *r, const char *key, const char *what,
                    bcl_pos at) BCL_MUST_CHECK;

/* The files beside the flows: false after an error. */
bool bcl_table_constraints(bcl_table_reader *r, const char *path);
bool bcl_table_correlations(bcl_table_reader *r, const char *path);
bool bcl_table_shares(bcl_table_reader *r, const char *path);
bool bcl_table_concentrations(bcl_table_reader *r, const char *path);

/* A share, held to its process and its bounds. */
bool bcl_table_add_share(bcl_table_reader *r, const bcl_table_share *share);

/* STAN: the layout of its table of flows; then that table, and those that
 * stand beside it. */
extern const bcl_sheet_layout bcl_stan_flows;
bool bcl_stan_read(bcl_table_reader *r, bcl_sheet *flows, const char *period);

#endif
