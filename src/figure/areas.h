/* areas.h -- stacked areas by year. */
#ifndef BCL_FIGURE_AREAS_H
#define BCL_FIGURE_AREAS_H

#include "figure/stack.h"

typedef struct {
    bcl_stack stack;  /* `row` unused; quantities >= 0 */
    const int *year;  /* [nrow], ascending */
    int observed;     /* last observed year; 0: all are */
    const char *past; /* the word for what is; NULL: observé */
} bcl_areas;

/* A year in which no series has a value breaks the areas.  Series are named at
 * the right with their last value.  NULL with G06 or G09. */
bcl_canvas *bcl_areas_draw(const bcl_areas *r, bcl_arena *a, bcl_diag *d);

#endif
