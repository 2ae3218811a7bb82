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
    bcl_layout l;
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
static double slope(const trend *t, const double *row, const bool *observed)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;

    for (int y = t->from; y <= t->to; y++) {
        double v = row[y];
        if (!observed[y])
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

static void each_cell(trend *t, const bool *observed)
{
    for (size_t c = 0; c < t->l.cells; c += t->years) {
        double *row = t->in->v + c;
        double s = t->rule == HOLD ? 0 : slope(t, row, observed);
        for (size_t y = (size_t)t->last + 1; y < t->years; y++) {
            row[y] = project(t->rule, row[t->last], s, (int)y - t->last);
            if (t->in->hole)
                t->in->hole[c + y] = t->in->hole[c + (size_t)t->last];
            if (t->in->norow)
                t->in->norow[c + y] = t->in->norow[c + (size_t)t->last];
        }
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

static void by_totals(trend *t, bcl_dimset by, const bool *observed,
                      bcl_arena *a)
{
    size_t groups = bcl_dimset_cells(&t->m->dims, by);
    double *total = BCL_NEW(a, double, groups * t->years);

    for (size_t c = 0; c < t->l.cells; c++)
        if (!isnan(t->in->v[c]))
            total[group_of(t, by, c) * t->years + c % t->years] += t->in->v[c];
    for (size_t c = 0; c < t->l.cells; c += t->years) {
        const double *sum = total + group_of(t, by, c) * t->years;
        double s = slope(t, sum, observed), base = sum[t->last];
        for (size_t y = (size_t)t->last + 1; y < t->years; y++) {
            double then = project(t->rule, base, s, (int)y - t->last);
            t->in->v[c + y] =
                base == 0 ? t->in->v[c + (size_t)t->last]
                          : t->in->v[c + (size_t)t->last] * (then / base);
            if (t->in->hole)
                t->in->hole[c + y] = t->in->hole[c + (size_t)t->last];
        }
    }
}

static void warn_many(const trend *t, bcl_diag *d)
{
    for (int i = 0; i < t->l.rank; i++)
        if (t->l.dim[i] != BCL_YEAR && t->l.size[i] > MANY_MEMBERS) {
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

bool bcl_stage_prolong(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                       const bool *observed, bcl_arena *a, bcl_diag *d)
{
    trend t = {.in = in,
               .m = m,
               .q = q,
               .l = bcl_layout_of(&m->dims, q->dims),
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
    if (by && t.rule != HOLD) {
        by_totals(&t, by & ~BCL_YEAR_BIT, observed, a);
    } else {
        if (t.rule != HOLD)
            warn_many(&t, d);
        each_cell(&t, observed);
    }
    label_years(&t);
    return true;
}

/* One gap of observations, from year a to year b. */
static void fill_gap(bcl_input *in, size_t cells, size_t years, size_t a,
                     size_t b, bool linear)
{
    for (size_t c = 0; c < cells; c += years)
        for (size_t y = a + 1; y < b; y++) {
            double x = in->v[c + a], z = in->v[c + b];
            double f = (double)(y - a) / (double)(b - a);
            in->v[c + y] = linear ? x + f * (z - x) : x;
            if (in->hole)
                in->hole[c + y] =
                    in->hole[c + a] | (linear ? in->hole[c + b] : 0);
        }
    for (size_t y = a + 1; y < b; y++) {
        in->avail[y] = true;
        in->status[y] =
            in->status[a] < BCL_ESTIMATED ? BCL_ESTIMATED : in->status[a];
    }
}

void bcl_stage_between(bcl_input *in, const bcl_model *m, const bcl_quantity *q,
                       const bool *observed)
{
    const char *s = bcl_attr(q->head.xml, "entre");
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);
    size_t cells = bcl_dimset_cells(&m->dims, q->dims), before = years;

    if (!s || strcmp(s, "aucune") == 0)
        return;
    for (size_t y = 0; y < years; y++) {
        if (!observed[y])
            continue;
        if (before < years && y > before + 1)
            fill_gap(in, cells, years, before, y, strcmp(s, "lineaire") == 0);
        before = y;
    }
}
