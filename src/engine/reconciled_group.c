/* reconciled_group.c -- constraints that share unknowns. */
#include "engine/reconciled_solve.h"

/* Constraints by number: measured quantities, then processes. */
static int constraint_of(const bcl_reconciled_row *r, const bcl_model *m)
{
    return r->quantity >= 0 ? r->quantity : (int)m->nquantity - 1 - r->quantity;
}

int bcl_reconciled_root(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

void bcl_reconciled_join(int *parent, int a, int b)
{
    parent[bcl_reconciled_root(parent, a)] = bcl_reconciled_root(parent, b);
}

/* Unknowns tie the constraints that read them. */
static int *tie(const bcl_equations *e, const bcl_unknowns *u)
{
    size_t n = u->m->nquantity + u->m->nprocess;
    int *parent = BCL_NEW(u->a, int, n + 1);
    int *first = BCL_NEW(u->a, int, u->nunknown + 1);

    for (size_t i = 0; i < n; i++)
        parent[i] = (int)i;
    for (size_t r = 0; r < e->n; r++) {
        int own = constraint_of(&e->row[r], u->m);
        for (size_t k = 0; k < e->gap[r].n; k++) {
            int *of = &first[e->gap[r].unknown[k]];
            if (*of)
                bcl_reconciled_join(parent, *of - 1, own);
            else
                *of = own + 1;
        }
    }
    return parent;
}

static void add_member(bcl_reconciled_group *g, int quantity, bcl_arena *a)
{
    for (size_t i = 0; i < g->nmember; i++)
        if (g->member[i] == quantity)
            return;
    int *more = BCL_NEW(a, int, g->nmember + 1);
    for (size_t i = 0; i < g->nmember; i++)
        more[i] = g->member[i];
    more[g->nmember++] = quantity;
    g->member = more;
}

void bcl_reconciled_group_rows(bcl_reconciled *out, const bcl_equations *e,
                               bcl_unknowns *u)
{
    size_t n = u->m->nquantity + u->m->nprocess;
    int *parent = tie(e, u), *number = BCL_NEW(u->a, int, n + 1);

    out->group = BCL_NEW(u->a, bcl_reconciled_group, n + 1);
    for (size_t r = 0; r < e->n; r++) {
        int root = bcl_reconciled_root(parent, constraint_of(&e->row[r], u->m));
        if (!number[root])
            number[root] = (int)++out->ngroup;
        int g = number[root] - 1;
        out->row[r].group = g;
        out->group[g].nrow += !e->row[r].exact;
        add_member(&out->group[g], e->row[r].quantity, u->a);
        for (size_t k = 0; k < e->gap[r].n; k++) {
            bcl_unknown *x = &u->unknown[e->gap[r].unknown[k]];
            if (x->group >= 0)
                continue;
            x->group = g;
            x->local = (int)out->group[g].nunknown++;
        }
    }
}

void bcl_reconciled_mark_exact(bcl_reconciled *out, const bcl_equations *e)
{
    for (size_t r = 0; r < e->n; r++) {
        bool flat = true;
        for (size_t k = 0; k < e->gap[r].n; k++)
            flat = flat && e->gap[r].slope[k] == 0;
        if (flat && !out->row[r].exact) {
            out->row[r].exact = true;
            out->group[out->row[r].group].nrow--;
        }
    }
}
