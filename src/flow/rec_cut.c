/* rec_cut.c -- see rec_part.h: the arrays of one part. */
#include "flow/rec_part.h"

#include <math.h>

static const int *number(int *local, const bcl_rec_bucket *b, size_t q,
                         size_t *n, bcl_arena *a)
{
    int *of;

    *n = b->start[q + 1] - b->start[q];
    of = BCL_NEW(a, int, *n);
    for (size_t i = 0; i < *n; i++) {
        of[i] = b->item[b->start[q] + i];
        local[of[i]] = (int)i;
    }
    return of;
}

static const double *pick(const double *x, const int *of, size_t n,
                          bcl_arena *a)
{
    double *y = x ? BCL_NEW(a, double, n) : NULL;

    for (size_t i = 0; x && i < n; i++)
        y[i] = x[of[i]];
    return y;
}

/* Of infinite sd is unmeasured: said in one way. */
static const double *pick_values(const bcl_rec_problem *p, const int *of,
                                 size_t n, bcl_arena *a)
{
    double *y = BCL_NEW(a, double, n);

    for (size_t i = 0; i < n; i++)
        y[i] = bcl_rec_kind_of(p, (size_t)of[i]) == BCL_REC_UNMEASURED
                   ? NAN
                   : p->value[of[i]];
    return y;
}

/* Constraints of other parts do not see this one's exact variables. */
static const int *pick_end(const int *end, const bcl_rec_cutter *c,
                           const bcl_rec_part *part, size_t q, bcl_arena *a)
{
    int *y = BCL_NEW(a, int, part->p.n);

    for (size_t i = 0; i < part->p.n; i++) {
        int e = end[part->var[i]];

        y[i] = e != BCL_REC_OUTSIDE && c->part[c->p->n + (size_t)e] == (int)q
                   ? c->local_constraint[e]
                   : BCL_REC_OUTSIDE;
    }
    return y;
}

static void cut_variables(bcl_rec_part *to, const bcl_rec_cutter *c, size_t q,
                          bcl_arena *a)
{
    const bcl_rec_problem *p = c->p;

    to->p.value = pick_values(p, to->var, to->p.n, a);
    to->p.sd = pick(p->sd, to->var, to->p.n, a);
    to->p.low = pick(p->low, to->var, to->p.n, a);
    to->p.high = pick(p->high, to->var, to->p.n, a);
    if (p->skewed) {
        bool *skewed = BCL_NEW(a, bool, to->p.n);

        for (size_t i = 0; i < to->p.n; i++)
            skewed[i] = p->skewed[to->var[i]];
        to->p.skewed = skewed;
    }
    if (to->p.nprocess > 0) {
        to->p.from = pick_end(p->from, c, to, q, a);
        to->p.to = pick_end(p->to, c, to, q, a);
    }
}

static void cut_rows(bcl_rec_part *to, const bcl_rec_cutter *c, bcl_arena *a)
{
    const bcl_rec_problem *p = c->p;
    size_t n = 0, *start = BCL_NEW(a, size_t, to->p.nrow + 1);
    int *var;
    double *coef;

    for (size_t i = 0; i < to->p.nrow; i++)
        n += p->start[to->row[i] + 1] - p->start[to->row[i]];
    var = BCL_NEW(a, int, n);
    coef = BCL_NEW(a, double, n);
    n = 0;
    for (size_t i = 0; i < to->p.nrow; i++) {
        for (size_t t = p->start[to->row[i]]; t < p->start[to->row[i] + 1];
             t++) {
            var[n] = c->local[p->var[t]];
            coef[n++] = p->coef[t];
        }
        start[i + 1] = n;
    }
    to->p.start = start;
    to->p.var = var;
    to->p.coef = coef;
    to->p.rhs = pick(p->rhs, to->row, to->p.nrow, a);
}

static void cut_pairs(bcl_rec_part *to, const bcl_rec_cutter *c, size_t q,
                      bcl_arena *a)
{
    const bcl_rec_problem *p = c->p;
    const int *item = c->product.item + c->product.start[q];
    size_t n = to->p.nproduct = c->product.start[q + 1] - c->product.start[q];
    bcl_rec_product *product = BCL_NEW(a, bcl_rec_product, n);
    bcl_rec_correlation *pair;

    for (size_t i = 0; i < n; i++) {
        const bcl_rec_product *f = &p->product[item[i]];

        product[i] = (bcl_rec_product){
            .row = c->local_constraint[p->nprocess + (size_t)f->row],
            .a = c->local[f->a],
            .b = c->local[f->b],
            .coef = f->coef};
    }
    to->p.product = product;
    item = c->correlation.item + c->correlation.start[q];
    n = to->p.ncorrelation =
        c->correlation.start[q + 1] - c->correlation.start[q];
    pair = BCL_NEW(a, bcl_rec_correlation, n);
    for (size_t i = 0; i < n; i++) {
        const bcl_rec_correlation *f = &p->correlation[item[i]];

        pair[i] = (bcl_rec_correlation){c->local[f->a], c->local[f->b], f->rho};
    }
    to->p.correlation = pair;
}

void bcl_rec_cut(bcl_rec_part *to, bcl_rec_cutter *c, size_t q, bcl_arena *a)
{
    int *local_row = c->local_constraint + c->p->nprocess;

    *to = (bcl_rec_part){0};
    to->var = number(c->local, &c->var, q, &to->p.n, a);
    to->process =
        number(c->local_constraint, &c->process, q, &to->p.nprocess, a);
    to->row = number(local_row, &c->row, q, &to->p.nrow, a);
    cut_variables(to, c, q, a);
    cut_rows(to, c, a);
    cut_pairs(to, c, q, a);
}
