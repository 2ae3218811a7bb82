/* reconciled_private.h -- what the files of the reconciliation of observations
 * share; for them only. */
#ifndef BCL_ENGINE_RECONCILED_PRIVATE_H
#define BCL_ENGINE_RECONCILED_PRIVATE_H

#include "engine/dual.h"
#include "engine/reconciled.h"

/* The error of some cells, or a cell without a value. */
typedef struct {
    int quantity;
    size_t year;
    bool hidden;
    double sd;        /* of the error; of a hidden one NaN */
    double at;        /* where the iteration stands: the error, or the value */
    double low, high; /* what bounds of cells leave it */
    int group;
    int local; /* among those of its group */
    /* found */
    bcl_rec_class class;
    double sd_after, z, from, to;
} bcl_unknown;

/* A cell read by some constraint, and the unknown it depends on. */
typedef struct {
    int quantity;
    size_t cell, year;
    int unknown;
    double given; /* NaN when hidden */
} bcl_touched;

typedef struct bcl_unknowns {
    const bcl_model *m;
    const bcl_data *data;
    const bcl_input *base;
    bool carry; /* an uncertain donnee is carried to years nobody observed, with
                 * its error */
    bcl_arena *a; /* of the results */
    bcl_diag *d;
    bcl_unknown *unknown;
    size_t nunknown, unknown_cap;
    int **error;   /* [quantity][error]: unknown + 1, or 0 */
    int **hidden;  /* [quantity][cell]: the same */
    double **mean; /* [quantity][year] of known cells: where to start from */
    bcl_touched *touched;
    size_t ntouched, touched_cap;
    bool **seen; /* [quantity][cell] stands in `touched` */
} bcl_unknowns;

/* The root of i in a forest of parents, made shorter on the way: of what is
 * tied together, one name. */
int bcl_reconciled_root(int *parent, int i);
void bcl_reconciled_join(int *parent, int a, int b);

void bcl_unknowns_open(bcl_unknowns *u, const bcl_model *m,
                       const bcl_data *data, const bcl_input *base,
                       bcl_arena *a, bcl_diag *d);

/* The leaf of formulas: t->context is the bcl_unknowns. */
bcl_dual_leaf bcl_unknowns_leaf;

/* What a cell is worth when its unknown is at `at`; the slope there. */
double bcl_unknown_value(const bcl_unknowns *u, const bcl_touched *c, double at,
                         double *slope);

/* Every equation at the present values; the same ones in the same order at
 * each call, duals in `a`. */
typedef struct {
    bcl_reconciled_row *row; /* value and measure of this call */
    bcl_dual *gap;           /* value - measure */
    size_t n, row_cap, gap_cap;
} bcl_equations;
void bcl_equations_read(bcl_equations *e, bcl_unknowns *u, bool warn,
                        bcl_arena *a);

#endif
