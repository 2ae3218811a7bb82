/* alluvial.h -- how classes exchange between dates (land use), on the Sankey
 * layout with one column a date. */
#ifndef BCL_FIGURE_ALLUVIAL_H
#define BCL_FIGURE_ALLUVIAL_H

#include "figure/frame.h"

typedef struct {
    bcl_page page;
    const char *unit;
    const char *const *label; /* [nclass] */
    const unsigned *rgb;      /* [nclass], 0: chosen; NULL: all chosen */
    size_t nclass;
    const char *const *date; /* [ndate], written over the columns */
    size_t ndate;            /* 2 or more */
    /* [ndate - 1][nclass][nclass]: from the class at one date to that at the
     * next; >= 0, NaN as 0. */
    const double *v;
    const bool *estimated; /* like v; NULL: none */
} bcl_alluvial;

/* Classes keep their order in every column.  NULL with G06 or G09. */
bcl_canvas *bcl_alluvial_draw(const bcl_alluvial *l, bcl_arena *a, bcl_diag *d);

#endif
