/* sankey_ribbon.c -- outlines of flows: see sankey_plan.h. */
#include "figure/sankey_plan.h"

#include <math.h>

static const double pi = 3.14159265358979323846;
static const double thinnest = 0.014; /* cm: a flow that exists is seen */
enum { STEPS = 20, ARC = 10 };

typedef struct {
    bcl_xy *p;
    size_t n;
} path;

static void go(path *t, double x, double y)
{
    t->p[t->n++] = (bcl_xy){x, y};
}

/* A cubic with level ends, its first point left out when it is there. */
static void curve(path *t, double x0, double y0, double x1, double y1)
{
    double middle = (x0 + x1) / 2;

    for (int i = t->n > 0 ? 1 : 0; i <= STEPS; i++) {
        double s = (double)i / STEPS, r = 1 - s;

        go(t, r * r * r * x0 + 3 * r * s * (r + s) * middle + s * s * s * x1,
           r * r * (r + 3 * s) * y0 + s * s * (s + 3 * r) * y1);
    }
}

/* A quarter of a circle round (x, y), from angle `from` by `turn` quarters. */
static void quarter(path *t, double x, double y, double r, double from,
                    double turn)
{
    for (int i = 0; i <= ARC; i++) {
        double a = (from + turn * i / ARC) * pi / 2;

        go(t, x + r * cos(a), y + r * sin(a));
    }
}

/* The two sides of a way of constant width; false when a bend is too tight for
 * it and a side would run backwards. */
static bool widen(bcl_xy *out, const path *t, double width)
{
    size_t n = t->n;

    for (size_t i = 0; i < n; i++) {
        bcl_xy a = t->p[i > 0 ? i - 1 : 0];
        bcl_xy b = t->p[i + 1 < n ? i + 1 : n - 1];
        bool end = i == 0 || i + 1 == n;
        double dx = b.x - a.x, dy = end ? 0 : b.y - a.y;
        double length = hypot(dx, dy), h = width / 2;

        if (length <= 0)
            return false;
        out[i] =
            (bcl_xy){t->p[i].x - dy / length * h, t->p[i].y + dx / length * h};
        out[2 * n - 1 - i] =
            (bcl_xy){t->p[i].x + dy / length * h, t->p[i].y - dx / length * h};
    }
    for (size_t i = 0; i + 1 < n; i++) {
        bcl_xy w = {t->p[i + 1].x - t->p[i].x, t->p[i + 1].y - t->p[i].y};
        const bcl_xy *side[] = {&out[i], &out[2 * n - 2 - i]};
        bcl_xy u = {side[0][1].x - side[0][0].x, side[0][1].y - side[0][0].y};
        bcl_xy v = {side[1][1].x - side[1][0].x, side[1][1].y - side[1][0].y};

        /* The second side is stored backwards. */
        if (u.x * w.x + u.y * w.y < 0 || v.x * w.x + v.y * w.y > 0)
            return false;
    }
    return true;
}

/* Sides straight above and below: thinner where steep, but never folded. */
static void shift(bcl_xy *out, const path *t, double width)
{
    for (size_t i = 0; i < t->n; i++) {
        out[i] = (bcl_xy){t->p[i].x, t->p[i].y + width / 2};
        out[2 * t->n - 1 - i] = (bcl_xy){t->p[i].x, t->p[i].y - width / 2};
    }
}

static void trace_forward(path *t, const bcl_sankey_plan *p, size_t link,
                          const double *column, double node_width, double top)
{
    const bcl_sankey_course *c = &p->course[link];

    for (size_t i = c->first; i < c->first + c->n; i++) {
        const bcl_sankey_piece *e = &p->piece[i];
        const bcl_sankey_vertex *a = &p->vertex[e->from];
        const bcl_sankey_vertex *b = &p->vertex[e->to];

        curve(t, column[a->layer] + (a->dummy ? node_width / 2 : node_width),
              top - e->ys, column[b->layer] + (b->dummy ? node_width / 2 : 0),
              top - e->yd);
    }
}

static void trace_loop(path *t, bcl_sankey_ribbon *r, const bcl_sankey_plan *p,
                       size_t link, const double *column, double node_width,
                       double top)
{
    const bcl_sankey_link *l = &p->s->link[link];
    const bcl_sankey_course *c = &p->course[link];
    double x0 = column[p->vertex[l->from].layer] + node_width;
    double x1 = column[p->vertex[l->to].layer];
    double right = x0 + c->leg, left = x1 - c->rise;
    double y0 = top - c->ys, y1 = top - c->yd, lane = top - c->lane;
    double a = fmin(fmin(r->width / 2 + 0.13, c->leg), (y0 - lane) / 2);
    double b = fmin(fmin(r->width / 2 + 0.13, c->rise), (y1 - lane) / 2);

    go(t, x0, y0);
    quarter(t, right - a, y0 - a, a, 1, -1);
    quarter(t, right - a, lane + a, a, 0, -1);
    quarter(t, left + b, lane + b, b, 3, -1);
    quarter(t, left + b, y1 - b, b, 2, -1);
    go(t, x1, y1);
    double h = r->width / 2;

    r->lane = (bcl_xy){(right - a + left + b) / 2, lane};
    r->lane_width = fmax(right - a - left - b, 0);
    r->leg = (bcl_box){x0, lane - h, right + h, y0 + h};
    r->rise = (bcl_box){left - h, lane - h, x1, y1 + h};
}

/* A wide flow over a short way looks kinked at constant width. */
static bool stout(const bcl_sankey_plan *p, size_t link, double width,
                  const double *column, double node_width)
{
    const bcl_sankey_course *c = &p->course[link];

    for (size_t i = c->first; i < c->first + c->n; i++) {
        int from = p->vertex[p->piece[i].from].layer;

        if (width > 0.45 * (column[from + 1] - column[from] - node_width))
            return true;
    }
    return false;
}

void bcl_sankey_plan_outline(bcl_sankey_ribbon *r, const bcl_sankey_plan *p,
                             size_t link, const double *column,
                             double node_width, double top)
{
    const bcl_sankey_course *c = &p->course[link];
    size_t most = (STEPS + 1) * c->n + 4 * (ARC + 1) + 2;
    path t = {.p = BCL_NEW(p->a, bcl_xy, most)};
    bcl_xy *outline = BCL_NEW(p->a, bcl_xy, 2 * most);

    r->back = c->back;
    r->width = fmax(c->v * p->scale, thinnest);
    if (c->back)
        trace_loop(&t, r, p, link, column, node_width, top);
    else
        trace_forward(&t, p, link, column, node_width, top);
    if (!c->back && stout(p, link, r->width, column, node_width))
        shift(outline, &t, r->width);
    else if (!widen(outline, &t, r->width) && !c->back)
        shift(outline, &t, r->width);
    r->outline = outline;
    r->n = 2 * t.n;
}
