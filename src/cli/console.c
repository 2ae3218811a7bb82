/* console.c -- see console.h. */
#include "cli/console.h"
#include "core/text.h"
#include "result/closure.h"

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

void bcl_console_text(char *to, size_t size, double x, const char *unit,
                      int decimals)
{
    if (strcmp(unit, "an") == 0 && x >= 1900 && x < 2200)
        snprintf(to, size, "%d", (int)floor(x));
    else
        bcl_number_french(to, size, x, decimals);
}

int bcl_console_decimals(double x)
{
    double a = fabs(x);

    return a >= 1000 ? 0 : a >= 10 ? 1 : a >= 0.01 || a == 0 ? 2 : 4;
}

void bcl_console_number(double x, int width)
{
    char text[64];

    bcl_number_french(text, sizeof text, x, bcl_console_decimals(x));
    bcl_console_cell(text, width, true);
}

static void line(const char *label, double x, const char *tail)
{
    fputs("  ", stdout);
    bcl_console_cell(label, LABEL, false);
    bcl_console_number(x, VALUE);
    printf("  %s\n", tail);
}

static void rule(void)
{
    fputs("  ", stdout);
    for (int i = 0; i < LABEL + VALUE; i++)
        fputs("─", stdout);
    putchar('\n');
}

static void print_closure(const bcl_plan *p, const bcl_ledger *l,
                          const bcl_closure *c, bool told)
{
    char share[64];

    if (!told)
        line("Écart", c->gap / bcl_unit_factor(l->unit),
             bcl_closure_word(c->how));
    if (c->how == BCL_NOT_COMPUTED) {
        const char *why = bcl_values_missing_text(c->missing, p->a);
        printf("  « %s » n'est pas disponible%s%s\n", c->line, why ? " : " : "",
               why ? why : "");
        return;
    }
    bcl_number_french(share, sizeof share, 100 * c->share, 3);
    printf("  soit %s %% ; statut le plus faible : %s%s\n",
           isnan(c->share) ? "0" : share, bcl_values_status_word(c->status),
           !c->lower ? ""
           : strcmp(c->status, "minorant") == 0
               ? " (des cellules sont secrètes)"
               : " (minorant : des cellules "
                 "sont secrètes)");
}

/* Two columns where the reconciliation moved a line: before and after. */
static void two(const char *label, double before, double after,
                const char *tail)
{
    fputs("  ", stdout);
    bcl_console_cell(label, LABEL, false);
    bcl_console_number(before, VALUE);
    bcl_console_number(after, VALUE);
    printf("  %s\n", tail);
}

static void ledger_line(const bcl_plan *p, size_t run, size_t g, size_t i,
                        size_t cell, int year, bool moved)
{
    const bcl_model *m = &p->s->m;
    const bcl_ledger *l = &m->ledger[g];
    const bcl_values *x = bcl_plan_value(p, run, p->ledger[g][i]);
    size_t at = bcl_closure_at(m, x, l, cell, year);
    double unit = bcl_unit_factor(l->unit);
    double v = bcl_values_has(x, m, at) ? x->v[at] / unit : (double)NAN;
    const char *label = bcl_text_print(p->a, "  %s", l->line[i].title);
    const char *spread = bcl_closure_spread(p, run, g, i, cell, year);
    const char *tail = bcl_text_print(
        p->a, "%s%s%s", bcl_values_status_word(bcl_values_status(x, m, at)),
        *spread ? ", " : "", spread);

    if (!moved) {
        line(label, v, tail);
        return;
    }
    const bcl_values *o = bcl_plan_value(p, BCL_PLAN_OBSERVED, p->ledger[g][i]);
    two(label, bcl_values_has(o, m, at) ? o->v[at] / unit : (double)NAN, v,
        tail);
}

static void totals(const bcl_plan *p, size_t run, size_t g, size_t cell,
                   int year, bool moved)
{
    double unit = bcl_unit_factor(p->s->m.ledger[g].unit);
    bcl_closure c = bcl_closure_of(p, run, g, cell, year);

    if (moved) {
        bcl_closure o = bcl_closure_of(p, BCL_PLAN_OBSERVED, g, cell, year);
        two("Total des ressources", o.resources / unit, c.resources / unit, "");
        two("Total des emplois", o.uses / unit, c.uses / unit, "");
        two("Écart", o.gap / unit, c.gap / unit, bcl_closure_word(c.how));
    } else if (c.how != BCL_NOT_COMPUTED) {
        line("Total des ressources", c.resources / unit, "");
        line("Total des emplois", c.uses / unit, "");
    }
}

static void print_ledger(const bcl_plan *p, size_t run, size_t g, size_t cell,
                         int year)
{
    const bcl_model *m = &p->s->m;
    const bcl_ledger *l = &m->ledger[g];
    const char *where = bcl_closure_cell_title(m, l, cell, p->a);

    printf("\n%s%s%s, %d (%s)\n", l->head.title, *where ? " — " : "", where,
           year, l->unit_text);
    bool moved = bcl_closure_moved(p, run, g, cell, year);
    if (moved) {
        fputs("  ", stdout);
        bcl_console_cell("", LABEL, false);
        bcl_console_cell("observé", VALUE, true);
        bcl_console_cell("réconcilié", VALUE, true);
        putchar('\n');
    }
    for (int side = 1; side >= 0; side--) {
        printf("  %s\n", side ? "Ressources" : "Emplois");
        for (size_t i = 0; i < l->nline; i++)
            if (l->line[i].resource == (side == 1))
                ledger_line(p, run, g, i, cell, year, moved);
    }
    rule();
    totals(p, run, g, cell, year, moved);
    bcl_closure c = bcl_closure_of(p, run, g, cell, year);
    print_closure(p, l, &c, moved);
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
