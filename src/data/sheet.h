/* sheet.h -- a CSV table read by the names of its columns, each cell kept as
 * the text it is: for tables where a number may be followed by a sign or a
 * unit, or where one error must not hide the next. */
#ifndef BCL_DATA_SHEET_H
#define BCL_DATA_SHEET_H

#include "input/csv.h"

#include <stdbool.h>

enum { BCL_SHEET_COLUMNS = 12 };

/* The columns of a kind of table; the first `needed` must be there.  A name
 * may be several, "From|Von". */
typedef struct {
    const char *const *column;
    size_t n, needed;
} bcl_sheet_layout;

typedef struct {
    bcl_csv csv;
    const bcl_sheet_layout *layout; /* the one recognised; NULL: none was */
    int col[BCL_SHEET_COLUMNS];     /* by column of the layout; -1: absent */
    struct {
        char mark;    /* decimal mark, 0 as long as none was seen */
        bool clashed; /* both marks, reported */
        size_t row;   /* that showed it first */
    } decimal[BCL_SHEET_COLUMNS];
    const bcl_sheet_layout *among;
    size_t namong;
    bcl_arena *arena;
    bcl_diag *diag;
} bcl_sheet;

/* Read a file that has one of the layouts.  False when it has not, or cannot
 * be read at all (C codes).  True when its rows can be looked at, even when
 * some were bad: `diag` tells. */
bool bcl_sheet_open(bcl_sheet *s, const char *path,
                    const bcl_sheet_layout *layout, size_t nlayout,
                    bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* The text of a cell, "" where the column is absent, and its place. */
const char *bcl_sheet_text(const bcl_sheet *s, size_t row, int column);
bcl_pos bcl_sheet_at(const bcl_sheet *s, size_t row, int column);

/* The start of a row: a place that costs nothing. */
bcl_pos bcl_sheet_row_at(const bcl_sheet *s, size_t row);

/* The number text[0..n) of a cell; NaN when it is blank.  False after C03. */
bool bcl_sheet_parse(double *x, bcl_sheet *s, size_t row, int column,
                     const char *text, size_t n) BCL_MUST_CHECK;

/* The number of a whole cell. */
bool bcl_sheet_number(double *x, bcl_sheet *s, size_t row,
                      int column) BCL_MUST_CHECK;

#endif
