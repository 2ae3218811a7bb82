/* csv.c -- one table read to typed columns.  usage: csv FILE */
#include "input/csv.h"
#include "inputs.h"

#include <string.h>

static const char *const texts[] = {"code_insee", "libelle", "secteur",
                                    "vecteur",    "source",  "statut"};

static bool choose(void *context, bcl_csv *t, bcl_diag *d)
{
    (void)context;
    (void)d;
    for (size_t i = 0; i < t->ncol; i++) {
        t->col[i].type = BCL_COL_NUMBER;
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            if (strcmp(t->col[i].name, texts[k]) == 0)
                t->col[i].type = BCL_COL_LABEL;
    }
    return true;
}

int main(int argc, char **argv)
{
    static bcl_diag d;
    bcl_csv t;
    double start = bench_now(), cpu = bench_cpu(), sum = 0;
    bcl_arena *a = bcl_arena_create();

    if (argc < 2 || !bcl_csv_read(&t, argv[1], NULL, 0, choose, NULL, a, &d)) {
        bcl_diag_print(&d, stderr);
        return 1;
    }
    double load = bench_now() - start;
    int valeur = bcl_csv_find(&t, "valeur");
    for (size_t i = 0; i < t.nrow && valeur >= 0; i++)
        sum += t.col[valeur].number[i];
    printf("bouclage rows=%zu sum=%.6f load %.4f s cpu %.4f s peak %.0f MiB\n",
           t.nrow, sum, load, bench_cpu() - cpu, bench_peak_mib());
    bcl_arena_destroy(a);
    return 0;
}
