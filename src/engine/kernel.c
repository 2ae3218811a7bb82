/* kernel.c -- see kernel.h.  Strides are 0 or 1 nearly always: the loops are
 * written once and the compiler is given those cases as constants. */
#include "engine/kernel.h"
#include "engine/program.h"

#include <float.h>
#include <math.h>

/* gcc 12 does not vectorise at -O2, and CFLAGS come after those of a file. */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#pragma GCC optimize("O3", "no-trapping-math") /* may divide before testing */
#endif

/* A result may stand where an operand stood, cell for cell. */
#if defined(__clang__)
#define CELL_BY_CELL
#else
#define CELL_BY_CELL _Pragma("GCC ivdep")
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

/* clang-format off */
#define LOOP(before, inside, expression)          \
    {                                             \
        before                                    \
        CELL_BY_CELL                              \
        for (size_t i = 0; i < n; i++) {          \
            inside                                \
            to[i] = (expression);                 \
        }                                         \
    }

#define UNARY(name, expression)                                         \
    CLONES static void name(double *to, const double *x, ptrdiff_t sx,  \
                            size_t n)                                   \
    {                                                                   \
        if (sx == 1)                                                    \
            LOOP(, double a = x[i];, expression)                        \
        else if (sx == 0)                                               \
            LOOP(const double a = x[0];, , expression)                  \
        else                                                            \
            LOOP(, double a = x[(ptrdiff_t)i * sx];, expression)        \
    }

#define BINARY(name, expression)                                        \
    CLONES static void name(double *to, const double *x, ptrdiff_t sx,  \
                            const double *y, ptrdiff_t sy, size_t n)    \
    {                                                                   \
        if (sx == 1 && sy == 1)                                         \
            LOOP(, double a = x[i]; double b = y[i];, expression)       \
        else if (sx == 1 && sy == 0)                                    \
            LOOP(const double b = y[0];, double a = x[i];, expression)  \
        else if (sx == 0 && sy == 1)                                    \
            LOOP(const double a = x[0];, double b = y[i];, expression)  \
        else                                                            \
            LOOP(, double a = x[(ptrdiff_t)i * sx];                     \
                 double b = y[(ptrdiff_t)i * sy];, expression)          \
    }
/* clang-format on */

#define TRUTH(test) (isnan(a) || isnan(b) ? (double)NAN : (test) ? 1.0 : 0.0)

UNARY(negate, -a)
UNARY(negation, isnan(a) ? (double)NAN : a == 0 ? 1.0 : 0.0)
UNARY(copy, a)
UNARY(absolute, fabs(a))
UNARY(rounded, round(a))
UNARY(root, a < 0 ? (double)NAN : sqrt(a))
UNARY(exponential, exp(a))
UNARY(logarithm, a <= 0 ? (double)NAN : log(a))

BINARY(add, a + b)
BINARY(subtract, a - b)
BINARY(multiply, a *b)
/* What went beyond all numbers is no divisor: it would give a plain 0. */
BINARY(divide, b == 0 || fabs(b) > DBL_MAX ? (double)NAN : a / b)
BINARY(power, pow(a, b))
BINARY(equal, TRUTH(a == b))
BINARY(differ, TRUTH(a != b))
BINARY(less, TRUTH(a < b))
BINARY(at_most, TRUTH(a <= b))
BINARY(more, TRUTH(a > b))
BINARY(at_least, TRUTH(a >= b))
BINARY(both, TRUTH(a != 0 && b != 0))
BINARY(either, TRUTH(a != 0 || b != 0))
BINARY(smaller, a < b || isnan(a) ? a : b)
BINARY(larger, a > b || isnan(a) ? a : b)
BINARY(known_too, isnan(b) ? (double)NAN : a)
BINARY(share, b == 0 ? 0.0 : a / b)

bcl_kernel1 *bcl_kernel_unary(int op)
{
    switch (op) {
    case BCL_N_NEG:
        return negate;
    case BCL_N_NOT:
        return negation;
    case BCL_I_COPY:
        return copy;
    case BCL_N_ABS:
        return absolute;
    case BCL_N_ROUND:
        return rounded;
    case BCL_N_SQRT:
        return root;
    case BCL_N_EXP:
        return exponential;
    case BCL_N_LN:
        return logarithm;
    default:
        return NULL;
    }
}

bcl_kernel2 *bcl_kernel_binary(int op)
{
    static bcl_kernel2 *const kernel[] = {
        [BCL_N_ADD] = add,      [BCL_N_SUB] = subtract,
        [BCL_N_MUL] = multiply, [BCL_N_DIV] = divide,
        [BCL_N_POW] = power,    [BCL_N_EQ] = equal,
        [BCL_N_NE] = differ,    [BCL_N_LT] = less,
        [BCL_N_LE] = at_most,   [BCL_N_GT] = more,
        [BCL_N_GE] = at_least,  [BCL_N_AND] = both,
        [BCL_N_OR] = either,    [BCL_N_MIN] = smaller,
        [BCL_N_MAX] = larger,   [BCL_I_BOTH] = known_too,
        [BCL_I_SHARE] = share,
    };

    return op >= 0 && op < (int)(sizeof kernel / sizeof kernel[0]) ? kernel[op]
                                                                   : NULL;
}

CLONES void bcl_kernel_if(double *to, const double *c, ptrdiff_t sc,
                          const double *x, ptrdiff_t sx, const double *y,
                          ptrdiff_t sy, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t k = (ptrdiff_t)i;
        double t = c[k * sc], a = x[k * sx], b = y[k * sy];
        to[i] = isnan(t) ? t : t != 0 ? a : b;
    }
}

CLONES void bcl_kernel_clamp(double *to, const double *x, ptrdiff_t sx,
                             const double *low, ptrdiff_t sl,
                             const double *high, ptrdiff_t sh, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t k = (ptrdiff_t)i;
        double a = x[k * sx], l = low[k * sl], h = high[k * sh];
        to[i] = isnan(l) || isnan(h) ? (double)NAN : a < l ? l : a > h ? h : a;
    }
}

CLONES void bcl_kernel_sum(double *to, double *count, ptrdiff_t st,
                           const double *x, ptrdiff_t sx, size_t n)
{
    if (st == 1 && sx == 1) {
        for (size_t i = 0; i < n; i++) {
            to[i] += isnan(x[i]) ? 0 : x[i];
            count[i] += isnan(x[i]) ? 0 : 1;
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t k = (ptrdiff_t)i;
        double a = x[k * sx];
        to[k * st] += isnan(a) ? 0 : a;
        count[k * st] += isnan(a) ? 0 : 1;
    }
}
