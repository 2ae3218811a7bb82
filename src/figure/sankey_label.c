/* sankey_label.c -- see sankey_label.h. */
#include "figure/sankey_label.h"

#include "core/text.h"
#include "figure/palette.h"
#include "figure/scale.h"
#include "figure/spread.h"

#include <math.h>
#include <stdlib.h>

static const double least_whole = 7;            /* pt */
static const double smallest = 6, roomy = 0.62; /* pt, cm */
static const double distance = 0.14;            /* cm */
const double bcl_sankey_value_pt = 8;

typedef struct {
    size_t node;
    bool of_gap;             /* what stands at the node's stub */
    bcl_wrapped name, value; /* value: lines under the name, maybe none */
    double height, y;
} label;

typedef struct {
    bcl_canvas *c;
    const bcl_sankey *s;
    const bcl_sankey_layout *l;
    int layer, decimals;
    double width;
    double pt; /* of the names */
    bool flat; /* one line each */
    label *label;
    size_t n;
} writer;

/* The value beside a name, as long as it may be. */
static const char *value_beside(const bcl_sankey *s, size_t node, int decimals,
                                bcl_arena *a)
{
    bool least = false;
    double v = 0;

    for (size_t k = 0; k < s->nlink; k++) {
        const bcl_sankey_link *l = &s->link[k];

        if (l->from != node && l->to != node)
            continue;
        v += !l->unknown && l->v > 0 ? l->v : 0;
        least = least || l->unknown || l->least;
    }
    if (least && !(v > 0))
        return "n.d.";
    return bcl_sankey_bound(bcl_frame_value(a, v, decimals), least, a);
}

double bcl_sankey_gutter(const bcl_sankey *s, const bcl_sankey_plan *p,
                         int layer, double most, bcl_arena *a)
{
    int decimals = bcl_sankey_decimals(s);
    double widest = 0, stub = 0;

    for (size_t i = 0; i < s->nnode; i++) {
        double gap = s->node[i].gap;

        if (bcl_sankey_plan_layer(p, i) != layer)
            continue;
        const char *text = bcl_text_print(a, "%s\u00A0\u00A0%s",
                                          bcl_width_clean(a, s->node[i].label),
                                          value_beside(s, i, decimals, a));

        widest = fmax(widest, bcl_width_text(text, bcl_body_pt, false));
        if (gap == 0)
            continue;
        widest = fmax(widest, bcl_width_text(bcl_sankey_gap(s, i, a),
                                             bcl_sankey_value_pt, false));
        if ((gap > 0) != (layer == 0))
            stub = bcl_sankey_stub_length;
    }
    return fmin(widest * 1.03 + distance + stub, most);
}

/* A gap stands alone, on two lines where one is too short. */
static void wrap_gap(const writer *w, label *b)
{
    b->name = (bcl_wrapped){0};
    b->value = bcl_width_wrap(
        w->c->arena, bcl_sankey_gap(w->s, b->node, w->c->arena),
        w->width * 0.98, w->flat ? 2 : 3, bcl_sankey_value_pt, false);
}

static void wrap_name(const writer *w, label *b)
{
    const bcl_sankey_place *n = &w->l->node[b->node];
    bcl_arena *a = w->c->arena;
    const char *name = bcl_width_clean(a, w->s->node[b->node].label);
    double tall = n->box.y1 - n->box.y0, width = w->width * 0.98;

    b->value = (bcl_wrapped){0};
    if (!w->flat && (tall > roomy || bcl_sankey_differs(n, w->decimals, a))) {
        b->name = bcl_width_wrap(a, name, width, 2, w->pt, false);
        b->value = bcl_width_wrap(
            a, bcl_sankey_total(w->s, n, w->decimals, w->width, a), width, 3,
            bcl_sankey_value_pt, false);
        return;
    }
    const char *end = bcl_text_print(a, "\u00A0\u00A0%s",
                                     bcl_sankey_brief(n, w->decimals, a));
    double room = width - bcl_width_text(end, w->pt, false);

    if (w->flat)
        name = bcl_width_shorten(a, name, fmax(room, 0.2), w->pt, false);
    b->name = bcl_width_wrap(a, bcl_text_print(a, "%s%s", name, end), width,
                             w->flat ? 1 : 2, w->pt, false);
}

static double measure(const writer *w, label *b)
{
    if (b->of_gap)
        wrap_gap(w, b);
    else
        wrap_name(w, b);
    return b->height =
               (double)b->name.n * bcl_canvas_leading(w->pt) +
               (double)b->value.n * bcl_canvas_leading(bcl_sankey_value_pt) +
               0.02;
}

static int from_below(const void *a, const void *b)
{
    const label *p = a, *q = b;

    return (p->y > q->y) - (p->y < q->y);
}

static void collect(writer *w)
{
    w->label = BCL_NEW(w->c->arena, label, 2 * w->s->nnode + 1);
    for (size_t i = 0; i < w->s->nnode; i++) {
        const bcl_sankey_place *n = &w->l->node[i];

        if (!n->there || n->layer != w->layer)
            continue;
        w->label[w->n++] = (label){.node = i, .y = (n->box.y0 + n->box.y1) / 2};
        if (w->s->node[i].gap != 0)
            w->label[w->n++] = (label){
                .node = i, .of_gap = true, .y = (n->stub.y0 + n->stub.y1) / 2};
    }
    if (w->n > 1)
        qsort(w->label, w->n, sizeof *w->label, from_below);
}

/* Shorter forms, then smaller letters, until the column holds them all. */
static bool fit(writer *w, double lo, double hi, bcl_diag *d)
{
    double *y = BCL_NEW(w->c->arena, double, w->n + 1);
    double *h = BCL_NEW(w->c->arena, double, w->n + 1);

    for (;;) {
        for (size_t i = 0; i < w->n; i++) {
            h[i] = measure(w, &w->label[i]);
            y[i] = w->label[i].y;
        }
        if (bcl_spread(y, h, w->n, lo, hi, w->c->arena))
            break;
        if (!w->flat)
            w->flat = true;
        else if (w->pt > smallest)
            w->pt -= 0.5;
        else
            return bcl_fail(d, "G09", (bcl_pos){0},
                            "figure trop basse pour nommer les %zu nœuds d’une "
                            "colonne",
                            w->n);
    }
    for (size_t i = 0; i < w->n; i++)
        w->label[i].y = y[i];
    return true;
}

static double width_of(const label *b)
{
    return fmax(b->name.width, b->value.width) * 1.02;
}

/* How far a label must keep from its node: loops' legs and stubs that pass at
 * its height. */
static double clearance(const writer *w, const label *b)
{
    const bcl_sankey_place *n = &w->l->node[b->node];
    bool left = w->layer == 0;
    double low = b->y - b->height / 2, high = b->y + b->height / 2;
    double need = distance;

    for (size_t k = 0; k < w->s->nlink; k++) {
        const bcl_sankey_ribbon *r = &w->l->link[k];
        size_t end = left ? w->s->link[k].to : w->s->link[k].from;
        const bcl_box *leg = left ? &r->rise : &r->leg;

        if (r->back && w->l->node[end].layer == w->layer && leg->y1 > low)
            need = fmax(
                need, (left ? n->box.x0 - leg->x0 : leg->x1 - n->box.x1) + 0.1);
    }
    for (size_t i = 0; i < w->s->nnode; i++) {
        const bcl_sankey_place *m = &w->l->node[i];
        double gap = w->s->node[i].gap;

        if (m->there && m->layer == w->layer && gap != 0 && (gap > 0) != left &&
            m->stub.y1 > low && m->stub.y0 < high)
            need = fmax(need, bcl_sankey_stub_length + 0.1);
    }
    return need;
}

/* From a node in an outer column to its label, when that had to move. */
static void lead(const writer *w, const label *b, double x)
{
    const bcl_sankey_place *n = &w->l->node[b->node];
    bool left = w->layer == 0;
    const bcl_box *from = b->of_gap ? &n->stub : &n->box;
    double middle = (from->y0 + from->y1) / 2;
    double edge = left ? from->x0 - 0.03 : from->x1 + 0.03;

    if (fabs(b->y - middle) > 0.2)
        bcl_canvas_segment(w->c, edge, middle, x + (left ? 0.04 : -0.04), b->y,
                           (bcl_pen){.pt = 0.5, .rgb = BCL_GREY});
}

static void write(const writer *w, const label *b)
{
    const bcl_sankey_place *n = &w->l->node[b->node];
    bool left = w->layer == 0;
    bool inside = !left && (size_t)w->layer + 1 < w->l->ncolumn;
    double need = clearance(w, b), h = b->height / 2;

    if (inside && need + width_of(b) > n->room - 0.05)
        need = fmin(need, fmax(distance, n->room - 0.05 - width_of(b)));
    double x = left ? n->box.x0 - need : n->box.x1 + need;
    bcl_anchor anchor = left ? BCL_RIGHT : BCL_LEFT;
    double under = (double)b->value.n * bcl_canvas_leading(bcl_sankey_value_pt);
    double above = (double)b->name.n * bcl_canvas_leading(w->pt);

    if (inside)
        bcl_canvas_rect(
            w->c,
            (bcl_box){x - 0.05, b->y - h, x + width_of(b) + 0.03, b->y + h},
            0xFFFFFF, 0.75);
    else
        lead(w, b, x);
    bcl_canvas_block(w->c, x, b->y + (b->height - 0.02 - above) / 2, anchor,
                     (bcl_font){.pt = w->pt, .rgb = 0x1E1E1E}, &b->name);
    bcl_canvas_block(w->c, x, b->y - (b->height - 0.02 - under) / 2, anchor,
                     bcl_frame_font(bcl_sankey_value_pt,
                                    b->of_gap ? BCL_ALARM : BCL_INK_SOFT),
                     &b->value);
}

/* The widest word of the column's names, at the writer's size. */
static double widest_word(const writer *w)
{
    bcl_arena *a = w->c->arena;
    double widest = 0;

    for (size_t i = 0; i < w->n; i++) {
        const char *name =
            bcl_width_clean(a, w->s->node[w->label[i].node].label);
        bcl_words word = bcl_text_split(a, name, ' ');

        for (size_t k = 0; k < word.n; k++)
            widest = fmax(widest, bcl_width_text(word.item[k], w->pt, false));
    }
    return widest;
}

bool bcl_sankey_labels(bcl_canvas *c, const bcl_sankey *s,
                       const bcl_sankey_layout *l, int layer, double width,
                       double lo, double hi, bcl_diag *d)
{
    writer w = {.c = c,
                .s = s,
                .l = l,
                .layer = layer,
                .decimals = bcl_sankey_decimals(s),
                .width = width,
                .pt = bcl_body_pt};

    collect(&w);
    while (w.pt > least_whole && widest_word(&w) > width * 0.98)
        w.pt -= 0.5; /* rather smaller than broken */
    if (!fit(&w, lo, hi, d))
        return false;
    for (size_t i = 0; i < w.n; i++)
        write(&w, &w.label[i]);
    return true;
}
