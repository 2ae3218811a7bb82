/* phases.c -- which phase each component runs in, and which arrays are kept. */
#include "engine/private.h"

static bool is_given(const bcl_program *p, const bcl_component *o)
{
    int op = p->i[o->instr[0]].op;

    return op == BCL_I_INPUT || op == BCL_I_GIVEN;
}

/* Phases: 0 of what is given, which the sums that open phase 1 may read.  A
 * component is mixed when some of its arrays are whole and some
 * not, or when it reads other slabs of itself: it then runs whole. */
void bcl_program_phases(bcl_program *p)
{
    int slab = p->m->dims.slab;

    for (size_t c = 0; c < p->ncomponent; c++) {
        bcl_component *o = &p->component[c];
        size_t nlocal = 0;
        bool crosses = false;
        o->level = is_given(p, o) ? 0 : 1;
        for (size_t i = 0; i < o->n; i++) {
            bcl_instr *s = &p->i[o->instr[i]];
            s->local = slab > 0 && (s->dims & BCL_DIM_BIT(slab));
            nlocal += s->local;
            for (int k = 0; k < s->narg; k++)
                if (p->i[s->arg[k]].component == s->component && o->n > 1 &&
                    bcl_edge_of(p, s, k) != BCL_EDGE_PLAIN)
                    crosses = true;
        }
        o->mixed = o->n > 1 && nlocal > 0 && (nlocal < o->n || crosses);
        o->local = nlocal > 0 && !o->mixed;
        for (size_t i = 0; i < o->n; i++) {
            bcl_instr *s = &p->i[o->instr[i]];
            for (int k = 0; k < s->narg; k++) {
                const bcl_instr *x = &p->i[s->arg[k]];
                if (x->component == s->component)
                    continue;
                const bcl_component *from = &p->component[x->component];
                bool plain = bcl_edge_of(p, s, k) == BCL_EDGE_PLAIN;
                int need = from->level + (from->local && (!plain || !o->local));
                if (need > o->level)
                    o->level = need;
            }
        }
        for (size_t i = 0; i < o->n; i++)
            p->i[o->instr[i]].level = o->level;
        if (o->level >= p->nlevel)
            p->nlevel = o->level + 1;
    }
}

/* Locals that a later phase, a barrier, a mixed component or the caller reads
 * are kept whole. */
void bcl_program_keep(bcl_program *p)
{
    for (size_t n = 0; n < p->n; n++) {
        bcl_instr *s = &p->i[n];
        if (s->component < 0)
            continue;
        s->whole = s->whole || !s->local || s->root || bcl_input_held(p, s) ||
                   p->component[s->component].mixed;
        for (int k = 0; k < s->narg; k++) {
            bcl_instr *x = &p->i[s->arg[k]];
            bcl_edge e = bcl_edge_of(p, s, k);
            if (e == BCL_EDGE_BARRIER ||
                (e == BCL_EDGE_PLAIN && x->level < s->level) ||
                (e == BCL_EDGE_REDUCE && x->level + 1 < s->level) ||
                p->component[s->component].mixed)
                x->whole = true;
        }
    }
}

bool bcl_program_fits(const bcl_program *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const bcl_instr *s = &p->i[i];
        if (s->component < 0 || !s->whole || bcl_input_held(p, s) ||
            s->layout.cells <= BCL_CELLS_MAX)
            continue;
        bcl_fail(p->d, "M01", s->at,
                 "une grandeur %s a trop de cellules pour être gardée entière "
                 "(%.2g)",
                 bcl_dimset_text(&p->m->dims, s->dims, p->a),
                 (double)s->layout.cells);
        return bcl_hint(p->d, "au plus %d millions", BCL_CELLS_MAX / 1000000);
    }
    return true;
}
