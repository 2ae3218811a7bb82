/* bind_flows.h -- the nodes and links of a Sankey diagram, from the flows of a
 * model; for the binding only.
 *
 * A node is a process, or one of its cells when few enough are distinguished; a
 * flow from or to the outside has a node of its own. */
#ifndef BCL_FIGURE_BIND_FLOWS_H
#define BCL_FIGURE_BIND_FLOWS_H

#include "figure/bind_private.h"
#include "figure/sankey.h"

enum { BCL_FEW_MEMBERS = 12 };

typedef struct {
    int process;  /* or BCL_OUTSIDE */
    int flow;     /* of an outside node, or of what a process does not tell
                     apart; else -1 */
    bool leaving; /* an outside node flows go to */
    size_t ncell;
    struct {
        int dim, member;
    } cell[BCL_RANK_MAX]; /* what tells it from other cells of the process */
    double gap, gap_of;   /* entering less leaving where it does not close, and
                             what enters; in the figure's unit */
} bcl_flow_node;

typedef struct {
    size_t from, to;
    int flow; /* quantity */
    int hue;  /* member of the dimension that gives colours, or -1 */
    double v; /* in the figure's unit */
    bool estimated;
    bool least;   /* v leaves out secret or missing cells */
    bool unknown; /* no cell of it has a value: v is 0 */
} bcl_flow_link;

typedef struct {
    bcl_flow_node *node;
    size_t nnode, node_cap;
    bcl_flow_link *link;
    size_t nlink, link_cap;
    bcl_dimset apart;  /* dimensions that tell cells apart */
    int hue;           /* the one of them that gives colours, or -1 */
    const char **lack; /* titles of flows that could not be computed */
    size_t nlack, lack_cap;
    const char **offset; /* titles of processes whose cells do not close, but
                            whose sum does */
    size_t noffset, offset_cap;
} bcl_flow_graph;

/* What enters a node, or leaves it. */
typedef struct {
    bool any;   /* some flow, maybe without value */
    double v;   /* the sum of those that have one */
    bool least; /* ... is a lower bound */
} bcl_flow_side;

/* What enters a diagram and what leaves it: what each node gives more than it
 * gets, or gets more than it gives, but for processes that should pass all of
 * it on. */
typedef struct {
    double resources, uses;
    bool least_resources, least_uses; /* lower bounds */
} bcl_flow_totals;

/* The dimensions of a set that have few members, the year left out. */
bcl_dimset bcl_flow_few(const bcl_model *m, bcl_dimset set);

/* The dimensions that cells of process `p` may be told apart by: those of its
 * balance with few members; of a process that flows only leave or only enter,
 * also those of its flows. */
bcl_dimset bcl_flow_cells(const bcl_binding *b, int p);

/* The member of dimension `dim` that a cell of a result is of; -1. */
int bcl_flow_member(const bcl_values *x, size_t cell, int dim);

/* The graph of a year, cells told apart by `apart`. */
void bcl_flow_graph_build(bcl_flow_graph *g, const bcl_binding *b,
                          bcl_dimset apart, int year);

/* Its last steps.  Cells without value make those beside them lower bounds,
 * and are links of their own where there are none; links without value that no
 * path joins to one with a value are dropped. */
void bcl_flow_graph_join(bcl_flow_graph *g, bcl_arena *a);
/* Gaps of the processes that should close, beyond their tolerance. */
void bcl_flow_graph_gaps(bcl_flow_graph *g, const bcl_binding *b, int year);

bcl_flow_side bcl_flow_side_of(const bcl_flow_graph *g, size_t node, bool out);

bcl_flow_totals bcl_flow_graph_totals(const bcl_flow_graph *g,
                                      const bcl_binding *b);

/* The billionth part of the largest cell shown: what rounding may leave. */
double bcl_flow_dust(const bcl_binding *b, int year);

/* Does the figure leave out some flow of a process? */
bool bcl_flow_omits(const bcl_binding *b, int process);

/* ---- bind_sankey_say.c: what is said of a diagram in words ---- */

/* In the subtitle: what has no value or is not shown, and the totals. */
void bcl_flow_note(bcl_binding *b, const bcl_flow_graph *g,
                   const bcl_sankey *s);

/* The alternative text: the largest flows, what does not close. */
const char *bcl_flow_describe(const bcl_binding *b, const bcl_sankey *s,
                              int year);

#endif
