/* frame.h -- the page round a chart: title and subtitle above, source below.
 *
 * Inside a document the caption carries them: leave them NULL there. */
#ifndef BCL_FIGURE_FRAME_H
#define BCL_FIGURE_FRAME_H

#include "figure/canvas.h"

typedef struct {
    const char *title, *subtitle, *source; /* NULL: none */
    double width, height;                  /* cm; 0: 16, and what suits */
    const int *decimals;                   /* of values; NULL: what suits */
} bcl_page;

/* Sizes in points of the house style. */
enum { BCL_TITLE_PT = 11, BCL_SOURCE_PT = 7 };
extern const double bcl_body_pt;  /* 8.5 */
extern const double bcl_small_pt; /* 7.5 */

/* A canvas with the texts of the page on it, `body` being what is left: `want`
 * cm high when the page does not say.  NULL with G09 when the page is narrower
 * than 6 cm or leaves less than `least` cm. */
bcl_canvas *bcl_frame_open(bcl_box *body, const bcl_page *page, double want,
                           double least, bcl_arena *a, bcl_diag *d);

/* The width the page will have, cm. */
double bcl_frame_width(const bcl_page *page);

/* False, with G06 naming `what`, when one of v[0..n) is infinite or beyond
 * 1e15, or, with `positive`, below zero; NaN passes. */
bool bcl_frame_check(const double *v, size_t n, bool positive, const char *what,
                     bcl_diag *d) BCL_MUST_CHECK;

/* bcl_scale_value in the arena. */
const char *bcl_frame_value(bcl_arena *a, double v, int decimals);

/* Body text, darkened from `rgb` to read on white. */
bcl_font bcl_frame_font(double pt, unsigned rgb);

#endif
