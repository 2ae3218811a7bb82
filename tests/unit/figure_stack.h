/* figure_stack.h -- a table of rows by series for bars and areas. */
#ifndef TEST_FIGURE_STACK_H
#define TEST_FIGURE_STACK_H

#include "figure_awkward.h"

#include "figure/stack.h"

enum { NROW = 12, NSERIES = 14 };

typedef struct {
    bcl_arena *a;
    double v[NSERIES][NROW];
    bool estimated[NROW];
    const char *row[NROW];
    bcl_stack_series series[NSERIES];
} stack_fixture;

static const char *const stack_year[NROW] = {"2010", "2012", "2014", "2016",
                                             "2018", "2020", "2022", "2024",
                                             "2026", "2028", "2030", "2032"};

/* Large, tiny, zero and missing cells, awkward names. */
static inline int stack_set_up(void **state)
{
    stack_fixture *f = test_calloc(1, sizeof *f);

    f->a = bcl_arena_create();
    for (size_t k = 0; k < NSERIES; k++) {
        for (size_t i = 0; i < NROW; i++)
            f->v[k][i] = k == 3       ? 0
                         : k == 5     ? 1e-6 * (double)i
                         : i % 7 == 6 ? NAN
                                      : 10.5 * (double)(k + 1) + (double)i;
        f->series[k] =
            (bcl_stack_series){.label = awkward[k],
                               .v = f->v[k],
                               .estimated = k % 3 == 1 ? f->estimated : NULL};
    }
    for (size_t i = 0; i < NROW; i++) {
        f->row[i] = stack_year[i];
        f->estimated[i] = i % 2;
    }
    *state = f;
    return 0;
}

static inline int stack_tear_down(void **state)
{
    bcl_arena_destroy(((stack_fixture *)*state)->a);
    test_free(*state);
    return 0;
}

static inline bcl_stack stack_of(const stack_fixture *f, size_t nrow,
                                 size_t nseries)
{
    return (bcl_stack){.unit = "kg par habitant",
                       .row = f->row,
                       .nrow = nrow,
                       .series = f->series,
                       .nseries = nseries};
}

#endif
