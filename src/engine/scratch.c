/* scratch.c -- see scratch.h. */
#include "engine/scratch.h"

#include <string.h>

enum { SCRATCH_BYTES = 1200 * 1024 }; /* half of a common L2 */
enum { TAKEN = -2 };

/* Cells of a local instruction for one member of the slab dimension. */
static size_t inner(const bcl_program *p, const bcl_instr *s)
{
    return s->layout.cells / p->slab_cells;
}

/* Moments of a run: instruction number n of all components in order reads at 2n
 * and its component ends at 2n + 1 when it is the last there. */
typedef struct {
    bcl_program *p;
    int *now, *end;       /* [instr] when it reads, [component] when it ends */
    int *last;            /* [instr] when it is read last */
    int *idle, nidle;     /* buffers */
    int *passed, npassed; /* instructions a bundle reads no more */
    bcl_scratch all;
} pool;

static void find_moments(pool *s)
{
    const bcl_program *p = s->p;
    int n = 0;

    for (size_t c = 0; c < p->ncomponent; c++) {
        for (size_t i = 0; i < p->component[c].n; i++)
            s->now[p->component[c].instr[i]] = 2 * n++;
        s->end[c] = 2 * n - 1;
    }
}

/* A bundle goes block by block: once an instruction has read a block cell for
 * cell, those after it may write there; what is read otherwise stays until all
 * blocks are done.  A reduction over slabs reads just after what feeds it
 * (run.c). */
static int moment_read(const pool *s, int reader, int k)
{
    const bcl_program *p = s->p;
    const bcl_instr *t = &p->i[reader], *x = &p->i[t->arg[k]];

    bool cell_by_cell = p->component[t->component].bundle &&
                        t->dims == x->dims && t->op != BCL_N_PREVIOUS &&
                        t->op != BCL_N_DEFAULT;

    if (bcl_edge_of(p, t, k) == BCL_EDGE_REDUCE)
        return s->end[x->component];
    return cell_by_cell ? s->now[reader] : s->end[t->component];
}

static void find_last(pool *s)
{
    const bcl_program *p = s->p;

    for (size_t c = 0; c < p->ncomponent; c++)
        for (size_t i = 0; i < p->component[c].n; i++) {
            int reader = p->component[c].instr[i];
            for (int k = 0; k < p->i[reader].narg; k++) {
                int x = p->i[reader].arg[k], at = moment_read(s, reader, k);
                if (at > s->last[x])
                    s->last[x] = at;
            }
        }
}

/* The idle buffer that fits best, or a new one. */
static int take(pool *s, size_t width)
{
    int best = -1;

    for (int k = 0; k < s->nidle; k++) {
        size_t w = s->all.width[s->idle[k]];
        if (best < 0) {
            best = k;
            continue;
        }
        size_t b = s->all.width[s->idle[best]];
        if (b < width ? w > b : w >= width && w < b)
            best = k;
    }
    int buffer = s->all.n;
    if (best >= 0) {
        buffer = s->idle[best];
        s->idle[best] = s->idle[--s->nidle];
    } else {
        s->all.n++;
    }
    if (s->all.width[buffer] < width)
        s->all.width[buffer] = width;
    return buffer;
}

/* The buffer of an operand of this shape that the bundle reads no more. */
static int take_passed(pool *s, const bcl_instr *t)
{
    for (int k = 0; k < s->npassed; k++) {
        const bcl_instr *x = &s->p->i[s->passed[k]];
        if (x->dims != t->dims)
            continue;
        s->passed[k] = s->passed[--s->npassed];
        return x->buffer;
    }
    return -1;
}

static bool frees(const pool *s, int x, int level, int moment)
{
    return s->last[x] == moment && s->p->i[x].buffer >= 0 &&
           s->p->i[x].level == level;
}

static void place(pool *s, int instr)
{
    bcl_program *p = s->p;
    bcl_instr *t = &p->i[instr];

    for (int k = 0; k < t->narg; k++)
        if (frees(s, t->arg[k], t->level, s->now[instr])) {
            s->last[t->arg[k]] = TAKEN;
            s->passed[s->npassed++] = t->arg[k];
        }
    if (t->whole || t->inside)
        return;
    t->buffer = take_passed(s, t);
    if (t->buffer < 0)
        t->buffer = take(s, inner(p, t));
    if (t->op == BCL_N_SUM || t->op == BCL_N_GROUP)
        s->all.counted[t->buffer] = true;
    if (t->holes)
        s->all.holed[t->buffer] = true;
}

static void give_back(pool *s, int instr, int level, int moment)
{
    if (!frees(s, instr, level, moment))
        return;
    s->last[instr] = TAKEN;
    s->idle[s->nidle++] = s->p->i[instr].buffer;
}

static void place_component(pool *s, size_t c)
{
    const bcl_program *p = s->p;
    const bcl_component *o = &p->component[c];

    s->npassed = 0;
    for (size_t i = 0; i < o->n; i++)
        place(s, o->instr[i]);
    for (int k = 0; k < s->npassed; k++)
        s->idle[s->nidle++] = p->i[s->passed[k]].buffer;
    for (size_t i = 0; i < o->n; i++) {
        const bcl_instr *t = &p->i[o->instr[i]];
        for (int k = 0; k < t->narg; k++)
            give_back(s, t->arg[k], o->level, s->end[c]);
        give_back(s, o->instr[i], o->level, s->end[c]); /* only fed a sum */
    }
}

static void share(pool *s)
{
    const bcl_program *p = s->p;

    for (int level = 0; level < p->nlevel; level++) {
        s->nidle = 0; /* nothing in scratch outlives its phase */
        for (int b = s->all.n; b-- > 0;)
            s->idle[s->nidle++] = b;
        for (size_t c = 0; c < p->ncomponent; c++)
            if (p->component[c].level == level && p->component[c].local)
                place_component(s, c);
    }
}

static size_t bytes_a_member(const bcl_scratch *s)
{
    size_t bytes = 1;

    for (int b = 0; b < s->n; b++)
        bytes += s->width[b] * (sizeof(double) * (s->counted[b] ? 2u : 1u) +
                                (s->holed[b] ? 2 * sizeof(float) + 1 : 0));
    return bytes;
}

bcl_scratch bcl_scratch_share(bcl_program *p)
{
    pool s = {.p = p,
              .now = BCL_NEW(p->a, int, p->n + 1),
              .end = BCL_NEW(p->a, int, p->ncomponent + 1),
              .last = BCL_NEW(p->a, int, p->n + 1),
              .idle = BCL_NEW(p->a, int, p->n + 1),
              .passed = BCL_NEW(p->a, int, p->n + 1),
              .all = {.width = BCL_NEW(p->a, size_t, p->n + 1),
                      .counted = BCL_NEW(p->a, bool, p->n + 1),
                      .holed = BCL_NEW(p->a, bool, p->n + 1)}};

    memset(s.last, -1, (p->n + 1) * sizeof *s.last);
    find_moments(&s);
    find_last(&s);
    share(&s);
    size_t slab = p->slab ? p->slab : SCRATCH_BYTES / bytes_a_member(&s.all);
    if (slab > p->slab_cells)
        slab = p->slab_cells;
    s.all.slab = slab < 1 ? 1 : slab;
    return s.all;
}

void bcl_scratch_allocate(bcl_machine *m, const bcl_scratch *s)
{
    bcl_arena *a = m->p->a;
    size_t n = (size_t)s->n + 1;

    m->buffer = BCL_NEW(a, double *, n);
    m->count = BCL_NEW(a, double *, n);
    m->hole = BCL_NEW(a, uint8_t *, n);
    m->known = BCL_NEW(a, float *, n);
    m->total = BCL_NEW(a, float *, n);
    for (int b = 0; b < s->n; b++) {
        size_t cells = s->slab * s->width[b];
        m->buffer[b] = BCL_NEW(a, double, cells);
        if (s->counted[b])
            m->count[b] = BCL_NEW(a, double, cells);
        if (!s->holed[b])
            continue;
        m->hole[b] = BCL_NEW(a, uint8_t, cells);
        m->known[b] = BCL_NEW(a, float, cells);
        m->total[b] = BCL_NEW(a, float, cells);
    }
}
