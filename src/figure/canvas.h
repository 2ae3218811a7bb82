/* canvas.h -- a page in centimetres, y upwards, on which charts put shapes and
 * texts.
 *
 * Everything is decided here: places, number texts, dashes, markers.  The
 * script for gnuplot is a list of polygons, lines and labels.  Shapes are
 * painted in the order they came, texts above all of them.  Every text keeps
 * the box it takes, so that what leaves the page or overlaps can be found
 * before anything is printed. */
#ifndef BCL_FIGURE_CANVAS_H
#define BCL_FIGURE_CANVAS_H

#include "core/arena.h"
#include "core/diag.h"
#include "figure/width.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double x, y;
} bcl_xy;

typedef struct {
    double x0, y0, x1, y1; /* x0 <= x1, y0 <= y1 */
} bcl_box;

typedef enum { BCL_LEFT, BCL_CENTER, BCL_RIGHT } bcl_anchor;

typedef enum {
    BCL_DISC,
    BCL_RING,
    BCL_TRIANGLE,
    BCL_SQUARE,
    BCL_DIAMOND
} bcl_marker;

typedef struct {
    double pt;
    bool bold;
    unsigned rgb; /* 0xRRGGBB */
} bcl_font;

typedef struct {
    double pt; /* width */
    unsigned rgb;
    double on, off; /* dash and gap, cm; 0: a full line */
} bcl_pen;

typedef struct {
    bool filled; /* a polygon, else a line */
    const bcl_xy *point;
    size_t n;
    double alpha; /* of a polygon, 1: opaque */
    double pt;    /* of a line */
    unsigned rgb;
} bcl_paint;

typedef struct {
    double x, y; /* y: the middle of the capitals */
    bcl_anchor anchor;
    bcl_font font;
    const char *text; /* cleaned */
    bcl_box box;
} bcl_label;

typedef struct {
    double width, height; /* cm */
    bcl_paint *shape;
    size_t nshape, cap_shape;
    bcl_label *label;
    size_t nlabel, cap_label;
    bcl_arena *arena;
} bcl_canvas;

bcl_canvas *bcl_canvas_create(bcl_arena *a, double width, double height);

void bcl_canvas_polygon(bcl_canvas *c, const bcl_xy *p, size_t n, unsigned rgb,
                        double alpha);
void bcl_canvas_rect(bcl_canvas *c, bcl_box b, unsigned rgb, double alpha);
void bcl_canvas_line(bcl_canvas *c, const bcl_xy *p, size_t n, bcl_pen pen);
void bcl_canvas_segment(bcl_canvas *c, double x0, double y0, double x1,
                        double y1, bcl_pen pen);
/* `size`: its diameter, cm. */
void bcl_canvas_marker(bcl_canvas *c, double x, double y, bcl_marker kind,
                       double size, unsigned rgb);

/* One line of text; an empty one is left out. */
void bcl_canvas_text(bcl_canvas *c, double x, double y, bcl_anchor anchor,
                     bcl_font font, const char *text);

/* Lines one under the other, `y` being the middle of the whole block. */
void bcl_canvas_block(bcl_canvas *c, double x, double y, bcl_anchor anchor,
                      bcl_font font, const bcl_wrapped *lines);

/* From one line of text to the next, cm. */
double bcl_canvas_leading(double pt);

/* The box one line of text takes. */
bcl_box bcl_canvas_text_box(double x, double y, bcl_anchor anchor, double pt,
                            double width);

bool bcl_box_overlap(const bcl_box *a, const bcl_box *b);

/* How many texts leave the page (warning G07) or overlap another (G08). */
size_t bcl_canvas_check(const bcl_canvas *c, bcl_diag *d);

#endif
