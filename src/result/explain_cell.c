/* explain_cell.c -- one cell of an explanation: its value, its name, what its
 * table and the levers did. */
#include "core/text.h"
#include "model/spec.h"
#include "result/adjustment.h"
#include "result/explain_private.h"

#include <math.h>
#include <string.h>

bcl_looked bcl_explain_look(const bcl_walker *w, int wish,
                            const bcl_cell_of *at)
{
    const bcl_values *x = bcl_plan_value(w->p, 0, wish);
    const bcl_layout *l = &x->layout;
    bcl_looked k = {.sum = NAN, .low = NAN, .high = NAN};
    double most = 0;

    for (size_t c = 0; c < l->cells; c++) {
        bool in = true;
        for (int i = 0; i < l->rank && in; i++) {
            int member = l->dim[i] == BCL_YEAR
                             ? at->year - w->m->dims.first_year
                             : at->member[l->dim[i]];
            in = member < 0 || c / l->stride[i] % l->size[i] == (size_t)member;
        }
        if (!in)
            continue;
        if (k.cells++ == 0)
            k.first = k.most = c;
        if (!bcl_values_has(x, w->m, c))
            continue;
        k.known++;
        k.sum = isnan(k.sum) ? x->v[c] : k.sum + x->v[c];
        k.low = fmin(k.low, x->v[c]);
        k.high = fmax(k.high, x->v[c]);
        if (fabs(x->v[c]) > most) {
            most = fabs(x->v[c]);
            k.most = c;
        }
    }
    return k;
}

static const char *number(const bcl_walker *w, double x)
{
    char text[64];
    double a = fabs(x);

    bcl_number_french(text, sizeof text, x, a >= 1000 ? 1 : a >= 1 ? 3 : 6);
    return bcl_text_print(w->p->a, "%s", text);
}

/* Amounts add up; rates, shares and factors do not. */
static bool adds_up(const bcl_quantity *q, const char *unit)
{
    const char *slash = strchr(unit, '/');

    return q->unit && !bcl_unit_is_one(q->unit) &&
           (!slash || strcmp(slash, "/an") == 0);
}

/* "[95002, residentiel, 2024]" and, with open dimensions, what the value is
 * of. */
void bcl_explain_name(const bcl_walker *w, bcl_why *y, int ref,
                      const bcl_cell_of *at, const bcl_looked *k, double factor)
{
    bcl_arena *a = w->p->a;
    const bcl_quantity *q = &w->m->quantity[ref];
    const bcl_values *x = bcl_plan_value(w->p, 0, w->p->own[ref]);
    const char *cell = "", *open = "";
    char low[64], high[64];

    for (size_t d = 1; d <= w->m->dims.n; d++) {
        size_t e = d == w->m->dims.n ? BCL_YEAR : d;
        if (!(q->dims & BCL_DIM_BIT(e)))
            continue;
        if (e == BCL_YEAR)
            cell =
                bcl_text_print(a, "%s%s%d", cell, *cell ? ", " : "", at->year);
        else if (at->member[e] >= 0)
            cell = bcl_text_print(a, "%s%s%s", cell, *cell ? ", " : "",
                                  bcl_dim_member_title(&w->m->dims, (int)e,
                                                       (size_t)at->member[e]));
        else
            open = bcl_text_print(a, "%s%s%s", open, *open ? ", " : "",
                                  w->m->dims.dim[e].id);
    }
    y->cell = *cell ? bcl_text_print(a, "[%s]", cell) : "";
    y->value = k->sum / factor;
    if (!*open)
        return;
    const char *cells = k->cells > 1 ? "cellules" : "cellule";
    if (adds_up(q, y->unit)) {
        size_t blank = k->known ? k->cells - k->known : 0;
        y->aggregate =
            bcl_text_print(a, "somme de %zu %s (%s)", k->cells, cells, open);
        if (blank)
            y->aggregate = bcl_text_print(
                a, "%s, dont %zu sans valeur (secrète ou manquante)",
                y->aggregate, blank);
        if (k->known > 1)
            y->aggregate = bcl_text_print(
                a, "%s ; la plus grande : %s %s", y->aggregate,
                bcl_layout_cell_text(&w->m->dims, &x->layout, k->most, a),
                number(w, x->v[k->most] / factor));
        return;
    }
    y->value = NAN;
    if (!k->known) {
        y->aggregate = bcl_text_print(a, "%zu %s (%s)", k->cells, cells, open);
        return;
    }
    bcl_number_french(low, sizeof low, k->low / factor, 4);
    bcl_number_french(high, sizeof high, k->high / factor, 4);
    y->aggregate = bcl_text_print(a, "%zu %s (%s), de %s à %s", k->cells, cells,
                                  open, low, high);
}

static bool lever_touches(const bcl_lever *l, const bcl_cell_of *at)
{
    if (at->year < l->start)
        return false;
    for (size_t d = 1; d < BCL_DIMS_MAX; d++)
        if (l->keep[d] && at->member[d] >= 0 && !l->keep[d][at->member[d]])
            return false;
    return true;
}

void bcl_explain_levers(const bcl_walker *w, bcl_why *y, int ref,
                        const bcl_cell_of *at)
{
    int run = w->p->run[0];
    const bcl_scenario *s = run < 0 ? NULL : &w->p->s->scenarios.item[run];

    if (!s)
        return;
    y->lever = BCL_NEW(w->p->a, const char *, s->nlever + 1);
    for (size_t i = 0; i < s->nlever; i++) {
        const bcl_lever *l = &s->lever[i];
        if (l->quantity == ref && lever_touches(l, at))
            y->lever[y->nlever++] = bcl_text_print(
                w->p->a, "levier « %s » (%s), scénario %s%s%s, %s:%d",
                l->head.title, l->head.id, l->scenario,
                l->action ? ", action " : "", l->action ? l->action : "",
                l->head.at.file, l->head.at.line);
    }
}

void bcl_explain_table(const bcl_walker *w, bcl_why *y, int ref, size_t cell)
{
    const bcl_observed *o = &w->p->s->data.of[ref];
    const bcl_quantity *q = &w->m->quantity[ref];

    y->file = q->head.at.file;
    y->line = q->head.at.line;
    if (!o->slice) {
        y->how = o->why;
        return;
    }
    size_t year = cell % o->span, at = cell / o->span;
    if (!o->slice[year]) {
        while (year > 0 && !o->slice[year])
            year--;
        const char *rule = bcl_attr(q->head.xml, "prolonge");
        int last = w->m->dims.first_year + (int)year;
        y->how = rule && strcmp(rule, "aucune") == 0
                     ? bcl_text_print(w->p->a,
                                      "rien après %d, et jamais prolongé", last)
                     : bcl_text_print(w->p->a, "prolongé depuis %d (%s)", last,
                                      rule ? rule : "constante");
    }
    const bcl_slice *s = o->slice[year];
    if (s && s->line && s->line[at]) {
        y->file = o->file[s->which[at]];
        y->line = s->line[at];
    } else if (o->file) {
        y->how = y->how ? y->how
                        : "aucune ligne : vaut ce que la lecture dit "
                          "de l'absence de ligne";
    }
}

static const char *settled_text(const bcl_walker *w, const bcl_quantity *q,
                                const bcl_reconciled_cell *c)
{
    double unit = bcl_unit_factor(q->unit);
    const char *where = bcl_adjustment_where(w->p->s, c, w->p->a);

    if (c->class == BCL_REC_UNOBSERVABLE)
        return isfinite(c->high)
                   ? bcl_text_print(w->p->a,
                                    "cachée ; les autres données la tiennent "
                                    "entre %s et %s %s",
                                    number(w, c->low / unit),
                                    number(w, c->high / unit), q->unit_text)
                   : "cachée ; rien ne la détermine";
    if (c->hidden)
        return bcl_text_print(w->p->a,
                              "réconciliée (%s) : cachée, déduite des autres "
                              "données, écart-type %s",
                              where, number(w, c->sd_after / unit));
    return bcl_text_print(
        w->p->a,
        "réconciliée (%s) : observée %s ± %s, ajustée de %s à %s ± %s %s "
        "(ajustement / écart-type : %s)",
        where, number(w, c->before / unit), number(w, c->sd_before / unit),
        number(w, (c->after - c->before) / unit), number(w, c->after / unit),
        number(w, c->sd_after / unit), q->unit_text, number(w, c->z));
}

static void settled(const bcl_walker *w, bcl_why *y, int ref, size_t cell)
{
    const bcl_quantity *q = &w->m->quantity[ref];
    size_t years = bcl_dim_size(&w->m->dims, BCL_YEAR);
    size_t reference = (size_t)(w->m->dims.reference - w->m->dims.first_year);
    const bcl_reconciled *r = &w->p->s->reconciled;

    if (q->dims & BCL_YEAR_BIT && cell % years > reference)
        cell -= cell % years - reference;
    const bcl_reconciled_cell *c = bcl_reconciled_find(r, ref, cell);
    for (size_t back = cell % years;
         !c && q->dims & BCL_YEAR_BIT && back-- > 0;)
        c = bcl_reconciled_find(r, ref, --cell);
    if (c && (c->hidden || c->after != c->before))
        y->settled = settled_text(w, q, c);
}

/* The last year up to this one in which its measure told a cell; -1: none. */
static int told_in(const bcl_walker *w, int ref, size_t cell)
{
    const bcl_reconciled *r = &w->p->s->reconciled;
    size_t years = bcl_dim_size(&w->m->dims, BCL_YEAR);
    bool dated = w->m->quantity[ref].dims & BCL_YEAR_BIT;
    int last = -1;

    for (size_t i = 0; i < r->nrow; i++) {
        const bcl_reconciled_row *x = &r->row[i];
        if (x->quantity != ref || !x->partial || isnan(x->after))
            continue;
        if (dated ? x->cell / years == cell / years && x->cell <= cell &&
                        (int)x->year > last
                  : x->cell == cell)
            last = (int)x->year;
    }
    return last;
}

static void fit(const bcl_walker *w, bcl_why *y, int ref, size_t cell)
{
    const bcl_quantity *q = &w->m->quantity[ref];
    const bcl_input *in = &bcl_study_inputs(w->p->s, w->p->run[0])[ref];
    size_t years =
        q->dims & BCL_YEAR_BIT ? bcl_dim_size(&w->m->dims, BCL_YEAR) : 1;
    bool gap = q->fit == BCL_FIT_GAP;
    int year = in->slice ? told_in(w, ref, cell) : -1;

    if (year < 0)
        return;
    double by = in->slice[cell % years]->v[cell / years];
    if (by == (gap ? 0 : 1))
        return;
    y->settled = bcl_text_print(
        w->p->a, "calé sur « %s »%s, cellules cachées comprises : %s %s%s%s",
        w->m->quantity[q->measure].head.title,
        q->dims & BCL_YEAR_BIT
            ? bcl_text_print(w->p->a, " de %d", w->m->dims.first_year + year)
            : "",
        gap ? by < 0 ? "−" : "+" : "×",
        number(w, gap ? fabs(by) / bcl_unit_factor(q->unit) : by),
        gap ? " " : "", gap ? q->unit_text : "");
}

void bcl_explain_settled(const bcl_walker *w, bcl_why *y, int ref, size_t cell)
{
    if (w->m->quantity[ref].kind == BCL_INPUT)
        settled(w, y, ref, cell);
    else
        fit(w, y, ref, cell);
}
