/* merge.c -- a value into its cell, which rows or files may have given already.
 */
#include "data/private.h"

#include <math.h>

static void need_holes(bcl_filler *f)
{
    if (!f->o->hole)
        f->o->hole = BCL_NEW(f->r->a, uint8_t, f->o->layout.cells);
}

static void duplicate(bcl_filler *f, size_t cell, size_t row, int column)
{
    bcl_reader *r = f->r;

    f->ok = false;
    bcl_fail(r->d, "C05", bcl_csv_at(&r->table, row, (size_t)column),
             "deux lignes pour la cellule %s de « %s » : lignes %d%s%s et %d",
             bcl_layout_cell_text(&r->m->dims, &f->o->layout, cell, r->a),
             r->q->head.id, f->o->line[cell],
             f->o->which[cell] != f->which ? " de " : "",
             f->o->which[cell] != f->which ? f->o->file[f->o->which[cell]] : "",
             r->table.line[row]);
    bcl_hint(r->d, "agrege=\"somme\" si elles s'ajoutent, agrege=\"egal\" si "
                   "elles se répètent");
}

/* A second value for a cell. */
static void merge(bcl_filler *f, size_t cell, double x, uint8_t hole,
                  bcl_adding add, size_t row, int column)
{
    bcl_observed *o = f->o;
    uint8_t had = o->hole ? o->hole[cell] : 0;
    bool has = !isnan(o->v[cell]), gets = !isnan(x);

    if (add == BCL_ADD_NEVER ||
        (add == BCL_ADD_EQUAL && (has != gets || (has && o->v[cell] != x)))) {
        duplicate(f, cell, row, column);
        return;
    }
    if (add == BCL_ADD_EQUAL)
        return;
    if (has && gets)
        o->v[cell] += x;
    else if (gets)
        o->v[cell] = x;
    if (!(had | hole))
        return;
    need_holes(f);
    o->hole[cell] = has || gets ? BCL_HOLE_LOWER : (had | hole);
}

/* Rows that are summed must be so before they are held against those of an
 * earlier file. */
static void put_again(bcl_filler *f, size_t cell, double x, uint8_t hole,
                      bool moved, size_t row, int column)
{
    bcl_filler g = *f;

    if (!f->again) {
        f->again = BCL_NEW(f->r->a, bcl_observed, 1);
        *f->again = (bcl_observed){
            .layout = f->o->layout,
            .v = BCL_NEW(f->r->a, double, f->o->layout.cells),
            .line = BCL_NEW(f->r->a, int, f->o->layout.cells),
            .which = BCL_NEW(f->r->a, uint8_t, f->o->layout.cells),
            .file = f->o->file};
    }
    g.o = f->again;
    bcl_filler_put(&g, cell, x, hole, moved, row, column);
}

static size_t row_of(const bcl_reader *r, int line)
{
    size_t row = 0;

    while (row + 1 < r->table.nrow && r->table.line[row] != line)
        row++;
    return row;
}

void bcl_filler_compare(bcl_filler *f)
{
    for (size_t i = 0; f->again && i < f->o->layout.cells; i++) {
        double x = f->again->v[i], y = f->o->v[i];
        if (!f->again->line[i] || (isnan(x) && isnan(y)) ||
            fabs(x - y) <= 1e-9 * fabs(y))
            continue;
        duplicate(f, i, row_of(f->r, f->again->line[i]), f->r->value[0].column);
    }
}

void bcl_filler_put(bcl_filler *f, size_t cell, double x, uint8_t hole,
                    bool moved, size_t row, int column)
{
    bcl_observed *o = f->o;

    if (o->line[cell] && o->which[cell] != f->which && f->add == BCL_ADD_SUM) {
        put_again(f, cell, x, hole, moved, row, column);
        return;
    }
    if (o->line[cell]) {
        bool elsewhere = o->which[cell] != f->which;
        merge(f, cell, x, hole,
              elsewhere                          ? BCL_ADD_EQUAL
              : moved && f->add == BCL_ADD_NEVER ? BCL_ADD_SUM
                                                 : f->add,
              row, column);
    } else {
        o->v[cell] = x;
        if (hole) {
            need_holes(f);
            o->hole[cell] = hole;
        }
    }
    o->line[cell] = f->r->table.line[row];
    o->which[cell] = (uint8_t)f->which;
}
