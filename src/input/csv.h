/* csv.h -- a CSV file as typed columns.
 *
 * libcsv is the parser, fed in chunks; of a large file by several threads,
 * which changes nothing but the time (csv_ahead.h).  Separator (';' ',' tab)
 * and encoding (UTF-8 with or without BOM, UTF-16 with it, ISO-8859-1/15,
 * Windows-1252) are found from the first lines, never asked.  Columns count
 * bytes; of a file in UTF-16, those of the same text in UTF-8.  Text cells are
 * trimmed and interned; the encoding is checked and converted on distinct
 * labels only. */
#ifndef BCL_INPUT_CSV_H
#define BCL_INPUT_CSV_H

#include "core/diag.h"
#include "core/names.h"

#include <stdint.h>

typedef enum {
    BCL_COL_SKIP,  /* not kept */
    BCL_COL_LABEL, /* interned text */
    BCL_COL_NUMBER /* numbers, blanks and marks */
} bcl_col_type;

typedef enum {
    BCL_CELL_NUMBER,
    BCL_CELL_EMPTY, /* nothing, or blanks only */
    BCL_CELL_MARK   /* one of the marks given: secret */
} bcl_cell_kind;

typedef struct {
    const char *name; /* header text: UTF-8, runs of white space made one blank,
                         newlines included; trimmed */
    bcl_col_type type;
    bcl_names labels; /* LABEL: the distinct texts */
    int *label;       /* LABEL: [nrow] index in `labels` */
    double *number;   /* NUMBER: [nrow], 0 unless kind is NUMBER */
    uint8_t *kind;    /* NUMBER: [nrow] bcl_cell_kind */
} bcl_col;

typedef struct {
    const char *path;
    bcl_col *col;
    size_t ncol; /* trailing columns without a header and always empty are
                    dropped */
    size_t nrow; /* data rows; lines of blanks and separators are not rows */
    int *line;   /* [nrow] line where the row starts, from 1 */
    char separator;
    bcl_pos at; /* file, line 1 */
} bcl_csv;

/* Chooses the type of each column once the header is known: sets col[i].type
 * (all SKIP at call).  Returns false after reporting a missing column. */
typedef bool bcl_csv_choose(void *context, bcl_csv *table, bcl_diag *d);

/* Read a file, whose path must outlive the diagnostics.  `marks` ("s", "nd",
 * ...) are texts that mean secret in number columns.  Numbers: decimal comma or
 * point, one mark a column (a column where both "1.5" and "1,5" stand, or a
 * cell like 1.234,5, is refused with both places); thousands by blank, NBSP,
 * NNBSP.  A bad row or cell is reported (C02: row with another number of cells;
 * C03: not a number, showing the cell; C08: encoding; C09: NUL byte or line
 * beyond 1 MiB; C10: unreadable, empty or a directory; C11: no header,
 * duplicate header among chosen columns; C12: a quote inside a cell, or never
 * closed) with its line and column and reading goes on; false at the end if
 * any.  Cells of a row beyond the header must be empty; a row may lack those of
 * the last columns that have no name. */
bool bcl_csv_read(bcl_csv *out, const char *path, const char *const *marks,
                  size_t nmarks, bcl_csv_choose *choose, void *context,
                  bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* A choice ready made: every column a label. */
bool bcl_csv_labels(void *context, bcl_csv *table, bcl_diag *d);

/* The column named so, or -1. */
int bcl_csv_find(const bcl_csv *t, const char *name);

/* Where cell (row, column) starts: the file is read again up to there. */
bcl_pos bcl_csv_at(const bcl_csv *t, size_t row, size_t col);

#endif
