/* merge.c -- a value into its cell, which rows or files may have given already.
 */
#include "data/private.h"

#include <math.h>

bool bcl_filler_room(bcl_filler *f, size_t years)
{
    const bcl_observed *o = f->o;
    size_t cells = o->layout.cells / o->span;

    for (size_t y = 0; y < o->span; y++)
        years += o->slice[y] != NULL;
    if (years * cells <= BCL_CELLS_MAX)
        return true;
    if (!f->full) { /* once, not once a row */
        bcl_fail(f->r->d, "M01", f->r->table.at,
                 "« %s » a %zu cellules par an, et ce fichier en dit au moins "
                 "%zu années",
                 f->r->q->head.id, cells, years);
        bcl_hint(f->r->d, "au plus %d millions de cellules observées",
                 BCL_CELLS_MAX / 1000000);
    }
    f->full = true;
    return f->ok = false;
}

static bcl_slice *make_slice(bcl_filler *f, size_t year)
{
    bcl_observed *o = f->o;
    size_t cells = o->layout.cells / o->span;
    size_t years = bcl_dim_size(&f->r->m->dims, BCL_YEAR);
    bcl_arena *a = o == f->again ? f->r->a : f->r->kept;

    if (!bcl_filler_room(f, 1))
        return NULL;
    bcl_slice *s = bcl_slice_new(cells, a);
    s->line = BCL_NEW(a, int, cells);
    s->which = BCL_NEW(a, uint8_t, cells);
    o->slice[year] = s;
    for (size_t y = 0; o->span == 1 && y < years; y++)
        o->slice[y] = s;
    return s;
}

bcl_slice *bcl_filler_slice(bcl_filler *f, size_t cell, size_t *at)
{
    size_t year = cell % f->o->span;

    *at = cell / f->o->span;
    return f->o->slice[year] ? f->o->slice[year] : make_slice(f, year);
}

static void need_holes(bcl_filler *f, bcl_slice *s)
{
    if (!s->hole)
        s->hole = BCL_NEW(f->r->kept, uint8_t, f->o->layout.cells / f->o->span);
}

static void duplicate(bcl_filler *f, size_t cell, size_t row, int column)
{
    bcl_reader *r = f->r;
    const bcl_slice *s = f->o->slice[cell % f->o->span];
    size_t at = cell / f->o->span;

    f->ok = false;
    bcl_fail(r->d, "C05", bcl_csv_at(&r->table, row, (size_t)column),
             "deux lignes pour la cellule %s de « %s » : lignes %d%s%s et %d",
             bcl_layout_cell_text(&r->m->dims, &f->o->layout, cell, r->a),
             r->q->head.id, s->line[at], s->which[at] != f->which ? " de " : "",
             s->which[at] != f->which ? f->o->file[s->which[at]] : "",
             r->table.line[row]);
    bcl_hint(r->d, "agrege=\"somme\" si elles s'ajoutent, agrege=\"egal\" si "
                   "elles se répètent");
}

/* A second value for a cell. */
static void merge(bcl_filler *f, size_t cell, double x, uint8_t hole,
                  bcl_adding add, size_t row, int column)
{
    bcl_slice *s = f->o->slice[cell % f->o->span];
    size_t at = cell / f->o->span;
    uint8_t had = s->hole ? s->hole[at] : 0;
    bool has = !isnan(s->v[at]), gets = !isnan(x);

    if (add == BCL_ADD_NEVER ||
        (add == BCL_ADD_EQUAL && (has != gets || (has && s->v[at] != x)))) {
        duplicate(f, cell, row, column);
        return;
    }
    if (add == BCL_ADD_EQUAL)
        return;
    if (has && gets)
        s->v[at] += x;
    else if (gets)
        s->v[at] = x;
    if (!(had | hole))
        return;
    need_holes(f, s);
    s->hole[at] = has || gets ? BCL_HOLE_LOWER : (had | hole);
}

/* Rows that are summed must be so before they are held against those of an
 * earlier file. */
static void put_again(bcl_filler *f, size_t cell, double x, uint8_t hole,
                      bool moved, size_t row, int column)
{
    bcl_filler g = *f;

    if (!f->again) {
        f->again = BCL_NEW(f->r->a, bcl_observed, 1);
        *f->again = *f->o;
        f->again->slice = BCL_NEW(f->r->a, bcl_slice *,
                                  bcl_dim_size(&f->r->m->dims, BCL_YEAR));
    }
    g.o = f->again;
    bcl_filler_put(&g, cell, x, hole, moved, row, column);
    f->ok = g.ok;
    f->full = g.full;
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
        size_t y = i % f->o->span, at = i / f->o->span;
        const bcl_slice *s = f->again->slice[y];
        if (!s || !s->line[at])
            continue;
        double x = s->v[at], had = f->o->slice[y]->v[at];
        if ((isnan(x) && isnan(had)) || fabs(x - had) <= 1e-9 * fabs(had))
            continue;
        duplicate(f, i, row_of(f->r, s->line[at]), f->r->value[0].column);
    }
}

void bcl_filler_put(bcl_filler *f, size_t cell, double x, uint8_t hole,
                    bool moved, size_t row, int column)
{
    size_t at;
    bcl_slice *s = bcl_filler_slice(f, cell, &at);

    if (!s)
        return;
    bool elsewhere = s->line[at] && s->which[at] != f->which;
    if (elsewhere && f->add == BCL_ADD_SUM) {
        put_again(f, cell, x, hole, moved, row, column);
        return;
    }
    if (s->line[at]) {
        merge(f, cell, x, hole,
              elsewhere                          ? BCL_ADD_EQUAL
              : moved && f->add == BCL_ADD_NEVER ? BCL_ADD_SUM
                                                 : f->add,
              row, column);
    } else {
        s->v[at] = x;
        if (hole) {
            need_holes(f, s);
            s->hole[at] = hole;
        }
    }
    s->line[at] = f->r->table.line[row];
    s->which[at] = (uint8_t)f->which;
}
