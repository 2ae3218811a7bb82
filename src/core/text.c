/* text.c -- see text.h. */
#include "core/text.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *bcl_text_copy(bcl_arena *a, const char *s, size_t n)
{
    char *to = bcl_arena_alloc(a, n + 1, 1);

    if (n > 0)
        memcpy(to, s, n);
    return to;
}

char *bcl_text_print(bcl_arena *a, const char *fmt, ...)
{
    char small[256]; /* most texts are: formatting twice would cost */
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    char *to = bcl_arena_alloc(a, (size_t)n + 1, 1);
    if ((size_t)n < sizeof small)
        return memcpy(to, small, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(to, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return to;
}

const char *bcl_text_file(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *bcl_text_folder(bcl_arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? bcl_text_copy(a, path, (size_t)(slash - path)) : ".";
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bcl_words bcl_text_split(bcl_arena *a, const char *s, char sep)
{
    bcl_words w = {NULL, 0};
    size_t cap = 0;

    for (;;) {
        while (is_blank(*s))
            s++;
        if (sep == ' ' && *s == '\0')
            return w;
        const char *from = s;
        while (*s && *s != sep && !(sep == ' ' && is_blank(*s)))
            s++;
        const char *to = s;
        while (to > from && is_blank(to[-1]))
            to--;
        BCL_GROW(a, w.item, w.n, &cap);
        w.item[w.n++] = bcl_text_copy(a, from, (size_t)(to - from));
        if (*s == '\0')
            return w;
        s++;
    }
}

static const uint64_t MANY = 1000000000000000; /* has 16 digits */
static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                               1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                               1e14, 1e15, 1e16, 1e17, 1e18, 1e19};

/* The slow, general way: the mark made a point, then strtod ("C" locale). */
static bool parse_general(double *x, const char *s, size_t n, char mark)
{
    char copy[128], *end;

    if (n >= sizeof copy)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '.' && mark == ',')
            return false;
        copy[i] = s[i] == mark ? '.' : s[i];
        if (!isdigit((unsigned char)copy[i]) && !strchr(".eE+-", copy[i]))
            return false; /* no inf, nan or hexadecimal */
    }
    copy[n] = '\0';
    *x = strtod(copy, &end);
    return n > 0 && end == copy + n && isfinite(*x);
}

/* The digits that start s..end added to the mantissa; where they stop. */
static const char *read_digits(uint64_t *mantissa, const char *s,
                               const char *end)
{
    uint64_t m = *mantissa;

    for (unsigned digit; s < end && (digit = (unsigned)*s - '0') < 10; s++)
        m = m * 10 + digit;
    *mantissa = m;
    return s;
}

bool bcl_number_parse(double *x, const char *s, size_t n, char mark)
{
    const char *end = s + n, *from = s;
    uint64_t mantissa = 0;
    ptrdiff_t digits, decimals = 0;

    if (n > 0 && (s[0] == '-' || s[0] == '+'))
        from++;
    const char *at = read_digits(&mantissa, from, end);
    digits = at - from;
    if (at < end && *at == mark) {
        from = at + 1;
        at = read_digits(&mantissa, from, end);
        decimals = at - from;
        digits += decimals;
    }
    /* 19 digits fit in the mantissa, zeros that lead among them. */
    if (at < end || digits == 0 || digits > 19 || mantissa >= MANY)
        return parse_general(x, s, n, mark);
    /* Both are exact doubles, so the quotient is correctly rounded. */
    *x = (double)mantissa / power[decimals];
    if (s[0] == '-')
        *x = -*x;
    return true;
}

void bcl_number_print(char *to, size_t size, double x)
{
    if (!isfinite(x))
        snprintf(to, size, "%s", "");
    else
        snprintf(to, size, "%.15g", x == 0 ? 0.0 : x); /* no "-0" */
}

void bcl_number_french(char *to, size_t size, double x, int decimals)
{
    char raw[400];
    size_t n = 0;

    if (!isfinite(x)) {
        snprintf(to, size, "—");
        return;
    }
    if (fabs(x) >= 1e15) {
        snprintf(raw, sizeof raw, "%.3e", fabs(x));
        raw[1] = ',';
        raw[5] = '\0'; /* of "1.234e+300" */
        snprintf(to, size, "%s%s × 10^%d", x < 0 ? "−" : "", raw,
                 (int)strtol(raw + 6, NULL, 10));
        return;
    }
    snprintf(raw, sizeof raw, "%.*f", decimals, fabs(x));
    size_t whole = strcspn(raw, ".");
    bool zero = strspn(raw, "0.") == strlen(raw);
    to[0] = '\0';
    if (x < 0 && !zero)
        n += (size_t)snprintf(to, size, "\xE2\x88\x92");
    for (size_t i = 0; raw[i] && n + 4 < size; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            n += (size_t)snprintf(to + n, size - n, "\xE2\x80\xAF");
        to[n++] = raw[i] == '.' ? ',' : raw[i];
        to[n] = '\0';
    }
}

int bcl_text_distance(const char *a, const char *b, int limit)
{
    enum { LONGEST = 64 };
    size_t na = strlen(a), nb = strlen(b);
    int row[LONGEST + 1];

    if (na > LONGEST || nb > LONGEST || abs((int)na - (int)nb) > limit)
        return limit + 1;
    for (size_t j = 0; j <= nb; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            int above = row[j];
            int best = diagonal + (a[i - 1] != b[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
            diagonal = above;
        }
    }
    return row[nb];
}
