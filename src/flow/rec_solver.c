/* rec_solver.c -- see rec_solver.h. */
#include "flow/rec_solver.h"

#include <math.h>

/* Rows of G, of which only the direction matters, get the norm 1. */
static void scale_g(bcl_rec_solver *k)
{
    const SuiteSparse_long *gp = k->gt->p, *gi = k->g->i;
    double *gx = k->gt->x;

    k->gscale = BCL_NEW(k->scratch, double, k->ng);
    for (size_t i = 0; i < k->ng; i++) {
        double norm = 0;

        for (SuiteSparse_long t = gp[i]; t < gp[i + 1]; t++)
            norm = hypot(norm, gx[t]);
        k->gscale[i] = norm > 0 ? 1 / norm : 0;
        for (SuiteSparse_long t = gp[i]; t < gp[i + 1]; t++)
            gx[t] *= k->gscale[i];
    }
    for (SuiteSparse_long t = 0; t < cholmod_l_nnz(k->g, &k->cc); t++)
        ((double *)k->g->x)[t] *= k->gscale[gi[t]];
}

static void project(bcl_rec_solver *k)
{
    cholmod_sparse *top;

    bcl_qr_open(&k->of_a, k->s.a, &k->cc);
    bcl_qr_turn_columns(&top, &k->g, &k->of_a, k->s.b, k->scratch, &k->cc);
    k->tt = bcl_rec_must(cholmod_l_transpose(top, 1, &k->cc));
    cholmod_l_free_sparse(&top, &k->cc);
    k->gt = bcl_rec_must(cholmod_l_transpose(k->g, 1, &k->cc));
    k->ng = k->g->nrow;
    scale_g(k);
    bcl_qr_open(&k->of_gt, k->gt, &k->cc);
}

bool bcl_rec_solver_open(bcl_rec_solver *k, const bcl_rec_problem *p,
                         const double *x0)
{
    *k = (bcl_rec_solver){.scratch = bcl_arena_create()};
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
    project(k);
    return true;
}

void bcl_rec_solver_close(bcl_rec_solver *k)
{
    bcl_qr_close(&k->of_a, &k->cc);
    bcl_qr_close(&k->of_gt, &k->cc);
    cholmod_l_free_sparse(&k->tt, &k->cc);
    cholmod_l_free_sparse(&k->g, &k->cc);
    cholmod_l_free_sparse(&k->gt, &k->cc);
    bcl_rec_system_close(&k->s, &k->cc);
    cholmod_l_finish(&k->cc);
    bcl_arena_destroy(k->scratch);
}
