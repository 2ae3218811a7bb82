/* kernel.c -- see kernel.h.  Strides are 0 or 1 nearly always: the loops are
 * written once and the compiler is given those cases as constants. */
#include "engine/kernel.h"
#include "engine/program.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* gcc 12 does not vectorise at -O2, and CFLAGS come after those of a file; on
 * operands in the first cache, unrolling takes a third off. */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#pragma GCC optimize("O3", "unroll-loops", \
                     "no-trapping-math") /* may divide before testing */
#endif

/* A result may stand where an operand stood, cell for cell. */
#if defined(__clang__)
#define CELL_BY_CELL
#else
#define CELL_BY_CELL _Pragma("GCC ivdep")
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES      \
    __attribute__(( \
        target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
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

#define KERNEL(name)                                                    \
    CLONES static void name(double *to, const double *const *operand,   \
                            const ptrdiff_t *s, size_t n)

#define UNARY(name, expression)                                         \
    KERNEL(name)                                                        \
    {                                                                   \
        const double *x = operand[0];                                   \
        const ptrdiff_t sx = s[0];                                      \
        if (sx == 1)                                                    \
            LOOP(, double a = x[i];, expression)                        \
        else if (sx == 0)                                               \
            LOOP(const double a = x[0];, , expression)                  \
        else                                                            \
            LOOP(, double a = x[(ptrdiff_t)i * sx];, expression)        \
    }

#define BINARY(name, expression)                                        \
    KERNEL(name)                                                        \
    {                                                                   \
        const double *x = operand[0], *y = operand[1];                  \
        const ptrdiff_t sx = s[0], sy = s[1];                           \
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

#define TERNARY(name, expression)                                       \
    KERNEL(name)                                                        \
    {                                                                   \
        const double *x = operand[0], *y = operand[1], *z = operand[2]; \
        const ptrdiff_t sx = s[0], sy = s[1], sz = s[2];                \
        if (sx == 1 && sy == 1 && sz == 1)                              \
            LOOP(, double a = x[i]; double b = y[i]; double c = z[i];,  \
                 expression)                                            \
        else                                                            \
            LOOP(, double a = x[(ptrdiff_t)i * sx];                     \
                 double b = y[(ptrdiff_t)i * sy];                       \
                 double c = z[(ptrdiff_t)i * sz];, expression)          \
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

TERNARY(branch, isnan(a) ? a : a != 0 ? b : c)
/* borne(a, b, c) */
TERNARY(clamp, isnan(b) || isnan(c) ? (double)NAN : a < b ? b : a > c ? c : a)

bcl_kernel *bcl_kernel_of(int op)
{
    static bcl_kernel *const kernel[] = {
        [BCL_N_NEG] = negate,      [BCL_N_NOT] = negation,
        [BCL_I_COPY] = copy,       [BCL_N_ABS] = absolute,
        [BCL_N_ROUND] = rounded,   [BCL_N_SQRT] = root,
        [BCL_N_EXP] = exponential, [BCL_N_LN] = logarithm,
        [BCL_N_ADD] = add,         [BCL_N_SUB] = subtract,
        [BCL_N_MUL] = multiply,    [BCL_N_DIV] = divide,
        [BCL_N_POW] = power,       [BCL_N_EQ] = equal,
        [BCL_N_NE] = differ,       [BCL_N_LT] = less,
        [BCL_N_LE] = at_most,      [BCL_N_GT] = more,
        [BCL_N_GE] = at_least,     [BCL_N_AND] = both,
        [BCL_N_OR] = either,       [BCL_N_MIN] = smaller,
        [BCL_N_MAX] = larger,      [BCL_I_BOTH] = known_too,
        [BCL_I_SHARE] = share,     [BCL_N_IF] = branch,
        [BCL_I_SCALE] = multiply,  [BCL_I_SHIFT] = add,
        [BCL_N_CLAMP] = clamp,
    };

    return op >= 0 && op < (int)(sizeof kernel / sizeof kernel[0]) ? kernel[op]
                                                                   : NULL;
}

static inline double counted(double a, double *count)
{
    *count += isnan(a) ? 0 : 1;
    return isnan(a) ? 0 : a;
}

/* Along a run that makes one sum, in registers. */
static inline void sum_one(double *to, double *count, const double *x,
                           ptrdiff_t sx, size_t n)
{
    double sum = *to, known = *count;

    for (size_t i = 0; i < n; i++)
        sum += counted(x[(ptrdiff_t)i * sx], &known);
    *to = sum;
    *count = known;
}

CLONES void bcl_kernel_sum(double *restrict to, double *restrict count,
                           const double *restrict x, const bcl_runs *r)
{
    const ptrdiff_t sx = r->stride[0], st = r->stride[1];
    const size_t n = r->n;

    for (size_t j = 0; j < r->lines; j++) {
        if (st == 0)
            sum_one(to, count, x, sx, n);
        else if (st == 1 && sx == 1)
            for (size_t i = 0; i < n; i++)
                to[i] += counted(x[i], &count[i]);
        else
            for (size_t i = 0; i < n; i++) {
                ptrdiff_t k = (ptrdiff_t)i;
                to[k * st] += counted(x[k * sx], &count[k * st]);
            }
        x += r->line[0];
        to += r->line[1];
        count += r->line[1];
    }
}

/* The same run again and again: what was copied is copied on. */
static void repeat(double *to, size_t n, size_t times)
{
    for (size_t done = 1; done < times;) {
        size_t more = done < times - done ? done : times - done;
        memcpy(to + done * n, to, more * n * sizeof *to);
        done += more;
    }
}

CLONES void bcl_kernel_copy(double *restrict to, const double *restrict x,
                            const bcl_runs *r)
{
    bool across = r->n == 1; /* one long line is better */
    const ptrdiff_t st = across ? r->line[0] : r->stride[0],
                    sx = across ? r->line[1] : r->stride[1];
    const size_t n = across ? r->lines : r->n, lines = across ? 1 : r->lines;
    bool again = r->line[1] == 0 && st == 1 && r->line[0] == (ptrdiff_t)n;
    double *first = to;

    for (size_t j = 0; j < lines && (j == 0 || !again); j++) {
        if (st == 1 && sx == 1)
            memcpy(to, x, n * sizeof *to);
        else if (st == 1 && sx == 0)
            for (size_t i = 0; i < n; i++)
                to[i] = x[0];
        else
            for (size_t i = 0; i < n; i++)
                to[(ptrdiff_t)i * st] = x[(ptrdiff_t)i * sx];
        to += r->line[0];
        x += r->line[1];
    }
    if (again)
        repeat(first, n, lines);
}
