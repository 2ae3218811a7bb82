/* bind_settle.c -- what a <figure> element says, held against the model. */
#include "core/text.h"
#include "figure/bind_private.h"
#include "model/spec.h"

#include <string.h>

static bcl_figure_kind kind_of(const char *type)
{
    static const char *const word[] = {
        [BCL_FIGURE_LINES] = "lignes",      [BCL_FIGURE_AREAS] = "aires",
        [BCL_FIGURE_BARS] = "barres",       [BCL_FIGURE_SHARES] = "parts",
        [BCL_FIGURE_BUDGET] = "budget",     [BCL_FIGURE_SANKEY] = "sankey",
        [BCL_FIGURE_ALLUVIAL] = "alluvial", [BCL_FIGURE_BOARD] = "bord",
    };

    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        if (type && strcmp(word[i], type) == 0)
            return (bcl_figure_kind)i;
    return BCL_FIGURE_CASCADE;
}

/* Those of scenarios="…" that are run, in its order; all when it says nothing
 * or none of them is. */
static void choose_runs(bcl_figure *f, const bcl_plan *p)
{
    const char *list = bcl_attr(f->head->xml, "scenarios");
    bcl_words w = bcl_text_split(p->a, list ? list : "", ' ');
    size_t *run = BCL_NEW(p->a, size_t, w.n + p->nrun + 1);

    for (size_t i = 0; i < w.n; i++)
        for (size_t k = 0; k < p->nrun; k++)
            if (strcmp(bcl_plan_scenario(p, k), w.item[i]) == 0)
                run[f->nrun++] = k;
    if (f->nrun == 0)
        for (size_t k = 0; k < p->nrun; k++)
            run[f->nrun++] = k;
    f->run = run;
}

static bool read_years(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_xml *e = f->head->xml;
    const bcl_dims *t = &p->s->m.dims;
    int to, decimals;

    f->from = t->first_year;
    f->to = t->last_year;
    f->has_years = bcl_attr(e, "annees");
    if (f->has_years && !bcl_attr_years(&f->from, &f->to, e, "annees", d))
        return false;
    if (bcl_attr(e, "annee") && !bcl_attr_years(&f->year, &to, e, "annee", d))
        return false;
    if (f->year && (f->year < t->first_year || f->year > t->last_year))
        return bcl_fail(d, "R09", bcl_attr_at(e, "annee"),
                        "annee=\"%d\" : le modèle va de %d à %d", f->year,
                        t->first_year, t->last_year);
    if (bcl_attr(e, "decimales")) {
        if (!bcl_attr_int(&decimals, e, "decimales", d))
            return false;
        if (decimals < 0 || decimals > 9)
            return bcl_fail(d, "R09", bcl_attr_at(e, "decimales"),
                            "decimales=\"%d\" : de 0 à 9", decimals);
        int *kept = BCL_NEW(p->a, int, 1);
        *kept = decimals;
        f->decimals = kept;
    }
    return true;
}

/* Clip the years to those of the model; an alluvial's are only its titles. */
static bool clip_years(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_dims *t = &p->s->m.dims;

    if (f->kind == BCL_FIGURE_ALLUVIAL)
        return true;
    if (f->to < t->first_year || f->from > t->last_year)
        return bcl_fail(d, "R09", bcl_attr_at(f->head->xml, "annees"),
                        "annees=\"%d..%d\" : le modèle va de %d à %d", f->from,
                        f->to, t->first_year, t->last_year);
    f->from = f->from < t->first_year ? t->first_year : f->from;
    f->to = f->to > t->last_year ? t->last_year : f->to;
    return true;
}

/* One dimension, or -1 when the attribute is absent. */
static bool read_dim(int *dim, const bcl_figure *f, const bcl_plan *p,
                     const char *attr, bcl_diag *d)
{
    const bcl_xml *e = f->head->xml;
    bcl_dimset set;
    int order[BCL_RANK_MAX];
    size_t rank;

    *dim = -1;
    if (!bcl_attr(e, attr))
        return true;
    if (!bcl_model_dims(&set, order, &rank, &p->s->m, e, attr, d))
        return false;
    if (rank != 1)
        return bcl_fail(d, "R09", bcl_attr_at(e, attr),
                        "%s=\"…\" : une seule dimension", attr);
    *dim = order[0];
    return true;
}

static bool by_year(const bcl_figure *f)
{
    return f->kind == BCL_FIGURE_LINES || f->kind == BCL_FIGURE_AREAS ||
           f->kind == BCL_FIGURE_BUDGET;
}

static bool settle_dims(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_xml *e = f->head->xml;

    if (!read_dim(&f->x, f, p, "x", d) ||
        !read_dim(&f->serie, f, p, "serie", d))
        return false;
    if (f->x < 0 && by_year(f))
        f->x = BCL_YEAR;
    if (f->x < 0)
        return bcl_fail(d, "R08", e->at, "la figure « %s » : il manque x=\"…\"",
                        f->head->id);
    if (by_year(f) && f->x != BCL_YEAR)
        return bcl_fail(d, "R09", bcl_attr_at(e, "x"),
                        "une figure de type « %s » va par année : x=\"annee\"",
                        bcl_attr(e, "type"));
    if (f->serie == BCL_YEAR || (f->serie >= 0 && f->serie == f->x))
        return bcl_fail(d, "R09", bcl_attr_at(e, "serie"),
                        "serie=\"%s\" : une dimension autre que x et que "
                        "l'année",
                        bcl_attr(e, "serie"));
    bool needs = f->kind == BCL_FIGURE_SHARES || f->kind == BCL_FIGURE_ALLUVIAL;
    if (f->serie < 0 && needs)
        return bcl_fail(d, "R08", e->at,
                        "la figure « %s » : il manque serie=\"…\"",
                        f->head->id);
    if (f->kind == BCL_FIGURE_ALLUVIAL &&
        bcl_dim_base(&p->s->m.dims, f->x) !=
            bcl_dim_base(&p->s->m.dims, f->serie))
        return bcl_fail(d, "D01", bcl_attr_at(e, "serie"),
                        "un alluvial va d'une dimension à une autre de mêmes "
                        "membres : déclarez « %s » comme=\"%s\"",
                        bcl_attr(e, "serie"), bcl_attr(e, "x"));
    return true;
}

/* The formula has x and serie, and nothing else but maybe the year. */
static bool check_dims(const bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_dims *t = &p->s->m.dims;
    bcl_dimset want = BCL_DIM_BIT(f->x);

    if (f->serie >= 0)
        want |= BCL_DIM_BIT(f->serie);
    bcl_dimset has = f->node->dims;
    bool need_year = f->x == BCL_YEAR && f->kind != BCL_FIGURE_LINES;

    if ((has & ~want & ~BCL_YEAR_BIT) == 0 &&
        (want & ~has & ~(need_year ? 0 : BCL_YEAR_BIT)) == 0)
        return true;
    return bcl_fail(d, "D01", f->node->at,
                    "la figure « %s » montre une grandeur %s ; sa formule "
                    "donne une grandeur %s",
                    f->head->id, bcl_dimset_text(t, want, p->a),
                    bcl_dimset_text(t, has, p->a));
}

/* A budget adds up what its formula gives by year, unless it is a cumul. */
static bool check_unit(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_unit *of = f->node->unit;

    if (!of || bcl_unit_same(of, f->unit))
        return true;
    if (f->kind == BCL_FIGURE_BUDGET) {
        const bcl_unit *year =
            bcl_unit_parse(p->s->units, "an", f->head->at, d);
        if (!year)
            return false;
        f->rate =
            bcl_unit_same(bcl_unit_multiply(p->s->units, of, year), f->unit);
        if (f->rate)
            return true;
    }
    return bcl_fail(d, "U01", bcl_attr_at(f->head->xml, "unite"),
                    "la figure « %s » est en %s ; sa formule donne des %s",
                    f->head->id, f->unit_text, bcl_unit_text(of, p->a));
}

/* The first quantity a formula reads that is in such a unit, or NULL: what its
 * result is said in when nothing else tells. */
static const bcl_quantity *of_unit(const bcl_node *n, const bcl_unit *unit,
                                   const bcl_model *m)
{
    const bcl_quantity *q = NULL;

    if (!unit)
        return NULL;
    if (n->op == BCL_N_QUANTITY &&
        bcl_unit_same(m->quantity[n->ref].unit, unit))
        return &m->quantity[n->ref];
    for (int k = 0; k < n->narg && !q; k++)
        q = n->arg[k] ? of_unit(n->arg[k], unit, m) : NULL;
    return q;
}

static bool settle_unit(bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    const bcl_xml *e = f->head->xml;
    const bcl_node *n = f->node;

    f->unit_text = bcl_attr(e, "unite");
    if (f->unit_text) {
        f->unit = bcl_unit_parse(p->s->units, f->unit_text,
                                 bcl_attr_at(e, "unite"), d);
        return f->unit && check_unit(f, p, d);
    }
    const bcl_quantity *q = of_unit(n, n->unit, &p->s->m);

    if (q) {
        f->unit = q->unit;
        f->unit_text = q->unit_text;
    } else {
        f->unit = n->unit ? n->unit : bcl_unit_one(p->s->units);
        f->unit_text = bcl_unit_base_text(f->unit, p->a);
    }
    return true;
}

static bool settle_formula(bcl_figure *f, bcl_plan *p, bcl_diag *d)
{
    bcl_scope s = bcl_model_scope(&p->s->m);
    bcl_expr *x = bcl_model_parse_text(f->head->xml, p->a, d);
    bool ok = settle_dims(f, p, d);

    if (!x || !(f->node = bcl_formula_check(x, &s, p->a, d)) || !ok)
        return false;
    ok = check_dims(f, p, d);
    ok = settle_unit(f, p, d) && ok;
    ok = bcl_bind_settle_target(f, p, d) && ok;
    if (!ok)
        return false;
    bcl_dimset dims = f->node->dims;
    if (f->x == BCL_YEAR)
        dims |= BCL_YEAR_BIT;
    f->wish = bcl_plan_add(p, f->node, dims);
    return true;
}

bool bcl_bind_settle(bcl_figure *f, bcl_plan *p, bcl_diag *d)
{
    f->kind = kind_of(bcl_attr(f->head->xml, "type"));
    if (f->kind == BCL_FIGURE_CASCADE)
        return true;
    choose_runs(f, p);
    if (!read_years(f, p, d) || !clip_years(f, p, d))
        return false;
    switch (f->kind) {
    case BCL_FIGURE_SANKEY:
        return read_dim(&f->serie, f, p, "serie", d) &&
               bcl_bind_settle_flows(f, p, d);
    case BCL_FIGURE_BOARD:
        return bcl_bind_settle_board(f, p, d);
    default:
        return settle_formula(f, p, d);
    }
}
