/* linear.c -- loops of coefficients and closing flows within a year.
 *
 * Everything in the loop is affine in its unknowns u, cut where a loop closes:
 * u = A u + b.  b is read by running the loop with u = 0, each column of A
 * with one unknown at 1; every commune and year of the window at once.  Then
 * (I - A) u = b, one small dense system for each commune and year, or for each
 * year when the loop goes from commune to commune. */
#include "core/text.h"
#include "engine/private.h"
#include "flow/dense.h"

#include <math.h>
#include <string.h>

enum { UNKNOWNS_MAX = 512 };

typedef struct {
    bcl_machine *m;
    const int *instr, *cut;
    size_t n, ncut;
    const bcl_window *w;
    size_t unknowns, systems, members, years;
    int apart;        /* dimension whose members have a system each; -1 none */
    size_t start[64]; /* first unknown of each cut */
    double *b;        /* [unknowns][systems] */
    double *a;        /* [column][unknowns][systems] */
    double probe;
} loop;

/* Cells of a cut within one system: all but years and what stands apart. */
static size_t inner_cells(const loop *l, const bcl_instr *s)
{
    size_t n = 1;

    for (int i = 0; i < s->layout.rank; i++)
        if (s->layout.dim[i] != BCL_YEAR && s->layout.dim[i] != l->apart)
            n *= s->layout.size[i];
    return n;
}

/* The offset of inner cell k of a cut. */
static size_t inner_offset(const loop *l, const bcl_instr *s, size_t k)
{
    size_t off = 0;

    for (int i = s->layout.rank - 1; i >= 0; i--) {
        if (s->layout.dim[i] == BCL_YEAR || s->layout.dim[i] == l->apart)
            continue;
        off += k % s->layout.size[i] * s->layout.stride[i];
        k /= s->layout.size[i];
    }
    return off;
}

/* Where unknown u stands in system number `system`. */
static double *place(const loop *l, size_t c, size_t k, size_t system)
{
    const bcl_instr *s = &l->m->p->i[l->cut[c]];
    bcl_view v = bcl_machine_view(l->m, l->cut[c], l->w);
    size_t member = system / l->years, year = system % l->years;
    size_t off = inner_offset(l, s, k);

    if (l->apart >= 0)
        off += (l->w->from - v.origin + member) *
               bcl_layout_stride(&s->layout, l->apart);
    off += (l->w->y0 + year) * bcl_layout_stride(&s->layout, BCL_YEAR);
    return v.v + off;
}

static void set_unknowns(loop *l, size_t one)
{
    for (size_t c = 0; c < l->ncut; c++) {
        size_t cells = l->start[c + 1] - l->start[c];
        for (size_t k = 0; k < cells; k++)
            for (size_t s = 0; s < l->systems; s++)
                *place(l, c, k, s) = l->start[c] + k == one ? l->probe : 0.0;
    }
}

/* Unknowns are read before they are computed: what another window left there is
 * no hole of theirs. */
static void forget_holes(const loop *l)
{
    for (size_t c = 0; c < l->ncut; c++) {
        bcl_view v = bcl_machine_view(l->m, l->cut[c], l->w);
        size_t cells = l->start[c + 1] - l->start[c];
        for (size_t k = 0; k < cells && v.hole; k++)
            for (size_t s = 0; s < l->systems; s++) {
                ptrdiff_t at = place(l, c, k, s) - v.v;
                v.hole[at] = 0;
                v.known[at] = v.total[at] = 0;
            }
    }
}

/* The largest magnitude met with all unknowns at 0: a probe of that size
 * leaves the difference of two runs its digits. */
static double largest(const loop *l)
{
    const bcl_program *p = l->m->p;
    double most = 0;

    for (size_t i = 0; i < l->n; i++) {
        const bcl_instr *s = &p->i[l->instr[i]];
        bcl_view v = bcl_machine_view(l->m, l->instr[i], l->w);
        size_t inner = bcl_layout_stride(&s->layout, p->m->dims.slab);
        size_t from = inner ? (l->w->from - v.origin) * inner : 0,
               to = inner ? (l->w->to - v.origin) * inner : s->layout.cells;
        for (size_t k = from; k < to; k++)
            if (fabs(v.v[k]) > most && isfinite(v.v[k]))
                most = fabs(v.v[k]);
    }
    return most > 0 ? most : 1;
}

/* Run what is not cut, then the cuts' own formulas: one evaluation of the
 * right-hand side. */
static void evaluate(loop *l, double *to)
{
    for (size_t i = 0; i < l->n; i++)
        bcl_exec(l->m, l->instr[i], l->w);
    for (size_t c = 0; c < l->ncut; c++) {
        size_t cells = l->start[c + 1] - l->start[c];
        for (size_t k = 0; k < cells; k++)
            for (size_t s = 0; s < l->systems; s++)
                to[(l->start[c] + k) * l->systems + s] = *place(l, c, k, s);
    }
}

/* Solve (I - A) x = rhs for one system; no value where the loop has none. */
static bool solve_one(loop *l, size_t s, const double *rhs_of, double *matrix,
                      double *rhs, double *x, size_t *perm)
{
    size_t n = l->unknowns;
    bool known = true; /* not where unavailable, nor with a secret inside */

    for (size_t i = 0; i < n; i++) {
        double b = l->b[i * l->systems + s];
        rhs[i] = rhs_of[i * l->systems + s];
        known = known && !isnan(rhs[i]);
        for (size_t j = 0; j < n; j++) {
            double aij = (l->a[(j * n + i) * l->systems + s] - b) / l->probe;
            matrix[i * n + j] = (i == j ? 1.0 : 0.0) - aij;
            known = known && !isnan(aij);
        }
    }
    for (size_t j = 0; j < n && !known; j++)
        x[j] = NAN;
    return !known || bcl_dense_solve(x, matrix, rhs, n, perm);
}

static bool fail_size(loop *l)
{
    const bcl_program *p = l->m->p;

    return bcl_fail(p->d, "M02", bcl_program_place(p, l->instr, l->n),
                    "la boucle couple %zu inconnues par an ; %d au plus",
                    l->unknowns, UNKNOWNS_MAX);
}

static bool solve_systems(loop *l, double *x, const double *rhs_of)
{
    bcl_arena *a = l->m->p->a;
    size_t n = l->unknowns;
    double *matrix = BCL_NEW(a, double, BCL_DENSE_SIZE(n)),
           *rhs = BCL_NEW(a, double, n), *one = BCL_NEW(a, double, n);
    size_t *perm = BCL_NEW(a, size_t, n);

    for (size_t s = 0; s < l->systems; s++) {
        if (!solve_one(l, s, rhs_of, matrix, rhs, one, perm)) {
            const bcl_program *p = l->m->p;
            return bcl_fail(p->d, "R17", bcl_program_place(p, l->instr, l->n),
                            "la boucle « %s » n'a pas de solution unique en "
                            "%d : ses coefficients rendent le bilan "
                            "indéterminé",
                            bcl_program_names(p, l->instr, l->n),
                            p->m->dims.first_year +
                                (int)(l->w->y0 + s % l->years));
        }
        for (size_t i = 0; i < n; i++)
            x[i * l->systems + s] = one[i];
    }
    return true;
}

static void put(loop *l, const double *x)
{
    for (size_t c = 0; c < l->ncut; c++)
        for (size_t k = l->start[c]; k < l->start[c + 1]; k++)
            for (size_t s = 0; s < l->systems; s++)
                *place(l, c, k - l->start[c], s) = x[k * l->systems + s];
}

/* Running the loop on its solution must give it again. */
static bool settled(const loop *l, const double *x, const double *again)
{
    const bcl_program *p = l->m->p;

    for (size_t i = 0; i < l->unknowns * l->systems; i++)
        if (fabs(again[i] - x[i]) > 1e-6 * l->probe)
            return bcl_fail(p->d, "R17", bcl_program_place(p, l->instr, l->n),
                            "la boucle « %s » se résout mal en %d : il reste "
                            "un écart de %.3g",
                            bcl_program_names(p, l->instr, l->n),
                            p->m->dims.first_year +
                                (int)(l->w->y0 + i % l->systems % l->years),
                            again[i] - x[i]);
    return true;
}

/* The solution, then one correction by what running the loop leaves: the
 * columns of A were read as differences and have lost a few digits. */
static bool solve_all(loop *l)
{
    size_t n = l->unknowns * l->systems;
    double *x = BCL_NEW(l->m->p->a, double, n),
           *left = BCL_NEW(l->m->p->a, double, n),
           *more = BCL_NEW(l->m->p->a, double, n);

    if (!solve_systems(l, x, l->b))
        return false;
    put(l, x);
    evaluate(l, left);
    for (size_t i = 0; i < n; i++)
        left[i] -= x[i];
    if (!solve_systems(l, more, left))
        return false;
    for (size_t i = 0; i < n; i++)
        x[i] += more[i];
    put(l, x);
    evaluate(l, left);
    put(l, x);
    return settled(l, x, left);
}

/* Does the loop lead from one member of the slab dimension to another? */
static bool couples(const loop *l)
{
    const bcl_program *p = l->m->p;
    bool *in = BCL_NEW(p->a, bool, p->n), found = false;

    for (size_t i = 0; i < l->n; i++)
        in[l->instr[i]] = true;
    for (size_t i = 0; i < l->n; i++) {
        const bcl_instr *s = &p->i[l->instr[i]];
        found = found || !s->local;
        for (int k = 0; k < s->narg; k++)
            found = found ||
                    (in[s->arg[k]] && bcl_edge_of(p, s, k) != BCL_EDGE_PLAIN);
    }
    return found;
}

bool bcl_solve_loop(bcl_machine *m, const int *instr, size_t n, const int *cut,
                    size_t ncut, const bcl_window *w)
{
    const bcl_program *p = m->p;
    loop l = {.m = m, .instr = instr, .cut = cut, .n = n, .ncut = ncut, .w = w};

    l.years = w->y1 - w->y0;
    l.apart = couples(&l) ? -1 : p->m->dims.slab;
    l.members = l.apart >= 0 ? w->to - w->from : 1;
    l.systems = l.members * l.years;
    for (size_t c = 0; c < ncut; c++) {
        if (c + 1 >= 64)
            return fail_size(&l);
        l.start[c + 1] = l.start[c] + inner_cells(&l, &p->i[cut[c]]);
    }
    l.unknowns = l.start[ncut];
    if (l.unknowns > UNKNOWNS_MAX)
        return fail_size(&l);
    l.b = BCL_NEW(p->a, double, l.unknowns *l.systems);
    l.a = BCL_NEW(p->a, double, l.unknowns *l.unknowns *l.systems);
    forget_holes(&l);
    set_unknowns(&l, l.unknowns);
    evaluate(&l, l.b);
    l.probe = largest(&l);
    for (size_t j = 0; j < l.unknowns; j++) {
        set_unknowns(&l, j);
        evaluate(&l, l.a + j * l.unknowns * l.systems);
    }
    return solve_all(&l);
}
