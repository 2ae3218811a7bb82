/* slice.c -- the cells of a donnee in one year. */
#include "data/observed.h"

#include <math.h>
#include <string.h>

size_t bcl_slice_cells(const bcl_model *m, bcl_dimset dims)
{
    return bcl_dimset_cells(&m->dims, dims & ~BCL_YEAR_BIT);
}

bcl_slice *bcl_slice_new(size_t cells, bcl_arena *a)
{
    bcl_slice *s = BCL_NEW(a, bcl_slice, 1);

    s->v = BCL_NEW(a, double, cells);
    for (size_t i = 0; i < cells; i++)
        s->v[i] = NAN;
    return s;
}

static bool same(const void *x, const void *y, size_t bytes)
{
    return x == y || (x && y && memcmp(x, y, bytes) == 0);
}

bool bcl_slice_same(const bcl_slice *x, const bcl_slice *y, size_t cells)
{
    return same(x->v, y->v, cells * sizeof *x->v) &&
           same(x->hole, y->hole, cells) && x->line == y->line &&
           x->which == y->which;
}
