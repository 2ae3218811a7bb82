/* lower.c -- from settled formulas to instructions. */
#include "engine/private.h"

#include <string.h>

static int emit(bcl_program *p, int op, bcl_dimset dims, bcl_pos at)
{
    BCL_GROW(p->a, p->i, p->n, &p->cap);
    p->i[p->n] = (bcl_instr){.op = op,
                             .dims = dims,
                             .layout = bcl_layout_of(&p->m->dims, dims),
                             .ref = -1,
                             .dim = -1,
                             .dim2 = -1,
                             .buffer = -1,
                             .at = at};
    return (int)p->n++;
}

static int emit1(bcl_program *p, int op, bcl_dimset dims, bcl_pos at, int x)
{
    int i = emit(p, op, dims, at);

    p->i[i].arg[0] = x;
    p->i[i].narg = 1;
    return i;
}

static int emit2(bcl_program *p, int op, bcl_pos at, int x, int y)
{
    int i = emit1(p, op, p->i[x].dims | p->i[y].dims, at, x);

    p->i[i].arg[1] = y;
    p->i[i].narg = 2;
    return i;
}

static int lower(bcl_program *p, const bcl_node *n);

/* A quantity fitted to its measure. */
static int fitted(bcl_program *p, int ref, int x, bcl_pos at)
{
    const bcl_quantity *q = &p->m->quantity[ref];

    if (!p->input || !p->input[ref].slice)
        return x;
    int by = emit(p, BCL_I_INPUT, q->dims, at);
    p->i[by].ref = ref;
    return emit2(p, q->fit == BCL_FIT_GAP ? BCL_I_SHIFT : BCL_I_SCALE, at, x,
                 by);
}

/* One instruction a quantity, made before what it is computed from: cycles
 * meet there.  It is a copy, forgotten once all is known. */
static int quantity(bcl_program *p, int ref, bcl_pos at)
{
    const bcl_quantity *q = &p->m->quantity[ref];

    if (p->of_quantity[ref] >= 0)
        return p->of_quantity[ref];
    bool input = q->kind == BCL_INPUT;
    int i = emit(p, input ? BCL_I_INPUT : BCL_I_COPY, q->dims, at);
    p->i[i].ref = ref;
    p->of_quantity[ref] = i;
    if (input)
        return i;
    int x = fitted(p, ref, lower(p, q->node), at);
    p->i[i].arg[0] = x;
    p->i[i].narg = 1;
    return i;
}

static int sum(bcl_program *p, bcl_pos at, int x, bcl_dimset over)
{
    over &= p->i[x].dims;
    if (!over)
        return x;
    int i = emit1(p, BCL_N_SUM, p->i[x].dims & ~over, at, x);
    p->i[i].over = over;
    return i;
}

/* rapport(x, y sur d): sums over the cells where both are known. */
static int ratio(bcl_program *p, const bcl_node *n)
{
    int x = lower(p, n->arg[0]), y = lower(p, n->arg[1]);
    int xs = sum(p, n->at, emit2(p, BCL_I_BOTH, n->at, x, y), n->over);
    int ys = sum(p, n->at, emit2(p, BCL_I_BOTH, n->at, y, x), n->over);

    int i = emit2(p, BCL_N_DIV, n->at, xs, ys);

    p->i[i].paired = true;
    return i;
}

static int share(bcl_program *p, const bcl_node *n)
{
    int x = lower(p, n->arg[0]);

    return emit2(p, BCL_I_SHARE, n->at, x, sum(p, n->at, x, n->over));
}

static int given(bcl_program *p, const bcl_node *n, int ref)
{
    int i = emit(p, BCL_I_GIVEN, p->given[ref].dims, n->at);

    p->i[i].ref = ref;
    return i;
}

static int plain(bcl_program *p, const bcl_node *n)
{
    int arg[3] = {0}, narg = 0;

    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            arg[narg++] = lower(p, n->arg[k]);
    int i = emit(p, (int)n->op, n->dims, n->at);
    bcl_instr *s = &p->i[i];
    memcpy(s->arg, arg, sizeof arg);
    s->narg = narg;
    s->number = n->number;
    s->ref = n->ref;
    s->dim = n->dim;
    s->dim2 = n->dim2;
    s->member = n->member;
    s->map = n->map;
    s->keep = n->keep;
    s->over = n->over;
    return i;
}

static int lower(bcl_program *p, const bcl_node *n)
{
    switch (n->op) {
    case BCL_N_QUANTITY:
        return quantity(p, n->ref, n->at);
    case BCL_N_SUM:
        return sum(p, n->at, lower(p, n->arg[0]), n->over);
    case BCL_N_RATIO:
        return ratio(p, n);
    case BCL_N_SHARE:
        return share(p, n);
    case BCL_N_REPEAT: {
        int x = lower(p, n->arg[0]);
        return emit1(p, BCL_I_COPY, n->dims, n->at, x);
    }
    case BCL_N_INHERITED:
        return given(p, n, 0);
    case BCL_N_PARENT:
        /* Without a scenario to inherit from, its own values. */
        return p->ngiven && n->ref >= 0 ? given(p, n, n->ref)
                                        : lower(p, n->arg[0]);
    default:
        return plain(p, n);
    }
}

int bcl_program_add(bcl_program *p, const bcl_node *n, bcl_dimset dims)
{
    if (!p->of_quantity) {
        p->of_quantity = BCL_NEW(p->a, int, p->m->nquantity + 1);
        for (size_t q = 0; q < p->m->nquantity; q++)
            p->of_quantity[q] = -1;
        p->years = p->m->dims.dim[BCL_YEAR].member.n;
        p->slab_cells = p->m->dims.slab > 0
                            ? bcl_dim_size(&p->m->dims, p->m->dims.slab)
                            : 1;
    }
    int i = lower(p, n);
    i = emit1(p, BCL_I_COPY, dims | p->i[i].dims, n->at, i);
    p->i[i].root = true;
    return i;
}
