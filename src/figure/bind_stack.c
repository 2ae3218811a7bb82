/* bind_stack.c -- quantities that add up, by year: areas and bars. */
#include "core/text.h"
#include "figure/areas.h"
#include "figure/bars.h"
#include "figure/bind_private.h"

#include <math.h>

typedef enum { NUMBERS, ZEROS, NOTHING } content;

static content content_of(const double *v, size_t n)
{
    content c = NOTHING;

    for (size_t i = 0; i < n; i++) {
        if (isnan(v[i]))
            continue;
        if (v[i] != 0)
            return NUMBERS;
        c = ZEROS;
    }
    return c;
}

/* What subtraction leaves of nothing is nothing. */
static bool settle_signs(bcl_binding *b, double *v, size_t n, double most,
                         bool positive)
{
    for (size_t i = 0; i < n; i++) {
        if (fabs(v[i]) <= 1e-9 * most)
            v[i] = 0;
        if (positive && v[i] < 0) {
            b->why = "une valeur est négative, cette figure ne montre que des "
                     "quantités positives";
            return false;
        }
    }
    return true;
}

static double largest(double *const *v, size_t n, size_t nrow)
{
    double most = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t row = 0; row < nrow; row++)
            most = fmax(most, fabs(v[i][row])); /* fmax leaves NaN out */
    return most;
}

static double **gather(bcl_binding *b, size_t members, size_t nrow,
                       bcl_bind_cell_of *cell, const void *ctx)
{
    double **v = BCL_NEW(b->a, double *, members);

    for (size_t i = 0; i < members; i++) {
        v[i] = BCL_NEW(b->a, double, nrow);
        for (size_t row = 0; row < nrow; row++)
            v[i][row] = cell(b, row, b->f->serie < 0 ? -1 : (int)i, ctx);
    }
    return v;
}

bcl_stack_series *bcl_bind_series(size_t *n, bcl_binding *b, size_t nrow,
                                  bool positive, bcl_bind_cell_of *cell,
                                  const void *ctx)
{
    int dim = b->f->serie;
    size_t members = dim < 0 ? 1 : bcl_dim_size(&b->m->dims, dim);
    double **v = gather(b, members, nrow, cell, ctx);
    double most = largest(v, members, nrow);
    bcl_stack_series *s = BCL_NEW(b->a, bcl_stack_series, members + 1);
    const char **lack = BCL_NEW(b->a, const char *, members + 1);
    size_t nlack = 0;

    *n = 0;
    for (size_t i = 0; i < members; i++) {
        const char *name = dim < 0 ? "Total" : bcl_bind_member(b, dim, i);
        if (!settle_signs(b, v[i], nrow, most, positive)) {
            *n = 0;
            return NULL;
        }
        content c = content_of(v[i], nrow);
        if (c == NUMBERS)
            s[(*n)++] = (bcl_stack_series){.label = name, .v = v[i]};
        else if (c == NOTHING)
            lack[nlack++] = name;
    }
    if (*n == 0)
        b->why = bcl_bind_why(b, b->f->wish);
    else if (nlack > 0)
        bcl_bind_note(b, bcl_text_print(b->a, "sans valeur\u00A0: %s",
                                        bcl_bind_list(lack, nlack, 6, b->a)));
    return s;
}

/* ---- by year ---- */

typedef struct {
    const bcl_values *x;
    int first; /* year of row 0 */
} by_year;

static double year_cell(const bcl_binding *b, size_t row, int member,
                        const void *ctx)
{
    const by_year *k = ctx;

    return bcl_bind_at(b, k->x,
                       bcl_bind_cell(b, k->x, -1, member, k->first + (int)row));
}

static bool year_has(const bcl_binding *b, const bcl_values *x, int year)
{
    size_t step = bcl_dim_size(&b->m->dims, BCL_YEAR);

    for (size_t c = bcl_values_year(b->m, year); c < x->layout.cells; c += step)
        if (bcl_values_has(x, b->m, c))
            return true;
    return false;
}

/* From the first to the last year with a number; 0 rows: none. */
static size_t choose_years(by_year *k, const bcl_binding *b)
{
    int first = b->f->from, last = b->f->to;

    while (first <= last && !year_has(b, k->x, first))
        first++;
    while (last >= first && !year_has(b, k->x, last))
        last--;
    k->first = first;
    return last < first ? 0 : (size_t)(last - first + 1);
}

/* Estimated years among others are hatched; when all are, words say it. */
static void hatch(bcl_binding *b, bcl_stack_series *s, size_t n,
                  const by_year *k, size_t nrow)
{
    bool *estimated = BCL_NEW(b->a, bool, nrow + 1), any = false, other = false;

    for (size_t row = 0; row < nrow; row++) {
        int y = k->first + (int)row;
        uint8_t status = k->x->status[bcl_values_year(b->m, y)];
        if (!bcl_bind_is_known(b, k->x, y))
            continue;
        estimated[row] = status == BCL_ESTIMATED || status == BCL_ASSUMED ||
                         k->x->extended[bcl_values_year(b->m, y)];
        any = any || estimated[row];
        other = other || !estimated[row];
    }
    for (size_t i = 0; i < n && any && other; i++)
        s[i].estimated = estimated;
}

static const char *describe(const bcl_binding *b, const bcl_stack *s,
                            const by_year *k)
{
    size_t first = 0, last = s->nrow - 1;
    const char **part = BCL_NEW(b->a, const char *, s->nseries + 1);

    for (size_t i = 0; i < s->nseries; i++)
        part[i] = bcl_text_print(b->a, "%s %s", s->series[i].label,
                                 bcl_bind_amount(b, s->series[i].v[last]));
    return bcl_text_print(
        b->a, "%s\u00A0: au total, %s en %d et %s en %d, dont %s.",
        b->f->head->title, bcl_bind_amount(b, bcl_stack_total(s, first)),
        k->first, bcl_bind_amount(b, bcl_stack_total(s, last)),
        k->first + (int)last, bcl_bind_list(part, s->nseries, 8, b->a));
}

/* Series by year, subtitle and alternative text. */
static bool stack_years(bcl_stack *s, by_year *k, bcl_binding *b, bool positive)
{
    *s = (bcl_stack){0};
    k->x = bcl_bind_result(b, 0);
    s->nrow = choose_years(k, b);
    if (s->nrow == 0) {
        b->why = bcl_bind_why(b, b->f->wish);
        return false;
    }
    int last = k->first + (int)s->nrow - 1;

    bcl_bind_note_unit(b);
    if (!bcl_bind_is_known(b, k->x, last))
        bcl_bind_note_run(b);
    bcl_bind_note_status(b, k->x, k->first, last);
    bcl_stack_series *series =
        bcl_bind_series(&s->nseries, b, s->nrow, positive, year_cell, k);
    if (s->nseries == 0)
        return false;
    s->series = series;
    hatch(b, series, s->nseries, k, s->nrow);
    s->page = bcl_bind_page(b);
    b->alt = describe(b, s, k);
    return true;
}

bcl_canvas *bcl_bind_areas(bcl_binding *b)
{
    bcl_areas r = {0};
    by_year k;

    if (!stack_years(&r.stack, &k, b, true))
        return NULL;
    int *year = BCL_NEW(b->a, int, r.stack.nrow);
    for (size_t i = 0; i < r.stack.nrow; i++)
        year[i] = k.first + (int)i;
    r.year = year;
    r.observed = bcl_bind_last_known(b, k.x);
    r.past = bcl_bind_past(b, k.x, r.observed);
    return bcl_areas_draw(&r, b->a, b->d);
}

static void set_target(bcl_bars *to, const bcl_binding *b, const by_year *k)
{
    bcl_aim *aim;
    int last = k->first + (int)to->stack.nrow - 1;

    to->target.v = NAN;
    if (!b->f->target || bcl_bind_aims(&aim, b) == 0)
        return;
    const bcl_target *t = aim[0].t;
    if (t->to < k->first || t->from > last)
        return;
    int from = t->from < k->first ? k->first : t->from;
    int until = t->to > last ? last : t->to;
    to->target = (bcl_bars_target){.label = bcl_bind_aim_label(b, &aim[0]),
                                   .v = aim[0].v,
                                   .from = (size_t)(from - k->first),
                                   .to = (size_t)(until - k->first)};
}

bcl_canvas *bcl_bind_bars_by_year(bcl_binding *b)
{
    bcl_bars r = {0};
    by_year k;

    if (!stack_years(&r.stack, &k, b, false))
        return NULL;
    const char **row = BCL_NEW(b->a, const char *, r.stack.nrow);
    for (size_t i = 0; i < r.stack.nrow; i++)
        row[i] = bcl_text_print(b->a, "%d", k.first + (int)i);
    r.stack.row = row;
    int known = bcl_bind_last_known(b, k.x);
    if (known >= k.first)
        r.projected = (size_t)(known - k.first + 1);
    set_target(&r, b, &k);
    return bcl_bars_draw(&r, b->a, b->d);
}
