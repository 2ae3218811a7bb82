/* csv_feed.h -- the bytes of a CSV file, fed to libcsv line by line.
 *
 * libcsv tells neither lines nor offsets: lines give both and cost little.
 * Long lines are cut at multiples of 64 KiB of the file, so that how the bytes
 * are handed over changes nothing. */
#ifndef BCL_INPUT_CSV_FEED_H
#define BCL_INPUT_CSV_FEED_H

#include "input/csv_rows.h"

#include <csv.h>

typedef struct {
    bcl_csv_rows rows;
    struct csv_parser parser;
    bcl_pos at;   /* of the next byte; file and line only */
    off_t offset; /* of the next byte */
    off_t start;  /* of its line */
    size_t since; /* bytes since a row ended */
    bool passing; /* up to the end of the line, after an error */
    bool has_nul; /* reported: once is enough */
} bcl_csv_feed;

/* Open the parser; the caller ends with csv_free.  False when it cannot. */
bool bcl_csv_feed_open(bcl_csv_feed *f) BCL_MUST_CHECK;

/* The next bytes of the file, until rows.stop. */
void bcl_csv_feed_bytes(bcl_csv_feed *f, const char *s, size_t n);

/* Whether a row would start with the next byte, for a new parser too. */
bool bcl_csv_feed_rests(const bcl_csv_feed *f);

/* No byte is left. */
void bcl_csv_feed_end(bcl_csv_feed *f);

#endif
