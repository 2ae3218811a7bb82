/* bind_text.c -- units, subtitles and sources of figures, as a reader writes
 * them. */
#include "core/text.h"
#include "figure/bind_private.h"
#include "figure/scale.h"
#include "result/sources.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* Symbols of the units' file that a reader would not know. */
static const struct {
    const char *symbol, *one, *several;
} words[] = {
    {"an", "an", "ans"},
    {"j", "jour", "jours"},
    {"hab", "habitant", "habitants"},
    {"logement", "logement", "logements"},
    {"empl", "emploi", "emplois"},
    {"voy", "voyageur", "voyageurs"},
    {"véh", "véhicule", "véhicules"},
    {"t", "tonne", "tonnes"},
    {"ha", "hectare", "hectares"},
};

static const char *word(const char *symbol, bool several)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].symbol, symbol) == 0)
            return several ? words[i].several : words[i].one;
    return NULL;
}

/* "m2" -> "m²", "tCO2e" -> "tCO₂e", "véh.km" -> "véh·km". */
static const char *typeset(const char *text, bcl_arena *a)
{
    static const char *const high[] = {"⁰", "¹", "²", "³", "⁴",
                                       "⁵", "⁶", "⁷", "⁸", "⁹"};
    char *to = bcl_arena_alloc(a, 3 * strlen(text) + 1, 1);

    for (const char *s = text; *s; s++) {
        bool digit =
            s > text && isdigit((unsigned char)*s) &&
            (isalpha((unsigned char)s[-1]) || (unsigned char)s[-1] > 127);
        if (*s == '.' && s > text && !isdigit((unsigned char)s[-1]))
            strcat(to, "·");
        else if (digit && *s == '2' && s - text >= 2 &&
                 strncmp(s - 2, "CO", 2) == 0)
            strcat(to, "₂");
        else if (digit)
            strcat(to, high[*s - '0']);
        else
            strncat(to, s, 1);
    }
    return to;
}

/* "an" -> " par an", "(hab.an)" -> " par habitant et par an"; NULL when a
 * divisor has no name. */
static const char *divisors(const char *text, bcl_arena *a)
{
    size_t n = strlen(text);
    const char *said = "";

    if (n > 2 && text[0] == '(' && text[n - 1] == ')')
        text = bcl_text_copy(a, text + 1, n - 2);
    bcl_words w = bcl_text_split(a, text, '.');
    for (size_t i = 0; i < w.n; i++) {
        const char *one = word(w.item[i], false);
        if (!one)
            return NULL;
        said = bcl_text_print(a, "%s%spar %s", said, i ? " et " : " ", one);
    }
    return said;
}

const char *bcl_bind_unit(const char *text, bcl_arena *a)
{
    const char *slash = strchr(text, '/');
    size_t n = slash ? (size_t)(slash - text) : strlen(text);
    const char *top = bcl_text_copy(a, text, n);
    const char *by = slash ? divisors(slash + 1, a) : "";

    if (strcmp(text, "1") == 0 || strcmp(text, "nb") == 0)
        return "";
    if (!by)
        return typeset(text, a);
    return bcl_text_print(
        a, "%s%s", word(top, true) ? word(top, true) : typeset(top, a), by);
}

const char *bcl_bind_symbol(const char *text, bcl_arena *a)
{
    bool brief = !strchr(text, '/') && strlen(text) <= 4 &&
                 strcmp(text, "1") != 0 && strcmp(text, "nb") != 0;

    return brief ? typeset(text, a) : "";
}

const char *bcl_bind_rate(const char *text, bcl_arena *a)
{
    bool number = strcmp(text, "1") == 0 || strcmp(text, "nb") == 0;

    return number ? "" : typeset(text, a);
}

const char *bcl_bind_amount(const bcl_binding *b, double v)
{
    const char *unit = bcl_bind_unit(b->f->unit_text, b->a);
    int decimals = b->f->decimals ? *b->f->decimals
                                  : bcl_scale_decimals(fabs(v), v == floor(v));

    return bcl_text_print(b->a, "%s%s%s", bcl_frame_value(b->a, v, decimals),
                          *unit ? "\u00A0" : "", unit);
}

bcl_page bcl_bind_page(const bcl_binding *b)
{
    return (bcl_page){.subtitle = *b->note ? b->note : NULL,
                      .decimals = b->f->decimals};
}

const char *bcl_bind_list(const char *const *name, size_t n, size_t most,
                          bcl_arena *a)
{
    const char *text = "";
    bool cut = n > most;

    n = cut ? most : n;
    for (size_t i = 0; i < n; i++)
        text = bcl_text_print(a, "%s%s%s", text,
                              i == 0               ? ""
                              : i + 1 == n && !cut ? " et "
                                                   : ", ",
                              name[i]);
    return cut ? bcl_text_print(a, "%s…", text) : text;
}

const char *bcl_bind_sources(const bcl_binding *b)
{
    const bcl_figure *f = b->f;
    bcl_names id = {0};

    if (*f->head->source)
        return bcl_sources_text(b->m, f->head->source, b->a);
    if (f->node)
        bcl_sources_of(&id, b->m, f->node, b->a);
    for (size_t i = 0; i < f->nitem; i++)
        bcl_sources_of_quantity(&id, b->m, f->item[i].quantity, b->a);
    const char *ids = "";
    for (size_t i = 0; i < id.n; i++)
        ids = bcl_text_print(b->a, "%s %s", ids, id.text[i]);
    return bcl_sources_text(b->m, ids, b->a);
}
