/* notation.c -- units as the language writes them: kg/(hab.an), m2, s-1. */
#include "unit/unit_private.h"

#include "core/text.h"

#include <string.h>

enum { DEPTH_MAX = 20, EXPONENT_MAX = 9 };

typedef struct {
    bcl_units *u;
    const char *text, *s; /* all of it, what is left */
    bcl_pos at;
    bcl_diag *d;
    int depth;
} reading;

static const bcl_unit *product(reading *r);

static void skip_blanks(reading *r)
{
    while (*r->s == ' ' || *r->s == '\t' || *r->s == '\n' || *r->s == '\r')
        r->s++;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *quoted(const reading *r)
{
    return bcl_unit_quote(r->u, r->text, strlen(r->text));
}

static const bcl_unit *malformed(reading *r, const char *wanted)
{
    if (*r->s == '\0')
        bcl_fail(r->d, "U04", r->at,
                 "unité mal écrite : %s s’arrête là où on attendait %s",
                 quoted(r), wanted);
    else
        bcl_fail(r->d, "U04", r->at,
                 "unité mal écrite : %s ; on attendait %s là où on trouve %s",
                 quoted(r), wanted, bcl_unit_quote(r->u, r->s, strlen(r->s)));
    if (*r->s == '^')
        bcl_hint(r->d, "l’exposant suit le symbole : m2");
    return NULL;
}

/* A symbol is not known; `whole` is it with its exponent. */
static const bcl_unit *unknown(reading *r, const char *symbol,
                               const char *whole)
{
    const char *near = bcl_symbol_suggest(r->u, whole);

    if (!near)
        near = bcl_symbol_suggest(r->u, symbol);
    const char *what = bcl_unit_quote(r->u, whole, strlen(whole));
    if (strcmp(whole, r->text) == 0)
        bcl_fail(r->d, "U04", r->at, "unité inconnue : %s", what);
    else
        bcl_fail(r->d, "U04", r->at, "unité inconnue : %s dans %s", what,
                 quoted(r));
    if (strstr(whole, "²") || strstr(whole, "³"))
        bcl_hint(r->d, "l’exposant s’écrit en chiffre ordinaire : m2, m3");
    else if (strstr(whole, "·") || strstr(whole, "×"))
        bcl_hint(r->d, "le produit s’écrit avec un point : véh.km");
    else if (near)
        bcl_hint(r->d, "vouliez-vous « %s » ?", near);
    else
        bcl_hint(r->d, "déclarez-la : <unite id=\"…\"/>");
    return NULL;
}

/* Mm3 is (10^6 m)^3: a million times a million times too much. */
static const bcl_unit *refuse_power(reading *r, const char *symbol,
                                    const char *whole, char prefix)
{
    static const char *const better[][2] = {
        {"Mm3", "hm3"}, {"Gm3", "km3"}, {"Mm2", "km2"}};
    static const char *const power[] = {
        ['M'] = "10⁶", ['G'] = "10⁹", ['T'] = "10¹²", ['P'] = "10¹⁵"};
    static const char *const scale[] = {
        ['M'] = "1e6", ['G'] = "1e9", ['T'] = "1e12", ['P'] = "1e15"};

    bcl_fail(r->d, "U04", r->at,
             "« %s » se lirait (%s %s)%s, sans doute pas %s %s", whole,
             power[(int)prefix], symbol + 1, whole + strlen(symbol),
             scale[(int)prefix], whole + 1);
    for (size_t i = 0; i < sizeof better / sizeof *better; i++)
        if (strcmp(better[i][0], whole) == 0) {
            bcl_hint(r->d, "écrivez %s, ou déclarez une unité qui vaut %s %s",
                     better[i][1], scale[(int)prefix], whole + 1);
            return NULL;
        }
    bcl_hint(r->d, "déclarez une unité qui vaut %s %s", scale[(int)prefix],
             whole + 1);
    return NULL;
}

static const bcl_unit *symbol_power(reading *r, const char *symbol,
                                    const char *whole, int exponent)
{
    char prefix;
    const bcl_unit *unit = bcl_symbol_find(r->u, symbol, &prefix);

    if (!unit)
        return unknown(r, symbol, whole);
    if (exponent == 1)
        return unit;
    if (prefix != '\0' && strchr("MGTP", prefix))
        return refuse_power(r, symbol, whole, prefix);
    return bcl_unit_raise(r->u, unit, exponent);
}

/* The longest run of a symbol's bytes, of which the digits at the end, or the
 * sign and digits that follow, are the exponent. */
static const bcl_unit *symbol(reading *r)
{
    const char *from = r->s, *end, *digits;
    int exponent = 1;

    while (bcl_symbol_byte(*r->s))
        r->s++;
    for (end = r->s; is_digit(end[-1]);)
        end--;
    digits = end;
    if (digits == r->s && *digits == '-' && is_digit(digits[1]))
        for (r->s++; is_digit(*r->s);)
            r->s++;
    if (digits < r->s) {
        bool minus = *digits == '-';

        exponent = digits[minus] - '0';
        if (r->s - digits != 1 + minus || exponent == 0 ||
            exponent > EXPONENT_MAX)
            exponent = 0;
        exponent = minus ? -exponent : exponent;
    }
    const char *name = bcl_text_copy(r->u->arena, from, (size_t)(end - from));
    const char *whole = bcl_text_copy(r->u->arena, from, (size_t)(r->s - from));
    if (exponent != 0)
        return symbol_power(r, name, whole, exponent);
    bcl_fail(r->d, "U04", r->at,
             "exposant refusé dans %s : il va de 1 à %d, ou de −1 à −%d",
             bcl_unit_quote(r->u, whole, strlen(whole)), EXPONENT_MAX,
             EXPONENT_MAX);
    return NULL;
}

static const bcl_unit *parenthesis(reading *r)
{
    if (++r->depth > DEPTH_MAX) {
        bcl_fail(r->d, "U04", r->at, "unité trop imbriquée : %s", quoted(r));
        return NULL;
    }
    r->s++;
    const bcl_unit *unit = product(r);
    if (!unit)
        return NULL;
    if (*r->s != ')')
        return malformed(r, "« ) »");
    r->s++;
    r->depth--;
    return unit;
}

static const bcl_unit *factor(reading *r)
{
    skip_blanks(r);
    if (*r->s == '(')
        return parenthesis(r);
    if (*r->s == '%') {
        r->s++;
        return bcl_unit_scale(r->u, 0.01, r->u->one);
    }
    if (*r->s == '1' && !bcl_symbol_byte(r->s[1])) {
        r->s++;
        return r->u->one;
    }
    if (bcl_symbol_byte(*r->s) && !is_digit(*r->s))
        return symbol(r);
    return malformed(r, "un symbole, « ( », « 1 » ou « % »");
}

static const bcl_unit *product(reading *r)
{
    const bcl_unit *unit = factor(r);

    for (skip_blanks(r); unit && *r->s && strchr(".*/", *r->s);
         skip_blanks(r)) {
        bool divide = *r->s++ == '/';
        const bcl_unit *right = factor(r);

        if (!right)
            return NULL;
        unit = divide ? bcl_unit_divide(r->u, unit, right)
                      : bcl_unit_multiply(r->u, unit, right);
        if (!unit)
            bcl_fail(r->d, "U04", r->at, "exposants trop grands : %s",
                     quoted(r));
    }
    return unit;
}

const bcl_unit *bcl_unit_parse(bcl_units *u, const char *text, bcl_pos at,
                               bcl_diag *d)
{
    size_t n = strlen(text);
    int seen = bcl_names_find(&u->texts, text, n);
    reading r = {.u = u, .text = text, .s = text, .at = at, .d = d};

    if (seen >= 0)
        return u->parsed[seen];
    const bcl_unit *unit = product(&r);
    if (!unit)
        return NULL;
    if (*r.s != '\0')
        return malformed(&r, "« . », « / » ou la fin");
    size_t number = u->texts.n;
    bcl_names_add(&u->texts, text, n, u->arena);
    BCL_GROW(u->arena, u->parsed, number, &u->parsed_cap);
    u->parsed[number] = unit;
    return unit;
}
