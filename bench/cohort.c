/* cohort.c -- 150 years x 1 000 categories, each with its own normal lifetime:
 * `table` the stock by cohort, `run` stock and outflow alone. */
#include "flow/cohort.h"
#include "inputs.h"

#include <stdlib.h>
#include <string.h>

enum { YEARS = 150, KINDS = 1000, CELLS = YEARS * (YEARS + 1) / 2 };

int main(int argc, char **argv)
{
    bool table = argc > 1 && strcmp(argv[1], "table") == 0;
    double *in = malloc(sizeof(double) * YEARS * KINDS);
    double *out = malloc(sizeof(double) * YEARS * KINDS);
    double *stock = malloc(sizeof(double) * YEARS * KINDS);
    double *by_age = calloc(table ? (size_t)CELLS * KINDS : 1, sizeof(double));
    double sum = 0, left = 0;

    bench_fill(in, (size_t)YEARS * KINDS, 1);
    double start = bench_now(), cpu = bench_cpu();
    /* categories are shared among threads, as slabs are */
#pragma omp parallel for
    for (int k = 0; k < KINDS; k++) {
        double s[YEARS];
        bcl_lifetime life = {.law = BCL_LIFE_NORMAL,
                             .mean = 10 + 60.0 * k / KINDS,
                             .sd = 3 + 12.0 * k / KINDS};
        if (!bcl_survival_fill(s, YEARS, &life, BCL_ENTRY_END))
            abort();
        const double *x = in + (size_t)k * YEARS;
        if (table)
            bcl_cohort_table(by_age + (size_t)k * CELLS, x, YEARS, s, YEARS);
        else
            bcl_cohort_run(out + (size_t)k * YEARS, stock + (size_t)k * YEARS,
                           x, 1, YEARS, NULL, NULL, 0, s, YEARS);
    }
    double load = bench_now() - start, used = bench_cpu() - cpu;
    for (int k = 0; k < KINDS; k++) {
        if (table) {
            const double *end = by_age + (size_t)k * CELLS - 1;
            for (int c = 0; c < YEARS; c++)
                sum += *(end += YEARS - c); /* what is left at the end */
        } else {
            sum += stock[(size_t)k * YEARS + YEARS - 1];
        }
        left += table ? 0 : out[(size_t)k * YEARS + YEARS - 1];
    }
    printf("bouclage %s load %.5f s cpu %.5f s stock %.9g outflow %.9g\n",
           table ? "table" : "run", load, used, sum, left);
    return 0;
}
