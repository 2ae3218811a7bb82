/* dense.c -- see dense.h.  Gaussian elimination with partial pivoting and
 * refinement: Golub and Van Loan, Matrix Computations, 3.4 and 3.5. */
#include "flow/dense.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Divide each row by the power of two above its largest entry, which rounds
 * nothing: a pivot then says the same whatever the unit of a row. */
static bool scale_rows(double *a, double *scale, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double size = 0;
        int exponent;

        for (size_t j = 0; j < n; j++) {
            if (!isfinite(a[i * n + j]))
                return false;
            size = fmax(size, fabs(a[i * n + j]));
        }
        frexp(size, &exponent);
        scale[i] = ldexp(1, exponent > -1000 ? -exponent : 1000);
        for (size_t j = 0; j < n; j++)
            a[i * n + j] *= scale[i];
    }
    return true;
}

static void swap_rows(double *a, size_t n, size_t i, size_t j)
{
    for (size_t k = 0; k < n; k++) {
        double t = a[i * n + k];

        a[i * n + k] = a[j * n + k];
        a[j * n + k] = t;
    }
}

static size_t find_pivot(const double *a, size_t n, size_t k)
{
    size_t best = k;

    for (size_t i = k + 1; i < n; i++)
        if (fabs(a[i * n + k]) > fabs(a[best * n + k]))
            best = i;
    return best;
}

/* The largest entry of a column before elimination: what its pivot is small
 * against. */
static double column_size(const double *a, size_t n, size_t k)
{
    double size = 0;

    for (size_t i = 0; i < n; i++)
        size = fmax(size, fabs(a[i * n + k]));
    return size;
}

static bool factorise(double *a, const double *copy, size_t n, size_t *perm)
{
    for (size_t k = 0; k < n; k++) {
        double least = (double)n * DBL_EPSILON * column_size(copy, n, k);
        size_t p = find_pivot(a, n, k);

        perm[k] = p;
        if (!(fabs(a[p * n + k]) > least)) /* or a NaN, after an overflow */
            return false;
        if (p != k)
            swap_rows(a, n, k, p);
        for (size_t i = k + 1; i < n; i++) {
            double f = a[i * n + k] / a[k * n + k];

            a[i * n + k] = f;
            if (f != 0)
                for (size_t j = k + 1; j < n; j++)
                    a[i * n + j] -= f * a[k * n + j];
        }
    }
    return true;
}

/* x := A^-1 x, from the factors. */
static void substitute(double *x, const double *lu, size_t n,
                       const size_t *perm)
{
    for (size_t k = 0; k < n; k++) {
        double t = x[perm[k]];

        x[perm[k]] = x[k];
        x[k] = t;
    }
    for (size_t i = 1; i < n; i++)
        for (size_t j = 0; j < i; j++)
            x[i] -= lu[i * n + j] * x[j];
    for (size_t i = n; i-- > 0;) {
        for (size_t j = i + 1; j < n; j++)
            x[i] -= lu[i * n + j] * x[j];
        x[i] /= lu[i * n + i];
    }
}

/* to := scale*b - A x */
static void residual(double *to, const double *a, const double *scale,
                     const double *x, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        to[i] = scale[i] * b[i];
        for (size_t j = 0; j < n; j++)
            to[i] -= a[i * n + j] * x[j];
    }
}

bool bcl_dense_solve(double *x, double *a, const double *b, size_t n,
                     size_t *perm)
{
    double *copy = a + n * n, *scale = copy + n * n, *rest = scale + n;

    if (n == 0)
        return true;
    if (!scale_rows(a, scale, n))
        return false;
    memcpy(copy, a, n * n * sizeof *a);
    if (!factorise(a, copy, n, perm))
        return false;
    for (size_t i = 0; i < n; i++)
        x[i] = scale[i] * b[i];
    substitute(x, a, n, perm);
    residual(rest, copy, scale, x, b, n);
    substitute(rest, a, n, perm);
    for (size_t i = 0; i < n; i++)
        x[i] += rest[i];
    return true;
}
