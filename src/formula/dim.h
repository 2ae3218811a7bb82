/* dim.h -- dimensions, their members and how members group.
 *
 * A set of dimensions is a bit mask; dimension 0 is always the year.  Arrays
 * over a set are stored with dimensions in rank order, the year innermost. */
#ifndef BCL_FORMULA_DIM_H
#define BCL_FORMULA_DIM_H

#include "core/diag.h"
#include "core/names.h"

#include <stdint.h>

enum {
    BCL_YEAR = 0,
    BCL_DIMS_MAX = 48,
    BCL_LAYOUT_MAX = 16,
    BCL_CELLS_MAX = 50 * 1000 * 1000
};

typedef uint64_t bcl_dimset;

#define BCL_DIM_BIT(d) ((bcl_dimset)1 << (d))
#define BCL_YEAR_BIT BCL_DIM_BIT(BCL_YEAR)

/* Members of one dimension grouped by those of another. */
typedef struct {
    int to;      /* dimension index */
    int *parent; /* [members]: member of `to`, or -1 */
} bcl_group;

typedef struct {
    const char *id, *title;
    bcl_pos at;
    int same_as;         /* an alias reads that dimension's members; else -1 */
    bcl_names member;    /* those inside the perimeter, in order */
    bcl_names outside;   /* known, but outside the perimeter */
    const char **titles; /* [members] */
    int *age;            /* [members] `annee` of an age class, or NULL */
    bool *partial;       /* [members] holds members of the full table that the
                            perimeter leaves out; NULL when none */
    bcl_group *group;
    size_t ngroup;
} bcl_dim;

typedef struct {
    bcl_dim *dim;
    size_t n;
    int first_year, last_year, reference; /* calendar years */
    int slab; /* dimension that outer loops run along: the largest; -1 none */
} bcl_dims;

/* How cells of a set of dimensions are laid out: the slab dimension first, the
 * others in order of index, the year last. */
typedef struct {
    int rank;
    int dim[BCL_LAYOUT_MAX];
    size_t size[BCL_LAYOUT_MAX], stride[BCL_LAYOUT_MAX];
    size_t cells;
} bcl_layout;

bcl_layout bcl_layout_of(const bcl_dims *t, bcl_dimset set);

/* The stride of a dimension, 0 when the layout has not it. */
size_t bcl_layout_stride(const bcl_layout *l, int dim);

/* "[95002, residentiel, 2024]": the members of a cell, in the arena. */
const char *bcl_layout_cell_text(const bcl_dims *t, const bcl_layout *l,
                                 size_t cell, bcl_arena *a);

/* Choose the slab dimension, once all members are known: the one that holds
 * most of the work.  users: [n] how many quantities carry each dimension. */
void bcl_dims_choose_slab(bcl_dims *t, const size_t *users);

/* The dimension named so, or -1. */
int bcl_dim_find(const bcl_dims *t, const char *id);

/* The dimension that holds the members of `d`: itself, or what it aliases. */
int bcl_dim_base(const bcl_dims *t, int d);

size_t bcl_dim_size(const bcl_dims *t, int d);
const bcl_names *bcl_dim_members(const bcl_dims *t, int d);
const char *bcl_dim_member_title(const bcl_dims *t, int d, size_t member);

/* Attach to the error said last what `text`, no member of `d`, may have meant:
 * a member so titled or nearly so written, or the members when they are few. */
bool bcl_dim_hint_member(const bcl_dims *t, int d, const char *text,
                         bcl_diag *diag);

/* How dimension `from` leads to `to`: map[member of from] = member of `to` or
 * -1, through aliases and declared groupings, transitively; false when it
 * does not.  The map is in the arena. */
bool bcl_dim_leads(const bcl_dims *t, int from, int to, int **map,
                   bcl_arena *a);

/* "par commune et par an", in rank order; "sans dimension" for none. */
const char *bcl_dimset_text(const bcl_dims *t, bcl_dimset set, bcl_arena *a);

/* The ids separated by blanks, the year last. */
const char *bcl_dimset_ids(const bcl_dims *t, bcl_dimset set, bcl_arena *a);

/* SIZE_MAX when they cannot be counted. */
size_t bcl_dimset_cells(const bcl_dims *t, bcl_dimset set);

/* Can a quantity have these dimensions (BCL_LAYOUT_MAX of them, BCL_CELLS_MAX
 * cells a year)?  False after reporting M01. */
bool bcl_dimset_fits(const bcl_dims *t, bcl_dimset set, bcl_pos at,
                     bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

#endif
