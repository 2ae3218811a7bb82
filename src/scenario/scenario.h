/* scenario.h -- what changes: levers, actions and their costs, targets.
 *
 * A scenario inherits from others: data, then parents from left to right, then
 * its own levers in document order.  Here all is found, read and checked; the
 * engine applies it. */
#ifndef BCL_SCENARIO_SCENARIO_H
#define BCL_SCENARIO_SCENARIO_H

#include "data/observed.h"

typedef enum { BCL_MODE_VALUE, BCL_MODE_ADD, BCL_MODE_TIMES } bcl_mode;

typedef enum {
    BCL_SHAPE_LINEAR,
    BCL_SHAPE_STEPS,
    BCL_SHAPE_LOGISTIC,
    BCL_SHAPE_SMOOTH,
    BCL_SHAPE_GROWTH,
    BCL_SHAPE_FORMULA
} bcl_shape;

typedef struct {
    int year;
    double value; /* base units, or a factor */
} bcl_point;

typedef struct {
    bcl_head head;
    const char *scenario; /* id of the one that holds it */
    const char *action;   /* id, or NULL */
    int quantity;
    const bool *keep[BCL_DIMS_MAX]; /* by dimension: members, or NULL: all */
    bcl_dimset total;
    bcl_mode mode;
    bcl_shape shape;
    bool follows; /* ensuite="suit" */
    double level; /* in [0, 1] */
    bcl_point *point;
    size_t npoint;
    int from, to; /* growth, formula; to: 0 until the end */
    double rate;  /* growth, as a fraction a year */
    bcl_expr *expr;
    bcl_node *node;
    int start; /* first year it may change */
} bcl_lever;

typedef struct {
    const char *nature, *unit_text;
    const bcl_unit *unit;
    int from, to;
    bool once; /* annee=: of one year */
    bcl_node *node;
    double literal_factor; /* a bare number is in the cost's own unit */
    bcl_pos at;
    int action;
} bcl_cost;

typedef struct {
    bcl_head head;
    const char *scenario, *pilot, *status;
    int from, to; /* to: 0 when open */
} bcl_action;

typedef struct {
    bcl_head head;
    const char *path;
    int start;   /* depart */
    int *parent; /* index of scenarios it inherits from */
    size_t nparent;
    /* all that applies to it, parents' first */
    bcl_lever *lever;
    size_t nlever, lever_cap;
    bcl_action *action;
    size_t naction, action_cap;
    bcl_cost *cost;
    size_t ncost, cost_cap;
    bcl_target *target;
    size_t ntarget, target_cap;
    bcl_head *figure;
    size_t nfigure, figure_cap;
    bcl_head *table;
    size_t ntable, table_cap;
    bool wanted; /* asked for, not only inherited from */
} bcl_scenario;

typedef struct {
    bcl_scenario *item;
    size_t n, cap;
} bcl_scenarios;

/* Load scenarios by id (of the territory, then of the library) or by file, and
 * those they inherit from, first.  With no name: those of the territory's
 * scenarios/ folder and, for a territory that imports installed themes, of the
 * library. */
bool bcl_scenarios_load(bcl_scenarios *out, const char *const *name, size_t n,
                        const bcl_model *m, const bcl_data *data, bcl_arena *a,
                        bcl_diag *d) BCL_MUST_CHECK;

/* The index of one already loaded, by id; -1. */
int bcl_scenarios_find(const bcl_scenarios *s, const char *id);

/* Does a folder have a scenario of that id? */
bool bcl_scenarios_exist(const char *id, const bcl_model *m, bcl_arena *a);

#endif
