/* bars.c -- see bars.h. */
#include "figure/bars.h"

#include "core/text.h"
#include "figure/axis.h"
#include "figure/legend.h"
#include "figure/palette.h"
#include "figure/spread.h"
#include "figure/tags.h"

#include <math.h>

typedef struct {
    const bcl_bars *b;
    const bcl_stack *s;
    bcl_canvas *c;
    bcl_arena *a;
    bcl_scale scale;
    bcl_box plot;
    double pitch;
    unsigned *rgb;
    int decimals;
} chart;

static bool has_target(const bcl_bars *b)
{
    return b->target.label && !isnan(b->target.v) &&
           b->target.from <= b->target.to && b->target.to < b->stack.nrow;
}

static double place(const chart *k, double v)
{
    return bcl_scale_place(&k->scale, v, k->plot.y0, k->plot.y1);
}

static double centre(const chart *k, size_t row)
{
    return k->plot.x0 + ((double)row + 0.5) * k->pitch;
}

static bcl_scale fit(const bcl_bars *b)
{
    double lo = 0, hi = 0;

    for (size_t row = 0; row < b->stack.nrow; row++) {
        double low, high;

        bcl_stack_ends(&low, &high, &b->stack, row);
        lo = fmin(lo, low);
        hi = fmax(hi, high);
    }
    if (has_target(b)) {
        lo = fmin(lo, b->target.v);
        hi = fmax(hi, b->target.v);
    }
    return bcl_scale_fit(lo, hi, 8, true);
}

static void draw_ground(const chart *k)
{
    const bcl_bars *b = k->b;
    bcl_font font = bcl_frame_font(bcl_small_pt, BCL_GREY);

    if (b->projected == 0 || b->projected >= k->s->nrow)
        return;
    double x = k->plot.x0 + (double)b->projected * k->pitch;
    const char *text = b->projected_label ? b->projected_label : "scénario";

    bcl_canvas_rect(k->c,
                    (bcl_box){x, k->plot.y0, k->plot.x1, k->plot.y1 + 0.55},
                    0xF2F4F6, 1);
    bcl_canvas_text(k->c, x + 0.1, k->plot.y1 + 0.33, BCL_LEFT, font,
                    bcl_width_shorten(k->a, bcl_width_clean(k->a, text),
                                      k->plot.x1 - x - 0.15, font.pt, false));
}

static void draw_bars(const chart *k)
{
    double half = k->pitch * 0.36;

    for (size_t row = 0; row < k->s->nrow; row++)
        for (size_t i = 0; i < k->s->nseries; i++) {
            const bcl_stack_series *s = &k->s->series[i];
            double from, to, x = centre(k, row);

            bcl_stack_cell(&from, &to, k->s, row, i);
            from = place(k, from);
            to = place(k, to);
            bcl_stack_draw(
                k->c,
                (bcl_box){x - half, fmin(from, to), x + half, fmax(from, to)},
                k->rgb[i], s->estimated && s->estimated[row]);
        }
    bcl_canvas_segment(k->c, k->plot.x0, place(k, 0), k->plot.x1, place(k, 0),
                       (bcl_pen){.pt = 0.8, .rgb = BCL_GREY});
}

static bool aimed(const chart *k, size_t row)
{
    return has_target(k->b) && row >= k->b->target.from &&
           row <= k->b->target.to;
}

/* Where a total stands: over its bar, and over the dashes of a target near. */
static double above(const chart *k, size_t row, double high)
{
    double y = place(k, high),
           line = aimed(k, row) ? place(k, k->b->target.v) : y;

    return (line > y - 0.1 && line < y + 0.45 ? fmax(y, line) : y) + 0.2;
}

/* Over every bar when all fit, else over every second one, and so on, always
 * over the last. */
static void draw_totals(const chart *k)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, BCL_INK);
    size_t n = k->s->nrow, stride = 1;
    double widest = 0;

    for (size_t row = 0; row < n; row++)
        widest = fmax(
            widest,
            bcl_width_text(
                bcl_frame_value(k->a, bcl_stack_total(k->s, row), k->decimals),
                font.pt, false));
    while (stride < n && (double)stride * k->pitch < widest * 1.02 + 0.08)
        stride++;
    for (size_t row = (n - 1) % stride; row < n; row += stride) {
        double low, high, half = widest / 2;
        double x = centre(k, row);

        bcl_stack_ends(&low, &high, k->s, row);
        x = fmin(fmax(x, half), k->plot.x1 + 0.25 - half);
        bcl_canvas_text(k->c, x, above(k, row, high), BCL_CENTER, font,
                        bcl_stack_empty(k->s, row)
                            ? "—"
                            : bcl_frame_value(k->a, low + high, k->decimals));
    }
}

/* Right of the plot when it holds to the last bar, else beside its dashes. */
static bool tagged(const chart *k)
{
    return has_target(k->b) && k->b->target.to + 1 == k->s->nrow;
}

static void name_target(const chart *k)
{
    const bcl_bars_target *t = &k->b->target;
    bcl_font font = {.pt = bcl_body_pt, .bold = true, .rgb = BCL_INK};

    if (!has_target(k->b) || tagged(k))
        return;
    const char *text = bcl_text_print(k->a, "%s\u00A0\u00A0%s",
                                      bcl_width_clean(k->a, t->label),
                                      bcl_frame_value(k->a, t->v, k->decimals));
    bcl_wrapped w = bcl_width_wrap(k->a, text, fmin(5, k->plot.x1 - k->plot.x0),
                                   2, font.pt, true);
    double height = (double)w.n * bcl_canvas_leading(font.pt);
    bcl_box within = k->plot;

    within.y1 += 0.25;
    bcl_box box =
        bcl_spread_near(k->c, (centre(k, t->from) + centre(k, t->to)) / 2,
                        place(k, t->v), 0.35, w.width * 1.02, height, within);

    bcl_canvas_rect(k->c, box, 0xFFFFFF, 0.85);
    bcl_canvas_block(k->c, box.x0, (box.y0 + box.y1) / 2, BCL_LEFT, font, &w);
}

/* A white casing carries the dashes over dark cells. */
static void draw_target(const chart *k)
{
    const bcl_bars_target *t = &k->b->target;

    if (!has_target(k->b))
        return;
    double y = place(k, t->v);
    double x0 = centre(k, t->from) - k->pitch / 2;
    double x1 = centre(k, t->to) + k->pitch / 2;

    bcl_canvas_segment(k->c, x0, y, x1, y,
                       (bcl_pen){.pt = 3.4, .rgb = 0xFFFFFF});
    bcl_canvas_segment(k->c, x0, y, x1, y, (bcl_pen){1.6, BCL_INK, 0.2, 0.12});
}

static size_t list_tags(const chart *k, bcl_tag *tag)
{
    size_t last = k->s->nrow - 1, n = 0;

    if (tagged(k))
        tag[n++] = (bcl_tag){
            .y = place(k, k->b->target.v),
            .x = k->c ? centre(k, k->b->target.to) + k->pitch / 2 : 0,
            .text = k->b->target.label,
            .value = bcl_frame_value(k->a, k->b->target.v, k->decimals),
            .rgb = BCL_INK};
    for (size_t i = k->s->nseries; i-- > 0;) {
        double from, to;

        bcl_stack_cell(&from, &to, k->s, last, i);
        tag[n++] = (bcl_tag){.y = place(k, (from + to) / 2),
                             .text = k->s->series[i].label,
                             .value = bcl_frame_value(
                                 k->a, k->s->series[i].v[last], k->decimals),
                             .rgb = k->rgb[i]};
    }
    return n;
}

static void draw_key(const chart *k, bcl_box body)
{
    const bcl_legend key = {
        .text = "estimé", .kind = BCL_LEGEND_HATCH, .rgb = BCL_GREY};
    double width = bcl_width_text("estimé", bcl_body_pt, false) + 0.5;

    if (bcl_stack_estimated(k->s))
        (void)bcl_legend_draw(
            k->c, &key, 1,
            (bcl_box){body.x1 - width, body.y0, body.x1, body.y0 + 0.5}, k->a);
}

bcl_canvas *bcl_bars_draw(const bcl_bars *b, bcl_arena *a, bcl_diag *d)
{
    const bcl_stack *s = &b->stack;
    chart k = {.b = b, .s = s, .a = a};
    bcl_box body;

    if (!bcl_stack_check(s, false, d) ||
        !bcl_frame_check(&b->target.v, 1, false, b->target.label, d))
        return NULL;
    k.scale = fit(b);
    k.rgb = bcl_stack_colours(s, a);
    k.decimals = bcl_stack_decimals(s);
    bcl_tag *tag = BCL_NEW(a, bcl_tag, s->nseries + 1);
    size_t n = list_tags(&k, tag);
    double total = bcl_frame_width(&s->page);
    double width = bcl_tags_width(tag, n, 0.28 * total, a);
    double gutter = bcl_axis_gutter(&k.scale);

    k.pitch = (total - 0.3 - width - gutter) / (double)s->nrow;
    double names = bcl_axis_names_height(s->row, s->nrow, k.pitch, a);

    k.c = bcl_frame_open(&body, &s->page,
                         fmax(7.2, 1.6 + names + 0.36 * (double)n),
                         fmax(3, 1.2 + names + bcl_tags_least(n)), a, d);
    if (!k.c)
        return NULL;
    k.plot = (bcl_box){body.x0 + gutter, body.y0 + names, body.x1 - width,
                       body.y1 - (s->unit && s->unit[0] ? 0.95 : 0.65)};
    draw_ground(&k);
    bcl_axis_values(k.c, k.plot, &k.scale);
    bcl_axis_unit(k.c, body, s->unit);
    draw_bars(&k);
    draw_target(&k);
    draw_totals(&k);
    name_target(&k);
    double *x = BCL_NEW(a, double, s->nrow);

    for (size_t row = 0; row < s->nrow; row++)
        x[row] = centre(&k, row);
    bcl_axis_names(k.c, k.plot.y0, s->row, x, s->nrow, k.pitch);
    draw_key(&k, body);
    n = list_tags(&k, tag);
    double low = bcl_stack_estimated(s) ? body.y0 + 0.5 : body.y0;

    return bcl_tags_draw(k.c, tag, n, k.plot.x1, width, low, k.plot.y1 + 0.5, d)
               ? k.c
               : NULL;
}
