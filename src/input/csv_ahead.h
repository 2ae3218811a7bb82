/* csv_ahead.h -- a large CSV file read on several threads.
 *
 * Bytes are cut into pieces where lines end.  One thread feeds pieces to the
 * table, from the first on; the others take pieces from the last on and read
 * each into a table of its own, as if a row started there and the file had no
 * error.  They meet.  Then, in order, the rows of a piece for which that proves
 * true are added; a piece for which it does not, and all that follows it, is
 * fed as on one thread.  So tables, messages and places are those of one
 * thread. */
#ifndef BCL_INPUT_CSV_AHEAD_H
#define BCL_INPUT_CSV_AHEAD_H

#include "input/csv_feed.h"

enum { BCL_CSV_THREADS = 4 }; /* more would wait for the first */

typedef struct {
    size_t threads; /* 1 to BCL_CSV_THREADS; 0: as the size of the file asks */
    size_t piece;   /* bytes, 1 or more; of no use to a single thread */
    bool spread;    /* for tests: the first thread does as the others */
} bcl_csv_plan;

/* For a file of so many bytes: one thread for most of them, else one a
 * processor. */
bcl_csv_plan bcl_csv_plan_for(size_t bytes);

/* The bytes to hand over at a time; 0 when that does not matter. */
size_t bcl_csv_plan_bytes(bcl_csv_plan plan);

typedef struct bcl_csv_piece bcl_csv_piece;

typedef struct {
    bcl_csv_plan plan;
    bcl_csv_feed *feed; /* of the table */
    bool refused;       /* a piece was: no more threads */
    bcl_csv_piece *piece;
    int pieces; /* of the bytes at hand */
} bcl_csv_ahead;

bcl_csv_ahead bcl_csv_ahead_create(bcl_csv_plan plan, bcl_csv_feed *f,
                                   bcl_arena *a);

/* As bcl_csv_feed_bytes. */
void bcl_csv_ahead_bytes(bcl_csv_ahead *x, const char *s, size_t n);

/* As bcl_csv_read, by this plan (csv.c). */
bool bcl_csv_read_planned(bcl_csv *out, const char *path,
                          const char *const *marks, size_t nmarks,
                          bcl_csv_choose *choose, void *context,
                          bcl_csv_plan plan, bcl_arena *a,
                          bcl_diag *d) BCL_MUST_CHECK;

#endif
