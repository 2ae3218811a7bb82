/* width.c -- see width.h. */
#include "figure/width.h"

#include "core/text.h"
#include "figure/width_table.h"

#include <stdlib.h>
#include <string.h>

static const double cm_per_pt = 2.54 / 72;
enum { UNKNOWN = 0x25A1, BAD = 0xFFFD, EM = 2048 };

static int compare(const void *key, const void *item)
{
    unsigned code = *(const unsigned *)key;
    const bcl_glyph *g = item;

    return (code > g->code) - (code < g->code);
}

static const bcl_glyph *find(unsigned code)
{
    return bsearch(&code, bcl_width_table, bcl_width_table_size,
                   sizeof *bcl_width_table, compare);
}

unsigned bcl_width_decode(const char **s)
{
    static const unsigned least[] = {0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)*s;
    int more = p[0] < 0x80             ? 0
               : (p[0] & 0xE0) == 0xC0 ? 1
               : (p[0] & 0xF0) == 0xE0 ? 2
               : (p[0] & 0xF8) == 0xF0 ? 3
                                       : -1;
    (*s)++;
    if (more <= 0)
        return more == 0 ? p[0] : BAD;
    unsigned code = p[0] & (0x3Fu >> more);

    for (int i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return BAD;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    if (code < least[more] || code > 0x10FFFF ||
        (code >= 0xD800 && code <= 0xDFFF))
        return BAD;
    *s += more;
    return code;
}

static size_t encode(char *to, unsigned code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3F));
    to[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

/* The letter a base and a combining mark make, or 0: enough for French text
 * that comes decomposed from a file system or a spreadsheet. */
static unsigned composed(unsigned base, unsigned mark)
{
    static const struct {
        unsigned short mark;
        const char *base;
        unsigned short made[12];
    } table[] = {
        {0x300,
         "aeiouAEIOU",
         {0xE0, 0xE8, 0xEC, 0xF2, 0xF9, 0xC0, 0xC8, 0xCC, 0xD2, 0xD9}},
        {0x301,
         "aeiouyAEIOUY",
         {0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xFD, 0xC1, 0xC9, 0xCD, 0xD3, 0xDA,
          0xDD}},
        {0x302,
         "aeiouAEIOU",
         {0xE2, 0xEA, 0xEE, 0xF4, 0xFB, 0xC2, 0xCA, 0xCE, 0xD4, 0xDB}},
        {0x303, "anoANO", {0xE3, 0xF1, 0xF5, 0xC3, 0xD1, 0xD5}},
        {0x308,
         "aeiouyAEIOU",
         {0xE4, 0xEB, 0xEF, 0xF6, 0xFC, 0xFF, 0xC4, 0xCB, 0xCF, 0xD6, 0xDC}},
        {0x327, "cC", {0xE7, 0xC7}},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *at =
            base < 0x80 && base ? strchr(table[i].base, (int)base) : NULL;
        if (table[i].mark == mark && at)
            return table[i].made[at - table[i].base];
    }
    return 0;
}

static bool invisible(unsigned c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
           (c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

char *bcl_width_clean(bcl_arena *a, const char *s)
{
    char *to = bcl_arena_alloc(a, 3 * strlen(s ? s : "") + 1, 1);
    size_t n = 0, last = 0; /* `last`: where the last character begins */
    unsigned before = ' ';

    while (s && *s) {
        unsigned c = bcl_width_decode(&s), made = composed(before, c);

        if (made) {
            n = last;
            c = made;
        }
        if (c == '\n' || c == '\t' || c == '\r')
            c = ' ';
        /* Pango halves an ordinary space for U+202F, so little that 1 130 reads
         * as 1130; nothing breaks lines after this anyway. */
        if (c == 0x202F)
            c = 0x2009;
        if (c == '\'')
            c = 0x2019; /* the French one, and no end of a gnuplot string */
        /* gnuplot leaves it as it is, and XML does not allow "]]>" in a text */
        if (c == '>' && n >= 2 && to[n - 1] == ']' && to[n - 2] == ']')
            c = 0x203A;
        if (invisible(c) || (c == ' ' && before == ' '))
            continue;
        if (!find(c))
            c = UNKNOWN;
        last = n;
        n += encode(to + n, c);
        before = c;
    }
    if (n > 0 && to[n - 1] == ' ')
        n--;
    to[n] = '\0';
    return to;
}

static double advance(unsigned code, double pt, bool bold)
{
    const bcl_glyph *g = find(code);
    int units = !g ? EM : bold ? g->bold : g->regular;

    return units * pt * cm_per_pt / EM;
}

double bcl_width_text(const char *s, double pt, bool bold)
{
    double sum = 0;

    while (*s)
        sum += advance(bcl_width_decode(&s), pt, bold);
    return sum;
}

/* How many bytes of `s` fit into `cm`. */
static size_t fitting(const char *s, double cm, double pt, bool bold)
{
    const char *p = s, *fits = s;
    double sum = 0;

    while (*p) {
        sum += advance(bcl_width_decode(&p), pt, bold);
        if (sum > cm + 1e-9)
            break;
        fits = p;
    }
    return (size_t)(fits - s);
}

const char *bcl_width_shorten(bcl_arena *a, const char *s, double cm, double pt,
                              bool bold)
{
    if (bcl_width_text(s, pt, bold) <= cm + 1e-9)
        return s;
    size_t n = fitting(s, cm - bcl_width_text("…", pt, bold), pt, bold);

    while (n > 0 && s[n - 1] == ' ')
        n--;
    return bcl_text_print(a, "%.*s…", (int)n, s);
}

/* How many bytes of `s` the next line takes, blanks at its end included. */
static size_t line_end(const char *s, double cm, double pt, bool bold)
{
    size_t fits = fitting(s, cm, pt, bold), end = 0;

    if (!s[fits])
        return fits;
    for (size_t i = 0; i <= fits && s[i]; i++)
        if (s[i] == ' ' || (s[i] == '-' && i < fits && i > 0))
            end = i + 1;
    if (end > 0)
        return end;
    const char *p = s;

    (void)bcl_width_decode(&p); /* one character at least */
    return fits > 0 ? fits : (size_t)(p - s);
}

bcl_wrapped bcl_width_wrap(bcl_arena *a, const char *s, double cm, size_t most,
                           double pt, bool bold)
{
    const char *p = bcl_width_clean(a, s);
    bcl_wrapped w = {0};
    size_t cap = 0;

    do {
        size_t n = line_end(p, cm, pt, bold), shown = n;
        const char *line;

        while (shown > 0 && p[shown - 1] == ' ')
            shown--;
        if (w.n + 1 >= most && p[n])
            line = bcl_width_shorten(a, p, cm, pt, bold), n = strlen(p);
        else
            line = bcl_text_copy(a, p, shown);
        BCL_GROW(a, w.line, w.n, &cap);
        w.line[w.n++] = line;
        double wide = bcl_width_text(line, pt, bold);
        w.width = wide > w.width ? wide : w.width;
        p += n;
    } while (*p);
    return w;
}
