/* places.h -- the tables of places of a territory to be: which members each
 * geographical dimension has, cut out of a published list.
 *
 * A format that declares dimensions gives such a list: its main dimension is
 * the one that groups into others (<vers>). */
#ifndef BCL_DATA_PLACES_H
#define BCL_DATA_PLACES_H

#include "data/formats.h"

/* One dimension: columns id, "nom", then the dimensions it groups into. */
typedef struct {
    const char *id, *title;
    bcl_words header;
    const char ***row; /* [nrow][header.n] */
    size_t nrow, cap;
    bool main;
} bcl_place_table;

typedef struct {
    bcl_place_table *table;
    size_t ntable;
    const bcl_xml *format;
} bcl_places;

/* What to keep: members of the dimension `dim` whose code is in `code`. */
typedef struct {
    const char *dim;
    bcl_words code;
} bcl_place_filter;

/* Does a format list places that can be told apart by `dim`? */
bool bcl_places_can(const bcl_format *f, const char *dim);

/* Headers only, as the format would give them. */
void bcl_places_blank(bcl_places *out, const bcl_format *f, bcl_arena *a);

/* Cut the list of a file; every code must be found (I02). */
bool bcl_places_read(bcl_places *out, const bcl_raw *raw,
                     const bcl_place_filter *keep, bcl_arena *a,
                     bcl_diag *d) BCL_MUST_CHECK;

/* Has a file a row for one of the places, or, where its readings select by
 * {epci}, for one of those of `epci` ("a|b" or NULL)?  Sets raw->has where it
 * tells places of the main table.  True when its format
 * does not tell, or no place is known. */
bool bcl_places_touch(const bcl_places *p, bcl_raw *raw, const char *epci,
                      bcl_arena *a);

/* After that, of every file: which are cut (`has` of one format together). */
void bcl_places_find_cuts(const bcl_places *p, bcl_raws *raws, bcl_arena *a);

/* The first column of a file, without repeats. */
bool bcl_places_codes(bcl_words *out, const char *path, bcl_arena *a,
                      bcl_diag *d) BCL_MUST_CHECK;

#endif
