/* reconciled.h -- observations that contradict each other made one account.
 *
 * What must agree: a flow or a calcul with the donnee that measures it (summed
 * over the dimensions the measure lacks), and what enters a balanced process
 * with what leaves it when no closing flow absorbs the difference.  What may
 * move: the donnees, within the laws of their <incertitude>; cells that are
 * secret or missing are unmeasured.  Since only donnees move, conservation
 * holds as everywhere, and projections start from what was reconciled (fit.c:
 * also where cells stay hidden).
 *
 * Errors are those of one year: cells of one donnee share theirs where
 * `tirage` says so, years never do.  Constraints are followed by their
 * derivatives (Gauss-Newton over the linear reconciliation of flow/). */
#ifndef BCL_ENGINE_RECONCILED_H
#define BCL_ENGINE_RECONCILED_H

#include "engine/program.h"
#include "flow/reconcile.h"

/* A cell of a donnee that constraints read and that may move. */
typedef struct {
    int quantity;
    size_t cell, year; /* of its layout; years of the model, counted from 0 */
    int group;
    bcl_rec_class class;
    bool hidden;          /* secret or missing: `before` is NaN */
    double before, after; /* base units; after: NaN when unobservable */
    double sd_before, sd_after;
    double z;         /* of the error; NaN: nothing checks it */
    double low, high; /* what an unobservable one may be */
    int error;        /* cells of one error share its number */
} bcl_reconciled_cell;

/* One equation: value (a sum) against measure; before and after. */
typedef struct {
    int quantity;      /* measured; or -1 - process */
    size_t cell, year; /* of the measure's layout, or of the process's */
    int group;
    double value, measure; /* as observed; hidden cells left out of `value` */
    bool partial;          /* some were */
    double gap; /* after: what is left, base units; NaN: hidden cells take it */
    bool firm;  /* no hidden cell stands in the measure */
    double after; /* the value once settled, hidden cells included; NaN: nobody
                   * can tell */
    bool exact;   /* no donnee behind it may move: the gap stays as it is */
} bcl_reconciled_row;

/* Constraints that share unknowns, judged together. */
typedef struct {
    int *member; /* quantities measured; -1 - process */
    size_t nmember;
    bcl_rec_status status;
    double chi2, critical, p;
    int dof;
    bcl_rec_verdict verdict;
    size_t nunknown, nrow, iterations;
    size_t nredundant, nhidden, nfound; /* cells; hidden ones, those found */
    double z_mark;    /* |z| beyond which one adjustment is unlikely */
    bool conditional; /* bounds bind: standard deviations suppose they do */
    int *suspect;     /* cells, in order of elimination, when the test fails */
    size_t nsuspect;
} bcl_reconciled_group;

typedef struct {
    bcl_reconciled_cell *cell;
    size_t ncell;
    bcl_reconciled_row *row;
    size_t nrow;
    bcl_reconciled_group *group;
    size_t ngroup;
    double **settled; /* [quantity][cell] the value to take, NaN elsewhere;
                       * NULL: a donnee that nothing moved */
    struct bcl_unknowns *unknowns; /* where they settled */
} bcl_reconciled;

/* Reconcile what was observed.  `base`: inputs before any lever, for exact
 * donnees carried from another year.  Warns (T02: a constraint that passes
 * through a cohort stock, T03: exact data or bounds at odds, T04: no
 * convergence, T05: a measure wider than the perimeter); what a group cannot
 * settle stays as observed. */
void bcl_reconciled_compute(bcl_reconciled *out, const bcl_model *m,
                            const bcl_data *data, const bcl_input *base,
                            bcl_arena *a, bcl_diag *d);

/* The cell of a donnee among those that may move, or NULL. */
const bcl_reconciled_cell *bcl_reconciled_find(const bcl_reconciled *r,
                                               int quantity, size_t cell);

#endif
