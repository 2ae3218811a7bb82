/* rec_kernel.c -- see rec_kernel.h. */
#include "flow/rec_kernel.h"

#include <math.h>

/* Entries of C that are only what rounding leaves of a column of B. */
static void drop_noise(bcl_rec_kernel *k)
{
    const SuiteSparse_long *cp = k->u.c->p;
    double *cx = k->u.c->x;

    for (size_t j = 0; j < k->s.nm; j++)
        for (SuiteSparse_long t = cp[j]; t < cp[j + 1]; t++)
            if (fabs(cx[t]) <= BCL_REC_NOISE * k->s.norm[j])
                cx[t] = 0;
    cholmod_l_drop(0, k->u.c, &k->cc);
}

/* G' with columns of norm 1: G is the rows of C below the rank. */
static void extract_g(bcl_rec_kernel *k)
{
    const SuiteSparse_long *cp, *ci;
    const double *cx;
    SuiteSparse_long *gp;

    k->ct = bcl_rec_must(cholmod_l_transpose(k->u.c, 1, &k->cc));
    cp = k->ct->p, ci = k->ct->i, cx = k->ct->x;
    k->ng = k->s.t.m - k->u.rank;
    k->gscale = BCL_NEW(k->scratch, double, k->ng);
    SuiteSparse_long base = cp[k->u.rank], end = cp[k->s.t.m];
    k->gt = bcl_rec_must(cholmod_l_allocate_sparse(
        k->s.nm, k->ng, (size_t)(end - base), 1, 1, 0, CHOLMOD_REAL, &k->cc));
    gp = k->gt->p;
    for (size_t i = 0; i <= k->ng; i++)
        gp[i] = cp[k->u.rank + i] - base;
    for (size_t i = 0; i < k->ng; i++) {
        double norm = 0;

        for (SuiteSparse_long t = gp[i]; t < gp[i + 1]; t++)
            norm = hypot(norm, cx[base + t]);
        k->gscale[i] = norm > 0 ? 1 / norm : 0;
        for (SuiteSparse_long t = gp[i]; t < gp[i + 1]; t++) {
            ((SuiteSparse_long *)k->gt->i)[t] = ci[base + t];
            ((double *)k->gt->x)[t] = cx[base + t] * k->gscale[i];
        }
    }
}

bool bcl_rec_kernel_open(bcl_rec_kernel *k, const bcl_rec_problem *p,
                         const double *x0)
{
    *k = (bcl_rec_kernel){.scratch = bcl_arena_create()};
    cholmod_l_start(&k->cc);
    k->cc.print = 0;
    /* Correlations: their order kept, and a factor L L'. */
    k->cc.nmethods = 1;
    k->cc.method[0].ordering = CHOLMOD_NATURAL;
    k->cc.postorder = 0;
    k->cc.supernodal = CHOLMOD_SIMPLICIAL;
    k->cc.final_ll = 1;
    if (!bcl_rec_system_open(&k->s, p, x0, k->scratch, &k->cc))
        return false;
    bcl_qr_open(&k->u, k->s.a, k->s.b, &k->cc);
    drop_noise(k);
    extract_g(k);
    bcl_qr_open(&k->g, k->gt, NULL, &k->cc);
    return true;
}

void bcl_rec_kernel_close(bcl_rec_kernel *k)
{
    bcl_qr_close(&k->u, &k->cc);
    bcl_qr_close(&k->g, &k->cc);
    cholmod_l_free_sparse(&k->ct, &k->cc);
    cholmod_l_free_sparse(&k->gt, &k->cc);
    bcl_rec_system_close(&k->s, &k->cc);
    cholmod_l_finish(&k->cc);
    bcl_arena_destroy(k->scratch);
}
