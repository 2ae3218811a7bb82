/* bind_values.c -- results in a figure's unit. */
#include "core/text.h"
#include "figure/bind_private.h"

#include <math.h>

double bcl_bind_at(const bcl_binding *b, const bcl_values *x, size_t cell)
{
    return bcl_values_has(x, b->m, cell)
               ? x->v[cell] / bcl_unit_factor(b->f->unit)
               : (double)NAN;
}

const bcl_values *bcl_bind_result(const bcl_binding *b, size_t k)
{
    return bcl_plan_value(b->p, b->f->run[k], b->f->wish);
}

size_t bcl_bind_cell(const bcl_binding *b, const bcl_values *x, int xm,
                     int serie, int year)
{
    size_t cell = 0;

    if (xm >= 0)
        cell += (size_t)xm * bcl_layout_stride(&x->layout, b->f->x);
    if (serie >= 0)
        cell += (size_t)serie * bcl_layout_stride(&x->layout, b->f->serie);
    if (x->dims & BCL_YEAR_BIT)
        cell += bcl_values_year(b->m, year) *
                bcl_layout_stride(&x->layout, BCL_YEAR);
    return cell;
}

bool bcl_bind_is_known(const bcl_binding *b, const bcl_values *x, int year)
{
    size_t y = bcl_values_year(b->m, year);

    return year <= b->m->dims.reference && x->avail[y] &&
           x->status[y] != BCL_PROJECTED;
}

/* When every year repeats an older one, all those known stand for observed. */
static bool all_extended(const bcl_binding *b, const bcl_values *x)
{
    for (int y = b->m->dims.first_year; y <= b->m->dims.reference; y++)
        if (bcl_bind_is_known(b, x, y) &&
            !x->extended[bcl_values_year(b->m, y)])
            return false;
    return true;
}

bool bcl_bind_is_observed(const bcl_binding *b, const bcl_values *x, int year)
{
    return bcl_bind_is_known(b, x, year) &&
           (!x->extended[bcl_values_year(b->m, year)] || all_extended(b, x));
}

/* The year is innermost. */
static bool any_number(const bcl_binding *b, const bcl_values *x, int year)
{
    size_t step =
        x->dims & BCL_YEAR_BIT ? bcl_dim_size(&b->m->dims, BCL_YEAR) : 1;
    size_t cell = step > 1 ? bcl_values_year(b->m, year) : 0;

    for (; cell < x->layout.cells; cell += step)
        if (bcl_values_has(x, b->m, cell))
            return true;
    return false;
}

int bcl_bind_last_observed(const bcl_binding *b, const bcl_values *x)
{
    for (int y = b->m->dims.reference; y >= b->m->dims.first_year; y--)
        if (bcl_bind_is_observed(b, x, y) && any_number(b, x, y))
            return y;
    return 0;
}

int bcl_bind_last_known(const bcl_binding *b, const bcl_values *x)
{
    for (int y = b->m->dims.reference; y >= b->m->dims.first_year; y--)
        if (bcl_bind_is_known(b, x, y) && any_number(b, x, y))
            return y;
    return 0;
}

int bcl_bind_section(const bcl_binding *b, const bcl_values *x)
{
    if (b->f->year)
        return any_number(b, x, b->f->year) ? b->f->year : 0;
    int last = bcl_bind_last_observed(b, x);
    if (last)
        return last;
    for (int y = b->m->dims.reference; y >= b->m->dims.first_year; y--)
        if (any_number(b, x, y))
            return y;
    return 0;
}

const char *bcl_bind_why(const bcl_binding *b, int wish)
{
    for (size_t k = 0; k < b->f->nrun && wish >= 0; k++) {
        const char *why =
            bcl_values_missing_text(b->p->missing[b->f->run[k]][wish], b->a);
        if (why)
            return why;
    }
    return b->f->year ? bcl_text_print(b->a, "aucune valeur en %d", b->f->year)
                      : bcl_text_print(b->a, "aucune valeur de %d à %d",
                                       b->f->from, b->f->to);
}

const char *bcl_bind_member(const bcl_binding *b, int dim, size_t member)
{
    return bcl_dim_member_title(&b->m->dims, dim, member);
}

const char *bcl_bind_run_title(const bcl_binding *b, size_t k)
{
    return bcl_plan_scenario_title(b->p, b->f->run[k]);
}
