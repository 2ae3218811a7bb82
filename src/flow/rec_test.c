/* rec_test.c -- see rec_private.h.  The global test and the measurement test
 * are those of Tamhane and Mah, Technometrics 27 (1985) 409, the serial
 * elimination that of Serth and Heenan, AIChE J. 32 (1986) 733. */
#include "flow/rec_private.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <string.h>

static const double level = 0.95;
/* |z| that differ by less, relatively, are the same. */
static const double alike = 1e-6;

static double p_value(double chi2, int dof)
{
    return dof > 0 ? gsl_cdf_chisq_Q(chi2, dof) : NAN;
}

static void judge(bcl_rec_result *out, size_t n)
{
    size_t tested = 0;

    out->verdict = BCL_REC_UNTESTABLE;
    out->critical = NAN;
    out->p = p_value(out->chi2, out->dof);
    if (out->dof > 0) {
        out->critical = gsl_cdf_chisq_Pinv(level, out->dof);
        out->verdict = out->chi2 <= out->critical ? BCL_REC_PASS : BCL_REC_FAIL;
    }
    for (size_t k = 0; k < n; k++)
        tested += out->class[k] == BCL_REC_REDUNDANT;
    out->z_bonferroni =
        tested ? gsl_cdf_ugaussian_Qinv((1 - level) / 2 / (double)tested) : NAN;
}

/* The data as they are when some have been set aside. */
typedef struct {
    const bcl_rec_whole *w;
    const bcl_rec_options *o;
    double *z;         /* [n] NaN: not tested, or set aside */
    int *part;         /* [n] where a measured variable stands */
    int *local;        /* [n] its number there */
    double **value;    /* [npart] of each part that has lost some; else NULL */
    signed char *held; /* [n] the bounds that bound, as hints */
    double *part_chi2;
    int *part_dof;
    double chi2;
    int dof;
    bcl_arena *scratch;
} sifter;

/* Which bound of variable i of a part holds it, its number in r being k. */
static signed char held_by(const bcl_rec_problem *p, size_t i,
                           const bcl_rec_result *r, size_t k)
{
    if (!r->binding || !r->binding[k])
        return 0;
    return p->low && r->x[k] == p->low[i] ? -1 : 1;
}

/* The bounds to begin with, where there is one minimum only; NULL: none. */
static const signed char *hint_of(const sifter *s, const bcl_rec_part *part,
                                  bcl_arena *a)
{
    signed char *hint = BCL_NEW(a, signed char, part->p.n);
    bool any = false;

    for (size_t i = 0; i < part->p.n; i++) {
        hint[i] = s->held[part->var[i]];
        any |= hint[i] != 0;
    }
    return any && part->p.nproduct == 0 ? hint : NULL;
}

static sifter start(const bcl_rec_result *out, const bcl_rec_whole *w,
                    const bcl_rec_options *o, bcl_arena *a)
{
    sifter s = {.w = w, .o = o, .chi2 = out->chi2, .dof = out->dof};

    s.scratch = a;
    s.z = BCL_NEW(a, double, w->n);
    s.part = BCL_NEW(a, int, w->n);
    s.local = BCL_NEW(a, int, w->n);
    s.value = BCL_NEW(a, double *, w->npart);
    s.part_chi2 = BCL_NEW(a, double, w->npart);
    s.part_dof = BCL_NEW(a, int, w->npart);
    s.held = BCL_NEW(a, signed char, w->n);
    memcpy(s.z, out->z, w->n * sizeof *s.z);
    memcpy(s.part_chi2, w->chi2, w->npart * sizeof *w->chi2);
    memcpy(s.part_dof, w->dof, w->npart * sizeof *w->dof);
    for (size_t q = 0; q < w->npart; q++)
        for (size_t i = 0; i < w->part[q].p.n; i++) {
            s.part[w->part[q].var[i]] = (int)q;
            s.local[w->part[q].var[i]] = (int)i;
            s.held[w->part[q].var[i]] =
                held_by(&w->part[q].p, i, out, (size_t)w->part[q].var[i]);
        }
    return s;
}

static int worst(const sifter *s)
{
    int best = -1;

    for (size_t k = 0; k < s->w->n; k++)
        if (!isnan(s->z[k]) &&
            (best < 0 || fabs(s->z[k]) > fabs(s->z[best]) * (1 + alike)))
            best = (int)k;
    return best;
}

static int count_alike(const sifter *s, int k)
{
    int count = 0;

    for (size_t i = 0; i < s->w->n; i++)
        count += (int)i != k && !isnan(s->z[i]) &&
                 fabs(s->z[i]) >= fabs(s->z[k]) * (1 - alike);
    return count;
}

/* The part of k without it.  Once the test passes nobody asks for z. */
static bool solve_without(sifter *s, int k, bool last)
{
    int q = s->part[k];
    const bcl_rec_part *part = &s->w->part[q];
    bcl_rec_problem p = part->p;
    bcl_rec_options o = {.no_sd = last,
                         .no_interval = true,
                         .general = s->o->general,
                         .starts = s->o->starts};
    bcl_arena *own = bcl_arena_create();
    bcl_rec_result r;
    bool fine;

    p.value = s->value[q];
    bcl_rec_solve(&r, &p, &o, hint_of(s, part, own), own);
    fine = r.status == BCL_REC_OK;
    if (fine) {
        s->chi2 += r.chi2 - s->part_chi2[q];
        s->dof += r.dof - s->part_dof[q];
        s->part_chi2[q] = r.chi2;
        s->part_dof[q] = r.dof;
        for (size_t i = 0; i < p.n; i++) {
            s->z[part->var[i]] = r.z[i];
            s->held[part->var[i]] = held_by(&p, i, &r, i);
        }
    }
    bcl_arena_destroy(own);
    return fine;
}

static bool passes(double chi2, int dof)
{
    return dof <= 0 || p_value(chi2, dof) >= 1 - level;
}

static bool set_aside(sifter *s, int k)
{
    int q = s->part[k];
    const bcl_rec_problem *p = &s->w->part[q].p;
    bool last = passes(s->chi2 - s->z[k] * s->z[k], s->dof - 1);

    if (!s->value[q]) {
        s->value[q] = BCL_NEW(s->scratch, double, p->n);
        memcpy(s->value[q], p->value, p->n * sizeof *p->value);
    }
    s->value[q][s->local[k]] = NAN;
    if (!solve_without(s, k, last))
        return false;
    /* Products and bounds: it may have been more than z told. */
    return !last || passes(s->chi2, s->dof) || solve_without(s, k, false);
}

/* Few for a large problem, which takes a second to solve. */
static size_t most_suspects(size_t n)
{
    return n < 10000 ? 20 : n < 60000 ? 200000 / n : 3;
}

static void sift(bcl_rec_result *out, const bcl_rec_whole *w,
                 const bcl_rec_options *o, bcl_arena *a)
{
    bcl_arena *scratch = bcl_arena_create();
    sifter s = start(out, w, o, scratch);
    size_t most = most_suspects(w->n);
    int k;

    out->suspect = BCL_NEW(a, bcl_rec_suspect, most);
    while (out->nsuspect < most && !passes(s.chi2, s.dof) &&
           (k = worst(&s)) >= 0) {
        bcl_rec_suspect *t = &out->suspect[out->nsuspect];

        *t = (bcl_rec_suspect){.var = k, .z = s.z[k]};
        t->alike = count_alike(&s, k);
        if (!set_aside(&s, k))
            break;
        t->chi2 = s.chi2;
        t->p = p_value(s.chi2, s.dof);
        out->nsuspect++;
    }
    bcl_arena_destroy(scratch);
}

void bcl_rec_test(bcl_rec_result *out, const bcl_rec_whole *w,
                  const bcl_rec_options *o, bcl_arena *a)
{
    judge(out, w->n);
    if (out->status == BCL_REC_OK && out->verdict == BCL_REC_FAIL &&
        !o->no_suspect && !o->no_sd)
        sift(out, w, o, a);
}
