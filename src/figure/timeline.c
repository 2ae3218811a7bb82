/* timeline.c -- see timeline.h. */
#include "figure/timeline.h"

#include "figure/palette.h"

#include <math.h>

bool bcl_timeline_check(const int *year, size_t n, const char *what,
                        bcl_diag *d)
{
    if (n == 0)
        return bcl_fail(d, "G06", (bcl_pos){0},
                        "« %.80s » : aucune année à dessiner",
                        what ? what : "figure");
    for (size_t i = 0; i < n; i++)
        if (year[i] < 1700 || year[i] > 2400 ||
            (i > 0 && year[i] <= year[i - 1]))
            return bcl_fail(d, "G06", (bcl_pos){0},
                            "« %.80s » : l’année %d n’est pas à sa place",
                            what ? what : "figure", year[i]);
    return true;
}

bcl_xy bcl_timeline_point(const bcl_timeline *t, int year, double v)
{
    double share = t->last > t->first
                       ? (double)(year - t->first) / (t->last - t->first)
                       : 0.5;

    return (bcl_xy){t->plot.x0 + share * (t->plot.x1 - t->plot.x0),
                    bcl_scale_place(&t->scale, v, t->plot.y0, t->plot.y1)};
}

void bcl_timeline_run(const bcl_timeline *t, const int *year, const double *v,
                      size_t n, bcl_pen pen)
{
    bcl_xy *p = BCL_NEW(t->c->arena, bcl_xy, n + 1);
    size_t k = 0;

    for (size_t i = 0; i <= n; i++) {
        if (i < n && !isnan(v[i])) {
            p[k++] = bcl_timeline_point(t, year[i], v[i]);
            continue;
        }
        if (k > 1)
            bcl_canvas_line(t->c, p, k, pen);
        else if (k == 1)
            bcl_canvas_marker(t->c, p[0].x, p[0].y, BCL_DISC, 0.12, pen.rgb);
        k = 0;
    }
}

void bcl_timeline_band(const bcl_timeline *t, const int *year,
                       const double *low, const double *high, size_t n,
                       unsigned rgb)
{
    bcl_xy *p = BCL_NEW(t->c->arena, bcl_xy, 2 * n + 1);
    size_t k = 0;

    if (!low || !high)
        return;
    for (size_t i = 0; i < n; i++)
        if (!isnan(low[i]) && !isnan(high[i]))
            p[k++] = bcl_timeline_point(t, year[i], low[i]);
    for (size_t i = n; i-- > 0;)
        if (!isnan(low[i]) && !isnan(high[i]))
            p[k++] = bcl_timeline_point(t, year[i], high[i]);
    if (k > 2)
        bcl_canvas_polygon(t->c, p, k, rgb, 1);
}

void bcl_timeline_dots(const bcl_timeline *t, const int *year, const double *v,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[i])) {
            bcl_xy p = bcl_timeline_point(t, year[i], v[i]);

            bcl_canvas_marker(t->c, p.x, p.y, BCL_DISC, 0.1, BCL_INK);
        }
}

size_t bcl_timeline_last(const double *v, size_t n)
{
    for (size_t i = n; v && i-- > 0;)
        if (!isnan(v[i]))
            return i;
    return n;
}

const double *bcl_timeline_joined(const int *year, const double *observed,
                                  const double *v, size_t n, bcl_arena *a)
{
    size_t last = bcl_timeline_last(observed, n), first = 0;
    double *w = BCL_NEW(a, double, n + 1);

    for (size_t i = 0; i < n; i++)
        w[i] = v[i];
    while (first < n && isnan(v[first]))
        first++;
    if (last >= n || first <= last || first >= n)
        return w;
    for (size_t i = last; i < first; i++) {
        double share =
            (double)(year[i] - year[last]) / (year[first] - year[last]);

        w[i] = observed[last] + share * (v[first] - observed[last]);
    }
    return w;
}
