/* console_reconciled.c -- what a reconciliation tested and moved, on the
 * terminal. */
#include "cli/console.h"
#include "core/text.h"
#include "result/adjustment.h"
#include "result/sources.h"

#include <math.h>
#include <stdio.h>

enum { LARGEST = 5, ENCLOSED = 5, LABEL = 52, VALUE = 14 };

static const char *french(const bcl_plan *p, double x, int decimals)
{
    char text[64];

    bcl_number_french(text, sizeof text, x, decimals);
    return bcl_text_print(p->a, "%s", text);
}

static void verdict(const bcl_plan *p, size_t group)
{
    const bcl_reconciled_group *g = &p->s->reconciled.group[group];

    printf("  %s : %s", bcl_adjustment_title(p->s, group, p->a),
           bcl_adjustment_verdict(g));
    if (g->status == BCL_REC_OK && g->dof > 0)
        printf(" (χ² %s%s pour %d degré%s de liberté, seuil à 95 %% : %s)",
               g->chi2 < 0.01 ? "< " : "= ",
               g->chi2 < 0.01 ? "0,01" : french(p, g->chi2, 2), g->dof,
               g->dof > 1 ? "s" : "", french(p, g->critical, 2));
    putchar('\n');
}

static void counts(const bcl_reconciled_group *g)
{
    printf("    %zu équation%s, %zu donnée%s vérifiée%s", g->nrow,
           g->nrow > 1 ? "s" : "", g->nredundant, g->nredundant > 1 ? "s" : "",
           g->nredundant > 1 ? "s" : "");
    if (g->nhidden)
        printf(" ; %zu cellule%s cachée%s, dont %zu déduite%s", g->nhidden,
               g->nhidden > 1 ? "s" : "", g->nhidden > 1 ? "s" : "", g->nfound,
               g->nfound > 1 ? "s" : "");
    puts(g->conditional ? " ; des bornes sont atteintes, les écarts-types les "
                          "supposent exactes"
                        : "");
}

/* "Ordures pesées, 2021   8 530,0 → 8 551,2 t/an   z = 1,24   source" */
static void moved(const bcl_plan *p, const bcl_reconciled_cell *c)
{
    const bcl_quantity *q = &p->s->m.quantity[c->quantity];
    double unit = bcl_unit_factor(q->unit);
    const char *where = bcl_adjustment_where(p->s, c, p->a);
    const char *source = bcl_sources_text(&p->s->m, q->head.source, p->a);

    fputs("      ", stdout);
    bcl_console_cell(bcl_text_print(p->a, "%s%s%s", q->head.title,
                                    *where ? ", " : "", where),
                     LABEL, false);
    bcl_console_number(c->before / unit, VALUE);
    fputs(" →", stdout);
    bcl_console_number(c->after / unit, VALUE);
    printf(" %s  z = %s%s%s\n", q->unit_text, french(p, c->z, 2),
           *source ? "  " : "", source);
}

static void enclosed(const bcl_plan *p, const bcl_reconciled_cell *c)
{
    const bcl_quantity *q = &p->s->m.quantity[c->quantity];
    double unit = bcl_unit_factor(q->unit);

    fputs("      ", stdout);
    bcl_console_cell(bcl_text_print(p->a, "%s, %s", q->head.title,
                                    bcl_adjustment_where(p->s, c, p->a)),
                     LABEL, false);
    printf(" entre %s et %s %s\n",
           french(p, c->low / unit, bcl_console_decimals(c->low / unit)),
           french(p, c->high / unit, bcl_console_decimals(c->high / unit)),
           q->unit_text);
}

static void details(const bcl_plan *p, size_t group)
{
    const bcl_reconciled_cell **list;
    size_t n = bcl_adjustment_largest(&list, p->s, group, LARGEST, p->a);

    if (n)
        puts("    Place probable des écarts (plus grands ajustements "
             "rapportés à leur écart-type) :");
    for (size_t i = 0; i < n; i++)
        moved(p, list[i]);
    n = bcl_adjustment_enclosed(&list, p->s, group, ENCLOSED, p->a);
    if (n)
        puts("    Cellules cachées que les totaux encadrent :");
    for (size_t i = 0; i < n; i++)
        enclosed(p, list[i]);
}

void bcl_console_reconciled(const bcl_plan *p, bool brief)
{
    const bcl_reconciled *r = &p->s->reconciled;

    bool any = false;

    for (size_t g = 0; g < r->ngroup; g++) {
        if (!r->group[g].nunknown)
            continue; /* data without uncertainty: their gap is in ledgers */
        if (!any)
            puts("\nRéconciliation des observations");
        any = true;
        verdict(p, g);
        if (brief)
            continue;
        counts(&r->group[g]);
        details(p, g);
    }
}
