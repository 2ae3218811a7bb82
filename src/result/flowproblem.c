/* flowproblem.c -- see flowproblem.h: the variables. */
#include "result/flowproblem.h"
#include "core/text.h"
#include "result/flowproblem_private.h"

#include <math.h>
#include <string.h>

static int add_var(bcl_problem_builder *b, bcl_variable v, const bcl_datum *m,
                   double low)
{
    size_t n = b->out->p.n++;
    bool told = m && !isnan(m->value);

    BCL_GROW(b->a, b->out->var, n, &b->var_cap);
    BCL_GROW(b->a, b->number, n, &b->number_cap);
    b->out->var[n] = v;
    b->number[n] = (bcl_problem_number){.value = told ? m->value * v.unit.factor
                                                      : (double)NAN,
                                        .sd = told ? m->sd * v.unit.factor : 0,
                                        .low = low,
                                        .high = INFINITY,
                                        .from = BCL_REC_OUTSIDE,
                                        .to = BCL_REC_OUTSIDE};
    return (int)n;
}

/* ---- flows ---- */

/* Those where something only enters, or only leaves. */
static void warn_one_sided(const bcl_problem_builder *b, const bool *has,
                           const bool *lacks, const char *what, bcl_diag *d)
{
    enum { LISTED = 8 };
    const bcl_flowtable *t = b->out->table;
    const char *names = "";
    size_t n = 0;

    for (size_t p = 0; p < t->processes.n; p++) {
        if (!has[p] || lacks[p] || n++ >= LISTED)
            continue;
        names = bcl_text_print(b->a, "%s%s« %s »", names, n > 1 ? ", " : "",
                               t->processes.text[p]);
    }
    if (n > LISTED)
        names = bcl_text_print(b->a, "%s et %zu autres", names, n - LISTED);
    if (n == 0)
        return;
    bcl_warn(d, "B14", (bcl_pos){.file = t->path},
             "%s : que des %s, donc rien à équilibrer : %s pour l'extérieur",
             names, what, n > 1 ? "ils comptent" : "il compte");
    bcl_hint(d, "vérifiez l'orthographe dans « from » et « to »");
}

/* A process stands in the balances when something enters and leaves it. */
static void find_processes(bcl_problem_builder *b, bcl_diag *d)
{
    const bcl_flowtable *t = b->out->table;
    bool *in = BCL_NEW(b->a, bool, t->processes.n + 1);
    bool *out = BCL_NEW(b->a, bool, t->processes.n + 1);

    for (size_t i = 0; i < t->nflow; i++) {
        const bcl_table_flow *f = &t->flow[i];
        if (f->to >= 0 && f->to != f->from)
            in[f->to] = true;
        if (f->from >= 0 && f->to != f->from)
            out[f->from] = true;
    }
    b->balanced = BCL_NEW(b->a, bool, t->processes.n + 1);
    for (size_t p = 0; p < t->processes.n; p++)
        b->balanced[p] = in[p] && out[p];
    warn_one_sided(b, in, out, "entrées", d);
    warn_one_sided(b, out, in, "sorties", d);
}

/* The process of a layer: 0 the goods, then the substances. */
static int layer_process(const bcl_problem_builder *b, int process, int layer)
{
    return process >= 0 && b->balanced[process]
               ? layer * (int)b->out->table->processes.n + process
               : BCL_REC_OUTSIDE;
}

static void put_ends(bcl_problem_builder *b, int var, const bcl_table_flow *f,
                     int layer)
{
    b->number[var].from = layer_process(b, f->from, layer);
    b->number[var].to = layer_process(b, f->to, layer);
}

static void add_flows(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;

    for (size_t i = 0; i < t->nflow; i++) {
        const bcl_table_flow *f = &t->flow[i];
        double low = f->low * f->unit.factor;
        if (b->nonnegative && !f->stock && isinf(low))
            low = 0;
        int v = add_var(b,
                        (bcl_variable){.kind = BCL_VAR_FLOW,
                                       .index = (int)i,
                                       .name = t->flows.text[i],
                                       .unit = f->unit,
                                       .at = f->m.at,
                                       .printed = true},
                        &f->m, low);
        b->number[v].high = f->high * f->unit.factor;
        put_ends(b, v, f, 0);
    }
}

static void add_shares(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;

    b->first_share = b->out->p.n;
    for (size_t i = 0; i < t->nshare; i++) {
        const bcl_table_share *s = &t->share[i];
        const char *name = bcl_text_print(
            b->a, "share:%s:%s%s%s%s%s", t->processes.text[s->process],
            t->flows.text[s->flow], s->input >= 0 ? ":" : "",
            s->input >= 0 ? t->flows.text[s->input] : "",
            s->substance >= 0 ? ":" : "",
            s->substance >= 0 ? t->substances.text[s->substance] : "");
        (void)add_var(b,
                      (bcl_variable){.kind = BCL_VAR_SHARE,
                                     .index = (int)i,
                                     .name = name,
                                     .unit = {"", 1},
                                     .at = s->m.at,
                                     .printed = true},
                      &s->m, b->nonnegative ? 0 : -INFINITY);
    }
}

/* ---- layers ---- */

static bool in_no_balance(const bcl_table_flow *f)
{
    return f->from < 0 && f->to < 0;
}

static int add_concentration(bcl_problem_builder *b, int flow, int substance,
                             const bcl_table_content *c, int index)
{
    const bcl_flowtable *t = b->out->table;
    bcl_variable v = {.kind = BCL_VAR_CONCENTRATION,
                      .index = index,
                      .name = bcl_text_print(b->a, "conc:%s:%s",
                                             t->flows.text[flow],
                                             t->substances.text[substance]),
                      .unit = c ? c->unit : b->substance_unit[substance],
                      .at = c ? c->m.at : (bcl_pos){0},
                      .printed = true};

    return add_var(b, v, c ? &c->m : NULL, b->nonnegative ? 0 : -INFINITY);
}

/* Those told come first, in the order they were told. */
static void add_concentrations(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;
    size_t n = t->nflow * t->substances.n;

    b->concentration = BCL_NEW(b->a, int, n + 1);
    b->content = BCL_NEW(b->a, int, n + 1);
    b->substance_unit = BCL_NEW(b->a, bcl_own_unit, t->substances.n + 1);
    for (size_t i = 0; i < n; i++)
        b->concentration[i] = b->content[i] = -1;
    for (size_t k = 0; k < t->substances.n; k++)
        b->substance_unit[k] = (bcl_own_unit){"", 1};
    for (size_t i = t->nconcentration; i-- > 0;) {
        const bcl_table_content *c = &t->concentration[i];
        b->substance_unit[c->substance] = c->unit;
    }
    for (size_t i = 0; i < t->nconcentration; i++) {
        const bcl_table_content *c = &t->concentration[i];
        b->concentration[(size_t)c->substance * t->nflow + (size_t)c->flow] =
            add_concentration(b, c->flow, c->substance, c, (int)i);
    }
    for (size_t i = 0; i < n; i++) {
        int flow = (int)(i % t->nflow), substance = (int)(i / t->nflow);
        if (b->concentration[i] < 0 && !in_no_balance(&t->flow[flow]))
            b->concentration[i] =
                add_concentration(b, flow, substance, NULL, -1);
    }
}

static int add_content(bcl_problem_builder *b, size_t flow, size_t substance,
                       const bcl_table_content *c, int index)
{
    const bcl_flowtable *t = b->out->table;
    const bcl_table_flow *f = &t->flow[flow];
    bcl_variable v = {.kind = BCL_VAR_CONTENT,
                      .index = index,
                      .name = bcl_text_print(b->a, "mass:%s:%s",
                                             t->flows.text[flow],
                                             t->substances.text[substance]),
                      .unit = c ? c->unit : (bcl_own_unit){"", 1},
                      .at = c ? c->m.at : (bcl_pos){0},
                      .printed = c != NULL};
    int var = add_var(b, v, c ? &c->m : NULL,
                      b->nonnegative && !f->stock ? 0 : -INFINITY);

    put_ends(b, var, f, (int)substance + 1);
    return var;
}

static void add_contents(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;

    for (size_t i = 0; i < t->ncontent; i++) {
        const bcl_table_content *c = &t->content[i];
        size_t f = (size_t)c->flow, k = (size_t)c->substance;
        b->content[k * t->nflow + f] = add_content(b, f, k, c, (int)i);
    }
    for (size_t i = 0; i < t->nflow * t->substances.n; i++)
        if (b->content[i] < 0 && b->concentration[i] >= 0 &&
            !in_no_balance(&t->flow[i % t->nflow]))
            b->content[i] =
                add_content(b, i % t->nflow, i / t->nflow, NULL, -1);
}

/* ---- the problem ---- */

static void put_numbers(bcl_problem_builder *b)
{
    bcl_rec_problem *p = &b->out->p;
    double *value = BCL_NEW(b->a, double, p->n + 1);
    double *sd = BCL_NEW(b->a, double, p->n + 1);
    double *low = BCL_NEW(b->a, double, p->n + 1);
    double *high = BCL_NEW(b->a, double, p->n + 1);
    int *from = BCL_NEW(b->a, int, p->n + 1),
        *to = BCL_NEW(b->a, int, p->n + 1);
    bool bounded = false;

    for (size_t i = 0; i < p->n; i++) {
        const bcl_problem_number *x = &b->number[i];
        value[i] = x->value;
        sd[i] = x->sd;
        low[i] = x->low;
        high[i] = x->high;
        from[i] = x->from;
        to[i] = x->to;
        bounded |= isfinite(x->low) || isfinite(x->high);
    }
    p->value = value;
    p->sd = sd;
    p->low = bounded ? low : NULL;
    p->high = bounded ? high : NULL;
    p->from = from;
    p->to = to;
}

static void name_processes(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;
    size_t n = t->processes.n;

    b->out->p.nprocess = n * (t->substances.n + 1);
    b->out->process = BCL_NEW(b->a, const char *, b->out->p.nprocess + 1);
    for (size_t i = 0; i < b->out->p.nprocess; i++)
        b->out->process[i] =
            i < n ? t->processes.text[i]
                  : bcl_text_print(b->a, "%s (%s)", t->processes.text[i % n],
                                   t->substances.text[i / n - 1]);
}

static void add_correlations(bcl_problem_builder *b)
{
    const bcl_flowtable *t = b->out->table;
    bcl_rec_correlation *c =
        BCL_NEW(b->a, bcl_rec_correlation, t->ncorrelation + 1);

    for (size_t i = 0; i < t->ncorrelation; i++)
        c[i] = (bcl_rec_correlation){t->correlation[i].a, t->correlation[i].b,
                                     t->correlation[i].rho};
    b->out->p.correlation = c;
    b->out->p.ncorrelation = t->ncorrelation;
}

void bcl_flowproblem_build(bcl_flowproblem *out, const bcl_flowtable *t,
                           bool nonnegative, bcl_arena *a, bcl_diag *d)
{
    bcl_problem_builder b = {.out = out, .nonnegative = nonnegative, .a = a};

    *out = (bcl_flowproblem){.table = t};
    find_processes(&b, d);
    name_processes(&b);
    add_flows(&b);
    add_shares(&b);
    add_concentrations(&b);
    add_contents(&b);
    put_numbers(&b);
    bcl_problem_add_rows(&b);
    add_correlations(&b);
}
