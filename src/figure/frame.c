/* frame.c -- see frame.h. */
#include "figure/frame.h"

#include "core/text.h"
#include "figure/palette.h"
#include "figure/scale.h"

#include <math.h>
#include <string.h>

const double bcl_body_pt = 8.5, bcl_small_pt = 7.5;

static const double margin = 0.15, gap = 0.22; /* cm */

double bcl_frame_width(const bcl_page *page)
{
    return page->width > 0 ? page->width : 16;
}

bcl_font bcl_frame_font(double pt, unsigned rgb)
{
    return (bcl_font){.pt = pt, .rgb = bcl_palette_text(rgb)};
}

/* 2 % less than there is, for Pango's rounding of advances. */
static bcl_wrapped wrap(const char *s, double width, double pt, bcl_arena *a)
{
    if (!s || !s[0])
        return (bcl_wrapped){0};
    return bcl_width_wrap(a, s, (width - 2 * margin) * 0.98, 3, pt, false);
}

static double height_of(const bcl_wrapped *w, double pt)
{
    return (double)w->n * bcl_canvas_leading(pt);
}

bcl_canvas *bcl_frame_open(bcl_box *body, const bcl_page *page, double want,
                           double least, bcl_arena *a, bcl_diag *d)
{
    double width = bcl_frame_width(page);
    bcl_wrapped title = wrap(page->title, width, BCL_TITLE_PT, a);
    bcl_wrapped sub = wrap(page->subtitle, width, bcl_body_pt, a);
    bcl_wrapped source = wrap(page->source, width, BCL_SOURCE_PT, a);
    double top = height_of(&title, BCL_TITLE_PT);
    double head =
        top + height_of(&sub, bcl_body_pt) + (title.n + sub.n > 0 ? gap : 0);
    double foot = source.n > 0 ? height_of(&source, BCL_SOURCE_PT) + gap : 0;
    double height =
        page->height > 0 ? page->height : want + head + foot + 2 * margin;

    *body = (bcl_box){margin, margin + foot, width - margin,
                      height - margin - head};
    if (width < 6 || body->y1 - body->y0 < least - 1e-9) {
        bcl_fail(d, "G09", (bcl_pos){0},
                 "figure trop petite (%.3g × %.3g cm) pour ce qu’elle montre : "
                 "il faut au moins %.1f cm de haut",
                 width, height, least + head + foot + 2 * margin);
        return NULL;
    }
    bcl_canvas *c = bcl_canvas_create(a, width, height);

    bcl_canvas_block(c, margin, height - margin - top / 2, BCL_LEFT,
                     bcl_frame_font(BCL_TITLE_PT, BCL_INK), &title);
    bcl_canvas_block(c, margin,
                     height - margin - top - height_of(&sub, bcl_body_pt) / 2,
                     BCL_LEFT, bcl_frame_font(bcl_body_pt, BCL_INK_SOFT), &sub);
    bcl_canvas_block(c, margin, margin + (foot - gap) / 2, BCL_LEFT,
                     bcl_frame_font(BCL_SOURCE_PT, BCL_INK_SOFT), &source);
    return c;
}

bool bcl_frame_check(const double *v, size_t n, bool positive, const char *what,
                     bcl_diag *d)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(v[i]))
            continue;
        if (!bcl_scale_drawable(v[i]))
            return bcl_fail(
                d, "G06", (bcl_pos){0},
                "« %.80s » : la valeur %g ne peut pas être dessinée",
                what ? what : "", v[i]);
        if (positive && v[i] < 0)
            return bcl_fail(d, "G06", (bcl_pos){0},
                            "« %.80s » : la valeur %g est négative, cette "
                            "figure ne montre que des quantités positives",
                            what ? what : "", v[i]);
    }
    return true;
}

const char *bcl_frame_value(bcl_arena *a, double v, int decimals)
{
    char text[BCL_VALUE_SIZE];

    bcl_scale_value(text, sizeof text, v, decimals);
    return bcl_text_copy(a, text, strlen(text));
}
