/* graph.c -- order of computation: components, and which unknowns a loop is
 * solved for. */
#include "core/text.h"
#include "engine/private.h"
#include "engine/tarjan.h"

#include <string.h>

bool bcl_reads_now(const bcl_instr *i, int k)
{
    return i->op != BCL_N_PREVIOUS || k > 0;
}

bool bcl_reads_before(const bcl_instr *i, int k)
{
    return (i->op == BCL_N_PREVIOUS && k == 0) || i->op == BCL_N_CUMUL ||
           ((i->op == BCL_N_STOCK || i->op == BCL_N_RETIRED ||
             i->op == BCL_N_DRIVEN) &&
            k == 0);
}

bcl_edge bcl_edge_of(const bcl_program *p, const bcl_instr *i, int k)
{
    int slab = p->m->dims.slab;
    const bcl_instr *x = &p->i[i->arg[k]];

    if (slab < 0 || !(x->dims & BCL_DIM_BIT(slab)))
        return BCL_EDGE_PLAIN;
    if (bcl_input_held(p, x))
        return BCL_EDGE_PLAIN;
    if (i->op == BCL_N_SUM && (i->over & BCL_DIM_BIT(slab)))
        return BCL_EDGE_REDUCE;
    if (i->op == BCL_N_GROUP && i->dim == slab)
        return BCL_EDGE_REDUCE;
    if ((i->op == BCL_N_PICK || i->op == BCL_N_REPLACE ||
         i->op == BCL_N_DIAGONAL) &&
        i->dim == slab)
        return BCL_EDGE_BARRIER;
    return BCL_EDGE_PLAIN;
}

/* Copies that change nothing are read through. */
int bcl_read_through(const bcl_program *p, int i)
{
    for (size_t hops = 0; hops <= p->n; hops++) {
        const bcl_instr *s = &p->i[i];
        if (s->op != BCL_I_COPY || s->root || s->arg[0] == i ||
            p->i[s->arg[0]].dims != s->dims)
            return i;
        i = s->arg[0];
    }
    return i; /* copies in a ring: found as a cycle later */
}

/* Is instruction `s` affine in what the loop holds?  The culprit otherwise. */
static bool affine(const bcl_program *p, const bcl_instr *s, const bool *in)
{
    int inside = 0;

    for (int k = 0; k < s->narg; k++)
        inside += in[s->arg[k]] && bcl_reads_now(s, k);
    (void)p;
    switch (s->op) {
    case BCL_N_MUL:
        return inside <= 1;
    case BCL_N_DIV:
        return !in[s->arg[1]];
    case BCL_N_IF:
        return !in[s->arg[0]];
    case BCL_I_BOTH:
        return !in[s->arg[1]];
    case BCL_N_ADD:
    case BCL_N_SUB:
    case BCL_N_NEG:
    case BCL_I_COPY:
    case BCL_N_SUM:
    case BCL_N_GROUP:
    case BCL_N_PICK:
    case BCL_N_KEEP:
    case BCL_N_PLACE:
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
    case BCL_N_STOCK:
    case BCL_N_RETIRED:
    case BCL_N_DRIVEN:
    case BCL_N_CUMUL:
    case BCL_N_DEFAULT:
    case BCL_N_PREVIOUS:
        return true;
    default:
        return inside == 0;
    }
}

/* R04: a cycle that cannot be solved, with the names along it; the culprit is
 * the operation that forbids it, -1 when none does. */
static bool fail_cycle(bcl_program *p, const int *member, size_t n, int culprit)
{
    bcl_fail(p->d, "R04",
             culprit < 0 ? bcl_program_place(p, member, n) : p->i[culprit].at,
             "ces grandeurs se calculent l'une par l'autre la même année, "
             "autrement que par des coefficients et des soldes : %s",
             bcl_program_names(p, member, n));
    return bcl_hint(p->d, "precedent(…) lit l'année d'avant");
}

/* Unknowns of a loop: cut every cycle.  Closing flows make good ones, but any
 * that a walk finds again on its path will do; few is better. */
static size_t choose_cuts(bcl_program *p, const int *member, size_t n,
                          int **cut, int *order)
{
    bool *left = BCL_NEW(p->a, bool, p->n);
    size_t ncut = 0;

    *cut = BCL_NEW(p->a, int, n);
    for (size_t i = 0; i < n; i++)
        left[member[i]] = true;
    for (;;) {
        bcl_tarjan t = bcl_tarjan_run(p, left, true, member, n);
        int worst = -1;
        double ways = 0;
        for (int c = 0; c < t.found; c++) {
            size_t size = t.start[c + 1] - t.start[c];
            int v = t.order[t.start[c]];
            if (size < 2 || !left[v])
                continue;
            for (size_t i = t.start[c]; i < t.start[c + 1]; i++) {
                int seen = 0, w = t.order[i];
                for (size_t j = t.start[c]; j < t.start[c + 1]; j++)
                    for (int k = 0; k < p->i[t.order[j]].narg; k++)
                        seen += p->i[t.order[j]].arg[k] == w;
                /* few cells, many readers */
                double score = seen / (double)p->i[w].layout.cells;
                if (worst < 0 || score > ways) {
                    worst = w;
                    ways = score;
                }
            }
            break;
        }
        if (worst < 0) {
            size_t at = 0;
            for (size_t i = 0; i < t.norder; i++)
                if (left[t.order[i]])
                    order[at++] = t.order[i];
            for (size_t i = 0; i < ncut; i++)
                order[at++] = (*cut)[i];
            return ncut;
        }
        left[worst] = false;
        (*cut)[ncut++] = worst;
    }
}

static bool is_loop(const bcl_program *p, const int *member, size_t n)
{
    if (n > 1)
        return true;
    const bcl_instr *s = &p->i[member[0]];
    for (int k = 0; k < s->narg; k++)
        if (s->arg[k] == member[0])
            return true;
    return false;
}

/* Only a balance couples quantities on purpose: a cycle of plain formulas is a
 * mistake, even where it has a solution. */
static bool is_balanced(const bcl_program *p, const int *member, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const bcl_quantity *q = bcl_program_quantity(p, member[i]);
        if (q && q->kind == BCL_FLOW && q->flow != BCL_FLOW_VALUE)
            return true;
    }
    return false;
}

/* Cut one loop within the year, after checking that it is affine. */
static bool cut_loop(bcl_program *p, int *member, size_t n, int **cut,
                     size_t *ncut)
{
    bool *in = BCL_NEW(p->a, bool, p->n);
    int *order = BCL_NEW(p->a, int, n);

    for (size_t i = 0; i < n; i++)
        in[member[i]] = true;
    for (size_t i = 0; i < n; i++)
        if (!affine(p, &p->i[member[i]], in))
            return fail_cycle(p, member, n, member[i]);
    if (n == 1 || !is_balanced(p, member, n))
        return fail_cycle(p, member, n, -1);
    *ncut = choose_cuts(p, member, n, cut, order);
    memcpy(member, order, n * sizeof *member);
    return true;
}

/* A component through time: its parts within the year, in order. */
static bool split_recurrent(bcl_program *p, bcl_component *c)
{
    bool *in = BCL_NEW(p->a, bool, p->n);

    for (size_t i = 0; i < c->n; i++)
        in[c->instr[i]] = true;
    bcl_tarjan t = bcl_tarjan_run(p, in, true, c->instr, c->n);
    c->nsub = (size_t)t.found;
    c->sub = BCL_NEW(p->a, int, c->nsub + 1);
    c->sub_cyclic = BCL_NEW(p->a, bool, c->nsub);
    c->sub_cut = BCL_NEW(p->a, int *, c->nsub);
    c->nsub_cut = BCL_NEW(p->a, size_t, c->nsub);
    for (size_t s = 0; s < c->nsub; s++) {
        size_t n = t.start[s + 1] - t.start[s];
        int *member = t.order + t.start[s];
        c->sub[s] = (int)t.start[s];
        bool self = false;
        for (int k = 0; k < p->i[member[0]].narg; k++)
            self = self || (p->i[member[0]].arg[k] == member[0] &&
                            bcl_reads_now(&p->i[member[0]], k));
        c->sub_cyclic[s] = n > 1 || self;
        if (c->sub_cyclic[s] &&
            !cut_loop(p, member, n, &c->sub_cut[s], &c->nsub_cut[s]))
            return false;
    }
    c->sub[c->nsub] = (int)t.norder;
    memcpy(c->instr, t.order, c->n * sizeof *c->instr);
    return true;
}

static bool through_time(const bcl_program *p, const bcl_component *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const bcl_instr *s = &p->i[c->instr[i]];
        for (int k = 0; k < s->narg; k++)
            if (bcl_reads_before(s, k) &&
                p->i[s->arg[k]].component == s->component)
                return true;
    }
    return false;
}

static bool make_component(bcl_program *p, bcl_component *c, int *member,
                           size_t n, int index)
{
    c->instr = member;
    c->n = n;
    for (size_t i = 0; i < n; i++)
        p->i[member[i]].component = index;
    if (!is_loop(p, member, n))
        return true;
    c->recurrent = through_time(p, c);
    if (c->recurrent)
        return split_recurrent(p, c);
    c->cyclic = true;
    return cut_loop(p, member, n, &c->cut, &c->ncut);
}

bool bcl_program_order(bcl_program *p)
{
    int *roots = BCL_NEW(p->a, int, p->n + 1);
    size_t nroots = 0;
    bool ok = true;

    for (size_t i = 0; i < p->n; i++) {
        for (int k = 0; k < p->i[i].narg; k++)
            p->i[i].arg[k] = bcl_read_through(p, p->i[i].arg[k]);
        p->i[i].component = -1;
        if (p->i[i].root)
            roots[nroots++] = (int)i;
    }
    bcl_tarjan t = bcl_tarjan_run(p, NULL, false, roots, nroots);
    p->ncomponent = (size_t)t.found;
    p->component = BCL_NEW(p->a, bcl_component, p->ncomponent + 1);
    for (size_t c = 0; c < p->ncomponent; c++)
        ok = make_component(p, &p->component[c], t.order + t.start[c],
                            t.start[c + 1] - t.start[c], (int)c) &&
             ok;
    if (!ok)
        return false;
    bcl_program_phases(p);
    bcl_program_spread(p);
    bcl_program_keep(p);
    return bcl_program_fits(p);
}
