/* sankey.h -- flows between nodes in columns, as ribbons whose width is the
 * quantity; what runs backwards (recycling) passes below in lanes of its own.
 *
 * Layers: longest path, pinned ones respected, after a greedy feedback order
 * (Eades, Lin and Smyth 1993); dummy nodes and barycentre sweeps (Sugiyama,
 * Tagawa and Toda 1981) weighted by the flows, then adjacent swaps; vertical
 * relaxation as in d3-sankey, with the order fixed. */
#ifndef BCL_FIGURE_SANKEY_H
#define BCL_FIGURE_SANKEY_H

#include "figure/frame.h"

typedef struct {
    const char *label;
    unsigned rgb; /* 0: slate */
    int layer;    /* column from 0, or -1: found */
    double gap;   /* entering less leaving, which no flow accounts for; 0: none,
                     also where flows left out of the diagram make up for it */
    double gap_of; /* what it is told as a share of; 0: no share */
} bcl_sankey_node;

typedef struct {
    size_t from, to; /* nodes */
    double v;        /* >= 0; 0 and NaN are not drawn */
    const char
        *label;     /* of a loop, written on its lane; NULL: its value only */
    unsigned rgb;   /* 0: that of `from` */
    bool estimated; /* drawn lighter and hatched */
    bool least;     /* v is a lower bound: dashed edges, totals with "≥" */
    bool unknown;   /* it has no value, v is not read: a dashed line, "n.d." */
} bcl_sankey_link;

typedef struct {
    bcl_page page;
    const char *unit; /* after every value, when it is short */
    const char *rate; /* after a gap; NULL: `unit` */
    const bcl_sankey_node *node;
    size_t nnode;
    const bcl_sankey_link *link;
    size_t nlink;
    const char *const *heading; /* over the columns; NULL: none */
    size_t nheading;
    bool keep_order; /* nodes stay in input order within a column */
} bcl_sankey;

typedef struct {
    bcl_box box; /* no height when nothing flows through the node */
    int layer;
    bool there;     /* some flow touches it */
    bool passes;    /* flows that are not loops enter, and others leave */
    double in, out; /* loops included */
    bool least_in, least_out; /* ... are lower bounds, if of anything known */
    double room;  /* from the box to where the next column's things begin */
    bcl_box stub; /* of the gap: right of the box if positive, else left; above
                     or below the flows of that face */
} bcl_sankey_place;

typedef struct {
    const bcl_xy *outline; /* a closed polygon; NULL when not drawn */
    size_t n;
    double width;      /* cm */
    bool back;         /* a loop: */
    bcl_xy lane;       /* the middle of its lane */
    double lane_width; /* its straight length, cm */
    bcl_box leg;       /* what its way down takes, right of `from` */
    bcl_box rise;      /* and its way up, left of `to` */
} bcl_sankey_ribbon;

typedef struct {
    bcl_sankey_place *node;  /* [nnode] */
    bcl_sankey_ribbon *link; /* [nlink] */
    size_t ncolumn;
    double *column;    /* [ncolumn] left edges of the nodes */
    double node_width; /* cm */
    double scale;      /* cm per unit of flow */
    double crossings;  /* sum of products of crossing flows */
} bcl_sankey_layout;

/* Columns and order, without any place: what does not depend on the size. */
typedef struct bcl_sankey_plan bcl_sankey_plan;

/* NULL with G06 when a flow is negative or cannot be drawn, or names no node.
 * Nodes with a gap are warned of (G11). */
bcl_sankey_plan *bcl_sankey_plan_create(const bcl_sankey *s, bcl_arena *a,
                                        bcl_diag *d);
size_t bcl_sankey_plan_columns(const bcl_sankey_plan *p);
int bcl_sankey_plan_layer(const bcl_sankey_plan *p, size_t node);
size_t bcl_sankey_plan_loops(const bcl_sankey_plan *p);

/* Put the plan into `area`, loops' legs and lanes included, `pad` cm between
 * nodes where there is room.  False with G09 when there is none. */
bool bcl_sankey_lay(bcl_sankey_layout *out, bcl_sankey_plan *p, bcl_box area,
                    double pad, bcl_diag *d) BCL_MUST_CHECK;

extern const double bcl_sankey_stub_length; /* cm */

/* The whole figure.  NULL with G06 or G09. */
bcl_canvas *bcl_sankey_draw(const bcl_sankey *s, bcl_arena *a, bcl_diag *d);

#endif
