/* table.h -- a table of a document: columns with a role, cells of text.
 *
 * Cells are added from left to right, row after row: a row is complete when
 * it has one cell a column.  Texts are copied, set in French typography. */
#ifndef BCL_REPORT_TABLE_H
#define BCL_REPORT_TABLE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum { BCL_COLUMN_TEXT, BCL_COLUMN_NUMBER } bcl_column_kind;

typedef struct {
    const char *title;
    const char *unit;     /* shown under the title; NULL: none */
    bcl_column_kind kind; /* numbers, and their title, are set to the right */
} bcl_column;

/* A colour beside the words, which alone must say the same. */
typedef enum {
    BCL_TONE_PLAIN,
    BCL_TONE_GOOD,
    BCL_TONE_BAD,
    BCL_TONE_WEAK
} bcl_tone;

typedef struct {
    const char *text;
    double value; /* the number printed, or NaN */
    bcl_tone tone;
} bcl_cell;

typedef struct {
    const char *caption;
    const char *source; /* NULL: none */
    const char *data;   /* file of the numbers, beside the document, or NULL */
    int number;         /* among the tables of the document, from 1 */
    const bcl_column *column;
    size_t ncolumns;
    bcl_cell *cell; /* row r, column c: cell[r * ncolumns + c] */
    size_t ncells, cap;
    bool *strong; /* by row: a total or a balance */
    size_t nrows, cap_rows;
    bcl_arena *arena;
} bcl_table;

/* Add a cell: a text, or a number the French way with `decimals` decimals
 * ("—" for NaN). */
void bcl_table_text(bcl_table *t, const char *text);
void bcl_table_number(bcl_table *t, double value, int decimals);

/* Give the cell added last a tone. */
void bcl_table_tone(bcl_table *t, bcl_tone tone);

/* Mark the row of the cell added last as a total. */
void bcl_table_strong(bcl_table *t);

#endif
