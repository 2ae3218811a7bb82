/* dual_loop.c -- see dual_private.h: loops within the year, with derivatives.
 *
 * x = f(x) by Newton from 0: at once where f is linear, as the loops that a
 * model may hold are.  Its slopes are those of f over 1 - f'(x). */
#include "engine/dual_private.h"

#include <limits.h>
#include <math.h>

enum { ROUNDS = 50 };

/* Unknowns of heads stand after all others. */
static int unknown_of(int head)
{
    return INT_MAX - BCL_DUAL_HEADS + head;
}

bool bcl_dual_waits(const bcl_dual *x)
{
    return x->n && x->unknown[x->n - 1] >= unknown_of(0);
}

static int find(const bcl_duals *t, int quantity, size_t cell)
{
    for (int k = 0; k < BCL_DUAL_HEADS; k++)
        if (t->head[k].used && t->head[k].quantity == quantity &&
            t->head[k].cell == cell)
            return k;
    return -1;
}

bcl_dual bcl_dual_met(bcl_duals *t, int quantity, size_t cell)
{
    int k = find(t, quantity, cell);

    if (k < 0) {
        for (k = 0; k < BCL_DUAL_HEADS && t->head[k].used;)
            k++;
        if (k == BCL_DUAL_HEADS)
            return bcl_dual_refuse(t, quantity);
        t->head[k] = (bcl_dual_head){true, quantity, cell, 0};
    }
    int *unknown = BCL_NEW(t->a, int, 1);
    double *slope = BCL_NEW(t->a, double, 1);
    *unknown = unknown_of(k);
    *slope = 1;
    return (bcl_dual){
        .v = t->head[k].guess, .n = 1, .unknown = unknown, .slope = slope};
}

static double slope_on(const bcl_dual *x, int unknown)
{
    for (size_t i = x->n; i-- > 0;)
        if (x->unknown[i] == unknown)
            return x->slope[i];
    return 0;
}

/* Its own slope taken out of it, the others over what is left. */
static bcl_dual solved(const bcl_dual *x, int unknown, double v, double left,
                       bcl_arena *a)
{
    bcl_dual out = {.v = v, .absent = x->absent};
    int *name = BCL_NEW(a, int, x->n);
    double *slope = BCL_NEW(a, double, x->n);

    for (size_t i = 0; i < x->n; i++) {
        if (x->unknown[i] == unknown)
            continue;
        name[out.n] = x->unknown[i];
        slope[out.n++] = x->slope[i] / left;
    }
    out.unknown = name;
    out.slope = slope;
    return out;
}

bcl_dual bcl_dual_closed(bcl_duals *t, int quantity, size_t cell, bcl_dual x,
                         bcl_dual_again *again)
{
    int k = find(t, quantity, cell);

    for (int round = 0; k >= 0 && round < ROUNDS; round++) {
        double guess = t->head[k].guess;
        double left = 1 - slope_on(&x, unknown_of(k));
        double v = guess + (x.v - guess) / left;
        if (x.absent || !isfinite(v))
            break;
        if (fabs(v - guess) <= 1e-13 * fabs(v)) {
            t->head[k].used = false;
            return solved(&x, unknown_of(k), v, left, t->a);
        }
        t->head[k].guess = v;
        x = again(t, quantity, cell);
    }
    if (k < 0)
        return x;
    t->head[k].used = false;
    return x.absent ? bcl_dual_absent() : bcl_dual_refuse(t, quantity);
}
