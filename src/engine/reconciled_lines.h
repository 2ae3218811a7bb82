/* reconciled_lines.h -- how well the lines of ledgers are known. */
#ifndef BCL_ENGINE_RECONCILED_LINES_H
#define BCL_ENGINE_RECONCILED_LINES_H

#include "engine/reconciled.h"

/* A line of a ledger, or its gap (resources less uses), in one year. */
typedef struct {
    size_t ledger, line; /* line = nline: the gap */
    size_t cell, year;   /* of the ledger's dimensions; counted from 0 */
    bool hidden;         /* cells without a value stand in it; then */
    double value;        /* ... base units, with them; NaN: nobody can tell */
    double low, high;    /* ... and what bounds and constraints leave it */
    double sd;           /* base units, of the uncertainties declared, to the
                          * first order; NaN: nobody can tell */
} bcl_known_line;

typedef struct {
    bcl_known_line *item; /* in the order of ledger, line, cell, year */
    size_t n;
} bcl_known_lines;

/* Those that uncertain donnees stand in, up to the reference year.  What was
 * carried unchanged from an observed year keeps the error of that year.  Left
 * out: lines that pass through a cohort stock, and
 * ledgers of too many cells (communes by the ten thousand). */
void bcl_known_lines_compute(bcl_known_lines *out, const bcl_reconciled *r,
                             bcl_arena *a);

/* One of them, or NULL. */
const bcl_known_line *bcl_known_lines_find(const bcl_known_lines *x,
                                           size_t ledger, size_t line,
                                           size_t cell, size_t year);

#endif
