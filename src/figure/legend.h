/* legend.h -- what colours, hatches and marks mean, in rows above a plot. */
#ifndef BCL_FIGURE_LEGEND_H
#define BCL_FIGURE_LEGEND_H

#include "figure/canvas.h"

typedef enum {
    BCL_LEGEND_FILL,
    BCL_LEGEND_HATCH,
    BCL_LEGEND_CROSS, /* hatched both ways */
    BCL_LEGEND_EDGE,  /* with dashed edges */
    BCL_LEGEND_LINE,
    BCL_LEGEND_DASH,
    BCL_LEGEND_MARK
} bcl_legend_kind;

typedef struct {
    const char *text;
    bcl_legend_kind kind;
    bcl_marker mark; /* for BCL_LEGEND_MARK */
    unsigned rgb;
} bcl_legend;

/* Write the key from the top of `within` down, in as many rows as it takes;
 * returns their height.  With c NULL it is only measured. */
double bcl_legend_draw(bcl_canvas *c, const bcl_legend *key, size_t n,
                       bcl_box within, bcl_arena *a);

/* Oblique lines over a polygon: an estimated quantity. */
void bcl_legend_hatch(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen);

/* ... both ways: what is missing. */
void bcl_legend_cross(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen);

#endif
