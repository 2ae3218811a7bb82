/* tags.c -- see tags.h. */
#include "figure/tags.h"

#include "core/text.h"
#include "figure/frame.h"
#include "figure/palette.h"
#include "figure/spread.h"

#include <math.h>
#include <stdlib.h>

static const double offset = 0.28, slack = 0.98; /* cm; Pango's rounding */
static const double smallest = 6;                /* points */

typedef struct {
    const bcl_tag *tag;
    bcl_wrapped name, note;
    double height, y;
} placed;

static bool has(const char *s)
{
    return s && s[0];
}

static const char *whole_text(const bcl_tag *t, bcl_arena *a)
{
    const char *text = bcl_width_clean(a, t->text);

    return has(t->value) ? bcl_text_print(a, "%s\u00A0\u00A0%s", text, t->value)
                         : text;
}

double bcl_tags_width(const bcl_tag *tag, size_t n, double most, bcl_arena *a)
{
    double widest = 0;

    for (size_t i = 0; i < n; i++) {
        widest = fmax(
            widest, bcl_width_text(whole_text(&tag[i], a), bcl_body_pt, false));
        if (has(tag[i].note))
            widest =
                fmax(widest, bcl_width_text(tag[i].note, bcl_small_pt, false));
    }
    return n == 0 ? 0.15 : fmin(widest / slack + offset + 0.02, most);
}

double bcl_tags_least(size_t n)
{
    return (double)n * bcl_canvas_leading(smallest);
}

static bcl_wrapped one_line(const bcl_tag *t, double width, double pt,
                            bcl_arena *a)
{
    const char *end =
        has(t->value) ? bcl_text_print(a, "\u00A0\u00A0%s", t->value) : "";
    double room = width - bcl_width_text(end, pt, false);
    bcl_wrapped w = {.n = 1, .line = BCL_NEW(a, const char *, 1)};

    w.line[0] = bcl_text_print(
        a, "%s%s",
        bcl_width_shorten(a, bcl_width_clean(a, t->text), room, pt, false),
        end);
    return w;
}

/* Three ways of writing them, each shorter than the one before: wrapped with
 * notes, on one line with notes, on one line without. */
static double measure(placed *p, size_t n, double width, double pt, int way,
                      bcl_arena *a)
{
    double total = 0;

    for (size_t i = 0; i < n; i++) {
        const bcl_tag *t = p[i].tag;

        p[i].name =
            way > 0 ? one_line(t, width, pt, a)
                    : bcl_width_wrap(a, whole_text(t, a), width, 3, pt, false);
        p[i].note = (bcl_wrapped){0};
        if (has(t->note) && way < 2)
            p[i].note =
                bcl_width_wrap(a, t->note, width, 2, bcl_small_pt, false);
        p[i].height = (double)p[i].name.n * bcl_canvas_leading(pt) +
                      (double)p[i].note.n * bcl_canvas_leading(bcl_small_pt);
        total += p[i].height;
    }
    return total;
}

static int by_height(const void *a, const void *b)
{
    const placed *p = a, *q = b;

    if (p->tag->y != q->tag->y)
        return p->tag->y < q->tag->y ? -1 : 1;
    return p->tag < q->tag ? 1 : -1; /* the first of equals on top */
}

/* A note hangs below: what points at the line is the name. */
static double wish(const placed *p)
{
    return p->tag->y - (double)p->note.n * bcl_canvas_leading(bcl_small_pt) / 2;
}

static void draw(bcl_canvas *c, const placed *p, double x, double pt)
{
    bcl_font name = bcl_frame_font(pt, p->tag->rgb);
    bcl_font note = bcl_frame_font(bcl_small_pt, p->tag->rgb);
    double h = (double)p->name.n * bcl_canvas_leading(pt);
    double under = (double)p->note.n * bcl_canvas_leading(bcl_small_pt);
    double middle = p->y + under / 2, end = p->tag->x > 0 ? p->tag->x : x;

    bcl_canvas_block(c, x + offset, middle, BCL_LEFT, name, &p->name);
    bcl_canvas_block(c, x + offset, p->y - h / 2, BCL_LEFT, note, &p->note);
    if (fabs(middle - p->tag->y) > 0.12 || end < x - 0.2)
        bcl_canvas_line(c,
                        (bcl_xy[]){{end + 0.08, p->tag->y},
                                   {x + 0.06, p->tag->y},
                                   {x + offset - 0.05, middle}},
                        3, (bcl_pen){.pt = 0.5, .rgb = BCL_GREY});
}

bool bcl_tags_draw(bcl_canvas *c, const bcl_tag *tag, size_t n, double x,
                   double width, double lo, double hi, bcl_diag *d)
{
    placed *p = BCL_NEW(c->arena, placed, n + 1);
    double *y = BCL_NEW(c->arena, double, n + 1);
    double *h = BCL_NEW(c->arena, double, n + 1);
    double room = (width - offset) * slack, pt = bcl_body_pt;
    int way = 0;

    for (size_t i = 0; i < n; i++)
        p[i].tag = &tag[i];
    if (n > 1)
        qsort(p, n, sizeof *p, by_height);
    while (measure(p, n, room, pt, way, c->arena) > hi - lo) {
        if (way < 2)
            way++;
        else if (pt > smallest)
            pt -= 0.5;
        else
            return bcl_fail(d, "G09", (bcl_pos){0},
                            "figure trop basse pour nommer ses %zu séries", n);
    }
    for (size_t i = 0; i < n; i++) {
        y[i] = wish(&p[i]);
        h[i] = p[i].height;
    }
    if (!bcl_spread(y, h, n, lo, hi, c->arena))
        return bcl_fail(d, "G09", (bcl_pos){0},
                        "figure trop basse pour nommer ses séries");
    for (size_t i = 0; i < n; i++) {
        p[i].y = y[i];
        draw(c, &p[i], x, pt);
    }
    return true;
}
