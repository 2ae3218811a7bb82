/* dual_function.c -- arithmetic and functions of a cell, with derivatives. */
#include "engine/dual_private.h"

#include <math.h>

static bcl_dual flat(double v, bcl_dual x, bcl_dual y)
{
    return (bcl_dual){.v = v, .absent = x.absent || y.absent};
}

static bcl_dual multiply(bcl_dual x, bcl_dual y, bcl_arena *a)
{
    bcl_dual p = bcl_dual_combine(x, y.v, y, x.v, a);

    p.v = x.v * y.v;
    return p;
}

static bcl_dual raise(bcl_dual x, bcl_dual y, bcl_arena *a)
{
    double v = pow(x.v, y.v);
    bcl_dual p = bcl_dual_combine(x, y.v == 0 ? 0 : y.v * pow(x.v, y.v - 1), y,
                                  y.n && x.v > 0 ? v * log(x.v) : 0, a);

    p.v = v;
    return p;
}

static bool holds(bcl_node_op op, double x, double y)
{
    switch (op) {
    case BCL_N_EQ:
        return x == y;
    case BCL_N_NE:
        return x != y;
    case BCL_N_LT:
        return x < y;
    case BCL_N_LE:
        return x <= y;
    case BCL_N_GT:
        return x > y;
    case BCL_N_GE:
        return x >= y;
    case BCL_N_AND:
        return x != 0 && y != 0;
    default: /* BCL_N_OR */
        return x != 0 || y != 0;
    }
}

static bcl_dual binary(bcl_duals *t, const bcl_node *n, bcl_dual x, bcl_dual y)
{
    switch (n->op) {
    case BCL_N_ADD:
        return bcl_dual_combine(x, 1, y, 1, t->a);
    case BCL_N_SUB:
        return bcl_dual_combine(x, 1, y, -1, t->a);
    case BCL_N_MUL:
        return multiply(x, y, t->a);
    case BCL_N_DIV:
        return bcl_dual_divide(x, y, t->a);
    case BCL_N_POW:
        return raise(x, y, t->a);
    case BCL_N_MIN:
        return x.v < y.v || isnan(x.v) ? x : y;
    case BCL_N_MAX:
        return x.v > y.v || isnan(x.v) ? x : y;
    default:
        return flat(isnan(x.v) || isnan(y.v) ? (double)NAN
                                             : holds(n->op, x.v, y.v),
                    x, y);
    }
}

static bcl_dual unary(const bcl_node *n, bcl_dual x, bcl_arena *a)
{
    switch (n->op) {
    case BCL_N_NEG:
        return bcl_dual_chain(x, -x.v, -1, a);
    case BCL_N_NOT:
        return flat(isnan(x.v) ? (double)NAN : x.v == 0, x, x);
    case BCL_N_ABS:
        return bcl_dual_chain(x, fabs(x.v), x.v < 0 ? -1 : 1, a);
    case BCL_N_ROUND:
        return flat(round(x.v), x, x);
    case BCL_N_SQRT:
        return x.v < 0 ? flat(NAN, x, x)
                       : bcl_dual_chain(x, sqrt(x.v),
                                        x.v > 0 ? 0.5 / sqrt(x.v) : 0, a);
    case BCL_N_EXP:
        return bcl_dual_chain(x, exp(x.v), exp(x.v), a);
    default: /* BCL_N_LN */
        return x.v <= 0 ? flat(NAN, x, x)
                        : bcl_dual_chain(x, log(x.v), 1 / x.v, a);
    }
}

/* Straight between points; beyond them as the engine does. */
static bcl_dual curve(const bcl_curve *c, bcl_dual x, bcl_arena *a)
{
    size_t lo = 0, hi = c->n - 1;
    bool beyond = x.v < c->x[0] || x.v > c->x[hi];

    if (isnan(x.v) || (beyond && c->strict))
        return flat(NAN, x, x);
    if (c->n == 1 || (!c->extend && beyond))
        return flat(c->y[x.v <= c->x[0] ? 0 : hi], x, x);
    while (hi - lo > 1) {
        size_t mid = (lo + hi) / 2;
        if (c->x[mid] <= x.v)
            lo = mid;
        else
            hi = mid;
    }
    double slope = (c->y[lo + 1] - c->y[lo]) / (c->x[lo + 1] - c->x[lo]);
    return bcl_dual_chain(x, c->y[lo] + (x.v - c->x[lo]) * slope, slope, a);
}

/* Only the branch taken is read: the other may be absent. */
static bcl_dual branch(bcl_duals *t, const bcl_node *n)
{
    bcl_dual test = bcl_dual_node(t, n->arg[0]);

    if (test.absent || isnan(test.v))
        return flat(NAN, test, test);
    return bcl_dual_node(t, n->arg[test.v != 0 ? 1 : 2]);
}

bcl_dual bcl_dual_function(bcl_duals *t, const bcl_node *n)
{
    if (n->op == BCL_N_IF)
        return branch(t, n);
    bcl_dual x = bcl_dual_node(t, n->arg[0]);
    if (n->op == BCL_N_CURVE)
        return curve(&t->m->curve[n->ref], x, t->a);
    if (n->narg < 2 || !n->arg[1])
        return unary(n, x, t->a);
    bcl_dual y = bcl_dual_node(t, n->arg[1]);
    if (n->op != BCL_N_CLAMP)
        return binary(t, n, x, y);
    bcl_dual z = bcl_dual_node(t, n->arg[2]);
    return x.v < y.v ? y : x.v > z.v ? z : x;
}
