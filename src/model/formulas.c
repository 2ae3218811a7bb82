/* formulas.c -- every formula settled and held to what its element declares. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

static const char *kind_word(bcl_kind kind)
{
    static const char *const word[] = {
        [BCL_INPUT] = "la donnée",        [BCL_DERIVED] = "le calcul",
        [BCL_FLOW] = "le flux",           [BCL_STOCK] = "le stock",
        [BCL_INDICATOR] = "l'indicateur", [BCL_HIDDEN] = "le bilan",
    };

    return word[kind];
}

static bool declared(bcl_loader *l, const bcl_quantity *q, const bcl_node *n,
                     const bcl_scope *s)
{
    return bcl_formula_declared(
        n, q->dims, q->unit, q->unit_text,
        bcl_text_print(l->a, "%s « %s »", kind_word(q->kind), q->head.id), s,
        l->a, l->d);
}

/* What a rate computed from observations may read (R05): donnees, and calculs
 * of donnees. */
static bool reads_inputs_only(const bcl_model *m, const bcl_node *n,
                              const char **culprit, int depth)
{
    if (n->op == BCL_N_QUANTITY) {
        const bcl_quantity *q = &m->quantity[n->ref];
        bool plain = q->kind == BCL_DERIVED && q->node && depth < 32;
        if (q->kind != BCL_INPUT &&
            !(plain && reads_inputs_only(m, q->node, culprit, depth + 1))) {
            if (!*culprit)
                *culprit = q->head.id;
            return false;
        }
    }
    for (int i = 0; i < n->narg; i++)
        if (!reads_inputs_only(m, n->arg[i], culprit, depth))
            return false;
    return true;
}

static bool settle_observe(bcl_loader *l, bcl_quantity *q)
{
    const bcl_xml *e = bcl_child(q->head.xml, "observe", NULL);
    bcl_scope s = bcl_model_scope(l->m);

    if (!e)
        return true;
    if (!(q->expr = bcl_model_parse_text(e, l->a, l->d)) ||
        !(q->node = bcl_formula_check(q->expr, &s, l->a, l->d)))
        return false;
    if (!(q->dims & BCL_YEAR_BIT))
        return bcl_fail(l->d, "R05", e->at,
                        "« %s » : une donnée observée par formule porte la "
                        "dimension annee",
                        q->head.id);
    return declared(l, q, q->node, &s);
}

static bool check_observe(bcl_loader *l, const bcl_quantity *q)
{
    const char *culprit = NULL;

    if (q->kind != BCL_INPUT || !q->node ||
        reads_inputs_only(l->m, q->node, &culprit, 0))
        return true;
    return bcl_fail(l->d, "R05", q->node->at,
                    "« %s » observe « %s », qui n'est ni une donnée ni un "
                    "calcul de données",
                    q->head.id, culprit);
}

static bool settle_plain(bcl_loader *l, bcl_quantity *q)
{
    bcl_scope s = bcl_model_scope(l->m);
    bcl_node *n;

    s.allow_parent = q->kind == BCL_INDICATOR;
    if (!(q->expr = bcl_model_parse_text(q->head.xml, l->a, l->d)) ||
        !(n = bcl_formula_check(q->expr, &s, l->a, l->d)))
        return false;
    q->node = n;
    return declared(l, q, n, &s);
}

static bool settle_coefficient(bcl_loader *l, bcl_quantity *q)
{
    const bcl_process *p =
        q->from.process >= 0 ? &l->m->process[q->from.process] : NULL;
    bcl_scope s = bcl_model_scope(l->m);
    bcl_node *n;

    if (!(q->expr = bcl_model_parse_text(q->head.xml, l->a, l->d)) ||
        !(n = bcl_formula_check(q->expr, &s, l->a, l->d)))
        return false;
    if (n->unit && !bcl_unit_is_one(n->unit))
        return bcl_fail(l->d, "U02", n->at,
                        "le coefficient du flux « %s » doit être sans "
                        "dimension (1 ou %%) ; la formule donne des %s",
                        q->head.id, bcl_unit_text(n->unit, l->a));
    bcl_dimset room = q->dims | (p ? p->by : 0);
    if (n->dims & ~room) {
        bcl_fail(l->d, "D10", n->at,
                 "le coefficient de « %s » est une grandeur %s ; le processus "
                 "et le flux n'ont que %s",
                 q->head.id,
                 bcl_dimset_text(&l->m->dims, n->dims & ~room, l->a),
                 bcl_dimset_text(&l->m->dims, room, l->a));
        return bcl_hint(l->d, "le flux serait compté plusieurs fois");
    }
    q->node = n; /* multiplied by the inflow once balances are known */
    return true;
}

/* The formula of a driving flow is the stock wanted, in the stock's unit. */
static bool settle_driving(bcl_loader *l, bcl_quantity *q)
{
    bcl_scope s = bcl_model_scope(l->m);
    bcl_node *n;

    if (q->stock < 0 ||
        !(q->expr = bcl_model_parse_text(q->head.xml, l->a, l->d)) ||
        !(n = bcl_formula_check(q->expr, &s, l->a, l->d)))
        return false;
    q->node = n;
    return declared(l, &l->m->quantity[q->stock], n, &s);
}

static bool settle_flow(bcl_loader *l, bcl_quantity *q)
{
    const char *text = q->head.xml->text.s;
    bool empty = text[strspn(text, " \t\r\n")] == '\0';

    if (q->flow == BCL_FLOW_DRIVING)
        return settle_driving(l, q);
    if (q->flow != BCL_FLOW_VALUE && q->flow != BCL_FLOW_COEFFICIENT) {
        if (!empty)
            return bcl_fail(
                l->d, "R01", q->head.at,
                "le flux « %s » est %s : il n'a pas de formule", q->head.id,
                q->flow == BCL_FLOW_CLOSING ? "un solde" : "une fin de vie");
        return true;
    }
    return q->flow == BCL_FLOW_COEFFICIENT ? settle_coefficient(l, q)
                                           : settle_plain(l, q);
}

static bool settle_stock(bcl_loader *l, bcl_quantity *q)
{
    bcl_scope s = bcl_model_scope(l->m);
    bcl_quantity view = *q;

    if (!(q->initial_expr =
              bcl_model_parse_attr(q->head.xml, "initial", l->a, l->d)) ||
        !(q->initial = bcl_formula_check(q->initial_expr, &s, l->a, l->d)))
        return false;
    view.dims &= ~BCL_YEAR_BIT;
    if (q->cohorts >= 0 && (q->initial->dims & BCL_DIM_BIT(q->cohorts)))
        view.dims |= BCL_DIM_BIT(q->cohorts);
    return declared(l, &view, q->initial, &s);
}

bool bcl_load_formulas(bcl_loader *l)
{
    bool ok = true;

    for (size_t i = 0; i < l->m->nquantity; i++) {
        bcl_quantity *q = &l->m->quantity[i];
        switch (q->kind) {
        case BCL_INPUT:
            ok = settle_observe(l, q) && ok;
            break;
        case BCL_DERIVED:
        case BCL_INDICATOR:
            ok = settle_plain(l, q) && ok;
            break;
        case BCL_FLOW:
            ok = settle_flow(l, q) && ok;
            break;
        case BCL_STOCK:
            ok = settle_stock(l, q) && ok;
            break;
        case BCL_HIDDEN:
            break;
        }
    }
    for (size_t i = 0; i < l->m->nquantity && ok; i++)
        ok = check_observe(l, &l->m->quantity[i]);
    return ok;
}
