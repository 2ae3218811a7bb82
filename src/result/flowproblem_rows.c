/* flowproblem_rows.c -- see flowproblem.h: the rows. */
#include "core/text.h"
#include "result/flowproblem_private.h"

#include <math.h>
#include <string.h>

static void start_row(bcl_problem_builder *b, const char *name)
{
    size_t n = b->out->p.nrow++;

    BCL_GROW(b->a, b->start, n, &b->start_cap);
    BCL_GROW(b->a, b->rhs, n, &b->rhs_cap);
    BCL_GROW(b->a, b->out->row, n, &b->name_cap);
    b->start[n] = b->nterm;
    b->rhs[n] = 0;
    b->out->row[n] = name;
}

static void add_term(bcl_problem_builder *b, int var, double coef)
{
    BCL_GROW(b->a, b->var, b->nterm, &b->var_term_cap);
    BCL_GROW(b->a, b->coef, b->nterm, &b->coef_cap);
    b->var[b->nterm] = var;
    b->coef[b->nterm++] = coef;
}

static void add_product(bcl_problem_builder *b, int x, int y, double coef)
{
    size_t n = b->out->p.nproduct++;

    BCL_GROW(b->a, b->product, n, &b->product_cap);
    b->product[n] = (bcl_rec_product){(int)b->out->p.nrow - 1, x, y, coef};
}

static bool is_exact(const bcl_problem_number *m)
{
    return !isnan(m->value) && m->sd == 0;
}

/* coef * x * y, where an exact one is only a coefficient. */
static void add_times(bcl_problem_builder *b, int x, int y, double coef)
{
    if (is_exact(&b->number[y]))
        add_term(b, x, coef * b->number[y].value);
    else if (is_exact(&b->number[x]))
        add_term(b, y, coef * b->number[x].value);
    else
        add_product(b, x, y, coef);
}

/* ---- constraints ---- */

static void add_constraints(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;

    for (size_t k = 0; k < t->nconstraint; k++) {
        const bcl_table_constraint *c = &t->constraint[k];
        start_row(b, bcl_text_print(b->a, "la contrainte « %s »", c->name));
        for (size_t i = 0; i < c->nterm; i++)
            add_term(b, c->term[i].flow, c->term[i].coef);
        b->rhs[b->out->p.nrow - 1] =
            c->rhs * t->flow[c->term[0].flow].unit.factor;
    }
}

/* ---- shares ---- */

static int shared_flow(const bcl_problem_builder *b, int flow, int substance)
{
    return substance < 0 ? flow
                         : b->content[(size_t)substance * b->out->table->nflow +
                                      (size_t)flow];
}

/* Does `s` begin the row of its flow?  Shares of several inflows add up. */
static bool begins_row(const bcl_flowtable *t, size_t s)
{
    for (size_t k = 0; k < s && t->share[s].input >= 0; k++)
        if (t->share[k].input >= 0 && t->share[k].flow == t->share[s].flow &&
            t->share[k].substance == t->share[s].substance)
            return false;
    return true;
}

static void add_share_row(bcl_problem_builder *b, size_t s)
{
    const bcl_flowtable *t = b->out->table;
    const bcl_table_share *x = &t->share[s];
    int first = (int)b->first_share;

    start_row(b, bcl_text_print(b->a, "la part de « %s » dans « %s »",
                                t->flows.text[x->flow],
                                t->processes.text[x->process]));
    add_term(b, shared_flow(b, x->flow, x->substance), 1);
    for (size_t i = 0; i < t->nflow && x->input < 0; i++)
        if (t->flow[i].to == x->process)
            add_times(b, shared_flow(b, (int)i, x->substance), first + (int)s,
                      -1);
    for (size_t k = s; k < t->nshare && x->input >= 0; k++)
        if (t->share[k].input >= 0 && t->share[k].flow == x->flow &&
            t->share[k].substance == x->substance)
            add_times(b, shared_flow(b, t->share[k].input, x->substance),
                      first + (int)k, -1);
}

/* Shares of one inflow told for every outflow: all of it leaves. */
static void add_share_sum(bcl_problem_builder *b, size_t s)
{
    const bcl_flowtable *t = b->out->table;
    const bcl_table_share *x = &t->share[s];
    size_t told = 0, outflows = 0;

    for (size_t f = 0; f < t->nflow; f++)
        outflows += t->flow[f].from == x->process;
    for (size_t k = 0; k < t->nshare; k++) {
        bool same = t->share[k].input == x->input &&
                    t->share[k].substance == x->substance;
        if (same && k < s)
            return;
        told += same;
    }
    if (told < outflows)
        return;
    start_row(b, bcl_text_print(b->a, "la somme des parts de « %s »",
                                t->flows.text[x->input]));
    for (size_t k = s; k < t->nshare; k++)
        if (t->share[k].input == x->input &&
            t->share[k].substance == x->substance)
            add_term(b, (int)(b->first_share + k), 1);
    b->rhs[b->out->p.nrow - 1] = 1;
}

static void add_shares(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;

    for (size_t s = 0; s < t->nshare; s++) {
        if (begins_row(t, s))
            add_share_row(b, s);
        if (t->share[s].input >= 0)
            add_share_sum(b, s);
    }
}

/* ---- contents ---- */

static void add_contents(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;

    for (size_t i = 0; i < t->nflow * t->substances.n; i++) {
        if (b->content[i] < 0 || b->concentration[i] < 0)
            continue;
        int flow = (int)(i % t->nflow);
        start_row(b, bcl_text_print(b->a, "la teneur en « %s » de « %s »",
                                    t->substances.text[i / t->nflow],
                                    t->flows.text[flow]));
        add_term(b, b->content[i], 1);
        add_times(b, flow, b->concentration[i], -1);
    }
}

void bcl_problem_add_rows(bcl_problem_builder *b)
{
    bcl_rec_problem *p = &b->out->p;

    add_constraints(b);
    add_shares(b);
    add_contents(b);
    BCL_GROW(b->a, b->start, p->nrow, &b->start_cap);
    b->start[p->nrow] = b->nterm;
    p->start = b->start;
    p->var = b->var;
    p->coef = b->coef;
    p->rhs = b->rhs;
    p->product = b->product;
}
