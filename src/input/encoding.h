/* encoding.h -- which bytes a text is made of, and the same text in UTF-8.
 *
 * A whole file has one encoding, voted by its texts that are not plain ASCII:
 * UTF-8 when those valid in UTF-8 are at least as many as the others, else
 * Windows-1252, which holds ISO-8859-1.  (A Windows text may be valid UTF-8 by
 * accident: "CITÉ»".)  ISO-8859-15 differs from ISO-8859-1 by eight signs that
 * French almost never uses; it is chosen when no byte is in 0x80-0x9F, where
 * Windows-1252 has its own signs, and either 0xA4 stands (the euro, against a
 * currency sign nobody writes) or a letter follows 0xBC or 0xBD (the oe of
 * "coeur", against 1/4 and 1/2) with no digit before it. */
#ifndef BCL_INPUT_ENCODING_H
#define BCL_INPUT_ENCODING_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    BCL_ENCODING_UTF8,
    BCL_ENCODING_WINDOWS_1252,
    BCL_ENCODING_ISO_8859_15
} bcl_encoding;

/* What the texts of a file look like; all zero at first. */
typedef struct {
    size_t utf8;  /* texts valid in UTF-8, ASCII ones left out */
    size_t other; /* texts that are not */
    bool windows; /* a byte in 0x80-0x9F, in a text of `other` */
    bool euro;    /* one of the signs of ISO-8859-15, likewise */
} bcl_encoding_votes;

bool bcl_encoding_ascii(const char *s, size_t n);

/* Length of the longest valid UTF-8 start of s[0..n): n when all is valid.
 * Surrogates, overlong forms and what is beyond U+10FFFF are not. */
size_t bcl_encoding_utf8_length(const char *s, size_t n);

void bcl_encoding_vote(bcl_encoding_votes *v, const char *s, size_t n);
bcl_encoding bcl_encoding_elected(const bcl_encoding_votes *v);

/* The text in UTF-8, NUL-terminated, in the arena; NULL when a byte means
 * nothing in this encoding. */
char *bcl_encoding_decode(const char *s, size_t n, bcl_encoding from,
                          bcl_arena *a);

/* Bytes of the white space that starts s[0..n), or that ends it: ASCII ones,
 * NBSP and the narrow NBSP; 0 when there is none.  UTF-8 only. */
size_t bcl_encoding_blank(const char *s, size_t n);
size_t bcl_encoding_blank_end(const char *s, size_t n);

/* In place: trimmed, each run of white space made one blank. */
void bcl_encoding_collapse(char *s);

/* s[0..n) as a message may show it: valid UTF-8, control bytes made blanks,
 * cut with "..." after 40 characters.  `to` has BCL_SHOWN bytes. */
enum { BCL_SHOWN = 40 * 4 + 4 };
void bcl_encoding_show(char *to, const char *s, size_t n);

#endif
