/* fonts.h -- are the fonts there that the widths were computed for?
 *
 * A missing font is silent in gnuplot and widens every text, so it is asked of
 * fontconfig once, before the first figure. */
#ifndef BCL_FIGURE_FONTS_H
#define BCL_FIGURE_FONTS_H

#include "core/diag.h"

typedef struct {
    bool family;  /* Liberation Sans is installed */
    bool lowered; /* some font has the lowered digits of CO₂ */
} bcl_fonts;

/* Never fails: warns (G02) about what is missing or cannot be known. */
void bcl_fonts_check(bcl_fonts *f, bcl_diag *d);

#endif
