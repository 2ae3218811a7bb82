/* expand.c -- see expand.h. */
#include "engine/expand.h"
#include "engine/kernel.h"

#include <string.h>

/* Shorter runs than this cost more in calls than in arithmetic. */
enum { LONG_RUN = 128 };

/* Cells that one call of a kernel would see, were argument `x` read as it
 * is. */
static size_t run_length(const bcl_layout *l, const bcl_layout *x)
{
    size_t run = 1;
    bool held = false;

    for (int i = l->rank - 1; i >= 0; i--) {
        bool has = bcl_layout_stride(x, l->dim[i]) > 0;
        if (i == l->rank - 1)
            held = has;
        if (has != held)
            break;
        run *= l->size[i];
    }
    return run;
}

static bool elementwise(const bcl_instr *s)
{
    return bcl_kernel_unary(s->op) || bcl_kernel_binary(s->op) ||
           s->op == BCL_N_IF || s->op == BCL_N_CLAMP;
}

static bool worth(const bcl_program *p, const bcl_instr *s, int k)
{
    const bcl_instr *x = &p->i[s->arg[k]];

    return !x->holes && x->dims != s->dims && x->layout.cells > 1 &&
           s->op != BCL_I_COPY && run_length(&s->layout, &x->layout) < LONG_RUN;
}

typedef struct {
    bcl_program *p;
    int *first, *next; /* expansions by argument */
    int *same;         /* the expansion that stands for a copy, or -1 */
    bcl_component *component;
    size_t n, cap;
} expansion;

static void push(expansion *e, bcl_component c)
{
    BCL_GROW(e->p->a, e->component, e->n, &e->cap);
    for (size_t i = 0; i < c.n; i++)
        e->p->i[c.instr[i]].component = (int)e->n;
    e->component[e->n++] = c;
}

static int known(const expansion *e, int x, int s)
{
    const bcl_instr *i = e->p->i;

    for (int k = e->first[x]; k >= 0; k = e->next[k])
        if (i[k].dims == i[s].dims && i[k].level == i[s].level)
            return k;
    return -1;
}

static void remember(expansion *e, int made)
{
    int x = e->p->i[made].arg[0];

    e->next[made] = e->first[x];
    e->first[x] = made;
}

/* The expansion of `x` to the shape of `s` in its phase, made if need be. */
static int expanded(expansion *e, int x, int s)
{
    bcl_program *p = e->p;

    if (known(e, x, s) >= 0)
        return known(e, x, s);
    BCL_GROW(p->a, p->i, p->n, &p->cap);
    int made = (int)p->n++;
    const bcl_instr *from = &p->i[x], *to = &p->i[s];
    p->i[made] = (bcl_instr){.op = BCL_I_COPY,
                             .dims = to->dims,
                             .layout = to->layout,
                             .arg = {x},
                             .narg = 1,
                             .ref = -1,
                             .dim = -1,
                             .dim2 = -1,
                             .buffer = -1,
                             .at = to->at,
                             .local = true,
                             .steady = !from->local,
                             .level = to->level,
                             .avail = from->avail,
                             .status = from->status};
    int *only = BCL_NEW(p->a, int, 1);
    only[0] = made;
    push(e, (bcl_component){
                .instr = only, .n = 1, .level = to->level, .local = true});
    remember(e, made);
    return made;
}

static void visit(expansion *e, const bcl_component *c)
{
    bcl_program *p = e->p;
    int s = c->instr[0];

    for (size_t i = 0; i < c->n; i++) {
        bcl_instr *t = &p->i[c->instr[i]];
        for (int k = 0; k < t->narg; k++)
            if (e->same[t->arg[k]] >= 0)
                t->arg[k] = e->same[t->arg[k]];
    }
    if (!c->local || c->n > 1 || c->cyclic || c->recurrent ||
        !elementwise(&p->i[s]))
        return;
    for (int k = 0; k < p->i[s].narg; k++)
        if (worth(p, &p->i[s], k)) {
            int made = expanded(e, p->i[s].arg[k], s);
            p->i[s].arg[k] = made;
        }
}

/* A copy that the formulas ask for (`repete`) and that may be shared. */
static bool repeats(const bcl_program *p, const bcl_component *c)
{
    const bcl_instr *s = &p->i[c->instr[0]];

    return c->local && c->n == 1 && s->op == BCL_I_COPY && !s->whole &&
           !s->root && !s->holes && !c->cyclic && !c->recurrent;
}

void bcl_program_expand(bcl_program *p)
{
    size_t room = p->n + 1;

    for (size_t i = 0; i < p->n; i++)
        room += (size_t)p->i[i].narg;
    expansion e = {.p = p,
                   .first = BCL_NEW(p->a, int, room),
                   .next = BCL_NEW(p->a, int, room),
                   .same = BCL_NEW(p->a, int, room)};
    memset(e.first, -1, room * sizeof *e.first);
    memset(e.same, -1, room * sizeof *e.same);
    for (size_t c = 0; c < p->ncomponent; c++) {
        bcl_component old = p->component[c];
        int s = old.instr[0];
        visit(&e, &old);
        bool repeat = repeats(p, &old);
        if (repeat) {
            e.same[s] = known(&e, p->i[s].arg[0], s);
            p->i[s].steady = !p->i[p->i[s].arg[0]].local;
        }
        if (e.same[s] >= 0) {
            p->i[s].component = -1; /* another does */
            continue;
        }
        push(&e, old);
        if (repeat)
            remember(&e, s);
    }
    p->component = e.component;
    p->ncomponent = e.n;
}
