/* flowtable_unit.c -- see flowtable.h: units that differ by row. */
#include "core/text.h"
#include "data/flowtable_private.h"

#include <string.h>

/* A table declares no unit, as a model would. */
static void advise_unit(bcl_diag *d)
{
    const bcl_message *m =
        d->count <= BCL_DIAG_MAX ? &d->item[d->count - 1] : NULL;

    if (m && strstr(m->hint, "<unite"))
        bcl_hint(d, "celles que bouclage connaît sont dans model/unites.xml");
}

/* Each text is parsed once, and refused once. */
static const bcl_unit *parse_unit(bcl_table_reader *r, const char *text,
                                  const bcl_sheet *s, size_t row, int column)
{
    size_t known = r->unit_texts.n;
    int k = bcl_names_add(&r->unit_texts, text, strlen(text), r->a);

    if (r->unit_texts.n > known) {
        BCL_GROW(r->a, r->parsed, known, &r->parsed_cap);
        r->parsed[k] = *text
                           ? bcl_unit_parse(r->units, text,
                                            bcl_sheet_at(s, row, column), r->d)
                           : bcl_unit_one(r->units);
        if (!r->parsed[k])
            advise_unit(r->d);
    }
    return r->parsed[k];
}

const char *bcl_table_in_unit(const bcl_table_reader *r, const char *text)
{
    return *text ? bcl_text_print(r->a, "en %s", text) : "sans unité";
}

bool bcl_table_unit(bcl_own_unit *u, bcl_table_reader *r,
                    bcl_unit_reference *kind, const char *text,
                    const bcl_sheet *s, size_t row, int column)
{
    const bcl_unit *unit = parse_unit(r, text, s, row, column);
    const char *name = bcl_sheet_text(s, row, 0);
    *u = (bcl_own_unit){text, 1};
    if (!unit)
        return false;
    if (!kind->unit)
        *kind = (bcl_unit_reference){unit, text, name, s->csv.line[row]};
    if (!bcl_unit_same(unit, kind->unit)) {
        bcl_fail(r->d, "B09", bcl_sheet_at(s, row, column),
                 "« %s » est %s, mais « %s », à la ligne %d, est %s", name,
                 bcl_table_in_unit(r, text), kind->name, kind->line,
                 bcl_table_in_unit(r, kind->text));
        return bcl_hint(r->d, "un bilan n'additionne qu'une sorte de "
                              "grandeur : convertissez d'abord");
    }
    u->factor = bcl_unit_factor(unit) / bcl_unit_factor(kind->unit);
    return true;
}

bcl_unit_reference *bcl_table_substance_unit(bcl_table_reader *r, int substance)
{
    while ((size_t)substance >= r->substance_cap)
        BCL_GROW(r->a, r->substance, r->substance_cap, &r->substance_cap);
    return &r->substance[substance];
}
