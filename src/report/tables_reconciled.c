/* tables_reconciled.c -- reconciliation.csv, equations.csv and ajustements.csv:
 * what a reconciliation tested, what had to agree, what moved. */
#include "core/text.h"
#include "report/tables_private.h"
#include "result/adjustment.h"
#include "result/sources.h"

#include <math.h>
#include <stdio.h>

static const bcl_study *study_of(const bcl_table_writer *w)
{
    return w->p->s;
}

static void number_text(bcl_table_writer *w, size_t n)
{
    char text[24];

    snprintf(text, sizeof text, "%zu", n);
    bcl_csvout_text(&w->out, text);
}

/* "2022", or nothing for what has no year. */
static void year_if(bcl_table_writer *w, bcl_dimset dims, size_t year)
{
    if (dims & BCL_YEAR_BIT)
        bcl_tables_year(w, bcl_tables_model(w)->dims.first_year + (int)year);
    else
        bcl_csvout_text(&w->out, "");
}

static const char *suspects(const bcl_study *s, const bcl_reconciled_group *g,
                            bcl_arena *a)
{
    const char *text = "";

    for (size_t i = 0; i < g->nsuspect; i++) {
        if (g->suspect[i] < 0)
            continue;
        const bcl_reconciled_cell *c = &s->reconciled.cell[g->suspect[i]];
        text = bcl_text_print(a, "%s%s%s (%s)", text, *text ? " ; " : "",
                              s->m.quantity[c->quantity].head.title,
                              bcl_adjustment_where(s, c, a));
    }
    return text;
}

bool bcl_tables_groups(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;
    const bcl_study *s = study_of(&w);

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, GROUPES);
    for (size_t i = 0; i < s->reconciled.ngroup; i++) {
        const bcl_reconciled_group *g = &s->reconciled.group[i];
        bool tested = g->status == BCL_REC_OK && g->dof > 0;
        number_text(&w, i + 1);
        bcl_csvout_text(&w.out, bcl_adjustment_title(s, i, w.p->a));
        bcl_csvout_text(&w.out, bcl_adjustment_verdict(g));
        bcl_csvout_number(&w.out, tested ? g->chi2 : (double)NAN);
        bcl_csvout_number(&w.out, g->dof);
        bcl_csvout_number(&w.out, tested ? g->critical : (double)NAN);
        bcl_csvout_number(&w.out, tested ? g->p : (double)NAN);
        number_text(&w, g->nrow);
        number_text(&w, g->nunknown);
        number_text(&w, g->nredundant);
        number_text(&w, g->nhidden);
        number_text(&w, g->nfound);
        bcl_csvout_number(&w.out, tested ? g->z_mark : (double)NAN);
        bcl_csvout_text(&w.out, suspects(s, g, w.p->a));
        bcl_csvout_row(&w.out);
    }
    return true;
}

static void equation(bcl_table_writer *w, const bcl_reconciled_row *r,
                     bcl_arena *own)
{
    const bcl_model *m = bcl_tables_model(w);
    const bcl_quantity *by =
        r->quantity >= 0 ? &m->quantity[m->quantity[r->quantity].measure]
                         : NULL;
    const bcl_process *p = by ? NULL : &m->process[-1 - r->quantity];
    bcl_dimset dims = by ? by->dims : p->by;
    const bcl_quantity *in = by ? by : &m->quantity[p->inflow];
    double unit = by ? bcl_unit_factor(by->unit) : 1;

    number_text(w, (size_t)r->group + 1);
    bcl_csvout_text(&w->out,
                    by ? m->quantity[r->quantity].head.id : p->head.id);
    bcl_csvout_text(&w->out, bcl_tables_members(m, dims, r->cell, own));
    year_if(w, dims, r->year);
    bcl_csvout_text(&w->out, by         ? by->unit_text
                             : in->unit ? bcl_unit_base_text(in->unit, own)
                                        : "");
    bcl_csvout_number(&w->out, r->value / unit);
    bcl_csvout_number(&w->out, r->measure / unit);
    bcl_csvout_number(&w->out, (r->value - r->measure) / unit);
    bcl_csvout_number(&w->out, r->gap / unit);
    bcl_csvout_text(&w->out, r->partial ? "oui" : "non");
    bool moved =
        !r->exact && w->p->s->reconciled.group[r->group].status == BCL_REC_OK;
    bcl_csvout_text(&w->out, moved ? "oui" : "non");
    bcl_csvout_row(&w->out);
}

bool bcl_tables_equations(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;
    const bcl_reconciled *r = &study_of(&w)->reconciled;

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, EQUATIONS);
    for (size_t i = 0; i < r->nrow; i++) {
        bcl_arena *own = bcl_arena_create();
        equation(&w, &r->row[i], own);
        bcl_arena_destroy(own);
    }
    return true;
}

/* source: [quantity], each made once. */
static void adjusted(bcl_table_writer *w, const bcl_reconciled_cell *c,
                     const char **source, bcl_arena *own)
{
    const bcl_model *m = bcl_tables_model(w);
    const bcl_quantity *q = &m->quantity[c->quantity];
    double unit = bcl_unit_factor(q->unit);

    if (!source[c->quantity])
        source[c->quantity] = bcl_sources_text(m, q->head.source, w->p->a);

    number_text(w, (size_t)c->group + 1);
    bcl_csvout_text(&w->out, q->head.title);
    bcl_csvout_text(&w->out, q->head.id);
    bcl_csvout_text(&w->out, bcl_tables_members(m, q->dims, c->cell, own));
    year_if(w, q->dims, c->year);
    bcl_csvout_text(&w->out, q->unit_text);
    bcl_csvout_number(&w->out, c->before / unit);
    bcl_csvout_number(&w->out, c->sd_before / unit);
    bcl_csvout_number(&w->out, c->after / unit);
    bcl_csvout_number(&w->out, c->sd_after / unit);
    bcl_csvout_number(&w->out, (c->after - c->before) / unit);
    bcl_csvout_number(&w->out, c->z);
    bcl_csvout_text(&w->out, bcl_adjustment_class(c->class));
    bcl_csvout_number(&w->out, c->low / unit);
    bcl_csvout_number(&w->out, c->high / unit);
    bcl_csvout_text(&w->out, source[c->quantity]);
    bcl_csvout_row(&w->out);
}

bool bcl_tables_adjusted(FILE *to, const void *what, bcl_diag *d)
{
    bcl_table_writer w = *(const bcl_table_writer *)what;
    const bcl_reconciled *r = &study_of(&w)->reconciled;

    (void)d;
    w.out = bcl_csvout_start(to);
    bcl_tables_header(&w, RECONCILIATION);
    const char **source =
        BCL_NEW(w.p->a, const char *, bcl_tables_model(&w)->nquantity + 1);
    for (size_t i = 0; i < r->ncell; i++) {
        if (!w.every && bcl_adjustment_unnoticed(r, &r->cell[i]))
            continue;
        bcl_arena *own = bcl_arena_create();
        adjusted(&w, &r->cell[i], source, own);
        bcl_arena_destroy(own);
    }
    return true;
}
