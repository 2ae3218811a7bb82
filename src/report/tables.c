/* tables.c -- see tables.h. */
#include "report/tables.h"
#include "core/text.h"
#include "model/spec.h"
#include "report/datapackage.h"
#include "report/tables_private.h"
#include "result/verdict.h"

#include <math.h>
#include <string.h>

void bcl_tables_header(bcl_table_writer *w, const char *names)
{
    for (const char *s = names; *s;) {
        size_t n = strcspn(s, ";");
        bcl_csvout_text(&w->out, bcl_text_copy(w->p->a, s, n));
        s += n + (s[n] == ';');
    }
    bcl_csvout_row(&w->out);
}

void bcl_tables_year(bcl_table_writer *w, int y)
{
    char text[16];

    snprintf(text, sizeof text, "%d", y);
    bcl_csvout_text(&w->out, text);
}

const char *bcl_tables_scenario(const bcl_table_writer *w)
{
    return bcl_plan_scenario(w->p, w->run);
}

const bcl_model *bcl_tables_model(const bcl_table_writer *w)
{
    return &w->p->s->m;
}

/* One cell of an array, its members in the columns asked for. */
static void members(bcl_table_writer *w, const bcl_layout *l, size_t cell,
                    bcl_dimset columns)
{
    const bcl_model *m = bcl_tables_model(w);

    for (size_t d = 1; d < m->dims.n; d++) {
        if (!(columns & BCL_DIM_BIT(d)))
            continue;
        size_t stride = bcl_layout_stride(l, (int)d);
        bcl_csvout_text(
            &w->out,
            stride ? bcl_dim_members(&m->dims, (int)d)
                         ->text[cell / stride % bcl_dim_size(&m->dims, (int)d)]
                   : "");
    }
}

int bcl_tables_year_of(const bcl_model *m, const bcl_values *x, size_t cell)
{
    return x->dims & BCL_YEAR_BIT
               ? m->dims.first_year +
                     (int)(cell % bcl_dim_size(&m->dims, BCL_YEAR))
               : m->dims.reference;
}

static void indicator_cell(bcl_table_writer *w, const bcl_quantity *q,
                           const bcl_values *x, size_t cell)
{
    const bcl_model *m = bcl_tables_model(w);
    const char *theme = bcl_attr(q->head.xml, "theme");

    bcl_csvout_text(&w->out, q->head.id);
    bcl_csvout_text(&w->out, q->head.title);
    bcl_csvout_text(&w->out, theme ? theme : "");
    bcl_csvout_text(&w->out, bcl_tables_scenario(w));
    members(w, &x->layout, cell, w->columns);
    if (x->dims & BCL_YEAR_BIT)
        bcl_tables_year(w, bcl_tables_year_of(m, x, cell));
    else
        bcl_csvout_text(&w->out, "");
    bool has = bcl_values_has(x, m, cell);
    bcl_csvout_number(&w->out,
                      has ? x->v[cell] / bcl_unit_factor(q->unit) : NAN);
    bcl_csvout_text(&w->out, q->unit_text);
    bcl_csvout_text(&w->out, bcl_values_status(x, m, cell));
    bcl_csvout_number(&w->out, has ? bcl_values_coverage(x, cell) : NAN);
    bcl_csvout_row(&w->out);
}

static bcl_dimset indicator_columns(const bcl_model *m)
{
    bcl_dimset set = 0;

    for (size_t q = 0; q < m->nquantity; q++)
        if (m->quantity[q].kind == BCL_INDICATOR)
            set |= m->quantity[q].dims & ~BCL_YEAR_BIT;
    return set;
}

static const char *indicator_header(const bcl_model *m, bcl_arena *a)
{
    const char *names = "indicateur;titre;theme;scenario;";

    for (size_t k = 1; k < m->dims.n; k++)
        if (indicator_columns(m) & BCL_DIM_BIT(k))
            names = bcl_text_print(a, "%s%s;", names, m->dims.dim[k].id);
    return bcl_text_print(a, "%sannee;valeur;unite;statut;couverture", names);
}

static bool write_indicators(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;
    const bcl_model *m = bcl_tables_model(&w);

    (void)d;
    w.columns = indicator_columns(m);
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, indicator_header(m, w.p->a));
    for (size_t q = 0; q < m->nquantity; q++) {
        if (m->quantity[q].kind != BCL_INDICATOR)
            continue;
        for (w.run = 0; w.run < w.p->nrun; w.run++) {
            const bcl_values *x = bcl_plan_value(w.p, w.run, w.p->indicator[q]);
            for (size_t c = 0; c < x->layout.cells; c++)
                indicator_cell(&w, &m->quantity[q], x, c);
        }
    }
    return true;
}

static void target_row(bcl_table_writer *w, const bcl_target *t,
                       const char *where, size_t cell, bcl_verdict v)
{
    const bcl_model *m = bcl_tables_model(w);
    bcl_layout l =
        bcl_layout_of(&m->dims, m->quantity[t->on].dims & ~BCL_YEAR_BIT);
    const char *in =
        l.rank ? bcl_layout_cell_text(&m->dims, &l, cell, w->p->a) : "";
    const char *source = bcl_sources_text(m, t->head.source, w->p->a);

    bcl_csvout_text(&w->out, bcl_text_print(w->p->a, "%s%s", t->head.id, in));
    bcl_csvout_text(&w->out, t->head.title);
    bcl_csvout_text(&w->out, where);
    bcl_tables_year(w, v.year ? v.year : t->to);
    bcl_csvout_number(&w->out, v.target);
    bcl_csvout_number(&w->out, v.value);
    bcl_csvout_number(&w->out, v.gap);
    bcl_csvout_number(&w->out, v.effort);
    bcl_csvout_text(&w->out, t->unit_text);
    bcl_csvout_text(&w->out, bcl_verdict_word(v.outcome));
    bcl_csvout_text(&w->out, *source ? source : t->head.source);
    bcl_csvout_row(&w->out);
}

/* For each target: what is observed, then what each scenario projects. */
static bool write_targets(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, OBJECTIFS);
    for (w.run = 0; w.run < w.p->nrun; w.run++) {
        const bcl_target **t;
        size_t n = bcl_verdict_targets(w.p, w.run, &t);
        for (size_t i = 0; i < n; i++)
            for (size_t c = 0;
                 c < bcl_verdict_cells(bcl_tables_model(&w), t[i]); c++) {
                if (w.run == 0 || i >= bcl_tables_model(&w)->ntarget)
                    target_row(&w, t[i], "suivi", c,
                               bcl_verdict_observed(w.p, t[i], c));
                target_row(&w, t[i], bcl_tables_scenario(&w), c,
                           bcl_verdict_scenario(w.p, w.run, t[i], c));
            }
    }
    return true;
}

bool bcl_tables_write(const bcl_outdir *o, const bcl_plan *p,
                      const bcl_declared_tables *t, bool every, bcl_diag *d)
{
    bcl_table_writer w = {.p = p, .tables = t, .every = every};
    const bcl_packaged table[] = {
        {"bilans", "Bilans, ligne par ligne, et leur écart", BILANS},
        {"indicateurs", "Indicateurs par scénario et par an",
         indicator_header(&p->s->m, p->a)},
        {"objectifs", "Objectifs et verdicts", OBJECTIFS},
        {"actions", "Actions et coûts", ACTIONS},
        {"valeurs", "Tableaux déclarés et flux du territoire", VALEURS},
        {"reconciliation", "Réconciliation : groupes et tests", GROUPES},
        {"equations", "Réconciliation : ce qui doit s'accorder", EQUATIONS},
        {"ajustements", "Réconciliation : données ajustées", RECONCILIATION},
    };
    bcl_outdir_writer *const write[] = {
        bcl_tables_ledgers,   write_indicators,   write_targets,
        bcl_tables_actions,   bcl_tables_values,  bcl_tables_groups,
        bcl_tables_equations, bcl_tables_adjusted};
    enum { NTABLE = sizeof table / sizeof table[0] };

    for (size_t i = 0; i < NTABLE; i++)
        if (!bcl_outdir_write(
                o, bcl_text_print(p->a, "tables/%s.csv", table[i].name),
                write[i], &w, d))
            return false;
    return bcl_datapackage_write(o, p, table, NTABLE, d);
}
