/* console.c -- see console.h. */
#include "cli/console.h"
#include "core/text.h"
#include "result/closure.h"
#include "result/control.h"
#include "result/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 52, VALUE = 16 };

static int columns_of(const char *s)
{
    int n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

void bcl_console_cell(const char *text, int width, bool right)
{
    int n = columns_of(text);

    for (int i = n; right && i < width; i++)
        putchar(' ');
    for (int shown = 0; *text; text++) {
        bool starts = ((unsigned char)*text & 0xC0) != 0x80;
        if (starts && !right && n > width && ++shown >= width) {
            fputs("…", stdout);
            break;
        }
        putchar(*text);
    }
    for (int i = n; !right && i < width; i++)
        putchar(' ');
}

/* As many decimals as a figure of that size deserves. */
static int decimals(double x)
{
    double a = fabs(x);

    return a >= 1000 ? 0 : a >= 10 ? 1 : a >= 0.01 || a == 0 ? 2 : 4;
}

static void number(double x, int width)
{
    char text[64];

    bcl_number_french(text, sizeof text, x, decimals(x));
    bcl_console_cell(text, width, true);
}

static void line(const char *label, double x, const char *tail)
{
    fputs("  ", stdout);
    bcl_console_cell(label, LABEL, false);
    number(x, VALUE);
    printf("  %s\n", tail);
}

static void rule(void)
{
    fputs("  ", stdout);
    for (int i = 0; i < LABEL + VALUE; i++)
        fputs("─", stdout);
    putchar('\n');
}

static void print_closure(const bcl_ledger *l, const bcl_closure *c)
{
    char share[64];

    line("Écart", c->gap / bcl_unit_factor(l->unit), bcl_closure_word(c->how));
    if (c->how == BCL_NOT_COMPUTED) {
        printf("  « %s » n'est pas disponible%s%s\n", c->line,
               c->missing ? " : il manque " : "",
               c->missing ? c->missing->head.title : "");
        return;
    }
    bcl_number_french(share, sizeof share, 100 * c->share, 3);
    printf("  soit %s %% ; statut le plus faible : %s%s\n",
           isnan(c->share) ? "0" : share, c->status,
           c->lower ? " (minorant : des cellules sont secrètes)" : "");
}

static void print_ledger(const bcl_plan *p, size_t run, size_t g, size_t cell,
                         int year)
{
    const bcl_model *m = &p->s->m;
    const bcl_ledger *l = &m->ledger[g];
    const char *where = bcl_closure_cell_title(m, l, cell, p->a);

    printf("\n%s%s%s, %d (%s)\n", l->head.title, *where ? " — " : "", where,
           year, l->unit_text);
    for (int side = 1; side >= 0; side--) {
        printf("  %s\n", side ? "Ressources" : "Emplois");
        for (size_t i = 0; i < l->nline; i++) {
            const bcl_values *x = bcl_plan_value(p, run, p->ledger[g][i]);
            size_t at = bcl_closure_at(m, x, l, cell, year);
            if (l->line[i].resource != (side == 1))
                continue;
            line(bcl_text_print(p->a, "  %s", l->line[i].title),
                 bcl_values_has(x, m, at) ? x->v[at] / bcl_unit_factor(l->unit)
                                          : (double)NAN,
                 bcl_values_status(x, m, at));
        }
    }
    rule();
    bcl_closure c = bcl_closure_of(p, run, g, cell, year);
    if (c.how != BCL_NOT_COMPUTED) {
        line("Total des ressources", c.resources / bcl_unit_factor(l->unit),
             "");
        line("Total des emplois", c.uses / bcl_unit_factor(l->unit), "");
    }
    print_closure(l, &c);
}

void bcl_console_ledgers(const bcl_plan *p, size_t run, const char *theme,
                         int year)
{
    const bcl_model *m = &p->s->m;

    printf("%s, scénario %s\n", m->title, bcl_plan_scenario_title(p, run));
    for (size_t g = 0; g < m->nledger; g++) {
        const bcl_ledger *l = &m->ledger[g];
        if (theme && strcmp(theme, l->theme) != 0)
            continue;
        int y = year ? year : bcl_closure_year(p, run, g);
        for (size_t c = 0; c < bcl_closure_cells(m, l); c++)
            print_ledger(p, run, g, c, y);
    }
}

static void summary_ledgers(const bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    puts("\nBilans");
    for (size_t g = 0; g < m->nledger; g++)
        for (size_t c = 0; c < bcl_closure_cells(m, &m->ledger[g]); c++) {
            const bcl_ledger *l = &m->ledger[g];
            int y = bcl_closure_year(p, 0, g);
            bcl_closure k = bcl_closure_of(p, 0, g, c, y);
            const char *where = bcl_closure_cell_title(m, l, c, p->a);
            char gap[64], share[64];
            fputs("  ", stdout);
            bcl_console_cell(bcl_text_print(p->a, "%s%s%s, %d", l->head.title,
                                            *where ? " — " : "", where, y),
                             LABEL + 14, false);
            printf(" %s", bcl_closure_word(k.how));
            bcl_number_french(gap, sizeof gap, k.gap / bcl_unit_factor(l->unit),
                              decimals(k.gap / bcl_unit_factor(l->unit)));
            bcl_number_french(share, sizeof share, 100 * k.share, 2);
            if (k.how == BCL_GAP || k.how == BCL_CLOSES)
                printf(" ; écart %s %s (%s %%)", gap, l->unit_text,
                       isnan(k.share) ? "0" : share);
            if (k.how == BCL_NOT_COMPUTED && k.missing)
                printf(" : il manque « %s »", k.missing->head.title);
            putchar('\n');
        }
}

static void summary_controls(const bcl_plan *p)
{
    bcl_control *c;
    size_t n = bcl_control_list(&c, p, 0);

    if (n)
        puts("\nContrôles");
    for (size_t i = 0; i < n; i++) {
        char gap[64], share[64] = "";
        bcl_number_french(gap, sizeof gap, c[i].gap, decimals(c[i].gap));
        fputs("  ", stdout);
        bcl_console_cell(c[i].what, LABEL + 14, false);
        printf(" %s", isnan(c[i].gap) ? "non calculable"
                      : c[i].ok       ? "tient"
                                      : "ne tient pas");
        if (!isnan(c[i].gap) && c[i].gap != 0 && !c[i].ok) {
            bcl_number_french(share, sizeof share, 100 * c[i].share, 2);
            printf(" ; écart %s %s%s%s%s en %d %s", gap, c[i].unit_text,
                   isnan(c[i].share) ? "" : " (",
                   isnan(c[i].share) ? "" : share,
                   isnan(c[i].share) ? "" : " %)", c[i].year, c[i].where);
        }
        putchar('\n');
    }
}

static void target_line(const bcl_plan *p, const bcl_target *t, size_t run)
{
    const char *where = bcl_plan_scenario(p, run);
    bcl_verdict s = bcl_verdict_scenario(p, run, t, 0),
                o = bcl_verdict_observed(p, t, 0);
    char value[64], goal[64];

    fputs("  ", stdout);
    bcl_console_cell(bcl_text_print(p->a, "%s (%d)", t->head.title, t->to),
                     LABEL, false);
    bcl_number_french(value, sizeof value, s.value, decimals(s.value));
    bcl_number_french(goal, sizeof goal, t->value, decimals(t->value));
    printf(" %-12s %s pour %s %s ; scénario : %s ; suivi : %s\n", where, value,
           goal, t->unit_text, bcl_verdict_word(s.outcome),
           bcl_verdict_word(o.outcome));
}

static void summary_targets(const bcl_plan *p)
{
    puts("\nObjectifs");
    for (size_t run = 0; run < p->nrun; run++) {
        const bcl_target **t;
        size_t n = bcl_verdict_targets(p, run, &t);
        for (size_t i = 0; i < n; i++)
            target_line(p, t[i], run);
    }
}

/* The last year up to the reference in which an indicator stands, or 0. */
static int last_year(const bcl_model *m, const bcl_values *x)
{
    for (int y = m->dims.reference; y >= m->dims.first_year; y--)
        if (x->avail[bcl_values_year(m, y)])
            return y;
    return 0;
}

static void summary_indicators(const bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    puts("\nIndicateurs estimés, anciens ou non calculables");
    for (size_t q = 0; q < m->nquantity; q++) {
        if (p->indicator[q] < 0)
            continue;
        const bcl_values *x = bcl_plan_value(p, 0, p->indicator[q]);
        const bcl_quantity *why = p->missing[0][p->indicator[q]];
        const char *title = m->quantity[q].head.title;
        int y = last_year(m, x);
        size_t at = y ? bcl_values_year(m, y) : 0;
        if (!y)
            printf("  %s : non calculable%s%s%s\n", title,
                   why ? " ; il manque « " : "", why ? why->head.title : "",
                   why ? " »" : "");
        else if (y < m->dims.reference)
            printf("  %s : dernière valeur %d\n", title, y);
        else if (x->extended[at])
            printf("  %s : prolongé d'une année antérieure\n", title);
        else if (x->status[at] == BCL_ESTIMATED || x->status[at] == BCL_ASSUMED)
            printf("  %s : %s\n", title,
                   x->status[at] == BCL_ESTIMATED ? "estimé" : "hypothèse");
    }
}

void bcl_console_summary(const bcl_plan *p)
{
    printf("%s", p->s->m.title);
    for (size_t k = 0; k < p->nrun; k++)
        printf("%s%s", k ? ", " : " : scénarios ",
               bcl_plan_scenario_title(p, k));
    putchar('\n');
    summary_ledgers(p);
    summary_controls(p);
    summary_targets(p);
    summary_indicators(p);
}
