/* inherit.c -- what a scenario takes from its parents, and what it drops. */
#include "model/spec.h"
#include "scenario/private.h"

#include <string.h>

/* Everything of a parent, but for what the child drops. */
static bool dropped(const bcl_xml *root, const char *id)
{
    for (const bcl_xml *e = bcl_child(root, "retirer", NULL); e && id;
         e = bcl_child(root, "retirer", e))
        if (strcmp(bcl_attr(e, "ref"), id) == 0)
            return true;
    return false;
}

static bool has_lever(const bcl_scenario *s, const bcl_lever *l)
{
    for (size_t i = 0; i < s->nlever; i++)
        if (s->lever[i].head.xml == l->head.xml)
            return true;
    return false;
}

static bool has_action(const bcl_scenario *s, const bcl_action *act)
{
    for (size_t i = 0; i < s->naction; i++)
        if (s->action[i].head.xml == act->head.xml)
            return true;
    return false;
}

static void inherit_costs(bcl_reader_of_scenarios *r, bcl_scenario *s,
                          const bcl_scenario *p, int from)
{
    for (size_t c = 0; c < p->ncost; c++)
        if (p->cost[c].action == from) {
            BCL_GROW(r->a, s->cost, s->ncost, &s->cost_cap);
            s->cost[s->ncost] = p->cost[c];
            s->cost[s->ncost++].action = (int)s->naction - 1;
        }
}

/* Reached twice through two parents, a lever applies once. */
void bcl_scenario_inherit(bcl_reader_of_scenarios *r, bcl_scenario *s,
                          const bcl_scenario *p)
{
    const bcl_xml *root = s->head.xml;

    for (size_t i = 0; i < p->nlever; i++) {
        const bcl_lever *l = &p->lever[i];
        if (dropped(root, l->head.id) || dropped(root, l->action) ||
            has_lever(s, l))
            continue;
        BCL_GROW(r->a, s->lever, s->nlever, &s->lever_cap);
        s->lever[s->nlever++] = *l;
    }
    for (size_t i = 0; i < p->naction; i++) {
        if (dropped(root, p->action[i].head.id) || has_action(s, &p->action[i]))
            continue;
        BCL_GROW(r->a, s->action, s->naction, &s->action_cap);
        s->action[s->naction++] = p->action[i];
        inherit_costs(r, s, p, (int)i);
    }
    for (size_t i = 0; i < p->ntarget; i++)
        if (!dropped(root, p->target[i].head.id)) {
            BCL_GROW(r->a, s->target, s->ntarget, &s->target_cap);
            s->target[s->ntarget++] = p->target[i];
        }
}
