/* gather.c -- instructions that read their argument at other members: one,
 * some, or those that a table names. */
#include "engine/exec_private.h"

#include <math.h>

/* What a missing source cell is worth: a member not kept, or placed elsewhere,
 * is 0; one without a parent has no value. */
static void run_gather(void *context_, const bcl_runs *r)
{
    bcl_exec_context *c = context_;
    bool zero = c->i->op == BCL_N_KEEP || c->i->op == BCL_N_PLACE;
    const double nothing = zero ? 0.0 : (double)NAN;
    bcl_runs same = *r;

    if (r->off[1] >= 0) {
        bcl_kernel_copy(c->to.v + r->off[0], c->x[0].v + r->off[1], r);
        return;
    }
    same.stride[1] = same.line[1] = 0;
    bcl_kernel_copy(c->to.v + r->off[0], &nothing, &same);
}

/* The table of source offsets along the dimension an instruction reads
 * otherwise, made once; `driver` receives which dimension of the result it
 * follows. */
static const ptrdiff_t *gather_table(const bcl_exec_context *c, int *driver)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    const bcl_layout *x = bcl_exec_arg_layout(c, 0);
    ptrdiff_t **kept = &c->m->table[i - p->i];
    *driver = i->op == BCL_N_KEEP || i->op == BCL_N_PLACE ? i->dim : i->dim2;
    size_t n = bcl_dim_size(&p->m->dims, *driver);
    ptrdiff_t own = (ptrdiff_t)bcl_layout_stride(x, *driver),
              read = (ptrdiff_t)bcl_layout_stride(x, i->dim);

    if (*kept)
        return *kept;
    ptrdiff_t *t = *kept = BCL_NEW(p->a, ptrdiff_t, n + 1);
    for (size_t j = 0; j < n; j++) {
        ptrdiff_t at = (ptrdiff_t)j;
        if (i->op == BCL_N_KEEP)
            t[j] = i->keep[j] ? at * own : -1;
        else if (i->op == BCL_N_PLACE)
            t[j] = (int)j == i->member ? 0 : -1;
        else if (i->map[j] < 0)
            t[j] = -1;
        else
            t[j] = i->map[j] * read + (i->op == BCL_N_DIAGONAL ? at * own : 0);
    }
    return t;
}

/* Tables count from the first member: an operand held from another starts
 * before its array. */
static ptrdiff_t table_origin(const bcl_exec_context *c, int driver)
{
    const bcl_instr *i = c->i;

    if (driver != c->m->p->m->dims.slab ||
        (i->op != BCL_N_KEEP && i->op != BCL_N_DIAGONAL))
        return 0;
    return (ptrdiff_t)c->x[0].origin *
           (ptrdiff_t)bcl_layout_stride(bcl_exec_arg_layout(c, 0), driver);
}

static void gather_loop(bcl_exec_context *c, const bcl_window *w, bcl_loop *o)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    const bcl_layout *l = &i->layout;
    bcl_dimset skip = 0;
    int driver = -1;
    const ptrdiff_t *table = NULL;

    if (i->op != BCL_N_PICK) {
        table = gather_table(c, &driver);
        skip = BCL_DIM_BIT(driver);
    }
    bcl_loop_start(o, p, l, w);
    bcl_loop_operand(o, p, l, l, c->to.origin, w, 0);
    bcl_loop_operand(o, p, l, bcl_exec_arg_layout(c, 0), c->x[0].origin, w,
                     skip);
    if (table) {
        bcl_loop_table(o, 1, l, driver, table, p, w);
        o->base[1] -= table_origin(c, driver);
    } else
        o->base[1] +=
            (ptrdiff_t)i->member *
            (ptrdiff_t)bcl_layout_stride(bcl_exec_arg_layout(c, 0), i->dim);
    bcl_loop_merge(o);
}

void bcl_exec_gather(bcl_exec_context *c, const bcl_window *w)
{
    bcl_loop o;

    gather_loop(c, w, &o);
    bcl_loop_run_lines(&o, run_gather, c);
    if (c->to.hole)
        bcl_holes_gather(&c->to, &c->x[0], &o);
}
