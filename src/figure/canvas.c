/* canvas.c -- see canvas.h. */
#include "figure/canvas.h"

#include <math.h>
#include <string.h>

/* In ems, from the capitals' middle: room for an accent above a capital, and
 * for a descender. */
static const double above = 0.436, below = 0.554;
static const double cm_per_pt = 2.54 / 72;
static const double pi = 3.14159265358979323846;

bcl_canvas *bcl_canvas_create(bcl_arena *a, double width, double height)
{
    bcl_canvas *c = BCL_NEW(a, bcl_canvas, 1);

    *c = (bcl_canvas){.width = width, .height = height, .arena = a};
    return c;
}

static void add(bcl_canvas *c, bcl_paint s, const bcl_xy *p, size_t n)
{
    bcl_xy *copy = BCL_NEW(c->arena, bcl_xy, n);

    if (n < 2)
        return;
    memcpy(copy, p, n * sizeof *p);
    s.point = copy;
    s.n = n;
    BCL_GROW(c->arena, c->shape, c->nshape, &c->cap_shape);
    c->shape[c->nshape++] = s;
}

void bcl_canvas_polygon(bcl_canvas *c, const bcl_xy *p, size_t n, unsigned rgb,
                        double alpha)
{
    add(c, (bcl_paint){.filled = true, .rgb = rgb, .alpha = alpha}, p, n);
}

void bcl_canvas_rect(bcl_canvas *c, bcl_box b, unsigned rgb, double alpha)
{
    const bcl_xy p[] = {{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}};

    bcl_canvas_polygon(c, p, 4, rgb, alpha);
}

/* Dashes are cut here: each terminal of gnuplot has a unit of its own. */
static void dashes(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen)
{
    double left = pen.on;
    bool down = true;

    for (size_t i = 0; i + 1 < n; i++) {
        double dx = p[i + 1].x - p[i].x, dy = p[i + 1].y - p[i].y;
        double length = hypot(dx, dy), at = 0;

        while (at < length) {
            double next = fmin(at + left, length);
            const bcl_xy piece[] = {
                {p[i].x + dx * at / length, p[i].y + dy * at / length},
                {p[i].x + dx * next / length, p[i].y + dy * next / length}};

            if (down)
                add(c, (bcl_paint){.rgb = pen.rgb, .pt = pen.pt}, piece, 2);
            left -= next - at;
            at = next;
            if (left <= 1e-9) {
                down = !down;
                left = down ? pen.on : pen.off;
            }
        }
    }
}

void bcl_canvas_line(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen)
{
    if (pen.on > 1e-3 && pen.off > 1e-3)
        dashes(c, p, n, pen);
    else
        add(c, (bcl_paint){.rgb = pen.rgb, .pt = pen.pt}, p, n);
}

void bcl_canvas_segment(bcl_canvas *c, double x0, double y0, double x1,
                        double y1, bcl_pen pen)
{
    const bcl_xy p[] = {{x0, y0}, {x1, y1}};

    bcl_canvas_line(c, p, 2, pen);
}

static void disc(bcl_canvas *c, double x, double y, double r, unsigned rgb)
{
    enum { SIDES = 28 };
    bcl_xy p[SIDES];

    for (int i = 0; i < SIDES; i++)
        p[i] = (bcl_xy){x + r * cos(2 * pi * i / SIDES),
                        y + r * sin(2 * pi * i / SIDES)};
    bcl_canvas_polygon(c, p, SIDES, rgb, 1);
}

void bcl_canvas_marker(bcl_canvas *c, double x, double y, bcl_marker kind,
                       double size, unsigned rgb)
{
    double r = size / 2, t = r * 1.1;
    const bcl_xy triangle[] = {
        {x, y + t}, {x + t * 0.95, y - t * 0.7}, {x - t * 0.95, y - t * 0.7}};
    const bcl_xy diamond[] = {{x, y + t}, {x + t, y}, {x, y - t}, {x - t, y}};
    double s = r * 0.88;

    if (kind == BCL_TRIANGLE)
        bcl_canvas_polygon(c, triangle, 3, rgb, 1);
    else if (kind == BCL_DIAMOND)
        bcl_canvas_polygon(c, diamond, 4, rgb, 1);
    else if (kind == BCL_SQUARE)
        bcl_canvas_rect(c, (bcl_box){x - s, y - s, x + s, y + s}, rgb, 1);
    else
        disc(c, x, y, r, rgb);
    if (kind == BCL_RING)
        disc(c, x, y, r * 0.55, 0xFFFFFF);
}

bcl_box bcl_canvas_text_box(double x, double y, bcl_anchor anchor, double pt,
                            double width)
{
    double em = pt * cm_per_pt;
    double x0 = anchor == BCL_LEFT     ? x
                : anchor == BCL_CENTER ? x - width / 2
                                       : x - width;

    return (bcl_box){x0, y - below * em, x0 + width, y + above * em};
}

void bcl_canvas_text(bcl_canvas *c, double x, double y, bcl_anchor anchor,
                     bcl_font font, const char *text)
{
    const char *clean = bcl_width_clean(c->arena, text);
    double width = bcl_width_text(clean, font.pt, font.bold);

    if (!clean[0])
        return;
    BCL_GROW(c->arena, c->label, c->nlabel, &c->cap_label);
    c->label[c->nlabel++] =
        (bcl_label){.x = x,
                    .y = y,
                    .anchor = anchor,
                    .font = font,
                    .text = clean,
                    .box = bcl_canvas_text_box(x, y, anchor, font.pt, width)};
}

double bcl_canvas_leading(double pt)
{
    return 1.18 * pt * cm_per_pt;
}

void bcl_canvas_block(bcl_canvas *c, double x, double y, bcl_anchor anchor,
                      bcl_font font, const bcl_wrapped *lines)
{
    double step = bcl_canvas_leading(font.pt);

    for (size_t i = 0; i < lines->n; i++)
        bcl_canvas_text(c, x,
                        y + step * ((double)(lines->n - 1) / 2 - (double)i),
                        anchor, font, lines->line[i]);
}

bool bcl_box_overlap(const bcl_box *a, const bcl_box *b)
{
    const double slack = 0.005; /* cm: boxes that only touch */

    return a->x0 < b->x1 - slack && b->x0 < a->x1 - slack &&
           a->y0 < b->y1 - slack && b->y0 < a->y1 - slack;
}

size_t bcl_canvas_check(const bcl_canvas *c, bcl_diag *d)
{
    const double slack = 0.005;
    size_t faults = 0;

    for (size_t i = 0; i < c->nlabel; i++) {
        const bcl_label *a = &c->label[i];

        if (!(a->box.x0 >= -slack && a->box.y0 >= -slack &&
              a->box.x1 <= c->width + slack &&
              a->box.y1 <= c->height + slack)) {
            bcl_warn(d, "G07", (bcl_pos){0},
                     "le texte « %.80s » sort de la figure", a->text);
            faults++;
        }
        for (size_t j = 0; j < i; j++)
            if (bcl_box_overlap(&a->box, &c->label[j].box)) {
                bcl_warn(d, "G08", (bcl_pos){0},
                         "les textes « %.80s » et « %.80s » se chevauchent "
                         "dans la figure",
                         c->label[j].text, a->text);
                faults++;
            }
    }
    return faults;
}
