/* sankey_plan.h -- the inside of a Sankey layout, shared by its steps.
 *
 * Depths run downwards from the top of the area, in cm; a vertex is a node or a
 * dummy, where a flow crosses a column. */
#ifndef BCL_FIGURE_SANKEY_PLAN_H
#define BCL_FIGURE_SANKEY_PLAN_H

#include "figure/sankey.h"

typedef struct {
    bool dummy;
    bool there;       /* some flow touches it */
    bool gets, gives; /* by flows that are not loops */
    int layer;
    double in, out, value; /* value: the larger of both, the gap included */
    double loops;          /* of it, what comes or goes by loops */
    double y, h;           /* depth of its top, height */
    double lead[2];        /* room above the flows that enter, and leave, cm */
    size_t rank;           /* in its column */
    double key;            /* scratch of the ordering */
} bcl_sankey_vertex;

typedef struct {
    size_t from, to, link; /* from, to: vertices in neighbouring columns */
    double v, weight;
    double ys, yd; /* depths of its middle at both ends */
} bcl_sankey_piece;

typedef struct {
    size_t *item; /* vertices from the top */
    size_t n, cap;
} bcl_sankey_column;

typedef struct {
    bool drawn, back;
    double v;         /* what its width is, 0 when unknown */
    double weight;    /* what crossing it costs: v, some when unknown */
    size_t first, n;  /* its pieces */
    double ys, yd;    /* of a loop: depths of its ends, */
    double lane;      /* of its lane's middle, */
    double leg, rise; /* its legs' middles, cm right of `from`, left of `to` */
} bcl_sankey_course;

struct bcl_sankey_plan {
    const bcl_sankey *s;
    bcl_arena *a;
    bcl_sankey_vertex *vertex; /* the nodes, then the dummies */
    size_t nvertex, cap_vertex;
    bcl_sankey_piece *piece; /* those of a link follow each other */
    size_t npiece, cap_piece;
    bcl_sankey_column *column;
    size_t ncolumn;
    bcl_sankey_course *course; /* [nlink] */
    size_t *loop;              /* the loops, innermost lane first */
    size_t nloop;
    double crossings;
    double scale, pad; /* cm a unit, cm between nodes */
};

/* Steps, in this order. */
void bcl_sankey_plan_feedback(bcl_sankey_plan *p);
void bcl_sankey_plan_layers(bcl_sankey_plan *p);
void bcl_sankey_plan_dummies(bcl_sankey_plan *p);
void bcl_sankey_plan_order(bcl_sankey_plan *p);

/* Depths of everything within `height`; false when it is too small. */
bool bcl_sankey_plan_depths(bcl_sankey_plan *p, double height, double pad);

/* Leave room for a stub above the flows of a face where it would meet those it
 * is under; ports are then to be settled again. */
void bcl_sankey_plan_stubs(bcl_sankey_plan *p);

/* The stub of a node placed. */
bcl_box bcl_sankey_plan_stub(const bcl_sankey_plan *p, size_t node,
                             const bcl_box *box);

/* Offsets of the loops' legs; the margins they need outside the first and the
 * last column. */
void bcl_sankey_plan_legs(double *left, double *right, bcl_sankey_plan *p);

/* The outline of a link, x from `column` edges, y from `top` downwards. */
void bcl_sankey_plan_outline(bcl_sankey_ribbon *r, const bcl_sankey_plan *p,
                             size_t link, const double *column,
                             double node_width, double top);

extern const double bcl_sankey_lane_gap; /* cm, round lanes and legs */

#endif
