/* csv_sniff.c -- see csv_sniff.h. */
#include "input/csv_sniff.h"

#include <string.h>

enum { CANDIDATES = 3 };
static const char candidate[CANDIDATES] = {';', '\t', ','};

/* Count each candidate in the row that starts s[0..n), blank lines passed;
 * returns what is read of it. */
static size_t count_row(size_t count[CANDIDATES], const char *s, size_t n)
{
    bool quoted = false;
    size_t i = 0;

    memset(count, 0, CANDIDATES * sizeof *count);
    while (i < n && (s[i] == '\n' || s[i] == '\r'))
        i++;
    for (; i < n && (quoted || (s[i] != '\n' && s[i] != '\r')); i++) {
        quoted ^= s[i] == '"';
        for (int k = 0; k < CANDIDATES && !quoted; k++)
            count[k] += s[i] == candidate[k];
    }
    return i;
}

static char find_separator(const char *s, size_t n)
{
    size_t header[CANDIDATES], row[CANDIDATES];
    size_t end = count_row(header, s, n);
    int best = 0;

    count_row(row, s + end, n - end);
    for (int k = 0; k < CANDIDATES; k++)
        if (header[k] > 0 && header[k] == row[k])
            return candidate[k];
    for (int k = 1; k < CANDIDATES; k++)
        if (header[k] > header[best])
            best = k;
    return candidate[best];
}

static bool starts(const char *s, size_t n, const char *with, size_t size)
{
    return n >= size && memcmp(s, with, size) == 0;
}

/* ASCII characters in two bytes have a NUL for one of them. */
static bool is_wide(const char *s, size_t n)
{
    return starts(s, n, "\xFF\xFE", 2) || starts(s, n, "\xFE\xFF", 2) ||
           (n >= 4 && (s[0] == '\0') != (s[1] == '\0') &&
            (s[0] == '\0') == (s[2] == '\0') &&
            (s[1] == '\0') == (s[3] == '\0'));
}

bool bcl_csv_sniff(bcl_csv_sniffed *out, const char *s, size_t n,
                   const char *path, bcl_diag *d)
{
    bcl_pos at = {path, 1, 1};

    if (is_wide(s, n)) {
        bcl_fail(
            d, "C08", at,
            "ce fichier est en UTF-16 sans marque d'ordre, ou en UTF-32, qui "
            "ne sont pas lus");
        return bcl_hint(d, "enregistrez-le en « CSV UTF-8 »");
    }
    if (starts(s, n, "PK\x03\x04", 4) || starts(s, n, "\xD0\xCF\x11\xE0", 4) ||
        starts(s, n, "%PDF-", 5)) {
        bcl_fail(d, "C10", at,
                 "ce fichier n'est pas un CSV mais un classeur, une archive "
                 "ou un PDF");
        return bcl_hint(d, "enregistrez la feuille voulue en « CSV UTF-8 »");
    }
    *out = (bcl_csv_sniffed){.bom = starts(s, n, "\xEF\xBB\xBF", 3) ? 3 : 0};
    out->separator = find_separator(s + out->bom, n - out->bom);
    for (size_t i = 0; i < n; i++)
        out->lines += s[i] == '\n';
    return true;
}
