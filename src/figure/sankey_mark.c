/* sankey_mark.c -- see sankey_mark.h. */
#include "figure/sankey_mark.h"

#include "figure/palette.h"

#include <math.h>

static const double thin = 0.06; /* cm: hatches do not show in less */

static bool any_gap(const bcl_sankey *s)
{
    for (size_t i = 0; i < s->nnode; i++)
        if (s->node[i].gap != 0)
            return true;
    return false;
}

size_t bcl_sankey_keys(bcl_legend *key, const bcl_sankey *s)
{
    bool estimated = false, least = false, unknown = false;
    size_t n = 0;

    for (size_t k = 0; k < s->nlink; k++) {
        const bcl_sankey_link *l = &s->link[k];
        bool known = !l->unknown && l->v > 0;

        estimated = estimated || (known && l->estimated);
        least = least || (known && l->least);
        unknown = unknown || l->unknown;
    }
    if (estimated)
        key[n++] = (bcl_legend){.text = "flux estimé ou supposé",
                                .kind = BCL_LEGEND_HATCH,
                                .rgb = BCL_GREY};
    if (least)
        key[n++] =
            (bcl_legend){.text = "minorant\u00A0(≥)\u00A0: des données sont "
                                 "secrètes ou manquent",
                         .kind = BCL_LEGEND_EDGE,
                         .rgb = BCL_GREY};
    if (unknown)
        key[n++] = (bcl_legend){.text = "flux sans valeur (n.d.)",
                                .kind = BCL_LEGEND_DASH,
                                .rgb = BCL_SLATE};
    if (any_gap(s))
        key[n++] = (bcl_legend){.text = "écart entre entrées et sorties",
                                .kind = BCL_LEGEND_CROSS,
                                .rgb = BCL_ALARM};
    return n;
}

/* The middle of a ribbon, whose sides face each other point by point. */
static bcl_xy middle(const bcl_sankey_ribbon *r, size_t i)
{
    bcl_xy a = r->outline[i], b = r->outline[r->n - 1 - i];

    return (bcl_xy){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

static void draw_unknown(bcl_canvas *c, const bcl_sankey_ribbon *r)
{
    size_t n = r->n / 2;
    bcl_xy *line = BCL_NEW(c->arena, bcl_xy, n);

    for (size_t i = 0; i < n; i++)
        line[i] = middle(r, i);
    bcl_canvas_line(
        c, line, n,
        (bcl_pen){.pt = 0.9, .rgb = BCL_SLATE, .on = 0.14, .off = 0.09});
}

void bcl_sankey_ribbon_draw(bcl_canvas *c, const bcl_sankey_ribbon *r,
                            const bcl_sankey_link *l, unsigned rgb)
{
    if (l->unknown) {
        draw_unknown(c, r);
        return;
    }
    bool pale = l->estimated && r->width > thin;

    bcl_canvas_polygon(c, r->outline, r->n, rgb, pale ? 0.22 : 0.45);
    if (l->estimated)
        bcl_legend_hatch(c, r->outline, r->n,
                         (bcl_pen){.pt = 0.5,
                                   .rgb = bcl_palette_mix(bcl_palette_text(rgb),
                                                          0xFFFFFF, 0.25)});
    if (l->least && r->width > thin) {
        bcl_pen pen = {.pt = 0.8,
                       .rgb = bcl_palette_mix(rgb, 0, 0.35),
                       .on = 0.1,
                       .off = 0.09};

        bcl_canvas_line(c, r->outline, r->n / 2, pen);
        bcl_canvas_line(c, r->outline + r->n / 2, r->n / 2, pen);
    }
}

void bcl_sankey_stub_draw(bcl_canvas *c, const bcl_box *stub, bool right)
{
    static const double alpha[] = {0.5, 0.3, 0.12};
    enum { SLICES = sizeof alpha / sizeof *alpha };
    double width = stub->x1 - stub->x0, at = right ? stub->x0 : stub->x1;
    double middle_y = (stub->y0 + stub->y1) / 2;
    double half = fmax(stub->y1 - stub->y0, 0.04) / 2;
    double y0 = middle_y - half, y1 = middle_y + half;
    double step = (right ? width : -width) / SLICES;
    const bcl_xy hatched[] = {
        {at, y0}, {at + step * 2.4, y0}, {at + step * 2.4, y1}, {at, y1}};
    bcl_pen pen = {.pt = 0.7, .rgb = BCL_ALARM};

    for (int i = 0; i < SLICES; i++)
        bcl_canvas_rect(c,
                        (bcl_box){fmin(at + step * i, at + step * (i + 1)), y0,
                                  fmax(at + step * i, at + step * (i + 1)), y1},
                        BCL_ALARM, 2 * half > thin ? alpha[i] : 1);
    if (2 * half <= thin)
        return;
    bcl_legend_cross(c, hatched, 4, pen);
    bcl_canvas_segment(c, at, y0, at + step * 2.4, y0, pen);
    bcl_canvas_segment(c, at, y1, at + step * 2.4, y1, pen);
}

static bool is_free(const bcl_canvas *c, const bcl_sankey_layout *l,
                    size_t nnode, const bcl_box *box)
{
    for (size_t i = 0; i < c->nlabel; i++)
        if (bcl_box_overlap(&c->label[i].box, box))
            return false;
    for (size_t i = 0; i < nnode; i++)
        if (l->node[i].there && bcl_box_overlap(&l->node[i].box, box))
            return false;
    return box->x0 > 0 && box->x1 < c->width && box->y0 > 0 &&
           box->y1 < c->height;
}

static void label_line(bcl_canvas *c, const bcl_sankey *s,
                       const bcl_sankey_layout *l, const bcl_sankey_ribbon *r)
{
    static const double at[] = {0.6, 0.7, 0.5, 0.8, 0.4, 0.3, 0.2};
    static const double pt = 7;
    double half = bcl_width_text("n.d.", pt, false) / 2 * 1.02;

    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        bcl_xy m = middle(r, (size_t)(at[i] * (double)(r->n / 2 - 1)));
        bcl_box box = {m.x - half - 0.04, m.y - 0.15, m.x + half + 0.04,
                       m.y + 0.15};

        bcl_box round = {box.x0 - 0.25, box.y0, box.x1 + 0.25, box.y1};

        if (!is_free(c, l, s->nnode, &round))
            continue; /* beside a name it would read as its value */
        bcl_canvas_rect(c, box, 0xFFFFFF, 0.95);
        bcl_canvas_text(c, m.x, m.y, BCL_CENTER,
                        (bcl_font){.pt = pt, .rgb = BCL_SLATE}, "n.d.");
        return;
    }
}

static bool has_value(const bcl_sankey_place *n)
{
    return fmax(n->in, n->out) > 0;
}

void bcl_sankey_unknown_label(bcl_canvas *c, const bcl_sankey *s,
                              const bcl_sankey_layout *l)
{
    for (size_t k = 0; k < s->nlink; k++) {
        const bcl_sankey_link *link = &s->link[k];

        if (link->unknown && !l->link[k].back &&
            has_value(&l->node[link->from]) && has_value(&l->node[link->to]))
            label_line(c, s, l, &l->link[k]);
    }
}
