/* rec_random.h -- random networks of flows whose truth is whole numbers that
 * balance, and their reconciliation. */
#ifndef REC_RANDOM_H
#define REC_RANDOM_H

#include "flow/rec_private.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { NMAX = 2048, PMAX = 1100 };

typedef struct {
    bcl_rec_problem p;
    int from[NMAX], to[NMAX];
    double value[NMAX], sd[NMAX], truth[NMAX];
} network;

static uint64_t seed;

/* Marsaglia's xorshift: the same networks on every machine. */
static double draw(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (double)(seed >> 11) / 9007199254740992.0;
}

static int pick(int n)
{
    return (int)(draw() * n);
}

static double gauss(void)
{
    double sum = 0;

    for (int k = 0; k < 12; k++)
        sum += draw();
    return sum - 6;
}

/* A spanning forest: of each node (0: the outside) the flow to its parent and
 * how deep it is; -1, 0 at roots.  True when a flow joined one more node. */
static bool extend(const network *t, int *via, int *depth)
{
    bool more = false;

    for (size_t j = 0; j < t->p.n; j++) {
        int from = t->from[j] + 1, to = t->to[j] + 1;
        int new = depth[from] < 0 ? from : to, old = new == from ? to : from;

        if (depth[new] >= 0 || depth[old] < 0)
            continue;
        via[new] = (int)j;
        depth[new] = depth[old] + 1;
        more = true;
    }
    return more;
}

static void find_tree(const network *t, int *via, int *depth)
{
    int n = (int)t->p.nprocess + 1;

    for (int v = 0; v < n; v++)
        via[v] = depth[v] = -1;
    for (int v = 0; v < n; v++)
        if (depth[v] < 0) {
            depth[v] = 0;
            while (extend(t, via, depth))
                ;
        }
}

/* An amount that turns round the loop that flow j closes on the tree. */
static void turn(network *t, size_t j, double amount, const int *via,
                 const int *depth)
{
    int up = t->from[j] + 1, down = t->to[j] + 1;

    t->truth[j] += amount;
    while (up != down) { /* it goes on from `down`, and comes back to `up` */
        if (depth[down] >= depth[up]) {
            int k = via[down];
            bool along = t->from[k] + 1 == down;

            t->truth[k] += along ? amount : -amount;
            down = along ? t->to[k] + 1 : t->from[k] + 1;
        } else {
            int k = via[up];
            bool along = t->to[k] + 1 == up;

            t->truth[k] += along ? amount : -amount;
            up = along ? t->from[k] + 1 : t->to[k] + 1;
        }
    }
}

/* Whole numbers that balance: some round each loop. */
static void balance(network *t)
{
    int via[PMAX + 1], depth[PMAX + 1];

    find_tree(t, via, depth);
    memset(t->truth, 0, sizeof t->truth);
    for (size_t j = 0; j < t->p.n; j++)
        if (via[t->from[j] + 1] != (int)j && via[t->to[j] + 1] != (int)j)
            turn(t, j, 1 + pick(1000), via, depth);
}

/* A third of the processes have no flow with the outside; some flows are
 * loops, some parallel. */
static void make(network *t, int n, double unmeasured, double exact)
{
    int np = 3 + n / (2 + pick(3)), closed = np / 3;

    if (np > PMAX)
        np = PMAX;
    t->p = (bcl_rec_problem){.n = (size_t)n,
                             .nprocess = (size_t)np,
                             .value = t->value,
                             .sd = t->sd,
                             .from = t->from,
                             .to = t->to};
    for (int j = 0; j < n; j++) {
        bool in = draw() < 0.3;
        int low = in ? 0 : closed, many = in ? closed : np - closed;

        t->from[j] = low + pick(many);
        t->to[j] = draw() < 0.05 ? t->from[j] : low + pick(many);
        if (!in && draw() < 0.2)
            *(draw() < 0.5 ? &t->from[j] : &t->to[j]) = BCL_REC_OUTSIDE;
        if (j > 0 && draw() < 0.08) {
            t->from[j] = t->to[j - 1];
            t->to[j] = t->from[j - 1];
        }
    }
    balance(t);
    for (int j = 0; j < n; j++) {
        double kind = draw(), size = fabs(t->truth[j]) + 50;

        t->sd[j] = kind < exact ? 0 : size * (0.01 + 0.3 * draw());
        t->value[j] = t->truth[j] + t->sd[j] * gauss();
        if (kind >= exact && kind < exact + unmeasured)
            t->value[j] = NAN;
    }
}

static bcl_arena *a;

static int setup(void **state)
{
    (void)state;
    a = bcl_arena_create();
    seed = 20260101;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    bcl_arena_destroy(a);
    return 0;
}

static bcl_rec_result run(const network *t, const bcl_rec_options *o)
{
    bcl_rec_result r = {0};

    assert_int_equal(bcl_rec_graph(&r, NULL, &t->p, o, a), BCL_REC_OK);
    return r;
}

static void near(double got, double wanted, double tolerance, double absolute)
{
    if (isnan(wanted)
            ? !isnan(got)
            : !(fabs(got - wanted) <= tolerance * fabs(wanted) + absolute))
        fail_msg("%.17g instead of %.17g", got, wanted);
}

#endif
