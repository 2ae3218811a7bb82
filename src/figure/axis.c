/* axis.c -- see axis.h. */
#include "figure/axis.h"

#include "core/text.h"
#include "figure/frame.h"
#include "figure/palette.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const bcl_pen grid = {.pt = 0.5, .rgb = BCL_GRID};

double bcl_axis_gutter(const bcl_scale *s)
{
    double widest = 0;
    char text[BCL_VALUE_SIZE];

    for (size_t i = 0; i < s->ticks; i++) {
        bcl_scale_text(text, sizeof text, s, i);
        widest = fmax(widest, bcl_width_text(text, bcl_body_pt, false));
    }
    return widest * 1.02 + 0.2;
}

void bcl_axis_values(bcl_canvas *c, bcl_box plot, const bcl_scale *s)
{
    char text[BCL_VALUE_SIZE];

    for (size_t i = 0; i < s->ticks; i++) {
        double y = bcl_scale_place(s, bcl_scale_tick(s, i), plot.y0, plot.y1);

        bcl_scale_text(text, sizeof text, s, i);
        bcl_canvas_segment(c, plot.x0, y, plot.x1, y, grid);
        bcl_canvas_text(c, plot.x0 - 0.15, y, BCL_RIGHT,
                        bcl_frame_font(bcl_body_pt, BCL_INK), text);
    }
}

void bcl_axis_bottom(bcl_canvas *c, bcl_box plot, const bcl_scale *s)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, BCL_INK);
    double free_from = 0; /* where the last text ended */
    char text[BCL_VALUE_SIZE];

    for (size_t i = 0; i < s->ticks; i++) {
        double x = bcl_scale_place(s, bcl_scale_tick(s, i), plot.x0, plot.x1);

        bcl_scale_text(text, sizeof text, s, i);
        double half = bcl_width_text(text, font.pt, false) / 2;

        bcl_canvas_segment(c, x, plot.y0, x, plot.y1, grid);
        if (x - half < free_from || x + half > c->width)
            continue;
        bcl_canvas_text(c, x, plot.y0 - 0.3, BCL_CENTER, font, text);
        free_from = x + half + 0.15;
    }
}

static int year_step(double cm_per_year, double width)
{
    static const int step[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    enum { N = sizeof step / sizeof *step };

    for (int i = 0; i < N; i++)
        if (step[i] * cm_per_year > width + 0.55)
            return step[i];
    return step[N - 1];
}

void bcl_axis_years(bcl_canvas *c, bcl_box plot, int first, int last,
                    int anchor)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, BCL_INK);
    double width = bcl_width_text("2000", font.pt, false);
    double pitch = (plot.x1 - plot.x0) / fmax(last - first, 1);
    int step = year_step(pitch, width);
    char text[16];

    for (int y = first; y <= last; y++) {
        double x = last > first ? plot.x0 + (y - first) * pitch
                                : (plot.x0 + plot.x1) / 2;

        if (((y - anchor) % step != 0 && last - first >= step) ||
            x + width / 2 > c->width || x < width / 2)
            continue;
        snprintf(text, sizeof text, "%d", y);
        bcl_canvas_segment(c, x, plot.y0, x, plot.y0 - 0.08,
                           (bcl_pen){.pt = 0.6, .rgb = BCL_GREY});
        bcl_canvas_text(c, x, plot.y0 - 0.3, BCL_CENTER, font, text);
    }
}

static double widest(const char *const *text, size_t n)
{
    double w = 0;

    for (size_t i = 0; i < n; i++)
        w = fmax(w, bcl_width_text(text[i], bcl_body_pt, false));
    return w;
}

static bool all_numbers(const char *const *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strspn(text[i], "0123456789") != strlen(text[i]))
            return false;
    return true;
}

static bcl_wrapped name_lines(bcl_arena *a, const char *text, double pitch)
{
    return bcl_width_wrap(a, text, pitch - 0.15, 3, bcl_body_pt, false);
}

double bcl_axis_names_height(const char *const *text, size_t n, double pitch,
                             bcl_arena *a)
{
    size_t lines = 1;

    for (size_t i = 0; i < n && !all_numbers(text, n); i++) {
        size_t k = name_lines(a, text[i], pitch).n;

        lines = k > lines ? k : lines;
    }
    return (double)lines * bcl_canvas_leading(bcl_body_pt) + 0.15;
}

void bcl_axis_names(bcl_canvas *c, double y, const char *const *text,
                    const double *x, size_t n, double pitch)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, BCL_INK);
    double leading = bcl_canvas_leading(font.pt);
    size_t stride = 1;

    if (n > 0 && all_numbers(text, n))
        while ((double)stride * pitch < widest(text, n) + 0.15 && stride < n)
            stride++;
    for (size_t i = n > 0 ? (n - 1) % stride : 0; i < n; i += stride) {
        bcl_wrapped w =
            name_lines(c->arena, text[i], (double)stride * pitch + 0.02);

        bcl_canvas_block(c, x[i], y - 0.1 - (double)w.n * leading / 2,
                         BCL_CENTER, font, &w);
    }
}

void bcl_axis_separator(bcl_canvas *c, bcl_box plot, double x, const char *past)
{
    const char *word = past ? past : "observé";
    bcl_font font = bcl_frame_font(bcl_small_pt, BCL_GREY);
    double y = plot.y1 + 0.2;

    bcl_canvas_segment(c, x, plot.y0, x, plot.y1 + 0.35,
                       (bcl_pen){0.8, BCL_GREY, 0.04, 0.08});
    if (x - 0.12 - bcl_width_text(word, font.pt, false) > plot.x0)
        bcl_canvas_text(c, x - 0.12, y, BCL_RIGHT, font, word);
    if (x + 0.12 + bcl_width_text("projeté", font.pt, false) < plot.x1 + 0.2)
        bcl_canvas_text(c, x + 0.12, y, BCL_LEFT, font, "projeté");
}

void bcl_axis_unit(bcl_canvas *c, bcl_box body, const char *unit)
{
    bcl_font font = bcl_frame_font(bcl_small_pt, BCL_INK_SOFT);

    if (unit && unit[0])
        bcl_canvas_text(c, body.x0, body.y1 - bcl_canvas_leading(font.pt) / 2,
                        BCL_LEFT, font,
                        bcl_width_shorten(c->arena,
                                          bcl_width_clean(c->arena, unit),
                                          body.x1 - body.x0, font.pt, false));
}
