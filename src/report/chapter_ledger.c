/* chapter_ledger.c -- a ledger as a balance sheet. */
#include "core/text.h"
#include "report/chapter_private.h"
#include "result/closure.h"

#include <math.h>

static bool any_known(const bcl_chapter *c, size_t g, size_t cell, int year)
{
    for (size_t i = 0; i < c->m->ledger[g].nline; i++)
        if (*bcl_closure_spread(c->p, 0, g, i, cell, year))
            return true;
    return false;
}

/* The total, where there is one, and the gap; `known`: with a fifth column. */
static void closing_rows(bcl_table *t, const bcl_chapter *c, size_t g,
                         size_t cell, int year, bool known)
{
    const bcl_ledger *l = &c->m->ledger[g];
    double unit = bcl_unit_factor(l->unit);
    bcl_closure k = bcl_closure_of(c->p, 0, g, cell, year);
    char share[64];

    bcl_number_french(share, sizeof share, 100 * k.share, 2);
    if (k.how != BCL_NOT_COMPUTED) {
        bcl_table_text(t, "Total");
        bcl_table_number(t, k.resources / unit,
                         bcl_chapter_decimals(k.resources / unit));
        bcl_table_number(t, k.uses / unit, bcl_chapter_decimals(k.uses / unit));
        bcl_table_text(t, "");
        if (known)
            bcl_table_text(t, "");
        bcl_table_strong(t);
    }
    bcl_table_text(t, isnan(k.share)
                          ? "Écart"
                          : bcl_text_print(c->a, "Écart (%s %%)", share));
    bcl_table_number(t, k.gap / unit, bcl_chapter_decimals(k.gap / unit));
    bcl_table_text(t, "");
    const char *why = bcl_values_missing_text(k.missing, c->a);
    bcl_table_text(
        t, why ? bcl_text_print(c->a, "%s : %s", bcl_closure_word(k.how), why)
               : bcl_closure_word(k.how));
    if (known)
        bcl_table_text(t, bcl_closure_spread(c->p, 0, g, l->nline, cell, year));
    bcl_table_tone(t, k.how == BCL_GAP            ? BCL_TONE_BAD
                      : k.how == BCL_NOT_COMPUTED ? BCL_TONE_WEAK
                                                  : BCL_TONE_PLAIN);
    bcl_table_strong(t);
}

static void ledger_table(const bcl_chapter *c, size_t g, size_t cell)
{
    const bcl_ledger *l = &c->m->ledger[g];
    int year = bcl_closure_year(c->p, 0, g);
    const char *where = bcl_closure_cell_title(c->m, l, cell, c->a);
    double unit = bcl_unit_factor(l->unit);
    const bcl_column column[] = {
        {"Ligne", NULL, BCL_COLUMN_TEXT},
        {"Ressources", l->unit_text, BCL_COLUMN_NUMBER},
        {"Emplois", l->unit_text, BCL_COLUMN_NUMBER},
        {"Statut", NULL, BCL_COLUMN_TEXT},
        {"Incertitude", l->unit_text, BCL_COLUMN_TEXT},
    };
    bool known = any_known(c, g, cell, year);
    bcl_table *t = bcl_block_table(
        c->doc,
        bcl_text_print(c->a, "%s%s%s, %d", l->head.title, *where ? " — " : "",
                       where, year),
        column, known ? 5 : 4, bcl_chapter_source(c, l->head.source),
        "tables/bilans.csv");

    for (size_t i = 0; i < l->nline; i++) {
        const bcl_values *x = bcl_plan_value(c->p, 0, c->p->ledger[g][i]);
        size_t at = bcl_closure_at(c->m, x, l, cell, year);
        double v = bcl_values_has(x, c->m, at) ? x->v[at] / unit : (double)NAN;
        bcl_table_text(t, l->line[i].title);
        for (int side = 1; side >= 0; side--) {
            if (l->line[i].resource == (side == 1))
                bcl_table_number(t, v, bcl_chapter_decimals(v));
            else
                bcl_table_text(t, "");
        }
        bcl_table_text(t, bcl_chapter_status(bcl_values_status(x, c->m, at)));
        if (known)
            bcl_table_text(t, bcl_closure_spread(c->p, 0, g, i, cell, year));
    }
    closing_rows(t, c, g, cell, year, known);
}

/* Does any line of a cell say anything but 0? */
static bool cell_says(const bcl_chapter *c, size_t g, size_t cell, int year)
{
    const bcl_ledger *l = &c->m->ledger[g];

    for (size_t i = 0; i < l->nline; i++) {
        const bcl_values *x = bcl_plan_value(c->p, 0, c->p->ledger[g][i]);
        size_t at = bcl_closure_at(c->m, x, l, cell, year);
        if (bcl_values_has(x, c->m, at) && x->v[at] != 0)
            return true;
    }
    return false;
}

/* A ledger of many cells: one row each, lines left to the file. */
static void ledger_summary(const bcl_chapter *c, size_t g, int year)
{
    const bcl_ledger *l = &c->m->ledger[g];
    double unit = bcl_unit_factor(l->unit);
    const bcl_column column[] = {
        {"Bilan", NULL, BCL_COLUMN_TEXT},
        {"Ressources", l->unit_text, BCL_COLUMN_NUMBER},
        {"Emplois", l->unit_text, BCL_COLUMN_NUMBER},
        {"Écart", l->unit_text, BCL_COLUMN_NUMBER},
        {"Fermeture", NULL, BCL_COLUMN_TEXT},
    };
    bcl_table *t = bcl_block_table(
        c->doc, bcl_text_print(c->a, "%s, %d", l->head.title, year), column, 5,
        bcl_chapter_source(c, l->head.source), "tables/bilans.csv");

    for (size_t k = 0; k < bcl_closure_cells(c->m, l); k++) {
        bcl_closure x = bcl_closure_of(c->p, 0, g, k, year);
        double v[] = {x.resources / unit, x.uses / unit, x.gap / unit};
        if (!cell_says(c, g, k, year))
            continue;
        bcl_table_text(t, bcl_closure_cell_title(c->m, l, k, c->a));
        for (int i = 0; i < 3; i++)
            bcl_table_number(t, v[i], bcl_chapter_decimals(v[i]));
        bcl_table_text(t, bcl_closure_word(x.how));
        bcl_table_tone(t, x.how == BCL_GAP ? BCL_TONE_BAD : BCL_TONE_PLAIN);
    }
}

static void ledger_notes(const bcl_chapter *c, size_t g)
{
    const bcl_ledger *l = &c->m->ledger[g];

    for (size_t cell = 0; cell < bcl_closure_cells(c->m, l); cell++) {
        bcl_closure k =
            bcl_closure_of(c->p, 0, g, cell, bcl_closure_year(c->p, 0, g));
        char share[64];
        bcl_number_french(share, sizeof share, 100 * k.share, 1);
        if (k.how == BCL_GAP)
            bcl_block_warning(
                c->doc,
                bcl_text_print(c->a,
                               "« %s » ne ferme pas : ressources et emplois "
                               "diffèrent de %s %%. L’écart est montré, il "
                               "n’est réparti nulle part.",
                               l->head.title, share));
    }
    if (*l->head.note)
        bcl_block_note(c->doc, l->head.note);
}

/* A ledger none of whose lines has a value says what it waits for. */
static bool ledger_silent(const bcl_chapter *c, size_t g, size_t n, int year)
{
    bcl_closure k = bcl_closure_of(c->p, 0, g, 0, year);
    const char *why = bcl_values_missing_text(k.missing, c->a);

    for (size_t cell = 0; cell < n; cell++)
        if (cell_says(c, g, cell, year) ||
            bcl_closure_of(c->p, 0, g, cell, year).how != BCL_NOT_COMPUTED)
            return false;
    bcl_block_paragraph(
        c->doc, bcl_text_print(c->a, "« %s », bilan non calculable%s%s.",
                               c->m->ledger[g].head.title, why ? " : " : "",
                               why ? why : ""));
    return true;
}

enum { CELLS_IN_FULL = 7 };

void bcl_chapter_ledger(const bcl_chapter *c, size_t g)
{
    size_t n = bcl_closure_cells(c->m, &c->m->ledger[g]);
    int year = bcl_closure_year(c->p, 0, g);

    if (n > 0 && ledger_silent(c, g, n, year))
        return;
    if (n > CELLS_IN_FULL)
        ledger_summary(c, g, year);
    else
        for (size_t k = 0; k < n; k++)
            if (n == 1 || cell_says(c, g, k, year))
                ledger_table(c, g, k);
    ledger_notes(c, g);
}
