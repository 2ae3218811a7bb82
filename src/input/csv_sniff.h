/* csv_sniff.h -- what the first bytes of a CSV file tell. */
#ifndef BCL_INPUT_CSV_SNIFF_H
#define BCL_INPUT_CSV_SNIFF_H

#include "core/diag.h"

typedef struct {
    char separator;
    size_t bom;   /* bytes of the byte order mark: 0 or 3 */
    size_t lines; /* line ends in what was looked at */
} bcl_csv_sniffed;

/* Look at the start of a file (64 KiB are plenty).  The separator is the first
 * of ';', tab, ',' that stands as often in the first data row as in the
 * header, outside quotes; when none does, the most frequent in the header.
 * False after reporting a file in UTF-16 without its mark, which the stream
 * leaves as it is, or in UTF-32 (C08) or one that is no
 * text at all: a workbook, a PDF (C10). */
bool bcl_csv_sniff(bcl_csv_sniffed *out, const char *s, size_t n,
                   const char *path, bcl_diag *d) BCL_MUST_CHECK;

#endif
