/* lever.c -- one lever applied to its donnee.
 *
 * The path of a lever starts from what it inherits the year before it may
 * change anything; `niveau` scales the distance to what is inherited.
 * logistique: (L(t) - L(0))/(L(1) - L(0)) with L(t) = 1/(1 + exp(-10(t -
 * 1/2))); lisse: 3t² - 2t³. */
#include "engine/stage.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

typedef struct {
    bcl_input *in;
    const bcl_model *m;
    const bcl_lever *l;
    bcl_layout layout;
    size_t years, start; /* first year index that may change */
    double *before;      /* what was inherited */
    bcl_evaluated formula;
} mover;

static double logistic(double t)
{
    return 1 / (1 + exp(-10 * (t - 0.5)));
}

/* How far along from one point to the next, t in [0, 1]. */
static double progress(bcl_shape shape, double t)
{
    switch (shape) {
    case BCL_SHAPE_STEPS:
        return 0;
    case BCL_SHAPE_LOGISTIC:
        return (logistic(t) - logistic(0)) / (logistic(1) - logistic(0));
    case BCL_SHAPE_SMOOTH:
        return t * t * (3 - 2 * t);
    default:
        return t;
    }
}

/* The value of the points in a calendar year; `first` is the implicit one. */
static double along(const bcl_lever *l, bcl_point first, int year)
{
    bcl_point a = first;

    for (size_t i = 0; i < l->npoint; i++) {
        const bcl_point *b = &l->point[i];
        if (b->year <= a.year && i == 0) { /* said, not implicit */
            a = *b;
            continue;
        }
        if (year < b->year) {
            if (year <= a.year)
                return a.value;
            double t = (double)(year - a.year) / (double)(b->year - a.year);
            return a.value + progress(l->shape, t) * (b->value - a.value);
        }
        a = *b;
    }
    return a.value;
}

/* The new path of one row: inherited values in, new ones out. */
static void move_row(const mover *c, const double *before, double *after)
{
    const bcl_lever *l = c->l;
    int first = c->m->dims.first_year;
    double start = c->start > 0 ? before[c->start - 1] : (double)NAN;
    int last = l->shape == BCL_SHAPE_GROWTH ? l->to
               : l->npoint                  ? l->point[l->npoint - 1].year
                                            : 0;
    double ratio = 1;

    for (size_t y = c->start; y < c->years; y++) {
        int year = first + (int)y;
        double x = 0;
        if (l->shape == BCL_SHAPE_GROWTH) {
            int n = (year < l->to ? year : l->to) - l->start + 1;
            n = n > 0 ? n : 0; /* over before the scenario starts */
            /* multiplie: on top of what parents do, as other shapes do */
            x = (l->mode == BCL_MODE_TIMES ? before[y] : start) *
                pow(1 + l->rate, n);
        } else {
            bcl_point implicit = {first + (int)c->start - 1,
                                  l->mode == BCL_MODE_VALUE   ? start
                                  : l->mode == BCL_MODE_TIMES ? 1
                                                              : 0};
            double along_points = along(l, implicit, year);
            x = l->mode == BCL_MODE_VALUE ? along_points
                : l->mode == BCL_MODE_ADD ? before[y] + along_points
                                          : before[y] * along_points;
        }
        if (l->follows && year <= last && before[y] != 0)
            ratio = x / before[y];
        if (l->follows && year > last)
            x = before[y] * ratio;
        after[y] = before[y] + l->level * (x - before[y]);
    }
}

/* A step that inherits keeps what is inherited until its first point. */
static void keep_until_first(const mover *c, const double *before,
                             double *after)
{
    const bcl_lever *l = c->l;

    if (l->shape != BCL_SHAPE_STEPS || l->mode != BCL_MODE_VALUE)
        return;
    for (size_t y = c->start; y < c->years; y++)
        if (c->m->dims.first_year + (int)y < l->point[0].year)
            after[y] = before[y];
}

static bool selected(const mover *c, size_t cell)
{
    for (int i = 0; i < c->layout.rank; i++) {
        const bool *keep = c->l->keep[c->layout.dim[i]];
        if (keep && c->layout.dim[i] != BCL_YEAR &&
            !keep[cell / c->layout.stride[i] % c->layout.size[i]])
            return false;
    }
    return true;
}

static size_t group_of(const mover *c, size_t cell)
{
    size_t g = 0;

    for (int i = 0; i < c->layout.rank - 1; i++)
        if (!(c->l->total & BCL_DIM_BIT(c->layout.dim[i])))
            g = g * c->layout.size[i] +
                cell / c->layout.stride[i] % c->layout.size[i];
    return g;
}

/* total=: the lever moves the sums; cells follow in proportion. */
static bool move_totals(const mover *c, bcl_arena *a, bcl_diag *d)
{
    size_t groups =
        bcl_dimset_cells(&c->m->dims, c->m->quantity[c->l->quantity].dims &
                                          ~c->l->total & ~BCL_YEAR_BIT);
    double *sum = BCL_NEW(a, double, groups * c->years),
           *to = BCL_NEW(a, double, groups * c->years);

    for (size_t i = 0; i < c->layout.cells; i++)
        if (selected(c, i) && !isnan(c->before[i]))
            sum[group_of(c, i) * c->years + i % c->years] += c->before[i];
    for (size_t g = 0; g < groups; g++) {
        move_row(c, sum + g * c->years, to + g * c->years);
        keep_until_first(c, sum + g * c->years, to + g * c->years);
    }
    for (size_t i = 0; i < c->layout.cells; i++) {
        size_t y = i % c->years, at = group_of(c, i) * c->years + y;
        if (y < c->start || !selected(c, i))
            continue;
        if (sum[at] == 0 && to[at] != 0)
            return bcl_fail(d, "S14", c->l->head.at,
                            "le total de « %s » hérité est nul en %d : le "
                            "levier « %s » ne sait pas comment le répartir",
                            c->m->quantity[c->l->quantity].head.id,
                            c->m->dims.first_year + (int)y, c->l->head.id);
        if (sum[at] != 0)
            c->in->v[i] = c->before[i] * (to[at] / sum[at]);
    }
    return true;
}

static void move_formula(const mover *c)
{
    for (size_t i = 0; i < c->layout.cells; i++) {
        if (i % c->years < c->start || !selected(c, i))
            continue;
        double x = c->formula.v[i];
        c->in->v[i] = c->before[i] + c->l->level * (x - c->before[i]);
    }
}

static bool evaluate(mover *c, const bcl_input *all, bcl_arena *a, bcl_diag *d)
{
    const bcl_quantity *q = &c->m->quantity[c->l->quantity];
    bcl_given inherited = {q->dims, c->before, c->in->avail, c->in->status};

    return bcl_stage_evaluate(&c->formula, c->m, all, &inherited, 1, c->l->node,
                              q->dims, a, d);
}

/* C15 again: what a lever makes must stay a value the donnee can take. */
static bool in_bounds(const mover *c, bcl_diag *d)
{
    const bcl_quantity *q = &c->m->quantity[c->l->quantity];
    double low = -INFINITY, high = INFINITY, unit = bcl_unit_factor(q->unit);

    if (bcl_attr_number(&low, q->head.xml, "min", d))
        low *= unit;
    if (bcl_attr_number(&high, q->head.xml, "max", d))
        high *= unit;
    double below = low - 1e-9 * unit, above = high + 1e-9 * unit;
    for (size_t i = 0, y = 0; i < c->layout.cells; i++, y++) {
        double x = c->in->v[i];
        y = y == c->years ? 0 : y;
        if (y < c->start || !(x < below || x > above))
            continue;
        return bcl_fail(
            d, "S15", c->l->head.at,
            "le levier « %s » mène « %s » à %.6g %s en %d, hors de "
            "ses bornes (%s à %s)",
            c->l->head.id, q->head.id, x / unit, q->unit_text,
            c->m->dims.first_year + (int)y,
            bcl_attr(q->head.xml, "min") ? bcl_attr(q->head.xml, "min") : "−∞",
            bcl_attr(q->head.xml, "max") ? bcl_attr(q->head.xml, "max") : "+∞");
    }
    return true;
}

static bool apply(bcl_input *in, const bcl_input *all, const bcl_model *m,
                  const bcl_lever *l, bcl_arena *a, bcl_diag *d)
{
    const bcl_quantity *q = &m->quantity[l->quantity];
    mover c = {.in = in, .m = m, .l = l};

    c.layout = bcl_layout_of(&m->dims, q->dims);
    c.years = bcl_dim_size(&m->dims, BCL_YEAR);
    c.start = (size_t)(l->start - m->dims.first_year);
    c.before = BCL_NEW(a, double, c.layout.cells);
    memcpy(c.before, in->v, c.layout.cells * sizeof *c.before);
    if (l->shape == BCL_SHAPE_FORMULA) {
        if (!evaluate(&c, all, a, d))
            return false;
        move_formula(&c);
    } else if (l->total) {
        if (!move_totals(&c, a, d))
            return false;
    } else {
        for (size_t i = 0; i < c.layout.cells; i += c.years) {
            if (!selected(&c, i))
                continue;
            move_row(&c, c.before + i, in->v + i);
            keep_until_first(&c, c.before + i, in->v + i);
        }
    }
    for (size_t y = c.start; y < c.years; y++) {
        in->avail[y] = true;
        in->status[y] = BCL_PROJECTED | BCL_EXTENDED;
    }
    return in_bounds(&c, d);
}

/* What a lever needs beside its donnee is as large as it: given back at once.
 */
bool bcl_stage_lever(bcl_input *in, const bcl_input *all, const bcl_model *m,
                     const bcl_lever *l, bcl_diag *d)
{
    bcl_arena *a = bcl_arena_create();
    bool ok = apply(in, all, m, l, a, d);

    bcl_arena_destroy(a);
    return ok;
}
