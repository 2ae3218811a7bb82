/* rec_system.c -- see rec_solver.h: the matrices of a problem, scaled. */
#include "flow/rec_solver.h"

#include <math.h>

static void sort_variables(bcl_rec_system *s, bcl_arena *a)
{
    const bcl_rec_problem *p = s->p;

    s->column = BCL_NEW(a, int, p->n);
    s->measured = BCL_NEW(a, int, p->n);
    s->unmeasured = BCL_NEW(a, int, p->n);
    for (size_t k = 0; k < p->n; k++) {
        bcl_rec_kind kind = bcl_rec_kind_of(p, k);

        if (kind == BCL_REC_MEASURED) {
            s->column[k] = (int)s->nm;
            s->measured[s->nm++] = (int)k;
        } else if (kind == BCL_REC_UNMEASURED) {
            s->column[k] = (int)s->nu;
            s->unmeasured[s->nu++] = (int)k;
        }
    }
}

/* Of a skewed variable theta = ln x, and x is x0 + x0 (theta - ln x0). */
static void centre(bcl_rec_system *s, const double *x0, bcl_arena *a)
{
    const bcl_rec_problem *p = s->p;

    s->centre = BCL_NEW(a, double, p->n);
    s->slope = BCL_NEW(a, double, s->nm);
    for (size_t k = 0; k < p->n; k++)
        if (bcl_rec_kind_of(p, k) != BCL_REC_UNMEASURED)
            s->centre[k] = p->value[k];
        else
            s->centre[k] = x0 ? x0[k] : 0;
    for (size_t j = 0; j < s->nm; j++) {
        int k = s->measured[j];

        s->slope[j] = 1;
        if (p->skewed && p->skewed[k]) {
            s->slope[j] = x0[k];
            s->centre[k] = x0[k] + x0[k] * (log(p->value[k]) - log(x0[k]));
        }
    }
}

static void scale(bcl_rec_system *s, bcl_arena *a)
{
    int *column = BCL_NEW(a, int, s->p->n);

    for (size_t k = 0; k < s->p->n; k++)
        column[k] =
            bcl_rec_kind_of(s->p, k) == BCL_REC_UNMEASURED ? s->column[k] : -1;
    s->row = BCL_NEW(a, double, s->t.m);
    s->col = BCL_NEW(a, double, s->nu);
    bcl_rec_equilibrate(s->row, s->col, &s->t, column, s->nu, a);
}

static void fill_matrices(bcl_rec_system *s, cholmod_common *cc)
{
    const bcl_rec_terms *t = &s->t;
    cholmod_triplet *a = bcl_rec_triplets(t->m, s->nu, t->start[t->m], cc);
    cholmod_triplet *b = bcl_rec_triplets(t->m, s->nm, t->start[t->m], cc);

    for (size_t i = 0; i < t->m; i++)
        for (size_t e = t->start[i]; e < t->start[i + 1]; e++) {
            size_t k = (size_t)t->var[e], j = (size_t)s->column[k];
            double x = t->coef[e] * s->row[i];
            bcl_rec_kind kind = bcl_rec_kind_of(s->p, k);

            if (kind == BCL_REC_UNMEASURED)
                bcl_rec_triplet(a, i, j, x * s->col[j]);
            else if (kind == BCL_REC_MEASURED)
                bcl_rec_triplet(b, i, j, x * s->slope[j]);
        }
    s->a = bcl_rec_matrix(a, cc);
    s->b = bcl_rec_matrix(b, cc);
}

/* The lower Cholesky factor of the correlations; NULL when there is none. */
static cholmod_sparse *correlate(const bcl_rec_system *s, cholmod_common *cc)
{
    const bcl_rec_problem *p = s->p;
    cholmod_triplet *t =
        bcl_rec_triplets(s->nm, s->nm, s->nm + p->ncorrelation, cc);
    cholmod_factor *f = NULL;
    cholmod_sparse *r, *l = NULL;

    t->stype = -1;
    for (size_t j = 0; j < s->nm; j++)
        bcl_rec_triplet(t, j, j, 1);
    for (size_t i = 0; i < p->ncorrelation; i++) {
        const bcl_rec_correlation *c = &p->correlation[i];
        int a = s->column[c->a], b = s->column[c->b];

        if (bcl_rec_kind_of(p, (size_t)c->a) == BCL_REC_MEASURED &&
            bcl_rec_kind_of(p, (size_t)c->b) == BCL_REC_MEASURED)
            bcl_rec_triplet(t, (size_t)(a > b ? a : b), (size_t)(a > b ? b : a),
                            c->rho);
    }
    r = bcl_rec_must(cholmod_l_triplet_to_sparse(t, 0, cc));
    cholmod_l_free_triplet(&t, cc);
    f = bcl_rec_must(cholmod_l_analyze(r, cc));
    cholmod_l_factorize(r, f, cc);
    if (cc->status == CHOLMOD_OK && f->minor == s->nm)
        l = bcl_rec_must(cholmod_l_factor_to_sparse(f, cc));
    cholmod_l_free_sparse(&r, cc);
    cholmod_l_free_factor(&f, cc);
    return l;
}

/* Its diagonal: what each variable adds to those before it. */
static bool far_from_singular(const cholmod_sparse *l)
{
    const SuiteSparse_long *lp = l->p;
    const double *lx = l->x;

    for (size_t j = 0; j < l->ncol; j++)
        if (!(lx[lp[j]] > 1e-6))
            return false;
    return true;
}

/* F' = L' diag(sd), and B = A_measured F. */
static bool whiten(bcl_rec_system *s, cholmod_common *cc)
{
    cholmod_sparse *f, *b;
    cholmod_dense *sd;

    f = s->p->ncorrelation
            ? correlate(s, cc)
            : bcl_rec_must(cholmod_l_speye(s->nm, s->nm, CHOLMOD_REAL, cc));
    if (!f || !far_from_singular(f)) {
        cholmod_l_free_sparse(&f, cc);
        return false;
    }
    sd = bcl_rec_must(
        cholmod_l_allocate_dense(s->nm, 1, s->nm, CHOLMOD_REAL, cc));
    for (size_t j = 0; j < s->nm; j++)
        ((double *)sd->x)[j] = s->p->sd[s->measured[j]];
    cholmod_l_scale(sd, CHOLMOD_ROW, f, cc);
    cholmod_l_free_dense(&sd, cc);
    b = bcl_rec_must(cholmod_l_ssmult(s->b, f, 0, 1, 1, cc));
    cholmod_l_free_sparse(&s->b, cc);
    s->b = b;
    s->ft = bcl_rec_must(cholmod_l_transpose(f, 1, cc));
    cholmod_l_free_sparse(&f, cc);
    return true;
}

bool bcl_rec_system_open(bcl_rec_system *s, const bcl_rec_problem *p,
                         const double *x0, bcl_arena *scratch,
                         cholmod_common *cc)
{
    *s = (bcl_rec_system){.p = p, .t = bcl_rec_terms_at(p, x0, scratch)};
    sort_variables(s, scratch);
    centre(s, x0, scratch);
    scale(s, scratch);
    fill_matrices(s, cc);
    return whiten(s, cc);
}

void bcl_rec_system_close(bcl_rec_system *s, cholmod_common *cc)
{
    cholmod_l_free_sparse(&s->a, cc);
    cholmod_l_free_sparse(&s->b, cc);
    cholmod_l_free_sparse(&s->ft, cc);
}

void bcl_rec_residual(double *rows, double *size, const bcl_rec_system *s,
                      const double *x)
{
    const bcl_rec_terms *t = &s->t;

    for (size_t i = 0; i < t->m; i++) {
        double sum = t->rhs[i], all = fabs(t->rhs[i]);

        for (size_t e = t->start[i]; e < t->start[i + 1]; e++) {
            double term = t->coef[e] * x[t->var[e]];

            sum -= term;
            all += fabs(term);
        }
        rows[i] = fabs(sum) <= BCL_REC_ZERO * all ? 0 : s->row[i] * sum;
        if (size)
            size[i] = all * s->row[i];
    }
}
