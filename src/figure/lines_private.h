/* lines_private.h -- what the files of the trajectories share. */
#ifndef BCL_FIGURE_LINES_PRIVATE_H
#define BCL_FIGURE_LINES_PRIVATE_H

#include "figure/lines.h"
#include "figure/timeline.h"

typedef struct {
    const bcl_lines *l;
    bcl_arena *a;
    bcl_timeline t;
    size_t last; /* observed, nyear: none */
    int decimals;
    unsigned *rgb; /* of each series */
} bcl_lines_chart;

/* False for a target without value, or before the first year. */
bool bcl_lines_shown(const bcl_lines *l, const bcl_lines_target *t);
int bcl_lines_last_year(const bcl_lines *l);
bcl_xy bcl_lines_point(const bcl_lines_chart *k, int year, double v);
unsigned bcl_lines_colour(const bcl_lines_target *t);

/* Their marks, and the names of those before the last year. */
void bcl_lines_draw_targets(const bcl_lines_chart *k);

#endif
