/* path.c -- see path.h. */
#include "engine/path.h"

#include <math.h>

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

/* Where a year stands between two points: `gain` of the way from one to the
 * next.  The first point may be what is inherited, which differs by cell. */
typedef struct {
    bool inherited;
    double from, to, gain;
} leg;

static leg leg_of(const bcl_lever *l, int before, double inherited, int year)
{
    bool own = l->mode == BCL_MODE_VALUE;
    bcl_point a = {before, inherited};

    for (size_t i = 0; i < l->npoint; i++) {
        const bcl_point *b = &l->point[i];
        if (b->year <= a.year && i == 0) { /* said, not implicit */
            a = *b;
            own = false;
            continue;
        }
        if (year < b->year) {
            if (year <= a.year)
                break;
            double t = (double)(year - a.year) / (double)(b->year - a.year);
            return (leg){own, a.value, b->value, progress(l->shape, t)};
        }
        a = *b;
        own = false;
    }
    return (leg){own, a.value, 0, 0};
}

static int last_year(const bcl_lever *l)
{
    return l->shape == BCL_SHAPE_GROWTH ? l->to
           : l->npoint                  ? l->point[l->npoint - 1].year
                                        : 0;
}

static double growth(const bcl_lever *l, int year)
{
    int n = (year < l->to ? year : l->to) - l->start + 1;

    return pow(1 + l->rate, n > 0 ? n : 0); /* over before it starts: 1 */
}

/* What the shape says of a cell in a year, from what is inherited. */
static double aim(const bcl_lever *l, const leg *g, double grown, double before,
                  double start)
{
    if (l->shape == BCL_SHAPE_GROWTH) /* multiplie: on top of what parents do */
        return (l->mode == BCL_MODE_TIMES ? before : start) * grown;
    double from = g->inherited ? start : g->from;
    double x = g->gain == 0 ? from : from + g->gain * (g->to - from);
    return l->mode == BCL_MODE_VALUE ? x
           : l->mode == BCL_MODE_ADD ? before + x
                                     : before * x;
}

void bcl_path_move(const bcl_path *p, int year, const double *before,
                   double *after)
{
    const bcl_lever *l = p->l;
    bool beyond = l->follows && year > last_year(l);
    leg g = leg_of(l, p->inherited, l->mode == BCL_MODE_TIMES, year);
    double grown = l->shape == BCL_SHAPE_GROWTH ? growth(l, year) : 1;
    /* A step that inherits keeps it until its first point. */
    bool waits = l->shape == BCL_SHAPE_STEPS && l->mode == BCL_MODE_VALUE &&
                 year < l->point[0].year;

    for (size_t i = 0; i < p->n; i++) {
        after[i] = before[i];
        if (p->keep && !p->keep[i])
            continue;
        double x = beyond ? before[i] * p->ratio[i]
                          : aim(l, &g, grown, before[i], p->start[i]);
        if (l->follows && !beyond && before[i] != 0)
            p->ratio[i] = x / before[i];
        if (!waits)
            after[i] = before[i] + l->level * (x - before[i]);
    }
}
