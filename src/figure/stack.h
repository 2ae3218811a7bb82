/* stack.h -- a table of quantities that add up: rows (years, sectors,
 * scenarios) by series; what bars and areas are drawn from. */
#ifndef BCL_FIGURE_STACK_H
#define BCL_FIGURE_STACK_H

#include "figure/frame.h"

typedef struct {
    const char *label;
    const double *v;       /* [nrow]; NaN: no value, drawn as nothing */
    const bool *estimated; /* [nrow], hatched; NULL: none */
    unsigned rgb;          /* 0: chosen */
} bcl_stack_series;

typedef struct {
    bcl_page page;
    const char *unit;
    const char *const *row; /* [nrow] */
    size_t nrow;
    const bcl_stack_series *series; /* from the base up, or from the left */
    size_t nseries;
} bcl_stack;

/* Where the cell of series k in a row begins and ends on the value axis:
 * positive cells add up from 0 upwards, negative ones downwards. */
void bcl_stack_cell(double *from, double *to, const bcl_stack *s, size_t row,
                    size_t k);

/* The sum of a row, and of its positive and negative cells apart. */
double bcl_stack_total(const bcl_stack *s, size_t row);
void bcl_stack_ends(double *low, double *high, const bcl_stack *s, size_t row);

/* True when a row has no value at all. */
bool bcl_stack_empty(const bcl_stack *s, size_t row);

/* Chosen colours filled in, one a series. */
unsigned *bcl_stack_colours(const bcl_stack *s, bcl_arena *a);

/* Decimals that suit every cell and total. */
int bcl_stack_decimals(const bcl_stack *s);

/* True when some cell is estimated. */
bool bcl_stack_estimated(const bcl_stack *s);

/* A cell as a rectangle, hatched over its lighter colour when estimated, with a
 * white line round it. */
void bcl_stack_draw(bcl_canvas *c, bcl_box box, unsigned rgb, bool estimated);

/* False, with G06, for what cannot be drawn. */
bool bcl_stack_check(const bcl_stack *s, bool positive,
                     bcl_diag *d) BCL_MUST_CHECK;

#endif
