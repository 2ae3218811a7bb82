/* console.h -- aligned text on a terminal. */
#ifndef BCL_CLI_CONSOLE_H
#define BCL_CLI_CONSOLE_H

#include "result/plan.h"

/* Print a UTF-8 text in `width` columns, cut or padded; right-aligned when
 * `right`. */
void bcl_console_cell(const char *text, int width, bool right);

/* The ledgers of a year (0: each one's own last full year), one scenario. */
void bcl_console_ledgers(const bcl_plan *p, size_t run, const char *theme,
                         int year);

/* After a run: closure of each ledger, verdicts, what is estimated or cannot
 * be computed. */
void bcl_console_summary(const bcl_plan *p);

#endif
