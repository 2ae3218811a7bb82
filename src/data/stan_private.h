/* stan_private.h -- what the readers of STAN's tables share; for them only.
 *
 * STAN's data explorer saves one CSV file a table, in UTF-16, in English or in
 * German, decimals as Windows has them.  Read here:
 *   Flows (Flüsse)          Short symbol, From, To
 *   Flowvalues (Flusswerte) Period, Layer, Flow, Mass flow, ± Mass flow,
 *                           Mass fraction, ± Mass fraction
 *   Processes (Prozesse)    Short symbol, Name, Stock, Sub system
 *   Stockdelta (Lageränderung), as Flowvalues with Process for Flow
 *   Transfercoefficients (Transferkoeffizienten) Period, Layer, Process,
 *                           In->Out, TC, ± TC
 * Calculated columns are left; volumes, sub-systems and what has no
 * equivalent is refused with its place (B30). */
#ifndef BCL_DATA_STAN_PRIVATE_H
#define BCL_DATA_STAN_PRIVATE_H

#include "data/flowtable_private.h"

/* What the layer of goods is called. */
#define BCL_STAN_GOODS "Good|Goods|Gut|Güter"

/* A table beside the flows, under one of its names; false when it is not
 * there (nothing said), or cannot be read. */
bool bcl_stan_beside(bcl_sheet *s, bcl_table_reader *r, const char *names,
                     const bcl_sheet_layout *layout);

/* The period of a row is the one asked for. */
bool bcl_stan_period(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                     int column, const char **period);

/* The number and the unit of a cell, "12,5 t/a"; NaN when it is empty or "?".
 */
bool bcl_stan_quantity(double *x, const char **unit, bcl_table_reader *r,
                       bcl_sheet *s, size_t row, int column);

/* The substance of a layer, added when it is new; -1: the goods. */
int bcl_stan_layer(bcl_table_reader *r, const char *layer);

/* Measured values of flows or of stocks; and transfer coefficients. */
bool bcl_stan_values(bcl_table_reader *r, bcl_sheet *s, bool stocks,
                     const char **period);
extern const bcl_sheet_layout bcl_stan_flow_values, bcl_stan_stock_values;
bool bcl_stan_shares(bcl_table_reader *r, const char **period);

/* The change of stock of a process, "stock:P", as a flow to the outside: its
 * number, or -1.  Added where the table of processes was not there to say it.
 */
int bcl_stan_stock(bcl_table_reader *r, const char *process, bcl_pos at);

#endif
