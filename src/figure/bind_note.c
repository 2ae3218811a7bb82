/* bind_note.c -- what the subtitle of a figure says: unit, year, scenario, and
 * how the numbers are known. */
#include "core/text.h"
#include "figure/bind_private.h"

void bcl_bind_note(bcl_binding *b, const char *clause)
{
    if (!clause || !*clause)
        return;
    b->note = bcl_text_print(b->a, *b->note ? "%s\u00A0; %s" : "%s%s", b->note,
                             clause);
    if (b->note[0] >= 'a' && b->note[0] <= 'z')
        b->note =
            bcl_text_print(b->a, "%c%s", b->note[0] - 'a' + 'A', b->note + 1);
}

void bcl_bind_note_unit(bcl_binding *b)
{
    const char *unit = bcl_bind_unit(b->f->unit_text, b->a);

    if (*unit)
        bcl_bind_note(b, bcl_text_print(b->a, "En\u00A0%s", unit));
}

static uint8_t holes_in(const bcl_binding *b, const bcl_values *x, int from,
                        int to)
{
    size_t years =
        x->dims & BCL_YEAR_BIT ? bcl_dim_size(&b->m->dims, BCL_YEAR) : 1;
    uint8_t found = 0;

    for (size_t c = 0; x->hole && c < x->layout.cells; c++) {
        int year = b->m->dims.first_year + (int)(c % years);
        if ((years == 1 || (year >= from && year <= to)) &&
            bcl_values_has(x, b->m, c))
            found |= x->hole[c];
    }
    return found;
}

void bcl_bind_note_status(bcl_binding *b, const bcl_values *x, int from, int to)
{
    uint8_t hole = holes_in(b, x, from, to);
    bool some = false, all = true;

    for (int y = from; y <= to && y <= b->m->dims.reference; y++) {
        size_t i = bcl_values_year(b->m, y);
        if (!bcl_bind_is_known(b, x, y))
            continue;
        some = true;
        all = all && (x->status[i] == BCL_ESTIMATED ||
                      x->status[i] == BCL_ASSUMED || x->extended[i]);
    }
    if (some && all)
        bcl_bind_note(b, "valeurs estimées");
    if (hole & BCL_HOLE_LOWER)
        bcl_bind_note(b, "minorant (données secrètes ou manquantes)");
    else if (hole && !(some && all))
        bcl_bind_note(b, "d’après une partie des données");
}

const char *bcl_bind_past(const bcl_binding *b, const bcl_values *x, int year)
{
    if (!year || !bcl_bind_is_known(b, x, year))
        return NULL;
    size_t y = bcl_values_year(b->m, year);
    bool estimated = x->status[y] == BCL_ESTIMATED ||
                     x->status[y] == BCL_ASSUMED || x->extended[y];

    return estimated ? "estimé" : NULL;
}

void bcl_bind_note_run(bcl_binding *b)
{
    if (b->p->run[b->f->run[0]] >= 0)
        bcl_bind_note(b, bcl_text_print(b->a, "scénario «\u00A0%s\u00A0»",
                                        bcl_bind_run_title(b, 0)));
}

void bcl_bind_note_section(bcl_binding *b, const bcl_values *x, int year)
{
    if (!(x->dims & BCL_YEAR_BIT))
        return;
    bcl_bind_note(b, bcl_text_print(b->a, "%d", year));
    if (!bcl_bind_is_known(b, x, year))
        bcl_bind_note_run(b);
}
