/* explain.c -- see explain.h. */
#include "result/explain.h"
#include "core/text.h"
#include "formula/expr.h"
#include "model/spec.h"
#include "result/sources.h"

#include <math.h>
#include <string.h>

typedef struct {
    bcl_plan *p;
    const bcl_model *m;
    int *path; /* quantities above, to see loops */
    size_t npath;
    int depth;
} walker;

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

void bcl_explain_plan(bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    p->own = BCL_NEW(p->a, int, m->nquantity + 1);
    for (size_t q = 0; q < m->nquantity; q++) {
        p->own[q] = bcl_plan_add(p, bcl_values_quantity(m, (int)q, p->a),
                                 m->quantity[q].dims);
        if (m->quantity[q].node)
            wish_tests(p, m->quantity[q].node);
    }
}

/* What stands in the cells that a choice of members leaves: one cell, or all
 * that an open dimension runs over. */
typedef struct {
    double sum, low, high; /* NaN when none has a value */
    size_t cells, first;
} looked;

static looked look(const walker *w, int wish, const bcl_cell_of *at)
{
    const bcl_values *x = bcl_plan_value(w->p, 0, wish);
    const bcl_layout *l = &x->layout;
    looked k = {NAN, NAN, NAN, 0, 0};

    for (size_t c = 0; c < l->cells; c++) {
        bool in = true;
        for (int i = 0; i < l->rank && in; i++) {
            int member = l->dim[i] == BCL_YEAR
                             ? at->year - w->m->dims.first_year
                             : at->member[l->dim[i]];
            in = member < 0 || c / l->stride[i] % l->size[i] == (size_t)member;
        }
        if (!in)
            continue;
        if (k.cells++ == 0)
            k.first = c;
        if (!bcl_values_has(x, w->m, c))
            continue;
        k.sum = isnan(k.sum) ? x->v[c] : k.sum + x->v[c];
        k.low = fmin(k.low, x->v[c]);
        k.high = fmax(k.high, x->v[c]);
    }
    return k;
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

/* Amounts add up; rates, shares and factors do not. */
static bool adds_up(const bcl_quantity *q, const char *unit)
{
    const char *slash = strchr(unit, '/');

    return q->unit && !bcl_unit_is_one(q->unit) &&
           (!slash || strcmp(slash, "/an") == 0);
}

/* "[95002, residentiel, 2024]" and, with open dimensions, what the value is
 * of. */
static void name_cell(const walker *w, bcl_why *y, const bcl_quantity *q,
                      const bcl_cell_of *at, const looked *k, double factor)
{
    bcl_arena *a = w->p->a;
    const char *cell = "", *open = "";
    char low[64], high[64];

    for (size_t d = 1; d <= w->m->dims.n; d++) {
        size_t e = d == w->m->dims.n ? BCL_YEAR : d;
        if (!(q->dims & BCL_DIM_BIT(e)))
            continue;
        if (e == BCL_YEAR)
            cell =
                bcl_text_print(a, "%s%s%d", cell, *cell ? ", " : "", at->year);
        else if (at->member[e] >= 0)
            cell = bcl_text_print(a, "%s%s%s", cell, *cell ? ", " : "",
                                  bcl_dim_member_title(&w->m->dims, (int)e,
                                                       (size_t)at->member[e]));
        else
            open = bcl_text_print(a, "%s%s%s", open, *open ? ", " : "",
                                  w->m->dims.dim[e].id);
    }
    y->cell = *cell ? bcl_text_print(a, "[%s]", cell) : "";
    y->value = k->sum / factor;
    if (!*open)
        return;
    if (adds_up(q, y->unit)) {
        y->aggregate =
            bcl_text_print(a, "somme de %zu cellules (%s)", k->cells, open);
        return;
    }
    bcl_number_french(low, sizeof low, k->low / factor, 4);
    bcl_number_french(high, sizeof high, k->high / factor, 4);
    y->aggregate = bcl_text_print(a, "%zu cellules (%s), de %s à %s", k->cells,
                                  open, low, high);
    y->value = NAN;
}

/* --- what a donnee says of itself */

static bool lever_touches(const bcl_lever *l, const bcl_cell_of *at)
{
    if (at->year < l->start)
        return false;
    for (size_t d = 1; d < BCL_DIMS_MAX; d++)
        if (l->keep[d] && at->member[d] >= 0 && !l->keep[d][at->member[d]])
            return false;
    return true;
}

static void add_levers(const walker *w, bcl_why *y, int ref,
                       const bcl_cell_of *at)
{
    int run = w->p->run[0];
    const bcl_scenario *s = run < 0 ? NULL : &w->p->s->scenarios.item[run];

    if (!s)
        return;
    y->lever = BCL_NEW(w->p->a, const char *, s->nlever + 1);
    for (size_t i = 0; i < s->nlever; i++) {
        const bcl_lever *l = &s->lever[i];
        if (l->quantity == ref && lever_touches(l, at))
            y->lever[y->nlever++] = bcl_text_print(
                w->p->a, "levier « %s » (%s), scénario %s%s%s, %s:%d",
                l->head.title, l->head.id, l->scenario,
                l->action ? ", action " : "", l->action ? l->action : "",
                l->head.at.file, l->head.at.line);
    }
}

static void from_table(const walker *w, bcl_why *y, int ref,
                       const bcl_cell_of *at, size_t cell)
{
    const bcl_observed *o = &w->p->s->data.of[ref];
    const bcl_quantity *q = &w->m->quantity[ref];
    size_t years = bcl_dim_size(&w->m->dims, BCL_YEAR);
    bool dated = q->dims & BCL_YEAR_BIT;

    y->file = q->head.at.file;
    y->line = q->head.at.line;
    if (!o->v) {
        y->how = o->why;
        return;
    }
    size_t seen = cell;
    if (dated && !o->year[cell % years]) {
        while (seen % years > 0 && !o->year[seen % years])
            seen--;
        const char *rule = bcl_attr(q->head.xml, "prolonge");
        y->how = bcl_text_print(w->p->a, "prolongé depuis %d (%s)",
                                w->m->dims.first_year + (int)(seen % years),
                                rule ? rule : "constante");
    }
    (void)at;
    if (o->line && o->line[seen]) {
        y->file = o->file[o->which[seen]];
        y->line = o->line[seen];
    } else if (o->line) {
        y->how = y->how ? y->how
                        : "aucune ligne : vaut ce que la lecture dit "
                          "de l'absence de ligne";
    }
}

/* --- what a formula reads */

static bcl_why *explain(walker *w, int ref, const bcl_cell_of *at);

static bool same_operand(const bcl_why *a, const bcl_why *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->cell, b->cell) == 0;
}

static void add_operand(walker *w, bcl_why *y, int ref, const bcl_cell_of *at)
{
    bcl_why *o = explain(w, ref, at);

    for (size_t i = 0; i < y->noperand; i++)
        if (same_operand(y->operand[i], o))
            return;
    BCL_GROW(w->p->a, y->operand, y->noperand, &y->operand_cap);
    y->operand[y->noperand++] = o;
}

/* 1, 0, or -1 when the cell does not settle a branch. */
static int branch(const walker *w, const bcl_node *test, const bcl_cell_of *at)
{
    for (size_t i = 0; i < w->p->ntest; i++) {
        if (w->p->test[i].node != test)
            continue;
        looked k = look(w, w->p->test[i].wish, at);
        return k.cells != 1 || isnan(k.sum) ? -1 : k.sum != 0;
    }
    return -1;
}

/* Has the first value of a `defaut` anything to say there? */
static bool known(const walker *w, const bcl_node *x, const bcl_cell_of *at)
{
    for (size_t i = 0; i < w->p->ntest; i++)
        if (w->p->test[i].node == x)
            return !isnan(look(w, w->p->test[i].wish, at).sum);
    return true;
}

static void operands(walker *w, bcl_why *y, const bcl_node *n, bcl_cell_of at)
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

static const char *flow_words(const walker *w, const bcl_quantity *q)
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

static bool above(const walker *w, int ref)
{
    for (size_t i = 0; i < w->npath; i++)
        if (w->path[i] == ref)
            return true;
    return false;
}

/* A rate observed by a formula: computed up to the reference, then carried. */
static bool still_observed(const walker *w, const bcl_quantity *q,
                           const bcl_cell_of *at)
{
    return q->kind != BCL_INPUT || at->year <= w->m->dims.reference;
}

/* Balances are in the unit their flows are written in. */
static const bcl_quantity *written(const walker *w, const bcl_quantity *q)
{
    for (size_t i = 0; q->kind == BCL_HIDDEN && i < w->m->nquantity; i++) {
        const bcl_quantity *f = &w->m->quantity[i];
        if (f->kind == BCL_FLOW &&
            (f->from.process == q->process || f->to.process == q->process))
            return f;
    }
    return q;
}

static void describe(walker *w, bcl_why *y, int ref, const bcl_cell_of *at)
{
    const bcl_quantity *q = &w->m->quantity[ref], *of = written(w, q);
    looked k = look(w, w->p->own[ref], at);
    const bcl_values *v = bcl_plan_value(w->p, 0, w->p->own[ref]);

    *y = (bcl_why){.id = q->head.id,
                   .title = q->head.title,
                   .kind = kind_of(q),
                   .note = *q->head.note ? q->head.note : NULL,
                   .unit = of->unit_text ? of->unit_text : "1",
                   .file = q->head.at.file,
                   .line = q->head.at.line};
    name_cell(w, y, q, at, &k, of->unit ? bcl_unit_factor(of->unit) : 1);
    y->status = k.cells ? bcl_values_status(v, w->m, k.first) : "indisponible";
    if (q->expr)
        y->formula = bcl_expr_text(q->expr, w->p->a);
    if (q->kind == BCL_FLOW)
        y->how = flow_words(w, q);
    if (*q->head.source)
        y->source = bcl_sources_text(w->m, q->head.source, w->p->a);
    if (q->kind != BCL_INPUT)
        return;
    add_levers(w, y, ref, at);
    if (!q->node)
        from_table(w, y, ref, at, k.first);
    else if (!still_observed(w, q, at))
        y->how = bcl_text_print(
            w->p->a, "observé par formule jusqu'en %d, puis prolongé",
            w->m->dims.reference);
}

static bcl_why *explain(walker *w, int ref, const bcl_cell_of *at)
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
    walker w = {.p = p,
                .m = &p->s->m,
                .path = BCL_NEW(p->a, int, p->s->m.nquantity + 64),
                .depth = depth};

    return explain(&w, ref, at);
}
