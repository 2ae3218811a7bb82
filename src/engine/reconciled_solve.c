/* reconciled_solve.c -- see reconciled_solve.h. */
#include "engine/reconciled_solve.h"

#include <math.h>
#include <string.h>

enum { STEPS = 40, SET_ASIDE = 64 };

/* One group as a problem of flow/: its unknowns, its rows linearised. */
typedef struct {
    bcl_rec_problem p;
    double *value, *sd, *low, *high, *rhs, *coef;
    size_t *start, *row_of; /* row_of: number among all rows */
    int *var, *unknown_of;
} linear;

static size_t terms_of(const bcl_equations *e, const bcl_reconciled *out, int g)
{
    size_t n = 0;

    for (size_t r = 0; r < e->n; r++)
        if (out->row[r].group == g && !out->row[r].exact)
            n += e->gap[r].n;
    return n;
}

static void allocate(linear *l, const bcl_reconciled_group *g, size_t nterm,
                     bcl_arena *a)
{
    l->value = BCL_NEW(a, double, g->nunknown + 1);
    l->sd = BCL_NEW(a, double, g->nunknown + 1);
    l->low = BCL_NEW(a, double, g->nunknown + 1);
    l->high = BCL_NEW(a, double, g->nunknown + 1);
    l->unknown_of = BCL_NEW(a, int, g->nunknown + 1);
    l->start = BCL_NEW(a, size_t, g->nrow + 1);
    l->row_of = BCL_NEW(a, size_t, g->nrow + 1);
    l->rhs = BCL_NEW(a, double, g->nrow + 1);
    l->var = BCL_NEW(a, int, nterm + 1);
    l->coef = BCL_NEW(a, double, nterm + 1);
}

static void add_unknowns(linear *l, const bcl_unknowns *u, int g)
{
    for (size_t i = 0; i < u->nunknown; i++) {
        const bcl_unknown *x = &u->unknown[i];
        if (x->group != g)
            continue;
        l->unknown_of[x->local] = (int)i;
        l->value[x->local] = x->hidden ? (double)NAN : 0;
        l->sd[x->local] = x->sd;
        l->low[x->local] = x->low;
        l->high[x->local] = x->high;
    }
}

/* gap(x) = 0 near x0: sum slope*x = sum slope*x0 - gap(x0). */
static void add_rows(linear *l, const bcl_equations *e,
                     const bcl_reconciled *out, const bcl_unknowns *u, int g)
{
    size_t row = 0, term = 0;

    for (size_t r = 0; r < e->n; r++) {
        const bcl_dual *gap = &e->gap[r];
        if (out->row[r].group != g || out->row[r].exact)
            continue;
        l->row_of[row] = r;
        l->rhs[row] = -gap->v;
        for (size_t k = 0; k < gap->n; k++) {
            const bcl_unknown *x = &u->unknown[gap->unknown[k]];
            l->var[term] = x->local;
            l->coef[term++] = gap->slope[k];
            l->rhs[row] += gap->slope[k] * x->at;
        }
        l->start[++row] = term;
    }
    l->p = (bcl_rec_problem){.value = l->value,
                             .sd = l->sd,
                             .low = l->low,
                             .high = l->high,
                             .nrow = row,
                             .start = l->start,
                             .var = l->var,
                             .coef = l->coef,
                             .rhs = l->rhs};
}

static void linearise(linear *l, const bcl_equations *e,
                      const bcl_reconciled *out, const bcl_unknowns *u, int g,
                      bcl_arena *a)
{
    allocate(l, &out->group[g], terms_of(e, out, g), a);
    add_unknowns(l, u, g);
    add_rows(l, e, out, u, g);
    l->p.n = out->group[g].nunknown;
}

/* How far the step went, to what each unknown is worth. */
static double move(bcl_unknowns *u, const linear *l, const bcl_rec_result *x)
{
    double most = 0;
    for (size_t i = 0; i < l->p.n; i++) {
        bcl_unknown *k = &u->unknown[l->unknown_of[i]];
        if (isnan(x->x[i]))
            continue; /* nobody can tell: it stays where it started */
        double scale = k->hidden ? fabs(x->x[i]) + fabs(k->at) : k->sd;
        if (scale > 0)
            most = fmax(most, fabs(x->x[i] - k->at) / scale);
        k->at = x->x[i];
    }
    return most;
}

static const bcl_head *head_of(const bcl_model *m, int quantity)
{
    return quantity >= 0 ? &m->quantity[quantity].head
                         : &m->process[-1 - quantity].head;
}

/* Rows at odds are set aside: their gap stays, as it is. */
static bool set_aside(bcl_reconciled *out, int g, const linear *l,
                      const bcl_rec_result *x)
{
    bool any = false;

    for (size_t i = 0; i < x->nrow; i++) {
        bcl_reconciled_row *r = &out->row[l->row_of[x->row[i]]];
        any = any || !r->exact;
        out->group[g].nrow -= !r->exact;
        r->exact = true;
    }
    return any;
}

static bool solve(bcl_rec_result *x, linear *l, bcl_reconciled *out,
                  const bcl_equations *e, const bcl_unknowns *u, int g,
                  const bcl_rec_options *o, bcl_arena *a)
{
    size_t asides = 0;

    for (;;) {
        linearise(l, e, out, u, g, a);
        if (bcl_reconcile(x, &l->p, o, a))
            return true;
        if ((x->status != BCL_REC_CONTRADICTION &&
             x->status != BCL_REC_INFEASIBLE) ||
            asides++ >= SET_ASIDE || !set_aside(out, g, l, x))
            return false;
    }
}

static void fail_group(bcl_reconciled *out, const bcl_unknowns *u, int g,
                       const bcl_rec_result *x)
{
    bcl_reconciled_group *group = &out->group[g];
    const bcl_head *h = head_of(u->m, group->member[0]);

    group->status = x->status;
    if (x->status == BCL_REC_DIVERGED || x->status == BCL_REC_OK) {
        group->status = BCL_REC_DIVERGED;
        bcl_warn(u->d, "T04", h->at,
                 "la réconciliation de « %s » n'aboutit pas : les données "
                 "restent comme observées",
                 h->title);
        bcl_hint(u->d, "les incertitudes déclarées sont-elles à la mesure "
                       "des écarts ?");
        return;
    }
    bcl_warn(u->d, "T03", h->at,
             "la réconciliation de « %s » est impossible : des données sans "
             "incertitude, ou tenues par leurs bornes, se contredisent ; "
             "elles restent comme observées",
             h->title);
    bcl_hint(u->d, "donnez une <incertitude> à celles qui en ont une");
}

/* What the last linear problem says of each unknown and of the whole. */
static void conclude(bcl_reconciled *out, bcl_unknowns *u, int g,
                     const linear *l, const bcl_rec_result *x, size_t steps)
{
    bcl_reconciled_group *group = &out->group[g];

    group->status = BCL_REC_OK;
    group->chi2 = x->chi2;
    group->critical = x->critical;
    group->p = x->p;
    group->dof = x->dof;
    group->verdict = x->verdict;
    group->iterations = steps;
    group->z_mark = x->z_bonferroni;
    group->conditional = x->nbinding > 0;
    group->suspect = BCL_NEW(u->a, int, x->nsuspect + 1);
    group->nsuspect = x->nsuspect;
    for (size_t i = 0; i < x->nsuspect; i++)
        group->suspect[i] = l->unknown_of[x->suspect[i].var];
    for (size_t i = 0; i < l->p.n; i++) {
        bcl_unknown *k = &u->unknown[l->unknown_of[i]];
        k->class = x->class[i];
        k->sd_after = x->sd[i];
        k->z = x->z[i];
        k->from = x->low[i];
        k->to = x->high[i];
    }
}

/* One step of every group still moving; false when none is. */
static bool step(bcl_reconciled *out, bcl_unknowns *u, bool *moving,
                 bcl_arena *a)
{
    static const bcl_rec_options bare = {
        .no_sd = true, .no_suspect = true, .no_interval = true};
    bcl_equations e;
    bool any = false;

    bcl_equations_read(&e, u, false, a);
    if (e.n != out->nrow) /* a value went where no equation stands */
        return false;
    for (size_t g = 0; g < out->ngroup; g++) {
        linear l;
        bcl_rec_result x;
        if (!moving[g])
            continue;
        moving[g] = false;
        if (!solve(&x, &l, out, &e, u, (int)g, &bare, a))
            fail_group(out, u, (int)g, &x);
        else
            moving[g] = move(u, &l, &x) > 1e-11;
        any = any || moving[g];
    }
    return any;
}

/* The gap of an equation once settled; nothing where cells that nobody can
 * tell take what is missing. */
static double left(const bcl_dual *gap, const bcl_unknowns *u)
{
    for (size_t k = 0; k < gap->n; k++)
        if (u->unknown[gap->unknown[k]].class == BCL_REC_UNOBSERVABLE)
            return NAN;
    return gap->v;
}

/* A sum is worth its measure, whatever is hidden in it. */
static void settle_row(bcl_reconciled_row *row, const bcl_equations *e,
                       size_t r, const bcl_unknowns *u)
{
    row->gap = left(&e->gap[r], u);
    if (row->firm && !row->exact)
        row->after = e->row[r].measure;
}

static void finish(bcl_reconciled *out, bcl_unknowns *u, const bool *moving,
                   size_t steps, bcl_arena *a)
{
    bcl_equations e;

    bcl_equations_read(&e, u, false, a);
    for (size_t g = 0; g < out->ngroup; g++) {
        linear l;
        bcl_rec_result x = {.status = BCL_REC_DIVERGED};
        if (out->group[g].status != BCL_REC_OK || !out->group[g].nunknown)
            continue;
        if (moving[g] || e.n != out->nrow ||
            !solve(&x, &l, out, &e, u, (int)g, NULL, a))
            fail_group(out, u, (int)g, &x);
        else
            conclude(out, u, (int)g, &l, &x, steps);
    }
    for (size_t r = 0; r < e.n && e.n == out->nrow; r++)
        if (out->group[out->row[r].group].status == BCL_REC_OK)
            settle_row(&out->row[r], &e, r, u);
}

void bcl_reconciled_solve(bcl_reconciled *out, bcl_unknowns *u)
{
    bool *moving = BCL_NEW(u->a, bool, out->ngroup + 1);
    size_t steps = 0;
    bcl_arena *a = bcl_arena_create();
    bcl_equations e;

    bcl_equations_read(&e, u, false, a);
    bcl_reconciled_mark_exact(out, &e);
    bcl_arena_destroy(a);
    for (size_t g = 0; g < out->ngroup; g++)
        moving[g] = out->group[g].nunknown > 0;
    for (bool again = out->ngroup > 0; again && steps < STEPS; steps++) {
        a = bcl_arena_create();
        again = step(out, u, moving, a);
        bcl_arena_destroy(a);
    }
    a = bcl_arena_create();
    finish(out, u, moving, steps, a);
    bcl_arena_destroy(a);
}
