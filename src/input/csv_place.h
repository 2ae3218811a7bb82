/* csv_place.h -- where a cell of a CSV file is, found by reading again.
 *
 * Keeping the place of each cell would cost more memory than the cells: only
 * rows have one. */
#ifndef BCL_INPUT_CSV_PLACE_H
#define BCL_INPUT_CSV_PLACE_H

#include "core/diag.h"
#include "input/encoding.h"

#include <sys/types.h>

/* Where a row starts: always the start of a line (column is not 1 after a
 * BOM), `nth` rows further on a line that a lone CR cuts into several. */
typedef struct {
    off_t offset; /* from the start of the file */
    int line, column, nth;
} bcl_csv_place;

/* The first byte of cell `cell` (from 0) of the row that starts there, and the
 * cell as messages show it (BCL_SHOWN bytes).  When the row has no such cell,
 * or the file cannot be read again: its line, column 0, and "". */
bcl_pos bcl_csv_locate(char *shown, const char *path, char separator,
                       bcl_csv_place row, size_t cell);

#endif
