/* reconciled_lines.c -- see reconciled_lines.h. */
#include "engine/reconciled_lines.h"
#include "engine/reconciled_ask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells computed for a ledger, all years together, beyond which it is not
 * asked about: a second of work. */
enum { MOST_CELLS = 1000000 };

typedef struct {
    bcl_known_lines *out;
    bcl_unknowns *u;
    bool *uncertain; /* [quantity] some uncertain donnee is behind */
    bcl_duals t;
    size_t years; /* up to the reference year */
    bcl_asked *asked;
    size_t nasked, asked_cap, out_cap;
    size_t *of; /* [known line] what is asked for it: years may say the same */
    size_t of_cap;
    bcl_arena *a, *scratch;
} reader;

static bool reads_uncertain(const reader *r, const bcl_node *n)
{
    if (n->op == BCL_N_QUANTITY)
        return r->uncertain[n->ref];
    for (int i = 0; i < n->narg; i++)
        if (n->arg[i] && reads_uncertain(r, n->arg[i]))
            return true;
    return false;
}

/* Uncertain donnees, those with hidden cells that constraints read, and all
 * that follows from them. */
static void find_uncertain(reader *r)
{
    const bcl_model *m = r->u->m;

    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < m->nquantity; i++) {
            const bcl_quantity *q = &m->quantity[i];
            if (r->uncertain[i] || !(q->error.law || r->u->hidden[i] ||
                                     (q->node && reads_uncertain(r, q->node))))
                continue;
            r->uncertain[i] = again = true;
        }
    }
}

static bool same(bcl_dual x, bcl_dual y)
{
    return x.v == y.v && x.n == y.n &&
           !memcmp(x.unknown, y.unknown, x.n * sizeof *x.unknown) &&
           !memcmp(x.slope, y.slope, x.n * sizeof *x.slope);
}

/* What is asked outlives the ledger's own memory. */
static bcl_dual keep_dual(bcl_dual x, bcl_arena *a)
{
    int *unknown = BCL_NEW(a, int, x.n);
    double *slope = BCL_NEW(a, double, x.n);

    memcpy(unknown, x.unknown, x.n * sizeof *unknown);
    memcpy(slope, x.slope, x.n * sizeof *slope);
    x.unknown = unknown;
    x.slope = slope;
    return x;
}

static void ask(reader *r, bcl_known_line line, bcl_dual x)
{
    bcl_known_lines *out = r->out;

    if (x.absent || isnan(x.v) || !x.n)
        return;
    if (!r->nasked || !same(r->asked[r->nasked - 1].dual, x)) {
        BCL_GROW(r->scratch, r->asked, r->nasked, &r->asked_cap);
        r->asked[r->nasked++] = (bcl_asked){.dual = keep_dual(x, r->scratch)};
    }
    BCL_GROW(r->scratch, r->of, out->n, &r->of_cap);
    BCL_GROW(r->a, out->item, out->n, &r->out_cap);
    r->of[out->n] = r->nasked - 1;
    out->item[out->n++] = line;
}

static bcl_dual value_of(reader *r, const bcl_ledger *l, size_t line,
                         size_t cell, size_t year)
{
    bcl_layout at = bcl_layout_of(&r->u->m->dims, l->dims);

    bcl_dual_place(&r->t, &at, cell);
    r->t.at[BCL_YEAR] = (int)year;
    return bcl_dual_node(&r->t, l->line[line].node);
}

/* Lines, then the gap where no closing flow makes it 0; gap: [cell * years +
 * year].  Lines without uncertainty would only move its value. */
static void ask_lines(reader *r, size_t ledger, size_t cells, bcl_dual *gap)
{
    const bcl_ledger *l = &r->u->m->ledger[ledger];
    bool closing = false;

    for (size_t i = 0; i <= l->nline; i++) {
        closing = closing || (i < l->nline && l->line[i].closing);
        if (i < l->nline ? !reads_uncertain(r, l->line[i].node) : closing)
            continue;
        for (size_t k = 0; k < cells * r->years; k++) {
            bcl_known_line line = {.ledger = ledger,
                                   .line = i,
                                   .cell = k / r->years,
                                   .year = k % r->years};
            bcl_dual x = gap[k];
            if (i < l->nline) {
                x = value_of(r, l, i, line.cell, line.year);
                gap[k] = bcl_dual_combine(gap[k], 1, x,
                                          l->line[i].resource ? 1 : -1, r->t.a);
            }
            ask(r, line, x);
        }
    }
}

static void ask_ledger(reader *r, size_t ledger)
{
    const bcl_ledger *l = &r->u->m->ledger[ledger];
    size_t cells = bcl_dimset_cells(&r->u->m->dims, l->dims);
    size_t asked = r->nasked, n = r->out->n;
    bool any = false;

    for (size_t i = 0; i < l->nline; i++)
        any = any || reads_uncertain(r, l->line[i].node);
    if (!any)
        return;
    bcl_arena *own = bcl_arena_create();
    bcl_duals_open(&r->t, r->u->m, bcl_unknowns_leaf, r->u, own);
    r->t.most = MOST_CELLS;
    ask_lines(r, ledger, cells, BCL_NEW(own, bcl_dual, cells * r->years));
    if (r->t.computed >= r->t.most) {
        r->nasked = asked;
        r->out->n = n;
    }
    bcl_arena_destroy(own);
}

static void keep(reader *r)
{
    for (size_t i = 0; i < r->out->n; i++) {
        const bcl_asked *x = &r->asked[r->of[i]];
        bcl_known_line *k = &r->out->item[i];
        k->hidden = x->hidden;
        k->value = x->value;
        k->low = x->low;
        k->high = x->high;
        k->sd = x->sd;
    }
}

void bcl_known_lines_compute(bcl_known_lines *out, const bcl_reconciled *from,
                             bcl_arena *a)
{
    reader r = {.out = out, .u = from->unknowns, .a = a};
    const bcl_model *m = r.u->m;
    bcl_asker k;

    *out = (bcl_known_lines){0};
    r.scratch = bcl_arena_create();
    r.years = (size_t)(m->dims.reference - m->dims.first_year) + 1;
    r.uncertain = BCL_NEW(r.scratch, bool, m->nquantity + 1);
    find_uncertain(&r);
    bcl_asker_open(&k, from, r.u, r.scratch);
    r.u->carry = true;
    for (size_t i = 0; i < m->nledger; i++)
        ask_ledger(&r, i);
    r.u->carry = false;
    if (bcl_asker_answer(r.asked, r.nasked, &k, r.scratch))
        keep(&r);
    else
        out->n = 0;
    bcl_arena_destroy(r.scratch);
}

static int in_order(const void *x, const void *y)
{
    const bcl_known_line *a = x, *b = y;
    const size_t l[] = {a->ledger, a->line, a->cell, a->year};
    const size_t r[] = {b->ledger, b->line, b->cell, b->year};

    for (int i = 0; i < 4; i++)
        if (l[i] != r[i])
            return l[i] < r[i] ? -1 : 1;
    return 0;
}

const bcl_known_line *bcl_known_lines_find(const bcl_known_lines *x,
                                           size_t ledger, size_t line,
                                           size_t cell, size_t year)
{
    bcl_known_line key = {
        .ledger = ledger, .line = line, .cell = cell, .year = year};

    return x->n ? bsearch(&key, x->item, x->n, sizeof *x->item, in_order)
                : NULL;
}
