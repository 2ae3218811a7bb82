/* sankey_draw.c -- the figure round a Sankey layout: see sankey.h. */
#include "core/text.h"
#include "figure/axis.h"
#include "figure/palette.h"
#include "figure/sankey_label.h"
#include "figure/sankey_mark.h"

#include <math.h>

static const double key_gap = 0.15;  /* cm, above the key */
static const double thinnest = 0.03; /* cm: a node is seen */

typedef struct {
    const bcl_sankey *s;
    bcl_arena *a;
    bcl_sankey_plan *plan;
    bcl_sankey_layout l;
    bcl_canvas *c;
    bcl_box body, area;
    double left, right; /* gutters of the outer labels */
    bcl_legend key[BCL_SANKEY_KEYS];
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

/* Loops below, then the wide under the narrow, lines of no width last. */
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
        bcl_sankey_ribbon_draw(f->c, &f->l.link[order[i]],
                               &f->s->link[order[i]],
                               link_colour(f->s, order[i]));
}

static void draw_nodes(const figure *f)
{
    for (size_t i = 0; i < f->s->nnode; i++) {
        const bcl_sankey_place *n = &f->l.node[i];
        bcl_box box = n->box;

        if (!n->there)
            continue;
        if (box.y1 - box.y0 < thinnest) {
            double middle = (box.y0 + box.y1) / 2;

            box.y0 = middle - thinnest / 2;
            box.y1 = middle + thinnest / 2;
        }
        bcl_canvas_rect(f->c, box, node_colour(f->s, i), 1);
        if (f->s->node[i].gap != 0)
            bcl_sankey_stub_draw(f->c, &n->stub, f->s->node[i].gap > 0);
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
        const char *value =
            link->unknown ? "n.d."
                          : bcl_sankey_bound(
                                bcl_sankey_value(f->s, link->v, decimals, f->a),
                                link->least, f->a);

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

/* What stubs take of the labels' side of a column. */
static double stub_room(const figure *f, int layer)
{
    for (size_t i = 0; i < f->s->nnode; i++) {
        double gap = f->s->node[i].gap;

        if (f->l.node[i].there && f->l.node[i].layer == layer && gap != 0 &&
            (gap > 0) != (layer == 0))
            return bcl_sankey_stub_length;
    }
    return 0;
}

/* Between two columns, less what loops take. */
static double inner_width(const figure *f, int layer)
{
    double width = f->l.column[layer + 1] - f->l.column[layer];

    for (size_t i = 0; i < f->s->nnode; i++)
        if (f->l.node[i].layer == layer)
            width = fmin(width, f->l.node[i].room);
    return width;
}

static bool draw_labels(const figure *f, bcl_diag *d)
{
    double lo = floor_of(f), hi = f->area.y1 + 0.12;
    int last = (int)f->l.ncolumn - 1;
    bool ok = true;

    for (int layer = 0; layer <= last && ok; layer++) {
        double width = layer == 0 ? f->left : f->right;
        double stub = stub_room(f, layer);

        if (layer > 0 && layer < last)
            width = fmax(inner_width(f, layer) - stub - 0.25, 0.8);
        else
            width = fmax(width - stub - 0.14, 0.8);
        ok = bcl_sankey_labels(f->c, f->s, &f->l, layer, width, lo, hi, d);
    }
    return ok;
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
                                  (bcl_box){0, 0, page - 0.3, 0}, f->a) +
                  (f->nkey > 0 ? key_gap : 0);

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
    figure f = {.s = s, .a = a, .plan = bcl_sankey_plan_create(s, a, d)};

    if (!f.plan)
        return NULL;
    f.nkey = bcl_sankey_keys(f.key, s);
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
    bcl_sankey_unknown_label(f.c, s, &f.l);
    (void)bcl_legend_draw(
        f.c, f.key, f.nkey,
        (bcl_box){f.body.x0, f.body.y0, f.body.x1, f.area.y0 - key_gap}, a);
    return f.c;
}
