/* bundle_make.c -- the steps of a bundle, and where they read and write. */
#include "engine/bundle_private.h"
#include "engine/recur.h"

#include <math.h>
#include <string.h>

/* Cells of a block: the few that are at work fit a first cache of 32 or 48
 * KiB. */
enum { BLOCK = 1024 };

/* While bundles are made.  What stays in a block is an instruction's result,
 * or an operand of other dimensions spread over it: `of` is either. */
typedef struct {
    bcl_machine *m;
    bcl_bundle *b;
    bcl_dimset dims;
    bcl_cursor **of; /* [instr] */
    double **block;  /* [instr] that its cursor is in, or NULL */
    size_t *last;    /* [instr] instruction of the bundle that reads it last */
    double **idle;   /* blocks */
    size_t nidle;
    double *nothing;
} making;

static void cut(bcl_bundle *b, const bcl_layout *l)
{
    b->l = l;
    b->row = 1;
    b->cut = l->rank - 1;
    while (b->cut > 0 && b->row * l->size[b->cut] <= BLOCK)
        b->row *= l->size[b->cut--];
    b->rows = BLOCK / b->row;
    if (b->cut > 0) { /* blocks of about one size */
        size_t n = l->size[b->cut], blocks = (n + b->rows - 1) / b->rows;
        b->rows = (n + blocks - 1) / blocks;
    }
}

static bcl_cursor *new_cursor(making *g, double *v)
{
    bcl_cursor *c = &g->b->cursor[g->b->ncursor++];

    *c = (bcl_cursor){.v = v, .start = v, .at = v};
    return c;
}

/* The array of an instruction, moved along with slabs and blocks. */
static bcl_cursor *array(making *g, int instr, const ptrdiff_t *stride)
{
    const bcl_window first = {0};
    bcl_view v = bcl_machine_view(g->m, instr, &first);
    const bcl_instr *i = &g->m->p->i[instr];
    bcl_cursor *c = new_cursor(g, v.v);
    bool moves = !stride;

    for (int k = 0; stride && k <= g->b->cut; k++)
        moves = moves || stride[k];
    if (!moves)
        return c;
    c->stride = stride;
    if (i->whole || i->buffer < 0)
        c->by_member = stride ? stride[0] : (ptrdiff_t)i->layout.stride[0];
    g->b->moving[g->b->nmoving++] = c;
    return c;
}

static bcl_cursor *block_of(making *g, int instr)
{
    double *v =
        g->nidle > 0 ? g->idle[--g->nidle] : BCL_NEW(g->m->p->a, double, BLOCK);

    g->block[instr] = v;
    g->of[instr] = new_cursor(g, v);
    return g->of[instr];
}

/* An array of the shape of the bundle. */
static bcl_cursor *cell_by_cell(making *g, int instr)
{
    if (!g->of[instr])
        g->of[instr] = array(g, instr, NULL);
    return g->of[instr];
}

static bcl_cursor *result(making *g, int instr)
{
    return g->m->p->i[instr].inside ? block_of(g, instr)
                                    : cell_by_cell(g, instr);
}

/* Strides of an instruction's array along the dimensions of the bundle. */
static ptrdiff_t *strides(const making *g, int instr)
{
    const bcl_layout *l = g->b->l;
    ptrdiff_t *s = BCL_NEW(g->m->p->a, ptrdiff_t, BCL_LAYOUT_MAX);

    for (int i = 0; i < l->rank; i++)
        s[i] =
            (ptrdiff_t)bcl_layout_stride(&g->m->p->i[instr].layout, l->dim[i]);
    return s;
}

/* Within a block, does an array run as the result does, or stand still? */
static bool runs(const bcl_bundle *b, const ptrdiff_t *stride, bool along)
{
    for (int i = b->cut + (b->rows == 1); i < b->l->rank; i++)
        if (stride[i] != (along ? (ptrdiff_t)b->l->stride[i] : 0))
            return false;
    return true;
}

/* Years of a copy: [from, to), read `back` years before. */
typedef struct {
    size_t from, to;
    ptrdiff_t back;
} span;

static bcl_loop *copying(const making *g, const ptrdiff_t *stride, span years)
{
    const bcl_bundle *b = g->b;
    bcl_loop *o = BCL_NEW(g->m->p->a, bcl_loop, 1);

    o->nop = 2;
    for (int i = b->cut; i < b->l->rank; i++) {
        int k = o->rank++;
        o->stride[0][k] = (ptrdiff_t)b->l->stride[i];
        o->stride[1][k] = stride[i];
        o->n[k] = i == b->cut ? b->rows : b->l->size[i];
        if (b->l->dim[i] != BCL_YEAR)
            continue;
        o->n[k] = years.to - years.from;
        o->base[0] = o->stride[0][k] * (ptrdiff_t)years.from;
        o->base[1] = stride[i] * ((ptrdiff_t)years.from - years.back);
    }
    bcl_loop_merge(o);
    return o;
}

static bcl_step *copy(making *g, bcl_cursor *to, bcl_cursor *from,
                      const ptrdiff_t *stride, span years)
{
    bcl_step *s = &g->b->step[g->b->nstep++];

    *s = (bcl_step){.to = to, .x = {from, from, from}};
    s->copy = copying(g, stride, years);
    s->per_row = s->copy->n[0] / g->b->rows;
    return s;
}

/* ... of another instruction's array. */
static bcl_step *copy_of(making *g, bcl_cursor *to, int x, span years)
{
    const ptrdiff_t *stride = strides(g, x);
    bool same = g->m->p->i[x].dims == g->dims;

    return copy(g, to, same ? cell_by_cell(g, x) : array(g, x, stride), stride,
                years);
}

static span all_years(const making *g)
{
    return (span){0, g->m->p->years, 0};
}

/* An operand and its stride: one number a block, or a run. */
static bcl_cursor *operand(making *g, int x, ptrdiff_t *s)
{
    *s = 1;
    if (g->of[x] || g->m->p->i[x].dims == g->dims)
        return cell_by_cell(g, x);
    const ptrdiff_t *stride = strides(g, x);
    bcl_cursor *from = array(g, x, stride);
    *s = !runs(g->b, stride, false);
    if (*s == 0 || runs(g->b, stride, true))
        return from;
    bcl_cursor *to = block_of(g, x);
    copy(g, to, from, stride, all_years(g));
    return to;
}

/* The result takes the block of an operand that nobody reads after: kernels
 * read a cell before they write it. */
static void release(making *g, const bcl_instr *t, size_t now)
{
    for (int k = 0; k < t->narg; k++) {
        int x = t->arg[k];
        if (g->last[x] != now || !g->block[x])
            continue;
        g->idle[g->nidle++] = g->block[x];
        g->block[x] = NULL;
    }
}

static void compute(making *g, int instr, size_t now)
{
    const bcl_program *p = g->m->p;
    const bcl_instr *t = &p->i[instr];
    bcl_step s = {.f = bcl_kernel_of(t->op)};

    if (t->op == BCL_N_CURVE)
        s.curve = &p->m->curve[t->ref];
    for (int k = 0; k < t->narg; k++)
        s.x[k] = operand(g, t->arg[k], &s.s[k]);
    for (int k = t->narg; k < 3; k++)
        s.x[k] = s.x[0];
    release(g, t, now);
    s.to = result(g, instr);
    g->b->step[g->b->nstep++] = s;
}

/* repete, x[d=m]: read where it stands. */
static void pick(making *g, int instr, size_t now)
{
    const bcl_instr *t = &g->m->p->i[instr];
    const bcl_layout *x = &g->m->p->i[t->arg[0]].layout;
    bcl_step *s = copy_of(g, result(g, instr), t->arg[0], all_years(g));

    if (t->op == BCL_N_PICK)
        s->copy->base[1] += t->member * (ptrdiff_t)bcl_layout_stride(x, t->dim);
    release(g, t, now);
}

/* precedent, defaut: the same argument for some years, then another. */
static void copy_years(making *g, int instr, size_t now)
{
    static const ptrdiff_t still[BCL_LAYOUT_MAX];
    const bcl_program *p = g->m->p;
    const bcl_instr *t = &p->i[instr];
    bcl_cursor *to = result(g, instr);

    for (size_t y = 0, end; y < p->years; y = end) {
        int k = bcl_copy_source(p, t, y);
        for (end = y; end < p->years && bcl_copy_source(p, t, end) == k;)
            end++;
        span years = {y, end, k == 0 && t->op == BCL_N_PREVIOUS};
        if (k < 0)
            copy(g, to, new_cursor(g, g->nothing), still, years);
        else
            copy_of(g, to, t->arg[k], years);
    }
    release(g, t, now);
}

static void make_step(making *g, int instr, size_t now)
{
    const bcl_instr *t = &g->m->p->i[instr];

    if (t->op == BCL_N_PREVIOUS || t->op == BCL_N_DEFAULT)
        copy_years(g, instr, now);
    else if (t->op == BCL_N_PICK ||
             (t->op == BCL_I_COPY && g->m->p->i[t->arg[0]].dims != g->dims))
        pick(g, instr, now);
    else
        compute(g, instr, now);
}

static bcl_bundle *make(making *g, const bcl_component *c)
{
    const bcl_program *p = g->m->p;
    size_t most = 0; /* cursors, and steps: each operand may be spread */
    bcl_bundle *b = g->b = BCL_NEW(p->a, bcl_bundle, 1);

    for (size_t i = 0; i < c->n; i++) {
        const bcl_instr *t = &p->i[c->instr[i]];
        most += 1 + 2 * (size_t)t->narg;
        if (t->op == BCL_N_PREVIOUS || t->op == BCL_N_DEFAULT)
            most += p->years;
        for (int k = 0; k < t->narg; k++)
            g->last[t->arg[k]] = i;
    }
    b->cursor = BCL_NEW(p->a, bcl_cursor, most);
    b->moving = BCL_NEW(p->a, bcl_cursor *, most);
    b->step = BCL_NEW(p->a, bcl_step, most);
    g->dims = p->i[c->instr[0]].dims;
    memset(g->of, 0, (p->n + 1) * sizeof *g->of);
    cut(b, &p->i[c->instr[0]].layout);
    for (size_t i = 0; i < c->n; i++)
        make_step(g, c->instr[i], i);
    return b;
}

void bcl_bundle_prepare(bcl_machine *m)
{
    const bcl_program *p = m->p;
    making g = {.m = m,
                .of = BCL_NEW(p->a, bcl_cursor *, p->n + 1),
                .block = BCL_NEW(p->a, double *, p->n + 1),
                .last = BCL_NEW(p->a, size_t, p->n + 1),
                .idle = BCL_NEW(p->a, double *, p->n + 1),
                .nothing = BCL_NEW(p->a, double, 1)};

    *g.nothing = NAN;
    m->bundle = BCL_NEW(p->a, bcl_bundle *, p->ncomponent + 1);
    for (size_t c = 0; c < p->ncomponent; c++)
        if (p->component[c].bundle)
            m->bundle[c] = make(&g, &p->component[c]);
}
