/* bind_board.c -- indicators side by side, each with its course, its target
 * and a signal. */
#include "core/text.h"
#include "figure/bind_private.h"
#include "figure/dashboard.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static const double near_enough = 0.2; /* of the way that is due */

bool bcl_bind_settle_board(bcl_figure *f, bcl_plan *p, bcl_diag *d)
{
    const bcl_model *m = &p->s->m;
    const bcl_xml *e = f->head->xml;
    const char *list = bcl_attr(e, "indicateurs");
    bcl_words w = bcl_text_split(p->a, list ? list : "", ' ');
    bool ok = true;

    if (w.n == 0)
        return bcl_fail(d, "R08", e->at,
                        "la figure « %s » : il manque indicateurs=\"…\"",
                        f->head->id);
    f->item = BCL_NEW(p->a, bcl_figure_item, w.n);
    for (size_t i = 0; i < w.n; i++) {
        int q = bcl_model_find(m, w.item[i]);
        if (q < 0) {
            ok = bcl_fail(d, "N01", bcl_attr_at(e, "indicateurs"),
                          "grandeur inconnue « %s »", w.item[i]);
            const char *near = bcl_names_nearest(&m->symbols.name, w.item[i]);
            if (near)
                bcl_hint(d, "vouliez-vous « %s » ?", near);
        } else if (m->quantity[q].dims != BCL_YEAR_BIT) {
            ok = bcl_fail(d, "D01", bcl_attr_at(e, "indicateurs"),
                          "« %s » est une grandeur %s ; un tableau de bord "
                          "montre des grandeurs par an",
                          w.item[i],
                          bcl_dimset_text(&m->dims, m->quantity[q].dims, p->a));
        } else {
            f->item[f->nitem++] = (bcl_figure_item){
                q, p->indicator[q] >= 0
                       ? p->indicator[q]
                       : bcl_plan_add(p, bcl_values_quantity(m, q, p->a),
                                      BCL_YEAR_BIT)};
        }
    }
    return ok;
}

/* A tile reads its own quantity in that quantity's unit. */
static bcl_figure of_item(const bcl_binding *b, size_t i)
{
    const bcl_quantity *q = &b->m->quantity[b->f->item[i].quantity];
    bcl_figure f = *b->f;

    f.wish = b->f->item[i].wish;
    f.unit = q->unit;
    f.unit_text = q->unit_text;
    f.target = NULL;
    f.node = bcl_values_quantity(b->m, b->f->item[i].quantity, b->a);
    f.x = BCL_YEAR;
    return f;
}

/* The target of the year asked for, else the first one still to come; of two,
 * that of the last scenario shown, which is the one that is drawn. */
static const bcl_aim *choose_aim(const bcl_binding *b)
{
    int last = bcl_bind_last_observed(b, bcl_bind_result(b, 0));
    int want = b->f->year, found = 0;
    const bcl_aim *best = NULL;
    bcl_aim *aim;
    size_t n = bcl_bind_aims(&aim, b);

    for (size_t i = 0; i < n; i++)
        if (aim[i].t->to == want)
            found = want;
    for (size_t i = 0; i < n; i++) {
        if (aim[i].t->to <= last || (found && aim[i].t->to != found))
            continue;
        if (best && aim[i].t->to > best->t->to)
            break;
        if (!best || (aim[i].of_run && aim[i].run + 1 == b->f->nrun))
            best = &aim[i];
    }
    return best;
}

static bcl_signal signal_of(const bcl_binding *b, const bcl_aim *aim)
{
    bcl_verdict v = bcl_verdict_observed(b->p, aim->t, 0);
    bcl_course c = bcl_verdict_course(b->p, b->f->run[0], aim->t, 0);

    switch (v.outcome) {
    case BCL_REACHED:
    case BCL_ON_TRACK:
        return BCL_SIGNAL_GOOD;
    case BCL_LATE:
        return (c.now - c.start) / (c.due - c.start) >= near_enough
                   ? BCL_SIGNAL_MIDDLE
                   : BCL_SIGNAL_BAD;
    default:
        return BCL_SIGNAL_NONE;
    }
}

static void fill_course(bcl_dashboard_tile *t, const bcl_binding *b, int from,
                        int to)
{
    size_t n = (size_t)(to - from + 1);
    int *year = BCL_NEW(b->a, int, n);
    double *observed = BCL_NEW(b->a, double, n);
    double *projected = BCL_NEW(b->a, double, n);
    const bcl_values *x = bcl_bind_result(b, 0);
    const bcl_values *z = bcl_bind_result(b, b->f->nrun - 1);
    int last = bcl_bind_last_observed(b, x);

    for (size_t i = 0; i < n; i++) {
        year[i] = from + (int)i;
        observed[i] = projected[i] = NAN;
        size_t cell = bcl_values_year(b->m, year[i]);
        if (bcl_bind_is_observed(b, x, year[i]))
            observed[i] = bcl_bind_at(b, x, cell);
        else if (year[i] > last)
            projected[i] = bcl_bind_at(b, z, cell);
    }
    t->year = year;
    t->nyear = n;
    t->observed = observed;
    t->projected = projected;
}

/* From the first number to the target, or to the year said. */
static bool fill_tile(bcl_dashboard_tile *t, const bcl_binding *b)
{
    const bcl_quantity *q = &b->m->quantity[b->f->node->ref];
    const bcl_values *x = bcl_bind_result(b, 0);
    const bcl_aim *aim = choose_aim(b);
    int first = b->f->from, last = b->f->to;

    if (!bcl_bind_last_observed(b, x))
        return false;
    while (!bcl_values_has(x, b->m, bcl_values_year(b->m, first)))
        first++;
    if (!b->f->has_years)
        last = aim ? aim->t->to : b->f->year ? b->f->year : last;
    if (last > b->m->dims.last_year)
        last = b->m->dims.last_year;
    if (last < first)
        return false;
    *t = (bcl_dashboard_tile){.title = q->head.title,
                              .unit = bcl_bind_unit(q->unit_text, b->a),
                              .target = NAN,
                              .start = NAN};
    fill_course(t, b, first, last);
    if (!aim)
        return true;
    t->target = aim->v;
    t->target_year = aim->t->to;
    t->target_from = aim->t->from;
    bcl_course c = bcl_verdict_course(b->p, b->f->run[0], aim->t, 0);
    t->start_year = c.from;
    t->start =
        c.from < c.last ? c.start / bcl_unit_factor(b->f->unit) : (double)NAN;
    t->signal = signal_of(b, aim);
    return true;
}

static const char *signal_word(bcl_signal s)
{
    static const char *const word[] = {[BCL_SIGNAL_NONE] = "sans signal",
                                       [BCL_SIGNAL_GOOD] = "en ligne",
                                       [BCL_SIGNAL_MIDDLE] = "en retard",
                                       [BCL_SIGNAL_BAD] = "loin de la cible"};

    return word[s];
}

static const char *describe(const bcl_binding *b, const bcl_dashboard *r,
                            const char *const *last)
{
    const char **part = BCL_NEW(b->a, const char *, r->ntile + 1);

    for (size_t i = 0; i < r->ntile; i++)
        part[i] = bcl_text_print(b->a, "%s %s (%s)", r->tile[i].title, last[i],
                                 signal_word(r->tile[i].signal));
    return bcl_text_print(b->a, "%s\u00A0: %s.", b->f->head->title,
                          bcl_bind_list(part, r->ntile, 12, b->a));
}

static const char *last_value(const bcl_binding *b, const bcl_dashboard_tile *t)
{
    size_t i = t->nyear;

    while (i > 0 && isnan(t->observed[i - 1]))
        i--;
    return i ? bcl_text_print(b->a, "%s en %d",
                              bcl_bind_amount(b, t->observed[i - 1]),
                              t->year[i - 1])
             : "";
}

static void note_scenario(bcl_binding *b, const bcl_dashboard *r)
{
    bool any = false;

    for (size_t i = 0; i < r->ntile; i++)
        for (size_t y = 0; y < r->tile[i].nyear; y++)
            any = any || !isnan(r->tile[i].projected[y]);
    size_t k = b->f->nrun - 1;
    if (any && b->p->run[b->f->run[k]] >= 0)
        bcl_bind_note(b, bcl_text_print(b->a,
                                        "trait pâle\u00A0: scénario "
                                        "«\u00A0%s\u00A0»",
                                        bcl_bind_run_title(b, k)));
}

bcl_canvas *bcl_bind_board(bcl_binding *b)
{
    size_t n = b->f->nitem, nlack = 0;
    bcl_dashboard_tile *tile = BCL_NEW(b->a, bcl_dashboard_tile, n + 1);
    const char **lack = BCL_NEW(b->a, const char *, n + 1);
    const char **last = BCL_NEW(b->a, const char *, n + 1);
    bcl_dashboard r = {.tile = tile};
    bool signals = false;

    for (size_t i = 0; i < n; i++) {
        bcl_figure f = of_item(b, i);
        bcl_binding one = *b;
        one.f = &f;
        if (!fill_tile(&tile[r.ntile], &one)) {
            lack[nlack++] = b->m->quantity[b->f->item[i].quantity].head.title;
            continue;
        }
        signals = signals || tile[r.ntile].signal != BCL_SIGNAL_NONE;
        last[r.ntile] = last_value(&one, &tile[r.ntile]);
        r.ntile++;
    }
    if (r.ntile == 0) {
        b->why = bcl_text_print(b->a, "aucune valeur pour %s",
                                bcl_bind_list(lack, nlack, 4, b->a));
        return NULL;
    }
    note_scenario(b, &r);
    if (nlack > 0)
        bcl_bind_note(b, bcl_text_print(b->a, "non calculable\u00A0: %s",
                                        bcl_bind_list(lack, nlack, 4, b->a)));
    r.page = bcl_bind_page(b);
    if (signals) {
        r.rule = "Signal\u00A0: dernière valeur observée comparée à la droite "
                 "qui va de la base à la cible\u00A0; pour une cible en "
                 "moyenne, moyenne des années écoulées comparée à la cible";
        r.good = "en ligne ou atteint";
        r.middle = "en retard, ≥\u00A020\u00A0% du chemin attendu";
        r.bad = "<\u00A020\u00A0% du chemin attendu";
        r.none = "pas de suivi";
    }
    b->alt = describe(b, &r, last);
    return bcl_dashboard_draw(&r, b->a, b->d);
}
