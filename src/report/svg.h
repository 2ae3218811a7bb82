/* svg.h -- a picture put inside an HTML page. */
#ifndef BCL_REPORT_SVG_H
#define BCL_REPORT_SVG_H

#include "core/diag.h"
#include "report/block.h"

#include <stdbool.h>
#include <stdio.h>

/* Write the picture as an <svg> element that can stand beside others: every
 * id, and every reference to one, gets a prefix made of the figure's number;
 * the title is `alt`; the crispEdges of gnuplot, which draws seams between
 * polygons, are dropped.  So is what could act or load: script,
 * foreignObject, on* attributes, references out of the picture.
 * False, with W03, when the bytes are not a well-formed SVG document. */
BCL_MUST_CHECK bool bcl_svg_inline(FILE *to, const bcl_picture *picture,
                                   bcl_diag *d);

#endif
