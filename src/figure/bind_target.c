/* bind_target.c -- what a figure's scenarios aim at, in its unit. */
#include "core/text.h"
#include "figure/bind_private.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static const bcl_target *find_target(const bcl_plan *p, const char *id,
                                     bcl_names *known)
{
    const bcl_study *s = p->s;
    const bcl_target *found = NULL;

    for (size_t k = 0; k <= s->scenarios.n; k++) {
        size_t n = k ? s->scenarios.item[k - 1].ntarget : s->m.ntarget;
        const bcl_target *t = k ? s->scenarios.item[k - 1].target : s->m.target;
        for (size_t i = 0; i < n; i++) {
            const char *name = t[i].head.id;
            bcl_names_add(known, name, strlen(name), p->a);
            if (!found && strcmp(name, id) == 0)
                found = &t[i];
        }
    }
    return found;
}

bool bcl_bind_settle_target(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const char *id = bcl_attr(f->head->xml, "objectif");
    bcl_names known = {0};

    if (!id || (f->target = find_target(p, id, &known)))
        return true;
    bcl_fail(d, "N01", bcl_attr_at(f->head->xml, "objectif"),
             "objectif inconnu « %s »", id);
    const char *near = bcl_names_nearest(&known, id);
    return near ? bcl_hint(d, "vouliez-vous « %s » ?", near) : false;
}

double bcl_bind_aim(const bcl_binding *b, const bcl_target *t, size_t run)
{
    if (bcl_verdict_cells(b->m, t) != 1 ||
        !bcl_unit_same(b->m->quantity[t->on].unit, b->f->unit))
        return NAN;
    return bcl_verdict_course(b->p, run, t, 0).end /
           bcl_unit_factor(b->f->unit);
}

static bool concerns(const bcl_figure *f, const bcl_target *t)
{
    if (f->target)
        return t->head.xml == f->target->head.xml;
    return f->node && f->node->op == BCL_N_QUANTITY && t->on == f->node->ref;
}

/* A scenario of the run, or of those it inherits from, declares it. */
static bool declared_by(const bcl_binding *b, size_t k, const bcl_target *t)
{
    int run = b->p->run[b->f->run[k]];

    if (run < 0)
        return false;
    const bcl_scenario *s = &b->p->s->scenarios.item[run];
    for (size_t i = 0; i < s->ntarget; i++)
        if (s->target[i].head.xml == t->head.xml)
            return true;
    return false;
}

/* The shown run whose own file declares it; failing that, of those that inherit
 * it, the one with the fewest targets, nearest to where it comes from. */
static void find_owner(bcl_aim *aim, const bcl_binding *b)
{
    const bcl_xml *e = aim->t->head.xml;

    while (e->parent)
        e = e->parent;
    const char *id = bcl_attr(e, "id");
    for (size_t k = 0; id && bcl_is(e, "scenario") && k < b->f->nrun; k++)
        if (strcmp(bcl_plan_scenario(b->p, b->f->run[k]), id) == 0) {
            aim->run = k;
            aim->of_run = true;
            return;
        }
    for (size_t k = 0; k < b->f->nrun; k++) {
        const bcl_scenario *all = b->p->s->scenarios.item;
        const int *run = b->p->run;
        if (!declared_by(b, k, aim->t) ||
            (aim->of_run && all[run[b->f->run[k]]].ntarget >=
                                all[run[b->f->run[aim->run]]].ntarget))
            continue;
        aim->run = k;
        aim->of_run = true;
    }
}

const char *bcl_bind_aim_label(const bcl_binding *b, const bcl_aim *aim)
{
    const bcl_target *t = aim->t;

    if (!aim->of_run && strlen(t->head.title) <= 48)
        return t->head.title;
    return t->from < t->to ? bcl_text_print(b->a, "Cible %d-%d", t->from, t->to)
                           : bcl_text_print(b->a, "Cible %d", t->to);
}

static bool listed(const bcl_aim *aim, size_t n, const bcl_target *t)
{
    for (size_t i = 0; i < n; i++)
        if (aim[i].t->head.xml == t->head.xml && aim[i].t->to == t->to)
            return true;
    return false;
}

size_t bcl_bind_aims(bcl_aim **out, const bcl_binding *b)
{
    bcl_aim *aim = NULL;
    size_t n = 0, cap = 0;

    for (size_t k = 0; k < b->f->nrun; k++) {
        const bcl_target **of;
        size_t nof = bcl_verdict_targets(b->p, b->f->run[k], &of);
        for (size_t i = 0; i < nof; i++) {
            if (!concerns(b->f, of[i]) || listed(aim, n, of[i]))
                continue;
            double v = bcl_bind_aim(b, of[i], b->f->run[k]);
            if (isnan(v))
                continue;
            BCL_GROW(b->a, aim, n, &cap);
            aim[n] = (bcl_aim){.t = of[i], .v = v};
            find_owner(&aim[n++], b);
        }
    }
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && aim[j - 1].t->to > aim[j].t->to; j--) {
            bcl_aim swap = aim[j];
            aim[j] = aim[j - 1];
            aim[j - 1] = swap;
        }
    *out = aim;
    return n;
}
