/* holes.c -- why a cell has no value, and how much of a sum is known.
 *
 * Runs beside the numbers, only for instructions that some secret or missing
 * cell can reach: masks do not depend on levers.  Coverage of a result is the
 * lowest of its operands'; of a sum, known cells over all cells that have a
 * row. */
#include "engine/private.h"

#include <math.h>

typedef struct {
    const bcl_instr *i;
    bcl_view to, x[3];
    int first; /* argument behind operand 1 */
} context;

static uint8_t hole_of(const bcl_view *v, ptrdiff_t at)
{
    return v->hole ? v->hole[at] : 0;
}

/* Keep the lower of two coverages. */
static void cover(context *c, ptrdiff_t to, const bcl_view *x, ptrdiff_t at)
{
    float known = x->hole ? x->known[at] : 1,
          total = x->hole ? x->total[at] : 1;

    if (total == 0)
        return;
    if (c->to.total[to] == 0 ||
        known * c->to.total[to] < c->to.known[to] * total) {
        c->to.known[to] = known;
        c->to.total[to] = total;
    }
}

/* What a known result of known and partly known numbers is: still a minimum
 * where the operation grows with what is a minimum (numbers here are >= 0). */
static uint8_t partly(const bcl_instr *i, const uint8_t *hole)
{
    uint8_t all = hole[0] | hole[1] | hole[2];
    bool grows;

    if (!all)
        return 0;
    switch (i->op) {
    case BCL_N_ADD:
    case BCL_N_MUL:
    case BCL_N_MAX:
    case BCL_I_SCALE:
    case BCL_I_SHIFT:
    case BCL_I_COPY:
    case BCL_I_BOTH:
        grows = true;
        break;
    case BCL_N_SUB:
    case BCL_N_DIV:
    case BCL_I_SHARE:
        grows = !hole[1];
        break;
    case BCL_N_IF:
        grows = !hole[0];
        break;
    default:
        grows = false;
    }
    return grows && !(all & BCL_HOLE_PARTIAL) ? BCL_HOLE_LOWER
                                              : BCL_HOLE_PARTIAL;
}

/* A product with a zero that is known is known, whatever the other is. */
static bool known_zero(const context *c, const ptrdiff_t *off,
                       const ptrdiff_t *s, size_t k)
{
    for (int a = 0; a < 2; a++) {
        ptrdiff_t at = off[a + 1] + (ptrdiff_t)k * s[a + 1];
        if (c->x[a].v[at] == 0 && hole_of(&c->x[a], at) == 0)
            return true;
    }
    return false;
}

enum { HAS_VALUE = BCL_HOLE_LOWER | BCL_HOLE_PARTIAL };

/* What fits a sum to its measure stands for the cells it lacks. */
static bool made_whole(const context *c, ptrdiff_t at)
{
    return (c->i->op == BCL_I_SCALE && c->x[1].v[at] != 1) ||
           (c->i->op == BCL_I_SHIFT && c->x[1].v[at] != 0);
}

static void run_elementwise(void *context_, size_t n, const ptrdiff_t *off,
                            const ptrdiff_t *s)
{
    context *c = context_;

    for (size_t k = 0; k < n; k++) {
        ptrdiff_t i = (ptrdiff_t)k, to = off[0] + i * s[0];
        uint8_t hole[3] = {0};
        bool branch = c->i->op == BCL_N_IF;
        double test = branch ? c->x[0].v[off[1] + i * s[1]] : 0;
        c->to.known[to] = c->to.total[to] = 0;
        for (int a = 0; a < c->i->narg; a++) {
            ptrdiff_t at = off[a + 1] + i * s[a + 1];
            if (branch && !isnan(test) && a == (test != 0 ? 2 : 1))
                continue; /* the branch not taken */
            hole[a] = hole_of(&c->x[a], at);
            if (c->x[a].hole)
                cover(c, to, &c->x[a], at);
        }
        if (c->to.total[to] == 0)
            c->to.known[to] = c->to.total[to] = 1;
        c->to.hole[to] = isnan(c->to.v[to])
                             ? (uint8_t)((hole[0] | hole[1] | hole[2]) &
                                         ~(unsigned)HAS_VALUE)
                             : partly(c->i, hole);
        if (c->i->op == BCL_N_MUL && c->to.v[to] == 0 &&
            known_zero(c, off, s, k))
            c->to.hole[to] = 0;
        if (!isnan(c->to.v[to]) && made_whole(c, off[2] + i * s[2])) {
            c->to.hole[to] = 0;
            c->to.known[to] = c->to.total[to] = 1;
        }
    }
}

static void run_gather(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    context *c = context_;

    for (size_t k = 0; k < n; k++) {
        ptrdiff_t to = off[0] + (ptrdiff_t)k * s[0],
                  at = off[1] + (ptrdiff_t)k * s[1];
        bool there = off[1] >= 0;
        c->to.hole[to] = there ? hole_of(&c->x[0], at) : 0;
        c->to.known[to] = there && c->x[0].hole ? c->x[0].known[at] : 0;
        c->to.total[to] = there && c->x[0].hole ? c->x[0].total[at] : 0;
    }
}

static void run_sum(void *context_, size_t n, const ptrdiff_t *off,
                    const ptrdiff_t *s)
{
    context *c = context_;

    if (off[1] < 0)
        return;
    for (size_t k = 0; k < n; k++) {
        ptrdiff_t at = off[0] + (ptrdiff_t)k * s[0],
                  to = off[1] + (ptrdiff_t)k * s[1];
        c->to.hole[to] |= hole_of(&c->x[0], at);
        c->to.known[to] += c->x[0].hole ? c->x[0].known[at] : 1;
        c->to.total[to] += c->x[0].hole ? c->x[0].total[at] : 1;
    }
}

/* What accumulates over years keeps the holes of earlier ones. */
static void run_scan(void *context_, size_t n, const ptrdiff_t *off,
                     const ptrdiff_t *s)
{
    context *c = context_;

    for (size_t k = 0; k < n; k++) {
        ptrdiff_t to = off[0] + (ptrdiff_t)k * s[0],
                  at = off[1] + (ptrdiff_t)k * s[1];
        uint8_t hole = hole_of(&c->x[0], at);
        c->to.known[to] = c->to.total[to] = 0;
        cover(c, to, &c->x[0], at);
        if (to > 0 && c->first > 0)
            hole |= c->to.hole[to - 1];
        c->to.hole[to] = isnan(c->to.v[to])        ? hole
                         : hole & BCL_HOLE_PARTIAL ? BCL_HOLE_PARTIAL
                         : hole                    ? BCL_HOLE_LOWER
                                                   : 0;
    }
}

static void loop(bcl_machine *m, context *c, const bcl_window *w,
                 bcl_loop_body *body)
{
    const bcl_program *p = m->p;
    const bcl_layout *driver = &c->i->layout;
    bcl_loop o;

    bcl_loop_start(&o, p, driver, w);
    bcl_loop_operand(&o, p, driver, driver, c->to.origin, w, 0);
    for (int k = 0; k < c->i->narg && k < 3; k++)
        bcl_loop_operand(&o, p, driver, &p->i[c->i->arg[k]].layout,
                         c->x[k].origin, w, 0);
    bcl_loop_merge(&o);
    bcl_loop_run(&o, body, c);
}

static void scan(bcl_machine *m, context *c, const bcl_window *w)
{
    for (size_t y = w->y0; y < w->y1; y++) {
        bcl_window one = *w;
        one.y0 = y;
        one.y1 = y + 1;
        c->first = (int)y;
        loop(m, c, &one, run_scan);
    }
}

/* A year copied from one argument or the other, as the numbers were. */
static void copied(bcl_machine *m, context *c, const bcl_window *w)
{
    const bcl_program *p = m->p;
    bool previous = c->i->op == BCL_N_PREVIOUS;

    for (size_t y = w->y0; y < w->y1; y++) {
        bcl_window one = *w;
        bcl_loop o;
        ptrdiff_t read = (ptrdiff_t)y - previous;
        bool first = read >= 0 && p->i[c->i->arg[0]].avail[read];
        int k = first || c->i->narg < 2 ? 0 : 1;
        const bcl_layout *x = &p->i[c->i->arg[k]].layout;
        context view = *c;
        one.y0 = y;
        one.y1 = y + 1;
        view.x[0] = c->x[k];
        bcl_loop_start(&o, p, &c->i->layout, &one);
        bcl_loop_operand(&o, p, &c->i->layout, &c->i->layout, c->to.origin,
                         &one, 0);
        bcl_loop_operand(&o, p, &c->i->layout, x, c->x[k].origin, &one, 0);
        if (previous && first)
            o.base[1] -= (ptrdiff_t)bcl_layout_stride(x, BCL_YEAR);
        if (previous && !first && k == 0)
            continue; /* nothing before the first year */
        bcl_loop_merge(&o);
        bcl_loop_run(&o, run_gather, &view);
    }
}

void bcl_exec_holes(bcl_machine *m, int instr, const bcl_window *w)
{
    context c = {.i = &m->p->i[instr]};

    c.to = bcl_machine_view(m, instr, w);
    for (int k = 0; k < c.i->narg; k++)
        c.x[k] = bcl_machine_view(m, c.i->arg[k], w);
    switch (c.i->op) {
    case BCL_N_SUM:
    case BCL_N_GROUP:
    case BCL_N_PICK:
    case BCL_N_KEEP:
    case BCL_N_PLACE:
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
        break; /* beside the numbers, with their tables: exec.c */
    case BCL_N_PREVIOUS:
    case BCL_N_DEFAULT:
        copied(m, &c, w);
        break;
    case BCL_N_CUMUL:
    case BCL_N_STOCK:
    case BCL_N_RETIRED:
    case BCL_N_DRIVEN:
        scan(m, &c, w);
        break;
    case BCL_I_INPUT:
    case BCL_I_GIVEN:
        break;
    default:
        loop(m, &c, w, run_elementwise);
    }
}

void bcl_holes_gather(const bcl_view *to, const bcl_view *x, const bcl_loop *o)
{
    context c = {.to = *to, .x = {*x}};

    bcl_loop_run(o, run_gather, &c);
}

void bcl_holes_sum(const bcl_view *to, const bcl_view *x, const bcl_loop *o)
{
    context c = {.to = *to, .x = {*x}};

    bcl_loop_run(o, run_sum, &c);
}
