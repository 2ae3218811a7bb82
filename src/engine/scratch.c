/* scratch.c -- see scratch.h. */
#include "engine/scratch.h"
#include "engine/kernel.h"

#include <string.h>

enum { SCRATCH_BYTES = 1200 * 1024 }; /* half of a common L2 */
enum { NEVER = -1, TAKEN = -2 };

/* Cells of a local instruction for one member of the slab dimension. */
static size_t inner(const bcl_program *p, const bcl_instr *s)
{
    return s->layout.cells / p->slab_cells;
}

typedef struct {
    bcl_program *p;
    int *last;             /* [instr] the component that reads it last */
    int *idle, nidle, n;   /* buffers */
    size_t *width;         /* [buffer] cells a member */
    bool *counted, *holed; /* [buffer] some instruction needs them */
} pool;

/* A reduction over slabs reads just after what feeds it (run.c). */
static void find_last(pool *s)
{
    bcl_program *p = s->p;

    for (size_t i = 0; i < p->n; i++)
        s->last[i] = NEVER;
    for (size_t c = 0; c < p->ncomponent; c++)
        for (size_t i = 0; i < p->component[c].n; i++) {
            const bcl_instr *t = &p->i[p->component[c].instr[i]];
            for (int k = 0; k < t->narg; k++) {
                bool fed = bcl_edge_of(p, t, k) == BCL_EDGE_REDUCE;
                int at = fed ? p->i[t->arg[k]].component : (int)c;
                if (at > s->last[t->arg[k]])
                    s->last[t->arg[k]] = at;
            }
        }
}

/* The idle buffer that fits best, or a new one: what is computed for the first
 * slab only may not find others in its place in the next. */
static int take(pool *s, size_t width, bool alone)
{
    int best = -1;

    for (int k = 0; k < s->nidle && !alone; k++) {
        size_t w = s->width[s->idle[k]];
        if (best < 0) {
            best = k;
            continue;
        }
        size_t b = s->width[s->idle[best]];
        if (b < width ? w > b : w >= width && w < b)
            best = k;
    }
    int buffer = s->n;
    if (best >= 0) {
        buffer = s->idle[best];
        s->idle[best] = s->idle[--s->nidle];
    } else {
        s->n++;
    }
    if (s->width[buffer] < width)
        s->width[buffer] = width;
    return buffer;
}

/* An operand of the same shape that nobody reads after may be written over:
 * kernels read a cell before they write it. */
static int in_place(const pool *s, const bcl_component *o, int c)
{
    const bcl_program *p = s->p;
    const bcl_instr *t = &p->i[o->instr[0]];
    bool kernel = bcl_kernel_unary(t->op) || bcl_kernel_binary(t->op) ||
                  t->op == BCL_N_IF || t->op == BCL_N_CLAMP;

    if (o->n > 1 || o->cyclic || o->recurrent || t->holes || t->steady ||
        !kernel)
        return -1;
    for (int k = 0; k < t->narg; k++) {
        const bcl_instr *x = &p->i[t->arg[k]];
        if (x->buffer >= 0 && !x->steady && !x->holes &&
            s->last[t->arg[k]] == c && x->level == t->level &&
            x->dims == t->dims)
            return t->arg[k];
    }
    return -1;
}

static void give_back(pool *s, int instr, int c, int level)
{
    const bcl_instr *x = &s->p->i[instr];

    if (s->last[instr] != c || x->buffer < 0 || x->level != level || x->steady)
        return;
    s->last[instr] = TAKEN;
    s->idle[s->nidle++] = x->buffer;
}

static void place(pool *s, const bcl_component *o, int c)
{
    bcl_program *p = s->p;
    int over = in_place(s, o, c);

    for (size_t i = 0; i < o->n; i++) {
        bcl_instr *t = &p->i[o->instr[i]];
        if (t->whole)
            continue;
        if (over >= 0) {
            t->buffer = p->i[over].buffer;
            s->last[over] = TAKEN;
        } else {
            t->buffer = take(s, inner(p, t), t->steady);
        }
        if (t->op == BCL_N_SUM || t->op == BCL_N_GROUP)
            s->counted[t->buffer] = true;
        if (t->holes)
            s->holed[t->buffer] = true;
    }
    for (size_t i = 0; i < o->n; i++) {
        const bcl_instr *t = &p->i[o->instr[i]];
        for (int k = 0; k < t->narg; k++)
            give_back(s, t->arg[k], c, o->level);
        give_back(s, o->instr[i], c, o->level); /* only fed a reduction */
    }
}

static void share(pool *s)
{
    const bcl_program *p = s->p;

    for (int level = 0; level < p->nlevel; level++) {
        s->nidle = 0; /* nothing in scratch outlives its phase */
        for (int b = s->n; b-- > 0;)
            s->idle[s->nidle++] = b;
        for (size_t c = 0; c < p->ncomponent; c++)
            if (p->component[c].level == level)
                place(s, &p->component[c], (int)c);
    }
}

static size_t bytes_a_member(const pool *s)
{
    size_t bytes = 1;

    for (int b = 0; b < s->n; b++)
        bytes += s->width[b] * (sizeof(double) * (s->counted[b] ? 2u : 1u) +
                                (s->holed[b] ? 2 * sizeof(float) + 1 : 0));
    return bytes;
}

void bcl_scratch_allocate(bcl_machine *m)
{
    bcl_program *p = m->p;
    pool s = {.p = p,
              .last = BCL_NEW(p->a, int, p->n + 1),
              .idle = BCL_NEW(p->a, int, p->n + 1),
              .width = BCL_NEW(p->a, size_t, p->n + 1),
              .counted = BCL_NEW(p->a, bool, p->n + 1),
              .holed = BCL_NEW(p->a, bool, p->n + 1)};

    find_last(&s);
    share(&s);
    m->slab = p->slab ? p->slab : SCRATCH_BYTES / bytes_a_member(&s);
    if (m->slab < 1)
        m->slab = 1;
    if (m->slab > p->slab_cells)
        m->slab = p->slab_cells;
    size_t n = (size_t)s.n + 1;
    m->buffer = BCL_NEW(p->a, double *, n);
    m->count = BCL_NEW(p->a, double *, n);
    m->hole = BCL_NEW(p->a, uint8_t *, n);
    m->known = BCL_NEW(p->a, float *, n);
    m->total = BCL_NEW(p->a, float *, n);
    for (int b = 0; b < s.n; b++) {
        size_t cells = m->slab * s.width[b];
        m->buffer[b] = BCL_NEW(p->a, double, cells);
        if (s.counted[b])
            m->count[b] = BCL_NEW(p->a, double, cells);
        if (!s.holed[b])
            continue;
        m->hole[b] = BCL_NEW(p->a, uint8_t, cells);
        m->known[b] = BCL_NEW(p->a, float, cells);
        m->total[b] = BCL_NEW(p->a, float, cells);
    }
}
