/* program.h -- formulas compiled to instructions over labelled arrays.
 *
 * One instruction makes one array.  Those that carry the slab dimension
 * (communes, as a rule) run slab by slab: all instructions of a phase on one
 * slab before the next, in scratch that is reused (those of one shape together,
 * bundle.h; threads share the slabs, slabs.h); the others are whole.  A sum
 * over the slab dimension ends a phase.  What depends on itself is a
 * component: solved as a linear system within the year, or year by year when
 * it goes through precedent, a stock or a cumul.
 *
 * Values are base units; NaN is "no value". */
#ifndef BCL_ENGINE_PROGRAM_H
#define BCL_ENGINE_PROGRAM_H

#include "data/observed.h"

/* What nodes do not have. */
enum {
    BCL_I_INPUT = 100, /* ref: a donnee */
    BCL_I_COPY,        /* same cells, perhaps more dimensions */
    BCL_I_BOTH,        /* x where y has a value */
    BCL_I_SHARE,       /* x/y, 0 where y is 0 */
    BCL_I_SCALE,       /* x*y and x + y, whole where y is not 1, not 0: fit.c */
    BCL_I_SHIFT,
    BCL_I_GIVEN /* ref: an array given by the caller */
};

typedef struct {
    int op; /* bcl_node_op or the above */
    bcl_dimset dims;
    bcl_layout layout;
    int arg[3], narg;
    double number;
    int ref, dim, dim2, member;
    bcl_dimset over;
    const int *map;
    const bool *keep;
    bcl_pos at;
    /* found by analysis */
    bool local;      /* carries the slab dimension */
    bool whole;      /* kept whole though local */
    bool holes;      /* may have cells without a value */
    bool root;       /* asked for */
    bool inside;     /* read by its own bundle only */
    bool paired;     /* a ratio of sums over the same known cells */
    int level;       /* phase */
    int component;   /* index of its component */
    int buffer;      /* scratch; -1 when whole */
    bool *avail;     /* [years] */
    uint8_t *status; /* [years] bcl_status */
    /* whole storage */
    double *v;
    double *count; /* of a reduction: values added in each cell */
    uint8_t *hole;
    float *known, *total; /* coverage */
} bcl_instr;

/* A set of instructions that depend on each other, or one alone, or a bundle:
 * of one shape, each cell computed from the same cell. */
typedef struct {
    int *instr; /* in order of computation, cut edges forgotten */
    size_t n;
    bool bundle;
    bool cyclic;    /* within a year: linear system */
    bool recurrent; /* through years */
    bool mixed;     /* holds whole and local ones: run whole */
    int level;
    bool local;
    int *cut; /* unknowns of the linear system */
    size_t ncut;
    int *sub; /* recurrent: start of each inner component in `instr` */
    bool *sub_cyclic;
    int **sub_cut;
    size_t *nsub_cut;
    size_t nsub;
} bcl_component;

/* The inputs of a run: a slice a year, ready to be read, which years and
 * scenarios share as they can.  Of a measured quantity: what fits it to its
 * measure, NULL where nothing has to. */
typedef struct {
    const bcl_slice **slice; /* [years], NULL in a year without; a NULL array
                                when unavailable */
    bool *avail;             /* [years] */
    uint8_t *status;         /* [years] */
    const char *why;         /* unavailable: the reason */
} bcl_input;

/* An array given to a formula: `herite`, parent(x). */
typedef struct {
    bcl_dimset dims;
    const double *v;
    const bool *avail;
    const uint8_t *status;
} bcl_given;

typedef struct {
    const bcl_model *m;
    const bcl_input *input; /* by quantity */
    const bcl_given *given;
    size_t ngiven;
    bcl_instr *i;
    size_t n, cap;
    int *of_quantity;         /* instruction of each quantity, or -1 */
    bcl_component *component; /* in order */
    size_t ncomponent;
    size_t years, slab_cells; /* members of the slab dimension */
    size_t slab;              /* members at a time; 0: what fits a cache */
    int nlevel;
    bcl_arena *a;
    bcl_diag *d;
} bcl_program;

/* Add a formula whose result has exactly `dims`; its instruction. */
int bcl_program_add(bcl_program *p, const bcl_node *n, bcl_dimset dims);

/* Resolve quantities, order, find components and phases.  False after
 * reporting a cycle that is neither linear nor through time (R04). */
bool bcl_program_order(bcl_program *p) BCL_MUST_CHECK;

/* Availability, status and holes of every instruction. */
void bcl_program_mark(bcl_program *p);

/* Run everything; roots are then whole.  False when a system is singular. */
bool bcl_program_run(bcl_program *p) BCL_MUST_CHECK;

/* The donnees whose absence makes a root unavailable in a year, ended by NULL;
 * NULL when none does.  A rate stands for what it reads. */
const bcl_quantity **bcl_program_missing(const bcl_program *p, int root,
                                         size_t year, bcl_arena *a);

/* Those without which a formula over observations has no value in any year,
 * of `input` as it stands; none when they only share no year. */
size_t bcl_input_missing(const bcl_quantity ***out, const bcl_model *m,
                         const bcl_input *input, const bcl_node *n,
                         bcl_arena *a);

#endif
