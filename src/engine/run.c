/* run.c -- phases: whole instructions, then slabs. */
#include "engine/bundle.h"
#include "engine/private.h"
#include "engine/scratch.h"

#include <math.h>
#include <stdint.h>

static void allocate_whole(bcl_program *p)
{
    for (size_t n = 0; n < p->n; n++) {
        bcl_instr *s = &p->i[n];
        if (s->component < 0 || (s->local && !s->whole))
            continue;
        size_t cells = s->layout.cells;
        s->whole = true;
        if (s->op == BCL_I_INPUT) {
            const bcl_input *in = &p->input[s->ref];
            s->v = in->v;
            s->hole = in->hole;
        } else if (s->op == BCL_I_GIVEN) {
            /* read only, as inputs are */
            s->v = (double *)(uintptr_t)p->given[s->ref].v;
        } else {
            s->v = BCL_NEW(p->a, double, cells);
        }
        if (s->op == BCL_N_SUM || s->op == BCL_N_GROUP)
            s->count = BCL_NEW(p->a, double, cells);
        if (!s->holes)
            continue;
        if (!s->hole)
            s->hole = BCL_NEW(p->a, uint8_t, cells);
        s->known = BCL_NEW(p->a, float, cells);
        s->total = BCL_NEW(p->a, float, cells);
        for (size_t i = 0; i < cells && s->op == BCL_I_INPUT; i++) {
            const bool *norow = p->input[s->ref].norow;
            s->total[i] = norow && norow[i] ? 0 : 1;
            s->known[i] = s->hole[i] ? 0 : s->total[i];
        }
    }
}

/* An unavailable donnee is read by nobody's available year: blanks will do. */
static void allocate_missing(bcl_program *p)
{
    for (size_t n = 0; n < p->n; n++) {
        bcl_instr *s = &p->i[n];
        if (s->op != BCL_I_INPUT || s->component < 0 || s->v)
            continue;
        s->v = BCL_NEW(p->a, double, s->layout.cells);
        for (size_t i = 0; i < s->layout.cells; i++)
            s->v[i] = NAN;
    }
}

static bool run_recurrent(bcl_machine *m, const bcl_component *c,
                          const bcl_window *w)
{
    for (size_t y = w->y0; y < w->y1; y++) {
        bcl_window year = *w;
        year.y0 = y;
        year.y1 = y + 1;
        for (size_t s = 0; s < c->nsub; s++) {
            const int *instr = c->instr + c->sub[s];
            size_t n = (size_t)(c->sub[s + 1] - c->sub[s]);
            if (!c->sub_cyclic[s])
                bcl_exec(m, instr[0], &year);
            else if (!bcl_solve_loop(m, instr, n, c->sub_cut[s], c->nsub_cut[s],
                                     &year))
                return false;
        }
    }
    return true;
}

static bool run_component(bcl_machine *m, const bcl_component *c,
                          const bcl_window *w)
{
    if (c->bundle) {
        bcl_bundle_run(m, (size_t)(c - m->p->component), w);
        return true;
    }
    if (c->recurrent)
        return run_recurrent(m, c, w);
    if (c->cyclic)
        return bcl_solve_loop(m, c->instr, c->n, c->cut, c->ncut, w);
    for (size_t i = 0; i < c->n; i++)
        bcl_exec(m, c->instr[i], w);
    return true;
}

bool bcl_streams(const bcl_program *p, const bcl_instr *i)
{
    return i->component >= 0 && i->narg > 0 &&
           !p->component[i->component].mixed &&
           bcl_edge_of(p, i, 0) == BCL_EDGE_REDUCE &&
           p->component[p->i[i->arg[0]].component].local;
}

/* ... by locals of this phase. */
static bool fed_by(const bcl_program *p, const bcl_instr *s, int level)
{
    return bcl_streams(p, s) && s->level == level + 1;
}

static void each_reduction(bcl_machine *m, int level,
                           void (*f)(bcl_machine *, int))
{
    for (size_t i = 0; i < m->p->n; i++)
        if (fed_by(m->p, &m->p->i[i], level))
            f(m, (int)i);
}

/* Sums over the slab dimension, listed by the component that feeds them. */
typedef struct {
    int *head, *next; /* by component, by instruction; -1 ends */
} feeds;

static feeds list_feeds(const bcl_program *p)
{
    feeds f = {BCL_NEW(p->a, int, p->ncomponent + 1),
               BCL_NEW(p->a, int, p->n + 1)};

    for (size_t c = 0; c < p->ncomponent; c++)
        f.head[c] = -1;
    for (size_t i = 0; i < p->n; i++) {
        const bcl_instr *s = &p->i[i];
        if (!bcl_streams(p, s))
            continue;
        int c = p->i[s->arg[0]].component;
        f.next[i] = f.head[c];
        f.head[c] = (int)i;
    }
    return f;
}

static bool run_slabs(bcl_machine *m, int level, const feeds *f)
{
    bcl_program *p = m->p;
    int *here = BCL_NEW(p->a, int, p->ncomponent + 1);
    size_t n = 0;
    bool ok = true;

    for (size_t c = 0; c < p->ncomponent; c++)
        if (p->component[c].local && p->component[c].level == level)
            here[n++] = (int)c;
    each_reduction(m, level, bcl_exec_start);
    for (size_t from = 0; from < p->slab_cells && ok; from += m->slab) {
        size_t to =
            from + m->slab < p->slab_cells ? from + m->slab : p->slab_cells;
        bcl_window w = {from, to, 0, p->years};
        for (size_t k = 0; k < n && ok; k++) {
            int c = here[k];
            ok = run_component(m, &p->component[c], &w);
            for (int i = f->head[c]; i >= 0 && ok; i = f->next[i])
                bcl_exec(m, i, &w); /* before its scratch is taken again */
        }
    }
    each_reduction(m, level, bcl_exec_finish);
    return ok;
}

bool bcl_program_run(bcl_program *p)
{
    bcl_machine m = {.p = p};
    bcl_window w = {0, p->slab_cells, 0, p->years};
    size_t errors = p->d->errors;
    bool ok = true;

    bcl_program_bundle(p);
    allocate_whole(p);
    allocate_missing(p);
    bcl_scratch_allocate(&m);
    bcl_bundle_prepare(&m);
    m.table = BCL_NEW(p->a, ptrdiff_t *, p->n + 1);
    m.empty = BCL_NEW(p->a, ptrdiff_t *, p->n + 1);
    feeds f = list_feeds(p);
    for (int level = 0; level < p->nlevel && ok; level++) {
        for (size_t c = 0; c < p->ncomponent && ok; c++) {
            const bcl_component *o = &p->component[c];
            if (o->local || o->level != level)
                continue;
            if (o->n == 1 && !o->cyclic && !o->recurrent && level > 0 &&
                fed_by(p, &p->i[o->instr[0]], level - 1))
                continue; /* filled by the slabs of the phase before */
            ok = run_component(&m, o, &w);
        }
        ok = ok && run_slabs(&m, level, &f);
    }
    return ok && p->d->errors == errors;
}
