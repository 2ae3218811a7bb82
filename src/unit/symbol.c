/* symbol.c -- symbols with their prefix, and what an unknown one meant. */
#include "unit/unit_private.h"

#include "core/text.h"

#include <string.h>
#include <strings.h>

bool bcl_symbol_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

const char *bcl_unit_quote(bcl_units *u, const char *s, size_t n)
{
    size_t kept = n < 60 ? n : 60;

    while (kept < n && kept > 0 && ((unsigned char)s[kept] & 0xC0) == 0x80)
        kept--;
    return bcl_text_print(u->arena, "« %.*s%s »", (int)kept, s,
                          kept < n ? "…" : "");
}

static bool is_among(const char *const *list, size_t n, const char *s)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], s) == 0)
            return true;
    return false;
}

/* "ch" is not a hundredth of an hour, nor "han" a hundred years. */
static bool is_calendar(const char *symbol)
{
    static const char *const list[] = {"an", "j", "h", "min"};

    return is_among(list, sizeof list / sizeof *list, symbol);
}

/* Only these take a prefix other than k, M, G, T, P: "mWh" is a slip for MWh,
 * "mt" for Mt, and "ht" means without tax. */
static bool is_fine(const char *symbol)
{
    static const char *const list[] = {"m",   "g",     "s",  "K", "A",
                                       "L",   "l",     "N",  "V", "Pa",
                                       "bar", "gCO2e", "gC", "€"};

    return is_among(list, sizeof list / sizeof *list, symbol);
}

static bool is_known(const bcl_units *u, const char *symbol)
{
    ut_unit *ut = ut_get_unit_by_symbol(u->system, symbol);

    ut_free(ut);
    return ut != NULL;
}

/* The bytes of a prefix that `symbol` may start with. */
static size_t prefix_length(const char *symbol)
{
    if (symbol[0] == '\0')
        return 0;
    return (unsigned char)symbol[0] < 0x80 ? 1 : 2;
}

/* UDUNITS-2 would take several prefixes ("kkg"): one at most here. */
static bool takes_prefix(const bcl_units *u, const char *symbol)
{
    size_t n = prefix_length(symbol);
    const char *stem = symbol + n;

    if (n == 0 || strlen(symbol) <= n || !is_known(u, stem) ||
        is_calendar(stem))
        return false;
    if (!strchr("kMGTP", symbol[0]) && !is_fine(stem))
        return false;
    bool twice =
        stem[1] && strchr("kMGTPhdcmn", stem[0]) && is_known(u, stem + 1);
    return !twice;
}

const bcl_unit *bcl_symbol_find(bcl_units *u, const char *symbol, char *prefix)
{
    const bcl_unit *unit =
        bcl_unit_keep(u, ut_get_unit_by_symbol(u->system, symbol));

    *prefix = '\0';
    if (unit || !takes_prefix(u, symbol))
        return unit;
    *prefix = symbol[0];
    return bcl_unit_keep(u, ut_parse(u->system, symbol, UT_UTF8));
}

void bcl_symbol_note(bcl_units *u, const char *symbol)
{
    static const char *const prefixes[] = {"", "k", "M", "G"};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const char *s = bcl_text_print(u->arena, "%s%s", prefixes[i], symbol);

        if (i == 0 || takes_prefix(u, s))
            bcl_names_add(&u->symbols, s, strlen(s), u->arena);
    }
}

const char *bcl_symbol_suggest(const bcl_units *u, const char *symbol)
{
    static const char *const said[][2] = {
        {"tonne", "t"},        {"tonnes", "t"},
        {"euro", "€"},         {"euros", "€"},
        {"EUR", "€"},          {"keuro", "k€"},
        {"a", "an"},           {"ans", "an"},
        {"année", "an"},       {"annee", "an"},
        {"yr", "an"},          {"jour", "j"},
        {"jours", "j"},        {"d", "j"},
        {"heure", "h"},        {"heures", "h"},
        {"habitant", "hab"},   {"habitants", "hab"},
        {"emploi", "empl"},    {"emplois", "empl"},
        {"teqCO2", "tCO2e"},   {"teCO2", "tCO2e"},
        {"tCO2eq", "tCO2e"},   {"kteqCO2", "ktCO2e"},
        {"kgCO2eq", "kgCO2e"}, {"vkm", "véh.km"},
        {"log", "logement"},   {"logements", "logement"}};

    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(said[i][0], symbol) == 0)
            return said[i][1];
    for (size_t i = 0; i < u->symbols.n; i++)
        if (strcasecmp(u->symbols.text[i], symbol) == 0)
            return u->symbols.text[i];
    return strlen(symbol) > 1 ? bcl_names_nearest(&u->symbols, symbol) : NULL;
}
