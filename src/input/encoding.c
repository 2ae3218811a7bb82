/* encoding.c -- see encoding.h. */
#include "input/encoding.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

bool bcl_encoding_ascii(const char *s, size_t n)
{
    unsigned char all = 0;

    for (size_t i = 0; i < n; i++)
        all |= (unsigned char)s[i];
    return all < 0x80;
}

/* Bytes of the UTF-8 character that starts s[0..n), or 0 (RFC 3629, table
 * 3-7 of Unicode: only the second byte has a narrower range). */
static size_t character(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    unsigned char low = 0x80, high = 0xBF;
    size_t size;

    if (u[0] < 0x80)
        return 1;
    if (u[0] < 0xC2 || u[0] > 0xF4)
        return 0;
    size = u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    if (size > n)
        return 0;
    if (u[0] == 0xE0)
        low = 0xA0;
    else if (u[0] == 0xED)
        high = 0x9F;
    else if (u[0] == 0xF0)
        low = 0x90;
    else if (u[0] == 0xF4)
        high = 0x8F;
    for (size_t i = 1; i < size; i++, low = 0x80, high = 0xBF)
        if (u[i] < low || u[i] > high)
            return 0;
    return size;
}

size_t bcl_encoding_utf8_length(const char *s, size_t n)
{
    size_t i = 0;

    for (size_t size; i < n; i += size) {
        size = character(s + i, n - i);
        if (size == 0)
            break;
    }
    return i;
}

/* One of the signs of ISO-8859-15, where it can hardly be another. */
static bool is_euro(const char *s, size_t n, size_t i)
{
    unsigned char c = (unsigned char)s[i];

    if (c == 0xA4)
        return true;
    return (c == 0xBC || c == 0xBD) && i + 1 < n &&
           isalpha((unsigned char)s[i + 1]) &&
           !(i > 0 && isdigit((unsigned char)s[i - 1]));
}

void bcl_encoding_vote(bcl_encoding_votes *v, const char *s, size_t n)
{
    if (bcl_encoding_ascii(s, n))
        return;
    if (bcl_encoding_utf8_length(s, n) == n) {
        v->utf8++;
        return;
    }
    v->other++;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        v->windows |= c >= 0x80 && c <= 0x9F;
        v->euro |= is_euro(s, n, i);
    }
}

bcl_encoding bcl_encoding_elected(const bcl_encoding_votes *v)
{
    if (v->utf8 >= v->other)
        return BCL_ENCODING_UTF8;
    return v->euro && !v->windows ? BCL_ENCODING_ISO_8859_15
                                  : BCL_ENCODING_WINDOWS_1252;
}

/* Windows-1252, 0x80 to 0x9F; 0 where the code page has nothing (the table of
 * unicode.org, CP1252.TXT). */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static unsigned code_point(unsigned char c, bcl_encoding from)
{
    static const struct {
        unsigned char byte;
        uint16_t code;
    } latin9[] = {{0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161},
                  {0xB4, 0x017D}, {0xB8, 0x017E}, {0xBC, 0x0152},
                  {0xBD, 0x0153}, {0xBE, 0x0178}};

    if (from == BCL_ENCODING_ISO_8859_15)
        for (size_t i = 0; i < sizeof latin9 / sizeof *latin9; i++)
            if (latin9[i].byte == c)
                return latin9[i].code;
    return c >= 0x80 && c <= 0x9F ? windows[c - 0x80] : c;
}

char *bcl_encoding_decode(const char *s, size_t n, bcl_encoding from,
                          bcl_arena *a)
{
    bool utf8 = from == BCL_ENCODING_UTF8;
    char *text = BCL_NEW(a, char, utf8 ? n + 1 : 3 * n + 1), *to = text;

    if (utf8) {
        if (n > 0)
            memcpy(text, s, n);
        return bcl_encoding_utf8_length(s, n) == n ? text : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        unsigned code = code_point(c, from);
        if (code == 0 && c != 0)
            return NULL;
        if (code < 0x80) {
            *to++ = (char)code;
        } else if (code < 0x800) {
            *to++ = (char)(0xC0 | code >> 6);
            *to++ = (char)(0x80 | (code & 0x3F));
        } else {
            *to++ = (char)(0xE0 | code >> 12);
            *to++ = (char)(0x80 | (code >> 6 & 0x3F));
            *to++ = (char)(0x80 | (code & 0x3F));
        }
    }
    return text;
}

static const char NBSP[] = "\xC2\xA0", NNBSP[] = "\xE2\x80\xAF";

static bool ascii_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t bcl_encoding_blank(const char *s, size_t n)
{
    if (n > 0 && ascii_blank(s[0]))
        return 1;
    if (n > 1 && memcmp(s, NBSP, 2) == 0)
        return 2;
    return n > 2 && memcmp(s, NNBSP, 3) == 0 ? 3 : 0;
}

size_t bcl_encoding_blank_end(const char *s, size_t n)
{
    if (n > 0 && ascii_blank(s[n - 1]))
        return 1;
    if (n > 1 && memcmp(s + n - 2, NBSP, 2) == 0)
        return 2;
    return n > 2 && memcmp(s + n - 3, NNBSP, 3) == 0 ? 3 : 0;
}

void bcl_encoding_collapse(char *s)
{
    size_t n = strlen(s), to = 0;
    bool gap = false;

    for (size_t i = 0, size; i < n; i += size) {
        size = bcl_encoding_blank(s + i, n - i);
        if (size > 0) {
            gap = to > 0;
            continue;
        }
        size = 1;
        if (gap)
            s[to++] = ' ';
        gap = false;
        s[to++] = s[i];
    }
    s[to] = '\0';
}

void bcl_encoding_show(char *to, const char *s, size_t n)
{
    enum { MOST = 40 };
    int shown = 0;

    for (size_t i = 0, size; i < n; i += size) {
        size = character(s + i, n - i);
        if (shown++ == MOST) {
            memcpy(to, "...", 3);
            to += 3;
            break;
        }
        unsigned char c = (unsigned char)s[i];
        if (size == 0) { /* as Latin-1: enough to recognise the cell */
            size = 1;
            *to++ = (char)(0xC0 | c >> 6);
            *to++ = (char)(0x80 | (c & 0x3F));
        } else if (c < 0x20 || c == 0x7F ||
                   (c == 0xC2 && (unsigned char)s[i + 1] < 0xA0)) {
            *to++ = ' ';
        } else {
            memcpy(to, s + i, size);
            to += size;
        }
    }
    *to = '\0';
}
