/* reconciled_ask.h -- how well a formula is known once donnees are reconciled;
 * for reconciled_lines.c only.
 *
 * Reconciled donnees have covariances C: a formula has the variance g' C g of
 * its slopes g (first order).  C is never made: what a formula reads of each
 * part that shares no error with the others is one more variable there, which
 * nobody measured.  Donnees that no constraint reads count with the law
 * declared for them. */
#ifndef BCL_ENGINE_RECONCILED_ASK_H
#define BCL_ENGINE_RECONCILED_ASK_H

#include "engine/reconciled_private.h"

/* What is asked, and what is answered. */
typedef struct {
    bcl_dual dual;    /* where the reconciliation settled */
    bool hidden;      /* cells without a value stand in it */
    double value;     /* base units, with them; NaN: nobody can tell */
    double low, high; /* what bounds and constraints leave it */
    double sd;        /* base units; NaN: nobody can tell */
} bcl_asked;

typedef struct {
    const bcl_reconciled *r;
    bcl_unknowns *u;
    size_t nsettled; /* unknowns there were when it was settled */
    bcl_equations e; /* then */
    int *parent;     /* [nsettled] of a part; its root names it */
} bcl_asker;

/* Everything in `a`; `u` as the reconciliation left it. */
void bcl_asker_open(bcl_asker *k, const bcl_reconciled *r, bcl_unknowns *u,
                    bcl_arena *a);

/* Answer all at once: best for items that read the same parts.  False when
 * what was settled cannot be settled again. */
bool bcl_asker_answer(bcl_asked *item, size_t n, const bcl_asker *k,
                      bcl_arena *scratch);

#endif
