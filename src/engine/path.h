/* path.h -- the course of a lever through the years.
 *
 * It starts from what is inherited the year before the lever may change
 * anything; `niveau` scales the distance to what is inherited.
 * logistique: (L(t) - L(0))/(L(1) - L(0)) with L(t) = 1/(1 + exp(-10(t -
 * 1/2))); lisse: 3t² - 2t³. */
#ifndef BCL_ENGINE_PATH_H
#define BCL_ENGINE_PATH_H

#include "scenario/scenario.h"

/* Cells on their way: those of a donnee, or sums of them. */
typedef struct {
    const bcl_lever *l;
    int inherited; /* the year before */
    size_t n;
    const bool *keep;    /* [n], or NULL: all move */
    const double *start; /* [n] their value in that year */
    double *ratio;       /* [n] 1 at first; then of the path's last year to what
                            was inherited: what follows keeps it */
} bcl_path;

/* The values of a year, from those inherited; years are called in order. */
void bcl_path_move(const bcl_path *p, int year, const double *before,
                   double *after);

#endif
