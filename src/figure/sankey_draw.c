/* sankey_draw.c -- the figure round a Sankey layout: see sankey.h. */
#include "core/text.h"
#include "figure/axis.h"
#include "figure/legend.h"
#include "figure/palette.h"
#include "figure/sankey.h"
#include "figure/sankey_label.h"

#include <math.h>

typedef struct {
    const bcl_sankey *s;
    bcl_arena *a;
    bcl_sankey_plan *plan;
    bcl_sankey_layout l;
    bcl_canvas *c;
    bcl_box body, area;
    double left, right; /* gutters of the outer labels */
    bcl_legend key[2];
    size_t nkey;
} figure;

static unsigned node_colour(const bcl_sankey *s, size_t node)
{
    return s->node[node].rgb ? s->node[node].rgb : BCL_STEEL;
}

static unsigned link_colour(const bcl_sankey *s, size_t link)
{
    return s->link[link].rgb ? s->link[link].rgb
                             : node_colour(s, s->link[link].from);
}

static void draw_ribbon(const figure *f, size_t link)
{
    const bcl_sankey_ribbon *r = &f->l.link[link];
    unsigned rgb = link_colour(f->s, link);
    bool estimated = f->s->link[link].estimated;

    bcl_canvas_polygon(f->c, r->outline, r->n, rgb, estimated ? 0.22 : 0.45);
    if (estimated)
        bcl_legend_hatch(
            f->c, r->outline, r->n,
            (bcl_pen){.pt = 0.5, .rgb = bcl_palette_mix(rgb, 0xFFFFFF, 0.25)});
}

/* Loops below, then the wide under the narrow. */
static void draw_ribbons(const figure *f)
{
    size_t n = 0, *order = BCL_NEW(f->a, size_t, f->s->nlink + 1);

    for (int back = 1; back >= 0; back--)
        for (size_t k = 0, from = n; k < f->s->nlink; k++) {
            const bcl_sankey_ribbon *r = &f->l.link[k];
            size_t j = n;

            if (!r->outline || r->back != (back == 1))
                continue;
            for (; j > from && f->l.link[order[j - 1]].width < r->width; j--)
                order[j] = order[j - 1];
            order[j] = k;
            n++;
        }
    for (size_t i = 0; i < n; i++)
        draw_ribbon(f, order[i]);
}

static void draw_nodes(const figure *f)
{
    for (size_t i = 0; i < f->s->nnode; i++) {
        const bcl_sankey_place *n = &f->l.node[i];
        bcl_box box = n->box;

        if (!(fmax(n->in, n->out) > 0))
            continue;
        box.y0 = fmin(box.y0, box.y1 - 0.03);
        bcl_canvas_rect(f->c, box, node_colour(f->s, i), 1);
        if (n->gap != 0)
            bcl_canvas_rect(f->c, n->stub, BCL_ALARM, 1);
    }
}

/* On the lane of each loop; a lane is never narrower than a text. */
static void label_loops(const figure *f)
{
    int decimals = bcl_sankey_decimals(f->s);
    bcl_font font = {.pt = 8, .rgb = 0x1E1E1E};

    for (size_t k = 0; k < f->s->nlink; k++) {
        const bcl_sankey_ribbon *r = &f->l.link[k];
        const bcl_sankey_link *link = &f->s->link[k];
        const char *value = bcl_sankey_value(f->s, link->v, decimals, f->a);

        if (!r->outline || !r->back)
            continue;
        if (link->label && link->label[0])
            value = bcl_text_print(f->a, "%s : %s",
                                   bcl_width_clean(f->a, link->label), value);
        value = bcl_width_shorten(f->a, bcl_width_clean(f->a, value),
                                  fmax(r->lane_width, 2.5), font.pt, false);
        double half = bcl_width_text(value, font.pt, false) / 2 + 0.06;
        double x = fmin(fmax(r->lane.x, half), f->c->width - half);

        if (r->width < 0.36)
            bcl_canvas_rect(f->c,
                            (bcl_box){x - half, r->lane.y - 0.16, x + half,
                                      r->lane.y + 0.16},
                            0xFFFFFF, 0.8);
        bcl_canvas_text(f->c, x, r->lane.y, BCL_CENTER, font, value);
    }
}

static void draw_headings(const figure *f)
{
    bcl_font font = bcl_frame_font(bcl_small_pt, BCL_INK_SOFT);

    for (size_t i = 0; i < f->l.ncolumn && i < f->s->nheading; i++) {
        double x = f->l.column[i], end = x + f->l.node_width;
        bool first = i == 0, last = i + 1 == f->l.ncolumn;
        double room = first  ? end - f->body.x0
                      : last ? f->body.x1 - x
                             : f->l.column[i + 1] - x - 0.15;
        bcl_wrapped w = bcl_width_wrap(f->a, f->s->heading[i], room * 0.98, 2,
                                       font.pt, false);
        double y =
            f->area.y1 + 0.14 + (double)w.n * bcl_canvas_leading(font.pt) / 2;

        /* The first heading runs to the left, as its labels do. */
        bcl_canvas_block(f->c, first ? end : x, y, first ? BCL_RIGHT : BCL_LEFT,
                         font, &w);
    }
}

/* Room for headings: a second line when one looks too long for its column,
 * whose exact width is known only once the layout is made. */
static double headings_height(const figure *f)
{
    double columns = (double)bcl_sankey_plan_columns(f->plan);
    double pitch = 0.36 * bcl_frame_width(&f->s->page) / fmax(columns - 1, 1);
    bool twice = false;

    for (size_t i = 1; i + 1 < (size_t)columns && i < f->s->nheading; i++)
        twice = twice ||
                bcl_width_text(f->s->heading[i], bcl_small_pt, false) > pitch;
    return f->s->nheading == 0
               ? 0
               : 0.15 + (twice ? 2 : 1) * bcl_canvas_leading(bcl_small_pt);
}

/* The lowest that labels may come: lanes have texts of their own. */
static double floor_of(const figure *f)
{
    double lo = f->area.y0;

    for (size_t k = 0; k < f->s->nlink; k++) {
        const bcl_sankey_ribbon *r = &f->l.link[k];

        if (r->outline && r->back)
            lo = fmax(lo, r->lane.y + fmax(r->width, 0.36) / 2);
    }
    return lo;
}

static bool draw_labels(const figure *f, bcl_diag *d)
{
    double lo = floor_of(f), hi = f->area.y1 + 0.12;
    int last = (int)f->l.ncolumn - 1;
    bool ok = true;

    for (int layer = 0; layer <= last && ok; layer++) {
        double width = layer == 0 ? f->left : f->right;

        if (layer > 0 && layer < last) {
            width = f->l.column[layer + 1] - f->l.column[layer];
            for (size_t i = 0; i < f->s->nnode; i++)
                if (f->l.node[i].layer == layer)
                    width = fmin(width, f->l.node[i].room);
            width = fmax(width - 0.25, 0.8);
        } else {
            width -= 0.14;
        }
        ok = bcl_sankey_labels(f->c, f->s, &f->l, layer, width, lo, hi, d);
    }
    return ok;
}

static void list_keys(figure *f, const bcl_diag *d, size_t warnings)
{
    bool estimated = false;

    for (size_t k = 0; k < f->s->nlink; k++)
        estimated =
            estimated || (f->s->link[k].estimated && f->s->link[k].v > 0);
    if (estimated)
        f->key[f->nkey++] = (bcl_legend){
            .text = "flux estimé", .kind = BCL_LEGEND_HATCH, .rgb = BCL_GREY};
    if (d->warnings > warnings) /* the plan warned of each open node */
        f->key[f->nkey++] =
            (bcl_legend){.text = "écart entre entrées et sorties",
                         .kind = BCL_LEGEND_FILL,
                         .rgb = BCL_ALARM};
}

static size_t tallest_column(const figure *f)
{
    size_t most = 0;

    for (size_t c = 0; c < bcl_sankey_plan_columns(f->plan); c++) {
        size_t n = 0;

        for (size_t i = 0; i < f->s->nnode; i++)
            n += bcl_sankey_plan_layer(f->plan, i) == (int)c;
        most = n > most ? n : most;
    }
    return most;
}

/* Reserve rows for unit, headings and key; the rest is the diagram's. */
static bool open_page(figure *f, bcl_diag *d)
{
    double page = bcl_frame_width(&f->s->page);
    double tall = (double)tallest_column(f);
    double loops = (double)bcl_sankey_plan_loops(f->plan);
    double head =
        0.15 + (bcl_sankey_unit_apart(f->s) ? 0.4 : 0) + headings_height(f);
    double foot = bcl_legend_draw(NULL, f->key, f->nkey,
                                  (bcl_box){0, 0, page - 0.3, 0}, f->a);

    f->c =
        bcl_frame_open(&f->body, &f->s->page,
                       fmin(4.9 + 0.6 * tall + 0.4 * loops, 20) + head + foot,
                       1.5 + 0.26 * tall + 0.5 * loops + head + foot, f->a, d);
    if (!f->c)
        return false;
    f->left = bcl_sankey_gutter(f->s, f->plan, 0, 0.25 * page, f->a);
    f->right = bcl_sankey_gutter(f->s, f->plan,
                                 (int)bcl_sankey_plan_columns(f->plan) - 1,
                                 0.25 * page, f->a);
    f->area = (bcl_box){f->body.x0 + f->left, f->body.y0 + foot + 0.1,
                        f->body.x1 - f->right, f->body.y1 - head};
    return true;
}

bcl_canvas *bcl_sankey_draw(const bcl_sankey *s, bcl_arena *a, bcl_diag *d)
{
    size_t warnings = d->warnings;
    figure f = {.s = s, .a = a, .plan = bcl_sankey_plan_create(s, a, d)};

    if (!f.plan)
        return NULL;
    list_keys(&f, d, warnings);
    if (!open_page(&f, d) || !bcl_sankey_lay(&f.l, f.plan, f.area, 0.42, d))
        return NULL;
    draw_ribbons(&f);
    draw_nodes(&f);
    draw_headings(&f);
    if (bcl_sankey_unit_apart(s))
        bcl_axis_unit(f.c, f.body, s->unit);
    label_loops(&f);
    if (!draw_labels(&f, d))
        return NULL;
    (void)bcl_legend_draw(f.c, f.key, f.nkey,
                          (bcl_box){f.body.x0, f.body.y0, f.body.x1, f.area.y0},
                          a);
    return f.c;
}
