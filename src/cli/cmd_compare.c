/* cmd_compare.c -- `bouclage compare TERRITORY A B`: two scenarios side by
 * side on the same indicators and targets. */
#include "cli/command.h"
#include "cli/console.h"
#include "core/text.h"
#include "model/spec.h"
#include "result/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_compare = {
    .name = "compare",
    .args = "TERRITOIRE A B [-y ANNEE] [--sans-reconciliation]",
    .summary = "compare deux scénarios sur les mêmes indicateurs",
    .help = "  A, B      identifiants ou fichiers de scénarios\n"
            "  -y ANNEE  défaut : la dernière année\n"
            "  --sans-reconciliation  les données comme observées\n",
    .run = run,
};

static void number(double x, const char *unit, int width)
{
    char text[64];
    double a = fabs(x);

    bcl_console_text(text, sizeof text, x, unit,
                     a >= 1000            ? 0
                     : a >= 10            ? 1
                     : a >= 0.1 || a == 0 ? 2
                                          : 4);
    bcl_console_cell(text, width, true);
}

/* One line an indicator: a cell for each of its members. */
static void indicator(const bcl_plan *p, size_t q, int year)
{
    const bcl_model *m = &p->s->m;
    const bcl_quantity *k = &m->quantity[q];
    const bcl_values *a = bcl_plan_value(p, 0, p->indicator[q]),
                     *b = bcl_plan_value(p, 1, p->indicator[q]);
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);
    double unit = bcl_unit_factor(k->unit);

    for (size_t c = 0; c < a->layout.cells; c++) {
        bool dated = k->dims & BCL_YEAR_BIT;
        if ((dated && c % years != bcl_values_year(m, year)) ||
            (!bcl_values_has(a, m, c) && !bcl_values_has(b, m, c)) ||
            a->layout.cells > 40 * years)
            continue;
        double x = a->v[c] / unit, y = b->v[c] / unit;
        const char *where =
            a->layout.rank > dated
                ? bcl_layout_cell_text(&m->dims, &a->layout, c, p->a)
                : "";
        bcl_console_cell(bcl_text_print(p->a, "%s %s", k->head.title, where),
                         58, false);
        number(x, k->unit_text, 14);
        number(y, k->unit_text, 14);
        number(y - x, k->unit_text, 14);
        number(100 * (y / x - 1), "%", 10);
        printf(" %%  %s\n", bcl_unit_shown(k->unit_text));
    }
}

static void targets(const bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    puts("\nObjectifs");
    for (size_t run = 0; run < p->nrun; run++) {
        const bcl_target **t;
        size_t n = bcl_verdict_targets(p, run, &t);
        for (size_t i = run == 0 ? 0 : m->ntarget; i < n; i++) {
            bcl_console_cell(
                bcl_text_print(p->a, "%s (%d)", t[i]->head.title, t[i]->to), 58,
                false);
            for (size_t k = 0; k < p->nrun; k++) {
                bcl_verdict v = bcl_verdict_scenario(p, k, t[i], 0);
                bool mine = i < m->ntarget || k == run;
                bcl_console_cell(mine ? bcl_verdict_word(v.outcome) : "—", 16,
                                 true);
            }
            putchar('\n');
        }
    }
}

static bool show(bcl_study *s, const bcl_options *o, bcl_context *c)
{
    bcl_plan p;
    int year = s->m.dims.last_year, to;

    if (o->year && (!bcl_options_years(o, &year, &to) ||
                    year < s->m.dims.first_year || to > s->m.dims.last_year))
        return bcl_fail(c->d, "R09", (bcl_pos){"-y", 1, 1},
                        "« %s » : une année de %d à %d", o->year,
                        s->m.dims.first_year, s->m.dims.last_year);
    bcl_plan_start(&p, s, c->mem);
    if (p.nrun != 2)
        return bcl_fail(c->d, "S08", (bcl_pos){0},
                        "il faut deux scénarios différents");
    if (!bcl_plan_run(&p, c->d))
        return false;
    printf("%s, %d\n", s->m.title, year);
    bcl_console_cell("", 58, false);
    for (size_t k = 0; k < 2; k++)
        bcl_console_cell(bcl_plan_scenario(&p, k), 14, true);
    bcl_console_cell("différence", 14, true);
    bcl_console_cell("part", 10, true);
    putchar('\n');
    for (size_t q = 0; q < s->m.nquantity; q++)
        if (p.indicator[q] >= 0 &&
            !bcl_attr(s->m.quantity[q].head.xml, "attendu"))
            indicator(&p, q, year);
    targets(&p);
    return true;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;

    if (!bcl_options_read(&o, argc, argv, "yr", 3, 3, &bcl_cmd_compare, c))
        return false;
    o.scenario[0] = o.word[1];
    o.scenario[1] = o.word[2];
    o.nscenario = 2;
    bool ok = bcl_options_open(&s, &o, c) && show(&s, &o, c);
    bcl_study_close(&s);
    return ok;
}
