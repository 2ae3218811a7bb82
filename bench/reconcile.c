/* reconcile.c -- a network of gen_net.py.  By its graph: `values` alone, `sd`
 * with all standard deviations, `classes` alone.  As bcl_reconcile does it,
 * test and intervals included: `whole`, `bounds` with no flow below 0, `gross`
 * with one datum in fifty wrong by 8 standard deviations, so that it looks for
 * suspects.  Each timed REPEAT times, the median printed. */
#include "flow/rec_graph.h"
#include "inputs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REPEAT = 5 };

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bcl_rec_problem read_net(FILE *f, bcl_arena *a)
{
    bcl_rec_problem p = {0};

    if (!f || fscanf(f, "%zu %zu", &p.n, &p.nprocess) != 2)
        exit(1);
    int *from = BCL_NEW(a, int, p.n), *to = BCL_NEW(a, int, p.n);
    double *value = BCL_NEW(a, double, p.n), *sd = BCL_NEW(a, double, p.n);

    for (size_t j = 0; j < p.n; j++) {
        int measured;

        if (fscanf(f, "%d %d %d %lf %lf %*f", &from[j], &to[j], &measured,
                   &value[j], &sd[j]) != 5)
            exit(1);
        from[j]--;
        to[j]--;
        if (!measured)
            value[j] = NAN;
    }
    p.value = value;
    p.sd = sd;
    p.from = from;
    p.to = to;
    return p;
}

static void classify(bcl_rec_result *out, const bcl_rec_problem *p,
                     bcl_arena *a)
{
    bcl_rec_net g;

    out->class = BCL_NEW(a, bcl_rec_class, p->n);
    bcl_rec_net_split(&g, out->class, p, a);
}

static void spoil(bcl_rec_problem *p, bcl_arena *a)
{
    double *value = BCL_NEW(a, double, p->n);

    for (size_t j = 0; j < p->n; j++)
        value[j] = p->value[j] + (j % 50 == 0 ? 8 * p->sd[j] : 0);
    p->value = value;
}

static bool solve(bcl_rec_result *out, const bcl_rec_problem *p,
                  const char *what, bcl_arena *a)
{
    const bcl_rec_options values = {.no_sd = true}, sd = {0};

    if (strcmp(what, "classes") == 0) {
        classify(out, p, a);
        return true;
    }
    if (strcmp(what, "values") == 0 || strcmp(what, "sd") == 0)
        return bcl_rec_graph(out, NULL, p, *what == 'v' ? &values : &sd, a) ==
               BCL_REC_OK;
    return bcl_reconcile(out, p, NULL, a);
}

/* How far the balances of processes are from 0, against the largest flow. */
static double balance(const bcl_rec_problem *p, const double *x, bcl_arena *a)
{
    double *in = BCL_NEW(a, double, p->nprocess), most = 0, worst = 0;
    bool *open = BCL_NEW(a, bool, p->nprocess);

    for (size_t j = 0; j < p->n; j++) {
        int from = p->from[j], to = p->to[j];

        if (isnan(x[j])) {
            if (from >= 0)
                open[from] = true;
            if (to >= 0)
                open[to] = true;
            continue;
        }
        most = fmax(most, fabs(x[j]));
        if (from >= 0)
            in[from] -= x[j];
        if (to >= 0)
            in[to] += x[j];
    }
    for (size_t v = 0; v < p->nprocess; v++)
        if (!open[v])
            worst = fmax(worst, fabs(in[v]));
    return most > 0 ? worst / most : 0;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 1;
    FILE *file = fopen(argv[1], "r");
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = read_net(file, a);
    double wall[REPEAT], cpu[REPEAT], sum = 0, deviation = 0;
    size_t count[BCL_REC_UNOBSERVABLE + 1] = {0};
    bcl_rec_result r = {0};

    fclose(file);
    if (strcmp(argv[2], "gross") == 0)
        spoil(&p, a);
    if (strcmp(argv[2], "bounds") == 0)
        p.low = BCL_NEW(a, double, p.n);
    for (int k = 0; k < REPEAT; k++) {
        bcl_arena *own = bcl_arena_create();
        double start = bench_now(), used = bench_cpu();

        if (!solve(&r, &p, argv[2], own))
            return 1;
        wall[k] = bench_now() - start;
        cpu[k] = bench_cpu() - used;
        if (k < REPEAT - 1)
            bcl_arena_destroy(own);
    }
    for (size_t j = 0; j < p.n; j++) {
        count[r.class[j]]++;
        sum += r.x && !isnan(p.value[j]) ? r.x[j] : 0;
        deviation += r.sd && !isnan(r.sd[j]) ? r.sd[j] : 0;
    }
    qsort(wall, REPEAT, sizeof *wall, rising);
    qsort(cpu, REPEAT, sizeof *cpu, rising);
    printf("bouclage %s load %.6f s cpu %.6f s peak %.0f MiB; redundant %zu "
           "nonredundant %zu observable %zu unobservable %zu; dof %d chi2 "
           "%.12g suspects %zu measured sum %.12g sd %.12g balance %.1e\n",
           argv[2], wall[REPEAT / 2], cpu[REPEAT / 2], bench_peak_mib(),
           count[BCL_REC_REDUNDANT], count[BCL_REC_NONREDUNDANT],
           count[BCL_REC_OBSERVABLE], count[BCL_REC_UNOBSERVABLE], r.dof,
           r.chi2, r.nsuspect, sum, deviation, r.x ? balance(&p, r.x, a) : 0);
    return 0;
}
