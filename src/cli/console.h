/* console.h -- aligned text on a terminal. */
#ifndef BCL_CLI_CONSOLE_H
#define BCL_CLI_CONSOLE_H

#include "result/plan.h"

/* Print a UTF-8 text in `width` columns, cut or padded; right-aligned when
 * `right`. */
void bcl_console_cell(const char *text, int width, bool right);

/* A number the French way, to the right; as many decimals as one of that size
 * deserves. */
void bcl_console_number(double x, int width);
int bcl_console_decimals(double x);

/* A number in a unit, grouped by thousands unless it is a calendar year (1900
 * to 2199 "an"); 64 bytes suffice. */
void bcl_console_text(char *to, size_t size, double x, const char *unit,
                      int decimals);

/* The ledgers of a year (0: each one's own last full year), one scenario. */
void bcl_console_ledgers(const bcl_plan *p, size_t run, const char *theme,
                         int year);

/* What the reconciliation tested and moved; nothing when there was none.
 * `brief`: a line a group. */
void bcl_console_reconciled(const bcl_plan *p, bool brief);

/* After a run: closure of each ledger, verdicts, what is estimated or cannot
 * be computed. */
void bcl_console_summary(const bcl_plan *p);

/* Donnees without which indicators have no value in the reference year. */
void bcl_console_missing(const bcl_plan *p);

#endif
