/* cmd_balance.c -- `bouclage balance TERRITORY`: the ledgers on the terminal,
 * with their closure. */
#include "cli/command.h"
#include "cli/console.h"

#include <stdio.h>
#include <string.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_balance = {
    .name = "balance",
    .args = "TERRITOIRE [-t THEME] [-y ANNEE] [-s SCENARIO] "
            "[--sans-reconciliation]",
    .summary = "montre les bilans et leur écart",
    .help = "  -t THEME     un seul thème\n"
            "  -y ANNEE     défaut : l'année de référence, ou la dernière "
            "année complète avant elle\n"
            "  -s SCENARIO  défaut : tendanciel\n"
            "  --sans-reconciliation  les données comme observées\n",
    .run = run,
};

static bool known_theme(const bcl_model *m, const char *theme, bcl_diag *d)
{
    for (size_t g = 0; g < m->nledger; g++)
        if (strcmp(m->ledger[g].theme, theme) == 0)
            return true;
    return bcl_fail(d, "N01", (bcl_pos){"-t", 1, 1},
                    "aucun bilan du thème « %s »", theme);
}

static bool show(bcl_study *s, const bcl_options *o, bcl_context *c)
{
    bcl_plan p;
    int from = 0, to = 0;

    if (o->theme && !known_theme(&s->m, o->theme, c->d))
        return false;
    if (o->year && (!bcl_options_years(o, &from, &to) || from != to ||
                    from < s->m.dims.first_year || from > s->m.dims.last_year))
        return bcl_fail(c->d, "R09", (bcl_pos){"-y", 1, 1},
                        "« %s » : une année de %d à %d", o->year,
                        s->m.dims.first_year, s->m.dims.last_year);
    bcl_plan_start(&p, s, c->mem);
    if (!bcl_plan_run(&p, c->d))
        return false;
    bcl_console_ledgers(&p, 0, o->theme, from);
    if (!o->theme)
        bcl_console_reconciled(&p, false);
    return true;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;

    if (!bcl_options_read(&o, argc, argv, "tysr", 1, 1, &bcl_cmd_balance, c))
        return false;
    bool ok = bcl_options_open(&s, &o, c) && show(&s, &o, c);
    bcl_study_close(&s);
    return ok;
}
