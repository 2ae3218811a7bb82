/* reconciled_odds.c -- what exact data, or bounds, keep from agreeing. */
#include "core/text.h"
#include "engine/reconciled_solve.h"

#include <math.h>

/* A gap that rounding does not make.  Of a process that no donnee can move
 * nothing was to be reconciled: its ledger and its diagram show the gap. */
static bool at_odds(const bcl_reconciled *r, const bcl_reconciled_row *x)
{
    const bcl_reconciled_group *g = &r->group[x->group];
    double most = fmax(fabs(x->value), fabs(x->measure));

    return x->exact && g->status == BCL_REC_OK &&
           (x->quantity >= 0 || g->nunknown > 0) && fabs(x->gap) > 1e-6 * most;
}

/* "110,0 contre 100,0 t/an"; what enters a process has no unit of its own. */
static const char *gap_text(const bcl_model *m, const bcl_reconciled_row *x,
                            bcl_arena *a)
{
    char value[64], measure[64];

    if (x->quantity < 0) {
        double most = fmax(fabs(x->value), fabs(x->measure));
        bcl_number_french(value, sizeof value, 100 * fabs(x->gap) / most, 1);
        return bcl_text_print(a, "%s %% entre ce qui entre et ce qui sort",
                              value);
    }
    const bcl_quantity *q = &m->quantity[x->quantity];
    double unit = bcl_unit_factor(q->unit);
    int decimals = fabs(x->gap) >= unit ? 1 : 6;
    bcl_number_french(value, sizeof value, x->value / unit, decimals);
    bcl_number_french(measure, sizeof measure, x->measure / unit, decimals);
    return bcl_text_print(a, "%s contre %s %s", value, measure,
                          bcl_unit_shown(q->unit_text));
}

/* One warning a constraint: its widest gap, of so many. */
static void tell(const bcl_model *m, const bcl_reconciled_row *worst, size_t n,
                 bcl_arena *a, bcl_diag *d)
{
    int p = -1 - worst->quantity;
    const bcl_head *h =
        p < 0 ? &m->quantity[worst->quantity].head : &m->process[p].head;
    bcl_dimset by = p < 0
                        ? m->quantity[m->quantity[worst->quantity].measure].dims
                        : m->process[p].by;
    const char *year =
        by & BCL_YEAR_BIT
            ? bcl_text_print(a, " en %d", m->dims.first_year + (int)worst->year)
            : "";

    bcl_warn(d, "T03", h->at,
             "« %s » : des données sans incertitude, ou tenues par leurs "
             "bornes, se contredisent dans %zu équation%s%s %s%s ; l'écart "
             "reste",
             h->title, n, n > 1 ? "s" : "", n > 1 ? ", dont" : " :",
             gap_text(m, worst, a), year);
    bcl_hint(d, "donnez une <incertitude> à celles qui en ont une");
}

void bcl_reconciled_tell_odds(const bcl_reconciled *r, const bcl_model *m,
                              bcl_arena *a, bcl_diag *d)
{
    for (size_t i = 0; i < r->nrow; i++) {
        const bcl_reconciled_row *worst = NULL;
        size_t n = 0;
        if (i > 0 && r->row[i].quantity == r->row[i - 1].quantity)
            continue; /* rows of a constraint stand together */
        for (size_t k = i;
             k < r->nrow && r->row[k].quantity == r->row[i].quantity; k++) {
            const bcl_reconciled_row *x = &r->row[k];
            if (!at_odds(r, x))
                continue;
            n++;
            if (!worst || fabs(x->gap) > fabs(worst->gap))
                worst = x;
        }
        if (worst)
            tell(m, worst, n, a, d);
    }
}
