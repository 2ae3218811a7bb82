/* loop.c -- the odometer that every instruction runs on. */
#include "engine/private.h"

#include <string.h>

/* First member and number of members of a dimension inside the window. */
static void range(const bcl_program *p, const bcl_window *w, int dim,
                  size_t size, size_t *first, size_t *n)
{
    *first = 0;
    *n = size;
    if (dim == BCL_YEAR) {
        *first = w->y0;
        *n = w->y1 - w->y0;
    } else if (dim == p->m->dims.slab) {
        *first = w->from;
        *n = w->to - w->from;
    }
}

void bcl_loop_start(bcl_loop *o, const bcl_program *p, const bcl_layout *l,
                    const bcl_window *w)
{
    memset(o, 0, sizeof *o);
    o->rank = l->rank;
    for (int i = 0; i < l->rank; i++) {
        size_t first;
        range(p, w, l->dim[i], l->size[i], &first, &o->n[i]);
    }
}

void bcl_loop_operand(bcl_loop *o, const bcl_program *p,
                      const bcl_layout *driver, const bcl_layout *l,
                      size_t origin, const bcl_window *w, bcl_dimset skip)
{
    int k = o->nop++;

    for (int i = 0; i < driver->rank; i++) {
        ptrdiff_t s = (ptrdiff_t)bcl_layout_stride(l, driver->dim[i]);
        size_t first, n;
        if (skip & BCL_DIM_BIT(driver->dim[i]))
            continue;
        range(p, w, driver->dim[i], driver->size[i], &first, &n);
        if (driver->dim[i] == p->m->dims.slab)
            first -= origin;
        o->stride[k][i] = s;
        o->base[k] += s * (ptrdiff_t)first;
    }
}

void bcl_loop_table(bcl_loop *o, int k, const bcl_layout *driver, int dim,
                    const ptrdiff_t *table, const bcl_program *p,
                    const bcl_window *w)
{
    for (int i = 0; i < driver->rank; i++) {
        size_t first, n;
        if (driver->dim[i] != dim)
            continue;
        range(p, w, dim, driver->size[i], &first, &n);
        o->table[k][i] = table + first;
    }
}

/* Take dimension j away. */
static void drop(bcl_loop *o, int j)
{
    o->rank--;
    for (; j < o->rank; j++) {
        o->n[j] = o->n[j + 1];
        for (int k = 0; k < o->nop; k++) {
            o->stride[k][j] = o->stride[k][j + 1];
            o->table[k][j] = o->table[k][j + 1];
        }
    }
}

static bool has_table(const bcl_loop *o, int j)
{
    for (int k = 0; k < o->nop; k++)
        if (o->table[k][j])
            return true;
    return false;
}

static bool gapless(const bcl_loop *o, int j)
{
    for (int k = 0; k < o->nop; k++)
        if (o->stride[k][j] != o->stride[k][j + 1] * (ptrdiff_t)o->n[j + 1])
            return false;
    return !has_table(o, j) && !has_table(o, j + 1);
}

void bcl_loop_merge(bcl_loop *o)
{
    /* Kernels write without a stride: a window of one year keeps its year,
     * unless what is left inside is a run. */
    for (int j = o->rank - 1; j >= 0 && o->rank > 1; j--)
        if (o->n[j] == 1 && !has_table(o, j) &&
            (j < o->rank - 1 || o->stride[0][j - 1] == 1))
            drop(o, j);
    for (int j = o->rank - 2; j >= 0; j--) {
        if (!gapless(o, j))
            continue;
        o->n[j] *= o->n[j + 1];
        for (int k = 0; k < o->nop; k++)
            o->stride[k][j] = o->stride[k][j + 1];
        drop(o, j + 1);
    }
}

/* The offset of operand k at the outer position, -1 when a table says that
 * nothing stands there. */
static ptrdiff_t offset_of(const bcl_loop *o, int k, const size_t *at, int rank)
{
    ptrdiff_t off = o->base[k];

    for (int i = 0; i < rank; i++) {
        if (o->table[k][i]) {
            ptrdiff_t t = o->table[k][i][at[i]];
            if (t < 0)
                return -1;
            off += t;
        } else {
            off += o->stride[k][i] * (ptrdiff_t)at[i];
        }
    }
    return off;
}

void bcl_loop_run_lines(const bcl_loop *o, bcl_loop_lines *body, void *context)
{
    size_t at[BCL_LAYOUT_MAX] = {0};
    bcl_runs r = {.n = 1, .lines = 1};
    int outer = o->rank;

    for (int i = 0; i < o->rank; i++)
        if (o->n[i] == 0)
            return;
    if (outer > 0 && !has_table(o, outer - 1)) {
        r.n = o->n[--outer]; /* the last dimension is the inner run */
        for (int k = 0; k < o->nop; k++)
            r.stride[k] = o->stride[k][outer];
    }
    if (outer > 0 && !has_table(o, outer - 1)) {
        r.lines = o->n[--outer];
        for (int k = 0; k < o->nop; k++)
            r.line[k] = o->stride[k][outer];
    }
    for (;;) {
        for (int k = 0; k < o->nop; k++)
            r.off[k] = offset_of(o, k, at, outer);
        body(context, &r);
        int i = outer - 1;
        while (i >= 0 && ++at[i] == o->n[i])
            at[i--] = 0;
        if (i < 0)
            return;
    }
}

typedef struct {
    bcl_loop_body *body;
    void *context;
} one_by_one;

/* A negative offset stays: nothing there. */
static void each_line(void *context_, const bcl_runs *r)
{
    const one_by_one *c = context_;
    ptrdiff_t off[BCL_OPERANDS];

    memcpy(off, r->off, sizeof off);
    for (size_t j = 0; j < r->lines; j++) {
        c->body(c->context, r->n, off, r->stride);
        for (int k = 0; k < BCL_OPERANDS; k++)
            off[k] += off[k] < 0 ? 0 : r->line[k];
    }
}

void bcl_loop_run(const bcl_loop *o, bcl_loop_body *body, void *context)
{
    one_by_one c = {body, context};

    bcl_loop_run_lines(o, each_line, &c);
}
