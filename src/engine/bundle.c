/* bundle.c -- which instructions are computed together, block by block.
 *
 * Instructions of one shape and phase that make each cell from the same cell of
 * their operands go into one bundle as long as the order allows: between them
 * nothing need leave the first cache.  Those of loops stand apart, and those
 * some cell of which may be missing: their holes are counted on whole slabs. */
#include "engine/bundle.h"

static bool alone(const bcl_component *c)
{
    return c->local && c->n == 1 && !c->cyclic && !c->recurrent;
}

/* Made from the same cells of its operands, or of their other years: a block
 * holds all years. */
static bool may_join(const bcl_instr *s)
{
    bool years = s->op == BCL_N_PREVIOUS || s->op == BCL_N_DEFAULT;

    return !s->holes &&
           (bcl_kernel_of(s->op) || s->op == BCL_N_CURVE ||
            s->op == BCL_N_PICK || (years && (s->dims & BCL_YEAR_BIT)));
}

/* A copy asked for by formulas (`repete`) need not be made: who reads it
 * repeats what it copies. */
static int repeated(const bcl_program *p, const bcl_instr *reader, int x)
{
    for (;;) {
        const bcl_instr *s = &p->i[x], *from = &p->i[s->arg[0]];
        if (s->op != BCL_I_COPY || s->root || s->whole || s->component < 0 ||
            !alone(&p->component[s->component]) || !may_join(s) ||
            (from->local && !from->whole && from->level != reader->level))
            return x;
        x = s->arg[0];
    }
}

static void read_through_repeats(bcl_program *p)
{
    for (size_t c = 0; c < p->ncomponent; c++) {
        bcl_instr *s = &p->i[p->component[c].instr[0]];
        if (!alone(&p->component[c]) || !may_join(s) || s->op == BCL_N_PICK)
            continue;
        for (int k = 0; k < s->narg; k++)
            s->arg[k] = repeated(p, s, s->arg[k]);
    }
}

static const bool *read_by_any(const bcl_program *p)
{
    bool *read = BCL_NEW(p->a, bool, p->n + 1);

    for (size_t c = 0; c < p->ncomponent; c++)
        for (size_t i = 0; i < p->component[c].n; i++) {
            const bcl_instr *s = &p->i[p->component[c].instr[i]];
            for (int k = 0; k < s->narg; k++)
                read[s->arg[k]] = true;
        }
    return read;
}

typedef struct {
    bcl_program *p;
    bcl_component *component;
    size_t n, cap;
    size_t *room; /* [component] instructions that fit */
    int *open;    /* [nopen] the last bundle of each shape and phase */
    int nopen;
} bundling;

static int *last_bundle(bundling *b, const bcl_instr *s)
{
    for (int k = 0; k < b->nopen; k++) {
        const bcl_component *c = &b->component[b->open[k]];
        if (b->p->i[c->instr[0]].dims == s->dims && c->level == s->level)
            return &b->open[k];
    }
    b->open[b->nopen] = -1;
    return &b->open[b->nopen];
}

/* The first place in this phase where all it reads is there. */
static int earliest(const bcl_program *p, const bcl_instr *s)
{
    int at = 0;

    for (int k = 0; k < s->narg; k++) {
        const bcl_instr *x = &p->i[s->arg[k]];
        if (x->local && x->level == s->level && x->component > at)
            at = x->component;
    }
    return at;
}

static int push(bundling *b, const bcl_component *c)
{
    BCL_GROW(b->p->a, b->component, b->n, &b->cap);
    for (size_t i = 0; i < c->n; i++)
        b->p->i[c->instr[i]].component = (int)b->n;
    b->component[b->n] = *c;
    return (int)b->n++;
}

static void join(bundling *b, const bcl_component *c)
{
    bcl_instr *s = &b->p->i[c->instr[0]];
    int *open = last_bundle(b, s);

    if (*open < 0 || *open < earliest(b->p, s)) {
        b->nopen += *open < 0;
        *open = push(b, c);
        b->component[*open].bundle = true;
        b->room[*open] = 1;
        return;
    }
    bcl_component *to = &b->component[*open];
    to->instr = bcl_arena_grow(b->p->a, to->instr, to->n, &b->room[*open],
                               sizeof *to->instr);
    to->instr[to->n++] = c->instr[0];
    s->component = *open;
}

/* What only its own bundle reads. */
static void mark_inside(bcl_program *p)
{
    for (size_t n = 0; n < p->n; n++) {
        bcl_instr *s = &p->i[n];
        s->inside = s->component >= 0 && p->component[s->component].bundle &&
                    !s->root && !s->whole;
    }
    for (size_t n = 0; n < p->n; n++)
        for (int k = 0; k < p->i[n].narg && p->i[n].component >= 0; k++) {
            bcl_instr *x = &p->i[p->i[n].arg[k]];
            x->inside = x->inside && x->component == p->i[n].component;
        }
}

void bcl_program_bundle(bcl_program *p)
{
    bundling b = {.p = p,
                  .room = BCL_NEW(p->a, size_t, p->ncomponent + 1),
                  .open = BCL_NEW(p->a, int, p->ncomponent + 1)};

    read_through_repeats(p);
    const bool *read = read_by_any(p);
    for (size_t c = 0; c < p->ncomponent; c++) {
        const bcl_component *o = &p->component[c];
        bcl_instr *s = &p->i[o->instr[0]];
        if (alone(o) && s->op == BCL_I_COPY && !s->root && !read[o->instr[0]]) {
            s->component = -1; /* a copy read through */
        } else if (alone(o) && may_join(s)) {
            join(&b, o);
        } else {
            push(&b, o);
        }
    }
    p->component = b.component;
    p->ncomponent = b.n;
    mark_inside(p);
}
