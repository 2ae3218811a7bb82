/* dim.c -- see dim.h. */
#include "formula/dim.h"
#include "core/text.h"

#include <string.h>

int bcl_dim_find(const bcl_dims *t, const char *id)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->dim[i].id, id) == 0)
            return (int)i;
    return -1;
}

int bcl_dim_base(const bcl_dims *t, int d)
{
    int same = t->dim[d].same_as;

    return same >= 0 ? same : d;
}

const bcl_names *bcl_dim_members(const bcl_dims *t, int d)
{
    return &t->dim[bcl_dim_base(t, d)].member;
}

size_t bcl_dim_size(const bcl_dims *t, int d)
{
    return bcl_dim_members(t, d)->n;
}

const char *bcl_dim_member_title(const bcl_dims *t, int d, size_t member)
{
    const bcl_dim *base = &t->dim[bcl_dim_base(t, d)];
    const char *title = base->titles ? base->titles[member] : NULL;

    return title && *title ? title : base->member.text[member];
}

static int *identity(size_t n, bcl_arena *a)
{
    int *map = BCL_NEW(a, int, n + 1);

    for (size_t i = 0; i < n; i++)
        map[i] = (int)i;
    return map;
}

/* Breadth-first over groupings: the shortest declared path wins. */
/* The member whose title is `text`, or two letters from it at most; -1. */
static int titled(const bcl_dims *t, int d, const char *text)
{
    int best = -1, least = strlen(text) > 5 ? 3 : 1;

    for (size_t i = 0; i < bcl_dim_members(t, d)->n; i++) {
        const char *title = bcl_dim_member_title(t, d, i);
        int far = bcl_text_distance(text, title, least);
        if (far < least) {
            least = far;
            best = (int)i;
        }
    }
    return best;
}

bool bcl_dim_hint_member(const bcl_dims *t, int d, const char *text,
                         bcl_diag *diag)
{
    enum { FEW = 12 };

    if (d == BCL_YEAR)
        return bcl_hint(diag, "une année de %d à %d", t->first_year,
                        t->last_year);
    const bcl_names *in = bcl_dim_members(t, d);
    const char *near = bcl_names_nearest(in, text);
    int k = titled(t, d, text);

    if (k < 0 && near)
        k = bcl_names_find(in, near, strlen(near));
    if (k >= 0) {
        const char *code = in->text[k];
        const char *title = bcl_dim_member_title(t, d, (size_t)k);
        if (strcmp(code, title) == 0)
            return bcl_hint(diag, "vouliez-vous « %s » ?", code);
        return bcl_hint(diag, "vouliez-vous « %s » (%s) ?", code, title);
    }
    if (in->n == 0 || in->n > FEW)
        return false;
    char list[160];
    size_t at = 0;
    for (size_t i = 0; i < in->n; i++) {
        size_t need = strlen(in->text[i]) + 2;
        if (at + need >= sizeof list)
            return false;
        at += (size_t)snprintf(list + at, sizeof list - at, "%s%s",
                               i ? ", " : "", in->text[i]);
    }
    return bcl_hint(diag, "ses membres : %s", list);
}

bool bcl_dim_leads(const bcl_dims *t, int from, int to, int **map, bcl_arena *a)
{
    int source = bcl_dim_base(t, from), target = bcl_dim_base(t, to);
    size_t n = bcl_dim_size(t, source), head = 0, tail = 0;
    int queue[BCL_DIMS_MAX];
    int *reached[BCL_DIMS_MAX] = {NULL};

    reached[source] = identity(n, a);
    queue[tail++] = source;
    while (head < tail && !reached[target]) {
        int at = queue[head++];
        const bcl_dim *dim = &t->dim[at];
        for (size_t g = 0; g < dim->ngroup; g++) {
            int next = dim->group[g].to;
            if (reached[next])
                continue;
            int *m = BCL_NEW(a, int, n + 1);
            for (size_t i = 0; i < n; i++)
                m[i] = reached[at][i] < 0
                           ? -1
                           : dim->group[g].parent[reached[at][i]];
            reached[next] = m;
            queue[tail++] = next;
        }
    }
    *map = reached[target];
    return reached[target] != NULL;
}

const char *bcl_dimset_text(const bcl_dims *t, bcl_dimset set, bcl_arena *a)
{
    const char *text = "";

    for (size_t i = 1; i <= t->n; i++) {
        size_t d = i == t->n ? BCL_YEAR : i; /* the year last */
        if (!(set & BCL_DIM_BIT(d)))
            continue;
        text = bcl_text_print(a, "%s%spar %s", text, *text ? " et " : "",
                              d == BCL_YEAR ? "an" : t->dim[d].id);
    }
    return *text ? text : "sans dimension";
}

const char *bcl_dimset_ids(const bcl_dims *t, bcl_dimset set, bcl_arena *a)
{
    const char *text = "";

    for (size_t i = 1; i <= t->n; i++) {
        size_t d = i == t->n ? BCL_YEAR : i;
        if (set & BCL_DIM_BIT(d))
            text = bcl_text_print(a, "%s%s%s", text, *text ? " " : "",
                                  t->dim[d].id);
    }
    return text;
}

size_t bcl_dimset_cells(const bcl_dims *t, bcl_dimset set)
{
    size_t n = 1;

    for (size_t d = 0; d < t->n; d++) {
        size_t size = set & BCL_DIM_BIT(d) ? bcl_dim_size(t, (int)d) : 1;
        if (size > 0 && n > SIZE_MAX / size)
            return SIZE_MAX;
        n *= size;
    }
    return n;
}

bool bcl_dimset_fits(const bcl_dims *t, bcl_dimset set, bcl_pos at,
                     bcl_arena *a, bcl_diag *d)
{
    size_t cells = bcl_dimset_cells(t, set & ~BCL_YEAR_BIT);
    int rank = 0;

    for (size_t k = 0; k < t->n; k++)
        rank += (set & BCL_DIM_BIT(k)) != 0;
    if (rank <= BCL_LAYOUT_MAX && cells <= BCL_CELLS_MAX)
        return true;
    bcl_fail(d, "M01", at, "une grandeur %s a trop de cellules (%.2g par an)",
             bcl_dimset_text(t, set, a), (double)cells);
    return bcl_hint(d,
                    "au plus %d dimensions et %d millions de cellules par an",
                    BCL_LAYOUT_MAX, BCL_CELLS_MAX / 1000000);
}

void bcl_dims_choose_slab(bcl_dims *t, const size_t *users)
{
    size_t most = 0;

    t->slab = -1;
    for (size_t d = 1; d < t->n; d++) {
        size_t work = t->dim[d].member.n * (users[d] + 1);
        if (t->dim[d].same_as >= 0 || work <= most)
            continue;
        most = work;
        t->slab = (int)d;
    }
}

static void add_dim(bcl_layout *l, const bcl_dims *t, int d)
{
    l->dim[l->rank] = d;
    l->size[l->rank++] = bcl_dim_size(t, d);
}

bcl_layout bcl_layout_of(const bcl_dims *t, bcl_dimset set)
{
    bcl_layout l;

    l.rank = 0;
    l.cells = 1;
    if (t->slab > 0 && (set & BCL_DIM_BIT(t->slab)))
        add_dim(&l, t, t->slab);
    for (size_t d = 1; d < t->n; d++)
        if ((set & BCL_DIM_BIT(d)) && (int)d != t->slab)
            add_dim(&l, t, (int)d);
    if (set & BCL_YEAR_BIT)
        add_dim(&l, t, BCL_YEAR);
    for (int i = l.rank - 1; i >= 0; i--) {
        l.stride[i] = l.cells;
        l.cells *= l.size[i];
    }
    return l;
}

size_t bcl_layout_stride(const bcl_layout *l, int dim)
{
    for (int i = 0; i < l->rank; i++)
        if (l->dim[i] == dim)
            return l->stride[i];
    return 0;
}

const char *bcl_layout_cell_text(const bcl_dims *t, const bcl_layout *l,
                                 size_t cell, bcl_arena *a)
{
    const char *text = "";

    for (int i = 0; i < l->rank; i++)
        text = bcl_text_print(a, "%s%s%s", text, i ? ", " : "",
                              bcl_dim_members(t, l->dim[i])
                                  ->text[cell / l->stride[i] % l->size[i]]);
    return bcl_text_print(a, "[%s]", text);
}
