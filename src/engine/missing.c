/* missing.c -- which donnees a result without a value waits for. */
#include "engine/private.h"

enum { UNSEEN, THERE, LACKS };

typedef struct {
    const bcl_model *m;
    const bcl_input *input;
    const bcl_quantity **q; /* [m->nquantity + 1] */
    size_t n;
    uint8_t *seen; /* by quantity */
} list;

static list new_list(const bcl_model *m, const bcl_input *input, bcl_arena *a)
{
    return (list){.m = m,
                  .input = input,
                  .q = BCL_NEW(a, const bcl_quantity *, m->nquantity + 1),
                  .seen = BCL_NEW(a, uint8_t, m->nquantity + 1)};
}

static bool from_formula(list *l, const bcl_node *n);

/* A donnee without any slice; a rate gives what it reads in its stead, or
 * itself when all of that is there, but never in the same year. */
static bool from_quantity(list *l, int ref)
{
    const bcl_quantity *q = &l->m->quantity[ref];
    bool input = q->kind == BCL_INPUT;

    if (l->seen[ref])
        return l->seen[ref] == LACKS;
    l->seen[ref] = THERE; /* also met again inside its own formula */
    if (input && l->input[ref].slice)
        return false;
    bool lacks = q->node && from_formula(l, q->node);
    if (input && !lacks)
        l->q[l->n++] = q;
    l->seen[ref] = lacks || input ? LACKS : THERE;
    return lacks || input;
}

static void take_back(list *l, size_t n)
{
    while (l->n > n)
        l->seen[l->q[--l->n] - l->m->quantity] = UNSEEN;
}

/* defaut(x, y) waits only when both do: then for x. */
static bool from_default(list *l, const bcl_node *n)
{
    size_t before = l->n;
    bool first = from_formula(l, n->arg[0]);
    size_t kept = l->n;
    bool both = from_formula(l, n->arg[1]) && first;

    take_back(l, both ? kept : before);
    return both;
}

static bool from_formula(list *l, const bcl_node *n)
{
    bool lacks = false;

    if (n->op == BCL_N_QUANTITY)
        return from_quantity(l, n->ref);
    if (n->op == BCL_N_DEFAULT)
        return from_default(l, n);
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            lacks = from_formula(l, n->arg[k]) || lacks;
    return lacks;
}

size_t bcl_input_missing(const bcl_quantity ***out, const bcl_model *m,
                         const bcl_input *input, const bcl_node *n,
                         bcl_arena *a)
{
    list l = new_list(m, input, a);

    from_formula(&l, n);
    *out = l.q;
    return l.n;
}

static void from_instruction(list *l, const bcl_program *p, int i, size_t y,
                             bool *met)
{
    const bcl_instr *s = &p->i[i];
    size_t before = l->n;
    double test;

    if (met[i] || s->avail[y])
        return;
    met[i] = true;
    if (s->op == BCL_I_INPUT && l->input[s->ref].slice && !l->seen[s->ref]) {
        l->seen[s->ref] = LACKS; /* has values, in other years */
        l->q[l->n++] = &l->m->quantity[s->ref];
    } else if (s->op == BCL_I_INPUT) {
        from_quantity(l, s->ref);
    }
    if (s->op == BCL_N_IF && bcl_program_constant(p, s->arg[0], y, &test)) {
        from_instruction(l, p, s->arg[test != 0 ? 1 : 2], y, met);
        return;
    }
    for (int k = 0; k < s->narg; k++)
        if (s->op != BCL_N_DEFAULT || l->n == before)
            from_instruction(l, p, s->arg[k], y, met);
}

const bcl_quantity **bcl_program_missing(const bcl_program *p, int root,
                                         size_t year, bcl_arena *a)
{
    if (p->i[root].avail[year])
        return NULL;
    list l = new_list(p->m, p->input, p->a);
    from_instruction(&l, p, root, year, BCL_NEW(p->a, bool, p->n));
    if (!l.n)
        return NULL;
    const bcl_quantity **out = BCL_NEW(a, const bcl_quantity *, l.n + 1);
    for (size_t i = 0; i < l.n; i++)
        out[i] = l.q[i];
    return out;
}
