/* budget.c -- see budget.h. */
#include "figure/budget.h"

#include "core/text.h"
#include "figure/axis.h"
#include "figure/palette.h"
#include "figure/spread.h"
#include "figure/tags.h"
#include "figure/timeline.h"

#include <math.h>

typedef struct {
    const bcl_budget *b;
    bcl_arena *a;
    bcl_timeline t;
    unsigned *rgb;
    int decimals;
    const char *unit; /* preceded by a no-break space, or empty */
} chart;

static bool check(const bcl_budget *b, bcl_diag *d)
{
    const char *what = b->page.title ? b->page.title : b->label;
    bool ok = bcl_timeline_check(b->year, b->nyear, what, d);

    if (b->npast > 0) {
        ok = bcl_timeline_check(b->past_year, b->npast, what, d) && ok;
        ok = bcl_frame_check(b->past, b->npast, true, what, d) && ok;
    }
    if (b->observed)
        ok = bcl_frame_check(b->observed, b->nyear, true, what, d) && ok;
    ok = bcl_frame_check(&b->budget, 1, true, b->label, d) && ok;
    for (size_t i = 0; i < b->nseries; i++)
        ok = bcl_frame_check(b->series[i].v, b->nyear, true, b->series[i].label,
                             d) &&
             ok;
    return ok;
}

static void prepare(chart *k)
{
    const bcl_budget *b = k->b;
    double lo = 0, hi = 0;

    bcl_scale_span(&lo, &hi, b->past, b->npast);
    bcl_scale_span(&lo, &hi, &b->budget, 1);
    if (b->observed)
        bcl_scale_span(&lo, &hi, b->observed, b->nyear);
    k->rgb = BCL_NEW(k->a, unsigned, b->nseries + 1);
    for (size_t i = 0; i < b->nseries; i++) {
        bcl_scale_span(&lo, &hi, b->series[i].v, b->nyear);
        k->rgb[i] = b->series[i].rgb;
    }
    bcl_palette_fill(k->rgb, b->nseries);
    k->t.scale = bcl_scale_fit(0, hi, 7, true);
    k->t.first = b->npast > 0 && b->past_year[0] < b->year[0] ? b->past_year[0]
                                                              : b->year[0];
    k->t.last = b->year[b->nyear - 1];
    k->decimals =
        b->page.decimals ? *b->page.decimals : bcl_scale_decimals(hi, false);
    k->unit =
        b->unit && b->unit[0]
            ? bcl_text_print(k->a, "\u00A0%s", bcl_width_clean(k->a, b->unit))
            : "";
}

static const char *amount(const chart *k, double v)
{
    return bcl_text_print(k->a, "%s%s", bcl_frame_value(k->a, v, k->decimals),
                          k->unit);
}

static const char *verdict(const chart *k, double v)
{
    double over = v - k->b->budget;

    if (isnan(over))
        return NULL;
    return bcl_text_print(k->a, over > 0 ? "+%s au-delà" : "reste %s",
                          amount(k, fabs(over)));
}

static size_t list_tags(const chart *k, bcl_tag *tag, bool placed)
{
    const bcl_budget *b = k->b;
    size_t n = 0;

    for (size_t i = 0; i < b->nseries; i++) {
        size_t at = bcl_timeline_last(b->series[i].v, b->nyear);

        if (at >= b->nyear)
            continue;
        double v = b->series[i].v[at];
        bcl_xy p = {0};

        if (placed)
            p = bcl_timeline_point(&k->t, b->year[at], v);
        tag[n++] = (bcl_tag){.y = p.y,
                             .x = p.x,
                             .text = b->series[i].label,
                             .value = amount(k, v),
                             .note = verdict(k, v),
                             .rgb = k->rgb[i]};
    }
    return n;
}

static void draw_budget(const chart *k)
{
    const bcl_budget *b = k->b;
    bcl_xy from = bcl_timeline_point(&k->t, b->year[0], 0);
    bcl_xy to =
        bcl_timeline_point(&k->t, k->t.last, isnan(b->budget) ? 0 : b->budget);

    if (!isnan(b->budget))
        bcl_canvas_rect(k->t.c, (bcl_box){from.x, from.y, to.x, to.y}, 0xE5F3EE,
                        1);
    bcl_axis_values(k->t.c, k->t.plot, &k->t.scale);
    if (!isnan(b->budget))
        bcl_canvas_segment(k->t.c, from.x, to.y, to.x, to.y,
                           (bcl_pen){1.5, BCL_GREEN, 0.26, 0.14});
    if (b->npast > 0)
        bcl_canvas_segment(k->t.c, from.x, from.y, from.x, k->t.plot.y1,
                           (bcl_pen){0.8, BCL_GREY, 0.04, 0.08});
}

static void draw_curves(const chart *k)
{
    const bcl_budget *b = k->b;
    const bcl_pen black = {.pt = 1.8, .rgb = BCL_INK};

    for (size_t i = 0; i < b->nseries; i++)
        bcl_timeline_run(&k->t, b->year,
                         bcl_timeline_joined(b->year, b->observed,
                                             b->series[i].v, b->nyear, k->a),
                         b->nyear, (bcl_pen){.pt = 1.6, .rgb = k->rgb[i]});
    if (b->npast > 0)
        bcl_timeline_run(&k->t, b->past_year, b->past, b->npast, black);
    if (b->observed) {
        bcl_timeline_run(&k->t, b->year, b->observed, b->nyear, black);
        bcl_timeline_dots(&k->t, b->year, b->observed, b->nyear);
    }
}

/* A text beside a point, on a veil where it has to cross a line. */
static void note(const chart *k, bcl_xy at, unsigned rgb, const char *text,
                 bcl_box within)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, rgb);
    bcl_wrapped w = bcl_width_wrap(
        k->a, text, fmax(within.x1 - within.x0 - 0.1, 0.5), 3, font.pt, false);
    bcl_box box =
        bcl_spread_near(k->t.c, at.x, at.y, 0.15, w.width * 1.02,
                        (double)w.n * bcl_canvas_leading(font.pt), within);

    bcl_canvas_block(k->t.c, box.x0, (box.y0 + box.y1) / 2, BCL_LEFT, font, &w);
}

/* What the former period consumed, in all and a year. */
static void note_past(const chart *k)
{
    const bcl_budget *b = k->b;
    size_t last = bcl_timeline_last(b->past, b->npast);

    if (b->npast < 2 || last == 0 || last >= b->npast)
        return;
    int y0 = b->past_year[0], y1 = b->past_year[last];
    double rate = b->past[last] / (y1 - y0);
    const char *text = bcl_text_print(
        k->a, "%d–%d : %s (%s%s/an)", y0, y1, amount(k, b->past[last]),
        bcl_frame_value(k->a, rate, bcl_scale_decimals(rate, false)), k->unit);
    bcl_xy end = bcl_timeline_point(&k->t, y1, b->past[last]);
    bcl_box within = {k->t.plot.x0, k->t.plot.y0, end.x - 0.1, k->t.plot.y1};

    if (within.x1 - within.x0 > 2)
        note(k, end, BCL_INK, text, within);
}

static void note_present(const chart *k)
{
    const bcl_budget *b = k->b;
    size_t last = bcl_timeline_last(b->observed, b->nyear);
    bcl_box within = k->t.plot;

    within.x0 = bcl_timeline_point(&k->t, b->year[0], 0).x;
    if (!isnan(b->budget))
        note(k, bcl_timeline_point(&k->t, b->year[0], b->budget), BCL_GREEN,
             bcl_text_print(
                 k->a, "%s :\u00A0%s",
                 bcl_width_clean(k->a, b->label ? b->label : "Budget"),
                 amount(k, b->budget)),
             within);
    if (last > 0 && last < b->nyear)
        note(k, bcl_timeline_point(&k->t, b->year[last], b->observed[last]),
             BCL_INK,
             bcl_text_print(k->a, "observé %s", amount(k, b->observed[last])),
             within);
}

bcl_canvas *bcl_budget_draw(const bcl_budget *b, bcl_arena *a, bcl_diag *d)
{
    chart k = {.b = b, .a = a};
    bcl_box body;

    if (!check(b, d))
        return NULL;
    prepare(&k);
    bcl_tag *tag = BCL_NEW(a, bcl_tag, b->nseries + 1);
    size_t n = list_tags(&k, tag, false);
    double width = bcl_tags_width(tag, n, 0.3 * bcl_frame_width(&b->page), a);

    k.t.c = bcl_frame_open(&body, &b->page, fmax(7.2, 2 + 0.7 * (double)n),
                           fmax(4, 1.4 + bcl_tags_least(n)), a, d);
    if (!k.t.c)
        return NULL;
    k.t.plot = (bcl_box){body.x0 + bcl_axis_gutter(&k.t.scale), body.y0 + 0.55,
                         body.x1 - width, body.y1 - 0.6};
    draw_budget(&k);
    draw_curves(&k);
    bcl_axis_years(k.t.c, k.t.plot, k.t.first, k.t.last, b->year[0]);
    if (!b->page.subtitle) /* which says it */
        bcl_axis_unit(k.t.c, body, b->unit);
    n = list_tags(&k, tag, true);
    bool ok = bcl_tags_draw(k.t.c, tag, n, k.t.plot.x1, width,
                            k.t.plot.y0 - 0.1, body.y1 - 0.4, d);

    note_present(&k);
    note_past(&k);
    return ok ? k.t.c : NULL;
}
