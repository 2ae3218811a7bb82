/* reduce.c -- sums over dimensions and by group. */
#include "engine/exec_private.h"
#include "engine/kernel.h"

#include <math.h>

static void run_reduce(void *context_, const bcl_runs *r)
{
    bcl_exec_context *c = context_;

    if (r->off[1] >= 0)
        bcl_kernel_sum(c->to.v + r->off[1], c->to.count + r->off[1],
                       c->x[0].v + r->off[0], r);
}

static const ptrdiff_t *group_table(const bcl_exec_context *c)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    ptrdiff_t **kept = &c->m->table[i - p->i];
    size_t n = bcl_dim_size(&p->m->dims, i->dim);
    ptrdiff_t stride = (ptrdiff_t)bcl_layout_stride(&i->layout, i->dim2);

    if (*kept)
        return *kept;
    ptrdiff_t *t = *kept = BCL_NEW(p->a, ptrdiff_t, n + 1);
    for (size_t j = 0; j < n; j++)
        t[j] = i->map[j] < 0 ? -1 : i->map[j] * stride;
    return t;
}

/* Source drives: operand 0 is the source, 1 the sums. */
static void reduce_loop(bcl_exec_context *c, const bcl_window *w, bcl_loop *o)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    const bcl_layout *x = bcl_exec_arg_layout(c, 0);
    bool group = i->op == BCL_N_GROUP;

    bcl_loop_start(o, p, x, w);
    bcl_loop_operand(o, p, x, x, c->x[0].origin, w, 0);
    bcl_loop_operand(o, p, x, &i->layout, c->to.origin, w,
                     group ? BCL_DIM_BIT(i->dim) : 0);
    if (group)
        bcl_loop_table(o, 1, x, i->dim, group_table(c), p, w);
    bcl_loop_merge(o);
}

static void run_clear(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    for (size_t i = 0; i < n; i++) {
        ptrdiff_t k = off[0] + (ptrdiff_t)i * s[0];
        c->to.v[k] = 0;
        c->to.count[k] = 0;
        if (c->to.hole) {
            c->to.hole[k] = 0;
            c->to.known[k] = c->to.total[k] = 0;
        }
    }
}

static void run_known(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    for (size_t i = 0; i < n && off[1] >= 0; i++)
        c->to.count[off[0] + (ptrdiff_t)i * s[0]] = 1;
}

static const ptrdiff_t *empty_table(const bcl_exec_context *c)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    ptrdiff_t **kept = &c->m->empty[i - p->i];

    if (*kept)
        return *kept;
    *kept = BCL_NEW(p->a, ptrdiff_t, bcl_dim_size(&p->m->dims, i->dim2) + 1);
    for (size_t j = 0; j < bcl_dim_size(&p->m->dims, i->dim); j++)
        if (i->map[j] >= 0)
            (*kept)[i->map[j]] = -1;
    return *kept;
}

/* A group without members is known to be 0: nothing there is unknown. */
static void know_empty_groups(bcl_exec_context *c, const bcl_window *w)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    bcl_loop o;

    bcl_loop_start(&o, p, &i->layout, w);
    bcl_loop_operand(&o, p, &i->layout, &i->layout, c->to.origin, w, 0);
    bcl_loop_operand(&o, p, &i->layout, &i->layout, 0, w, ~(bcl_dimset)0);
    bcl_loop_table(&o, 1, &i->layout, i->dim2, empty_table(c), p, w);
    bcl_loop_run(&o, run_known, c);
}

/* A sum of nothing known has no value. */
static void run_close(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    for (size_t i = 0; i < n; i++) {
        ptrdiff_t k = off[0] + (ptrdiff_t)i * s[0];
        if (c->to.count[k] == 0)
            c->to.v[k] = NAN;
        if (!c->to.hole)
            continue;
        uint8_t h = c->to.hole[k];
        if (c->to.count[k] > 0)
            c->to.hole[k] = h & BCL_HOLE_PARTIAL ? BCL_HOLE_PARTIAL
                            : h                  ? BCL_HOLE_LOWER
                                                 : 0;
        else
            c->to.hole[k] = h & (uint8_t)(BCL_HOLE_SECRET | BCL_HOLE_MISSING);
    }
}

void bcl_exec_over_result(bcl_exec_context *c, const bcl_window *w,
                          bcl_loop_body *body)
{
    const bcl_program *p = c->m->p;
    bcl_loop o;

    bcl_loop_start(&o, p, &c->i->layout, w);
    bcl_loop_operand(&o, p, &c->i->layout, &c->i->layout, c->to.origin, w, 0);
    bcl_loop_merge(&o);
    bcl_loop_run(&o, body, c);
}

static void clear(bcl_exec_context *c, const bcl_window *w)
{
    bcl_exec_over_result(c, w, run_clear);
    if (c->i->op == BCL_N_GROUP)
        know_empty_groups(c, w);
}

static bcl_window everything(const bcl_machine *m)
{
    return (bcl_window){0, m->p->slab_cells, 0, m->p->years};
}

void bcl_exec_start(bcl_machine *m, int instr)
{
    bcl_exec_context c;
    bcl_window w = everything(m);

    bcl_exec_open(&c, m, instr, &w);
    clear(&c, &w);
}

void bcl_exec_finish(bcl_machine *m, int instr)
{
    bcl_exec_context c;
    bcl_window w = everything(m);

    bcl_exec_open(&c, m, instr, &w);
    bcl_exec_over_result(&c, &w, run_close);
}

/* A reduction over the slab dimension only adds here: who runs the slabs
 * starts and finishes it. */
void bcl_exec_reduce(bcl_exec_context *c, const bcl_window *w)
{
    bool whole = !bcl_streams(c->m->p, c->i);
    bcl_loop o;

    if (whole)
        clear(c, w);
    reduce_loop(c, w, &o);
    bcl_loop_run_lines(&o, run_reduce, c);
    if (c->to.hole)
        bcl_holes_sum(&c->to, &c->x[0], &o);
    if (whole)
        bcl_exec_over_result(c, w, run_close);
}
