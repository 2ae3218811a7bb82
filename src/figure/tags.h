/* tags.h -- names at the right of a plot, in the colour of what they name,
 * each with its value, spread so that none overlaps. */
#ifndef BCL_FIGURE_TAGS_H
#define BCL_FIGURE_TAGS_H

#include "figure/canvas.h"

typedef struct {
    double y; /* the height it points to, cm */
    double x; /* where what it names ends, cm; 0: at the plot's edge */
    const char *text;
    const char *value; /* kept with the last word; NULL: none */
    const char *note;  /* a small line under; NULL: none */
    unsigned rgb;
} bcl_tag;

/* Room they need right of the plot, at most `most` cm: longer ones wrap. */
double bcl_tags_width(const bcl_tag *tag, size_t n, double most, bcl_arena *a);

/* The least height in which n tags can be written, cm. */
double bcl_tags_least(size_t n);

/* Draw them from `x` on, `width` wide, between lo and hi; a thin line leads to
 * the ones that had to move.  Wrapped names are cut to a line, then made
 * smaller, when they are too many; false with G09 beyond that. */
bool bcl_tags_draw(bcl_canvas *c, const bcl_tag *tag, size_t n, double x,
                   double width, double lo, double hi,
                   bcl_diag *d) BCL_MUST_CHECK;

#endif
