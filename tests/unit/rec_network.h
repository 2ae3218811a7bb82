/* rec_network.h -- a network given flow by flow, and its reconciliation. */
#ifndef REC_NETWORK_H
#define REC_NETWORK_H

#include "flow/rec_private.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { NMAX = 5000, OUT = BCL_REC_OUTSIDE };

typedef struct {
    bcl_rec_problem p;
    int from[NMAX], to[NMAX];
    double value[NMAX], sd[NMAX];
} network;

static bcl_arena *a;
static network net;
static bcl_rec_result r;

static int setup(void **state)
{
    (void)state;
    a = bcl_arena_create();
    net.p = (bcl_rec_problem){
        .value = net.value, .sd = net.sd, .from = net.from, .to = net.to};
    r = (bcl_rec_result){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    bcl_arena_destroy(a);
    return 0;
}

static int put(int from, int to, double value, double sd)
{
    size_t j = net.p.n++;
    int last = from > to ? from : to;

    net.from[j] = from;
    net.to[j] = to;
    net.value[j] = value;
    net.sd[j] = sd;
    if (last >= 0 && (size_t)last >= net.p.nprocess)
        net.p.nprocess = (size_t)last + 1;
    return (int)j;
}

static void run(bcl_rec_status expected)
{
    assert_int_equal(bcl_rec_graph(&r, NULL, &net.p, NULL, a), expected);
    assert_int_equal(r.status, expected);
}

static void expect(double got, double wanted, double tolerance)
{
    if (isnan(wanted) ? !isnan(got)
                      : !(fabs(got - wanted) <= tolerance * fabs(wanted)))
        fail_msg("%.17g instead of %.17g", got, wanted);
}

#endif
