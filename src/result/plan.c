/* plan.c -- see plan.h. */
#include "result/plan.h"
#include "result/control.h"

#include <string.h>

int bcl_plan_add(bcl_plan *p, const bcl_node *n, bcl_dimset dims)
{
    BCL_GROW(p->a, p->wish, p->n, &p->cap);
    BCL_GROW(p->a, p->only, p->n, &p->only_cap);
    p->wish[p->n] = (bcl_wish){.node = n, .dims = dims};
    p->only[p->n] = -1;
    return (int)p->n++;
}

static int add_quantity(bcl_plan *p, int ref)
{
    return bcl_plan_add(p, bcl_values_quantity(&p->s->m, ref, p->a),
                        p->s->m.quantity[ref].dims);
}

enum { FEW_MEMBERS = 20 };

/* A flow over the whole territory: summed over the dimensions that tell places
 * apart, those of more than a few members. */
int bcl_plan_add_over(bcl_plan *p, int ref)
{
    const bcl_model *m = &p->s->m;
    bcl_node *q = bcl_values_quantity(m, ref, p->a);
    bcl_dimset over = 0;

    for (size_t d = 1; d < m->dims.n; d++)
        if (bcl_dim_base(&m->dims, (int)d) == m->dims.slab ||
            bcl_dim_size(&m->dims, (int)d) > FEW_MEMBERS)
            over |= BCL_DIM_BIT(d);
    over &= q->dims;
    if (!over)
        return bcl_plan_add(p, q, q->dims);
    bcl_node *n =
        bcl_node_new(BCL_N_SUM, q->dims & ~over, q->unit, q->at, p->a);
    n->arg[0] = q;
    n->narg = 1;
    n->over = over;
    return bcl_plan_add(p, n, n->dims);
}

static void add_targets(bcl_plan *p, const bcl_target *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p->target[t[i].on] < 0)
            p->target[t[i].on] = p->indicator[t[i].on] >= 0
                                     ? p->indicator[t[i].on]
                                     : add_quantity(p, t[i].on);
}

static void choose_runs(bcl_plan *p)
{
    const bcl_scenarios *s = &p->s->scenarios;
    int *run = BCL_NEW(p->a, int, s->n + 1);

    for (size_t k = 0; k < s->n; k++)
        if (s->item[k].wanted)
            run[p->nrun++] = (int)k;
    if (p->nrun == 0)
        run[p->nrun++] = -1;
    p->run = run;
}

static void add_costs(bcl_plan *p)
{
    p->cost = BCL_NEW(p->a, int *, p->nrun);
    for (size_t k = 0; k < p->nrun; k++) {
        if (p->run[k] < 0)
            continue;
        const bcl_scenario *s = &p->s->scenarios.item[p->run[k]];
        p->cost[k] = BCL_NEW(p->a, int, s->ncost + 1);
        for (size_t c = 0; c < s->ncost; c++) {
            p->cost[k][c] = bcl_plan_add(p, s->cost[c].node, BCL_YEAR_BIT);
            p->only[p->cost[k][c]] = (int)k;
        }
    }
}

static int *blank(bcl_plan *p, size_t n)
{
    int *x = BCL_NEW(p->a, int, n + 1);

    for (size_t i = 0; i < n; i++)
        x[i] = -1;
    return x;
}

void bcl_plan_open(bcl_plan *p, const bcl_study *s, bcl_arena *a)
{
    *p = (bcl_plan){.s = s, .a = a};
    choose_runs(p);
}

void bcl_plan_start(bcl_plan *p, const bcl_study *s, bcl_arena *a)
{
    const bcl_model *m = &s->m;

    bcl_plan_open(p, s, a);
    p->ledger = BCL_NEW(a, int *, m->nledger + 1);
    for (size_t g = 0; g < m->nledger; g++) {
        const bcl_ledger *l = &m->ledger[g];
        p->ledger[g] = BCL_NEW(a, int, l->nline);
        for (size_t i = 0; i < l->nline; i++)
            p->ledger[g][i] =
                bcl_plan_add(p, l->line[i].node, l->dims | BCL_YEAR_BIT);
    }
    p->indicator = blank(p, m->nquantity);
    p->flow = blank(p, m->nquantity);
    p->target = blank(p, m->nquantity);
    for (size_t q = 0; q < m->nquantity; q++) {
        if (m->quantity[q].kind == BCL_INDICATOR)
            p->indicator[q] = add_quantity(p, (int)q);
        if (m->quantity[q].kind == BCL_FLOW)
            p->flow[q] = bcl_plan_add_over(p, (int)q);
    }
    add_targets(p, m->target, m->ntarget);
    for (size_t k = 0; k < s->scenarios.n; k++)
        add_targets(p, s->scenarios.item[k].target,
                    s->scenarios.item[k].ntarget);
    add_costs(p);
    bcl_control_plan(p);
}

/* The wishes of one run, side by side; their results, each in its place. */
static bool compute(bcl_plan *p, size_t run, bcl_diag *d)
{
    bcl_wish *wish = BCL_NEW(p->a, bcl_wish, p->n + 1);
    bcl_values *got = BCL_NEW(p->a, bcl_values, p->n + 1);
    const bcl_quantity ***missing =
        BCL_NEW(p->a, const bcl_quantity **, p->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        if (p->only[i] < 0 || p->only[i] == (int)run)
            wish[n++] = p->wish[i];
    if (!bcl_values_compute(got, missing, wish, n, p->s, p->run[run], p->a, d))
        return false;
    for (size_t i = p->n; i-- > 0;)
        if (p->only[i] < 0 || p->only[i] == (int)run) {
            p->value[run][i] = got[--n];
            p->missing[run][i] = missing[n];
        }
    return true;
}

/* Ledgers as they stood before reconciliation. */
static bool run_observed(bcl_plan *p, bcl_diag *d)
{
    const bcl_model *m = &p->s->m;
    bcl_wish *wish = BCL_NEW(p->a, bcl_wish, p->n + 1);
    bcl_values *got = BCL_NEW(p->a, bcl_values, p->n + 1);
    size_t n = 0;

    if (!p->s->reconciled.ncell || !p->ledger)
        return true;
    for (size_t g = 0; g < m->nledger; g++)
        for (size_t i = 0; i < m->ledger[g].nline; i++)
            wish[n++] = p->wish[p->ledger[g][i]];
    if (!bcl_values_compute(got, NULL, wish, n, p->s, BCL_AS_OBSERVED, p->a, d))
        return false;
    p->observed = BCL_NEW(p->a, bcl_values, p->n + 1);
    n = 0;
    for (size_t g = 0; g < m->nledger; g++)
        for (size_t i = 0; i < m->ledger[g].nline; i++)
            p->observed[p->ledger[g][i]] = got[n++];
    return true;
}

bool bcl_plan_run(bcl_plan *p, bcl_diag *d)
{
    bool ok = true;

    p->value = BCL_NEW(p->a, bcl_values *, p->nrun);
    p->missing = BCL_NEW(p->a, const bcl_quantity ***, p->nrun);
    for (size_t k = 0; k < p->nrun && ok; k++) {
        p->value[k] = BCL_NEW(p->a, bcl_values, p->n + 1);
        p->missing[k] = BCL_NEW(p->a, const bcl_quantity **, p->n + 1);
        ok = compute(p, k, d);
    }
    if (!ok || !run_observed(p, d))
        return false;
    if (p->ledger && p->s->reconciled.unknowns)
        bcl_known_lines_compute(&p->known, &p->s->reconciled, p->a);
    return true;
}

const char *bcl_plan_scenario(const bcl_plan *p, size_t k)
{
    return p->run[k] < 0 ? "" : p->s->scenarios.item[p->run[k]].head.id;
}

const char *bcl_plan_scenario_title(const bcl_plan *p, size_t k)
{
    return p->run[k] < 0 ? "Sans scénario"
                         : p->s->scenarios.item[p->run[k]].head.title;
}

const bcl_values *bcl_plan_value(const bcl_plan *p, size_t run, int wish)
{
    return run == BCL_PLAN_OBSERVED ? &p->observed[wish] : &p->value[run][wish];
}
