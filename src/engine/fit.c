/* fit.c -- see inputs.h: measured sums some of whose cells are hidden.
 *
 * Where a total says what a formula cannot add up, the quantity is worth what
 * the reconciliation found; years that follow, the same cells hidden, keep to
 * it by a ratio or by a difference, so that no jump appears. */
#include "engine/stage.h"
#include "model/process.h"

#include <math.h>

typedef struct {
    const bcl_model *m;
    const bcl_reconciled *r;
    int ref;
    const bcl_quantity *q;
    size_t years, cells; /* of the quantity; cells: years included */
    bcl_arena *a;
} fitter;

static bool found(const fitter *f, const bcl_reconciled_row *row)
{
    return row->quantity == f->ref && row->partial && !isnan(row->after);
}

/* A flow that its process makes, or a total of several cells, cannot follow
 * its measure. */
static bool can_fit(const fitter *f)
{
    const bcl_quantity *q = f->q;

    if (q->measure < 0 || f->m->quantity[q->measure].dims != q->dims ||
        (q->kind == BCL_FLOW && q->flow != BCL_FLOW_VALUE))
        return false;
    for (size_t i = 0; i < f->r->nrow; i++)
        if (found(f, &f->r->row[i]))
            return true;
    return false;
}

static double neutral(const fitter *f)
{
    return f->q->fit == BCL_FIT_GAP ? 0 : 1;
}

/* As many cells known as in the year that told: in others the same hidden cells
 * are not what lacks. */
static bool alike(const bcl_evaluated *e, size_t at, size_t told)
{
    return e->known[at] == e->known[told] && e->total[at] == e->total[told];
}

/* Year by year what makes `known` the total, then what carries it on. */
static void follow(const fitter *f, double *by, const double *total,
                   const bcl_evaluated *e, size_t first)
{
    double carry = neutral(f);
    size_t from = first; /* the year it comes from */

    for (size_t y = 0; y < f->years; y++) {
        size_t at = first + y;
        double known = e->v[at];
        bool told =
            !isnan(total[at]) && (known > 0 || f->q->fit == BCL_FIT_GAP);

        by[at] = neutral(f);
        if (!e->hole || !(e->hole[at] & BCL_HOLE_LOWER))
            continue;
        if (told)
            by[at] = f->q->fit == BCL_FIT_GAP ? total[at] - known
                                              : total[at] / known;
        else if (alike(e, at, from))
            by[at] = carry;
        if (told && f->q->fit != BCL_FIT_NONE) {
            carry = by[at];
            from = at;
        }
    }
}

static uint8_t status_of(const fitter *f, const double *by, const double *total,
                         size_t y)
{
    uint8_t status = BCL_OBSERVED;

    for (size_t at = y; at < f->cells; at += f->years)
        if (by[at] != neutral(f) && isnan(total[at]))
            return BCL_ESTIMATED;
        else if (by[at] != neutral(f))
            status = BCL_RECONCILED;
    return status;
}

/* As slices: a year that says what the one before does shares its own. */
static void keep(bcl_input *in, const fitter *f, const double *by,
                 const double *total)
{
    size_t years = bcl_dim_size(&f->m->dims, BCL_YEAR);
    size_t cells = f->cells / f->years;

    in->slice = BCL_NEW(f->a, const bcl_slice *, years);
    in->avail = BCL_NEW(f->a, bool, years);
    in->status = BCL_NEW(f->a, uint8_t, years);
    for (size_t y = 0; y < years; y++) {
        size_t own = f->years > 1 ? y : 0;
        bcl_slice *s = bcl_slice_new(cells, f->a);
        for (size_t c = 0; c < cells; c++)
            s->v[c] = by[c * f->years + own];
        in->slice[y] = y && bcl_slice_same(s, in->slice[y - 1], cells)
                           ? in->slice[y - 1]
                           : s;
        in->avail[y] = true;
        in->status[y] = status_of(f, by, total, own);
    }
}

static bool fit(bcl_inputs *in, const fitter *f, bcl_diag *d)
{
    bcl_arena *own = bcl_arena_create();
    bcl_node *n = bcl_node_quantity(f->m, f->ref, own);
    double *by = BCL_NEW(own, double, f->cells);
    double *total = BCL_NEW(own, double, f->cells);
    bcl_evaluated e;
    bool ok =
        bcl_stage_evaluate(&e, f->m, in->base, NULL, 0, n, f->q->dims, own, d);
    bool any = false;

    for (size_t i = 0; i < f->cells; i++)
        total[i] = NAN;
    for (size_t i = 0; i < f->r->nrow; i++)
        if (found(f, &f->r->row[i]))
            total[f->r->row[i].cell] = f->r->row[i].after;
    for (size_t c = 0; c < f->cells && ok; c += f->years)
        follow(f, by, total, &e, c);
    for (size_t i = 0; i < f->cells && ok; i++)
        any = any || by[i] != neutral(f);
    if (any)
        keep(&in->base[f->ref], f, by, total);
    bcl_arena_destroy(own);
    return ok;
}

typedef struct {
    bcl_inputs *in;
    const bcl_reconciled *r;
    bool *done; /* [quantity] */
    bcl_arena *a;
    bcl_diag *d;
} fits;

static bool fit_quantity(fits *x, int ref);

static bool fit_read(fits *x, const bcl_node *n)
{
    bool ok = n->op != BCL_N_QUANTITY || fit_quantity(x, n->ref);

    for (int k = 0; k < n->narg && ok; k++)
        ok = !n->arg[k] || fit_read(x, n->arg[k]);
    return ok;
}

/* After all it reads: a sum of sums lacks nothing once they are fitted. */
static bool fit_quantity(fits *x, int ref)
{
    const bcl_model *m = x->in->m;
    const bcl_quantity *q = &m->quantity[ref];
    bool dated = q->dims & BCL_YEAR_BIT;
    fitter f = {.m = m,
                .r = x->r,
                .ref = ref,
                .q = q,
                .years = dated ? bcl_dim_size(&m->dims, BCL_YEAR) : 1,
                .cells = bcl_dimset_cells(&m->dims, q->dims),
                .a = x->a};

    if (x->done[ref] || q->kind == BCL_INPUT || !q->node)
        return true;
    x->done[ref] = true;
    return fit_read(x, q->node) && (!can_fit(&f) || fit(x->in, &f, x->d));
}

bool bcl_inputs_fit(bcl_inputs *in, const bcl_reconciled *r, bcl_arena *a,
                    bcl_diag *d)
{
    bool ok = true;
    fits x = {.in = in,
              .r = r,
              .done = BCL_NEW(a, bool, in->m->nquantity + 1),
              .a = a,
              .d = d};

    for (size_t i = 0; i < in->m->nquantity && ok; i++)
        ok = fit_quantity(&x, (int)i);
    return ok;
}
