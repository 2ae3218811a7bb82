/* chapter_table.c -- a declared table, as far as a page can show it. */
#include "core/text.h"
#include "report/chapter_private.h"

#include <math.h>
#include <string.h>

enum { ROWS_MAX = 40, COLUMNS_MAX = 10 };

/* The last year up to the reference in which the table stands. */
static int table_year(const bcl_chapter *c, const bcl_values *x)
{
    int y = c->m->dims.reference;

    while (y > c->m->dims.first_year && !x->avail[bcl_values_year(c->m, y)])
        y--;
    return y;
}

/* Which members make columns: all, or the last years observed. */
static size_t table_columns(const bcl_chapter *c, const bcl_declared_table *t,
                            const bcl_values *x, size_t *shown)
{
    const bcl_dims *dims = &c->m->dims;
    bool years = t->columns == BCL_YEAR;
    size_t n = 0;

    for (size_t k = 0; k < bcl_dim_size(dims, t->columns); k++) {
        if (years &&
            (!x->avail[k] || dims->first_year + (int)k > dims->reference))
            continue;
        if (n == COLUMNS_MAX) {
            if (!years)
                return 0;
            memmove(shown, shown + 1, (--n) * sizeof *shown);
        }
        shown[n++] = k;
    }
    return n;
}

/* Only what two dimensions and a year can show; the rest is in the file. */
static bool shows(const bcl_declared_table *t, const bcl_values *x,
                  const bcl_dims *dims)
{
    bcl_dimset two = BCL_DIM_BIT(t->rows) | BCL_DIM_BIT(t->columns);

    return (x->dims & ~two & ~BCL_YEAR_BIT) == 0 &&
           bcl_dim_size(dims, t->rows) <= ROWS_MAX;
}

static void table_cells(const bcl_chapter *c, const bcl_declared_table *t,
                        const bcl_values *x, bcl_table *to, const size_t *shown,
                        size_t n, int year)
{
    const bcl_dims *dims = &c->m->dims;
    bool fixed = t->columns != BCL_YEAR && t->rows != BCL_YEAR;
    double unit = bcl_unit_factor(t->unit);

    for (size_t r = 0; r < bcl_dim_size(dims, t->rows); r++) {
        bcl_table_text(to, bcl_dim_member_title(dims, t->rows, r));
        for (size_t k = 0; k < n; k++) {
            size_t at = r * bcl_layout_stride(&x->layout, t->rows) +
                        shown[k] * bcl_layout_stride(&x->layout, t->columns);
            if (fixed && (x->dims & BCL_YEAR_BIT))
                at += bcl_values_year(c->m, year);
            bcl_table_number(
                to, bcl_values_has(x, c->m, at) ? x->v[at] / unit : (double)NAN,
                t->decimals);
        }
    }
}

void bcl_chapter_table(const bcl_chapter *c, const bcl_declared_table *t)
{
    const bcl_values *x = bcl_plan_value(c->p, 0, t->wish);
    const bcl_dims *dims = &c->m->dims;
    size_t shown[COLUMNS_MAX];
    bcl_column column[COLUMNS_MAX + 1];
    bool fixed = t->columns != BCL_YEAR && t->rows != BCL_YEAR &&
                 (x->dims & BCL_YEAR_BIT);
    int year = table_year(c, x);
    size_t n = shows(t, x, dims) ? table_columns(c, t, x, shown) : 0;

    if (n == 0 || !x->avail[bcl_values_year(c->m, year)])
        return;
    column[0] = (bcl_column){dims->dim[t->rows].title, NULL, BCL_COLUMN_TEXT};
    for (size_t k = 0; k < n; k++)
        column[k + 1] =
            (bcl_column){bcl_dim_member_title(dims, t->columns, shown[k]),
                         t->unit_text, BCL_COLUMN_NUMBER};
    const char *title =
        fixed ? bcl_text_print(c->a, "%s, %d", t->head->title, year)
              : t->head->title;
    bcl_table *to = bcl_block_table(c->doc, title, column, n + 1,
                                    bcl_chapter_source(c, t->head->source),
                                    "tables/valeurs.csv");
    table_cells(c, t, x, to, shown, n, year);
}
