/* lines.c -- see lines.h. */
#include "figure/lines.h"

#include "core/text.h"
#include "figure/axis.h"
#include "figure/lines_private.h"
#include "figure/palette.h"
#include "figure/tags.h"

#include <math.h>

static bool check(const bcl_lines *l, bcl_diag *d)
{
    bool ok = bcl_timeline_check(l->year, l->nyear, l->page.title, d);

    if (l->held)
        ok = bcl_frame_check(l->held, l->nyear, false, l->observed_label, d);
    if (l->observed)
        ok = bcl_frame_check(l->observed, l->nyear, false, l->observed_label,
                             d) &&
             ok;
    for (size_t i = 0; i < l->nseries; i++) {
        const bcl_lines_series *s = &l->series[i];
        const double *all[] = {s->v, s->low50, s->high50, s->low90, s->high90};

        for (size_t k = 0; k < 5; k++)
            if (all[k])
                ok =
                    bcl_frame_check(all[k], l->nyear, false, s->label, d) && ok;
    }
    for (size_t i = 0; i < l->ntarget; i++)
        ok =
            bcl_frame_check(&l->target[i].v, 1, false, l->target[i].label, d) &&
            ok;
    for (size_t i = 0; i < l->nlevel; i++)
        ok = bcl_frame_check(&l->level[i].v, 1, false, l->level[i].label, d) &&
             ok;
    return ok;
}

static void span(double *lo, double *hi, const bcl_lines *l, bool fans)
{
    if (l->observed)
        bcl_scale_span(lo, hi, l->observed, l->nyear);
    for (size_t i = 0; i < l->nseries; i++) {
        const bcl_lines_series *s = &l->series[i];
        const double *fan[] = {s->low50, s->high50, s->low90, s->high90};

        bcl_scale_span(lo, hi, s->v, l->nyear);
        for (size_t k = 0; k < 4 && fans; k++)
            if (fan[k])
                bcl_scale_span(lo, hi, fan[k], l->nyear);
    }
    for (size_t i = 0; i < l->ntarget; i++)
        bcl_scale_span(lo, hi, &l->target[i].v, 1);
    for (size_t i = 0; i < l->nlevel; i++)
        bcl_scale_span(lo, hi, &l->level[i].v, 1);
}

/* What scenarios start from. */
static const double *known(const bcl_lines_chart *k)
{
    const bcl_lines *l = k->l;
    double *v = BCL_NEW(k->a, double, l->nyear + 1);

    if (!l->observed || !l->held)
        return l->observed;
    for (size_t i = 0; i < l->nyear; i++)
        v[i] = isnan(l->held[i]) ? l->observed[i] : l->held[i];
    return v;
}

static void draw_data(const bcl_lines_chart *k)
{
    const bcl_lines *l = k->l;

    for (size_t i = 0; i < l->nseries; i++) {
        const bcl_lines_series *s = &l->series[i];

        bcl_timeline_band(&k->t, l->year, s->low90, s->high90, l->nyear,
                          bcl_palette_mix(k->rgb[i], 0xFFFFFF, 0.8));
        bcl_timeline_band(&k->t, l->year, s->low50, s->high50, l->nyear,
                          bcl_palette_mix(k->rgb[i], 0xFFFFFF, 0.58));
    }
    bcl_axis_values(k->t.c, k->t.plot, &k->t.scale);
    for (size_t i = 0; i < l->nlevel; i++) {
        if (isnan(l->level[i].v))
            continue;
        double y = bcl_lines_point(k, l->year[0], l->level[i].v).y;

        bcl_canvas_segment(k->t.c, k->t.plot.x0, y, k->t.plot.x1, y,
                           (bcl_pen){1, BCL_INK_SOFT, 0.2, 0.12});
    }
    for (size_t i = 0; i < l->nseries; i++)
        bcl_timeline_run(&k->t, l->year,
                         bcl_timeline_joined(l->year, known(k), l->series[i].v,
                                             l->nyear, k->a),
                         l->nyear, (bcl_pen){.pt = 1.6, .rgb = k->rgb[i]});
    if (!l->observed)
        return;
    if (l->held)
        bcl_timeline_run(
            &k->t, l->year,
            bcl_timeline_joined(l->year, l->observed, l->held, l->nyear, k->a),
            l->nyear, (bcl_pen){1.3, BCL_INK, 0.12, 0.08});
    bcl_timeline_run(&k->t, l->year, l->observed, l->nyear,
                     (bcl_pen){.pt = 1.7, .rgb = BCL_INK});
    bcl_timeline_dots(&k->t, l->year, l->observed, l->nyear);
}

static const char *interval_note(const bcl_lines_chart *k,
                                 const bcl_lines_series *s, size_t i)
{
    if (!s->low90 || !s->high90 || isnan(s->low90[i]) || isnan(s->high90[i]))
        return NULL;
    return bcl_text_print(k->a, "90\u00A0%% : %s à %s",
                          bcl_frame_value(k->a, s->low90[i], k->decimals),
                          bcl_frame_value(k->a, s->high90[i], k->decimals));
}

/* What the right margin names; y and x are filled once the plot is placed. */
static size_t list_tags(const bcl_lines_chart *k, bcl_tag *tag, bool placed)
{
    const bcl_lines *l = k->l;
    size_t n = 0;

    for (size_t i = 0; i < l->ntarget; i++)
        if (bcl_lines_shown(l, &l->target[i]) &&
            l->target[i].year == bcl_lines_last_year(l))
            tag[n++] = (bcl_tag){.y = l->target[i].v,
                                 .x = bcl_lines_last_year(l),
                                 .text = l->target[i].label,
                                 .rgb = bcl_lines_colour(&l->target[i])};
    for (size_t i = 0; i < l->nseries; i++) {
        size_t at = bcl_timeline_last(l->series[i].v, l->nyear);

        if (at < l->nyear)
            tag[n++] = (bcl_tag){.y = l->series[i].v[at],
                                 .x = l->year[at],
                                 .text = l->series[i].label,
                                 .note = interval_note(k, &l->series[i], at),
                                 .rgb = k->rgb[i]};
    }
    if (n == 0 && k->last < l->nyear && l->observed_label)
        tag[n++] = (bcl_tag){.y = l->observed[k->last],
                             .x = l->year[k->last],
                             .text = l->observed_label,
                             .rgb = BCL_INK};
    for (size_t i = 0; i < l->nlevel; i++)
        if (!isnan(l->level[i].v))
            tag[n++] = (bcl_tag){.y = l->level[i].v,
                                 .x = bcl_lines_last_year(l),
                                 .text = l->level[i].label,
                                 .rgb = BCL_INK_SOFT};
    for (size_t i = 0; i < n; i++) {
        tag[i].value = bcl_frame_value(k->a, tag[i].y, k->decimals);
        if (placed) {
            bcl_xy p = bcl_lines_point(k, (int)tag[i].x, tag[i].y);

            tag[i].x = p.x;
            tag[i].y = p.y;
        }
    }
    return n;
}

static void prepare(bcl_lines_chart *k)
{
    const bcl_lines *l = k->l;
    double lo = 1, hi = 0;

    span(&lo, &hi, l, true);
    k->t.scale = bcl_scale_fit(lo, hi, 7, l->zero);
    lo = 1, hi = 0;
    span(&lo, &hi, l, false);
    bool whole = !l->observed || bcl_scale_whole(l->observed, l->nyear);

    k->rgb = BCL_NEW(k->a, unsigned, l->nseries + 1);
    for (size_t i = 0; i < l->nseries; i++) {
        k->rgb[i] = l->series[i].rgb;
        whole = whole && bcl_scale_whole(l->series[i].v, l->nyear);
    }
    for (size_t i = 0; i < l->ntarget; i++)
        whole = whole && bcl_scale_whole(&l->target[i].v, 1);
    bcl_palette_fill(k->rgb, l->nseries);
    k->decimals = l->page.decimals
                      ? *l->page.decimals
                      : bcl_scale_decimals(fmax(fabs(lo), fabs(hi)), whole);
    k->t.first = l->year[0];
    k->t.last = bcl_lines_last_year(l);
    k->last = bcl_timeline_last(l->observed, l->nyear);
}

bcl_canvas *bcl_lines_draw(const bcl_lines *l, bcl_arena *a, bcl_diag *d)
{
    bcl_lines_chart k = {.l = l, .a = a};
    bcl_box body;

    if (!check(l, d))
        return NULL;
    prepare(&k);
    size_t most = l->ntarget + l->nseries + l->nlevel + 1;
    bcl_tag *tag = BCL_NEW(a, bcl_tag, most);
    double width = bcl_tags_width(tag, list_tags(&k, tag, false),
                                  0.32 * bcl_frame_width(&l->page), a);

    k.t.c = bcl_frame_open(&body, &l->page, fmax(7, 2 + 0.36 * (double)most),
                           fmax(3, 1.4 + bcl_tags_least(most)), a, d);
    if (!k.t.c)
        return NULL;
    k.t.plot = (bcl_box){body.x0 + bcl_axis_gutter(&k.t.scale), body.y0 + 0.55,
                         body.x1 - width,
                         body.y1 - (l->unit && l->unit[0] ? 0.9 : 0.55)};
    bcl_axis_years(k.t.c, k.t.plot, l->year[0], bcl_lines_last_year(l), 0);
    draw_data(&k);
    size_t last = bcl_timeline_last(known(&k), l->nyear);
    int until = last < l->nyear ? l->year[last] : l->until;
    if (until > l->year[0] && until < bcl_lines_last_year(l))
        bcl_axis_separator(k.t.c, k.t.plot, bcl_lines_point(&k, until, 0).x,
                           l->past);
    bcl_axis_unit(k.t.c, body, l->unit);
    size_t n = list_tags(&k, tag, true);
    bool ok = bcl_tags_draw(k.t.c, tag, n, k.t.plot.x1, width,
                            k.t.plot.y0 - 0.1, k.t.plot.y1 + 0.5, d);

    bcl_lines_draw_targets(&k);
    return ok ? k.t.c : NULL;
}
