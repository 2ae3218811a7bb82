/* Small helpers of the tests of the reconciliation. */
#ifndef BCL_TESTS_REC_FIXTURE_H
#define BCL_TESTS_REC_FIXTURE_H

#include "flow/reconcile.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ENV = BCL_REC_OUTSIDE, P1 = 0, P2, P3, P4, P5, P6 };

/* A flow and what is expected of it. */
typedef struct {
    int from, to;
    double value, sd;
    bcl_rec_class class;
    double x, sd_x, z;
} flow_case;

/* Relative to the size of the value, absolute below 1; NaN is NaN. */
static inline void close_to(const char *what, size_t k, double got, double want,
                            double tolerance)
{
    if (isnan(want) && isnan(got))
        return;
    if (!(fabs(got - want) <= tolerance * fmax(1, fabs(want))))
        fail_msg("%s[%zu] is %.17g, not %.17g", what, k, got, want);
}

/* The flows alone, as a problem of the arena. */
static inline bcl_rec_problem flows_of(const flow_case *f, size_t n,
                                       size_t nprocess, bcl_arena *a)
{
    double *value = BCL_NEW(a, double, n), *sd = BCL_NEW(a, double, n);
    int *from = BCL_NEW(a, int, n), *to = BCL_NEW(a, int, n);

    for (size_t k = 0; k < n; k++) {
        value[k] = f[k].value, sd[k] = f[k].sd;
        from[k] = f[k].from, to[k] = f[k].to;
    }
    return (bcl_rec_problem){.n = n,
                             .value = value,
                             .sd = sd,
                             .from = from,
                             .to = to,
                             .nprocess = nprocess};
}

static inline bcl_rec_problem with_low(const flow_case *f, size_t n,
                                       size_t nprocess, double low,
                                       bcl_arena *a)
{
    bcl_rec_problem p = flows_of(f, n, nprocess, a);
    double *bound = BCL_NEW(a, double, n);

    for (size_t k = 0; k < n; k++)
        bound[k] = low;
    p.low = bound;
    return p;
}

static inline void check_flows(const bcl_rec_result *r, const flow_case *f,
                               size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (r->class[k] != f[k].class)
            fail_msg("flow %zu is of class %d", k, (int)r->class[k]);
        close_to("x", k, r->x[k], f[k].x, 1e-9);
        close_to("sd", k, r->sd[k], f[k].sd_x, 1e-8);
        close_to("z", k, r->z[k], f[k].z, 1e-8);
        if (!isnan(f[k].value) && !isnan(f[k].x))
            close_to("adjustment", k, r->adjustment[k], f[k].x - f[k].value,
                     1e-9);
    }
}

static inline void check_global(const bcl_rec_result *r, double chi2, int dof,
                                double critical, double p)
{
    close_to("chi2", 0, r->chi2, chi2, 1e-9);
    assert_int_equal(r->dof, dof);
    close_to("critical", 0, r->critical, critical, 1e-9);
    close_to("p", 0, r->p, p, 1e-9);
    assert_int_equal(r->verdict, dof == 0           ? BCL_REC_UNTESTABLE
                                 : chi2 <= critical ? BCL_REC_PASS
                                                    : BCL_REC_FAIL);
}

#endif
