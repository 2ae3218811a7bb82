/* lever.c -- one lever applied to its donnee. */
#include "engine/path.h"
#include "engine/stage.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

typedef struct {
    bcl_moved *to;
    bcl_input *in;
    const bcl_model *m;
    const bcl_lever *l;
    bcl_layout layout;        /* of a slice */
    size_t years, start;      /* first year index that may change */
    const bcl_slice **before; /* [years] what was inherited */
    const double *nothing;    /* ... in a year without anything */
    const bool *keep;         /* [cells] which it moves */
    bcl_arena *kept, *own;    /* of the run, of this lever */
} mover;

static bcl_path path_of(const mover *c, size_t n, const bool *keep,
                        const double *start)
{
    bcl_path p = {c->l,  c->m->dims.first_year + (int)c->start - 1,
                  n,     keep,
                  start, BCL_NEW(c->own, double, n)};

    for (size_t i = 0; i < n; i++)
        p.ratio[i] = 1;
    return p;
}

/* What is inherited in a year; of none, nothing. */
static const double *inherited(const mover *c, size_t y)
{
    return y < c->years && c->before[y] ? c->before[y]->v : c->nothing;
}

static bool among(const bcl_slice *s, const bcl_slice *const *slice, size_t n)
{
    for (size_t y = 0; y < n; y++)
        if (slice[y] == s)
            return true;
    return false;
}

/* A year leaves the slice it inherited, which may serve again when an earlier
 * lever made it and no other year reads it. */
static void leave(const mover *c, size_t y)
{
    bcl_moved *to = c->to;
    const bcl_slice *s = c->before[y];

    if (!s || among(s, to->base->slice, c->years) ||
        among(s, c->in->slice, y) ||
        among(s, c->before + y + 1, c->years - y - 1))
        return;
    BCL_GROW(c->kept, to->spare, to->nspare, &to->cap);
    to->spare[to->nspare++] = (bcl_slice *)(uintptr_t)s;
}

static bcl_slice *take(const mover *c)
{
    bcl_moved *to = c->to;

    return to->nspare > 0 ? to->spare[--to->nspare]
                          : bcl_slice_new(c->layout.cells, c->kept);
}

/* The values of a year, which shares its slice with what was inherited or with
 * the year before when they say the same. */
static void put(const mover *c, size_t y, double *v)
{
    const bcl_slice *old = c->before[y];
    size_t cells = c->layout.cells;
    bcl_slice now = old ? *old : (bcl_slice){0};

    now.v = v;
    if (old && bcl_slice_same(old, &now, cells))
        return;
    leave(c, y);
    if (y > c->start && bcl_slice_same(c->in->slice[y - 1], &now, cells)) {
        c->in->slice[y] = c->in->slice[y - 1];
        return;
    }
    bcl_slice *s = take(c);
    now.v = memcpy(s->v, v, cells * sizeof *v);
    *s = now;
    c->in->slice[y] = s;
}

static void move_cells(const mover *c)
{
    bcl_path p =
        path_of(c, c->layout.cells, c->keep, inherited(c, c->start - 1));
    double *after = BCL_NEW(c->own, double, c->layout.cells);

    for (size_t y = c->start; y < c->years; y++) {
        bcl_path_move(&p, c->m->dims.first_year + (int)y, inherited(c, y),
                      after);
        put(c, y, after);
    }
}

/* The sum each cell belongs to. */
static const size_t *groups(const mover *c, size_t *n)
{
    const bcl_layout *l = &c->layout;
    size_t *of = BCL_NEW(c->own, size_t, l->cells);

    *n = 1;
    for (int i = 0; i < l->rank; i++) {
        if (c->l->total & BCL_DIM_BIT(l->dim[i]))
            continue;
        for (size_t k = 0; k < l->cells; k++)
            of[k] = of[k] * l->size[i] + k / l->stride[i] % l->size[i];
        *n *= l->size[i];
    }
    return of;
}

static double *sums(const mover *c, const size_t *group, size_t n, size_t y)
{
    double *sum = BCL_NEW(c->own, double, n);
    const double *v = inherited(c, y);

    for (size_t i = 0; i < c->layout.cells; i++)
        if (c->keep[i] && !isnan(v[i]))
            sum[group[i]] += v[i];
    return sum;
}

/* A place that is to be told: the first by cell, then by year. */
typedef struct {
    size_t cell, year;
    bool any;
} place;

static void tell(place *p, size_t cell, size_t year)
{
    if (p->any && (p->cell < cell || (p->cell == cell && p->year <= year)))
        return;
    *p = (place){cell, year, true};
}

/* total=: the lever moves the sums; cells follow in proportion. */
static bool move_totals(const mover *c, bcl_diag *d)
{
    size_t ngroup;
    const size_t *group = groups(c, &ngroup);
    bcl_path p = path_of(c, ngroup, NULL,
                         c->start > 0 ? sums(c, group, ngroup, c->start - 1)
                                      : c->nothing);
    double *to = BCL_NEW(c->own, double, ngroup),
           *after = BCL_NEW(c->own, double, c->layout.cells);
    place bad = {0};

    for (size_t y = c->start; y < c->years; y++) {
        const double *before = inherited(c, y),
                     *sum = sums(c, group, ngroup, y);
        bcl_path_move(&p, c->m->dims.first_year + (int)y, sum, to);
        for (size_t i = 0; i < c->layout.cells; i++) {
            double all = sum[group[i]], aimed = to[group[i]];
            after[i] = before[i];
            if (c->keep[i] && all == 0 && aimed != 0)
                tell(&bad, i, y);
            if (c->keep[i] && all != 0)
                after[i] = before[i] * (aimed / all);
        }
        put(c, y, after);
    }
    return !bad.any ||
           bcl_fail(d, "S14", c->l->head.at,
                    "le total de « %s » hérité est nul en %d : le "
                    "levier « %s » ne sait pas comment le répartir",
                    c->m->quantity[c->l->quantity].head.id,
                    c->m->dims.first_year + (int)bad.year, c->l->head.id);
}

static bool move_formula(const mover *c, const bcl_input *all, bcl_diag *d)
{
    const bcl_quantity *q = &c->m->quantity[c->l->quantity];
    size_t cells = c->layout.cells;
    double *before = BCL_NEW(c->own, double, cells * c->years),
           *after = BCL_NEW(c->own, double, cells);
    bcl_given given = {q->dims, before, c->in->avail, c->in->status};
    bcl_evaluated e;

    for (size_t y = 0; y < c->years; y++)
        for (size_t i = 0; i < cells; i++)
            before[i * c->years + y] = inherited(c, y)[i];
    if (!bcl_stage_evaluate(&e, c->m, all, &given, 1, c->l->node, q->dims,
                            c->own, d))
        return false;
    for (size_t y = c->start; y < c->years; y++) {
        for (size_t i = 0; i < cells; i++) {
            double x = inherited(c, y)[i];
            after[i] =
                c->keep[i] ? x + c->l->level * (e.v[i * c->years + y] - x) : x;
        }
        put(c, y, after);
    }
    return true;
}

/* C15 again: what a lever makes must stay a value the donnee can take. */
static bool in_bounds(const mover *c, bcl_diag *d)
{
    const bcl_quantity *q = &c->m->quantity[c->l->quantity];
    double low = -INFINITY, high = INFINITY, unit = bcl_unit_factor(q->unit);
    place bad = {0};

    if (bcl_attr_number(&low, q->head.xml, "min", d))
        low *= unit;
    if (bcl_attr_number(&high, q->head.xml, "max", d))
        high *= unit;
    double below = low - 1e-9 * unit, above = high + 1e-9 * unit;
    for (size_t y = c->start; y < c->years; y++) {
        const double *v = c->in->slice[y]->v;
        for (size_t i = 0; i < c->layout.cells; i++)
            if (v[i] < below || v[i] > above)
                tell(&bad, i, y);
    }
    return !bad.any ||
           bcl_fail(d, "S15", c->l->head.at,
                    "le levier « %s » mène « %s » à %.6g %s en %d, hors de "
                    "ses bornes (%s à %s)",
                    c->l->head.id, q->head.id,
                    c->in->slice[bad.year]->v[bad.cell] / unit, q->unit_text,
                    c->m->dims.first_year + (int)bad.year,
                    bcl_attr(q->head.xml, "min") ? bcl_attr(q->head.xml, "min")
                                                 : "−∞",
                    bcl_attr(q->head.xml, "max") ? bcl_attr(q->head.xml, "max")
                                                 : "+∞");
}

static const bool *selected(const mover *c)
{
    const bcl_layout *l = &c->layout;
    bool *keep = BCL_NEW(c->own, bool, l->cells);

    memset(keep, 1, l->cells);
    for (int i = 0; i < l->rank; i++) {
        const bool *of = c->l->keep[l->dim[i]];
        for (size_t k = 0; of && k < l->cells; k++)
            keep[k] = keep[k] && of[k / l->stride[i] % l->size[i]];
    }
    return keep;
}

static const double *nothing(const mover *c)
{
    return bcl_slice_new(c->layout.cells, c->own)->v;
}

static bool apply(mover *c, const bcl_input *all, bcl_diag *d)
{
    const bcl_quantity *q = &c->m->quantity[c->l->quantity];
    bcl_input *in = c->in;
    bool ok = true;

    c->layout = bcl_layout_of(&c->m->dims, q->dims & ~BCL_YEAR_BIT);
    c->years = bcl_dim_size(&c->m->dims, BCL_YEAR);
    c->start = (size_t)(c->l->start - c->m->dims.first_year);
    c->before = BCL_NEW(c->own, const bcl_slice *, c->years);
    memcpy(c->before, in->slice, c->years * sizeof *in->slice);
    c->nothing = nothing(c);
    c->keep = selected(c);
    if (c->l->shape == BCL_SHAPE_FORMULA)
        ok = move_formula(c, all, d);
    else if (c->l->total)
        ok = move_totals(c, d);
    else
        move_cells(c);
    for (size_t y = c->start; y < c->years; y++) {
        in->avail[y] = true;
        in->status[y] = BCL_PROJECTED | BCL_EXTENDED;
    }
    return ok && in_bounds(c, d);
}

bool bcl_stage_lever(bcl_moved *to, const bcl_input *all, const bcl_model *m,
                     const bcl_lever *l, bcl_arena *a, bcl_diag *d)
{
    /* What a lever needs beside its donnee is as large as it: given back at
     * once. */
    mover c = {.to = to,
               .in = to->in,
               .m = m,
               .l = l,
               .kept = a,
               .own = bcl_arena_create()};
    bool ok = apply(&c, all, d);

    bcl_arena_destroy(c.own);
    return ok;
}
