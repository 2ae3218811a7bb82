/* explain.c -- see explain.h. */
#include "result/explain.h"
#include "core/text.h"
#include "formula/expr.h"
#include "model/spec.h"
#include "result/explain_private.h"
#include "result/sources.h"

#include <math.h>
#include <string.h>

/* What decides between branches of formulas: the condition of a `si`, the
 * first value of a `defaut`. */
static void wish_tests(bcl_plan *p, const bcl_node *n)
{
    if (n->op == BCL_N_IF || n->op == BCL_N_DEFAULT) {
        BCL_GROW(p->a, p->test, p->ntest, &p->test_cap);
        p->test[p->ntest].node = n->arg[0];
        p->test[p->ntest++].wish = bcl_plan_add(p, n->arg[0], n->arg[0]->dims);
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            wish_tests(p, n->arg[k]);
}

/* What a chain of `depth` levels from a quantity may show; `left`: [quantity]
 * levels that were left when it was met, + 1. */
static void wish_chain(bcl_plan *p, int ref, int depth, int *left);

static void wish_read(bcl_plan *p, const bcl_node *n, int depth, int *left)
{
    if (n->op == BCL_N_QUANTITY)
        wish_chain(p, n->ref, depth, left);
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            wish_read(p, n->arg[k], depth, left);
}

static void wish_chain(bcl_plan *p, int ref, int depth, int *left)
{
    const bcl_quantity *q = &p->s->m.quantity[ref];

    if (left[ref] > depth)
        return;
    bool first = left[ref] == 0, read = left[ref] > 1;
    left[ref] = depth + 1;
    if (first)
        p->own[ref] =
            bcl_plan_add(p, bcl_values_quantity(&p->s->m, ref, p->a), q->dims);
    if (!q->node || depth == 0)
        return;
    if (!read)
        wish_tests(p, q->node);
    wish_read(p, q->node, depth - 1, left);
}

void bcl_explain_plan(bcl_plan *p, int ref, int depth)
{
    size_t n = p->s->m.nquantity;

    p->own = BCL_NEW(p->a, int, n + 1);
    for (size_t q = 0; q < n; q++)
        p->own[q] = -1;
    wish_chain(p, ref, depth, BCL_NEW(p->a, int, n + 1));
}

static const char *kind_of(const bcl_quantity *q)
{
    static const char *const word[] = {
        [BCL_INPUT] = "donnée",
        [BCL_DERIVED] = "calcul",
        [BCL_FLOW] = "flux",
        [BCL_STOCK] = "stock",
        [BCL_INDICATOR] = "indicateur",
        [BCL_HIDDEN] = "bilan",
    };

    return word[q->kind];
}

/* --- what a formula reads */

static bcl_why *explain(bcl_walker *w, int ref, const bcl_cell_of *at);

static bool same_operand(const bcl_why *a, const bcl_why *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->cell, b->cell) == 0;
}

static void add_operand(bcl_walker *w, bcl_why *y, int ref,
                        const bcl_cell_of *at)
{
    bcl_why *o = explain(w, ref, at);

    for (size_t i = 0; i < y->noperand; i++)
        if (same_operand(y->operand[i], o))
            return;
    BCL_GROW(w->p->a, y->operand, y->noperand, &y->operand_cap);
    y->operand[y->noperand++] = o;
}

/* 1, 0, or -1 when the cell does not settle a branch. */
static int branch(const bcl_walker *w, const bcl_node *test,
                  const bcl_cell_of *at)
{
    for (size_t i = 0; i < w->p->ntest; i++) {
        if (w->p->test[i].node != test)
            continue;
        bcl_looked k = bcl_explain_look(w, w->p->test[i].wish, at);
        return k.cells != 1 || isnan(k.sum) ? -1 : k.sum != 0;
    }
    return -1;
}

/* Has the first value of a `defaut` anything to say there? */
static bool known(const bcl_walker *w, const bcl_node *x, const bcl_cell_of *at)
{
    for (size_t i = 0; i < w->p->ntest; i++)
        if (w->p->test[i].node == x)
            return !isnan(bcl_explain_look(w, w->p->test[i].wish, at).sum);
    return true;
}

static void operands(bcl_walker *w, bcl_why *y, const bcl_node *n,
                     bcl_cell_of at)
{
    int taken;

    switch (n->op) {
    case BCL_N_QUANTITY:
        add_operand(w, y, n->ref, &at);
        return;
    case BCL_N_PICK:
        if (n->dim == BCL_YEAR)
            at.year = w->m->dims.first_year + n->member;
        else
            at.member[n->dim] = n->member;
        break;
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
        at.member[n->dim] =
            at.member[n->dim2] >= 0 ? n->map[at.member[n->dim2]] : -1;
        break;
    case BCL_N_PLACE:
        if (at.member[n->dim] >= 0 && at.member[n->dim] != n->member)
            return; /* 0 there */
        break;
    case BCL_N_KEEP:
        if (at.member[n->dim] >= 0 && !n->keep[at.member[n->dim]])
            return;
        break;
    case BCL_N_SUM:
    case BCL_N_GROUP:
        for (size_t d = 1; d < w->m->dims.n; d++)
            if ((n->over & BCL_DIM_BIT(d)) ||
                (n->op == BCL_N_GROUP && n->dim == (int)d))
                at.member[d] = -1;
        break;
    case BCL_N_PREVIOUS:
        at.year--;
        break;
    case BCL_N_IF:
        taken = branch(w, n->arg[0], &at);
        operands(w, y, n->arg[0], at);
        for (int k = 1; k <= 2; k++)
            if (taken < 0 || taken == (k == 1))
                operands(w, y, n->arg[k], at);
        return;
    case BCL_N_DEFAULT:
        operands(w, y, n->arg[known(w, n->arg[0], &at) ? 0 : 1], at);
        return;
    default:
        break;
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            operands(w, y, n->arg[k], at);
}

static const char *flow_words(const bcl_walker *w, const bcl_quantity *q)
{
    const bcl_end *end = q->closes_to ? &q->to : &q->from;

    switch (q->flow) {
    case BCL_FLOW_COEFFICIENT:
        return bcl_text_print(w->p->a, "coefficient × entrée de « %s »",
                              w->m->process[q->from.process].head.id);
    case BCL_FLOW_CLOSING:
        return bcl_text_print(w->p->a, "solde du bilan de « %s »",
                              w->m->process[end->process].head.id);
    case BCL_FLOW_RETIRED:
        return bcl_text_print(w->p->a, "fin de vie du stock « %s »",
                              w->m->quantity[q->stock].head.id);
    default:
        return NULL;
    }
}

static bool above(const bcl_walker *w, int ref)
{
    for (size_t i = 0; i < w->npath; i++)
        if (w->path[i] == ref)
            return true;
    return false;
}

/* A rate observed by a formula: computed up to the reference, then carried. */
static bool still_observed(const bcl_walker *w, const bcl_quantity *q,
                           const bcl_cell_of *at)
{
    return q->kind != BCL_INPUT || at->year <= w->m->dims.reference;
}

/* Balances are in the unit their flows are written in. */
static const bcl_quantity *written(const bcl_walker *w, const bcl_quantity *q)
{
    for (size_t i = 0; q->kind == BCL_HIDDEN && i < w->m->nquantity; i++) {
        const bcl_quantity *f = &w->m->quantity[i];
        if (f->kind == BCL_FLOW &&
            (f->from.process == q->process || f->to.process == q->process))
            return f;
    }
    return q;
}

static void describe(bcl_walker *w, bcl_why *y, int ref, const bcl_cell_of *at)
{
    const bcl_quantity *q = &w->m->quantity[ref], *of = written(w, q);
    bcl_looked k = bcl_explain_look(w, w->p->own[ref], at);
    const bcl_values *v = bcl_plan_value(w->p, 0, w->p->own[ref]);

    *y = (bcl_why){.id = q->head.id,
                   .title = q->head.title,
                   .kind = kind_of(q),
                   .note = *q->head.note ? q->head.note : NULL,
                   .unit = of->unit_text ? of->unit_text : "1",
                   .file = q->head.at.file,
                   .line = q->head.at.line};
    bcl_explain_name(w, y, ref, at, &k,
                     of->unit ? bcl_unit_factor(of->unit) : 1);
    y->status = k.cells ? bcl_values_status(v, w->m, k.first) : "indisponible";
    if (y->aggregate && !isnan(y->value) && k.known < k.cells)
        y->status = "minorant"; /* secret cells add nothing */
    if (q->expr)
        y->formula = bcl_expr_text(q->expr, w->p->a);
    if (q->kind == BCL_FLOW)
        y->how = flow_words(w, q);
    if (*q->head.source)
        y->source = bcl_sources_text(w->m, q->head.source, w->p->a);
    if (k.cells == 1)
        bcl_explain_settled(w, y, ref, k.first);
    if (q->kind != BCL_INPUT)
        return;
    bcl_explain_levers(w, y, ref, at);
    if (!q->node)
        bcl_explain_table(w, y, ref, k.most);
    else if (!w->p->s->inputs.base[ref].slice)
        y->how = w->p->s->inputs.base[ref].why;
    else if (!still_observed(w, q, at))
        y->how = bcl_text_print(
            w->p->a, "observé par formule jusqu'en %d, puis prolongé",
            w->m->dims.reference);
}

static bcl_why *explain(bcl_walker *w, int ref, const bcl_cell_of *at)
{
    const bcl_quantity *q = &w->m->quantity[ref];
    bcl_why *y = BCL_NEW(w->p->a, bcl_why, 1);
    bcl_cell_of own = *at;

    for (size_t d = 1; d < w->m->dims.n; d++)
        if (!(q->dims & BCL_DIM_BIT(d)))
            own.member[d] = -1;
    describe(w, y, ref, &own);
    y->loop = above(w, ref);
    if (y->loop || w->depth <= 0)
        return y;
    w->path[w->npath++] = ref;
    w->depth--;
    if (q->node) {
        bcl_cell_of read = own;
        if (!still_observed(w, q, at))
            read.year = w->m->dims.reference;
        operands(w, y, q->node, read);
    }
    w->depth++;
    w->npath--;
    return y;
}

bcl_why *bcl_explain(bcl_plan *p, int ref, const bcl_cell_of *at, int depth)
{
    bcl_walker w = {.p = p,
                    .m = &p->s->m,
                    .path = BCL_NEW(p->a, int, p->s->m.nquantity + 64),
                    .depth = depth};

    return explain(&w, ref, at);
}
