/* stream.h -- the bytes of a text file as readers want them: UTF-16 (either
 * order, with its mark) made UTF-8, anything else as it is.
 *
 * Offsets, and the lines and columns counted from them, are those of what is
 * read: for a file in UTF-16, of the same text saved in UTF-8 without a mark.
 */
#ifndef BCL_INPUT_STREAM_H
#define BCL_INPUT_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* The code units of a text in UTF-16, between two pieces. */
typedef struct {
    bool big;    /* high byte first */
    bool half;   /* `byte` waits for the other byte of its unit */
    bool broken; /* half a pair or half a unit: shown as U+FFFD */
    uint8_t byte;
    uint16_t high;      /* waits for the low half of its pair, or 0 */
    size_t broken_line; /* line ends before the first broken one */
    size_t line;
} bcl_utf16;

/* The mark that starts s[0..n): 2 and the order, or 0.  That of UTF-32 is
 * none. */
size_t bcl_utf16_mark(bcl_utf16 *out, const char *s, size_t n);

/* The UTF-8 of s[0..n): at most BCL_UTF16_ROOM(n) bytes; returns how many.
 * `last` says that nothing follows. */
#define BCL_UTF16_ROOM(n) (((n) / 2 + 2) * 3)
size_t bcl_utf16_decode(bcl_utf16 *x, char *to, const char *s, size_t n,
                        bool last);

enum { BCL_STREAM_BYTES = 1 << 14 };

typedef struct {
    FILE *f;
    bool wide; /* UTF-16 */
    bool done;
    bcl_utf16 utf16;
    char wide_bytes[BCL_STREAM_BYTES]; /* as they are in the file */
    size_t at, n;                      /* decoded bytes not yet given */
    char decoded[BCL_UTF16_ROOM(BCL_STREAM_BYTES)];
} bcl_stream;

/* Read a file from its start, where it stands; the caller closes it. */
void bcl_stream_open(bcl_stream *s, FILE *f);

/* Up to `n` bytes; 0 at the end of the file, or on an error of it. */
size_t bcl_stream_read(bcl_stream *s, char *to, size_t n);
int bcl_stream_byte(bcl_stream *s); /* EOF at the end */

/* Go to an offset, of a stream just opened; false when it is not there. */
bool bcl_stream_seek(bcl_stream *s, off_t offset);

#endif
