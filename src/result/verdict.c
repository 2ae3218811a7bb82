/* verdict.c -- see verdict.h. */
#include "result/verdict.h"

#include <math.h>

const char *bcl_verdict_word(bcl_outcome o)
{
    static const char *const word[] = {
        [BCL_REACHED] = "atteint",
        [BCL_MISSED] = "manqué",
        [BCL_ON_TRACK] = "en ligne",
        [BCL_LATE] = "en retard",
        [BCL_PAST] = "échu",
        [BCL_TOO_EARLY] = "trop tôt",
        [BCL_NO_VERDICT] = "non calculable",
    };

    return word[o];
}

size_t bcl_verdict_cells(const bcl_model *m, const bcl_target *t)
{
    return bcl_dimset_cells(&m->dims, m->quantity[t->on].dims & ~BCL_YEAR_BIT);
}

size_t bcl_verdict_targets(const bcl_plan *p, size_t run,
                           const bcl_target ***out)
{
    const bcl_model *m = &p->s->m;
    const bcl_scenario *s =
        p->run[run] < 0 ? NULL : &p->s->scenarios.item[p->run[run]];
    size_t n = m->ntarget + (s ? s->ntarget : 0), k = 0;

    *out = BCL_NEW(p->a, const bcl_target *, n + 1);
    for (size_t i = 0; i < m->ntarget; i++)
        (*out)[k++] = &m->target[i];
    for (size_t i = 0; s && i < s->ntarget; i++)
        (*out)[k++] = &s->target[i];
    return k;
}

/* One target and the row of values it bears on. */
typedef struct {
    const bcl_model *m;
    const bcl_target *t;
    const bcl_values *x;
    const double *row;
    int last; /* last observed year, or 0 */
} bearing;

static bearing bear(const bcl_plan *p, size_t run, const bcl_target *t,
                    size_t cell)
{
    const bcl_model *m = &p->s->m;
    bearing b = {.m = m, .t = t};

    b.x = bcl_plan_value(p, run, p->target[t->on]);
    b.row = b.x->v + cell * bcl_dim_size(&m->dims, BCL_YEAR);
    for (int y = m->dims.first_year; y <= m->dims.reference; y++) {
        size_t i = bcl_values_year(m, y);
        if (b.x->avail[i] && !isnan(b.row[i]) &&
            b.x->status[i] != BCL_PROJECTED && !b.x->extended[i])
            b.last = y;
    }
    return b;
}

/* The mean over a period, NaN when a year of it lacks. */
static double mean(const bearing *b, int from, int to)
{
    double sum = 0;

    for (int y = from; y <= to; y++) {
        if (y < b->m->dims.first_year || y > b->m->dims.last_year ||
            !b->x->avail[bcl_values_year(b->m, y)])
            return NAN;
        sum += b->row[bcl_values_year(b->m, y)];
    }
    return sum / (to - from + 1);
}

static double base_of(const bearing *b)
{
    const bcl_target *t = b->t;

    if (t->has_base)
        return t->base * bcl_unit_factor(b->m->quantity[t->on].unit);
    return mean(b, t->base_from, t->base_to);
}

/* A value of the quantity in the target's own terms: its unit, or a change
 * since the base. */
static double in_terms(const bearing *b, double x)
{
    double unit = bcl_unit_factor(b->t->unit);

    return b->t->base_from ? (x / base_of(b) - 1) / unit : x / unit;
}

static bool meets(const bcl_target *t, double x)
{
    double slack = 1e-9 * fmax(1, fabs(t->value));

    if (isnan(x))
        return false;
    switch (t->sense) {
    case BCL_AT_MOST:
        return x <= t->value + slack;
    case BCL_AT_LEAST:
        return x >= t->value - slack;
    default:
        return fabs(x - t->value) <= t->tolerance + slack;
    }
}

static bcl_verdict start(const bearing *b)
{
    bcl_verdict v = {.outcome = BCL_NO_VERDICT,
                     .target = b->t->value,
                     .value = NAN,
                     .gap = NAN,
                     .effort = NAN};

    if (b->t->base_from && isnan(base_of(b)))
        v.why = "l'année de base n'est pas calculable et aucune base publiée "
                "n'est donnée";
    else if (!b->last)
        v.why = "aucune valeur observée jusqu'à l'année de référence";
    if (b->last && !v.why && b->t->to > b->last) {
        double now = in_terms(b, b->row[bcl_values_year(b->m, b->last)]);
        v.effort = (b->t->value - now) / (b->t->to - b->last);
        if (meets(b->t, now) && b->t->sense != BCL_EQUAL)
            v.effort = 0; /* holding is enough */
    }
    return v;
}

bcl_verdict bcl_verdict_scenario(const bcl_plan *p, size_t run,
                                 const bcl_target *t, size_t cell)
{
    bearing b = bear(p, run, t, cell);
    bcl_verdict v = start(&b);
    double x = mean(&b, t->from, t->to);

    v.year = t->to;
    if (isnan(x) && !v.why)
        v.why = "la grandeur n'est pas calculable cette année-là";
    if (t->base_from && isnan(base_of(&b)))
        return v;
    if (isnan(x))
        return v;
    v.why = NULL;
    v.value = in_terms(&b, x);
    v.gap = v.value - t->value;
    v.outcome = t->to <= p->s->m.dims.reference ? BCL_PAST
                : meets(t, v.value)             ? BCL_REACHED
                                                : BCL_MISSED;
    return v;
}

/* A target on the mean of a period (a budget) some of whose years are
 * observed: no line leads to it, what they used is held against it. */
static bool begun(const bearing *b)
{
    return b->t->from < b->t->to && b->last >= b->t->from;
}

/* The last observed value, or the mean of the years of a budget so far. */
static double observed_of(const bearing *b)
{
    int to = b->last < b->t->to ? b->last : b->t->to;

    return begun(b) ? mean(b, b->t->from, to)
                    : b->row[bcl_values_year(b->m, b->last)];
}

/* Where the straight line from the base stands in the last observed year. */
static double line_at(const bearing *b, double *from_year)
{
    const bcl_target *t = b->t;
    double y0, x0;

    if (t->base_from) {
        y0 = 0.5 * (t->base_from + t->base_to);
        x0 = 0;
    } else {
        int first = b->m->dims.first_year;
        while (first < b->last && (!b->x->avail[bcl_values_year(b->m, first)] ||
                                   isnan(b->row[bcl_values_year(b->m, first)])))
            first++;
        y0 = first;
        x0 = in_terms(b, b->row[bcl_values_year(b->m, first)]);
    }
    *from_year = y0;
    return x0 + (t->value - x0) * (b->last - y0) / (t->to - y0);
}

bcl_verdict bcl_verdict_observed(const bcl_plan *p, const bcl_target *t,
                                 size_t cell)
{
    bearing b = bear(p, 0, t, cell);
    bcl_verdict v = start(&b);
    double from, expected;

    if (v.why)
        return v;
    v.year = b.last;
    v.value = in_terms(&b, observed_of(&b));
    v.gap = v.value - t->value;
    if (t->to <= b.last) {
        v.outcome = BCL_PAST;
        return v;
    }
    if (begun(&b)) {
        v.outcome = meets(t, v.value) ? BCL_ON_TRACK : BCL_LATE;
        return v;
    }
    expected = line_at(&b, &from);
    if (meets(t, v.value)) {
        v.outcome = BCL_ON_TRACK;
        return v;
    }
    if (from >= b.last) {
        v.outcome = BCL_TOO_EARLY;
        return v;
    }
    bool ahead = t->sense == BCL_AT_LEAST  ? v.value >= expected - 1e-9
                 : t->sense == BCL_AT_MOST ? v.value <= expected + 1e-9
                                           : false;
    v.outcome = ahead ? BCL_ON_TRACK : BCL_LATE;
    return v;
}

bcl_course bcl_verdict_course(const bcl_plan *p, size_t run,
                              const bcl_target *t, size_t cell)
{
    bearing b = bear(p, run, t, cell);
    double unit = bcl_unit_factor(t->unit);
    double base = t->base_from ? base_of(&b) : (double)NAN;
    bcl_course c = {.from = NAN,
                    .start = base,
                    .to = t->to,
                    .end = t->base_from ? base * (1 + t->value * unit)
                                        : t->value * unit,
                    .last = b.last,
                    .now = NAN,
                    .due = NAN};

    if (!b.last)
        return c;
    c.now = observed_of(&b);
    double due = line_at(&b, &c.from);
    c.due = begun(&b)      ? c.end
            : t->base_from ? base * (1 + due * unit)
                           : due * unit;
    if (!t->base_from)
        c.start = b.row[bcl_values_year(b.m, (int)c.from)];
    return c;
}
