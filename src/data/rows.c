/* rows.c -- from rows to cells: unknown labels, duplicates, secrets, what a
 * file does not say. */
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static void unknown_label(bcl_filler *f, size_t row, size_t k)
{
    bcl_reader *r = f->r;
    bcl_key *key = &r->key[k];
    const bcl_col *col = &r->table.col[key->column];
    int label = col->label[row];
    const char *text = col->labels.text[label];

    f->ok = false;
    if (!f->reported[k])
        f->reported[k] = BCL_NEW(r->a, bool, col->labels.n + 1);
    if (f->reported[k][label])
        return; /* once a label, not once a row */
    f->reported[k][label] = true;
    bcl_fail(r->d, "C01", bcl_csv_at(&r->table, row, (size_t)key->column),
             "« %s » n'est pas un membre de la dimension « %s »", text,
             r->m->dims.dim[key->dim].id);
    bcl_dim_hint_member(&r->m->dims, key->dim, text, r->d);
}

/* The cell of a row, or a negative key code; `moved` when an old code led
 * there. */
static ptrdiff_t cell_of(bcl_filler *f, size_t row, const bcl_value_column *v,
                         bool *moved)
{
    bcl_reader *r = f->r;
    size_t cell = 0;
    ptrdiff_t worst = 0;

    *moved = false;
    for (size_t k = 0; k < r->q->rank; k++) {
        bcl_key *key = &r->key[k];
        int m = v->member[k] >= 0 ? v->member[k] : key->constant;
        if (m < 0) {
            int label = r->table.col[key->column].label[row];
            m = key->member[label];
            *moved = *moved || key->moved[label];
        }
        if (m == BCL_KEY_UNKNOWN)
            unknown_label(f, row, k);
        if (m < 0)
            worst = worst == BCL_KEY_UNKNOWN ? worst : m;
        else if (key->dim == BCL_YEAR && f->from >= 0 &&
                 (m < f->from || m > f->to))
            worst = BCL_KEY_IGNORE;
        else
            cell += (size_t)m * f->stride[k];
    }
    return worst < 0 ? worst : (ptrdiff_t)cell;
}

static bool value_of(bcl_filler *f, size_t row, int column, double *x,
                     uint8_t *hole)
{
    bcl_reader *r = f->r;
    const bcl_col *col = &r->table.col[column];

    *x = NAN;
    *hole = 0;
    if (f->row[row] & 2) {
        *hole = BCL_HOLE_SECRET;
    } else if (col->kind[row] == BCL_CELL_MARK) {
        *hole = BCL_HOLE_SECRET;
    } else if (col->kind[row] == BCL_CELL_NUMBER) {
        *x = col->number[row] * r->factor;
    } else if (f->blank && strcmp(f->blank, "zero") == 0) {
        *x = 0;
    } else if (f->blank && strcmp(f->blank, "secret") == 0) {
        *hole = BCL_HOLE_SECRET;
    } else if (f->blank && strcmp(f->blank, "manquant") == 0) {
        *hole = BCL_HOLE_MISSING;
    } else {
        bcl_fail(r->d, "C16", bcl_csv_at(&r->table, row, (size_t)column),
                 "cellule vide pour « %s »", r->q->head.id);
        bcl_hint(r->d, "vide=\"zero|secret|manquant\" dit ce qu'elle vaut");
        return false;
    }
    return true;
}

static void read_bounds(bcl_filler *f)
{
    const bcl_xml *e = f->r->q->head.xml;
    double low, high, unit = bcl_unit_factor(f->r->q->unit);

    f->least = bcl_attr_number(&low, e, "min", f->r->d)
                   ? low * unit * (1 - 1e-12) - 1e-300
                   : -INFINITY;
    f->most = bcl_attr_number(&high, e, "max", f->r->d)
                  ? high * unit * (1 + 1e-12)
                  : INFINITY;
}

static bool in_bounds(bcl_filler *f, double x, size_t row, int column)
{
    const bcl_xml *e = f->r->q->head.xml;
    double unit = bcl_unit_factor(f->r->q->unit);

    if (!(x < f->least) && !(x > f->most))
        return true;
    return bcl_fail(f->r->d, "C15",
                    bcl_csv_at(&f->r->table, row, (size_t)column),
                    "%.10g %s sort des bornes de « %s » (%s à %s)", x / unit,
                    f->r->q->unit_text, f->r->q->head.id,
                    bcl_attr(e, "min") ? bcl_attr(e, "min") : "−∞",
                    bcl_attr(e, "max") ? bcl_attr(e, "max") : "+∞");
}

static void fill_row(bcl_filler *f, size_t row, const bcl_value_column *v)
{
    double x;
    uint8_t hole;
    bool moved;
    size_t at;
    ptrdiff_t cell = cell_of(f, row, v, &moved);

    if (cell < 0) {
        f->r->outside += cell == BCL_KEY_OUTSIDE;
        return;
    }
    if (!bcl_filler_slice(f, (size_t)cell, &at))
        return;
    if (!value_of(f, row, v->column, &x, &hole) ||
        (!isnan(x) && !in_bounds(f, x, row, v->column))) {
        f->ok = false;
        return;
    }
    f->r->moved += moved;
    bcl_filler_put(f, (size_t)cell, x, hole, moved, row, v->column);
}

static bcl_adding how_adding(const bcl_xml *e)
{
    const char *s = bcl_attr(e, "agrege");

    return !s                        ? BCL_ADD_NEVER
           : strcmp(s, "somme") == 0 ? BCL_ADD_SUM
                                     : BCL_ADD_EQUAL;
}

static void cover(bcl_filler *f)
{
    bcl_reader *r = f->r;
    int from, to, first = r->m->dims.first_year;
    size_t at;

    f->from = f->to = -1;
    if (f->o->span == 1 && !bcl_filler_slice(f, 0, &at))
        return; /* known whatever the rows */
    if (!(r->q->dims & BCL_YEAR_BIT) ||
        !bcl_attr_years(&from, &to, r->r->xml, "couvre", r->d))
        return;
    f->from = from > first ? from - first : 0;
    f->to =
        to <= r->m->dims.last_year ? to - first : r->m->dims.last_year - first;
    size_t more = 0;
    for (int y = f->from; y <= f->to; y++)
        more += !f->o->slice[y];
    for (int y = f->from; bcl_filler_room(f, more) && y <= f->to; y++) {
        more -= !f->o->slice[y];
        if (!bcl_filler_slice(f, (size_t)y, &at))
            return;
    }
}

/* Which cell each row went to, to look at what was summed. */
static bool totals(bcl_filler *f)
{
    bcl_reader *r = f->r;
    const bcl_observed *o = f->o;
    size_t cells = o->layout.cells / o->span, n = 0;
    size_t *before =
        BCL_NEW(r->a, size_t, o->span); /* cells of earlier years */
    ptrdiff_t *cell;
    bool moved;

    if (!r->unused || r->nvalue != 1)
        return true;
    for (size_t y = 0; y < o->span; y++) {
        before[y] = n;
        n += o->slice[y] ? cells : 0;
    }
    cell = BCL_NEW(r->a, ptrdiff_t, r->table.nrow + 1);
    for (size_t row = 0; row < r->table.nrow; row++) {
        ptrdiff_t c =
            f->row[row] & 1 ? cell_of(f, row, &r->value[0], &moved) : -1;
        cell[row] = c < 0 ? c
                          : (ptrdiff_t)(before[(size_t)c % o->span] +
                                        (size_t)c / o->span);
    }
    return bcl_reader_totals(r, &(bcl_row_cells){cell, n});
}

bool bcl_reader_fill(bcl_reader *r, bcl_observed *o, size_t which)
{
    bcl_filler f = {.r = r,
                    .o = o,
                    .which = which,
                    .add = how_adding(r->r->xml),
                    .blank = bcl_attr(r->r->xml, "vide"),
                    .ok = true};

    for (size_t k = 0; k < r->q->rank; k++)
        f.stride[k] = bcl_layout_stride(&o->layout, r->q->order[k]);
    f.row = bcl_reader_filter(r);
    read_bounds(&f);
    cover(&f);
    for (size_t row = 0; row < r->table.nrow; row++)
        for (size_t i = 0; i < r->nvalue && (f.row[row] & 1); i++)
            fill_row(&f, row, &r->value[i]);
    bcl_filler_compare(&f);
    return f.ok && totals(&f);
}
