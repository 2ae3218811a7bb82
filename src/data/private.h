/* private.h -- what the files of the data room share. */
#ifndef BCL_DATA_PRIVATE_H
#define BCL_DATA_PRIVATE_H

#include "data/observed.h"
#include "input/csv.h"

enum { BCL_TEMPLATE_MAX = 512, BCL_FILTER_MAX = 16 };

/* How the member of one dimension is found for a row. */
typedef struct {
    int dim;
    int column;         /* in the table; -1: constant or template */
    int constant;       /* member, or -1 */
    int *member;        /* [labels of the column]: member, or a negative code */
    bool *moved;        /* [labels]: read under an old code */
    const bcl_xml *xml; /* its <colonne>, or NULL */
} bcl_key;

enum { BCL_KEY_UNKNOWN = -1, BCL_KEY_OUTSIDE = -2, BCL_KEY_IGNORE = -3 };

/* One value column and the members its header gives. */
typedef struct {
    int column;
    int member[BCL_RANK_MAX]; /* by rank of the donnee; -1: from the row */
} bcl_value_column;

typedef struct {
    const bcl_model *m;
    const bcl_quantity *q;
    const bcl_reading *r;
    bcl_arena *a;    /* of the table alone, given back once it is read */
    bcl_arena *kept; /* of the run */
    bcl_diag *d;
    bcl_csv table;
    bcl_key key[BCL_RANK_MAX]; /* by rank of the donnee */
    bcl_value_column *value;
    size_t nvalue;
    double factor;
    bool ok;
    size_t moved, outside;
    uint64_t unused; /* columns that nothing reads, when rows are summed */
} bcl_reader;

/* Open the file, find value and key columns, translate their labels. */
bool bcl_reader_open(bcl_reader *r);

/* Header templates: "pp_vacant_{annee}" against each header. */
bool bcl_reader_template(bcl_reader *r);

/* The member a label stands for, through <traduit>, codes and mergers. */
int bcl_reader_label(bcl_reader *r, int dim, const char *label, bool *moved);

/* Rows kept by <ou>, and those that <secret> marks (bit 1 kept, bit 2
 * secret). */
uint8_t *bcl_reader_filter(bcl_reader *r);

/* Put the rows into cells. */
bool bcl_reader_fill(bcl_reader *r, bcl_observed *o, size_t which);

/* Does it sum rows (agrege="somme")? */
bool bcl_reader_sums(const bcl_reader *r);

/* The cell of a row for the first value column, or negative; numbered among
 * those of observed years. */
typedef struct {
    const ptrdiff_t *cell; /* [rows] */
    size_t ncell;
} bcl_row_cells;

/* Rows summed over a column nobody reads: say so (C14), and refuse a label
 * that is the sum of the others (C07). */
bool bcl_reader_totals(bcl_reader *r, const bcl_row_cells *rows) BCL_MUST_CHECK;

bool bcl_list_has(const char *list, const char *text);

/* No year is observed yet. */
void bcl_observed_start(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, bcl_arena *a);

/* A donnee that is one number, or a number a <cas>, in the years up to the
 * reference. */
bool bcl_observed_value(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, const bcl_xml *e, bcl_arena *a,
                        bcl_diag *d) BCL_MUST_CHECK;
bool bcl_observed_cases(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, bcl_arena *a,
                        bcl_diag *d) BCL_MUST_CHECK;

/* Rows on their way into cells. */
typedef enum { BCL_ADD_NEVER, BCL_ADD_SUM, BCL_ADD_EQUAL } bcl_adding;

typedef struct {
    bcl_reader *r;
    bcl_observed *o;
    size_t which;
    size_t stride[BCL_RANK_MAX];
    bcl_adding add;
    const char *blank;  /* what an empty cell is worth */
    int from, to;       /* `couvre`, as year indices; -1 none */
    double least, most; /* bounds of a value, rounding allowed */
    uint8_t *row;
    bool *reported[BCL_RANK_MAX]; /* labels already reported */
    bcl_observed *again; /* sums of cells that another file gave before */
    bool full;           /* M01 was said */
    bool ok;
} bcl_filler;

/* Is there room for more years?  False after reporting M01. */
bool bcl_filler_room(bcl_filler *f, size_t years);

/* The slice that holds a cell, and where; made when no row has spoken of its
 * year before.  NULL after reporting that there are too many cells (M01). */
bcl_slice *bcl_filler_slice(bcl_filler *f, size_t cell, size_t *at);

/* Put a value where `cell` is; a second one is added, compared or refused
 * (C05). */
void bcl_filler_put(bcl_filler *f, size_t cell, double x, uint8_t hole,
                    bool moved, size_t row, int column);

/* After the last row: sums against those of earlier files (C05). */
void bcl_filler_compare(bcl_filler *f);

#endif
