/* lever.c -- what a lever says, held against the donnee it moves. */
#include "core/text.h"
#include "scenario/private.h"

#include <string.h>

/* sur="donnee[dim=membre, dim=m1|m2]" */
static bool selection(bcl_reader_of_scenarios *r, bcl_lever *l,
                      const bcl_expr *x)
{
    const bcl_dims *t = &r->m->dims;
    const bcl_quantity *q = &r->m->quantity[l->quantity];

    for (size_t i = 0; i < x->nselect; i++) {
        const bcl_select *s = &x->select[i];
        int d = bcl_dim_find(t, s->dim);
        if (d < 0 || !(q->dims & BCL_DIM_BIT(d)))
            return bcl_fail(r->d, "D03", s->at,
                            "« %s » n'est pas une dimension de « %s »", s->dim,
                            q->head.id);
        bool *keep = BCL_NEW(r->a, bool, bcl_dim_size(t, d) + 1);
        for (size_t k = 0; k < s->nright; k++) {
            const bcl_names *in = bcl_dim_members(t, d);
            int m = bcl_names_find(in, s->right[k], strlen(s->right[k]));
            if (m < 0) {
                bcl_fail(r->d, "D03", s->right_at,
                         "« %s » n'est pas un membre de « %s »", s->right[k],
                         s->dim);
                const char *near = bcl_names_nearest(in, s->right[k]);
                return near ? bcl_hint(r->d, "vouliez-vous « %s » ?", near)
                            : false;
            }
            keep[m] = true;
        }
        l->keep[d] = keep;
        if (q->rest_dim == d && keep[q->rest_member])
            return bcl_fail(r->d, "S07", s->right_at,
                            "« %s » est ce qui reste quand les autres parts "
                            "sont dites : un levier n'y touche pas",
                            bcl_dim_members(t, d)->text[q->rest_member]);
    }
    if (q->rest_dim >= 0 && !l->keep[q->rest_dim])
        return bcl_fail(r->d, "S07", l->head.at,
                        "« %s » : dites quelle part le levier change ; « %s » "
                        "est le reste",
                        q->head.id,
                        bcl_dim_members(t, q->rest_dim)->text[q->rest_member]);
    return true;
}

static bool target_of(bcl_reader_of_scenarios *r, bcl_lever *l)
{
    const bcl_xml *e = l->head.xml;
    bcl_expr *x = bcl_model_parse_attr(e, "sur", r->a, r->d);

    if (!x)
        return false;
    const bcl_expr *name = x->kind == BCL_X_SELECT ? x->arg[0] : x;
    l->quantity =
        name->kind == BCL_X_NAME ? bcl_model_find(r->m, name->name) : -1;
    if (l->quantity < 0) {
        const char *near =
            name->kind == BCL_X_NAME
                ? bcl_names_nearest(&r->m->symbols.name, name->name)
                : NULL;
        bcl_fail(r->d, "S01", bcl_attr_at(e, "sur"),
                 "le levier « %s » porte sur un nom inconnu", l->head.id);
        return near ? bcl_hint(r->d, "vouliez-vous « %s » ?", near) : false;
    }
    const bcl_quantity *q = &r->m->quantity[l->quantity];
    if (q->kind != BCL_INPUT) {
        bcl_fail(r->d, "S01", bcl_attr_at(e, "sur"),
                 "« %s » n'est pas une donnée : un levier ne change que des "
                 "données",
                 q->head.id);
        return bcl_hint(r->d, "déplacez une donnée dont elle dépend");
    }
    if (!(q->dims & BCL_YEAR_BIT))
        return bcl_fail(r->d, "S12", bcl_attr_at(e, "sur"),
                        "« %s » n'a pas d'année : un levier ne peut pas la "
                        "faire évoluer",
                        q->head.id);
    return selection(r, l, x); /* none selected: all cells */
}

static int word(const char *s, const char *const *list, int n)
{
    for (int i = 0; i < n; i++)
        if (list[i] && strcmp(s, list[i]) == 0)
            return i;
    return -1;
}

static bool manner(bcl_reader_of_scenarios *r, bcl_lever *l)
{
    static const char *const modes[] = {"valeur", "ajoute", "multiplie"};
    static const char *const shapes[] = {"lineaire", "paliers",    "logistique",
                                         "lisse",    "croissance", "formule"};
    const bcl_xml *e = l->head.xml;
    const char *mode = bcl_attr(e, "mode"), *after = bcl_attr(e, "ensuite");
    int m = mode ? word(mode, modes, 3) : 0,
        s = word(bcl_attr(e, "forme"), shapes, 6);

    if (m < 0)
        return bcl_fail(r->d, "R09", bcl_attr_at(e, "mode"),
                        "mode=\"%s\" : valeur, ajoute ou multiplie", mode);
    if (s < 0)
        return bcl_fail(r->d, "R09", bcl_attr_at(e, "forme"),
                        "forme=\"%s\" : lineaire, paliers, logistique, lisse, "
                        "croissance ou formule",
                        bcl_attr(e, "forme"));
    l->mode = (bcl_mode)m;
    l->shape = (bcl_shape)s;
    l->follows =
        after ? strcmp(after, "suit") == 0 : l->shape == BCL_SHAPE_GROWTH;
    l->level = 1;
    if (bcl_attr(e, "niveau")) {
        if (!bcl_attr_number(&l->level, e, "niveau", r->d))
            return false;
        if (l->level < 0 || l->level > 1)
            return bcl_fail(r->d, "S02", bcl_attr_at(e, "niveau"),
                            "niveau=\"%s\" : entre 0 (comme hérité) et 1 (tout "
                            "le levier)",
                            bcl_attr(e, "niveau"));
    }
    return true;
}

static bool points(bcl_reader_of_scenarios *r, bcl_lever *l)
{
    const bcl_xml *e = l->head.xml;
    const bcl_quantity *q = &r->m->quantity[l->quantity];
    double unit = l->mode == BCL_MODE_TIMES ? 1 : bcl_unit_factor(q->unit);
    size_t n = 0;

    for (const bcl_xml *c = e->child; c; c = c->next)
        n++;
    if (n == 0)
        return bcl_fail(r->d, "R08", e->at,
                        "le levier « %s » veut au moins un point", l->head.id);
    l->point = BCL_NEW(r->a, bcl_point, n);
    for (const bcl_xml *c = e->child; c; c = c->next) {
        bcl_point *p = &l->point[l->npoint];
        if (!bcl_attr(c, "annee") || !bcl_attr(c, "valeur"))
            return bcl_fail(r->d, "R08", c->at,
                            "un point de levier veut annee et valeur");
        if (!bcl_attr_int(&p->year, c, "annee", r->d) ||
            !bcl_attr_number(&p->value, c, "valeur", r->d))
            return false;
        p->value *= unit;
        if (l->npoint > 0 && p->year <= p[-1].year)
            return bcl_fail(r->d, "S05", c->at,
                            "les points d'un levier vont d'année en année : "
                            "%d après %d",
                            p->year, p[-1].year);
        l->npoint++;
    }
    return true;
}

static bool growth(bcl_reader_of_scenarios *r, bcl_lever *l)
{
    const bcl_xml *e = l->head.xml;

    if (!bcl_attr(e, "de") || !bcl_attr(e, "a") || !bcl_attr(e, "taux"))
        return bcl_fail(r->d, "R08", e->at,
                        "une croissance dit de, a et taux (%% par an)");
    if (!bcl_attr_int(&l->from, e, "de", r->d) ||
        !bcl_attr_int(&l->to, e, "a", r->d) ||
        !bcl_attr_number(&l->rate, e, "taux", r->d))
        return false;
    l->rate /= 100;
    return l->to >= l->from ||
           bcl_fail(r->d, "S05", bcl_attr_at(e, "a"),
                    "la croissance finit en %d avant de commencer en %d", l->to,
                    l->from);
}

static bool formula(bcl_reader_of_scenarios *r, bcl_lever *l)
{
    const bcl_xml *e = l->head.xml;
    const bcl_quantity *q = &r->m->quantity[l->quantity];
    bcl_symbol inherited = {.dims = q->dims, .unit = q->unit};
    bcl_scope s = bcl_model_scope(r->m);

    s.inherited = &inherited;
    s.unit_code = "S03";
    if (!bcl_attr(e, "de"))
        return bcl_fail(r->d, "R08", e->at,
                        "un levier par formule dit de quelle année il part : "
                        "de=\"2025\"");
    if (!bcl_attr_int(&l->from, e, "de", r->d) ||
        !(l->expr = bcl_model_parse_text(e, r->a, r->d)) ||
        !(l->node = bcl_formula_check(l->expr, &s, r->a, r->d)))
        return false;
    if (l->node->dims & ~q->dims)
        return bcl_fail(r->d, "D01", l->node->at,
                        "la formule donne une grandeur %s ; « %s » est %s",
                        bcl_dimset_text(&r->m->dims, l->node->dims, r->a),
                        q->head.id,
                        bcl_dimset_text(&r->m->dims, q->dims, r->a));
    if (l->node->unit && !bcl_unit_same(l->node->unit, q->unit))
        return bcl_fail(r->d, "S03", l->node->at,
                        "« %s » est en %s ; la formule donne des %s",
                        q->head.id, q->unit_text,
                        bcl_unit_text(l->node->unit, r->a));
    return true;
}

/* Amounts grow with the territory; rates and shares do not. */
static bool extensive(const bcl_quantity *q)
{
    const char *slash = strchr(q->unit_text, '/');

    return !bcl_unit_is_one(q->unit) && (!slash || strcmp(slash, "/an") == 0);
}

static bool territory_said(bcl_reader_of_scenarios *r, const bcl_scenario *s,
                           const bcl_lever *l)
{
    const bcl_quantity *q = &r->m->quantity[l->quantity];

    if (l->mode == BCL_MODE_TIMES || l->shape == BCL_SHAPE_GROWTH ||
        l->shape == BCL_SHAPE_FORMULA || !extensive(q) ||
        bcl_attr(s->head.xml, "territoire"))
        return true;
    bcl_fail(r->d, "S09", l->head.at,
             "le levier « %s » pose une valeur en %s sur « %s » : elle ne vaut "
             "que pour un territoire",
             l->head.id, q->unit_text, q->head.id);
    return bcl_hint(r->d, "écrivez <scenario … territoire=\"%s\">", r->m->id);
}

/* S11: what has been observed is not for a scenario to change. */
static bool after_observed(bcl_reader_of_scenarios *r, const bcl_lever *l)
{
    const bcl_observed *o = &r->data->of[l->quantity];
    int last = 0;

    for (size_t y = 0; o->slice && y < bcl_dim_size(&r->m->dims, BCL_YEAR); y++)
        if (o->slice[y])
            last = r->m->dims.first_year + (int)y;
    if (r->m->quantity[l->quantity].node)
        last = r->m->dims.reference;
    if (last < l->start)
        return true;
    bcl_fail(r->d, "S11", l->head.at,
             "le levier « %s » part de %d ; « %s » est observée jusqu'en %d",
             l->head.id, l->start, r->m->quantity[l->quantity].head.id, last);
    return bcl_hint(r->d, "depart=\"%d\"", last + 1);
}

bool bcl_lever_read(bcl_reader_of_scenarios *r, bcl_scenario *s,
                    const bcl_xml *e, const char *action)
{
    bcl_lever l = {.head = bcl_model_head(e, ""),
                   .scenario = s->head.id,
                   .action = action,
                   .start = s->start};
    int order[BCL_RANK_MAX];
    size_t rank;
    bool ok = target_of(r, &l);

    ok = manner(r, &l) && ok;
    if (!ok)
        return false;
    ok = bcl_model_dims(&l.total, order, &rank, r->m, e, "total", r->d);
    ok = ok && (l.shape == BCL_SHAPE_GROWTH    ? growth(r, &l)
                : l.shape == BCL_SHAPE_FORMULA ? formula(r, &l)
                                               : points(r, &l));
    if (!ok)
        return false;
    if (l.from > l.start)
        l.start = l.from;
    ok = territory_said(r, s, &l);
    ok = after_observed(r, &l) && ok;
    if (l.total & ~r->m->quantity[l.quantity].dims)
        ok = bcl_fail(r->d, "D05", bcl_attr_at(e, "total"),
                      "total=\"%s\" : « %s » n'a pas cette dimension",
                      bcl_attr(e, "total"), r->m->quantity[l.quantity].head.id);
    BCL_GROW(r->a, s->lever, s->nlever, &s->lever_cap);
    s->lever[s->nlever++] = l;
    return ok;
}
