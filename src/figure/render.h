/* render.h -- from a canvas to an image. */
#ifndef BCL_FIGURE_RENDER_H
#define BCL_FIGURE_RENDER_H

#include "figure/canvas.h"
#include "figure/gnuplot.h"

/* The script that paints `c`: numbers in datablocks, texts only in
 * `set label N '…' noenhanced`, without apostrophes.  Without `lowered`, ₂
 * becomes 2. */
const char *bcl_render_script(size_t *n, const bcl_canvas *c,
                              bcl_image_format format, bool lowered,
                              bcl_arena *a);

/* gnuplot's SVG made fit for a page that holds several: no identifiers, no
 * unused definitions, no tool tips, a list of font families, and smooth edges
 * (gnuplot asks for crisp ones, which leaves seams between polygons). */
char *bcl_render_clean_svg(size_t *n, const char *svg, size_t nsvg,
                           bcl_arena *a);

/* Draw `c`; errors as bcl_gnuplot_draw. */
bool bcl_render(char **image, size_t *n, const bcl_canvas *c, bcl_gnuplot *g,
                bcl_image_format format, bcl_arena *a,
                bcl_diag *d) BCL_MUST_CHECK;

#endif
