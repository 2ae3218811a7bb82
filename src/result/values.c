/* values.c -- see values.h. */
#include "result/values.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

bcl_node *bcl_values_quantity(const bcl_model *m, int ref, bcl_arena *a)
{
    const bcl_quantity *q = &m->quantity[ref];
    bcl_node *n = bcl_node_new(BCL_N_QUANTITY, q->dims, q->unit, q->head.at, a);

    n->ref = ref;
    return n;
}

/* parent(x) nodes of a formula, in the order they are met. */
typedef struct {
    bcl_node **item;
    size_t n, cap;
} nodes;

static void find_parents(nodes *out, const bcl_model *m, const bcl_node *n,
                         bool *seen, bcl_arena *a)
{
    if (n->op == BCL_N_QUANTITY && !seen[n->ref]) {
        seen[n->ref] = true;
        if (m->quantity[n->ref].node &&
            m->quantity[n->ref].kind == BCL_INDICATOR)
            find_parents(out, m, m->quantity[n->ref].node, seen, a);
    }
    if (n->op == BCL_N_PARENT) {
        BCL_GROW(a, out->item, out->n, &out->cap);
        out->item[out->n] = (bcl_node *)(uintptr_t)n;
        out->item[out->n]->ref = (int)out->n;
        out->n++;
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            find_parents(out, m, n->arg[k], seen, a);
}

/* What parent(x) reads: x under the scenario inherited from. */
static bool compute_parents(bcl_given **given, size_t *n, const bcl_wish *wish,
                            size_t nwish, const bcl_study *s, int scenario,
                            bcl_arena *a, bcl_diag *d)
{
    nodes found = {0};
    bool *seen = BCL_NEW(a, bool, s->m.nquantity + 1);

    for (size_t i = 0; i < nwish; i++)
        find_parents(&found, &s->m, wish[i].node, seen, a);
    const bcl_scenario *self =
        scenario >= 0 ? &s->scenarios.item[scenario] : NULL;
    int parent = self && self->nparent ? self->parent[self->nparent - 1] : -1;
    *given = NULL;
    *n = 0;
    if (!found.n)
        return true;
    bcl_wish *want = BCL_NEW(a, bcl_wish, found.n);
    bcl_values *got = BCL_NEW(a, bcl_values, found.n);
    for (size_t i = 0; i < found.n; i++)
        want[i] = (bcl_wish){.node = found.item[i]->arg[0],
                             .dims = found.item[i]->dims};
    if (!bcl_values_compute(got, NULL, want, found.n, s, parent, a, d))
        return false;
    *given = BCL_NEW(a, bcl_given, found.n);
    for (size_t i = 0; i < found.n; i++) {
        found.item[i]->ref = (int)i; /* a deeper search may have renumbered */
        (*given)[i] =
            (bcl_given){got[i].dims, got[i].v, got[i].avail, got[i].status};
    }
    *n = found.n;
    return true;
}

/* What went beyond all numbers is not determined: never shown as infinite. */
static const double *bounded(const double *v, size_t n, bcl_arena *a)
{
    double *copy = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!isinf(v[i]))
            continue;
        if (!copy)
            copy = memcpy(BCL_NEW(a, double, n), v, n * sizeof *v);
        copy[i] = (double)NAN;
    }
    return copy ? copy : v;
}

/* A copy in `a`, for what outlives its program. */
static void *keep(const void *x, size_t n, size_t size, bcl_arena *a)
{
    return x ? memcpy(bcl_arena_alloc(a, n, size), x, n * size) : NULL;
}

/* The result of a wish, its cells still in the program that computed it. */
static bcl_values view_of(const bcl_program *p, const bcl_instr *x,
                          bcl_arena *a)
{
    uint8_t *status = BCL_NEW(a, uint8_t, p->years);
    bool *extended = BCL_NEW(a, bool, p->years);

    for (size_t y = 0; y < p->years; y++) {
        status[y] = (uint8_t)BCL_STATUS_LABEL(x->status[y]);
        extended[y] = x->status[y] & BCL_EXTENDED;
    }
    return (bcl_values){.dims = x->dims,
                        .layout = x->layout,
                        .v = x->v,
                        .hole = x->holes ? x->hole : NULL,
                        .known = x->known,
                        .total = x->total,
                        .avail = keep(x->avail, p->years, sizeof *x->avail, a),
                        .status = status,
                        .extended = extended};
}

/* ... and out of it. */
static void take_cells(bcl_values *x, bcl_arena *a)
{
    size_t n = x->layout.cells;

    x->v = bounded(keep(x->v, n, sizeof *x->v, a), n, a);
    x->hole = keep(x->hole, n, sizeof *x->hole, a);
    x->known = keep(x->known, n, sizeof *x->known, a);
    x->total = keep(x->total, n, sizeof *x->total, a);
}

static size_t year_of(const bcl_values *x, const bcl_model *m, size_t cell)
{
    return x->dims & BCL_YEAR_BIT
               ? cell % bcl_dim_size(&m->dims, BCL_YEAR)
               : (size_t)(m->dims.reference - m->dims.first_year);
}

static void take_extremes(bcl_values *x, const bcl_model *m)
{
    bool dated = x->dims & BCL_YEAR_BIT;
    size_t years = dated ? bcl_dim_size(&m->dims, BCL_YEAR) : 1;

    for (size_t k = 0, y = 0; k < x->layout.cells; k++, y++) {
        y = y == years ? 0 : y;
        if (!isfinite(x->v[k]) || !x->avail[dated ? y : year_of(x, m, k)])
            continue;
        x->most = fmax(x->most, fabs(x->v[k]));
        if (x->v[k] < x->least) {
            x->least = x->v[k];
            x->least_at = k;
        }
    }
    x->v = NULL;
    x->hole = NULL;
    x->known = x->total = NULL;
}

static bool run_wishes(bcl_values *out, const bcl_quantity ***missing,
                       bcl_program *p, const bcl_wish *wish, size_t n,
                       bcl_arena *a)
{
    int *root = BCL_NEW(p->a, int, n + 1);
    size_t reference = (size_t)(p->m->dims.reference - p->m->dims.first_year);

    for (size_t i = 0; i < n; i++)
        root[i] = bcl_program_add(p, wish[i].node, wish[i].dims);
    if (!bcl_program_order(p))
        return false;
    bcl_program_mark(p);
    if (!bcl_program_run(p))
        return false;
    for (size_t i = 0; i < n; i++) {
        out[i] = view_of(p, &p->i[root[i]], a);
        if (wish[i].extremes)
            take_extremes(&out[i], p->m);
        else
            take_cells(&out[i], a);
        if (missing)
            missing[i] = bcl_program_missing(p, root[i], reference, a);
    }
    return true;
}

bool bcl_values_compute(bcl_values *out, const bcl_quantity ***missing,
                        const bcl_wish *wish, size_t n, const bcl_study *s,
                        int scenario, bcl_arena *a, bcl_diag *d)
{
    bcl_program p = {.m = &s->m,
                     .input = bcl_study_inputs(s, scenario),
                     .a = bcl_arena_create(),
                     .d = d};
    bcl_given *given;
    bool ok = compute_parents(&given, &p.ngiven, wish, n, s, scenario, p.a, d);

    p.given = given;
    ok = ok && run_wishes(out, missing, &p, wish, n, a);
    bcl_arena_destroy(p.a);
    return ok;
}

bool bcl_values_has(const bcl_values *x, const bcl_model *m, size_t cell)
{
    return x->avail[year_of(x, m, cell)] && !isnan(x->v[cell]);
}

const char *bcl_values_status(const bcl_values *x, const bcl_model *m,
                              size_t cell)
{
    static const char *const word[] = {
        [BCL_OBSERVED] = "observe",  [BCL_RECONCILED] = "reconcilie",
        [BCL_ESTIMATED] = "estime",  [BCL_ASSUMED] = "hypothese",
        [BCL_PROJECTED] = "projete",
    };
    size_t y = year_of(x, m, cell);
    uint8_t hole = x->hole ? x->hole[cell] : 0;

    if (!x->avail[y])
        return "indisponible";
    if (isnan(x->v[cell]))
        return hole & BCL_HOLE_SECRET    ? "secret"
               : hole & BCL_HOLE_MISSING ? "manquant"
                                         : "indetermine";
    if (hole & BCL_HOLE_LOWER && x->status[y] < BCL_PROJECTED)
        return "minorant";
    if (hole && x->status[y] < BCL_ESTIMATED)
        return word[BCL_ESTIMATED]; /* from part of the cells */
    return word[x->status[y]];
}

const char *bcl_values_status_word(const char *status)
{
    static const char *const french[][2] = {
        {"observe", "observé"},
        {"reconcilie", "réconcilié"},
        {"estime", "estimé"},
        {"hypothese", "hypothèse"},
        {"projete", "projeté"},
        {"indetermine", "indéterminé"},
        {"indisponible", "non disponible"},
    };

    for (size_t i = 0; i < sizeof french / sizeof french[0]; i++)
        if (strcmp(french[i][0], status) == 0)
            return french[i][1];
    return status; /* minorant, secret, manquant */
}

const char *bcl_values_missing_text(const bcl_quantity *const *missing,
                                    bcl_arena *a)
{
    enum { NAMED = 3 };
    const char *text = "il manque ";
    size_t n = 0;

    while (missing && missing[n])
        n++;
    size_t named = n > NAMED + 1 ? NAMED : n;
    for (size_t i = 0; i < named; i++)
        text = bcl_text_print(a, "%s%s« %s »", text,
                              i == 0                         ? ""
                              : i + 1 == named && n == named ? " et "
                                                             : ", ",
                              missing[i]->head.title);
    if (n > named)
        text = bcl_text_print(a, "%s et %zu autres données", text, n - named);
    return n ? text : NULL;
}

double bcl_values_coverage(const bcl_values *x, size_t cell)
{
    if (!x->hole || x->total[cell] == 0)
        return 1;
    return (double)x->known[cell] / (double)x->total[cell];
}

size_t bcl_values_year(const bcl_model *m, int year)
{
    return (size_t)(year - m->dims.first_year);
}
