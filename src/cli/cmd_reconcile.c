/* cmd_reconcile.c -- `bouclage reconcile FLOWS.csv`: data that contradict each
 * other made one account, from a bare table of flows. */
#include "cli/command.h"
#include "cli/reconcile_say.h"
#include "core/text.h"
#include "report/flowresult.h"

#include <stdio.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_reconcile = {
    .name = "reconcile",
    .args = "FLUX.csv [--constraints F] [--correlations F] [--shares F] "
            "[--concentrations F] [--nonnegative] [--period P] [-o SORTIE.csv] "
            "[--summary BILAN.json]",
    .summary = "accorde des flux mesurés qui se contredisent",
    .help =
        "  FLUX.csv            flow,from,to,value,sd[,unit,min,max] ; from ou "
        "to vide :\n"
        "                      l'extérieur ; value vide : non mesuré ; sd "
        "vide ou 0 :\n"
        "                      exact (comme STAN) ; sd « 10% » : un dixième "
        "de "
        "la valeur.\n"
        "                      Ou la table des flux qu'exporte STAN, les "
        "autres à côté\n"
        "  --constraints F     constraint,flow,coefficient ; flow vide : le "
        "second membre\n"
        "  --correlations F    flow_a,flow_b,rho\n"
        "  --shares F          process,flow,share,sd[,input] : flow = share × "
        "entrées\n"
        "                      de process (ou × input) ; share vide : à "
        "estimer\n"
        "  --concentrations F  flow,substance,value,sd[,unit] ; un bilan par "
        "substance\n"
        "  --nonnegative       pas de valeur sous 0, sauf si « min » le dit\n"
        "  --period P          la période à lire des tables de STAN\n"
        "  -o SORTIE.csv       flow,class,value,sd,adjustment,z,low,high "
        "(défaut :\n"
        "                      la sortie standard)\n"
        "  --summary F         le test global et les suspects, en JSON\n",
    .run = run,
};

/* Both files or none. */
static bool write_files(const bcl_flowresult *f, const bcl_options *o,
                        bcl_context *c)
{
    bcl_outfile table = {0}, summary = {0};

    if ((!o->out || bcl_outfile_begin(&table, o->out, bcl_flowresult_table, f,
                                      c->mem, c->d)) &&
        (!o->summary ||
         bcl_outfile_begin(&summary, o->summary, bcl_flowresult_summary, f,
                           c->mem, c->d)) &&
        bcl_outfile_commit(&table, c->d) && bcl_outfile_commit(&summary, c->d))
        return o->out || bcl_flowresult_table(stdout, f, c->d);
    bcl_outfile_abandon(&table);
    bcl_outfile_abandon(&summary);
    return false;
}

static bool reconcile(const bcl_flowtable *t, const bcl_options *o,
                      bcl_context *c)
{
    bcl_flowproblem problem;
    bcl_rec_result result;

    bcl_flowproblem_build(&problem, t, o->nonnegative, c->mem, c->d);
    if (!bcl_reconcile(&result, &problem.p, NULL, c->mem))
        return bcl_reconcile_fail(&problem, &result, c->mem, c->d);
    if (!write_files(&(bcl_flowresult){&problem, &result}, o, c))
        return false;
    bcl_reconcile_say(stderr, &problem, &result, c->mem);
    return true;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_flowtable table;

    if (!bcl_options_read(&o, argc, argv, "oCRSKJPn", 1, 1, &bcl_cmd_reconcile,
                          c))
        return false;
    bcl_units *units = bcl_units_open(
        bcl_text_print(c->mem, "%s/model/unites.xml", c->datadir), c->d);
    bcl_flowtable_files files = {.flows = o.word[0],
                                 .constraints = o.constraints,
                                 .correlations = o.correlations,
                                 .shares = o.shares,
                                 .concentrations = o.concentrations,
                                 .period = o.period};
    bool ok = units &&
              bcl_flowtable_read(&table, &files, units, c->mem, c->d) &&
              reconcile(&table, &o, c);
    bcl_units_close(units);
    return ok;
}
