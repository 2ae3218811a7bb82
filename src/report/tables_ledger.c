/* tables_ledger.c -- bilans.csv: lines as observed and as reconciled. */
#include "core/text.h"
#include "report/tables_private.h"
#include "result/closure.h"
#include "result/sources.h"

#include <math.h>
#include <string.h>

/* The sources of all that a formula reads at first hand. */
static const char *node_sources(const bcl_model *m, const bcl_node *n,
                                const char *text, int depth, bcl_arena *a)
{
    if (n->op == BCL_N_QUANTITY) {
        const bcl_quantity *q = &m->quantity[n->ref];
        bcl_words w = bcl_text_split(a, q->head.source, ' ');
        for (size_t i = 0; i < w.n; i++)
            if (!strstr(text, w.item[i]))
                text = bcl_text_print(a, "%s %s", text, w.item[i]);
        if (!w.n && q->node && depth < 8)
            text = node_sources(m, q->node, text, depth + 1, a);
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            text = node_sources(m, n->arg[k], text, depth, a);
    return text;
}

/* One cell of a ledger, all that its rows repeat made once. */
typedef struct {
    bcl_table_writer *w;
    const bcl_ledger *l;
    size_t g, cell;
    const char *name, **source; /* [line] */
} page;

static const char *name_of(const page *p)
{
    bcl_arena *a = p->w->p->a;
    const char *in =
        bcl_closure_cell_id(bcl_tables_model(p->w), p->l, p->cell, a);

    return *in ? bcl_text_print(a, "%s[%s]", p->l->head.id, in) : p->l->head.id;
}

static const char **sources_of(const page *p)
{
    const bcl_model *m = bcl_tables_model(p->w);
    bcl_arena *a = p->w->p->a;
    const char **text = BCL_NEW(a, const char *, p->l->nline + 1);

    for (size_t i = 0; i < p->l->nline; i++)
        text[i] = bcl_sources_text(
            m, node_sources(m, p->l->line[i].node, "", 0, a), a);
    return text;
}

static void start(const page *p, int y, const char *sense, const char *line)
{
    bcl_csvout *out = &p->w->out;

    bcl_csvout_text(out, p->name);
    bcl_csvout_text(out, p->l->theme);
    bcl_csvout_text(out, bcl_tables_scenario(p->w));
    bcl_tables_year(p->w, y);
    bcl_csvout_text(out, sense);
    bcl_csvout_text(out, line);
}

static const bcl_values *value_of(const page *p, size_t line, int y, size_t *at)
{
    const bcl_table_writer *w = p->w;
    const bcl_values *x =
        bcl_plan_value(w->p, w->run, w->p->ledger[p->g][line]);

    *at = bcl_closure_at(bcl_tables_model(w), x, p->l, p->cell, y);
    return x;
}

/* What was observed, and by how much the reconciliation moved it; blank where
 * nothing was observed, equal where nothing moved. */
static void before(const page *p, double observed, double value)
{
    bcl_csvout_number(&p->w->out, observed);
    bcl_csvout_number(&p->w->out, value - observed);
}

static void line_before(const page *p, size_t line, int y, double value)
{
    const bcl_table_writer *w = p->w;
    const bcl_model *m = bcl_tables_model(w);
    size_t at;
    const bcl_values *x = value_of(p, line, y, &at);

    if (w->p->observed)
        x = bcl_plan_value(w->p, BCL_PLAN_OBSERVED, w->p->ledger[p->g][line]);
    before(p,
           y <= m->dims.reference && bcl_values_has(x, m, at)
               ? x->v[at] / bcl_unit_factor(p->l->unit)
               : (double)NAN,
           value);
}

static void gap_before(const page *p, int y, double gap)
{
    const bcl_table_writer *w = p->w;
    size_t run = w->p->observed ? BCL_PLAN_OBSERVED : w->run;

    before(p,
           y <= bcl_tables_model(w)->dims.reference
               ? bcl_closure_of(w->p, run, p->g, p->cell, y).gap /
                     bcl_unit_factor(p->l->unit)
               : (double)NAN,
           gap);
}

/* How well a line is known; blank where no uncertainty was declared. */
static void spread(const page *p, size_t line, int y)
{
    const bcl_known_line *x =
        bcl_closure_known(p->w->p, p->w->run, p->g, line, p->cell, y);
    double unit = bcl_unit_factor(p->l->unit);
    bool open = x && isnan(x->sd);
    const double v[] = {x ? x->sd : (double)NAN, open ? x->low : (double)NAN,
                        open ? x->high : (double)NAN};

    for (int i = 0; i < 3; i++)
        bcl_csvout_number(&p->w->out,
                          isfinite(v[i]) ? v[i] / unit : (double)NAN);
}

static void write_year(const page *p, int y)
{
    const bcl_model *m = bcl_tables_model(p->w);
    double unit = bcl_unit_factor(p->l->unit);
    bcl_csvout *out = &p->w->out;
    size_t at;

    for (size_t i = 0; i < p->l->nline; i++) {
        const bcl_values *x = value_of(p, i, y, &at);
        start(p, y, p->l->line[i].resource ? "ressource" : "emploi",
              p->l->line[i].title);
        double v = bcl_values_has(x, m, at) ? x->v[at] / unit : (double)NAN;
        bcl_csvout_number(out, v);
        bcl_csvout_text(out, p->l->unit_text);
        bcl_csvout_text(out, bcl_values_status(x, m, at));
        bcl_csvout_text(out, p->source[i]);
        line_before(p, i, y, v);
        spread(p, i, y);
        bcl_csvout_row(out);
    }
    bcl_closure c = bcl_closure_of(p->w->p, p->w->run, p->g, p->cell, y);
    start(p, y, "ecart", bcl_closure_word(c.how));
    bcl_csvout_number(out, c.gap / unit);
    bcl_csvout_text(out, p->l->unit_text);
    bcl_csvout_text(out, c.status);
    bcl_csvout_text(out, "");
    gap_before(p, y, c.gap / unit);
    spread(p, p->l->nline, y);
    bcl_csvout_row(out);
}

/* Years in which no line has anything to say are left out. */
static bool says(const page *p, int y)
{
    const bcl_model *m = bcl_tables_model(p->w);
    size_t at;

    for (size_t i = 0; i < p->l->nline; i++) {
        const bcl_values *x = value_of(p, i, y, &at);
        if (bcl_values_has(x, m, at))
            return true;
    }
    return false;
}

static void write_ledger(page *p)
{
    const bcl_model *m = bcl_tables_model(p->w);
    bcl_table_writer *w = p->w;

    for (w->run = 0; w->run < w->p->nrun; w->run++)
        for (p->cell = 0; p->cell < bcl_closure_cells(m, p->l); p->cell++) {
            p->name = name_of(p);
            for (int y = m->dims.first_year; y <= m->dims.last_year; y++)
                if (says(p, y))
                    write_year(p, y);
        }
}

bool bcl_tables_ledgers(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;
    const bcl_model *m = bcl_tables_model(&w);

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, BILANS);
    for (size_t g = 0; g < m->nledger; g++) {
        page p = {.w = &w, .l = &m->ledger[g], .g = g};
        p.source = sources_of(&p);
        write_ledger(&p);
    }
    return true;
}
