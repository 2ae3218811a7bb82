/* bind_flows.h -- the nodes and links of a Sankey diagram, from the flows of a
 * model; for the binding only.
 *
 * A node is a process, or one of its cells when few enough are distinguished; a
 * flow from or to the outside has a node of its own. */
#ifndef BCL_FIGURE_BIND_FLOWS_H
#define BCL_FIGURE_BIND_FLOWS_H

#include "figure/bind_private.h"

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
} bcl_flow_node;

typedef struct {
    size_t from, to;
    int flow; /* quantity */
    int hue;  /* member of the dimension that gives colours, or -1 */
    double v; /* in the figure's unit */
    bool estimated;
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
} bcl_flow_graph;

/* The dimensions of a set that have few members, the year left out. */
bcl_dimset bcl_flow_few(const bcl_model *m, bcl_dimset set);

/* The dimensions that cells of process `p` may be told apart by: those of its
 * balance with few members; of a process that flows only leave or only enter,
 * also those of its flows. */
bcl_dimset bcl_flow_cells(const bcl_binding *b, int p);

/* The graph of a year, cells told apart by `apart`. */
void bcl_flow_graph_build(bcl_flow_graph *g, const bcl_binding *b,
                          bcl_dimset apart, int year);

#endif
