/* unpack.c -- donnees laid out as instructions read them: the slices of their
 * years side by side, a slab at a time. */
#include "engine/private.h"

#include <math.h>
#include <string.h>

bool bcl_input_held(const bcl_program *p, const bcl_instr *s)
{
    return s->op == BCL_I_GIVEN ||
           (s->op == BCL_I_INPUT && !(s->dims & BCL_YEAR_BIT) &&
            p->input[s->ref].slice);
}

bool bcl_input_holes(const bcl_program *p, const bcl_instr *s)
{
    const bcl_slice **slice = p->input[s->ref].slice;

    for (size_t y = 0; y < p->years && slice; y++)
        if (slice[y] && slice[y]->hole)
            return true;
    return false;
}

/* A run of years that read one slice; NULL: none. */
typedef struct {
    const bcl_slice *slice;
    size_t from, to;
} run;

static run next_run(const bcl_slice *const *slice, size_t from, size_t end)
{
    run r = {slice ? slice[from] : NULL, from, from + 1};

    while (r.to < end && (!slice || slice[r.to] == r.slice))
        r.to++;
    return r;
}

/* n rows of it, from `row` of the slice on. */
static void copy_values(double *v, size_t years, const run *r, size_t row,
                        size_t n)
{
    const double *x = r->slice ? r->slice->v + row : NULL;
    size_t length = r->to - r->from;

    v += r->from;
    if (x && length == 1) {
        for (size_t k = 0; k < n; k++)
            v[k * years] = x[k];
        return;
    }
    for (size_t k = 0; k < n; k++) {
        double a = x ? x[k] : (double)NAN;
        double *to = v + k * years;
        for (size_t y = 0; y < length; y++)
            to[y] = a;
    }
}

/* A zero for want of a row is not counted in coverage. */
static void copy_holes(const bcl_view *to, size_t at, size_t years,
                       const run *r, size_t row, size_t n)
{
    const bcl_slice *s = r->slice;

    for (size_t k = 0; k < n; k++) {
        uint8_t hole = s && s->hole ? s->hole[row + k] : 0;
        bool told = s && (!s->line || s->line[row + k] || hole);
        for (size_t y = r->from; y < r->to; y++) {
            size_t i = at + k * years + y;
            to->hole[i] = hole;
            to->total[i] = told ? 1 : 0;
            to->known[i] = told && !hole ? 1 : 0;
        }
    }
}

/* Rows of a block lie in a few lines of each slice. */
enum { BLOCK = 32 };

void bcl_exec_input(const bcl_machine *m, int instr, const bcl_window *w)
{
    const bcl_program *p = m->p;
    const bcl_instr *s = &p->i[instr];
    bool dated = s->dims & BCL_YEAR_BIT, held = bcl_input_held(p, s);
    bcl_view to = bcl_machine_view(m, instr, w);
    size_t years = dated ? p->years : 1, first = dated ? w->y0 : 0;
    size_t end = dated ? w->y1 : 1;
    size_t rows = s->layout.cells / years, from = 0, origin = 0;

    if (s->op == BCL_I_GIVEN)
        return;
    if (s->local) {
        size_t each = rows / p->slab_cells;
        from = w->from * each;
        rows = w->to * each;
        origin = to.origin * each;
    }
    for (; from < rows; from += BLOCK) {
        size_t n = rows - from < BLOCK ? rows - from : BLOCK;
        size_t at = (from - origin) * years;
        run r;
        for (size_t y = first; y < end; y = r.to) {
            r = next_run(p->input[s->ref].slice, y, end);
            if (!held)
                copy_values(to.v + at, years, &r, from, n);
            if (to.hole)
                copy_holes(&to, at, years, &r, from, n);
        }
    }
}

/* Does it lie whole, for who reads other slabs of it? */
static bool wanted_whole(const bcl_program *p, int instr)
{
    for (size_t i = 0; i < p->n; i++)
        for (int k = 0; k < p->i[i].narg && p->i[i].component >= 0; k++)
            if (p->i[i].arg[k] == instr &&
                (bcl_edge_of(p, &p->i[i], k) == BCL_EDGE_BARRIER ||
                 p->component[p->i[i].component].mixed))
                return true;
    return false;
}

/* The same donnee laid out in another phase. */
static int again(bcl_program *p, int instr, int level)
{
    BCL_GROW(p->a, p->i, p->n, &p->cap);
    p->i[p->n] = p->i[instr];
    p->i[p->n].level = level;
    return (int)p->n++;
}

/* One instruction a phase that reads `instr`; the first is itself. */
static void spread(bcl_program *p, int instr)
{
    int *at = BCL_NEW(p->a, int, (size_t)p->nlevel);
    size_t readers = p->n;
    bool own = false;

    for (int level = 0; level < p->nlevel; level++)
        at[level] = -1;
    for (size_t i = 0; i < readers; i++)
        for (int k = 0; k < p->i[i].narg && p->i[i].component >= 0; k++) {
            if (p->i[i].arg[k] != instr)
                continue;
            bool fed = bcl_edge_of(p, &p->i[i], k) == BCL_EDGE_REDUCE;
            int level = p->i[i].level - fed;
            if (at[level] < 0)
                at[level] = own ? again(p, instr, level) : instr;
            p->i[at[level]].level = level;
            p->i[i].arg[k] = at[level];
            own = true;
        }
}

/* Put the components of what was added beside that of what it repeats. */
static void insert(bcl_program *p, size_t before)
{
    size_t n = 0;
    bcl_component *c =
        BCL_NEW(p->a, bcl_component, p->ncomponent + p->n - before);

    for (size_t k = 0; k < p->ncomponent; k++) {
        c[n++] = p->component[k];
        for (size_t i = before; i < p->n; i++) {
            if (p->i[i].component != (int)k)
                continue;
            c[n] = p->component[k];
            c[n].instr = BCL_NEW(p->a, int, 1);
            c[n].instr[0] = (int)i;
            n++;
        }
    }
    p->component = c;
    p->ncomponent = n;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < c[k].n; i++) {
            p->i[c[k].instr[i]].component = (int)k;
            c[k].level = p->i[c[k].instr[i]].level;
        }
}

void bcl_program_spread(bcl_program *p)
{
    size_t n = p->n;

    for (size_t i = 0; i < n; i++)
        if (p->i[i].op == BCL_I_INPUT && p->i[i].component >= 0 &&
            p->i[i].local && !bcl_input_held(p, &p->i[i]) &&
            !wanted_whole(p, (int)i))
            spread(p, (int)i);
    insert(p, n);
}
