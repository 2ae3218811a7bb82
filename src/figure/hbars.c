/* hbars.c -- see hbars.h. */
#include "figure/hbars.h"

#include "core/text.h"
#include "figure/axis.h"
#include "figure/legend.h"
#include "figure/palette.h"

#include <math.h>

typedef struct {
    const bcl_hbars *b;
    const bcl_stack *s;
    bcl_canvas *c;
    bcl_arena *a;
    bcl_scale scale;
    bcl_box plot;
    double pitch;
    unsigned *rgb;
    int decimals;
    bcl_wrapped *name; /* of each row */
} chart;

/* What one unit of the data is on the axis. */
static double factor(const chart *k, size_t row)
{
    double total = bcl_stack_total(k->s, row);

    return !k->b->share ? 1 : total > 0 ? 100 / total : 0;
}

static double place(const chart *k, double v)
{
    return bcl_scale_place(&k->scale, v, k->plot.x0, k->plot.x1);
}

static double middle(const chart *k, size_t row)
{
    return k->plot.y1 - ((double)row + 0.5) * k->pitch;
}

static bool alone(const chart *k)
{
    return k->s->nseries == 1 && !k->b->share;
}

static void draw_cell(const chart *k, size_t row, size_t i)
{
    const bcl_stack_series *s = &k->s->series[i];
    bool estimated = s->estimated && s->estimated[row];
    double from, to, f = factor(k, row), y = middle(k, row);
    double half = fmin(k->pitch * 0.36, 0.4);

    bcl_stack_cell(&from, &to, k->s, row, i);
    double value = k->b->share ? (to - from) * f : s->v[row];
    bcl_box box = {place(k, from * f), y - half, place(k, to * f), y + half};
    const char *text = bcl_frame_value(k->a, value, k->decimals);
    unsigned over = estimated ? BCL_INK : bcl_palette_over(k->rgb[i]);
    double width = bcl_width_text(text, bcl_body_pt, false) * 1.02;

    bcl_stack_draw(k->c, box, k->rgb[i], estimated);
    /* A bar of one piece says its value at its end, and needs no key. */
    if (alone(k) || isnan(s->v[row]) || width + 0.1 > box.x1 - box.x0)
        return;
    double x = (box.x0 + box.x1) / 2;

    if (estimated)
        bcl_canvas_rect(k->c,
                        (bcl_box){x - width / 2 - 0.05, y - 0.16,
                                  x + width / 2 + 0.05, y + 0.16},
                        0xFFFFFF, 0.8);
    bcl_canvas_text(k->c, x, y, BCL_CENTER,
                    (bcl_font){.pt = bcl_body_pt, .rgb = over}, text);
}

static void draw_row(const chart *k, size_t row)
{
    bcl_font font = bcl_frame_font(bcl_body_pt, BCL_INK);
    double total = bcl_stack_total(k->s, row), y = middle(k, row);
    bool nothing = bcl_stack_empty(k->s, row) || (k->b->share && !(total > 0));

    bcl_canvas_block(k->c, k->plot.x0 - 0.15, y, BCL_RIGHT, font,
                     &k->name[row]);
    for (size_t i = 0; i < k->s->nseries && !nothing; i++)
        draw_cell(k, row, i);
    if (nothing)
        bcl_canvas_text(k->c, k->plot.x0 + 0.12, y, BCL_LEFT,
                        bcl_frame_font(bcl_body_pt, BCL_GREY), "—");
    else if (!k->b->share)
        bcl_canvas_text(k->c, place(k, total) + 0.12, y, BCL_LEFT, font,
                        bcl_frame_value(k->a, total, k->decimals));
}

static bcl_legend *list_keys(size_t *n, const chart *k)
{
    bcl_legend *key = BCL_NEW(k->a, bcl_legend, k->s->nseries + 1);

    for (*n = 0; *n < k->s->nseries && !alone(k); (*n)++)
        key[*n] = (bcl_legend){.text = k->s->series[*n].label,
                               .kind = BCL_LEGEND_FILL,
                               .rgb = k->rgb[*n]};
    if (bcl_stack_estimated(k->s))
        key[(*n)++] = (bcl_legend){
            .text = "estimé", .kind = BCL_LEGEND_HATCH, .rgb = BCL_GREY};
    return key;
}

/* The gutter that holds the row names, wrapped to at most 28 % of the page. */
static double wrap_names(chart *k, double page)
{
    double widest = 0;

    k->name = BCL_NEW(k->a, bcl_wrapped, k->s->nrow);
    for (size_t row = 0; row < k->s->nrow; row++) {
        k->name[row] = bcl_width_wrap(k->a, k->s->row[row], 0.28 * page, 2,
                                      bcl_body_pt, false);
        widest = fmax(widest, k->name[row].width);
    }
    return widest * 1.02 + 0.2;
}

/* Room right of the longest bar for its total. */
static double ends_room(const chart *k)
{
    double widest = 0;

    for (size_t row = 0; row < k->s->nrow && !k->b->share; row++)
        widest = fmax(
            widest,
            bcl_width_text(
                bcl_frame_value(k->a, bcl_stack_total(k->s, row), k->decimals),
                bcl_body_pt, false));
    return k->b->share ? 0.05 : widest * 1.02 + 0.2;
}

static void prepare(chart *k)
{
    double most = 0;

    for (size_t row = 0; row < k->s->nrow; row++)
        most = fmax(most, bcl_stack_total(k->s, row));
    k->scale = k->b->share ? bcl_scale_fit(0, 100, 6, true)
                           : bcl_scale_fit(0, most, 7, true);
    k->rgb = bcl_stack_colours(k->s, k->a);
    k->decimals =
        k->b->share && !k->s->page.decimals ? 0 : bcl_stack_decimals(k->s);
}

bcl_canvas *bcl_hbars_draw(const bcl_hbars *b, bcl_arena *a, bcl_diag *d)
{
    chart k = {.b = b, .s = &b->stack, .a = a};
    double page = bcl_frame_width(&b->stack.page);
    double rows = (double)b->stack.nrow;
    size_t nkey;
    bcl_box body = {0, 0, page - 0.3, 0};

    if (!bcl_stack_check(k.s, true, d))
        return NULL;
    prepare(&k);
    bcl_legend *key = list_keys(&nkey, &k);
    double gutter = wrap_names(&k, page), above = 0.15;
    double foot = b->share ? 0.05 : 0.6;
    bool unit = k.s->unit && k.s->unit[0];

    above += bcl_legend_draw(NULL, key, nkey, body, a) + (unit ? 0.4 : 0);
    k.c = bcl_frame_open(&body, &k.s->page, rows * 0.92 + above + foot,
                         rows * 0.45 + above + foot, a, d);
    if (!k.c)
        return NULL;
    k.plot = (bcl_box){body.x0 + gutter, body.y0 + foot,
                       body.x1 - ends_room(&k), body.y1 - above};
    /* Two lines of a name must fit between its neighbours' middles. */
    k.pitch = (k.plot.y1 - k.plot.y0) / rows;
    for (size_t row = 0; row < k.s->nrow && k.pitch < 0.8; row++)
        k.name[row] = bcl_width_wrap(a, k.s->row[row], gutter - 0.2, 1,
                                     bcl_body_pt, false);
    if (!b->share)
        bcl_axis_bottom(k.c, k.plot, &k.scale);
    bcl_axis_unit(k.c, body, k.s->unit);
    body.y1 -= unit ? 0.4 : 0;
    (void)bcl_legend_draw(k.c, key, nkey, body, a);
    for (size_t row = 0; row < k.s->nrow; row++)
        draw_row(&k, row);
    return k.c;
}
