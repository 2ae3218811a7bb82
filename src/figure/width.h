/* width.h -- how wide a text is in Liberation Sans (metric twin of Arial).
 *
 * gnuplot can neither measure nor wrap text, so everything that must fit is
 * measured here first.  Kerning is ignored and Pango rounds advances to whole
 * pixels: at 200 dpi a body text comes out within 2 % of what is computed. */
#ifndef BCL_FIGURE_WIDTH_H
#define BCL_FIGURE_WIDTH_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Centimetres taken by `s` at `pt` points. */
double bcl_width_text(const char *s, double pt, bool bold);

/* What can be painted safely: valid UTF-8, accents composed, blanks collapsed,
 * controls and bidi marks dropped, U+202F made the wider U+2009
 * and ' the typographic ’.  A character
 * outside the width table becomes U+25A1, because Pango paints one that no font
 * has as a box larger than the page. */
char *bcl_width_clean(bcl_arena *a, const char *s);

/* `s` cut to `cm`, its end replaced by an ellipsis when it is too long. */
const char *bcl_width_shorten(bcl_arena *a, const char *s, double cm, double pt,
                              bool bold);

typedef struct {
    const char **line;
    size_t n;
    double width; /* of the widest line, cm */
} bcl_wrapped;

/* `s` (cleaned) in at most `most` lines of `cm`: broken at spaces and after
 * hyphens, inside a word only when it is wider than a line; the last line is
 * shortened when there would be more.  At least one line, maybe empty. */
bcl_wrapped bcl_width_wrap(bcl_arena *a, const char *s, double cm, size_t most,
                           double pt, bool bold);

/* The code point at *s, which then moves past it; U+FFFD for a bad byte. */
unsigned bcl_width_decode(const char **s);

#endif
