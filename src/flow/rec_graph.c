/* rec_graph.c -- see rec_private.h and rec_graph.h. */
#include "flow/rec_graph.h"

#include <math.h>

/* Each super node but one a part checks something; so does a forced flow. */
static int count_checks(const bcl_rec_net *g, const bcl_rec_factor *f)
{
    int dof = 0;

    for (int k = 0; k < f->n; k++)
        dof += f->leave[k] > 0;
    for (int j = 0; j < g->n; j++)
        dof += g->forced[j] && g->class[j] == BCL_REC_REDUNDANT;
    return dof;
}

static double add_squares(const bcl_rec_result *out, const bcl_rec_problem *p)
{
    bcl_rec_sum chi2 = {0, 0};

    for (size_t j = 0; j < p->n; j++)
        if (out->class[j] == BCL_REC_REDUNDANT) {
            double t = out->adjustment[j] / p->sd[j];

            bcl_rec_add(&chi2, t * t);
        }
    return bcl_rec_total(chi2);
}

static void adjust(bcl_rec_result *out, double *pull, const bcl_rec_net *g,
                   bool no_sd, bcl_arena *a)
{
    bcl_rec_reduced r;
    bcl_rec_cuts cuts = {0};
    bcl_rec_factor f;

    bcl_rec_exact_fill(out->x, g, a);
    bcl_rec_reduce(&r, g, a);
    if (!no_sd)
        bcl_rec_cut_list(&cuts, &r, a);
    bcl_rec_factor_plan(&f, &r.mesh, no_sd ? NULL : &cuts.sets, a);
    bcl_rec_factor_fill(&f, &r.mesh, a);
    bcl_rec_balancer b = bcl_rec_balancer_make(&r, &f, a);

    bcl_rec_fit(out, &b, a);
    if (pull)
        bcl_rec_pulls(pull, out, &b, a);
    out->dof = count_checks(g, &f);
    out->chi2 = add_squares(out, g->p);
    if (!no_sd) {
        bcl_rec_factor_invert(&f, a);
        bcl_rec_deviations(out, &b, &cuts, a);
    }
}

bcl_rec_status bcl_rec_graph(bcl_rec_result *out, double *pull,
                             const bcl_rec_problem *p, const bcl_rec_options *o,
                             bcl_arena *a)
{
    bcl_arena *own = bcl_arena_create();
    bcl_rec_net g;

    bcl_rec_make_room(out, p->n, a);
    bcl_rec_net_split(&g, out->class, p, own);
    out->status =
        bcl_rec_exact_agree(out, &g, a) ? BCL_REC_OK : BCL_REC_CONTRADICTION;
    if (out->status == BCL_REC_OK)
        adjust(out, pull, &g, o && o->no_sd, own);
    bcl_arena_destroy(own);
    return out->status;
}
