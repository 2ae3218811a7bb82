/* chapter_reconciled.c -- what a reconciliation tested, what it moved and what
 * it leaves open. */
#include "core/text.h"
#include "report/chapter_private.h"
#include "result/adjustment.h"

#include <math.h>

enum { LARGEST = 8, ENCLOSED = 8 };

static void group_row(const bcl_chapter *c, bcl_table *t, size_t i)
{
    const bcl_reconciled_group *g = &c->p->s->reconciled.group[i];
    bool tested = g->status == BCL_REC_OK && g->dof > 0;

    bcl_table_text(t, bcl_adjustment_title(c->p->s, i, c->a));
    bcl_table_number(t, (double)g->nrow, 0);
    bcl_table_number(t, (double)g->nredundant, 0);
    bcl_table_number(t, 100 * bcl_adjustment_gap(c->p->s, i), 2);
    if (tested && g->chi2 < 0.01)
        bcl_table_text(t, "< 0,01");
    else
        bcl_table_number(t, tested ? g->chi2 : (double)NAN, 2);
    bcl_table_number(t, g->dof, 0);
    bcl_table_number(t, tested ? g->critical : (double)NAN, 2);
    bcl_table_text(t, bcl_adjustment_verdict(g));
    bcl_table_tone(t, g->status != BCL_REC_OK || g->verdict == BCL_REC_FAIL
                          ? BCL_TONE_BAD
                          : BCL_TONE_PLAIN);
}

static void groups(const bcl_chapter *c)
{
    const bcl_column column[] = {
        {"Ce qui doit s’accorder", NULL, BCL_COLUMN_TEXT},
        {"Équations", NULL, BCL_COLUMN_NUMBER},
        {"Données vérifiées", NULL, BCL_COLUMN_NUMBER},
        {"Plus grand écart observé", "%", BCL_COLUMN_NUMBER},
        {"χ²", NULL, BCL_COLUMN_NUMBER},
        {"Degrés de liberté", NULL, BCL_COLUMN_NUMBER},
        {"Seuil à 95 %", NULL, BCL_COLUMN_NUMBER},
        {"Verdict", NULL, BCL_COLUMN_TEXT},
    };
    bcl_table *t = bcl_block_table(c->doc, "Données recoupées", column, 8, NULL,
                                   "tables/reconciliation.csv");

    for (size_t i = 0; i < c->p->s->reconciled.ngroup; i++)
        if (c->p->s->reconciled.group[i].nunknown)
            group_row(c, t, i);
}

static void moved_row(const bcl_chapter *c, bcl_table *t,
                      const bcl_reconciled_cell *x)
{
    const bcl_quantity *q = &c->m->quantity[x->quantity];
    double unit = bcl_unit_factor(q->unit);
    const char *where = bcl_adjustment_where(c->p->s, x, c->a);
    const char *source = bcl_chapter_source(c, q->head.source);

    bcl_table_text(t, bcl_text_print(c->a, "%s%s%s", q->head.title,
                                     *where ? ", " : "", where));
    bcl_table_text(t, bcl_unit_shown(q->unit_text));
    bcl_table_number(t, x->before / unit,
                     bcl_chapter_decimals(x->before / unit));
    bcl_table_number(t, x->after / unit, bcl_chapter_decimals(x->after / unit));
    bcl_table_number(t, x->sd_after / unit,
                     bcl_chapter_decimals(x->sd_after / unit));
    bcl_table_number(t, x->z, 2);
    bcl_table_text(t, source ? source : "");
}

static void largest(const bcl_chapter *c, size_t group)
{
    const bcl_reconciled_cell **list;
    size_t n = bcl_adjustment_largest(&list, c->p->s, group, LARGEST, c->a);
    const bcl_column column[] = {
        {"Donnée", NULL, BCL_COLUMN_TEXT},
        {"Unité", NULL, BCL_COLUMN_TEXT},
        {"Observé", NULL, BCL_COLUMN_NUMBER},
        {"Réconcilié", NULL, BCL_COLUMN_NUMBER},
        {"Écart-type après", NULL, BCL_COLUMN_NUMBER},
        {"Ajustement / écart-type", NULL, BCL_COLUMN_NUMBER},
        {"Source", NULL, BCL_COLUMN_TEXT},
    };

    if (!n)
        return;
    bcl_table *t = bcl_block_table(
        c->doc,
        bcl_text_print(c->a, "Place probable des écarts : %s",
                       bcl_adjustment_title(c->p->s, group, c->a)),
        column, 7, NULL, "tables/ajustements.csv");
    for (size_t i = 0; i < n; i++)
        moved_row(c, t, list[i]);
}

static void enclosed(const bcl_chapter *c, size_t group)
{
    const bcl_reconciled_cell **list;
    size_t n = bcl_adjustment_enclosed(&list, c->p->s, group, ENCLOSED, c->a);
    const bcl_column column[] = {
        {"Cellule cachée", NULL, BCL_COLUMN_TEXT},
        {"Unité", NULL, BCL_COLUMN_TEXT},
        {"Au moins", NULL, BCL_COLUMN_NUMBER},
        {"Au plus", NULL, BCL_COLUMN_NUMBER},
    };

    if (!n)
        return;
    bcl_table *t = bcl_block_table(c->doc,
                                   "Cellules cachées que les totaux "
                                   "encadrent",
                                   column, 4, NULL, "tables/ajustements.csv");
    for (size_t i = 0; i < n; i++) {
        const bcl_quantity *q = &c->m->quantity[list[i]->quantity];
        double unit = bcl_unit_factor(q->unit);
        bcl_table_text(
            t, bcl_text_print(c->a, "%s, %s", q->head.title,
                              bcl_adjustment_where(c->p->s, list[i], c->a)));
        bcl_table_text(t, bcl_unit_shown(q->unit_text));
        bcl_table_number(t, list[i]->low / unit,
                         bcl_chapter_decimals(list[i]->low / unit));
        bcl_table_number(t, list[i]->high / unit,
                         bcl_chapter_decimals(list[i]->high / unit));
    }
}

static void warnings(const bcl_chapter *c, size_t group)
{
    const bcl_reconciled_group *g = &c->p->s->reconciled.group[group];
    const char *title = bcl_adjustment_title(c->p->s, group, c->a);

    if (g->status != BCL_REC_OK)
        bcl_block_warning(
            c->doc,
            bcl_text_print(c->a,
                           "« %s » : des données sans incertitude se "
                           "contredisent. Elles restent comme observées, et "
                           "l’écart est montré dans les bilans.",
                           title));
    else if (g->verdict == BCL_REC_FAIL)
        bcl_block_warning(
            c->doc,
            bcl_text_print(c->a,
                           "« %s » : les ajustements dépassent ce que les "
                           "incertitudes déclarées permettent. Une donnée est "
                           "sans doute fausse, ou une incertitude trop "
                           "petite.",
                           title));
    if (g->conditional)
        bcl_block_note(c->doc,
                       bcl_text_print(c->a,
                                      "« %s » : des bornes sont atteintes ; "
                                      "les écarts-types les supposent exactes.",
                                      title));
}

static void too_well(const bcl_chapter *c)
{
    const bcl_reconciled *r = &c->p->s->reconciled;
    bool any = false;

    for (size_t g = 0; g < r->ngroup; g++)
        any = any || bcl_adjustment_too_well(&r->group[g]);
    if (any)
        bcl_block_note(
            c->doc,
            "Un accord bien plus étroit que les incertitudes dit que les "
            "données ont la même origine, ou que les incertitudes déclarées "
            "sont trop larges ; il ne prouve pas qu’elles sont justes.");
}

void bcl_chapter_reconciled(const bcl_chapter *c)
{
    const bcl_reconciled *r = &c->p->s->reconciled;
    bool any = false;

    for (size_t g = 0; g < r->ngroup; g++)
        any = any || r->group[g].nunknown;
    if (!any)
        return;
    bcl_block_heading(c->doc, 1, "Réconciliation des observations");
    bcl_block_paragraph(
        c->doc,
        "Des données de sources différentes disent la même chose sans être "
        "d’accord. Chacune est ajustée à proportion du carré de son "
        "écart-type, le moins possible, pour qu’elles s’accordent ; le test "
        "du χ² dit si ces ajustements sont à la mesure des incertitudes. Les "
        "cellules secrètes ou manquantes ne reçoivent de valeur que si les "
        "autres la déterminent.");
    groups(c);
    too_well(c);
    for (size_t g = 0; g < r->ngroup; g++) {
        if (!r->group[g].nunknown)
            continue;
        warnings(c, g);
        largest(c, g);
        enclosed(c, g);
    }
}
