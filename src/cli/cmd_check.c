/* cmd_check.c -- `bouclage check TERRITORY [-s S]...`: every error and
 * warning; nothing is written. */
#include "cli/command.h"
#include "cli/console.h"
#include "core/text.h"
#include "figure/bind.h"
#include "report/tables.h"
#include "result/additivity.h"
#include "result/control.h"

#include <stdio.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_check = {
    .name = "check",
    .args = "TERRITOIRE [-s SCENARIO]... [--additivite] "
            "[--sans-reconciliation]",
    .summary = "dit toutes les erreurs d'un territoire et de ses scénarios",
    .help =
        "  -s SCENARIO  identifiant ou fichier ; répétable (défaut : tous)\n"
        "  --additivite calcule chaque partie seule et dit ce qui ne "
        "s'additionne pas\n"
        "  --sans-reconciliation  les données comme observées\n",
    .run = run,
};

static void print_sum(const bcl_additivity *x)
{
    char whole[64], sum[64];

    bcl_number_french(whole, sizeof whole, x->whole, 3);
    bcl_number_french(sum, sizeof sum, x->sum, 3);
    printf("  %s (%s) : ensemble %s, somme des parties %s %s ; %s\n", x->title,
           x->id, whole, sum, x->unit_text, x->why);
}

/* Each part alone against the whole, under the first scenario. */
static bool additivity(const bcl_plan *p, const bcl_options *o, bcl_context *c)
{
    bcl_additivity *x;
    size_t n, parts, same = 0, rates = 0;
    const char *dim;

    if (!bcl_additivity_check(&x, &n, &dim, &parts, p, o->word[0],
                              bcl_plan_scenario(p, 0), c->mem, c->d))
        return false;
    for (size_t i = 0; i < n; i++) {
        rates += x[i].rate;
        same += !x[i].rate && !x[i].why;
    }
    printf("%zu parties (%s) : %zu indicateurs s'additionnent, %zu sont des "
           "rapports, %zu ne s'additionnent pas\n",
           parts, dim, same, rates, n - same - rates);
    for (size_t i = 0; i < n; i++)
        if (x[i].why)
            print_sum(&x[i]);
    return true;
}

/* Every quantity, table and figure is compiled and run under every scenario:
 * cycles and negative balances show only there. */
static bool try_all(const bcl_study *s, const bcl_options *o, bcl_context *c)
{
    bcl_plan p;
    bcl_declared_tables tables;
    bcl_figures figures;

    bcl_plan_start(&p, s, c->mem);
    bool ok = bcl_tables_plan(&tables, &p, c->d);
    ok = bcl_figures_plan(&figures, &p, c->d) && ok;
    for (size_t i = 0; i < s->m.nquantity; i++)
        bcl_plan_add_over(&p, (int)i);
    if (!ok || !bcl_plan_run(&p, c->d))
        return false;
    for (size_t k = 0; k < p.nrun; k++)
        bcl_control_signs(&p, k, c->d);
    if (o->additivity)
        return additivity(&p, o, c);
    bcl_console_missing(&p);
    return true;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;
    size_t wanted = 0;

    if (!bcl_options_read(&o, argc, argv, "sar", 1, 1, &bcl_cmd_check, c))
        return false;
    bcl_study_wish wish = {.scenario = o.scenario,
                           .nscenario = o.nscenario,
                           .as_observed = o.as_observed || o.additivity};
    bool ok = bcl_study_open(&s, o.word[0], &wish, c->datadir, c->mem, c->d);
    if (ok)
        ok = try_all(&s, &o, c);
    for (size_t k = 0; k < s.scenarios.n; k++)
        wanted += s.scenarios.item[k].wanted;
    if (ok)
        printf("%s : %zu grandeurs, %zu scénario%s, %zu avertissement%s, "
               "aucune erreur\n",
               s.m.title, s.m.nquantity, wanted, wanted > 1 ? "s" : "",
               c->d->warnings, c->d->warnings > 1 ? "s" : "");
    bcl_study_close(&s);
    return ok;
}
