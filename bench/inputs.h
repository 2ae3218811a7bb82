/* inputs.h -- the same numbers in [0.5, 1.5) for every program of
 * bench/formula. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static inline void bench_fill(double *v, size_t n, int which)
{
    for (size_t k = 0; k < n; k++) {
        uint64_t h =
            ((uint64_t)k + (uint64_t)which * 1000003 + 1) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
        h *= 0xBF58476D1CE4E5B9u;
        h ^= h >> 32;
        v[k] = 0.5 + (double)(h >> 11) * 0x1p-53;
    }
}

static inline double bench_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds of processor: less troubled by who else is at work. */
static inline double bench_cpu(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline double bench_peak_mib(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}
