/* private.h -- what the files of the engine share. */
#ifndef BCL_ENGINE_PRIVATE_H
#define BCL_ENGINE_PRIVATE_H

#include "engine/kernel.h"
#include "engine/program.h"

/* How instruction `i` reads its argument k. */
typedef enum {
    BCL_EDGE_PLAIN,  /* whole, or the same slab */
    BCL_EDGE_REDUCE, /* a local one summed over the slab dimension */
    BCL_EDGE_BARRIER /* other slabs of a local one: it must be complete */
} bcl_edge;

bcl_edge bcl_edge_of(const bcl_program *p, const bcl_instr *i, int k);

/* The names of the quantities among some instructions: "a → b → c". */
const char *bcl_program_names(const bcl_program *p, const int *member,
                              size_t n);
/* Where to point: a closing flow among them, else another quantity. */
bcl_pos bcl_program_place(const bcl_program *p, const int *member, size_t n);

/* Is `i` a sum that is fed slab by slab? */
bool bcl_streams(const bcl_program *p, const bcl_instr *i);

/* Does it read its argument in the same year, in earlier ones? */
bool bcl_reads_now(const bcl_instr *i, int k);
bool bcl_reads_before(const bcl_instr *i, int k);

/* The quantity an instruction makes, or NULL. */
const bcl_quantity *bcl_program_quantity(const bcl_program *p, int i);

/* What a copy that changes nothing stands for. */
int bcl_read_through(const bcl_program *p, int i);

/* Phases of ordered components; a donnee laid out once in each phase that reads
 * it; which locals are kept whole. */
void bcl_program_phases(bcl_program *p);
void bcl_program_spread(bcl_program *p);
void bcl_program_keep(bcl_program *p);

/* Are those small enough (BCL_CELLS_MAX)?  False after reporting M01. */
bool bcl_program_fits(const bcl_program *p) BCL_MUST_CHECK;

/* Is its array there from the start: given, or the one slice of a donnee
 * without a year? */
bool bcl_input_held(const bcl_program *p, const bcl_instr *s);

/* Has a donnee cells without a value in any year? */
bool bcl_input_holes(const bcl_program *p, const bcl_instr *s);

/* A window of computation: members [from, to) of the slab dimension, years
 * [y0, y1).  Local scratch starts at member `from`. */
typedef struct {
    size_t from, to, y0, y1;
} bcl_window;

/* Where the array of an instruction lies for a window. */
typedef struct {
    double *v;
    uint8_t *hole; /* NULL: no holes */
    float *known, *total;
    double *count;
    size_t origin; /* first member of the slab dimension held */
} bcl_view;

typedef struct {
    bcl_program *p;
    double **buffer; /* scratch */
    uint8_t **hole;
    float **known, **total;
    double **count;
    struct bcl_bundle **bundle; /* [component] as this machine runs it */
    ptrdiff_t **table; /* [instr] offsets read by a gather or a group */
    ptrdiff_t **empty; /* [instr] of a group: -1 where it has members */
} bcl_machine;

bcl_view bcl_machine_view(const bcl_machine *m, int instr, const bcl_window *w);

/* Lay out a donnee over a window, with its holes. */
void bcl_exec_input(const bcl_machine *m, int instr, const bcl_window *w);

/* Compute one instruction over a window. */
void bcl_exec(bcl_machine *m, int instr, const bcl_window *w);
void bcl_exec_holes(bcl_machine *m, int instr, const bcl_window *w);

/* Compute a component over a window; false when a system is singular. */
bool bcl_run_component(bcl_machine *m, const bcl_component *c,
                       const bcl_window *w) BCL_MUST_CHECK;

/* Reductions over slabs: before the first and after the last. */
void bcl_exec_start(bcl_machine *m, int instr);
void bcl_exec_finish(bcl_machine *m, int instr);

/* Solve one linear loop over a window; `instr` in order, `cut` its unknowns.
 */
bool bcl_solve_loop(bcl_machine *m, const int *instr, size_t n, const int *cut,
                    size_t ncut, const bcl_window *w) BCL_MUST_CHECK;

/* An odometer over the cells of a layout within a window, with up to four
 * operands, each by strides or by tables of offsets; -1 in a table: nothing
 * there. */
typedef struct {
    int rank;
    size_t n[BCL_LAYOUT_MAX];
    ptrdiff_t base[BCL_OPERANDS];
    ptrdiff_t stride[BCL_OPERANDS][BCL_LAYOUT_MAX];
    const ptrdiff_t *table[BCL_OPERANDS][BCL_LAYOUT_MAX];
    int nop;
} bcl_loop;

/* Prepare a loop over the cells of `l` in a window. */
void bcl_loop_start(bcl_loop *o, const bcl_program *p, const bcl_layout *l,
                    const bcl_window *w);
/* Add an operand laid out as `l`, held from member `origin` of the slab
 * dimension on; dimensions in `skip` will be read by tables. */
void bcl_loop_operand(bcl_loop *o, const bcl_program *p,
                      const bcl_layout *driver, const bcl_layout *l,
                      size_t origin, const bcl_window *w, bcl_dimset skip);
/* Read operand k along dimension `dim` of the driver by a table: offsets by
 * member, to add to what the other dimensions give. */
void bcl_loop_table(bcl_loop *o, int k, const bcl_layout *driver, int dim,
                    const ptrdiff_t *table, const bcl_program *p,
                    const bcl_window *w);
/* Merge dimensions that all operands run through without a gap, and drop those
 * of one member. */
void bcl_loop_merge(bcl_loop *o);

/* Holes of a gather or of a sum, over the loop its numbers ran on. */
void bcl_holes_gather(const bcl_view *to, const bcl_view *x, const bcl_loop *o);
void bcl_holes_sum(const bcl_view *to, const bcl_view *x, const bcl_loop *o);

/* Called on each innermost run: n cells, offsets and strides by operand;
 * a negative offset: nothing there. */
typedef void bcl_loop_body(void *context, size_t n, const ptrdiff_t *offset,
                           const ptrdiff_t *stride);
void bcl_loop_run(const bcl_loop *o, bcl_loop_body *body, void *context);

/* The same, called on all runs along the last dimension but one at a time. */
typedef void bcl_loop_lines(void *context, const bcl_runs *r);
void bcl_loop_run_lines(const bcl_loop *o, bcl_loop_lines *body, void *context);

/* The value of an instruction that depends on the year alone, if it does. */
bool bcl_program_constant(const bcl_program *p, int i, size_t y, double *x);

#endif
