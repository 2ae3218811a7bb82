/* cell.c -- see cell.h. */
#include "input/cell.h"
#include "core/text.h"
#include "input/encoding.h"

#include <string.h>

/* Longer than any number someone would write. */
enum { LONGEST = 100 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* As bcl_encoding_blank, and NBSP as Latin-1 writes it. */
static size_t blank(const char *s, size_t n)
{
    return n > 0 && s[0] == '\xA0' ? 1 : bcl_encoding_blank(s, n);
}

static size_t blank_end(const char *s, size_t n)
{
    size_t size = bcl_encoding_blank_end(s, n);

    return size == 0 && n > 0 && s[n - 1] == '\xA0' ? 1 : size;
}

bool bcl_cell_blank(const char *s, size_t n)
{
    for (size_t i = 0, size; i < n; i += size) {
        size = blank(s + i, n - i);
        if (size == 0)
            return false;
    }
    return true;
}

static bool is_secret(const bcl_secrets *secrets, const char *s, size_t n)
{
    for (size_t i = 0; i < secrets->n; i++)
        if (strlen(secrets->text[i]) == n &&
            memcmp(secrets->text[i], s, n) == 0)
            return true;
    return false;
}

/* Copy without the blanks between groups of three digits; 0 when a blank
 * stands anywhere else.  A digit after the first blank is counted in its
 * group, which must be full at the next blank, mark or end. */
static size_t ungroup(char *to, const char *s, size_t n)
{
    size_t length = 0, digits = 0;
    bool grouped = false, whole = true;

    for (size_t i = 0, size; i < n; i += size) {
        size = blank(s + i, n - i);
        bool digit = size == 0 && is_digit(s[i]);
        if (!digit && whole && grouped && digits != 3)
            return 0;
        if (size > 0) {
            if (!whole || digits == 0 || digits > 3)
                return 0;
            grouped = true;
            digits = 0;
            continue;
        }
        size = 1;
        digits += digit;
        whole = whole && (digit || length == 0);
        to[length++] = s[i];
    }
    return whole && grouped && digits != 3 ? 0 : length;
}

/* The decimal mark s[0..n) shows, or 0; false when it shows several. */
static bool find_mark(char *mark, const char *s, size_t n)
{
    *mark = '\0';
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '.' && s[i] != ',')
            continue;
        if (*mark)
            return false;
        *mark = s[i];
    }
    return true;
}

/* Every cell the quick way does not settle. */
static bcl_verdict read_slowly(double *x, char *mark,
                               const bcl_secrets *secrets, const char *s,
                               size_t n)
{
    char text[LONGEST], shown;

    for (size_t size; n > 0 && (size = blank(s, n)) > 0; n -= size)
        s += size;
    for (size_t size; n > 0 && (size = blank_end(s, n)) > 0;)
        n -= size;
    if (n == 0)
        return BCL_VERDICT_EMPTY;
    if (is_secret(secrets, s, n))
        return BCL_VERDICT_SECRET;
    size_t length = n < LONGEST ? ungroup(text, s, n) : 0;
    if (!find_mark(&shown, text, length) ||
        !bcl_number_parse(x, text, length, shown ? shown : '.'))
        return BCL_VERDICT_WRONG;
    if (shown && *mark && shown != *mark)
        return BCL_VERDICT_CLASH;
    if (shown)
        *mark = shown;
    return BCL_VERDICT_NUMBER;
}

bcl_verdict bcl_cell_read(double *x, char *mark, const bcl_secrets *secrets,
                          const char *s, size_t n)
{
    char shown = *mark;

    if (n == 0)
        return BCL_VERDICT_EMPTY;
    if (!shown)
        (void)find_mark(&shown, s, n);
    if (shown == *mark && !secrets->numeric &&
        bcl_number_parse(x, s, n, shown ? shown : '.'))
        return BCL_VERDICT_NUMBER;
    return read_slowly(x, mark, secrets, s, n);
}

bcl_secrets bcl_secrets_of(const char *const *text, size_t n)
{
    bcl_secrets secrets = {text, n, false};
    double x;

    for (size_t i = 0; i < n; i++)
        secrets.numeric |=
            bcl_number_parse(&x, text[i], strlen(text[i]), ',') ||
            bcl_number_parse(&x, text[i], strlen(text[i]), '.');
    return secrets;
}
