/* bind_lines.c -- trajectories: one line a scenario, or one a member. */
#include "core/text.h"
#include "figure/bind_private.h"
#include "figure/lines.h"
#include "figure/palette.h"

#include <math.h>

typedef struct {
    bcl_binding *b;
    int *year; /* [n] */
    size_t n;
    int last;  /* observed; 0: none */
    int known; /* last year before what scenarios change; 0: none */
    double *observed, *held;
    bcl_lines_series *series;
    size_t nseries;
    bcl_lines_target *target;
    size_t ntarget;
    unsigned *rgb; /* of each run */
} lines;

static double *row(const lines *k, const bcl_values *x, int member)
{
    double *v = BCL_NEW(k->b->a, double, k->n);

    for (size_t i = 0; i < k->n; i++)
        v[i] = bcl_bind_at(k->b, x,
                           bcl_bind_cell(k->b, x, -1, member, k->year[i]));
    return v;
}

/* What a scenario adds: the years after the last known one. */
static double *projected(const lines *k, size_t run)
{
    const bcl_values *x = bcl_bind_result(k->b, run);
    double *v = row(k, x, -1);

    for (size_t i = 0; i < k->n; i++)
        if (k->year[i] <= k->known)
            v[i] = NAN;
    return v;
}

static void observe(lines *k)
{
    const bcl_values *x = bcl_bind_result(k->b, 0);

    k->observed = row(k, x, -1);
    k->held = row(k, x, -1);
    for (size_t i = 0; i < k->n; i++) {
        int y = k->year[i];
        if (!bcl_bind_is_observed(k->b, x, y))
            k->observed[i] = NAN;
        if (y <= k->last || y > k->known || !bcl_bind_is_known(k->b, x, y))
            k->held[i] = NAN;
    }
}

static bool has_any(const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[i]))
            return true;
    return false;
}

static bool alike(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isnan(a[i]) != isnan(b[i]) ||
            fabs(a[i] - b[i]) > 1e-9 * fmax(fabs(a[i]), fabs(b[i])))
            return false;
    return true;
}

/* Scenarios that do not differ share a line and its name. */
static void add_run(lines *k, size_t run)
{
    double *v = projected(k, run);
    const char *title = bcl_bind_run_title(k->b, run);

    k->rgb[run] = bcl_palette_series(run);
    if (!has_any(v, k->n))
        return;
    for (size_t i = 0; i < k->nseries; i++)
        if (alike(k->series[i].v, v, k->n)) {
            k->series[i].label =
                bcl_text_print(k->b->a, "%s, %s", k->series[i].label, title);
            k->rgb[run] = k->series[i].rgb;
            return;
        }
    k->series[k->nseries++] =
        (bcl_lines_series){.label = title, .v = v, .rgb = k->rgb[run]};
}

static void add_runs(lines *k)
{
    size_t n = k->b->f->nrun;

    k->series = BCL_NEW(k->b->a, bcl_lines_series, n);
    k->rgb = BCL_NEW(k->b->a, unsigned, n);
    observe(k);
    for (size_t run = 0; run < n; run++)
        add_run(k, run);
}

static void add_members(lines *k)
{
    const bcl_values *x = bcl_bind_result(k->b, 0);
    int dim = k->b->f->serie;
    size_t n = bcl_dim_size(&k->b->m->dims, dim);

    k->series = BCL_NEW(k->b->a, bcl_lines_series, n + 1);
    for (size_t i = 0; i < n; i++) {
        double *v = row(k, x, (int)i);
        if (has_any(v, k->n))
            k->series[k->nseries++] = (bcl_lines_series){
                .label = bcl_bind_member(k->b, dim, i), .v = v};
    }
}

/* A scenario's own target wears its colour. */
static void add_targets(lines *k)
{
    bcl_aim *aim;
    size_t n = bcl_bind_aims(&aim, k->b);

    k->target = BCL_NEW(k->b->a, bcl_lines_target, n + 1);
    for (size_t i = 0; i < n; i++) {
        const bcl_target *t = aim[i].t;
        if (t->to > k->b->f->to || t->to < k->year[0])
            continue;
        k->target[k->ntarget++] = (bcl_lines_target){
            .label = bcl_bind_aim_label(k->b, &aim[i]),
            .from = t->from,
            .year = t->to,
            .v = aim[i].v,
            .rgb = aim[i].of_run && k->rgb ? k->rgb[aim[i].run] : 0};
    }
}

/* Cut the years in which nothing is known at either end. */
static void choose_years(lines *k)
{
    const bcl_figure *f = k->b->f;
    const bcl_dims *t = &k->b->m->dims;
    size_t members = f->serie < 0 ? 1 : bcl_dim_size(t, f->serie);
    int first = 0, last = 0;

    for (int y = f->from; y <= f->to; y++)
        for (size_t run = 0; run < f->nrun; run++)
            for (size_t i = 0; i < members; i++) {
                const bcl_values *x = bcl_bind_result(k->b, run);
                size_t cell =
                    bcl_bind_cell(k->b, x, -1, f->serie < 0 ? -1 : (int)i, y);
                if (!bcl_values_has(x, k->b->m, cell))
                    continue;
                first = first ? first : y;
                last = y;
            }
    k->n = first ? (size_t)(last - first + 1) : 0;
    k->year = BCL_NEW(k->b->a, int, k->n + 1);
    for (size_t i = 0; i < k->n; i++)
        k->year[i] = first + (int)i;
}

/* Zero belongs on the axis when the curve comes near it. */
static bool near_zero(const lines *k)
{
    double lo = 1, hi = 0;

    if (k->observed)
        bcl_scale_span(&lo, &hi, k->observed, k->n);
    for (size_t i = 0; i < k->nseries; i++)
        bcl_scale_span(&lo, &hi, k->series[i].v, k->n);
    for (size_t i = 0; i < k->ntarget; i++)
        bcl_scale_span(&lo, &hi, &k->target[i].v, 1);
    return lo >= 0 && lo < 0.6 * hi;
}

static size_t last_of(const double *v, size_t n)
{
    while (n > 0 && isnan(v[n - 1]))
        n--;
    return n;
}

static const char *series_words(const lines *k)
{
    const char **part = BCL_NEW(k->b->a, const char *, k->nseries + 1);

    for (size_t i = 0; i < k->nseries; i++) {
        size_t end = last_of(k->series[i].v, k->n);
        part[i] = bcl_text_print(k->b->a, "%s (%s en %d)", k->series[i].label,
                                 bcl_bind_amount(k->b, k->series[i].v[end - 1]),
                                 k->year[end - 1]);
    }
    return bcl_bind_list(part, k->nseries, 6, k->b->a);
}

static const char *describe(const lines *k)
{
    bcl_arena *a = k->b->a;
    size_t end = k->observed ? last_of(k->observed, k->n) : 0, first = 0;
    const char *past = "";

    while (k->observed && first < end && isnan(k->observed[first]))
        first++;
    if (end > 0)
        past = bcl_text_print(a, "%s en %d",
                              bcl_bind_amount(k->b, k->observed[end - 1]),
                              k->year[end - 1]);
    if (end > 0 && first + 1 < end)
        past = bcl_text_print(a, "%s en %d puis %s",
                              bcl_bind_amount(k->b, k->observed[first]),
                              k->year[first], past);
    return bcl_text_print(a, "%s%s%s%s%s.", k->b->f->head->title,
                          *past ? "\u00A0: jusqu’ici, " : "", past,
                          k->nseries == 0 ? ""
                          : *past         ? "\u00A0; "
                                          : "\u00A0: ",
                          series_words(k));
}

bcl_canvas *bcl_bind_lines(bcl_binding *b)
{
    lines k = {.b = b};
    bool members = b->f->serie >= 0;

    choose_years(&k);
    if (k.n == 0) {
        b->why = bcl_bind_why(b, b->f->wish);
        return NULL;
    }
    const bcl_values *x = bcl_bind_result(b, 0);
    k.last = bcl_bind_last_observed(b, x);
    k.known = bcl_bind_last_known(b, x);
    if (members)
        add_members(&k);
    else
        add_runs(&k);
    add_targets(&k);
    bcl_bind_note_unit(b);
    if (members && k.year[k.n - 1] > k.known)
        bcl_bind_note(b, bcl_text_print(b->a, "scénario «\u00A0%s\u00A0»",
                                        bcl_bind_run_title(b, 0)));
    bcl_bind_note_status(b, x, k.year[0], k.year[k.n - 1]);
    const char *past = bcl_bind_past(b, x, k.known);
    b->alt = describe(&k);
    bcl_lines l = {.page = bcl_bind_page(b),
                   .year = k.year,
                   .nyear = k.n,
                   .observed = k.observed,
                   .held = k.held,
                   .observed_label = past ? "Estimé" : "Observé",
                   .until = k.known,
                   .past = past,
                   .series = k.series,
                   .nseries = k.nseries,
                   .target = k.target,
                   .ntarget = k.ntarget,
                   .zero = near_zero(&k)};
    return bcl_lines_draw(&l, b->a, b->d);
}
