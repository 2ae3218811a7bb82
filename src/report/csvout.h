/* csvout.h -- tables for a spreadsheet, the French way.
 *
 * UTF-8 with its mark (spreadsheets need it), ";" between cells, decimal
 * comma, a line feed after each row, RFC 4180 quotes where needed.  A write
 * error shows in ferror(), which whoever opened the file checks. */
#ifndef BCL_REPORT_CSVOUT_H
#define BCL_REPORT_CSVOUT_H

#include <stddef.h>
#include <stdio.h>

typedef struct {
    FILE *to;
    size_t ncells; /* already on this row */
    size_t nbytes; /* of text on this row */
} bcl_csvout;

/* Start a table: writes the UTF-8 mark. */
bcl_csvout bcl_csvout_start(FILE *to);

/* Add a cell to the row: a text, or a number of up to 15 significant digits
 * (an empty cell when it is not finite). */
void bcl_csvout_text(bcl_csvout *c, const char *s);
void bcl_csvout_number(bcl_csvout *c, double x);

/* End the row. */
void bcl_csvout_row(bcl_csvout *c);

#endif
