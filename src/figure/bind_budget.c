/* bind_budget.c -- a consumption cumulated, from an account by year or from one
 * already cumulated, against the reference of its period.
 *
 * Year N runs from its 1 January to the next: what is cumulated by the end of N
 * stands at N + 1.  Without a target the budget is half of what the first ten
 * years took, the national reference of the law of 22 August 2021 (art. 191).
 */
#include "core/text.h"
#include "figure/bind_private.h"
#include "figure/budget.h"

#include <math.h>
#include <string.h>

enum { DECADE = 10 };

typedef struct {
    bcl_binding *b;
    int first, last; /* years of the present period */
    int past;        /* first year of the former one; 0: none */
    double budget, reference;
    const char *label;
} account;

static double value(const account *k, size_t run, int year)
{
    const bcl_binding *b = k->b;
    const bcl_values *x = bcl_bind_result(b, run);

    if (year < b->m->dims.first_year || year > b->m->dims.last_year)
        return NAN;
    return bcl_bind_at(b, x, bcl_bind_cell(b, x, -1, -1, year));
}

/* What a year adds, by the results of shown run k. */
static double added(const account *k, size_t run, int year)
{
    double v = value(k, run, year);

    if (k->b->f->rate)
        return v;
    double before = value(k, run, year - 1);
    /* A cumul begins with its first year. */
    bool starts = year == k->first || year == k->past;
    return isnan(before) && starts ? v : v - before;
}

static double total(const account *k, size_t run, int from, int to)
{
    double sum = 0;

    for (int y = from; y <= to; y++)
        sum += added(k, run, y);
    return sum;
}

/* The target's mean by year over its period, or its amount. */
static bool budget_of_target(account *k)
{
    bcl_binding *b = k->b;
    const bcl_target *t = b->f->target;
    const bcl_unit *of = b->m->quantity[t->on].unit;
    double v = bcl_verdict_course(b->p, b->f->run[0], t, 0).end /
               bcl_unit_factor(b->f->unit);

    if (bcl_verdict_cells(b->m, t) != 1 || isnan(v))
        return false;
    if (!bcl_unit_same(of, b->f->unit))
        v *= t->to - t->from + 1;
    if (t->from < t->to) {
        k->first = t->from;
        k->last = t->to;
    }
    k->budget = v;
    k->label = strlen(t->head.title) <= 48 ? t->head.title : "Objectif";
    return true;
}

static void choose_periods(account *k)
{
    const bcl_figure *f = k->b->f;
    bool targeted = f->target && budget_of_target(k);

    if (!k->first) {
        k->first = f->to - f->from >= DECADE ? f->from + DECADE : f->from;
        k->last = f->to;
    }
    if (f->from < k->first)
        k->past = f->from;
    k->reference = k->past ? total(k, 0, k->past, k->first - 1) : (double)NAN;
    if (!targeted && k->first - k->past == DECADE) {
        k->budget = k->reference / 2;
        k->label = "Repère national";
    }
}

/* Cumulated from 0 at `from`; NaN once a year lacks. */
static double *cumulate(const account *k, size_t run, int from, int to,
                        int until)
{
    size_t n = (size_t)(to - from + 2);
    double *v = BCL_NEW(k->b->a, double, n);

    v[0] = 0;
    for (size_t i = 1; i < n; i++) {
        int y = from + (int)i - 1;
        v[i] = y > until ? (double)NAN : v[i - 1] + added(k, run, y);
    }
    return v;
}

static int *dates(const account *k, int from, int to)
{
    int *year = BCL_NEW(k->b->a, int, (size_t)(to - from + 2));

    for (int y = from; y <= to + 1; y++)
        year[y - from] = y;
    return year;
}

static void add_runs(bcl_budget *to, const account *k, int observed)
{
    size_t nrun = k->b->f->nrun;
    bcl_budget_series *s = BCL_NEW(k->b->a, bcl_budget_series, nrun);

    for (size_t run = 0; run < nrun && observed < k->last; run++) {
        double *v = cumulate(k, run, k->first, k->last, k->last);
        size_t end = to->nyear - 1;
        size_t i = 0;

        for (size_t y = 0; y < end && k->first + (int)y <= observed; y++)
            v[y + 1] = NAN;
        v[0] = observed >= k->first ? (double)NAN : v[0];
        while (i < to->nseries &&
               !(fabs(s[i].v[end] - v[end]) <= 1e-9 * fabs(v[end])))
            i++;
        const char *title = bcl_bind_run_title(k->b, run);
        if (i < to->nseries)
            s[i].label = bcl_text_print(k->b->a, "%s, %s", s[i].label, title);
        else if (!isnan(v[end]))
            s[to->nseries++] = (bcl_budget_series){.label = title, .v = v};
    }
    to->series = s;
}

static void note_reference(account *k)
{
    bcl_binding *b = k->b;

    bcl_bind_note(b, bcl_text_print(b->a, "En\u00A0%s cumulés au 1er janvier",
                                    bcl_bind_unit(b->f->unit_text, b->a)));
    if (isnan(k->budget) || k->first - k->past != DECADE ||
        !(fabs(k->budget - k->reference / 2) < 1e-9 * k->reference))
        return;
    k->label = "Repère national";
    bcl_bind_note(b, bcl_text_print(b->a,
                                    "repère national %d-%d\u00A0: moitié de la "
                                    "consommation de %d-%d (%s)",
                                    k->first, k->last, k->past, k->first - 1,
                                    bcl_bind_amount(b, k->reference)));
}

static const char *describe(const account *k, const bcl_budget *r)
{
    const bcl_binding *b = k->b;
    const char **part = BCL_NEW(b->a, const char *, r->nseries + 1);
    size_t last = r->nyear;

    while (last > 0 && isnan(r->observed[last - 1]))
        last--;
    for (size_t i = 0; i < r->nseries; i++)
        part[i] =
            bcl_text_print(b->a, "%s pour %s",
                           bcl_bind_amount(b, r->series[i].v[r->nyear - 1]),
                           r->series[i].label);
    return bcl_text_print(
        b->a, "%s\u00A0: %s observés au 1er janvier %d%s%s%s%s%s.",
        b->f->head->title, bcl_bind_amount(b, last ? r->observed[last - 1] : 0),
        r->year[last ? last - 1 : 0],
        isnan(r->budget) ? "" : " pour un budget de ",
        isnan(r->budget) ? "" : bcl_bind_amount(b, r->budget),
        r->nseries
            ? bcl_text_print(b->a, "\u00A0; au 1er janvier %d, ", k->last + 1)
            : "",
        bcl_bind_list(part, r->nseries, 6, b->a), "");
}

bcl_canvas *bcl_bind_budget(bcl_binding *b)
{
    account k = {.b = b, .budget = NAN};
    bcl_budget r = {0};

    choose_periods(&k);
    int observed = bcl_bind_last_observed(b, bcl_bind_result(b, 0));
    r.nyear = (size_t)(k.last - k.first + 2);
    r.year = dates(&k, k.first, k.last);
    r.observed = cumulate(&k, 0, k.first, k.last, observed);
    if (!isnan(k.reference)) {
        r.past_year = dates(&k, k.past, k.first - 1);
        r.npast = (size_t)(k.first - k.past + 1);
        r.past = cumulate(&k, 0, k.past, k.first - 1, k.first);
    }
    r.budget = k.budget;
    add_runs(&r, &k, observed);
    if (isnan(r.observed[1]) && r.nseries == 0) {
        b->why = bcl_bind_why(b, b->f->wish);
        return NULL;
    }
    note_reference(&k);
    r.label = k.label;
    r.unit = bcl_bind_symbol(b->f->unit_text, b->a);
    r.page = bcl_bind_page(b);
    b->alt = describe(&k, &r);
    return bcl_budget_draw(&r, b->a, b->d);
}
