/* run.c -- phases: whole instructions, then slabs. */
#include "engine/bundle.h"
#include "engine/slabs.h"

#include <stdint.h>

static double *values_of(bcl_program *p, const bcl_instr *s)
{
    if (!bcl_input_held(p, s))
        return BCL_NEW(p->a, double, s->layout.cells);
    if (s->op == BCL_I_INPUT)
        return p->input[s->ref].slice[0]->v;
    return (double *)(uintptr_t)p->given[s->ref].v; /* read only, as inputs */
}

static void allocate_whole(bcl_program *p)
{
    for (size_t n = 0; n < p->n; n++) {
        bcl_instr *s = &p->i[n];
        if (s->component < 0 || (s->local && !s->whole))
            continue;
        size_t cells = s->layout.cells;
        s->whole = true;
        s->v = values_of(p, s);
        if (s->op == BCL_N_SUM || s->op == BCL_N_GROUP)
            s->count = BCL_NEW(p->a, double, cells);
        if (!s->holes)
            continue;
        s->hole = BCL_NEW(p->a, uint8_t, cells);
        s->known = BCL_NEW(p->a, float, cells);
        s->total = BCL_NEW(p->a, float, cells);
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

bool bcl_run_component(bcl_machine *m, const bcl_component *c,
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

/* Filled by the slabs of the phase before. */
static bool filled(const bcl_program *p, const bcl_component *c, int level)
{
    return c->n == 1 && !c->cyclic && !c->recurrent && level > 0 &&
           bcl_streams(p, &p->i[c->instr[0]]);
}

static bool run_phase(bcl_crew *crew, const bcl_program *p, int level)
{
    bcl_window w = {0, p->slab_cells, 0, p->years};

    for (size_t k = 0; k < p->ncomponent; k++) {
        const bcl_component *c = &p->component[k];
        if (!c->local && c->level == level && !filled(p, c, level) &&
            !bcl_run_component(bcl_crew_first(crew), c, &w))
            return false;
    }
    return bcl_crew_run(crew, level);
}

bool bcl_program_run(bcl_program *p)
{
    size_t errors = p->d->errors;
    bool ok = true;

    bcl_program_bundle(p);
    allocate_whole(p);
    bcl_crew *crew = bcl_crew_create(p);
    for (int level = 0; level < p->nlevel && ok; level++)
        ok = run_phase(crew, p, level);
    bcl_crew_destroy(crew);
    return ok && p->d->errors == errors;
}
