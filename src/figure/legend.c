/* legend.c -- see legend.h. */
#include "figure/legend.h"

#include "figure/frame.h"
#include "figure/palette.h"

#include <math.h>
#include <stdlib.h>

static const double swatch = 0.3, inner = 0.12, outer = 0.45; /* cm */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Scan lines at 45°: along each, u = x + way * y is fixed and the polygon is
 * crossed at an even number of places. */
static void hatch(bcl_canvas *c, const bcl_xy *p, size_t n, double way,
                  bcl_pen pen)
{
    const double step = 0.17;
    double lo = INFINITY, hi = -INFINITY;
    double *at = BCL_NEW(c->arena, double, n + 1);

    for (size_t i = 0; i < n; i++) {
        lo = fmin(lo, p[i].x + way * p[i].y);
        hi = fmax(hi, p[i].x + way * p[i].y);
    }
    for (double u = ceil(lo / step) * step; u < hi; u += step) {
        size_t k = 0;

        for (size_t i = 0; i < n; i++) {
            bcl_xy a = p[i], b = p[(i + 1) % n];
            double ua = a.x + way * a.y - u, ub = b.x + way * b.y - u;

            if ((ua < 0) != (ub < 0))
                at[k++] = a.x + (b.x - a.x) * ua / (ua - ub);
        }
        if (k > 1)
            qsort(at, k, sizeof *at, ascending);
        for (size_t i = 0; i + 1 < k; i += 2)
            bcl_canvas_segment(c, at[i], way * (u - at[i]), at[i + 1],
                               way * (u - at[i + 1]), pen);
    }
}

void bcl_legend_hatch(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen)
{
    hatch(c, p, n, 1, pen);
}

void bcl_legend_cross(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen)
{
    hatch(c, p, n, 1, pen);
    hatch(c, p, n, -1, pen);
}

static void draw_swatch(bcl_canvas *c, const bcl_legend *k, double x, double y)
{
    double h = swatch / 2;
    const bcl_box box = {x, y - h, x + swatch, y + h};
    const bcl_xy p[] = {
        {box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}};

    switch (k->kind) {
    case BCL_LEGEND_FILL:
        bcl_canvas_rect(c, box, k->rgb, 1);
        break;
    case BCL_LEGEND_HATCH:
        bcl_canvas_rect(c, box, k->rgb, 0.25);
        bcl_legend_hatch(c, p, 4, (bcl_pen){.pt = 0.7, .rgb = k->rgb});
        break;
    case BCL_LEGEND_CROSS:
        bcl_canvas_rect(c, box, k->rgb, 0.3);
        bcl_legend_cross(c, p, 4, (bcl_pen){.pt = 0.7, .rgb = k->rgb});
        break;
    case BCL_LEGEND_EDGE:
        bcl_canvas_rect(c, box, k->rgb, 0.45);
        for (int i = 0; i < 4; i += 2)
            bcl_canvas_line(c, &p[i], 2,
                            (bcl_pen){.pt = 0.8,
                                      .rgb = bcl_palette_mix(k->rgb, 0, 0.35),
                                      .on = 0.1,
                                      .off = 0.09});
        break;
    case BCL_LEGEND_MARK:
        bcl_canvas_marker(c, x + h, y, k->mark, swatch * 0.8, k->rgb);
        break;
    case BCL_LEGEND_LINE:
    case BCL_LEGEND_DASH:
        bcl_canvas_segment(
            c, box.x0, y, box.x1 + 0.25, y,
            (bcl_pen){.pt = 1.4,
                      .rgb = k->rgb,
                      .on = k->kind == BCL_LEGEND_DASH ? 0.16 : 0,
                      .off = 0.1});
    }
}

static double swatch_width(const bcl_legend *k)
{
    return k->kind == BCL_LEGEND_LINE || k->kind == BCL_LEGEND_DASH
               ? swatch + 0.25
               : swatch;
}

double bcl_legend_draw(bcl_canvas *c, const bcl_legend *key, size_t n,
                       bcl_box within, bcl_arena *a)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, BCL_INK);
    double row = bcl_canvas_leading(font.pt) * 1.15;
    double x = within.x0, y = within.y1 - row / 2;

    for (size_t i = 0; i < n; i++) {
        double box = swatch_width(&key[i]) + inner;
        const char *text =
            bcl_width_shorten(a, bcl_width_clean(a, key[i].text),
                              within.x1 - within.x0 - box, font.pt, false);
        double width = box + bcl_width_text(text, font.pt, false) * 1.02;

        if (x > within.x0 && x + width > within.x1) {
            x = within.x0;
            y -= row;
        }
        if (c) {
            draw_swatch(c, &key[i], x, y);
            bcl_canvas_text(c, x + box, y, BCL_LEFT, font, text);
        }
        x += width + outer;
    }
    return n > 0 ? within.y1 - y + row / 2 + 0.08 : 0;
}
