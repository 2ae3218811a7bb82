/* tables_more.c -- actions.csv and valeurs.csv. */
#include "core/text.h"
#include "report/tables_private.h"

#include <math.h>
#include <string.h>

static void action_start(bcl_table_writer *w, const bcl_action *x)
{
    bcl_csvout_text(&w->out, x->head.id);
    bcl_csvout_text(&w->out, x->head.title);
    bcl_csvout_text(&w->out, x->pilot ? x->pilot : "");
    bcl_csvout_text(&w->out, x->status ? x->status : "");
    bcl_tables_year(w, x->from);
    if (x->to)
        bcl_tables_year(w, x->to);
    else
        bcl_csvout_text(&w->out, "");
}

static void cost_rows(bcl_table_writer *w, const bcl_scenario *s, size_t c)
{
    const bcl_model *m = bcl_tables_model(w);
    const bcl_cost *cost = &s->cost[c];
    const bcl_values *x = bcl_plan_value(w->p, w->run, w->p->cost[w->run][c]);
    double unit = bcl_unit_factor(cost->unit) / cost->literal_factor;

    for (int y = cost->from; y <= cost->to; y++) {
        if (y < m->dims.first_year || y > m->dims.last_year)
            continue;
        size_t at = bcl_values_year(m, y);
        action_start(w, &s->action[cost->action]);
        bcl_csvout_text(&w->out, cost->nature);
        bcl_tables_year(w, y);
        bcl_csvout_number(&w->out,
                          bcl_values_has(x, m, at) ? x->v[at] / unit : NAN);
        bcl_csvout_text(&w->out, cost->unit_text);
        bcl_csvout_text(&w->out, bcl_tables_scenario(w));
        bcl_csvout_row(&w->out);
    }
}

static void no_cost(bcl_table_writer *w, const bcl_action *x)
{
    action_start(w, x);
    for (int i = 0; i < 4; i++)
        bcl_csvout_text(&w->out, "");
    bcl_csvout_text(&w->out, bcl_tables_scenario(w));
    bcl_csvout_row(&w->out);
}

bool bcl_tables_actions(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, ACTIONS);
    for (w.run = 0; w.run < w.p->nrun; w.run++) {
        if (w.p->run[w.run] < 0)
            continue;
        const bcl_scenario *s = &w.p->s->scenarios.item[w.p->run[w.run]];
        for (size_t i = 0; i < s->naction; i++) {
            bool any = false;
            for (size_t c = 0; c < s->ncost; c++)
                if (s->cost[c].action == (int)i) {
                    cost_rows(&w, s, c);
                    any = true;
                }
            if (!any)
                no_cost(&w, &s->action[i]);
        }
    }
    return true;
}

const char *bcl_tables_members(const bcl_model *m, bcl_dimset dims, size_t cell,
                               bcl_arena *a)
{
    bcl_layout l = bcl_layout_of(&m->dims, dims);
    const char *text = "";

    for (int i = 0; i < l.rank; i++)
        if (l.dim[i] != BCL_YEAR)
            text = bcl_text_print(a, "%s%s%s=%s", text, *text ? ", " : "",
                                  m->dims.dim[l.dim[i]].id,
                                  bcl_dim_members(&m->dims, l.dim[i])
                                      ->text[cell / l.stride[i] % l.size[i]]);
    return text;
}

static void value_rows(bcl_table_writer *w, const char *kind, const bcl_head *h,
                       int wish, const bcl_unit *unit, const char *unit_text)
{
    const bcl_model *m = bcl_tables_model(w);
    const bcl_values *x = bcl_plan_value(w->p, w->run, wish);

    size_t years =
        x->dims & BCL_YEAR_BIT ? bcl_dim_size(&m->dims, BCL_YEAR) : 1;
    const char *where = "";

    for (size_t c = 0; c < x->layout.cells; c++) {
        if (c % years == 0)
            where = bcl_tables_members(m, x->dims, c, w->p->a);
        if (!bcl_values_has(x, m, c))
            continue;
        bcl_csvout_text(&w->out, kind);
        bcl_csvout_text(&w->out, h->id);
        bcl_csvout_text(&w->out, h->title);
        bcl_csvout_text(&w->out, bcl_tables_scenario(w));
        bcl_csvout_text(&w->out, where);
        if (x->dims & BCL_YEAR_BIT)
            bcl_tables_year(w, bcl_tables_year_of(m, x, c));
        else
            bcl_csvout_text(&w->out, "");
        bcl_csvout_number(&w->out, x->v[c] / bcl_unit_factor(unit));
        bcl_csvout_text(&w->out, unit_text);
        bcl_csvout_text(&w->out, bcl_values_status(x, m, c));
        bcl_csvout_row(&w->out);
    }
}

bool bcl_tables_values(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;
    const bcl_model *m = bcl_tables_model(&w);

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, VALEURS);
    for (w.run = 0; w.run < w.p->nrun; w.run++) {
        for (size_t i = 0; i < w.tables->n; i++) {
            const bcl_declared_table *t = &w.tables->item[i];
            if (!t->scenario ||
                strcmp(t->scenario, bcl_tables_scenario(&w)) == 0)
                value_rows(&w, "tableau", t->head, t->wish, t->unit,
                           t->unit_text);
        }
        for (size_t q = 0; q < m->nquantity; q++)
            if (w.p->flow[q] >= 0)
                value_rows(&w, "flux", &m->quantity[q].head, w.p->flow[q],
                           m->quantity[q].unit, m->quantity[q].unit_text);
    }
    return true;
}
