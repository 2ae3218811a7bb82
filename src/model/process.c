/* process.c -- see process.h. */
#include "model/process.h"
#include "core/text.h"
#include "model/private.h"

#include <string.h>

/* All that enters (or leaves) a process, one flow left out; NULL when nothing
 * does. */
static bcl_node *throughput(const bcl_model *m, int process, bool entering,
                            int except, bcl_arena *a)
{
    bcl_node *sum = NULL;

    for (size_t i = 0; i < m->nquantity; i++) {
        const bcl_quantity *q = &m->quantity[i];
        const bcl_end *end = entering ? &q->to : &q->from;
        if (q->kind != BCL_FLOW || end->process != process || (int)i == except)
            continue;
        bcl_node *n = bcl_end_node(m, q, (int)i, end, &m->process[process], a);
        sum = sum ? bcl_node_binary(BCL_N_ADD, sum, n, a) : n;
    }
    return sum;
}

static bcl_node *nothing(const bcl_model *m, int process, bcl_arena *a)
{
    bcl_node *n =
        bcl_node_new(BCL_N_NUMBER, 0, NULL, m->process[process].head.at, a);

    n->literal = true;
    return n;
}

/* Inflow and outflow are read in several places: quantities of their own. */
static int hidden(bcl_model *m, int process, bool entering, bcl_arena *a)
{
    bcl_process *p = &m->process[process];
    bcl_node *n = throughput(m, process, entering, -1, a);
    bcl_quantity q = {.kind = BCL_HIDDEN,
                      .head = p->head,
                      .dims = p->by,
                      .rest_dim = -1,
                      .measure = -1,
                      .stock = -1,
                      .driver = -1,
                      .process = process,
                      .cohorts = -1};

    q.head.id = bcl_text_print(a, "%s de %s", entering ? "entrée" : "sortie",
                               p->head.id);
    q.node = n ? n : nothing(m, process, a);
    q.unit = q.node->unit;
    BCL_GROW(a, m->quantity, m->nquantity, &m->quantity_cap);
    m->quantity[m->nquantity++] = q;
    return (int)m->nquantity - 1;
}

bcl_node *bcl_process_gap(const bcl_model *m, const bcl_process *p,
                          bcl_arena *a)
{
    if (!p->balanced || p->stock >= 0 || p->inflow < 0)
        return NULL;
    return bcl_node_binary(BCL_N_SUB, bcl_node_quantity(m, p->inflow, a),
                           bcl_node_quantity(m, p->outflow, a), a);
}

static bool same_units(bcl_model *m, int process, bcl_arena *a, bcl_diag *d)
{
    const bcl_quantity *first = NULL;
    bool ok = true;

    for (size_t i = 0; i < m->nquantity; i++) {
        const bcl_quantity *q = &m->quantity[i];
        if (q->kind != BCL_FLOW ||
            (q->from.process != process && q->to.process != process))
            continue;
        if (!first)
            first = q;
        else if (!bcl_unit_same(first->unit, q->unit))
            ok = bcl_fail(d, "U03", q->head.at,
                          "le processus « %s » reçoit des %s (« %s ») et des "
                          "%s (« %s »)",
                          m->process[process].head.id, first->unit_text,
                          first->head.id, q->unit_text, q->head.id);
    }
    (void)a;
    return ok;
}

/* Do two closing flows of one process close different cells? */
static bool apart(const bcl_end *a, const bcl_end *b)
{
    for (size_t i = 0; i < a->nindex; i++)
        for (size_t j = 0; j < b->nindex; j++) {
            const bcl_end_index *x = &a->index[i], *y = &b->index[j];
            if (x->dim != y->dim)
                continue;
            if (x->member >= 0 && y->member >= 0 && x->member != y->member)
                return true;
            if (x->keep && y->member >= 0 && !x->keep[y->member])
                return true;
            if (y->keep && x->member >= 0 && !y->keep[x->member])
                return true;
        }
    return false;
}

static bool one_closing(const bcl_model *m, int ref, bcl_diag *d)
{
    const bcl_quantity *q = &m->quantity[ref];
    const bcl_end *end = q->closes_to ? &q->to : &q->from;

    for (int i = 0; i < ref; i++) {
        const bcl_quantity *o = &m->quantity[i];
        if (o->kind != BCL_FLOW || o->flow != BCL_FLOW_CLOSING)
            continue;
        const bcl_end *other = o->closes_to ? &o->to : &o->from;
        if (other->process == end->process && !apart(end, other))
            return bcl_fail(d, "R03", q->head.at,
                            "deux soldes ferment « %s » : « %s » et « %s » "
                            "(%s:%d)",
                            m->process[end->process].head.id, q->head.id,
                            o->head.id, o->head.at.file, o->head.at.line);
    }
    if (m->process[end->process].stock >= 0)
        return bcl_fail(d, "R03", q->head.at,
                        "« %s » a un stock, qui prend ce qui entre et ne sort "
                        "pas : il n'y a rien à solder",
                        m->process[end->process].head.id);
    return true;
}

static bool fits(const bcl_model *m, const bcl_quantity *q, const bcl_node *n,
                 const char *code, bcl_arena *a, bcl_diag *d)
{
    return n->dims == q->dims || n->literal ||
           bcl_fail(d, code, q->head.at,
                    "le flux « %s » est déclaré %s ; son bilan donne une "
                    "grandeur %s",
                    q->head.id, bcl_dimset_text(&m->dims, q->dims, a),
                    bcl_dimset_text(&m->dims, n->dims, a));
}

static bool compile_closing(bcl_model *m, int ref, bcl_arena *a, bcl_diag *d)
{
    bcl_quantity *q = &m->quantity[ref];
    const bcl_end *end = q->closes_to ? &q->to : &q->from;
    const bcl_process *p = &m->process[end->process];

    if (!one_closing(m, ref, d))
        return false;
    bcl_node *in = throughput(m, end->process, true, ref, a);
    bcl_node *out = throughput(m, end->process, false, ref, a);
    if (!in)
        in = nothing(m, end->process, a);
    if (!out)
        out = nothing(m, end->process, a);
    bcl_node *n = q->closes_to ? bcl_node_binary(BCL_N_SUB, out, in, a)
                               : bcl_node_binary(BCL_N_SUB, in, out, a);
    n->dims = p->by;
    q->node = bcl_end_back(m, q, end, p, n, a);
    return fits(m, q, q->node, "D10", a, d);
}

static bool compile_coefficient(bcl_model *m, bcl_quantity *q, bcl_arena *a,
                                bcl_diag *d)
{
    const bcl_process *p = &m->process[q->from.process];
    bcl_node *inflow =
        bcl_end_back(m, q, &q->from, p, bcl_node_quantity(m, p->inflow, a), a);
    bcl_node *n = bcl_node_binary(BCL_N_MUL, q->node, inflow, a);

    n->unit = q->unit;
    q->node = n;
    return fits(m, q, n, "D10", a, d);
}

static bool compile_stock(bcl_model *m, bcl_quantity *q, bcl_arena *a,
                          bcl_diag *d)
{
    const bcl_process *p = &m->process[q->process];
    bcl_node *net =
        bcl_node_binary(BCL_N_SUB, bcl_node_quantity(m, p->inflow, a),
                        bcl_node_quantity(m, p->outflow, a), a);
    const bcl_unit *an = bcl_unit_parse(m->units, "an", q->head.at, d);

    net->dims = p->by;
    net->unit = m->quantity[p->inflow].unit ? m->quantity[p->inflow].unit
                                            : m->quantity[p->outflow].unit;
    q->node = bcl_node_unary(BCL_N_STOCK, net, q->dims, a);
    q->node->arg[1] = q->initial;
    q->node->narg = 2;
    q->node->ref = (int)(q - m->quantity);
    q->node->member = q->since;
    q->node->unit = q->unit;
    if (an && net->unit &&
        !bcl_unit_same(bcl_unit_multiply(m->units, net->unit, an), q->unit))
        return bcl_fail(
            d, "U01", q->head.at,
            "le stock « %s » est en %s ; ses flux s'accumulent en "
            "%s",
            q->head.id, q->unit_text,
            bcl_unit_text(bcl_unit_multiply(m->units, net->unit, an), a));
    return an != NULL;
}

/* What a driven stock takes in, loses by age or gives up early: three sides of
 * one computation. */
static bool compile_driven(bcl_model *m, bcl_quantity *q, bcl_arena *a,
                           bcl_diag *d)
{
    const bcl_quantity *s = &m->quantity[q->stock];

    if (s->driver < 0)
        return bcl_fail(d, "R15", q->head.at,
                        "« %s » n'est pas piloté : rien n'en est retiré avant "
                        "l'âge",
                        s->head.id);
    bcl_node *target = m->quantity[s->driver].wanted;
    bcl_node *n = bcl_node_unary(BCL_N_DRIVEN, target, s->dims, a);
    n->arg[1] = s->initial;
    n->narg = 2;
    n->ref = q->stock;
    n->member = s->since;
    n->dim = q->flow == BCL_FLOW_DRIVING ? 0
             : q->flow == BCL_FLOW_EARLY ? 2
                                         : 1;
    n->unit = q->unit;
    q->node = n;
    return fits(m, q, n, "D01", a, d);
}

/* A cohort stock loses by age alone: another outflow would have to say whom it
 * takes. */
static bool compile_retired(bcl_model *m, bcl_quantity *q, bcl_arena *a,
                            bcl_diag *d)
{
    const bcl_quantity *s = &m->quantity[q->stock];
    const bcl_process *p = &m->process[s->process];

    for (size_t i = 0; i < m->nquantity; i++) {
        const bcl_quantity *o = &m->quantity[i];
        if (o->kind == BCL_FLOW && o->from.process == s->process && o != q &&
            o->flow != BCL_FLOW_EARLY)
            return bcl_fail(d, "R15", o->head.at,
                            "« %s » porte un stock à durée de vie : seule sa "
                            "fin de vie en sort, pas « %s »",
                            p->head.id, o->head.id);
    }
    if (s->driver >= 0)
        return compile_driven(m, q, a, d);
    q->node = bcl_node_unary(BCL_N_RETIRED, bcl_node_quantity(m, p->inflow, a),
                             s->dims, a);
    q->node->arg[1] = s->initial;
    q->node->narg = 2;
    q->node->ref = q->stock;
    q->node->member = s->since;
    q->node->unit = q->unit;
    return fits(m, q, q->node, "D01", a, d);
}

bool bcl_process_compile(bcl_model *m, bcl_arena *a, bcl_diag *d)
{
    bool ok = true;
    size_t n = m->nquantity;

    for (size_t p = 0; p < m->nprocess; p++) {
        if (!m->process[p].balanced)
            continue;
        ok = same_units(m, (int)p, a, d) && ok;
        m->process[p].inflow = hidden(m, (int)p, true, a);
        m->process[p].outflow = hidden(m, (int)p, false, a);
    }
    for (size_t i = 0; i < n; i++)
        m->quantity[i].wanted = m->quantity[i].node;
    for (size_t i = 0; i < n; i++) {
        bcl_quantity *q = &m->quantity[i];
        if (q->kind == BCL_STOCK)
            ok = compile_stock(m, q, a, d) && ok;
        if (q->kind != BCL_FLOW)
            continue;
        if (q->flow == BCL_FLOW_CLOSING)
            ok = compile_closing(m, (int)i, a, d) && ok;
        if (q->flow == BCL_FLOW_COEFFICIENT)
            ok = compile_coefficient(m, q, a, d) && ok;
        if (q->flow == BCL_FLOW_RETIRED)
            ok = compile_retired(m, q, a, d) && ok;
        if (q->flow == BCL_FLOW_DRIVING || q->flow == BCL_FLOW_EARLY)
            ok = compile_driven(m, q, a, d) && ok;
    }
    return ok;
}
