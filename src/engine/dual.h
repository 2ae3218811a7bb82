/* dual.h -- a formula at one cell, with its derivatives.
 *
 * Forward differentiation by cell: what a constraint says and how it changes
 * with each unknown it reads.  Quantities met on the way are computed once a
 * cell.  Slow beside the engine, and only what is asked for is computed. */
#ifndef BCL_ENGINE_DUAL_H
#define BCL_ENGINE_DUAL_H

#include "model/model.h"

/* A value and its slopes: those of unknowns it does not name are 0. */
typedef struct {
    double v;    /* base units; NaN: no value */
    bool absent; /* a donnee it reads is not there that year */
    size_t n;
    const int *unknown; /* [n] increasing */
    const double *slope;
} bcl_dual;

typedef struct bcl_duals bcl_duals;

/* A cell that was read while it was being computed: a loop within the year.
 * Until it is known it stands as one more unknown, at a guess.  Coupled loops
 * are solved each within the other, again and again: few are followed. */
enum { BCL_DUAL_HEADS = 4 };
typedef struct {
    bool used;
    int quantity;
    size_t cell;
    double guess;
} bcl_dual_head;

/* The value of a donnee at a cell of its layout, for the calendar years of the
 * model counted from its first. */
typedef bcl_dual bcl_dual_leaf(bcl_duals *t, int quantity, size_t cell,
                               size_t year);

struct bcl_duals {
    const bcl_model *m;
    bcl_dual_leaf *leaf;
    void *context; /* the leaf's own */
    bcl_arena *a;
    struct {
        bcl_layout layout;
        size_t years;     /* of it: cell % years is the year */
        bcl_dual ***cell; /* [year][cell / years], NULL until asked for */
    } * kept;             /* [quantity] */
    bcl_dual busy;        /* stands in a kept cell while it is being computed */
    bcl_dual_head head[BCL_DUAL_HEADS];
    size_t computed, most; /* kept cells; from `most` on (0: no limit) all is
                            * absent */
    int at[BCL_DIMS_MAX];
    int refused; /* a quantity that cannot be followed (a cohort stock, a loop
                  * without a solution or of more than BCL_DUAL_HEADS), or -1 */
};

/* Ready to evaluate; results live in `a`. */
void bcl_duals_open(bcl_duals *t, const bcl_model *m, bcl_dual_leaf *leaf,
                    void *context, bcl_arena *a);

/* A formula where t->at says, by dimension (t->at[BCL_YEAR]: the year). */
bcl_dual bcl_dual_node(bcl_duals *t, const bcl_node *n);
bcl_dual bcl_dual_quantity(bcl_duals *t, int quantity);

/* The cell of a layout where t->at stands; set t->at to one. */
size_t bcl_dual_cell(const bcl_duals *t, const bcl_layout *l);
void bcl_dual_place(bcl_duals *t, const bcl_layout *l, size_t cell);

/* x*a + y*b. */
bcl_dual bcl_dual_combine(bcl_dual x, double a, bcl_dual y, double b,
                          bcl_arena *mem);
bcl_dual bcl_dual_number(double v);

#endif
