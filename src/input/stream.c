/* stream.c -- see stream.h. */
#include "input/stream.h"

#include <string.h>

size_t bcl_utf16_mark(bcl_utf16 *out, const char *s, size_t n)
{
    bool little = n >= 2 && memcmp(s, "\xFF\xFE", 2) == 0;
    bool big = n >= 2 && memcmp(s, "\xFE\xFF", 2) == 0;

    *out = (bcl_utf16){.big = big};
    if (little && n >= 4 && s[2] == '\0' && s[3] == '\0')
        return 0; /* UTF-32 */
    return little || big ? 2 : 0;
}

static size_t encode(char *to, uint32_t c)
{
    static const uint8_t lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = n; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = n == 1 ? (char)c : (char)(lead[n] | c);
    return n;
}

static size_t encode_broken(bcl_utf16 *x, char *to)
{
    if (!x->broken)
        x->broken_line = x->line;
    x->broken = true;
    return encode(to, 0xFFFD);
}

static size_t decode_unit(bcl_utf16 *x, char *to, uint16_t unit)
{
    bool low = unit >= 0xDC00 && unit < 0xE000;
    size_t n = 0;

    if (x->high && low) {
        uint32_t c = 0x10000 + ((uint32_t)(x->high - 0xD800) << 10) +
                     (uint32_t)(unit - 0xDC00);
        x->high = 0;
        return encode(to, c);
    }
    if (x->high)
        n = encode_broken(x, to);
    x->high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (low)
        return n + encode_broken(x, to + n);
    x->line += unit == '\n';
    return x->high ? n : n + encode(to + n, unit);
}

static uint16_t pair(const bcl_utf16 *x, uint8_t second)
{
    unsigned high = x->big ? x->byte : second, low = x->big ? second : x->byte;

    return (uint16_t)(high << 8 | low);
}

size_t bcl_utf16_decode(bcl_utf16 *x, char *to, const char *s, size_t n,
                        bool last)
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        uint8_t byte = (uint8_t)s[i];
        if (x->half)
            m += decode_unit(x, to + m, pair(x, byte));
        x->half = !x->half;
        x->byte = byte;
    }
    if (last && (x->half || x->high))
        m += encode_broken(x, to + m);
    return m;
}

void bcl_stream_open(bcl_stream *s, FILE *f)
{
    char mark[4];
    size_t n = fread(mark, 1, sizeof mark, f);

    s->f = f;
    s->done = false;
    s->at = s->n = 0;
    size_t size = bcl_utf16_mark(&s->utf16, mark, n);
    s->wide = size > 0;
    if (!s->wide) {
        memcpy(s->decoded, mark, n);
        s->n = n;
    } else {
        s->n = bcl_utf16_decode(&s->utf16, s->decoded, mark + size, n - size,
                                false);
    }
}

/* Decode more; false at the end. */
static bool refill(bcl_stream *s)
{
    while (s->at == s->n) {
        if (s->done)
            return false;
        size_t n = fread(s->wide_bytes, 1, sizeof s->wide_bytes, s->f);
        s->done = n == 0;
        s->at = 0;
        s->n =
            bcl_utf16_decode(&s->utf16, s->decoded, s->wide_bytes, n, s->done);
    }
    return true;
}

size_t bcl_stream_read(bcl_stream *s, char *to, size_t n)
{
    size_t done = 0;

    while (done < n && (s->at < s->n || (s->wide && refill(s)))) {
        size_t some = s->n - s->at < n - done ? s->n - s->at : n - done;
        memcpy(to + done, s->decoded + s->at, some);
        s->at += some;
        done += some;
    }
    return s->wide ? done : done + fread(to + done, 1, n - done, s->f);
}

int bcl_stream_byte(bcl_stream *s)
{
    if (s->at < s->n || (s->wide && refill(s)))
        return (unsigned char)s->decoded[s->at++];
    return s->wide ? EOF : getc_unlocked(s->f);
}

bool bcl_stream_seek(bcl_stream *s, off_t offset)
{
    if (!s->wide) {
        s->n = s->at = 0;
        return fseeko(s->f, offset, SEEK_SET) == 0;
    }
    while (offset > 0 && (s->at < s->n || refill(s))) {
        size_t some = s->n - s->at;
        if ((off_t)some > offset)
            some = (size_t)offset;
        s->at += some;
        offset -= (off_t)some;
    }
    return offset == 0;
}
