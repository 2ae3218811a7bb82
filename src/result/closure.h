/* closure.h -- does a ledger close, and how is it known? */
#ifndef BCL_RESULT_CLOSURE_H
#define BCL_RESULT_CLOSURE_H

#include "result/plan.h"

typedef enum {
    BCL_CLOSES,         /* the gap is within the ledger's tolerance */
    BCL_CLOSES_BY_FLOW, /* a line is a closing flow: it closes by construction
                         */
    BCL_GAP,            /* resources and uses differ */
    BCL_NOT_COMPUTED    /* a line is not available */
} bcl_closing;

typedef struct {
    bcl_closing how;
    double resources, uses, gap;  /* base units */
    double share;                 /* |gap| / max(resources, uses); NaN if 0 */
    bool lower;                   /* some line is a lower bound */
    const bcl_quantity **missing; /* NOT_COMPUTED: what that line waits for,
                                    ended by NULL; may be NULL */
    const char *line;             /* NOT_COMPUTED: the first line that lacks */
    const char *status;           /* weakest label of the lines */
} bcl_closure;

/* `run` may be BCL_PLAN_OBSERVED.  Cell `cell` is an index in the ledger's
 * dimensions without the year. */
bcl_closure bcl_closure_of(const bcl_plan *p, size_t run, size_t ledger,
                           size_t cell, int year);

/* Did the reconciliation change any line of a cell that year, by more than a
 * millionth? */
bool bcl_closure_moved(const bcl_plan *p, size_t run, size_t ledger,
                       size_t cell, int year);

/* How well a line (at nline: the gap) is known, by the uncertainties declared;
 * NULL when they say nothing of it, or a scenario moved it. */
const bcl_known_line *bcl_closure_known(const bcl_plan *p, size_t run,
                                        size_t ledger, size_t line, size_t cell,
                                        int year);

/* The same in words, in the ledger's unit: "écart-type 12,3", "entre 0 et 45";
 * "" when nothing is said. */
const char *bcl_closure_spread(const bcl_plan *p, size_t run, size_t ledger,
                               size_t line, size_t cell, int year);

/* How many cells the ledger has, and "Électricité" for one ("" when single). */
size_t bcl_closure_cells(const bcl_model *m, const bcl_ledger *l);
const char *bcl_closure_cell_title(const bcl_model *m, const bcl_ledger *l,
                                   size_t cell, bcl_arena *a);
const char *bcl_closure_cell_id(const bcl_model *m, const bcl_ledger *l,
                                size_t cell, bcl_arena *a);

/* A line's cell in its values. */
size_t bcl_closure_at(const bcl_model *m, const bcl_values *x,
                      const bcl_ledger *l, size_t cell, int year);

/* The reference year, or the last one before it in which every line of the
 * ledger stands; the reference year when none does. */
int bcl_closure_year(const bcl_plan *p, size_t run, size_t ledger);

/* "fermé par construction", "équilibré", "ne ferme pas", "non calculable". */
const char *bcl_closure_word(bcl_closing how);

#endif
