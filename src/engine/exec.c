/* exec.c -- one instruction over a window. */
#include "engine/exec_private.h"
#include "engine/kernel.h"
#include "engine/private.h"
#include "engine/recur.h"

#include <math.h>
#include <string.h>

bcl_view bcl_machine_view(const bcl_machine *m, int instr, const bcl_window *w)
{
    const bcl_instr *i = &m->p->i[instr];

    if (i->whole || i->buffer < 0)
        return (bcl_view){i->v, i->hole, i->known, i->total, i->count, 0};
    return (bcl_view){
        m->buffer[i->buffer], i->holes ? m->hole[i->buffer] : NULL,
        m->known[i->buffer],  m->total[i->buffer],
        m->count[i->buffer],  w->from};
}

void bcl_exec_open(bcl_exec_context *c, bcl_machine *m, int instr,
                   const bcl_window *w)
{
    *c = (bcl_exec_context){.m = m, .i = &m->p->i[instr]};
    c->to = bcl_machine_view(m, instr, w);
    for (int k = 0; k < c->i->narg; k++)
        c->x[k] = bcl_machine_view(m, c->i->arg[k], w);
}

const bcl_layout *bcl_exec_arg_layout(const bcl_exec_context *c, int k)
{
    return &c->m->p->i[c->i->arg[k]].layout;
}

static void run_unary(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    c->one(c->to.v + off[0], c->x[0].v + off[1], s[1], n);
}

static void run_binary(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    c->two(c->to.v + off[0], c->x[0].v + off[1], s[1], c->x[1].v + off[2], s[2],
           n);
}

static void run_ternary(void *context_, size_t n, const ptrdiff_t *off,
                        const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    if (c->i->op == BCL_N_IF)
        bcl_kernel_if(c->to.v + off[0], c->x[0].v + off[1], s[1],
                      c->x[1].v + off[2], s[2], c->x[2].v + off[3], s[3], n);
    else
        bcl_kernel_clamp(c->to.v + off[0], c->x[0].v + off[1], s[1],
                         c->x[1].v + off[2], s[2], c->x[2].v + off[3], s[3], n);
}

/* One instruction over whole slabs: only where arrays kept whole are read moves
 * from one to the next. */
typedef struct bcl_step {
    bcl_exec_context c;
    bcl_loop o;
    bcl_loop_body *body;
    ptrdiff_t base[BCL_OPERANDS], move[BCL_OPERANDS];
} bcl_step;

static bool full_slab(const bcl_machine *m, const bcl_window *w)
{
    return w->y0 == 0 && w->y1 == m->p->years && w->to - w->from == m->slab &&
           m->slab < m->p->slab_cells;
}

static ptrdiff_t slab_move(const bcl_machine *m, int instr)
{
    const bcl_instr *x = &m->p->i[instr];
    int slab = m->p->m->dims.slab;

    return x->whole || x->buffer < 0
               ? (ptrdiff_t)bcl_layout_stride(&x->layout, slab)
               : 0;
}

static void keep_step(const bcl_exec_context *c, const bcl_loop *o,
                      const bcl_window *w, bcl_loop_body *body)
{
    const bcl_machine *m = c->m;
    int instr = (int)(c->i - m->p->i);

    if (!c->i->local || !full_slab(m, w))
        return;
    bcl_step *s = BCL_NEW(m->p->a, bcl_step, 1);
    *s = (bcl_step){.c = *c, .o = *o, .body = body};
    for (int k = 0; k < o->nop; k++) {
        s->move[k] = slab_move(m, k ? c->i->arg[k - 1] : instr);
        s->base[k] = o->base[k] - s->move[k] * (ptrdiff_t)w->from;
    }
    m->step[instr] = s;
}

static bool run_step(const bcl_machine *m, int instr, const bcl_window *w)
{
    bcl_step *s = m->step[instr];

    if (!s || !full_slab(m, w))
        return false;
    for (int k = 0; k < s->o.nop; k++)
        s->o.base[k] = s->base[k] + s->move[k] * (ptrdiff_t)w->from;
    bcl_loop_run(&s->o, s->body, &s->c);
    return true;
}

/* Result and arguments run together, each broadcast to the result. */
static void elementwise(bcl_exec_context *c, const bcl_window *w,
                        bcl_loop_body *body)
{
    const bcl_program *p = c->m->p;
    bcl_loop o;

    bcl_loop_start(&o, p, &c->i->layout, w);
    bcl_loop_operand(&o, p, &c->i->layout, &c->i->layout, c->to.origin, w, 0);
    for (int k = 0; k < c->i->narg; k++)
        bcl_loop_operand(&o, p, &c->i->layout, bcl_exec_arg_layout(c, k),
                         c->x[k].origin, w, 0);
    bcl_loop_merge(&o);
    keep_step(c, &o, w, body);
    bcl_loop_run(&o, body, c);
}

static double read_curve(const bcl_curve *c, double x)
{
    size_t lo = 0, hi = c->n - 1;

    if (isnan(x))
        return x;
    if ((x < c->x[0] || x > c->x[hi]) && c->strict)
        return NAN;
    if (!c->extend && x <= c->x[0])
        return c->y[0];
    if (!c->extend && x >= c->x[hi])
        return c->y[hi];
    if (c->n == 1)
        return c->y[0];
    while (hi - lo > 1) {
        size_t mid = (lo + hi) / 2;
        if (c->x[mid] <= x)
            lo = mid;
        else
            hi = mid;
    }
    double t = (x - c->x[lo]) / (c->x[lo + 1] - c->x[lo]);
    return c->y[lo] + t * (c->y[lo + 1] - c->y[lo]);
}

static void run_curve(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    for (size_t i = 0; i < n; i++)
        c->to.v[off[0] + (ptrdiff_t)i] =
            read_curve(c->curve, c->x[0].v[off[1] + (ptrdiff_t)i * s[1]]);
}

static void run_fill(void *context_, size_t n, const ptrdiff_t *off,
                     const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    for (size_t i = 0; i < n; i++)
        c->to.v[off[0] + (ptrdiff_t)i * s[0]] = c->i->number;
}

static void fill_vector(bcl_exec_context *c, const bcl_window *w)
{
    const bcl_instr *i = c->i;

    if (i->op == BCL_N_NUMBER) {
        bcl_exec_over_result(c, w, run_fill);
    } else if (i->op == BCL_N_YEAR) {
        for (size_t y = w->y0; y < w->y1; y++)
            c->to.v[y] = c->m->p->m->dims.first_year + (double)y;
    } else {
        bool slab = i->dim == c->m->p->m->dims.slab;
        size_t from = slab ? w->from : 0, to = slab ? w->to : i->layout.cells;
        for (size_t j = from; j < to; j++)
            c->to.v[j - c->to.origin] = (int)j == i->member ? 1.0 : 0.0;
    }
}

static void special(bcl_exec_context *c, bcl_machine *m, int instr,
                    const bcl_window *w)
{
    switch (c->i->op) {
    case BCL_N_IF:
    case BCL_N_CLAMP:
        elementwise(c, w, run_ternary);
        break;
    case BCL_N_CURVE:
        c->curve = &m->p->m->curve[c->i->ref];
        elementwise(c, w, run_curve);
        break;
    case BCL_N_SUM:
    case BCL_N_GROUP:
        bcl_exec_reduce(c, w);
        break;
    case BCL_N_PICK:
    case BCL_N_KEEP:
    case BCL_N_PLACE:
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
        bcl_exec_gather(c, w);
        break;
    case BCL_N_NUMBER:
    case BCL_N_YEAR:
    case BCL_N_MEMBER:
        fill_vector(c, w);
        break;
    case BCL_I_INPUT:
    case BCL_I_GIVEN:
        break; /* whole from the start */
    default:
        bcl_exec_recur(m, instr, w);
    }
}

void bcl_exec(bcl_machine *m, int instr, const bcl_window *w)
{
    bcl_exec_context c;

    if (run_step(m, instr, w)) {
        if (m->p->i[instr].holes)
            bcl_exec_holes(m, instr, w);
        return;
    }
    bcl_exec_open(&c, m, instr, w);
    c.one = bcl_kernel_unary(c.i->op);
    c.two = bcl_kernel_binary(c.i->op);
    if (c.one)
        elementwise(&c, w, run_unary);
    else if (c.two)
        elementwise(&c, w, run_binary);
    else
        special(&c, m, instr, w);
    if (c.to.hole)
        bcl_exec_holes(m, instr, w);
}
