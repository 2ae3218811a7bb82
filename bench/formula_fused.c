/* formula_fused.c -- the limit: hand-fused loops of gen_formula.py, a block of
 * zones at a time.  usage: formula_fused [ZONES a block] */
#include "inputs.h"
#include "shape.h"

#include <math.h>
#include <stdlib.h>

#define MN(a, b) ((a) < (b) ? (a) : (b))
#define MX(a, b) ((a) > (b) ? (a) : (b))
#include "fused.h"

int main(int argc, char **argv)
{
    long n = argc > 1 ? atol(argv[1]) : 2;
    double sum = 0;

    for (int v = 0; v < NI; v++) {
        size_t cells = (MASK[v] & 8 ? ZONES : 1) * (MASK[v] & 4 ? 8 : 1) *
                       (MASK[v] & 2 ? 10 : 1) * (size_t)(MASK[v] & 1 ? 21 : 1);
        in[v] = malloc(cells * sizeof(double));
        bench_fill(in[v], cells, v);
    }
    double start = bench_now(), cpu = bench_cpu();
    for (int s = 0; s < NSLOT; s++)
        slots[s] = malloc((size_t)n * WIDEST * sizeof(double));
    for (int s = 0; s < NFIXED; s++)
        fx[s] = malloc((size_t)n * WIDEST * sizeof(double));
    T = malloc((size_t)n * WIDEST * sizeof(double));
    prepare(n);
    for (long z = 0; z < ZONES; z += n)
        block(z, z + n < ZONES ? n : ZONES - z);
    for (int r = 0; r < NROOT; r++)
        sum += total[r];
    printf("fused load %.4f s cpu %.4f s check %.9g peak %.0f MiB\n",
           bench_now() - start, bench_cpu() - cpu, sum, bench_peak_mib());
    return 0;
}
