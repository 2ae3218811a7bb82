/* text.h -- strings in an arena, and numbers as text.
 *
 * Strings are NUL-terminated UTF-8.  Numbers are read and written without the
 * C locale: a French LC_NUMERIC must not change a result. */
#ifndef BCL_CORE_TEXT_H
#define BCL_CORE_TEXT_H

#include "core/arena.h"
#include "core/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* A copy of `n` bytes, or of a formatted text, in the arena. */
char *bcl_text_copy(bcl_arena *a, const char *s, size_t n);
char *bcl_text_print(bcl_arena *a, const char *fmt, ...) BCL_PRINTF(2, 3);

/* What follows the last '/' of a path; what comes before it, "." when it has
 * none. */
const char *bcl_text_file(const char *path);
const char *bcl_text_folder(bcl_arena *a, const char *path);

/* The pieces of `s` between separators, each trimmed of blanks; a trailing
 * separator gives a last empty piece.  `sep` ' ' means any run of blanks and
 * gives no empty piece. */
typedef struct {
    const char **item;
    size_t n;
} bcl_words;
bcl_words bcl_text_split(bcl_arena *a, const char *s, char sep);

/* Read all of s[0..n) as a decimal number with `mark` ('.' or ',') as decimal
 * mark, and nothing else; exact for up to 15 digits, correctly rounded beyond.
 * Exponents are accepted.  False when it is not a number. */
bool bcl_number_parse(double *x, const char *s, size_t n, char mark);

/* Write `x` in the shortest of %.15g that a machine reads back (decimal
 * point), e.g. for `eval`; nothing for NaN and infinities.  `size` of 32 is
 * always enough. */
void bcl_number_print(char *to, size_t size, double x);

/* Write `x` the French way with `decimals` decimals: decimal comma, U+202F
 * between thousands, U+2212 as minus sign; "—" for NaN and infinities; from
 * 1e15 on, three decimals and a power of ten.  64 bytes suffice. */
void bcl_number_french(char *to, size_t size, double x, int decimals);

/* How many edits (Levenshtein) lead from a to b; gives up above `limit`. */
int bcl_text_distance(const char *a, const char *b, int limit);

#endif
