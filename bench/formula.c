/* formula.c -- the engine on the formulas of gen_formula.py.
 * usage: formula FOLDER DATADIR; prints "load SECONDS" and a check sum. */
#include "engine/program.h"
#include "inputs.h"
#include "model/model.h"
#include "result/values.h"

#include <stdlib.h>
#include <string.h>

static int quantity(const bcl_model *m, const char *id)
{
    for (size_t i = 0; i < m->nquantity; i++)
        if (strcmp(m->quantity[i].head.id, id) == 0)
            return (int)i;
    return -1;
}

/* The years of a whole array. */
static const bcl_slice **slices(const double *v, const bcl_model *m,
                                bcl_dimset dims, bcl_arena *a)
{
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);
    size_t span = dims & BCL_YEAR_BIT ? years : 1;
    size_t cells = bcl_slice_cells(m, dims);
    const bcl_slice **slice = BCL_NEW(a, const bcl_slice *, years);

    for (size_t y = 0; y < years; y++) {
        bcl_slice *s = bcl_slice_new(y < span ? cells : 0, a);
        for (size_t i = 0; i < cells && y < span; i++)
            s->v[i] = v[i * span + y];
        slice[y] = y < span ? s : slice[0];
    }
    return slice;
}

static bcl_input *fill_inputs(const bcl_model *m, bcl_arena *a)
{
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);
    bcl_input *in = BCL_NEW(a, bcl_input, m->nquantity + 1);

    for (size_t i = 0; i < m->nquantity; i++) {
        const bcl_quantity *q = &m->quantity[i];
        if (q->kind != BCL_INPUT)
            continue;
        size_t cells = bcl_dimset_cells(&m->dims, q->dims);
        bcl_arena *own = bcl_arena_create();
        double *v = BCL_NEW(own, double, cells);
        in[i].avail = BCL_NEW(a, bool, years);
        in[i].status = BCL_NEW(a, uint8_t, years);
        memset(in[i].avail, 1, years);
        bench_fill(v, cells, atoi(q->head.id + 2));
        in[i].slice = slices(v, m, q->dims, a);
        bcl_arena_destroy(own);
    }
    return in;
}

/* What numpy does: every formula, then the sum of those nobody reads. */
static double evaluate(const bcl_model *m, const bcl_input *in, const int *root,
                       size_t nroot, bcl_diag *d)
{
    bcl_arena *a = bcl_arena_create();
    bcl_program p = {.m = m, .input = in, .a = a, .d = d};
    int *at = BCL_NEW(a, int, nroot);
    double total = 0;

    for (size_t i = 0; i < nroot; i++) {
        bcl_node *q = bcl_values_quantity(m, root[i], a);
        bcl_dimset over = q->dims & ~BCL_YEAR_BIT;
        bcl_node *n =
            bcl_node_new(BCL_N_SUM, q->dims & ~over, q->unit, q->at, a);
        n->arg[0] = q;
        n->narg = 1;
        n->over = over;
        at[i] = bcl_program_add(&p, n, n->dims);
    }
    bool ok = bcl_program_order(&p);
    if (ok) {
        bcl_program_mark(&p);
        ok = bcl_program_run(&p);
    }
    for (size_t i = 0; i < nroot && ok; i++)
        for (size_t k = 0; k < p.i[at[i]].layout.cells; k++)
            total += p.i[at[i]].v[k];
    bcl_arena_destroy(a);
    return ok ? total : -1;
}

int main(int argc, char **argv)
{
    static bcl_diag d;
    char path[4096];
    bcl_arena *a = bcl_arena_create();
    bcl_model m;

    if (argc < 4)
        return 2;
    snprintf(path, sizeof path, "%s/model/unites.xml", argv[2]);
    bcl_units *u = bcl_units_open(path, &d);
    if (!u || !bcl_model_load(&m, argv[1], argv[2], u, a, &d)) {
        bcl_diag_print(&d, stderr);
        return 1;
    }
    bcl_input *in = fill_inputs(&m, a);
    size_t nroot = 0;
    int *root = BCL_NEW(a, int, (size_t)argc);
    for (int i = 3; i < argc; i++)
        root[nroot++] = quantity(&m, argv[i]);
    double start = bench_now(), cpu = bench_cpu();
    double total = evaluate(&m, in, root, nroot, &d);
    printf("bouclage load %.4f s cpu %.4f s check %.9g peak %.0f MiB\n",
           bench_now() - start, bench_cpu() - cpu, total, bench_peak_mib());
    bcl_units_close(u);
    bcl_arena_destroy(a);
    return 0;
}
