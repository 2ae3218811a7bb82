/* chapter_scenario.c -- targets and their verdicts, scenarios and actions. */
#include "core/text.h"
#include "report/chapter_private.h"
#include "result/verdict.h"

#include <math.h>
#include <string.h>

static bcl_tone tone_of(bcl_outcome o)
{
    return o == BCL_REACHED || o == BCL_ON_TRACK ? BCL_TONE_GOOD
           : o == BCL_MISSED || o == BCL_LATE    ? BCL_TONE_BAD
                                                 : BCL_TONE_WEAK;
}

/* "10 148, atteint" */
static void verdict_cell(const bcl_chapter *c, bcl_table *t, bcl_verdict v)
{
    char number[64];

    bcl_number_french(number, sizeof number, v.value,
                      bcl_chapter_decimals(v.value));
    bcl_table_text(t, isnan(v.value)
                          ? bcl_verdict_word(v.outcome)
                          : bcl_text_print(c->a, "%s, %s", number,
                                           bcl_verdict_word(v.outcome)));
    bcl_table_tone(t, tone_of(v.outcome));
}

/* Does target g stand under run k?  Those of a scenario are its heirs' too. */
static bool applies(const bcl_chapter *c, const bcl_target *g, size_t run)
{
    const bcl_target **of;
    size_t n = bcl_verdict_targets(c->p, run, &of);

    for (size_t i = 0; i < n; i++)
        if (of[i]->head.xml == g->head.xml && of[i]->to == g->to)
            return true;
    return false;
}

static void target_row(const bcl_chapter *c, bcl_table *t, const bcl_target *g)
{
    bcl_verdict seen = bcl_verdict_observed(c->p, g, 0);

    bcl_table_text(t, g->head.title);
    bcl_table_text(t, g->from == g->to
                          ? bcl_text_print(c->a, "%d", g->to)
                          : bcl_text_print(c->a, "%d–%d", g->from, g->to));
    bcl_table_number(t, g->value, bcl_chapter_decimals(g->value));
    bcl_table_text(t, bcl_unit_shown(g->unit_text));
    verdict_cell(c, t, seen);
    bcl_table_number(t, seen.effort, bcl_chapter_decimals(seen.effort));
    for (size_t run = 0; run < c->p->nrun; run++) {
        if (applies(c, g, run))
            verdict_cell(c, t, bcl_verdict_scenario(c->p, run, g, 0));
        else
            bcl_table_text(t, "");
    }
}

/* Every target once, those of the model first. */
static void target_rows(const bcl_chapter *c, bcl_table *t)
{
    const bcl_target **of;

    for (size_t i = 0; i < c->m->ntarget; i++)
        target_row(c, t, &c->m->target[i]);
    for (size_t run = 0; run < c->p->nrun; run++) {
        size_t n = bcl_verdict_targets(c->p, run, &of);
        for (size_t i = c->m->ntarget; i < n; i++) {
            bool before = false;
            for (size_t k = 0; k < run; k++)
                before = before || applies(c, of[i], k);
            if (!before)
                target_row(c, t, of[i]);
        }
    }
}

void bcl_chapter_targets(const bcl_chapter *c)
{
    static const bcl_column first[] = {
        {"Objectif", NULL, BCL_COLUMN_TEXT},
        {"Échéance", NULL, BCL_COLUMN_TEXT},
        {"Cible", NULL, BCL_COLUMN_NUMBER},
        {"Unité", NULL, BCL_COLUMN_TEXT},
        {"Suivi", NULL, BCL_COLUMN_TEXT},
        {"Effort annuel restant", NULL, BCL_COLUMN_NUMBER},
    };
    enum { NFIRST = sizeof first / sizeof first[0] };
    bcl_column *column = BCL_NEW(c->a, bcl_column, NFIRST + c->p->nrun);

    memcpy(column, first, sizeof first);
    for (size_t run = 0; run < c->p->nrun; run++)
        column[NFIRST + run] = (bcl_column){bcl_plan_scenario_title(c->p, run),
                                            NULL, BCL_COLUMN_TEXT};
    bcl_block_heading(c->doc, 1, "Objectifs datés");
    bcl_block_paragraph(
        c->doc,
        "Deux verdicts : le suivi compare la dernière valeur observée à la "
        "droite qui va de la base à la cible ; chaque scénario compare la "
        "valeur projetée à la cible. L’effort annuel est ce qu’il reste à "
        "faire chaque année depuis la dernière valeur observée.");
    target_rows(c, bcl_block_table(c->doc, "Objectifs et verdicts", column,
                                   NFIRST + c->p->nrun, NULL,
                                   "tables/objectifs.csv"));
}

static const char *action_word(const char *status)
{
    return strcmp(status, "etude") == 0     ? "à l’étude"
           : strcmp(status, "decidee") == 0 ? "décidée"
           : strcmp(status, "engagee") == 0 ? "engagée"
                                            : "réalisée";
}

static void scenario_levers(const bcl_chapter *c, size_t run)
{
    static const bcl_column column[] = {
        {"Action", NULL, BCL_COLUMN_TEXT},
        {"Porteur", NULL, BCL_COLUMN_TEXT},
        {"Statut", NULL, BCL_COLUMN_TEXT},
        {"Années", NULL, BCL_COLUMN_TEXT},
        {"Coût cumulé", "k€", BCL_COLUMN_NUMBER},
    };
    const bcl_scenario *s = &c->p->s->scenarios.item[c->p->run[run]];

    bcl_block_heading(c->doc, 2, s->head.title);
    if (*s->head.note)
        bcl_block_paragraph(c->doc, s->head.note);
    if (!s->naction)
        return;
    bcl_table *t = bcl_block_table(
        c->doc, bcl_text_print(c->a, "Actions du scénario %s", s->head.title),
        column, 5, NULL, "tables/actions.csv");
    for (size_t i = 0; i < s->naction; i++) {
        const bcl_action *x = &s->action[i];
        double cost = 0;
        for (size_t k = 0; k < s->ncost; k++) {
            const bcl_values *v = bcl_plan_value(c->p, run, c->p->cost[run][k]);
            const bcl_cost *k_ = &s->cost[k];
            if (k_->action != (int)i)
                continue;
            for (int y = k_->from; y <= k_->to && y <= c->m->dims.last_year;
                 y++)
                cost += (strcmp(k_->nature, "recette") == 0 ? -1 : 1) *
                        v->v[bcl_values_year(c->m, y)] * k_->literal_factor /
                        1000;
        }
        bcl_table_text(t, x->head.title);
        bcl_table_text(t, x->pilot ? x->pilot : "");
        bcl_table_text(t, x->status ? action_word(x->status) : "");
        bcl_table_text(t, x->to ? bcl_text_print(c->a, "%d–%d", x->from, x->to)
                                : bcl_text_print(c->a, "%d–", x->from));
        bcl_table_number(t, cost == 0 ? (double)NAN : cost, 0);
    }
}

void bcl_chapter_scenarios(const bcl_chapter *c)
{
    bool any = false;

    for (size_t k = 0; k < c->p->nrun; k++) {
        if (c->p->run[k] < 0)
            continue;
        if (!any)
            bcl_block_heading(c->doc, 1, "Scénarios et actions");
        any = true;
        scenario_levers(c, k);
    }
}
