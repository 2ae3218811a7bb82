/* rec_spread.c -- see rec_solver.h: standard deviations.
 *
 * A quantity f'y (f in the space of y, whose covariances are the identity) has
 * the variance |f|^2 before reconciliation; G y = g being known takes away
 * |q|^2, q = R2^-T E' G f, which is also the variance of its adjustment. */
#include "flow/rec_solver.h"

#include <math.h>
#include <string.h>

bool bcl_rec_seen(double *gf, const bcl_rec_solver *k, const double *f,
                  const int *support, size_t nsupport)
{
    const SuiteSparse_long *gp = k->g->p, *gi = k->g->i;
    const double *gx = k->g->x;
    bool seen = false;

    memset(gf, 0, k->ng * sizeof *gf);
    for (size_t s = 0; s < nsupport; s++) {
        int j = support[s];

        for (SuiteSparse_long t = gp[j]; t < gp[j + 1]; t++)
            gf[gi[t]] += gx[t] * f[j];
    }
    for (size_t s = 0; s < nsupport; s++) {
        int j = support[s];

        /* Two columns of G may cancel out in a correlated quantity. */
        for (SuiteSparse_long t = gp[j]; !seen && t < gp[j + 1]; t++)
            seen = fabs(gf[gi[t]]) > BCL_REC_NOISE * fabs(gx[t] * f[j]);
    }
    return seen;
}

typedef struct {
    bcl_rec_solver *k;
    double *f;    /* [nm] 0 between two quantities */
    double *size; /* [nm] the largest term of each; likewise */
    int *support; /* [nm] where they are not */
    size_t n;
    double *gf, *q;      /* [ng] */
    double *rest, *work; /* [nm] */
} quantity;

static void put(quantity *w, size_t j, double x)
{
    if (w->size[j] == 0 && x != 0)
        w->support[w->n++] = (int)j;
    w->f[j] += x;
    w->size[j] = fmax(w->size[j], fabs(x));
}

/* f += x times column j of s. */
static void put_column(quantity *w, const cholmod_sparse *s, size_t j, double x)
{
    const SuiteSparse_long *sp = s->p, *si = s->i;

    for (SuiteSparse_long t = sp[j]; t < sp[j + 1]; t++)
        put(w, (size_t)si[t], ((double *)s->x)[t] * x);
}

static void drop_rounding(quantity *w)
{
    for (size_t s = 0; s < w->n; s++) {
        int j = w->support[s];

        if (fabs(w->f[j]) <= BCL_REC_NOISE * w->size[j])
            w->f[j] = 0;
    }
}

/* What is left of f when the rows of G are taken out of it: exact to rounding
 * where |f|^2 - |q|^2 would be rounding only. */
static double remainder_norm(quantity *w)
{
    const bcl_rec_solver *k = w->k;
    double sum = 0;

    memcpy(w->rest, w->f, k->s.nm * sizeof *w->rest);
    bcl_qr_turn(w->rest, NULL, &k->of_gt, w->work);
    for (size_t j = k->of_gt.rank; j < k->s.nm; j++)
        sum += w->rest[j] * w->rest[j];
    return sqrt(sum);
}

/* The standard deviations of f'y and of its adjustment; f is then 0 again. */
static double known_to(double *adjustment, quantity *w)
{
    const bcl_qr *g = &w->k->of_gt;
    double before = 0, gained = 0, sd;

    drop_rounding(w);
    for (size_t s = 0; s < w->n; s++)
        before += w->f[w->support[s]] * w->f[w->support[s]];
    if (bcl_rec_seen(w->gf, w->k, w->f, w->support, w->n)) {
        for (size_t i = 0; i < g->rank; i++)
            w->q[i] = w->gf[bcl_qr_column(g, i)];
        bcl_qr_lower(w->q, g);
        for (size_t i = 0; i < g->rank; i++)
            gained += w->q[i] * w->q[i];
    }
    *adjustment = sqrt(gained);
    sd = sqrt(fmax(0, before - gained));
    if (before - gained < 1e-3 * before) {
        sd = remainder_norm(w);
        if (sd <= BCL_REC_RANK_TOLERANCE * sqrt(before))
            sd = 0;
    }
    for (size_t s = 0; s < w->n; s++)
        w->f[w->support[s]] = w->size[w->support[s]] = 0;
    w->n = 0;
    return sd;
}

static void spread_measured(bcl_rec_result *out, quantity *w,
                            const double *dtheta)
{
    const bcl_rec_system *s = &w->k->s;

    for (size_t j = 0; j < s->nm; j++) {
        int v = s->measured[j];
        double of_adjustment, sd;

        put_column(w, s->ft, j, 1);
        sd = known_to(&of_adjustment, w);
        out->sd[v] = fabs(s->slope[j]) * sd;
        if (out->class[v] == BCL_REC_REDUNDANT)
            out->z[v] = dtheta[j] / of_adjustment;
        else
            out->sd[v] = fabs(s->slope[j]) * s->p->sd[v];
    }
}

/* u = col E R1^-1 (what rows miss), of which y moves -C y: f = -C' R1^-T e. */
static void spread_unmeasured(bcl_rec_result *out, quantity *w,
                              const bool *observable)
{
    const bcl_rec_solver *k = w->k;
    double *z = BCL_NEW(k->scratch, double, k->of_a.rank), adjustment;

    for (size_t i = 0; i < k->of_a.rank; i++) {
        size_t c = bcl_qr_column(&k->of_a, i);

        if (!observable[c])
            continue;
        memset(z, 0, k->of_a.rank * sizeof *z);
        z[i] = k->s.col[c];
        bcl_qr_lower(z, &k->of_a);
        for (size_t r = 0; r < k->of_a.rank; r++)
            if (z[r] != 0)
                put_column(w, k->tt, r, z[r]);
        out->sd[k->s.unmeasured[c]] = known_to(&adjustment, w);
    }
}

void bcl_rec_spread(bcl_rec_result *out, bcl_rec_solver *k,
                    const double *dtheta, const bool *observable)
{
    quantity w = {.k = k,
                  .f = BCL_NEW(k->scratch, double, k->s.nm),
                  .size = BCL_NEW(k->scratch, double, k->s.nm),
                  .support = BCL_NEW(k->scratch, int, k->s.nm),
                  .gf = BCL_NEW(k->scratch, double, k->ng),
                  .q = BCL_NEW(k->scratch, double, k->ng),
                  .rest = BCL_NEW(k->scratch, double, k->s.nm),
                  .work = BCL_NEW(k->scratch, double, k->s.nm)};

    for (size_t v = 0; v < k->s.p->n; v++)
        if (out->class[v] == BCL_REC_FIXED)
            out->sd[v] = 0;
    spread_measured(out, &w, dtheta);
    spread_unmeasured(out, &w, observable);
}
