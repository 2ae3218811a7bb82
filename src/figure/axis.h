/* axis.h -- grid lines, tick texts and units, drawn as texts like any other. */
#ifndef BCL_FIGURE_AXIS_H
#define BCL_FIGURE_AXIS_H

#include "figure/canvas.h"
#include "figure/scale.h"

/* Room for the tick texts left of a plot, cm. */
double bcl_axis_gutter(const bcl_scale *s);

/* Horizontal grid lines over `plot`, their values left of it. */
void bcl_axis_values(bcl_canvas *c, bcl_box plot, const bcl_scale *s);

/* Vertical grid lines over `plot`, their values under it. */
void bcl_axis_bottom(bcl_canvas *c, bcl_box plot, const bcl_scale *s);

/* Years under a plot whose left and right edges are the first and the last
 * one: `anchor` and every 1, 2, 5, 10… years from it, as many as there is
 * room for. */
void bcl_axis_years(bcl_canvas *c, bcl_box plot, int first, int last,
                    int anchor);

/* text[0..n) under the centres x[]: wrapped to `pitch`, or, when they are short
 * like years, every so many so that the last one is shown. */
void bcl_axis_names(bcl_canvas *c, double y, const char *const *text,
                    const double *x, size_t n, double pitch);

/* Height bcl_axis_names takes, cm. */
double bcl_axis_names_height(const char *const *text, size_t n, double pitch,
                             bcl_arena *a);

/* The dotted line between what was observed and what is projected, with its two
 * words above the plot where there is room for them; `past` NULL: observé. */
void bcl_axis_separator(bcl_canvas *c, bcl_box plot, double x,
                        const char *past);

/* The unit, small, at the upper left of the body. */
void bcl_axis_unit(bcl_canvas *c, bcl_box body, const char *unit);

#endif
