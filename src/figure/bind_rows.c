/* bind_rows.c -- quantities that add up, by member: horizontal bars, shares,
 * and what is exchanged between classes. */
#include "core/text.h"
#include "figure/alluvial.h"
#include "figure/bind_private.h"
#include "figure/hbars.h"

#include <math.h>

enum { MOST_ROWS = 40 };

typedef struct {
    const bcl_values *x;
    int year;
} section;

static double section_cell(const bcl_binding *b, size_t row, int member,
                           const void *ctx)
{
    const section *k = ctx;

    return bcl_bind_at(b, k->x,
                       bcl_bind_cell(b, k->x, (int)row, member, k->year));
}

static bool choose(section *k, bcl_binding *b)
{
    k->x = bcl_bind_result(b, 0);
    k->year = bcl_bind_section(b, k->x);
    if (!k->year)
        b->why = bcl_bind_why(b, b->f->wish);
    return k->year != 0;
}

static const char *describe(const bcl_binding *b, const bcl_stack *s)
{
    size_t n = s->nrow, done = 0;
    const char **part = BCL_NEW(b->a, const char *, n + 1);
    bool *told = BCL_NEW(b->a, bool, n + 1);

    for (; done < n && done < 5; done++) {
        size_t best = n;
        for (size_t i = 0; i < n; i++)
            if (!told[i] && !bcl_stack_empty(s, i) &&
                (best == n || bcl_stack_total(s, i) > bcl_stack_total(s, best)))
                best = i;
        if (best == n)
            break;
        told[best] = true;
        part[done] =
            bcl_text_print(b->a, "%s (%s)", s->row[best],
                           bcl_bind_amount(b, bcl_stack_total(s, best)));
    }
    return bcl_text_print(b->a, "%s\u00A0: les plus grands totaux sont %s.",
                          b->f->head->title,
                          bcl_bind_list(part, done, 5, b->a));
}

/* Rows with the shares of their segments. */
static const char *describe_shares(const bcl_binding *b, const bcl_stack *s)
{
    const char **row = BCL_NEW(b->a, const char *, s->nrow + 1);
    size_t n = 0;

    for (size_t i = 0; i < s->nrow; i++) {
        const char **part = BCL_NEW(b->a, const char *, s->nseries);
        double total = bcl_stack_total(s, i);

        if (!(total > 0))
            continue;
        for (size_t k = 0; k < s->nseries; k++) {
            double v = s->series[k].v[i];
            part[k] = bcl_text_print(
                b->a, "%s %s\u00A0%%", s->series[k].label,
                bcl_frame_value(b->a, isnan(v) ? 0 : 100 * v / total, 0));
        }
        row[n++] = bcl_text_print(b->a, "%s (%s)", s->row[i],
                                  bcl_bind_list(part, s->nseries, 4, b->a));
    }
    return bcl_text_print(b->a, "%s\u00A0: %s.", b->f->head->title,
                          bcl_bind_list(row, n, 5, b->a));
}

static const char *const *member_rows(const bcl_binding *b, size_t n)
{
    const char **row = BCL_NEW(b->a, const char *, n + 1);

    for (size_t i = 0; i < n; i++)
        row[i] = bcl_bind_member(b, b->f->x, i);
    return row;
}

/* Members of x as rows; `share` of 100 %. */
static bcl_canvas *draw_members(bcl_binding *b, bool share)
{
    bcl_hbars r = {.share = share};
    bcl_stack *s = &r.stack;
    section k;

    s->nrow = bcl_dim_size(&b->m->dims, b->f->x);
    if (s->nrow > MOST_ROWS) {
        b->why =
            bcl_text_print(b->a, "%zu lignes, %d au plus", s->nrow, MOST_ROWS);
        return NULL;
    }
    if (!choose(&k, b))
        return NULL;
    if (share)
        bcl_bind_note(b, "En\u00A0%");
    else
        bcl_bind_note_unit(b);
    bcl_bind_note_section(b, k.x, k.year);
    bcl_bind_note_status(b, k.x, k.year, k.year);
    s->series =
        bcl_bind_series(&s->nseries, b, s->nrow, true, section_cell, &k);
    if (s->nseries == 0)
        return NULL;
    s->row = member_rows(b, s->nrow);
    s->page = bcl_bind_page(b);
    b->alt = share ? describe_shares(b, s) : describe(b, s);
    return bcl_hbars_draw(&r, b->a, b->d);
}

bcl_canvas *bcl_bind_bars(bcl_binding *b)
{
    return b->f->x == BCL_YEAR ? bcl_bind_bars_by_year(b)
                               : draw_members(b, false);
}

/* ---- shares by year and scenario ---- */

typedef struct {
    int observed, target; /* years; observed 0: none */
} dates;

static double dated_cell(const bcl_binding *b, size_t row, int member,
                         const void *ctx)
{
    const dates *k = ctx;
    bool past = k->observed && row == 0;
    const bcl_values *x =
        bcl_bind_result(b, past || !k->observed ? row : row - 1);

    return bcl_bind_at(
        b, x, bcl_bind_cell(b, x, -1, member, past ? k->observed : k->target));
}

/* The last observed year, then each scenario at the year said, or at the end
 * of the years shown. */
static bcl_canvas *draw_dates(bcl_binding *b)
{
    const bcl_figure *f = b->f;
    bcl_hbars r = {.share = true};
    bcl_stack *s = &r.stack;
    const bcl_values *x = bcl_bind_result(b, 0);
    dates k = {bcl_bind_last_observed(b, x), f->year ? f->year : f->to};
    const char **row = BCL_NEW(b->a, const char *, f->nrun + 1);

    if (k.observed)
        row[s->nrow++] = bcl_text_print(b->a, "Observé %d", k.observed);
    for (size_t i = 0; i < f->nrun && k.target > k.observed; i++)
        row[s->nrow++] =
            bcl_text_print(b->a, "%s %d", bcl_bind_run_title(b, i), k.target);
    bcl_bind_note(b, "En\u00A0%");
    if (k.observed)
        bcl_bind_note_status(b, x, k.observed, k.observed);
    s->series = bcl_bind_series(&s->nseries, b, s->nrow, true, dated_cell, &k);
    if (s->nseries == 0)
        return NULL;
    s->row = row;
    s->page = bcl_bind_page(b);
    b->alt = describe_shares(b, s);
    return bcl_hbars_draw(&r, b->a, b->d);
}

bcl_canvas *bcl_bind_shares(bcl_binding *b)
{
    return b->f->x == BCL_YEAR ? draw_dates(b) : draw_members(b, true);
}

/* ---- exchanges ---- */

/* The two dates when annees="…" says them, else the dimensions' titles. */
static const char *const *headings(const bcl_binding *b)
{
    const char **text = BCL_NEW(b->a, const char *, 2);
    const bcl_dim *dim = b->m->dims.dim;

    text[0] = b->f->has_years ? bcl_text_print(b->a, "%d", b->f->from)
                              : dim[b->f->x].title;
    text[1] = b->f->has_years ? bcl_text_print(b->a, "%d", b->f->to)
                              : dim[b->f->serie].title;
    return text;
}

/* What stays and what moves, and the largest move. */
static const char *describe_moves(const bcl_binding *b, const double *v,
                                  size_t n)
{
    double moved = 0, stays = 0;
    size_t best = 0;

    for (size_t i = 0; i < n * n; i++) {
        if (isnan(v[i]))
            continue;
        *(i % (n + 1) == 0 ? &stays : &moved) += v[i];
        if (i % (n + 1) != 0 && (best == 0 || v[i] > v[best]))
            best = i;
    }
    return bcl_text_print(
        b->a,
        "%s\u00A0: %s changent de classe, %s n’en changent pas%s%s%s%s%s.",
        b->f->head->title, bcl_bind_amount(b, moved), bcl_bind_amount(b, stays),
        best ? "\u00A0; le plus grand changement va de " : "",
        best ? bcl_bind_member(b, b->f->x, best / n) : "", best ? " à " : "",
        best ? bcl_bind_member(b, b->f->serie, best % n) : "",
        best ? bcl_text_print(b->a, " (%s)", bcl_bind_amount(b, v[best])) : "");
}

bcl_canvas *bcl_bind_alluvial(bcl_binding *b)
{
    size_t n = bcl_dim_size(&b->m->dims, b->f->x);
    double *v = BCL_NEW(b->a, double, n *n + 1), total = 0;
    section k;

    if (!choose(&k, b))
        return NULL;
    for (size_t i = 0; i < n * n; i++) {
        v[i] = section_cell(b, i / n, (int)(i % n), &k);
        if (v[i] < 0) {
            b->why = "une valeur est négative";
            return NULL;
        }
        total += isnan(v[i]) ? 0 : v[i];
    }
    if (!(total > 0)) {
        b->why = bcl_bind_why(b, b->f->wish);
        return NULL;
    }
    bcl_bind_note_unit(b);
    bcl_bind_note_section(b, k.x, k.year);
    bcl_bind_note_status(b, k.x, k.year, k.year);
    b->alt = describe_moves(b, v, n);
    bcl_alluvial l = {.page = bcl_bind_page(b),
                      .unit = bcl_bind_symbol(b->f->unit_text, b->a),
                      .label = member_rows(b, n),
                      .nclass = n,
                      .date = headings(b),
                      .ndate = 2,
                      .v = v};
    return bcl_alluvial_draw(&l, b->a, b->d);
}
