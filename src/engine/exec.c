/* exec.c -- one instruction over a window. */
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

typedef struct {
    const bcl_machine *m;
    const bcl_instr *i;
    bcl_view to, x[3];
    bcl_kernel1 *one;
    bcl_kernel2 *two;
    const bcl_curve *curve;
} context;

static void open_context(context *c, bcl_machine *m, int instr,
                         const bcl_window *w)
{
    *c = (context){.m = m, .i = &m->p->i[instr]};
    c->to = bcl_machine_view(m, instr, w);
    for (int k = 0; k < c->i->narg; k++)
        c->x[k] = bcl_machine_view(m, c->i->arg[k], w);
}

static const bcl_layout *arg_layout(const context *c, int k)
{
    return &c->m->p->i[c->i->arg[k]].layout;
}

static void run_unary(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    context *c = context_;

    c->one(c->to.v + off[0], c->x[0].v + off[1], s[1], n);
}

static void run_binary(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    context *c = context_;

    c->two(c->to.v + off[0], c->x[0].v + off[1], s[1], c->x[1].v + off[2], s[2],
           n);
}

static void run_ternary(void *context_, size_t n, const ptrdiff_t *off,
                        const ptrdiff_t *s)
{
    context *c = context_;

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
    context c;
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

static void keep_step(const context *c, const bcl_loop *o, const bcl_window *w,
                      bcl_loop_body *body)
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
static void elementwise(context *c, const bcl_window *w, bcl_loop_body *body)
{
    const bcl_program *p = c->m->p;
    bcl_loop o;

    bcl_loop_start(&o, p, &c->i->layout, w);
    bcl_loop_operand(&o, p, &c->i->layout, &c->i->layout, c->to.origin, w, 0);
    for (int k = 0; k < c->i->narg; k++)
        bcl_loop_operand(&o, p, &c->i->layout, arg_layout(c, k), c->x[k].origin,
                         w, 0);
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
    context *c = context_;

    for (size_t i = 0; i < n; i++)
        c->to.v[off[0] + (ptrdiff_t)i] =
            read_curve(c->curve, c->x[0].v[off[1] + (ptrdiff_t)i * s[1]]);
}

/* What a missing source cell is worth: a member not kept, or placed elsewhere,
 * is 0; one without a parent has no value. */
static void run_gather(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    context *c = context_;
    bool zero = c->i->op == BCL_N_KEEP || c->i->op == BCL_N_PLACE;

    for (size_t i = 0; i < n; i++)
        c->to.v[off[0] + (ptrdiff_t)i * s[0]] =
            off[1] < 0 ? (zero ? 0.0 : (double)NAN)
                       : c->x[0].v[off[1] + (ptrdiff_t)i * s[1]];
}

/* The table of source offsets along the dimension an instruction reads
 * otherwise, made once; `driver` receives which dimension of the result it
 * follows. */
static const ptrdiff_t *gather_table(const context *c, int *driver)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    const bcl_layout *x = arg_layout(c, 0);
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
static ptrdiff_t table_origin(const context *c, int driver)
{
    const bcl_instr *i = c->i;

    if (driver != c->m->p->m->dims.slab ||
        (i->op != BCL_N_KEEP && i->op != BCL_N_DIAGONAL))
        return 0;
    return (ptrdiff_t)c->x[0].origin *
           (ptrdiff_t)bcl_layout_stride(arg_layout(c, 0), driver);
}

static void gather_loop(context *c, const bcl_window *w, bcl_loop *o)
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
    bcl_loop_operand(o, p, l, arg_layout(c, 0), c->x[0].origin, w, skip);
    if (table) {
        bcl_loop_table(o, 1, l, driver, table, p, w);
        o->base[1] -= table_origin(c, driver);
    } else
        o->base[1] += (ptrdiff_t)i->member *
                      (ptrdiff_t)bcl_layout_stride(arg_layout(c, 0), i->dim);
    bcl_loop_merge(o);
}

static void run_reduce(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    context *c = context_;

    if (off[1] >= 0)
        bcl_kernel_sum(c->to.v + off[1], c->to.count + off[1], s[1],
                       c->x[0].v + off[0], s[0], n);
}

static const ptrdiff_t *group_table(const context *c)
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
static void reduce_loop(context *c, const bcl_window *w, bcl_loop *o)
{
    const bcl_program *p = c->m->p;
    const bcl_instr *i = c->i;
    const bcl_layout *x = arg_layout(c, 0);
    bool group = i->op == BCL_N_GROUP;

    bcl_loop_start(o, p, x, w);
    bcl_loop_operand(o, p, x, x, c->x[0].origin, w, 0);
    bcl_loop_operand(o, p, x, &i->layout, c->to.origin, w,
                     group ? BCL_DIM_BIT(i->dim) : 0);
    if (group) {
        bcl_loop_table(o, 1, x, i->dim, group_table(c), p, w);
    }
    bcl_loop_merge(o);
}

static void run_clear(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    context *c = context_;

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
    context *c = context_;

    for (size_t i = 0; i < n && off[1] >= 0; i++)
        c->to.count[off[0] + (ptrdiff_t)i * s[0]] = 1;
}

static const ptrdiff_t *empty_table(const context *c)
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
static void know_empty_groups(context *c, const bcl_window *w)
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
    context *c = context_;

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

static void over_result(context *c, const bcl_window *w, bcl_loop_body *body)
{
    const bcl_program *p = c->m->p;
    bcl_loop o;

    bcl_loop_start(&o, p, &c->i->layout, w);
    bcl_loop_operand(&o, p, &c->i->layout, &c->i->layout, c->to.origin, w, 0);
    bcl_loop_merge(&o);
    bcl_loop_run(&o, body, c);
}

static void clear(context *c, const bcl_window *w)
{
    over_result(c, w, run_clear);
    if (c->i->op == BCL_N_GROUP)
        know_empty_groups(c, w);
}

static bcl_window everything(const bcl_machine *m)
{
    return (bcl_window){0, m->p->slab_cells, 0, m->p->years};
}

void bcl_exec_start(bcl_machine *m, int instr)
{
    context c;
    bcl_window w = everything(m);

    open_context(&c, m, instr, &w);
    clear(&c, &w);
}

void bcl_exec_finish(bcl_machine *m, int instr)
{
    context c;
    bcl_window w = everything(m);

    open_context(&c, m, instr, &w);
    over_result(&c, &w, run_close);
}

/* A reduction over the slab dimension only adds here: who runs the slabs
 * starts and finishes it. */
static void reduce(context *c, const bcl_window *w)
{
    bool whole = !bcl_streams(c->m->p, c->i);
    bcl_loop o;

    if (whole)
        clear(c, w);
    reduce_loop(c, w, &o);
    bcl_loop_run(&o, run_reduce, c);
    if (c->to.hole)
        bcl_holes_sum(&c->to, &c->x[0], &o);
    if (whole)
        over_result(c, w, run_close);
}

static void run_fill(void *context_, size_t n, const ptrdiff_t *off,
                     const ptrdiff_t *s)
{
    context *c = context_;

    for (size_t i = 0; i < n; i++)
        c->to.v[off[0] + (ptrdiff_t)i * s[0]] = c->i->number;
}

static void fill_vector(context *c, const bcl_window *w)
{
    const bcl_instr *i = c->i;

    if (i->op == BCL_N_NUMBER) {
        over_result(c, w, run_fill);
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

static void special(context *c, bcl_machine *m, int instr, const bcl_window *w)
{
    bcl_loop o;

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
        reduce(c, w);
        break;
    case BCL_N_PICK:
    case BCL_N_KEEP:
    case BCL_N_PLACE:
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
        gather_loop(c, w, &o);
        bcl_loop_run(&o, run_gather, c);
        if (c->to.hole)
            bcl_holes_gather(&c->to, &c->x[0], &o);
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
    context c;

    if (run_step(m, instr, w)) {
        if (m->p->i[instr].holes)
            bcl_exec_holes(m, instr, w);
        return;
    }
    open_context(&c, m, instr, w);
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
