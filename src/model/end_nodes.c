/* end_nodes.c -- what a flow brings to the cells of a process, as formulas. */
#include "model/process.h"

bcl_node *bcl_node_unary(bcl_node_op op, bcl_node *x, bcl_dimset dims,
                         bcl_arena *a)
{
    bcl_node *n = bcl_node_new(op, dims, x->unit, x->at, a);

    n->arg[0] = x;
    n->narg = 1;
    return n;
}

static bcl_node *sum_over(bcl_node *x, bcl_dimset over, bcl_arena *a)
{
    if (!(over & x->dims))
        return x;
    bcl_node *n = bcl_node_unary(BCL_N_SUM, x, x->dims & ~over, a);
    n->over = over & x->dims;
    return n;
}

bcl_node *bcl_node_quantity(const bcl_model *m, int ref, bcl_arena *a)
{
    const bcl_quantity *q = &m->quantity[ref];
    bcl_node *n = bcl_node_new(BCL_N_QUANTITY, q->dims, q->unit, q->head.at, a);

    n->ref = ref;
    return n;
}

static bcl_node *apply_index(const bcl_model *m, const bcl_end_index *i,
                             bcl_node *x, bcl_arena *a)
{
    bcl_dimset bit = BCL_DIM_BIT(i->dim);
    bcl_node *n;
    int *map;

    if (i->keep) {
        n = bcl_node_unary(BCL_N_KEEP, x, x->dims, a);
        n->dim = i->dim;
        n->keep = i->keep;
        return n;
    }
    x = sum_over(x, bit, a); /* the other end's index, if it carries one */
    if (i->member >= 0) {
        n = bcl_node_unary(BCL_N_PLACE, x, x->dims | bit, a);
        n->dim = i->dim;
        n->member = i->member;
        return n;
    }
    bcl_dim_leads(&m->dims, i->from, i->dim, &map, a);
    n = bcl_node_unary(BCL_N_GROUP, x, (x->dims & ~BCL_DIM_BIT(i->from)) | bit,
                       a);
    n->dim = i->from;
    n->dim2 = i->dim;
    n->map = map;
    return n;
}

bcl_node *bcl_end_node(const bcl_model *m, const bcl_quantity *q, int ref,
                       const bcl_end *end, const bcl_process *p, bcl_arena *a)
{
    bcl_node *n = bcl_node_quantity(m, ref, a);

    (void)q;
    for (size_t i = 0; i < end->nindex; i++)
        n = apply_index(m, &end->index[i], n, a);
    return sum_over(n, n->dims & ~p->by, a);
}

bcl_node *bcl_end_back(const bcl_model *m, const bcl_quantity *q,
                       const bcl_end *end, const bcl_process *p, bcl_node *x,
                       bcl_arena *a)
{
    (void)p;
    (void)q;
    for (size_t i = 0; i < end->nindex; i++) {
        const bcl_end_index *e = &end->index[i];
        bcl_dimset without = x->dims & ~BCL_DIM_BIT(e->dim);
        bcl_node *n;
        int *map;
        if (e->keep) {
            n = bcl_node_unary(BCL_N_KEEP, x, x->dims, a);
            n->keep = e->keep;
        } else if (e->member >= 0) {
            n = bcl_node_unary(BCL_N_PICK, x, without, a);
            n->member = e->member;
        } else {
            bcl_dim_leads(&m->dims, e->from, e->dim, &map, a);
            n = bcl_node_unary(BCL_N_REPLACE, x, without | BCL_DIM_BIT(e->from),
                               a);
            n->dim2 = e->from;
            n->map = map;
        }
        n->dim = e->dim;
        x = n;
    }
    return x;
}
