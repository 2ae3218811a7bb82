/* stack.c -- see stack.h. */
#include "figure/stack.h"

#include "figure/legend.h"
#include "figure/palette.h"
#include "figure/scale.h"

#include <math.h>

void bcl_stack_cell(double *from, double *to, const bcl_stack *s, size_t row,
                    size_t k)
{
    double v = s->series[k].v[row], base = 0;

    for (size_t i = 0; i < k; i++) {
        double w = s->series[i].v[row];

        if (!isnan(w) && (w < 0) == (v < 0))
            base += w;
    }
    *from = base;
    *to = isnan(v) ? base : base + v;
}

void bcl_stack_ends(double *low, double *high, const bcl_stack *s, size_t row)
{
    *low = *high = 0;
    for (size_t k = 0; k < s->nseries; k++) {
        double v = s->series[k].v[row];

        if (v < 0)
            *low += v;
        else if (v > 0)
            *high += v;
    }
}

double bcl_stack_total(const bcl_stack *s, size_t row)
{
    double low, high;

    bcl_stack_ends(&low, &high, s, row);
    return low + high;
}

bool bcl_stack_empty(const bcl_stack *s, size_t row)
{
    for (size_t k = 0; k < s->nseries; k++)
        if (!isnan(s->series[k].v[row]))
            return false;
    return true;
}

unsigned *bcl_stack_colours(const bcl_stack *s, bcl_arena *a)
{
    unsigned *rgb = BCL_NEW(a, unsigned, s->nseries + 1);

    for (size_t k = 0; k < s->nseries; k++)
        rgb[k] = s->series[k].rgb;
    bcl_palette_fill(rgb, s->nseries);
    return rgb;
}

int bcl_stack_decimals(const bcl_stack *s)
{
    double most = 0;
    bool whole = true;

    if (s->page.decimals)
        return *s->page.decimals;
    for (size_t k = 0; k < s->nseries; k++)
        whole = whole && bcl_scale_whole(s->series[k].v, s->nrow);
    for (size_t row = 0; row < s->nrow; row++) {
        double low, high;

        bcl_stack_ends(&low, &high, s, row);
        most = fmax(most, fmax(-low, high));
    }
    return bcl_scale_decimals(most, whole);
}

bool bcl_stack_estimated(const bcl_stack *s)
{
    for (size_t k = 0; k < s->nseries; k++)
        for (size_t row = 0; row < s->nrow && s->series[k].estimated; row++)
            if (s->series[k].estimated[row])
                return true;
    return false;
}

void bcl_stack_draw(bcl_canvas *c, bcl_box box, unsigned rgb, bool estimated)
{
    const bcl_xy p[] = {{box.x0, box.y0},
                        {box.x1, box.y0},
                        {box.x1, box.y1},
                        {box.x0, box.y1},
                        {box.x0, box.y0}};

    if (box.x1 - box.x0 <= 1e-6 || box.y1 - box.y0 <= 1e-6)
        return;
    bcl_canvas_rect(c, box,
                    estimated ? bcl_palette_mix(rgb, 0xFFFFFF, 0.6) : rgb, 1);
    if (estimated)
        bcl_legend_hatch(c, p, 4, (bcl_pen){.pt = 0.7, .rgb = rgb});
    if (box.x1 - box.x0 > 0.04 && box.y1 - box.y0 > 0.04)
        bcl_canvas_line(c, p, 5, (bcl_pen){.pt = 0.5, .rgb = 0xFFFFFF});
}

bool bcl_stack_check(const bcl_stack *s, bool positive, bcl_diag *d)
{
    bool ok =
        (s->nrow > 0 && s->nseries > 0) ||
        bcl_fail(d, "G06", (bcl_pos){0}, "« %.80s » : aucune valeur à dessiner",
                 s->page.title ? s->page.title : "figure");

    for (size_t k = 0; k < s->nseries; k++)
        ok = bcl_frame_check(s->series[k].v, s->nrow, positive,
                             s->series[k].label, d) &&
             ok;
    return ok;
}
