/* exec.c -- one instruction over a window. */
#include "engine/exec_private.h"
#include "engine/kernel.h"
#include "engine/private.h"
#include "engine/recur.h"

#include <math.h>

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

static void run_kernel(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;
    const double *x[3] = {0};

    for (int k = 0; k < c->i->narg; k++)
        x[k] = c->x[k].v + off[k + 1];
    c->kernel(c->to.v + off[0], x, s + 1, n);
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

void bcl_exec_curve(double *to, const bcl_curve *c, const double *x,
                    ptrdiff_t sx, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = read_curve(c, x[(ptrdiff_t)i * sx]);
}

static void run_curve(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    bcl_exec_context *c = context_;

    bcl_exec_curve(c->to.v + off[0], &c->m->p->m->curve[c->i->ref],
                   c->x[0].v + off[1], s[1], n);
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
    case BCL_N_CURVE:
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
        bcl_exec_input(m, instr, w);
        break;
    default:
        bcl_exec_recur(m, instr, w);
    }
}

void bcl_exec(bcl_machine *m, int instr, const bcl_window *w)
{
    bcl_exec_context c;

    bcl_exec_open(&c, m, instr, w);
    c.kernel = bcl_kernel_of(c.i->op);
    if (c.kernel)
        elementwise(&c, w, run_kernel);
    else
        special(&c, m, instr, w);
    if (c.to.hole)
        bcl_exec_holes(m, instr, w);
}
