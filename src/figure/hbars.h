/* hbars.h -- stacked horizontal bars: sectors by carrier, or shares of 100 %.
 */
#ifndef BCL_FIGURE_HBARS_H
#define BCL_FIGURE_HBARS_H

#include "figure/stack.h"

typedef struct {
    bcl_stack stack; /* quantities >= 0 */
    bool share;      /* each row is drawn as shares of its total, in % */
} bcl_hbars;

/* Series are named in a key above; values stand in the cells wide enough, and
 * totals at the end of the bars.  NULL with G06 or G09. */
bcl_canvas *bcl_hbars_draw(const bcl_hbars *b, bcl_arena *a, bcl_diag *d);

#endif
