/* bundle_run.c -- see bundle.h. */
#include "engine/bundle_private.h"
#include "engine/exec_private.h"

#include <string.h>

static void copy_lines(void *context, const bcl_runs *r)
{
    const bcl_step *s = context;

    bcl_kernel_copy(s->to->at + r->off[0], s->x[0]->at + r->off[1], r);
}

static void run_steps(const bcl_bundle *b, size_t rows)
{
    size_t n = rows * b->row;

    for (size_t k = 0; k < b->nstep; k++) {
        bcl_step *s = &b->step[k];
        const double *x[] = {s->x[0]->at, s->x[1]->at, s->x[2]->at};
        if (s->f) {
            s->f(s->to->at, x, s->s, n);
        } else if (s->curve) {
            bcl_exec_curve(s->to->at, s->curve, x[0], s->s[0], n);
        } else {
            if (b->rows > 1)
                s->copy->n[0] = rows * s->per_row;
            bcl_loop_run_lines(s->copy, copy_lines, s);
        }
    }
}

/* To the block at members `at` of the outer dimensions and of the one that is
 * cut, `cells` after the first of the window. */
static void move(const bcl_bundle *b, const size_t *at, size_t cells)
{
    for (size_t k = 0; k < b->nmoving; k++) {
        bcl_cursor *c = b->moving[k];
        c->at = c->start + (c->stride ? 0 : cells);
        for (int i = 0; c->stride && i <= b->cut; i++)
            c->at += c->stride[i] * (ptrdiff_t)at[i];
    }
}

void bcl_bundle_run(const bcl_machine *m, size_t component, const bcl_window *w)
{
    const bcl_bundle *b = m->bundle[component];
    size_t at[BCL_LAYOUT_MAX] = {0}, size[BCL_LAYOUT_MAX], cells = 0;
    int i;

    memcpy(size, b->l->size, sizeof size);
    size[0] = w->to - w->from;
    for (size_t k = 0; k < b->nmoving; k++)
        b->moving[k]->start =
            b->moving[k]->v + b->moving[k]->by_member * (ptrdiff_t)w->from;
    do {
        for (at[b->cut] = 0; at[b->cut] < size[b->cut]; at[b->cut] += b->rows) {
            size_t left = size[b->cut] - at[b->cut],
                   rows = left < b->rows ? left : b->rows;
            move(b, at, cells);
            run_steps(b, rows);
            cells += rows * b->row;
        }
        for (i = b->cut - 1; i >= 0 && ++at[i] == size[i];)
            at[i--] = 0;
    } while (i >= 0);
}
