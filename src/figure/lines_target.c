/* lines_target.c -- targets on trajectories. */
#include "core/text.h"
#include "figure/lines_private.h"
#include "figure/palette.h"
#include "figure/spread.h"

#include <math.h>

/* A target without value, or before the first year, is left out. */
bool bcl_lines_shown(const bcl_lines *l, const bcl_lines_target *t)
{
    return !isnan(t->v) && t->year >= l->year[0];
}

int bcl_lines_last_year(const bcl_lines *l)
{
    int last = l->year[l->nyear - 1];

    for (size_t i = 0; i < l->ntarget; i++)
        if (bcl_lines_shown(l, &l->target[i]) && l->target[i].year > last)
            last = l->target[i].year;
    return last;
}

bcl_xy bcl_lines_point(const bcl_lines_chart *k, int year, double v)
{
    return bcl_timeline_point(&k->t, year, v);
}

unsigned bcl_lines_colour(const bcl_lines_target *t)
{
    return t->rgb ? t->rgb : BCL_VERMILLION;
}

/* A mean aimed at holds for a whole period. */
static void draw_period(const bcl_lines_chart *k, const bcl_lines_target *t,
                        bcl_xy end)
{
    int from = t->from < k->l->year[0] ? k->l->year[0] : t->from;

    if (t->from == 0 || from >= t->year)
        return;
    bcl_xy p = bcl_lines_point(k, from, t->v);

    bcl_canvas_segment(k->t.c, p.x, p.y, end.x, end.y,
                       (bcl_pen){1.2, bcl_lines_colour(t), 0.2, 0.12});
}

/* Of two targets of a year, the upper one is named above, the lower below. */
static bcl_box side_of(const bcl_lines_chart *k, size_t i, bcl_xy p,
                       double least)
{
    const bcl_lines_target *t = k->l->target;
    bcl_box box = k->t.plot;

    for (size_t j = 0; j < k->l->ntarget; j++) {
        if (j == i || !bcl_lines_shown(k->l, &t[j]) || t[j].year != t[i].year)
            continue;
        if (t[j].v < t[i].v && box.y1 - p.y > least)
            box.y0 = p.y - 0.15;
        if (t[j].v > t[i].v && p.y - box.y0 > least)
            box.y1 = p.y + 0.15;
    }
    return box;
}

/* A target before the last year is named beside its mark. */
void bcl_lines_draw_targets(const bcl_lines_chart *k)
{
    const bcl_lines *l = k->l;

    for (size_t i = 0; i < l->ntarget; i++) {
        if (!bcl_lines_shown(l, &l->target[i]))
            continue;
        bcl_xy p = bcl_lines_point(k, l->target[i].year, l->target[i].v);

        draw_period(k, &l->target[i], p);
        bcl_canvas_marker(k->t.c, p.x, p.y, BCL_DIAMOND, 0.34, 0xFFFFFF);
        bcl_canvas_marker(k->t.c, p.x, p.y, BCL_DIAMOND, 0.25,
                          bcl_lines_colour(&l->target[i]));
    }
    for (size_t i = 0; i < l->ntarget; i++) {
        const bcl_lines_target *t = &l->target[i];
        bcl_xy p = bcl_lines_point(k, t->year, t->v);
        bcl_font font = bcl_frame_font(bcl_body_pt, bcl_lines_colour(t));

        if (!bcl_lines_shown(l, t) || t->year == bcl_lines_last_year(l))
            continue;
        bcl_wrapped w = bcl_width_wrap(
            k->a,
            bcl_text_print(k->a, "%s\u00A0\u00A0%s",
                           bcl_width_clean(k->a, t->label),
                           bcl_frame_value(k->a, t->v, k->decimals)),
            fmin(4.5, (k->t.plot.x1 - k->t.plot.x0) / 2), 2, font.pt, false);
        double height = (double)w.n * bcl_canvas_leading(font.pt);
        bcl_box box = bcl_spread_near(k->t.c, p.x, p.y, 0.2, w.width * 1.02,
                                      height, side_of(k, i, p, height + 0.3));

        bcl_canvas_block(k->t.c, box.x0, (box.y0 + box.y1) / 2, BCL_LEFT, font,
                         &w);
    }
}
