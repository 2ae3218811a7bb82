/* rec_kernel.c -- see rec_kernel.h. */
#include "flow/rec_kernel.h"

#include <stdlib.h> /* __GLIBC__ */

/* gcc 12 does not vectorise at -O2, and CFLAGS come after those of a file. */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#pragma GCC optimize("O3")
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

/* Four rows at a time: y is read and written once for all of them. */
CLONES void bcl_rec_combine(double *restrict y, const double *a, size_t astep,
                            const double *restrict x, size_t xstep,
                            size_t count, size_t n)
{
    for (; count >= 4; count -= 4, a += 4 * astep, x += 4 * xstep) {
        const double a0 = a[0], a1 = a[astep], a2 = a[2 * astep];
        const double a3 = a[3 * astep], *x1 = x + xstep, *x2 = x1 + xstep;
        const double *x3 = x2 + xstep;

        for (size_t j = 0; j < n; j++)
            y[j] += (a0 * x[j] + a1 * x1[j]) + (a2 * x2[j] + a3 * x3[j]);
    }
    for (; count > 0; count--, a += astep, x += xstep) {
        const double a0 = a[0];

        for (size_t j = 0; j < n; j++)
            y[j] += a0 * x[j];
    }
}
