/* action.c -- dated actions, who leads them and what they cost. */
#include "core/text.h"
#include "scenario/private.h"

#include <string.h>

static bool cost_years(bcl_reader_of_scenarios *r, bcl_cost *c,
                       const bcl_xml *e)
{
    c->once = bcl_attr(e, "annee") != NULL;
    if (c->once) {
        if (!bcl_attr_int(&c->from, e, "annee", r->d))
            return false;
        c->to = c->from;
        return true;
    }
    if (!bcl_attr(e, "de") || !bcl_attr(e, "a"))
        return bcl_fail(r->d, "R08", e->at, "un coût dit annee, ou de et a");
    if (!bcl_attr_int(&c->from, e, "de", r->d) ||
        !bcl_attr_int(&c->to, e, "a", r->d))
        return false;
    return c->from <= c->to ||
           bcl_fail(r->d, "R09", bcl_attr_at(e, "a"),
                    "ce coût finit en %d, avant de commencer en %d", c->to,
                    c->from);
}

/* A cost without dimensions, or by year; a bare number is in its unit. */
static bool cost_formula(bcl_reader_of_scenarios *r, bcl_cost *c,
                         const bcl_xml *e)
{
    bcl_scope s = bcl_model_scope(r->m);
    bcl_expr *x = bcl_model_parse_text(e, r->a, r->d);

    s.allow_parent = true;
    if (!x || !(c->node = bcl_formula_check(x, &s, r->a, r->d)))
        return false;
    c->literal_factor = 1;
    if (x->kind == BCL_X_NUMBER && !x->unit && !x->percent) {
        c->literal_factor = bcl_unit_factor(c->unit);
        return true;
    }
    return bcl_formula_declared(c->node, BCL_YEAR_BIT, c->unit, c->unit_text,
                                "le coût", &s, r->a, r->d);
}

static bool read_cost(bcl_reader_of_scenarios *r, bcl_scenario *s,
                      const bcl_xml *e, const char *action)
{
    static const char *const natures[] = {"investissement", "fonctionnement",
                                          "recette"};
    bcl_cost c = {.nature = bcl_attr(e, "nature"),
                  .unit_text = bcl_attr(e, "unite"),
                  .at = e->at,
                  .action = (int)s->naction - 1};
    bool known = false;

    (void)action;
    for (int i = 0; i < 3; i++)
        known = known || strcmp(natures[i], c.nature) == 0;
    if (!known)
        return bcl_fail(r->d, "R09", bcl_attr_at(e, "nature"),
                        "nature=\"%s\" : investissement, fonctionnement ou "
                        "recette",
                        c.nature);
    c.unit =
        bcl_unit_parse(r->m->units, c.unit_text, bcl_attr_at(e, "unite"), r->d);
    if (!c.unit || !cost_years(r, &c, e) || !cost_formula(r, &c, e))
        return false;
    BCL_GROW(r->a, s->cost, s->ncost, &s->cost_cap);
    s->cost[s->ncost++] = c;
    return true;
}

bool bcl_action_read(bcl_reader_of_scenarios *r, bcl_scenario *s,
                     const bcl_xml *e)
{
    bcl_action act = {.head = bcl_model_head(e, ""),
                      .scenario = s->head.id,
                      .pilot = bcl_attr(e, "porteur"),
                      .status = bcl_attr(e, "statut")};
    size_t levers = s->nlever, costs = s->ncost, aside = r->aside;
    bool ok = bcl_attr_int(&act.from, e, "debut", r->d);

    if (bcl_attr(e, "fin"))
        ok = bcl_attr_int(&act.to, e, "fin", r->d) && ok;
    if (ok && act.to && act.to < act.from)
        ok = bcl_fail(r->d, "R09", bcl_attr_at(e, "fin"),
                      "l'action « %s » finit en %d, avant de commencer en %d",
                      act.head.id, act.to, act.from);
    BCL_GROW(r->a, s->action, s->naction, &s->action_cap);
    s->action[s->naction++] = act;
    for (const bcl_xml *c = e->child; c; c = c->next)
        ok = bcl_library_part(r, s, c, act.head.id,
                              bcl_is(c, "levier") ? bcl_lever_read
                                                  : read_cost) &&
             ok;
    /* An action none of whose levers is for this territory is not its own. */
    if (s->nlever == levers && r->aside > aside) {
        s->naction--;
        s->ncost = costs;
    }
    return ok;
}
