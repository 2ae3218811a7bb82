/* cell.h -- the number in a cell of a CSV file, or why there is none.
 *
 * White space around is no part of a cell: ASCII blanks, NBSP (C2 A0 in UTF-8,
 * A0 in Latin-1) and the narrow NBSP (E2 80 AF).  Any of them may also stand
 * between groups of three digits of the whole part.  A column has one decimal
 * mark: a lone "1,234" is one and a bit, never a thousand, as in all French
 * files, and a lone "1.234" too. */
#ifndef BCL_INPUT_CELL_H
#define BCL_INPUT_CELL_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    BCL_VERDICT_NUMBER,
    BCL_VERDICT_EMPTY,
    BCL_VERDICT_SECRET, /* one of the marks */
    BCL_VERDICT_WRONG,  /* not a number */
    BCL_VERDICT_CLASH   /* a number, but with the column's other mark */
} bcl_verdict;

/* Texts that mean secret. */
typedef struct {
    const char *const *text;
    size_t n;
    bool numeric; /* one of them reads as a number ("-999") */
} bcl_secrets;

bcl_secrets bcl_secrets_of(const char *const *text, size_t n);

/* Read s[0..n) into x; `mark` is the column's decimal mark, 0 as long as no
 * cell has shown one, set by the first that does. */
bcl_verdict bcl_cell_read(double *x, char *mark, const bcl_secrets *secrets,
                          const char *s, size_t n);

/* Nothing, or white space only. */
bool bcl_cell_blank(const char *s, size_t n);

#endif
