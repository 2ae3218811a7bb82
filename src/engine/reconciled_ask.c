/* reconciled_ask.c -- see reconciled_ask.h. */
#include "engine/reconciled_ask.h"

#include <math.h>
#include <stdlib.h>

static bool row_counts(const bcl_asker *k, size_t row)
{
    const bcl_reconciled_row *x = &k->r->row[row];

    return k->e.gap[row].n && !x->exact &&
           k->r->group[x->group].status == BCL_REC_OK;
}

/* Did a constraint that was settled read this unknown? */
static bool settled(const bcl_asker *k, int unknown)
{
    const bcl_unknown *x = &k->u->unknown[unknown];

    return (size_t)unknown < k->nsettled && x->group >= 0 &&
           k->r->group[x->group].status == BCL_REC_OK;
}

void bcl_asker_open(bcl_asker *k, const bcl_reconciled *r, bcl_unknowns *u,
                    bcl_arena *a)
{
    *k = (bcl_asker){.r = r, .u = u, .nsettled = u->nunknown};
    bcl_equations_read(&k->e, u, false, a);
    k->parent = BCL_NEW(a, int, k->nsettled + 1);
    for (size_t i = 0; i < k->nsettled; i++)
        k->parent[i] = (int)i;
    if (k->e.n != r->nrow) /* as where it settled: nothing was */
        k->e.n = 0;
    for (size_t i = 0; i < k->e.n; i++)
        for (size_t t = 1; row_counts(k, i) && t < k->e.gap[i].n; t++)
            bcl_reconciled_join(k->parent, k->e.gap[i].unknown[t],
                                k->e.gap[i].unknown[0]);
}

typedef struct {
    int part, unknown;
    double slope;
} term;

/* Terms of an item that stand in one part. */
typedef struct {
    size_t item, from, n;
    int var; /* whose value it is: the sum's own, or that of a lone term */
} sum;

/* The parts asked about as a problem of flow/: their unknowns, then the sums
 * of several terms. */
typedef struct {
    const bcl_asker *k;
    bcl_rec_problem p;
    int *local; /* [nsettled] number of an unknown + 1; 0: not asked about */
    double *value, *sd, *low, *high, *rhs, *coef;
    size_t *start, nentry;
    int *var;
    term *term;
    sum *sum;
    size_t nterm, nsum;
} page;

static int by_part(const void *x, const void *y)
{
    const term *a = x, *b = y;

    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return (a->unknown > b->unknown) - (a->unknown < b->unknown);
}

/* What no constraint reads is known as it was; sd: a variance until the end. */
static void count_free(bcl_asked *x, const bcl_unknown *at, double slope)
{
    double a = slope * at->low, b = slope * at->high, from = slope * at->at;

    if (!at->hidden) {
        x->sd += slope * slope * at->sd * at->sd;
        return;
    }
    x->sd = x->value = NAN;
    x->low += fmin(a, b) - from;
    x->high += fmax(a, b) - from;
}

/* The sums of an item, one for each part that it reads. */
static void find_sums(page *g, bcl_asked *x, size_t item)
{
    size_t from = g->nterm;

    x->value = x->low = x->high = x->dual.v;
    x->sd = 0;
    for (size_t t = 0; t < x->dual.n; t++) {
        int unknown = x->dual.unknown[t];
        const bcl_unknown *at = &g->k->u->unknown[unknown];
        double slope = x->dual.slope[t];
        if (slope == 0)
            continue;
        x->hidden |= at->hidden;
        if (settled(g->k, unknown))
            g->term[g->nterm++] = (term){
                bcl_reconciled_root(g->k->parent, unknown), unknown, slope};
        else
            count_free(x, at, slope);
    }
    if (g->nterm > from)
        qsort(g->term + from, g->nterm - from, sizeof *g->term, by_part);
    for (size_t i = from, end; i < g->nterm; i = end) {
        for (end = i; end < g->nterm && g->term[end].part == g->term[i].part;)
            end++;
        g->sum[g->nsum++] = (sum){.item = item, .from = i, .n = end - i};
    }
}

static void find_all_sums(page *g, bcl_asked *item, size_t n, bcl_arena *a)
{
    size_t most = 0;

    for (size_t i = 0; i < n; i++)
        most += item[i].dual.n;
    g->term = BCL_NEW(a, term, most);
    g->sum = BCL_NEW(a, sum, most);
    for (size_t i = 0; i < n; i++)
        find_sums(g, &item[i], i);
}

/* Unknowns of the parts asked about; room for all. */
static void allocate(page *g, bcl_arena *a)
{
    const bcl_asker *k = g->k;
    bool *part = BCL_NEW(a, bool, k->nsettled + 1);
    size_t terms = 0, rows = 0, vars = 0;

    g->local = BCL_NEW(a, int, k->nsettled + 1);
    for (size_t i = 0; i < g->nsum; i++) {
        part[g->term[g->sum[i].from].part] = true;
        if (g->sum[i].n > 1) {
            terms += g->sum[i].n + 1;
            rows++;
        }
    }
    vars = rows;
    for (size_t i = 0; i < k->nsettled; i++)
        vars +=
            settled(k, (int)i) && part[bcl_reconciled_root(k->parent, (int)i)];
    for (size_t i = 0, n = 0; i < k->nsettled; i++)
        if (settled(k, (int)i) && part[bcl_reconciled_root(k->parent, (int)i)])
            g->local[i] = (int)++n;
    for (size_t r = 0; r < k->e.n; r++)
        if (row_counts(k, r) && g->local[k->e.gap[r].unknown[0]]) {
            rows++;
            terms += k->e.gap[r].n;
        }
    g->value = BCL_NEW(a, double, vars);
    g->sd = BCL_NEW(a, double, vars);
    g->low = BCL_NEW(a, double, vars);
    g->high = BCL_NEW(a, double, vars);
    g->rhs = BCL_NEW(a, double, rows);
    g->start = BCL_NEW(a, size_t, rows + 1);
    g->var = BCL_NEW(a, int, terms);
    g->coef = BCL_NEW(a, double, terms);
}

static void add_term(page *g, int var, double coef)
{
    g->var[g->nentry] = var;
    g->coef[g->nentry++] = coef;
}

static void close_row(page *g, double rhs)
{
    g->rhs[g->p.nrow++] = rhs;
    g->start[g->p.nrow] = g->nentry;
}

static void add_parts(page *g)
{
    const bcl_asker *k = g->k;

    for (size_t i = 0; i < k->nsettled; i++) {
        const bcl_unknown *x = &k->u->unknown[i];
        if (!g->local[i])
            continue;
        g->value[g->p.n] = x->hidden ? (double)NAN : 0;
        g->sd[g->p.n] = x->sd;
        g->low[g->p.n] = x->low;
        g->high[g->p.n++] = x->high;
    }
    for (size_t r = 0; r < k->e.n; r++) {
        const bcl_dual *gap = &k->e.gap[r];
        double rhs = -gap->v;
        if (!row_counts(k, r) || !g->local[gap->unknown[0]])
            continue;
        for (size_t t = 0; t < gap->n; t++) {
            add_term(g, g->local[gap->unknown[t]] - 1, gap->slope[t]);
            rhs += gap->slope[t] * k->u->unknown[gap->unknown[t]].at;
        }
        close_row(g, rhs);
    }
}

/* One more variable for each sum of several terms. */
static void add_sums(page *g)
{
    for (size_t i = 0; i < g->nsum; i++) {
        sum *x = &g->sum[i];
        const term *t = g->term + x->from;
        if (x->n == 1) {
            x->var = g->local[t->unknown] - 1;
            continue;
        }
        x->var = (int)g->p.n++;
        g->value[x->var] = g->sd[x->var] = NAN;
        g->low[x->var] = -INFINITY;
        g->high[x->var] = INFINITY;
        for (size_t j = 0; j < x->n; j++)
            add_term(g, g->local[t[j].unknown] - 1, t[j].slope);
        add_term(g, x->var, -1);
        close_row(g, 0);
    }
}

static void take(bcl_asked *item, const page *g, const bcl_rec_result *r)
{
    for (size_t i = 0; i < g->nsum; i++) {
        const sum *s = &g->sum[i];
        bcl_asked *x = &item[s->item];
        bool open = r->class[s->var] == BCL_REC_UNOBSERVABLE;
        double slope = s->n == 1 ? g->term[s->from].slope : 1, from = 0;
        double low = slope * (open ? r->low[s->var] : r->x[s->var]);
        double high = slope * (open ? r->high[s->var] : r->x[s->var]);
        for (size_t j = 0; j < s->n; j++) {
            const term *t = &g->term[s->from + j];
            from += t->slope * g->k->u->unknown[t->unknown].at;
        }
        x->value += slope * r->x[s->var] - from; /* NaN where open */
        x->sd += slope * slope * r->sd[s->var] * r->sd[s->var];
        x->low += fmin(low, high) - from;
        x->high += fmax(low, high) - from;
    }
}

bool bcl_asker_answer(bcl_asked *item, size_t n, const bcl_asker *k,
                      bcl_arena *scratch)
{
    static const bcl_rec_options o = {.no_suspect = true};
    page g = {.k = k};
    bcl_rec_result r = {0};

    find_all_sums(&g, item, n, scratch);
    allocate(&g, scratch);
    add_parts(&g);
    add_sums(&g);
    g.p.value = g.value, g.p.sd = g.sd, g.p.low = g.low, g.p.high = g.high;
    g.p.start = g.start, g.p.var = g.var, g.p.coef = g.coef, g.p.rhs = g.rhs;
    if (g.p.n && !bcl_reconcile(&r, &g.p, &o, scratch))
        return false;
    take(item, &g, &r);
    for (size_t i = 0; i < n; i++) {
        item[i].sd = sqrt(item[i].sd);
        if (item[i].sd <= 1e-12 * fabs(item[i].dual.v))
            item[i].sd = 0; /* slopes that cancel: rounding of the value */
    }
    return true;
}
