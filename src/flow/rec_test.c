/* rec_test.c -- see rec_private.h.  The global test and the measurement test
 * are those of Tamhane and Mah, Technometrics 27 (1985) 409. */
#include "flow/rec_private.h"

#include <gsl/gsl_cdf.h>

#include <math.h>

static const double level = 0.95;

void bcl_rec_verdict_of(bcl_rec_result *out)
{
    out->verdict = BCL_REC_UNTESTABLE;
    out->critical = out->p = NAN;
    if (out->dof == 0)
        return;
    out->critical = gsl_cdf_chisq_Pinv(level, out->dof);
    out->p = gsl_cdf_chisq_Q(out->chi2, out->dof);
    out->verdict = out->chi2 <= out->critical ? BCL_REC_PASS : BCL_REC_FAIL;
}

void bcl_rec_threshold(bcl_rec_result *out, size_t n)
{
    size_t tested = 0;

    for (size_t k = 0; k < n; k++)
        tested += out->class[k] == BCL_REC_REDUNDANT;
    out->z_bonferroni =
        tested ? gsl_cdf_ugaussian_Qinv((1 - level) / 2 / (double)tested) : NAN;
}
