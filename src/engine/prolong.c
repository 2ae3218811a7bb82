/* prolong.c -- years between and after observations.
 *
 * Trends are least-squares slopes (of the logarithm for an exponential) over
 * the years of `sur`, anchored on the last observed value; with `par`, the
 * slope is that of the totals over the other dimensions, applied to each cell
 * as a ratio. */
#include "engine/stage.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

enum { MANY_MEMBERS = 20 };

typedef enum { HOLD, LINEAR, EXPONENTIAL, NOTHING } rule;

typedef struct {
    bcl_input *in;
    const bcl_model *m;
    const bcl_quantity *q;
    bcl_layout l;         /* of a slice */
    const bool *observed; /* [years] */
    size_t years;
    int last, from, to; /* year indices */
    rule rule;
} trend;

static rule rule_of(const bcl_xml *e)
{
    const char *s = bcl_attr(e, "prolonge");

    return !s || strcmp(s, "constante") == 0 ? HOLD
           : strcmp(s, "lineaire") == 0      ? LINEAR
           : strcmp(s, "exponentielle") == 0 ? EXPONENTIAL
                                             : NOTHING;
}

/* Slope of a row over the years of the trend: a year's growth, or a year's
 * growth of the logarithm; NaN when it cannot be had. */
static double slope(const trend *t, const double *row)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;

    for (int y = t->from; y <= t->to; y++) {
        double v = row[y];
        if (!t->observed[y])
            continue;
        if (t->rule == EXPONENTIAL)
            v = v > 0 ? log(v) : (double)NAN;
        if (isnan(v))
            return NAN;
        n += 1;
        sx += y;
        sy += v;
        sxx += (double)y * y;
        sxy += y * v;
    }
    double d = n * sxx - sx * sx;
    return n < 2 || d == 0 ? (double)NAN : (n * sxy - sx * sy) / d;
}

/* The value `k` years after the last observed one. */
static double project(rule r, double last, double slope, int k)
{
    if (r == HOLD || isnan(slope))
        return last;
    return r == LINEAR ? last + slope * k : last * exp(slope * k);
}

/* Every year reads the last observed one. */
static void hold(const trend *t)
{
    for (size_t y = (size_t)t->last + 1; y < t->years; y++)
        t->in->slice[y] = t->in->slice[t->last];
}

/* Slices of their own for the years after, the holes of the last observed
 * one; their values. */
static double **start_years(const trend *t, bcl_arena *a, bcl_arena *own)
{
    double **v = BCL_NEW(own, double *, t->years);

    for (size_t y = (size_t)t->last + 1; y < t->years; y++) {
        bcl_slice *s = BCL_NEW(a, bcl_slice, 1);
        *s = *t->in->slice[t->last];
        s->v = v[y] = BCL_NEW(a, double, t->l.cells);
        t->in->slice[y] = s;
    }
    return v;
}

static double at(const trend *t, int year, size_t cell)
{
    const bcl_slice *s = t->in->slice[year];

    return s ? s->v[cell] : (double)NAN;
}

static void each_cell(const trend *t, bcl_arena *a, bcl_arena *own)
{
    double **v = start_years(t, a, own);
    double *row = BCL_NEW(own, double, t->years);

    for (size_t c = 0; c < t->l.cells; c++) {
        for (int y = t->from; y <= t->to; y++)
            row[y] = at(t, y, c);
        double s = slope(t, row), last = at(t, t->last, c);
        for (size_t y = (size_t)t->last + 1; y < t->years; y++)
            v[y][c] = project(t->rule, last, s, (int)y - t->last);
    }
}

/* The group of each cell under `par`: its members of those dimensions. */
static size_t group_of(const trend *t, bcl_dimset by, size_t cell)
{
    size_t g = 0;

    for (int i = 0; i < t->l.rank; i++)
        if (by & BCL_DIM_BIT(t->l.dim[i]))
            g = g * t->l.size[i] + cell / t->l.stride[i] % t->l.size[i];
    return g;
}

static void by_totals(const trend *t, bcl_dimset by, bcl_arena *a,
                      bcl_arena *own)
{
    size_t groups = bcl_dimset_cells(&t->m->dims, by);
    double *total = BCL_NEW(own, double, groups * t->years);

    for (int y = 0; y <= t->last; y++)
        for (size_t c = 0; c < t->l.cells; c++)
            if (!isnan(at(t, y, c)))
                total[group_of(t, by, c) * t->years + (size_t)y] += at(t, y, c);
    double **v = start_years(t, a, own);
    for (size_t c = 0; c < t->l.cells; c++) {
        const double *sum = total + group_of(t, by, c) * t->years;
        double s = slope(t, sum), base = sum[t->last];
        for (size_t y = (size_t)t->last + 1; y < t->years; y++) {
            double then = project(t->rule, base, s, (int)y - t->last);
            double last = at(t, t->last, c);
            v[y][c] = base == 0 ? last : last * (then / base);
        }
    }
}

static void warn_many(const trend *t, bcl_diag *d)
{
    for (int i = 0; i < t->l.rank; i++)
        if (t->l.size[i] > MANY_MEMBERS) {
            bcl_warn(d, "T01", t->q->head.at,
                     "« %s » : une tendance cellule par cellule sur les %zu "
                     "membres de « %s » suit le hasard des petits nombres",
                     t->q->head.id, t->l.size[i],
                     t->m->dims.dim[t->l.dim[i]].id);
            bcl_hint(d, "par=\"…\" prend la pente des totaux");
            return;
        }
}

static void label_years(trend *t)
{
    int reference = t->m->dims.reference - t->m->dims.first_year;
    bool after_data = !t->q->node && t->last < reference;

    for (size_t y = (size_t)t->last + 1; y < t->years; y++) {
        uint8_t own = BCL_STATUS_LABEL(t->in->status[t->last]);
        t->in->avail[y] = true;
        uint8_t label = (int)y > reference                  ? BCL_PROJECTED
                        : own < BCL_ESTIMATED && after_data ? BCL_ESTIMATED
                                                            : own;
        t->in->status[y] = (uint8_t)(label | BCL_EXTENDED);
    }
}

static void extend(const trend *t, bcl_dimset by, bcl_arena *a, bcl_diag *d)
{
    bcl_arena *own = bcl_arena_create();

    if (t->rule == HOLD) {
        hold(t);
    } else if (by) {
        by_totals(t, by & ~BCL_YEAR_BIT, a, own);
    } else {
        warn_many(t, d);
        each_cell(t, a, own);
    }
    bcl_arena_destroy(own);
}

bool bcl_stage_prolong(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                       const bool *observed, bcl_arena *a, bcl_diag *d)
{
    trend t = {.in = in,
               .m = m,
               .q = q,
               .l = bcl_layout_of(&m->dims, q->dims & ~BCL_YEAR_BIT),
               .observed = observed,
               .years = bcl_dim_size(&m->dims, BCL_YEAR),
               .last = -1,
               .rule = rule_of(q->head.xml)};
    bcl_dimset by;
    int order[BCL_RANK_MAX], first, last;
    size_t rank;

    for (size_t y = 0; y < t.years; y++)
        if (observed[y])
            t.last = (int)y;
    if (t.rule == NOTHING || t.last < 0)
        return true;
    t.from = 0;
    t.to = t.last;
    if (bcl_attr_years(&first, &last, q->head.xml, "sur", d)) {
        t.from = first - m->dims.first_year;
        t.to = last - m->dims.first_year;
    }
    if (t.from < 0 || t.to >= (int)t.years)
        return bcl_fail(d, "R09", bcl_attr_at(q->head.xml, "sur"),
                        "sur=\"%s\" sort des années du modèle",
                        bcl_attr(q->head.xml, "sur"));
    if (!bcl_model_dims(&by, order, &rank, m, q->head.xml, "par", d))
        return false;
    extend(&t, by, a, d);
    label_years(&t);
    return true;
}

/* A year between two observed ones, a fraction f of the way. */
static const bcl_slice *mix(const bcl_slice *x, const bcl_slice *z, double f,
                            size_t cells, bcl_arena *a)
{
    bcl_slice *s = BCL_NEW(a, bcl_slice, 1);

    *s = *x;
    s->v = BCL_NEW(a, double, cells);
    for (size_t i = 0; i < cells; i++)
        s->v[i] = x->v[i] + f * (z->v[i] - x->v[i]);
    if (!z->hole)
        return s;
    s->hole = BCL_NEW(a, uint8_t, cells);
    for (size_t i = 0; i < cells; i++)
        s->hole[i] = (x->hole ? x->hole[i] : 0) | z->hole[i];
    return s;
}

/* One gap of observations, from year x to year z. */
static void fill_gap(bcl_input *in, size_t cells, size_t x, size_t z,
                     bool linear, bcl_arena *a)
{
    for (size_t y = x + 1; y < z; y++) {
        double f = (double)(y - x) / (double)(z - x);
        in->slice[y] = linear ? mix(in->slice[x], in->slice[z], f, cells, a)
                              : in->slice[x];
        in->avail[y] = true;
        in->status[y] =
            in->status[x] < BCL_ESTIMATED ? BCL_ESTIMATED : in->status[x];
    }
}

void bcl_stage_between(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                       const bool *observed, bcl_arena *a)
{
    const char *s = bcl_attr(q->head.xml, "entre");
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR), before = years;

    if (!s || strcmp(s, "aucune") == 0)
        return;
    for (size_t y = 0; y < years; y++) {
        if (!observed[y])
            continue;
        if (before < years && y > before + 1)
            fill_gap(in, bcl_slice_cells(m, q->dims), before, y,
                     strcmp(s, "lineaire") == 0, a);
        before = y;
    }
}
