/* dashboard.c -- see dashboard.h. */
#include "figure/dashboard.h"

#include "core/text.h"
#include "figure/legend.h"
#include "figure/palette.h"
#include "figure/timeline.h"

#include <math.h>
#include <stdio.h>

static const double value_pt = 13, name_pt = 9, gutter = 0.55;

static const struct {
    bcl_marker mark;
    unsigned rgb;
} look[] = {[BCL_SIGNAL_NONE] = {BCL_RING, BCL_GREY},
            [BCL_SIGNAL_GOOD] = {BCL_DISC, BCL_GREEN},
            [BCL_SIGNAL_MIDDLE] = {BCL_TRIANGLE, BCL_ORANGE},
            [BCL_SIGNAL_BAD] = {BCL_SQUARE, BCL_VERMILLION}};

static bool check(const bcl_dashboard *b, bcl_diag *d)
{
    bool ok = b->ntile > 0 || bcl_fail(d, "G06", (bcl_pos){0},
                                       "tableau de bord sans indicateur");

    for (size_t i = 0; i < b->ntile; i++) {
        const bcl_dashboard_tile *t = &b->tile[i];

        ok = bcl_timeline_check(t->year, t->nyear, t->title, d) && ok;
        if (t->observed)
            ok = bcl_frame_check(t->observed, t->nyear, false, t->title, d) &&
                 ok;
        if (t->projected)
            ok = bcl_frame_check(t->projected, t->nyear, false, t->title, d) &&
                 ok;
        ok = bcl_frame_check(&t->target, 1, false, t->title, d) && ok;
    }
    return ok;
}

static int decimals(const bcl_dashboard_tile *t)
{
    double lo = 1, hi = 0;
    bool whole = isnan(t->target) || t->target == floor(t->target);

    if (t->observed) {
        bcl_scale_span(&lo, &hi, t->observed, t->nyear);
        whole = whole && bcl_scale_whole(t->observed, t->nyear);
    }
    bcl_scale_span(&lo, &hi, &t->target, 1);
    int n = bcl_scale_decimals(fmax(fabs(lo), fabs(hi)), whole);

    return n > 1 && fmax(fabs(lo), fabs(hi)) >= 2 ? 1 : n;
}

static bool has_target(const bcl_dashboard_tile *t)
{
    return !isnan(t->target) && t->target_year >= t->year[0];
}

static bcl_timeline axes(bcl_canvas *c, const bcl_dashboard_tile *t,
                         bcl_box plot)
{
    int last = t->year[t->nyear - 1];
    double lo = 1, hi = 0;

    if (t->observed)
        bcl_scale_span(&lo, &hi, t->observed, t->nyear);
    if (t->projected)
        bcl_scale_span(&lo, &hi, t->projected, t->nyear);
    if (has_target(t)) {
        bcl_scale_span(&lo, &hi, &t->target, 1);
        bcl_scale_span(&lo, &hi, &t->start, 1);
    }
    if (!(lo < hi)) {
        double room = fmax(1, fabs(lo) * 0.1);

        lo -= room;
        hi += room;
    }
    if (has_target(t) && t->target_year > last)
        last = t->target_year;
    return (bcl_timeline){.c = c,
                          .plot = plot,
                          .scale = {.lo = lo, .hi = hi},
                          .first = t->year[0],
                          .last = last};
}

/* The straight way to the target from where it is counted, cut at the plot's
 * left edge; or the level a mean is held to. */
static void draw_way(const bcl_timeline *a, const bcl_dashboard_tile *t)
{
    bcl_pen pen = {0.9, BCL_GREY, 0.12, 0.1};
    bool level = t->target_from > 0 && t->target_from < t->target_year;

    if (!has_target(t))
        return;
    double from = level ? t->target_from : t->start_year;
    double start = level ? t->target : t->start;
    bcl_xy to = bcl_timeline_point(a, t->target_year, t->target);

    if (from < a->first) {
        start +=
            (t->target - start) * (a->first - from) / (t->target_year - from);
        from = a->first;
    }
    if (!isnan(start) && from < t->target_year) {
        double year = floor(from);
        bcl_xy p = bcl_timeline_point(a, (int)year, start);
        bcl_xy q = bcl_timeline_point(a, (int)year + 1, start);

        bcl_canvas_segment(a->c, p.x + (q.x - p.x) * (from - year), p.y, to.x,
                           to.y, pen);
    }
    bcl_canvas_marker(a->c, to.x, to.y, BCL_RING, 0.2, BCL_GREY);
}

static void draw_course(const bcl_timeline *a, const bcl_dashboard_tile *t)
{
    size_t last = bcl_timeline_last(t->observed, t->nyear);
    unsigned pale = bcl_palette_mix(BCL_BLUE, 0xFFFFFF, 0.45);

    draw_way(a, t);
    if (t->projected)
        bcl_timeline_run(a, t->year,
                         t->observed ? bcl_timeline_joined(
                                           t->year, t->observed, t->projected,
                                           t->nyear, a->c->arena)
                                     : t->projected,
                         t->nyear, (bcl_pen){.pt = 1.3, .rgb = pale});
    if (last >= t->nyear)
        return;
    bcl_timeline_run(a, t->year, t->observed, t->nyear,
                     (bcl_pen){.pt = 1.6, .rgb = BCL_BLUE});
    bcl_xy p = bcl_timeline_point(a, t->year[last], t->observed[last]);

    bcl_canvas_marker(a->c, p.x, p.y, BCL_DISC, 0.18, BCL_BLUE);
}

/* The first year, the last observed and the target's, those that fit; the
 * last observed one first, since the value is of that year. */
static void draw_years(const bcl_timeline *a, const bcl_dashboard_tile *t)
{
    bcl_font font = bcl_frame_font(BCL_SOURCE_PT, BCL_INK_SOFT);
    size_t last = bcl_timeline_last(t->observed, t->nyear);
    const int year[] = {last < t->nyear ? t->year[last] : a->last, a->last,
                        a->first};
    double half = bcl_width_text("2000", font.pt, false) / 2;
    double at[3];
    size_t n = 0;

    for (size_t i = 0; i < 3; i++) {
        double x = bcl_timeline_point(a, year[i], a->scale.lo).x;
        bool clear = true;
        char text[16];

        x = fmin(fmax(x, a->plot.x0 + half), a->plot.x1 - half + 0.15);
        for (size_t j = 0; j < n; j++)
            clear = clear && fabs(x - at[j]) > 2 * half + 0.1;
        if (!clear)
            continue;
        at[n++] = x;
        snprintf(text, sizeof text, "%d", year[i]);
        bcl_canvas_text(a->c, x, a->plot.y0 - 0.32, BCL_CENTER, font, text);
    }
}

static void draw_values(bcl_canvas *c, const bcl_dashboard_tile *t, double x,
                        double width, double y)
{
    bcl_font big = bcl_frame_font(value_pt, BCL_INK);
    bcl_font small = bcl_frame_font(bcl_small_pt, BCL_INK_SOFT);
    size_t last = bcl_timeline_last(t->observed, t->nyear);
    int n = decimals(t);
    const char *value =
        bcl_frame_value(c->arena, last < t->nyear ? t->observed[last] : NAN, n);
    double taken = bcl_width_text(value, big.pt, false) * 1.02;

    if (taken > width)
        big.pt *= width / taken;
    bcl_canvas_text(c, x, y, BCL_LEFT, big, value);
    if (!has_target(t))
        return;
    bool level = t->target_from > 0 && t->target_from < t->target_year;
    const char *target = bcl_frame_value(c->arena, t->target, n);
    const char *text =
        level ? bcl_text_print(c->arena, "cible %s en moyenne %d-%d", target,
                               t->target_from, t->target_year)
              : bcl_text_print(c->arena, "cible %s en\u00A0%d", target,
                               t->target_year);
    bcl_wrapped w =
        bcl_width_wrap(c->arena, text, width, level ? 4 : 3, small.pt, false);

    bcl_canvas_block(c, x,
                     y - 0.32 - (double)w.n * bcl_canvas_leading(small.pt) / 2,
                     BCL_LEFT, small, &w);
}

/* A tile from the top: title (two lines at most), unit, then the course and at
 * its right the values. */
static void draw_tile(bcl_canvas *c, const bcl_dashboard_tile *t, bcl_box box)
{
    bcl_font name = bcl_frame_font(name_pt, BCL_INK);
    bcl_font unit = bcl_frame_font(bcl_small_pt, BCL_INK_SOFT);
    double width = box.x1 - box.x0, right = fmin(1.75, 0.42 * width);
    bcl_wrapped w = bcl_width_wrap(c->arena, t->title, (width - 0.45) * 0.98, 2,
                                   name.pt, false);
    double head = (double)w.n * bcl_canvas_leading(name.pt);
    double under = bcl_canvas_leading(unit.pt);
    double top = box.y1 - head - under - 0.25;
    bcl_box plot = {box.x0 + 0.05, box.y0 + 0.5, box.x1 - right - 0.25, top};

    bcl_canvas_block(c, box.x0, box.y1 - head / 2, BCL_LEFT, name, &w);
    bcl_canvas_text(c, box.x0, box.y1 - head - under / 2, BCL_LEFT, unit,
                    bcl_width_shorten(c->arena,
                                      bcl_width_clean(c->arena, t->unit),
                                      width - 0.45, unit.pt, false));
    bcl_canvas_marker(c, box.x1 - 0.17, box.y1 - 0.18, look[t->signal].mark,
                      t->signal == BCL_SIGNAL_NONE ? 0.2 : 0.3,
                      look[t->signal].rgb);
    bcl_timeline a = axes(c, t, plot);

    draw_course(&a, t);
    draw_years(&a, t);
    draw_values(c, t, box.x1 - right, right * 0.98, top - 0.2);
}

static size_t list_keys(bcl_legend *key, const bcl_dashboard *b)
{
    const char *text[] = {b->good, b->middle, b->bad, b->none};
    size_t n = 0;

    for (size_t i = 0; i < 4 && b->rule; i++) {
        size_t kind = i < 3 ? BCL_SIGNAL_GOOD + i : BCL_SIGNAL_NONE;

        if (text[i])
            key[n++] = (bcl_legend){.text = text[i],
                                    .kind = BCL_LEGEND_MARK,
                                    .mark = look[kind].mark,
                                    .rgb = look[kind].rgb};
    }
    return n;
}

bcl_canvas *bcl_dashboard_draw(const bcl_dashboard *b, bcl_arena *a,
                               bcl_diag *d)
{
    size_t columns = b->columns ? b->columns : 3;
    double page = bcl_frame_width(&b->page);
    bcl_box body = {0, 0, page - 0.3, 0};
    bcl_legend key[4];

    if (!check(b, d))
        return NULL;
    if (columns > b->ntile)
        columns = b->ntile;
    size_t nkey = list_keys(key, b), rows = (b->ntile + columns - 1) / columns;
    bcl_wrapped rule = bcl_width_wrap(a, b->rule ? b->rule : "", page * 0.9, 2,
                                      bcl_body_pt, false);
    double lines =
        b->rule ? (double)rule.n * bcl_canvas_leading(bcl_body_pt) : 0;
    double above = lines + bcl_legend_draw(NULL, key, nkey, body, a) +
                   (b->rule ? 0.25 : 0);
    double width = (body.x1 - gutter * (double)(columns - 1)) / (double)columns;

    if (width < 3.2) {
        bcl_fail(d, "G09", (bcl_pos){0},
                 "tableau de bord trop étroit pour %zu colonnes", columns);
        return NULL;
    }
    bcl_canvas *c = bcl_frame_open(&body, &b->page, above + 3.3 * (double)rows,
                                   above + 2.5 * (double)rows, a, d);
    if (!c)
        return NULL;
    bcl_canvas_block(c, body.x0, body.y1 - lines / 2, BCL_LEFT,
                     bcl_frame_font(bcl_body_pt, BCL_INK_SOFT), &rule);
    (void)bcl_legend_draw(
        c, key, nkey, (bcl_box){body.x0, body.y0, body.x1, body.y1 - lines}, a);
    double height = (body.y1 - above - body.y0) / (double)rows;

    for (size_t i = 0; i < b->ntile; i++) {
        double x = body.x0 + (double)(i % columns) * (width + gutter);
        double y = body.y1 - above - (double)(i / columns) * height;

        draw_tile(c, &b->tile[i], (bcl_box){x, y - height + 0.3, x + width, y});
    }
    return c;
}
