/* areas.c -- see areas.h. */
#include "figure/areas.h"

#include "figure/axis.h"
#include "figure/palette.h"
#include "figure/tags.h"
#include "figure/timeline.h"

#include <math.h>

typedef struct {
    const bcl_areas *r;
    const bcl_stack *s;
    bcl_arena *a;
    bcl_timeline t;
    unsigned *rgb;
    int decimals;
    double *low, *high; /* [nrow] bounds of one series, NaN in empty years */
    size_t last;        /* the last year with values */
} chart;

static void bounds(const chart *k, size_t i)
{
    for (size_t row = 0; row < k->s->nrow; row++) {
        bcl_stack_cell(&k->low[row], &k->high[row], k->s, row, i);
        if (bcl_stack_empty(k->s, row))
            k->low[row] = k->high[row] = NAN;
    }
}

/* Each run of years with values is a polygon of its own. */
static void draw_series(const chart *k, size_t i)
{
    size_t n = k->s->nrow;

    bounds(k, i);
    for (size_t from = 0, to; from < n; from = to + 1) {
        to = from;
        while (to < n && !isnan(k->low[to]))
            to++;
        bcl_timeline_band(&k->t, k->r->year + from, k->low + from,
                          k->high + from, to - from, k->rgb[i]);
        if (to - from > 1)
            bcl_timeline_run(&k->t, k->r->year + from, k->high + from,
                             to - from, (bcl_pen){.pt = 0.6, .rgb = 0xFFFFFF});
    }
}

static void prepare(chart *k)
{
    size_t n = k->s->nrow;
    double most = 0;

    for (size_t row = 0; row < n; row++) {
        most = fmax(most, bcl_stack_total(k->s, row));
        if (!bcl_stack_empty(k->s, row))
            k->last = row;
    }
    k->low = BCL_NEW(k->a, double, n);
    k->high = BCL_NEW(k->a, double, n);
    k->rgb = bcl_stack_colours(k->s, k->a);
    k->decimals = bcl_stack_decimals(k->s);
    k->t.scale = bcl_scale_fit(0, most, 7, true);
    k->t.first = k->r->year[0];
    k->t.last = k->r->year[n - 1];
}

/* The total on top, then the series from the upper one down. */
static size_t list_tags(const chart *k, bcl_tag *tag, bool placed)
{
    double total = bcl_stack_total(k->s, k->last);
    size_t n = 0;

    if (k->s->nseries > 1)
        tag[n++] = (bcl_tag){.y = total,
                             .text = "Total",
                             .value = bcl_frame_value(k->a, total, k->decimals),
                             .rgb = BCL_INK};
    for (size_t i = k->s->nseries; i-- > 0;) {
        double from, to;

        bcl_stack_cell(&from, &to, k->s, k->last, i);
        tag[n++] = (bcl_tag){.y = (from + to) / 2,
                             .text = k->s->series[i].label,
                             .value = bcl_frame_value(
                                 k->a, k->s->series[i].v[k->last], k->decimals),
                             .rgb = k->rgb[i]};
    }
    for (size_t i = 0; i < n && placed; i++) {
        bcl_xy p = bcl_timeline_point(&k->t, k->r->year[k->last], tag[i].y);

        tag[i].y = p.y + (i == 0 && n > 1 ? 0.15 : 0);
        tag[i].x = p.x;
    }
    return n;
}

bcl_canvas *bcl_areas_draw(const bcl_areas *r, bcl_arena *a, bcl_diag *d)
{
    chart k = {.r = r, .s = &r->stack, .a = a};
    bcl_box body;

    if (!bcl_stack_check(k.s, true, d) ||
        !bcl_timeline_check(r->year, k.s->nrow, k.s->page.title, d))
        return NULL;
    prepare(&k);
    bcl_tag *tag = BCL_NEW(a, bcl_tag, k.s->nseries + 1);
    size_t n = list_tags(&k, tag, false);
    double width = bcl_tags_width(tag, n, 0.3 * bcl_frame_width(&k.s->page), a);

    k.t.c = bcl_frame_open(&body, &k.s->page, fmax(7, 2 + 0.36 * (double)n),
                           fmax(3, 1.4 + bcl_tags_least(n)), a, d);
    if (!k.t.c)
        return NULL;
    k.t.plot = (bcl_box){body.x0 + bcl_axis_gutter(&k.t.scale), body.y0 + 0.55,
                         body.x1 - width,
                         body.y1 - (k.s->unit && k.s->unit[0] ? 0.9 : 0.55)};
    bcl_axis_years(k.t.c, k.t.plot, k.t.first, k.t.last, 0);
    bcl_axis_values(k.t.c, k.t.plot, &k.t.scale);
    for (size_t i = 0; i < k.s->nseries; i++)
        draw_series(&k, i);
    if (r->observed > k.t.first && r->observed < k.t.last)
        bcl_axis_separator(k.t.c, k.t.plot,
                           bcl_timeline_point(&k.t, r->observed, 0).x, r->past);
    bcl_axis_unit(k.t.c, body, k.s->unit);
    n = list_tags(&k, tag, true);
    return bcl_tags_draw(k.t.c, tag, n, k.t.plot.x1, width, k.t.plot.y0 - 0.1,
                         k.t.plot.y1 + 0.5, d)
               ? k.t.c
               : NULL;
}
