/* lexer.c -- see lexer.h. */
#include "formula/lexer.h"

#include "core/text.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool in_word(char c)
{
    return is_lower(c) || is_digit(c) || c == '_';
}

size_t bcl_utf8_length(const char *s)
{
    unsigned char c = (unsigned char)s[0];
    size_t n = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

    if (n == 0 || c > 0xF4)
        return 1;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80)
            return 1;
    return n;
}

bcl_pos bcl_lexer_place(const bcl_lexer *l, size_t offset)
{
    return l->at(l->ctx, offset);
}

/* Word processors put no-break spaces (U+00A0, U+202F) where they like. */
static size_t blank_length(const char *s)
{
    if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
        return 1;
    if (strncmp(s, "\u00A0", 2) == 0)
        return 2;
    return strncmp(s, "\u202F", 3) == 0 ? 3 : 0;
}

typedef struct {
    const char *text;
    bcl_token_kind kind;
} spelling;

static const spelling words[] = {{"si", BCL_T_IF},
                                 {"alors", BCL_T_THEN},
                                 {"sinon", BCL_T_ELSE},
                                 {"ou", BCL_T_OR},
                                 {"et", BCL_T_AND},
                                 {"non", BCL_T_NOT},
                                 {"annee", BCL_T_YEAR},
                                 {"herite", BCL_T_INHERITED},
                                 {"reference", BCL_T_REFERENCE},
                                 {"sur", BCL_T_OVER},
                                 {"vers", BCL_T_TOWARD}};

/* The longer signs first. */
static const spelling signs[] = {
    {"!=", BCL_T_NE},        {"<=", BCL_T_LE},   {">=", BCL_T_GE},
    {"≠", BCL_T_NE},         {"≤", BCL_T_LE},    {"≥", BCL_T_GE},
    {"=", BCL_T_EQ},         {"<", BCL_T_LT},    {">", BCL_T_GT},
    {"+", BCL_T_PLUS},       {"-", BCL_T_MINUS}, {"−", BCL_T_MINUS},
    {"*", BCL_T_TIMES},      {"×", BCL_T_TIMES}, {"/", BCL_T_DIVIDE},
    {"÷", BCL_T_DIVIDE},     {"^", BCL_T_POWER}, {"%", BCL_T_PERCENT},
    {"(", BCL_T_OPEN},       {")", BCL_T_CLOSE}, {"[", BCL_T_SELECT},
    {"]", BCL_T_END_SELECT}, {",", BCL_T_COMMA}, {":", BCL_T_COLON},
    {"|", BCL_T_BAR}};

static bool read_word(bcl_token *t, bcl_lexer *l)
{
    const char *s = l->text + t->offset;

    while (in_word(s[t->length]))
        t->length++;
    t->kind = BCL_T_WORD;
    t->text = bcl_text_copy(l->arena, s, t->length);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(t->text, words[i].text) == 0)
            t->kind = words[i].kind;
    return true;
}

/* The length of a number; a broken exponent is left to the check of what
 * follows. */
static size_t number_length(const char *s)
{
    size_t n = 0;

    while (is_digit(s[n]) || s[n] == '_')
        n++;
    if (s[n] == '.')
        for (n++; is_digit(s[n]);)
            n++;
    if (s[n] == 'e' || s[n] == 'E') {
        size_t e = n + 1 + (s[n + 1] == '+' || s[n + 1] == '-');

        for (; is_digit(s[e]); e++)
            n = e + 1;
    }
    return n;
}

static bool bad_number(bcl_lexer *l, const char *s, size_t n, size_t offset)
{
    bcl_pos at = bcl_lexer_place(l, offset);
    bool letters = false, plain = in_word(s[n]) || is_upper(s[n]);

    while (in_word(s[n]) || is_upper(s[n]) || s[n] == '.')
        n++;
    for (size_t i = 0; i < n; i++) {
        letters = letters || is_lower(s[i]) || is_upper(s[i]);
        plain = plain && s[i] != '.';
    }
    bcl_fail(l->diag, "F05", at, "nombre mal écrit : « %.*s »%s",
             n < 60 ? (int)n : 60, s, n < 60 ? "" : "…");
    if (letters && plain && n < 60)
        bcl_hint(l->diag,
                 "un code qui a des lettres s’écrit entre apostrophes : '%.*s'",
                 (int)n, s);
    return false;
}

static bool read_number(bcl_token *t, bcl_lexer *l)
{
    const char *s = l->text + t->offset;
    size_t n = number_length(s), kept = 0;
    char *plain = bcl_text_copy(l->arena, s, n);

    t->kind = BCL_T_NUMBER;
    t->length = n;
    t->text = bcl_text_copy(l->arena, s, n);
    t->digits = true;
    for (size_t i = 0; i < n; i++) {
        t->digits = t->digits && is_digit(s[i]);
        if (s[i] != '_')
            plain[kept++] = s[i];
    }
    if (in_word(s[n]) || is_upper(s[n]) || s[n] == '.' ||
        !bcl_number_parse(&t->number, plain, kept, '.'))
        return bad_number(l, s, n, t->offset);
    return true;
}

/* What stands between two marks: 'text' or {unit}. */
static bool read_between(bcl_token *t, bcl_lexer *l, bcl_token_kind kind)
{
    const char *from = l->text + t->offset + 1, *to;
    const char *mark = kind == BCL_T_UNIT ? "}" : "'";

    to = from + strcspn(from, kind == BCL_T_UNIT ? "{}" : "'");
    if (*to != *mark) {
        bcl_pos at = bcl_lexer_place(l, t->offset);
        return bcl_fail(l->diag, "F03", at,
                        "%s ouverte en %d:%d et jamais fermée : il manque "
                        "« %s »",
                        kind == BCL_T_UNIT ? "accolade" : "apostrophe", at.line,
                        at.column, mark);
    }
    t->kind = kind;
    t->length = (size_t)(to - from) + 2;
    for (size_t n; from < to && (n = blank_length(from)) > 0;)
        from += n;
    while (to > from && blank_length(to - 1) == 1)
        to--;
    t->text = bcl_text_copy(l->arena, from, (size_t)(to - from));
    if (from == to)
        return bcl_fail(l->diag, "F02", bcl_lexer_place(l, t->offset),
                        kind == BCL_T_UNIT
                            ? "unité vide : « {} »"
                            : "membre vide entre apostrophes : « '' »");
    return true;
}

static const char *advice(const char *s, size_t n)
{
    static const char *const known[][2] = {
        {"’", "l’apostrophe d’un code est droite : '02A'"},
        {"‘", "l’apostrophe d’un code est droite : '02A'"},
        {"\"", "un code s’écrit entre apostrophes droites : '02A'"},
        {"–", "le signe moins s’écrit - ou −"},
        {"—", "le signe moins s’écrit - ou −"},
        {"·", "la multiplication s’écrit * ou ×"},
        {";", "les arguments se séparent par des virgules"},
        {".", "un nombre commence par un chiffre : 0.5"},
        {"&", "« et » s’écrit en toutes lettres"},
        {"€", "une unité se met entre accolades : 12 {€/t}"},
        {"!", "« différent de » s’écrit ≠ ou !=, la négation « non »"}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i][0]) == n && strncmp(s, known[i][0], n) == 0)
            return known[i][1];
    /* Upper case and Latin letters with accents, U+00C0 to U+017F. */
    unsigned char c = (unsigned char)*s;
    if ((n == 1 && is_upper(*s)) || (n == 2 && c >= 0xC3 && c <= 0xC5))
        return "les noms s’écrivent en minuscules sans accent ; un code entre "
               "apostrophes : '02A'";
    return NULL;
}

static bool bad_character(bcl_lexer *l, size_t offset)
{
    const char *s = l->text + offset;
    size_t n = bcl_utf8_length(s);
    unsigned char c = (unsigned char)*s;
    bcl_pos at = bcl_lexer_place(l, offset);

    if (n == 1 && (c < 0x20 || c >= 0x7F))
        return bcl_fail(l->diag, "F01", at,
                        "caractère inattendu : octet 0x%02X", c);
    bcl_fail(l->diag, "F01", at, "caractère inattendu : « %.*s »", (int)n, s);
    const char *hint = advice(s, n);
    if (hint)
        bcl_hint(l->diag, "%s", hint);
    return false;
}

static bool read_sign(bcl_token *t, bcl_lexer *l)
{
    const char *s = l->text + t->offset;

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i].text);

        if (strncmp(s, signs[i].text, n) == 0) {
            t->kind = signs[i].kind;
            t->length = n;
            return true;
        }
    }
    return bad_character(l, t->offset);
}

bool bcl_lexer_next(bcl_token *t, bcl_lexer *l)
{
    bool good;

    for (size_t n; (n = blank_length(l->text + l->next)) > 0;)
        l->next += n;
    *t = (bcl_token){.kind = BCL_T_END, .offset = l->next};
    char c = l->text[l->next];
    if (c == '\0')
        return true;
    if (is_lower(c))
        good = read_word(t, l);
    else if (is_digit(c))
        good = read_number(t, l);
    else if (c == '\'')
        good = read_between(t, l, BCL_T_QUOTED);
    else if (c == '{')
        good = read_between(t, l, BCL_T_UNIT);
    else
        good = read_sign(t, l);
    l->next += t->length;
    return good;
}
