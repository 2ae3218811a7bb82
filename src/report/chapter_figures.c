/* chapter_figures.c -- key figures, controls, scenarios side by side. */
#include "core/text.h"
#include "model/spec.h"
#include "report/chapter_private.h"
#include "result/control.h"
#include "result/verdict.h"

#include <math.h>
#include <string.h>

/* One value a year, and no control: those have a table of their own. */
static bool shown(const bcl_quantity *q)
{
    return q->dims == BCL_YEAR_BIT && !bcl_attr(q->head.xml, "attendu");
}

/* The last year up to the reference in which it was observed, rather than
 * carried over from an earlier year; else the last in which it stands; -1. */
static int last_known(const bcl_chapter *c, const bcl_values *x)
{
    int stands = -1;

    for (int y = c->m->dims.reference; y >= c->m->dims.first_year; y--) {
        size_t at = bcl_values_year(c->m, y);
        if (!bcl_values_has(x, c->m, at))
            continue;
        if (!x->extended[at])
            return y;
        if (stands < 0)
            stands = y;
    }
    return stands;
}

static void indicator_row(const bcl_chapter *c, bcl_table *t, size_t q)
{
    const bcl_quantity *k = &c->m->quantity[q];
    const bcl_values *x = bcl_plan_value(c->p, 0, c->p->indicator[q]);
    int y = last_known(c, x);
    double unit = bcl_unit_factor(k->unit);

    bcl_table_text(t, k->head.title);
    if (y < 0) {
        const char *why =
            bcl_values_missing_text(c->p->missing[0][c->p->indicator[q]], c->a);
        bcl_table_text(t, "—");
        bcl_table_number(t, NAN, 0);
        bcl_table_text(t, bcl_unit_shown(k->unit_text));
        bcl_table_text(t, why ? bcl_text_print(c->a, "non calculable : %s", why)
                              : "non calculable");
        bcl_table_tone(t, BCL_TONE_WEAK);
        return;
    }
    size_t at = bcl_values_year(c->m, y);
    const char *status = bcl_chapter_status(bcl_values_status(x, c->m, at));
    bcl_table_text(t, bcl_text_print(c->a, "%d", y));
    bcl_table_number(t, x->v[at] / unit, bcl_chapter_decimals(x->v[at] / unit));
    bcl_table_text(t, bcl_unit_shown(k->unit_text));
    double cover = bcl_values_coverage(x, at);
    char percent[64];
    bcl_number_french(percent, sizeof percent, 100 * cover, 1);
    bcl_table_text(t, cover < 1 ? bcl_text_print(c->a, "%s, couverture %s %%",
                                                 status, percent)
                                : status);
}

static const char *theme_of(const bcl_quantity *q)
{
    const char *t = bcl_attr(q->head.xml, "theme");

    return t ? t : "";
}

/* Indicators theme by theme, in the order themes first appear. */
static void key_rows(const bcl_chapter *c, bcl_table *t)
{
    bcl_names theme = {0};

    for (size_t q = 0; q < c->m->nquantity; q++)
        if (c->p->indicator[q] >= 0 && shown(&c->m->quantity[q]))
            bcl_names_add(&theme, theme_of(&c->m->quantity[q]),
                          strlen(theme_of(&c->m->quantity[q])), c->a);
    for (size_t k = 0; k < theme.n; k++)
        for (size_t q = 0; q < c->m->nquantity; q++)
            if (c->p->indicator[q] >= 0 && shown(&c->m->quantity[q]) &&
                strcmp(theme_of(&c->m->quantity[q]), theme.text[k]) == 0)
                indicator_row(c, t, q);
}

static void controls(const bcl_chapter *c)
{
    static const bcl_column column[] = {
        {"Contrôle", NULL, BCL_COLUMN_TEXT},
        {"Écart", NULL, BCL_COLUMN_NUMBER},
        {"Unité", NULL, BCL_COLUMN_TEXT},
        {"Verdict", NULL, BCL_COLUMN_TEXT},
    };
    bcl_control *of;
    size_t n = bcl_control_list(&of, c->p, 0);

    if (!n)
        return;
    bcl_table *t =
        bcl_block_table(c->doc, "Identités contrôlées", column, 4, NULL, NULL);
    for (size_t i = 0; i < n; i++) {
        bcl_table_text(t, of[i].what);
        bcl_table_number(t, of[i].gap, bcl_chapter_decimals(of[i].gap));
        bcl_table_text(t, bcl_unit_shown(of[i].unit_text));
        bcl_table_text(t, isnan(of[i].gap) ? "non calculable"
                          : of[i].ok       ? "tient"
                                           : "ne tient pas");
        bcl_table_tone(t, of[i].ok           ? BCL_TONE_GOOD
                          : isnan(of[i].gap) ? BCL_TONE_WEAK
                                             : BCL_TONE_BAD);
    }
}

void bcl_chapter_figures(const bcl_chapter *c)
{
    static const bcl_column column[] = {
        {"Indicateur", NULL, BCL_COLUMN_TEXT}, {"Année", NULL, BCL_COLUMN_TEXT},
        {"Valeur", NULL, BCL_COLUMN_NUMBER},   {"Unité", NULL, BCL_COLUMN_TEXT},
        {"Statut", NULL, BCL_COLUMN_TEXT},
    };

    bcl_block_heading(c->doc, 1, "Chiffres clés");
    if (*c->m->note) /* what the territory lacks, and what that hides */
        bcl_block_paragraph(c->doc, c->m->note);
    bcl_block_paragraph(
        c->doc,
        "Dernière valeur connue de chaque indicateur. « observé » vient "
        "d’une mesure publiée, « estimé » d’un ratio ou d’une "
        "répartition, « minorant » d’une somme dont des cellules sont "
        "secrètes ; un tiret veut dire que les sources ne permettent "
        "pas le calcul.");
    bcl_table *t = bcl_block_table(c->doc, "Indicateurs du territoire", column,
                                   5, NULL, "tables/indicateurs.csv");
    key_rows(c, t);
    controls(c);
}

enum { MILESTONES = 2 };

/* The year after the reference that most targets name, and the last year. */
static size_t milestones(const bcl_chapter *c, int *year)
{
    const bcl_dims *dims = &c->m->dims;
    int best = 0, most = 0;

    for (int y = dims->reference + 1; y < dims->last_year; y++) {
        int n = 0;
        for (size_t run = 0; run < c->p->nrun; run++) {
            const bcl_target **t;
            size_t nt = bcl_verdict_targets(c->p, run, &t);
            for (size_t i = 0; i < nt; i++)
                n += t[i]->to == y;
        }
        if (n > most) {
            most = n;
            best = y;
        }
    }
    size_t n = 0;
    if (best)
        year[n++] = best;
    year[n++] = dims->last_year;
    return n;
}

static void compare_row(const bcl_chapter *c, bcl_table *t, size_t q,
                        const int *year, size_t nyear)
{
    const bcl_quantity *k = &c->m->quantity[q];
    double unit = bcl_unit_factor(k->unit);
    const bcl_values *x = bcl_plan_value(c->p, 0, c->p->indicator[q]);
    int last = last_known(c, x);
    double now =
        last < 0 ? (double)NAN : x->v[bcl_values_year(c->m, last)] / unit;

    bcl_table_text(
        t, bcl_text_print(c->a, "%s (%s)", k->head.title, k->unit_text));
    bcl_table_number(t, now, bcl_chapter_decimals(now));
    for (size_t y = 0; y < nyear; y++)
        for (size_t run = 0; run < c->p->nrun; run++) {
            x = bcl_plan_value(c->p, run, c->p->indicator[q]);
            size_t at = bcl_values_year(c->m, year[y]);
            double v =
                bcl_values_has(x, c->m, at) ? x->v[at] / unit : (double)NAN;
            bcl_table_number(t, v, bcl_chapter_decimals(v));
        }
}

/* Does a scenario change it, or at least project it? */
static bool projected(const bcl_chapter *c, size_t q, int year)
{
    const bcl_values *x = bcl_plan_value(c->p, 0, c->p->indicator[q]);

    return bcl_values_has(x, c->m, bcl_values_year(c->m, year));
}

void bcl_chapter_compare(const bcl_chapter *c)
{
    int year[MILESTONES];
    size_t nyear = milestones(c, year), n = 2;
    bcl_column *column = BCL_NEW(c->a, bcl_column, 3 + MILESTONES * c->p->nrun);

    column[0] = (bcl_column){"Indicateur", NULL, BCL_COLUMN_TEXT};
    column[1] = (bcl_column){"Dernière valeur", NULL, BCL_COLUMN_NUMBER};
    for (size_t y = 0; y < nyear; y++)
        for (size_t run = 0; run < c->p->nrun; run++)
            column[n++] = (bcl_column){bcl_plan_scenario_title(c->p, run),
                                       bcl_text_print(c->a, "%d", year[y]),
                                       BCL_COLUMN_NUMBER};
    bcl_block_heading(c->doc, 1, "Scénarios comparés");
    bcl_table *t = bcl_block_table(c->doc,
                                   "Les mêmes indicateurs sous chaque "
                                   "scénario",
                                   column, n, NULL, "tables/indicateurs.csv");
    for (size_t q = 0; q < c->m->nquantity; q++)
        if (c->p->indicator[q] >= 0 && shown(&c->m->quantity[q]) &&
            projected(c, q, year[0]))
            compare_row(c, t, q, year, nyear);
}
