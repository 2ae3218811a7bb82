/* Random networks of flows whose true values balance; bench/ draws them too. */
#ifndef BCL_TESTS_REC_NET_H
#define BCL_TESTS_REC_NET_H

#include "flow/reconcile.h"

#include <math.h>
#include <stdint.h>

/* Marsaglia's xorshift: the same networks on every machine. */
static inline double uniform(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static inline size_t pick(uint64_t *seed, size_t n)
{
    return (size_t)(uniform(seed) * (double)n);
}

static inline double gauss(uint64_t *seed)
{
    double u = 1 - uniform(seed), v = uniform(seed);

    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* A network with room for rows that a test adds. */
typedef struct {
    size_t n, nprocess, nrow, nterm, nproduct;
    double *truth, *value, *sd, *low, *high;
    int *from, *to;
    size_t *start;
    int *var;
    double *coef, *rhs;
    bcl_rec_product *product;
} network;

enum { MOST = 400, MOST_TERMS = 4000 };

static inline network new_network(bcl_arena *a)
{
    network w = {.truth = BCL_NEW(a, double, MOST),
                 .value = BCL_NEW(a, double, MOST),
                 .sd = BCL_NEW(a, double, MOST),
                 .low = BCL_NEW(a, double, MOST),
                 .high = BCL_NEW(a, double, MOST),
                 .from = BCL_NEW(a, int, MOST),
                 .to = BCL_NEW(a, int, MOST),
                 .start = BCL_NEW(a, size_t, MOST + 1),
                 .var = BCL_NEW(a, int, MOST_TERMS),
                 .coef = BCL_NEW(a, double, MOST_TERMS),
                 .rhs = BCL_NEW(a, double, MOST),
                 .product = BCL_NEW(a, bcl_rec_product, MOST)};
    return w;
}

static inline int add_variable(network *w, int from, int to, double truth)
{
    w->from[w->n] = from, w->to[w->n] = to, w->truth[w->n] = truth;
    w->value[w->n] = w->sd[w->n] = NAN;
    w->low[w->n] = -INFINITY, w->high[w->n] = INFINITY;
    return (int)w->n++;
}

static inline void add_term(network *w, int var, double coef)
{
    w->var[w->nterm] = var;
    w->coef[w->nterm++] = coef;
}

static inline void end_row(network *w, double rhs)
{
    w->rhs[w->nrow++] = rhs;
    w->start[w->nrow] = w->nterm;
}

/* What enters a process leaves it by its flows to later ones and outside. */
static inline void balance(network *w, uint64_t *seed)
{
    for (size_t i = 0; i < w->nprocess; i++) {
        double in = 0, shares = 0;

        for (size_t k = 0; k < w->n; k++)
            if (w->to[k] == (int)i)
                in += w->truth[k];
        for (size_t k = 0; k < w->n; k++)
            if (w->from[k] == (int)i)
                shares += w->truth[k] = 0.2 + uniform(seed);
        for (size_t k = 0; k < w->n; k++)
            if (w->from[k] == (int)i)
                w->truth[k] *= in / shares;
    }
}

/* A recycle beside each of some flows. */
static inline void recycle(network *w, size_t count, uint64_t *seed)
{
    for (size_t c = 0; c < count; c++) {
        size_t k = pick(seed, w->n);
        double back = w->truth[k] * uniform(seed);

        if (w->from[k] == BCL_REC_OUTSIDE || w->to[k] == BCL_REC_OUTSIDE)
            continue;
        w->truth[k] += back;
        add_variable(w, w->to[k], w->from[k], back);
    }
}

/* n flows between nprocess processes, about. */
static inline network random_network(size_t n, size_t nprocess, uint64_t *seed,
                                     bcl_arena *a)
{
    network w = new_network(a);

    w.nprocess = nprocess;
    for (size_t i = 0; i < nprocess; i++) {
        int before =
            i > 0 && uniform(seed) < 0.8 ? (int)pick(seed, i) : BCL_REC_OUTSIDE;
        int after = i + 1 < nprocess && uniform(seed) < 0.6
                        ? (int)(i + 1 + pick(seed, nprocess - i - 1))
                        : BCL_REC_OUTSIDE;

        add_variable(&w, before, (int)i, pow(10, 1 + 3 * uniform(seed)));
        add_variable(&w, (int)i, after, 0);
    }
    while (w.n < n) {
        size_t i = pick(seed, nprocess), j = pick(seed, nprocess);

        if (i < j)
            add_variable(&w, (int)i, (int)j, 0);
        else if (uniform(seed) < 0.3)
            add_variable(&w, BCL_REC_OUTSIDE, (int)i,
                         pow(10, 1 + 3 * uniform(seed)));
        else
            add_variable(&w, (int)i, BCL_REC_OUTSIDE, 0);
    }
    balance(&w, seed);
    recycle(&w, n / 10, seed);
    return w;
}

/* Measurements of a share of the variables. */
static inline void measure(network *w, double share, uint64_t *seed)
{
    static const double relative[5] = {0.02, 0.05, 0.1, 0.2, 0.3};

    for (size_t k = 0; k < w->n; k++) {
        double sd = relative[pick(seed, 5)] * fabs(w->truth[k]);
        bool measured = uniform(seed) < share;
        double value = w->truth[k] + sd * gauss(seed);

        w->value[k] = measured ? value : NAN;
        w->sd[k] = measured ? sd : NAN;
    }
}

/* Totals of a few flows, as variables of their own. */
static inline void add_totals(network *w, size_t count, uint64_t *seed)
{
    size_t flows = w->n;

    for (size_t c = 0; c < count; c++) {
        int total = add_variable(w, BCL_REC_OUTSIDE, BCL_REC_OUTSIDE, 0);

        for (size_t i = 0; i < 3; i++) {
            int k = (int)pick(seed, flows);

            add_term(w, k, 1);
            w->truth[total] += w->truth[k];
        }
        w->truth[total] += 100;
        add_term(w, total, -1);
        end_row(w, -100);
    }
}

/* Shares of a flow in what enters its process, which is a total. */
static inline void add_shares(network *w, size_t count, uint64_t *seed)
{
    size_t flows = w->n;

    for (size_t c = 0; c < count; c++) {
        size_t k = pick(seed, flows);
        int total, share;

        if (w->from[k] == BCL_REC_OUTSIDE)
            continue;
        total = add_variable(w, BCL_REC_OUTSIDE, BCL_REC_OUTSIDE, 0);
        for (size_t i = 0; i < flows; i++)
            if (w->to[i] == w->from[k]) {
                add_term(w, (int)i, 1);
                w->truth[total] += w->truth[i];
            }
        add_term(w, total, -1);
        end_row(w, 0);
        share = add_variable(w, BCL_REC_OUTSIDE, BCL_REC_OUTSIDE,
                             w->truth[k] / w->truth[total]);
        w->product[w->nproduct++] =
            (bcl_rec_product){(int)w->nrow, share, total, -1};
        add_term(w, (int)k, 1);
        end_row(w, 0);
    }
}

static inline bcl_rec_problem problem_of(const network *w)
{
    return (bcl_rec_problem){.n = w->n,
                             .value = w->value,
                             .sd = w->sd,
                             .low = w->low,
                             .high = w->high,
                             .from = w->from,
                             .to = w->to,
                             .nprocess = w->nprocess,
                             .nrow = w->nrow,
                             .start = w->start,
                             .var = w->var,
                             .coef = w->coef,
                             .rhs = w->rhs,
                             .product = w->product,
                             .nproduct = w->nproduct};
}

#endif
