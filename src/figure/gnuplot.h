/* gnuplot.h -- gnuplot 5.4 as a painter behind three pipes.
 *
 * It is started without a shell and with `-d` (no user settings), gets a
 * script, and gives the image back on its standard output: no file name ever
 * reaches it.  One process stays for all SVG figures; a PNG or a PDF takes one
 * of its own.  An image is handed over only when gnuplot reports no error and
 * the image has its first and last bytes. */
#ifndef BCL_FIGURE_GNUPLOT_H
#define BCL_FIGURE_GNUPLOT_H

#include "core/arena.h"
#include "core/diag.h"
#include "figure/fonts.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum { BCL_IMAGE_SVG, BCL_IMAGE_PNG, BCL_IMAGE_PDF } bcl_image_format;

typedef struct bcl_gnuplot bcl_gnuplot;

/* Find gnuplot, check its version and the fonts.  NULL with G01 (absent), G03
 * (older than 5.4) or G04 (did not answer), all errors of the machine.  The
 * handle lives in `a`; close it before the arena goes. */
bcl_gnuplot *bcl_gnuplot_open(bcl_arena *a, bcl_diag *d);
void bcl_gnuplot_close(bcl_gnuplot *g);

/* Seconds a figure may take (20 until told otherwise). */
void bcl_gnuplot_set_patience(bcl_gnuplot *g, double seconds);

const bcl_fonts *bcl_gnuplot_fonts(const bcl_gnuplot *g);

/* Run `script`, which must plot once and set neither terminal nor output.  In
 * it a line width of 1 is one point and font sizes are points, whatever the
 * format; PNG has 200 dots an inch.  Errors: G04 gnuplot died or took too
 * long, G05 it refused the script or the image is incomplete. */
bool bcl_gnuplot_draw(bcl_gnuplot *g, const char *script, size_t n,
                      bcl_image_format format, double width_cm,
                      double height_cm, char **image, size_t *nimage,
                      bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

#endif
