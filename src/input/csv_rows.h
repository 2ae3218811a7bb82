/* csv_rows.h -- cells as they come from the parser, put into typed columns. */
#ifndef BCL_INPUT_CSV_ROWS_H
#define BCL_INPUT_CSV_ROWS_H

#include "input/cell.h"
#include "input/csv.h"
#include "input/csv_place.h"
#include "input/encoding.h"

/* What is only needed of a column while it is read. */
typedef struct {
    const char *last; /* LABEL: the last text, none when its length is 0 */
    size_t last_length;
    int last_label;
    int empty;  /* LABEL: 1 + the label "", or 0 */
    int *after; /* LABEL: by label, 1 + the one that last came after it */
    size_t after_cap;
    char mark;           /* NUMBER: decimal mark, 0 as long as none was seen */
    bool clashed;        /* NUMBER: both marks, reported */
    bcl_csv_place shown; /* NUMBER: the row that showed the mark first */
} bcl_csv_column;

typedef struct {
    bcl_csv *table;
    bcl_csv_column *column; /* [ncol] */
    bcl_secrets secrets;
    bcl_csv_choose *choose;
    void *context;
    bcl_arena *arena;
    bcl_diag *diag;
    size_t cap;      /* rows there is room for; first, a guess of how many */
    size_t most;     /* bytes of the file, 0 when not known */
    size_t named;    /* columns up to the last that has a header */
    size_t used;     /* columns up to the last that holds something */
    bool has_header; /* the header row is behind */
    bool stop;       /* nothing more is wanted */
    bcl_encoding_votes votes; /* the header's */

    /* the row being read */
    bcl_csv_place row;
    size_t cell;       /* the next one */
    size_t limit;      /* cells that go to columns: none in a comment */
    size_t full;       /* cells up to the last that is not blank */
    bool blank_label;  /* the first empty cell of a LABEL column */
    bool comment;      /* its first cell starts with "# " */
    bool wrong;        /* a bad cell in a NUMBER column */
    bool fresh;        /* a line ended the row: the next line starts one */
    const char **head; /* [cell] header cells, as bytes */
    size_t head_cap;
} bcl_csv_rows;

/* The two functions that libcsv calls, with the rows as context. */
void bcl_csv_rows_cell(void *s, size_t n, void *rows);
void bcl_csv_rows_end(int c, void *rows);

/* Forget the row being read, after an error reported elsewhere. */
void bcl_csv_rows_spoil(bcl_csv_rows *r);

/* Room for `cap` rows, those there are among them. */
void bcl_csv_rows_room(bcl_csv_rows *r, size_t cap);

/* Header (csv_head.c): a cell of it; then its end, where columns are named and
 * chosen.  False after reporting C08, C11 or a missing column. */
void bcl_csv_head_cell(bcl_csv_rows *r, const char *s, size_t n);
bool bcl_csv_head_end(bcl_csv_rows *r) BCL_MUST_CHECK;

/* Reports (csv_report.c): the place of a cell and what it shows (BCL_SHOWN
 * bytes), not looked for when no more messages are kept; a row with another
 * number of cells (C02); the bad cells of a row (C03), made empty. */
bcl_pos bcl_csv_report_at(const bcl_csv_rows *r, char *shown, bcl_csv_place row,
                          size_t cell);
void bcl_csv_report_row(const bcl_csv_rows *r);
void bcl_csv_report_cells(bcl_csv_rows *r);

/* Once all is read (csv_labels.c): find the encoding, with the header's votes;
 * make the labels UTF-8 and trim what ASCII trimming left.  C08 when one of
 * them, or the header, is in another encoding. */
bool bcl_csv_labels_decode(bcl_csv_rows *r) BCL_MUST_CHECK;

#endif
