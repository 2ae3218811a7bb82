/* bind.h -- from the <figure> elements of a model and of the scenarios run to
 * pictures, all of whose numbers come from the results.
 *
 * Types: lignes, aires, barres, parts, budget, sankey, alluvial, bord; cascade
 * is read and not drawn yet. */
#ifndef BCL_FIGURE_BIND_H
#define BCL_FIGURE_BIND_H

#include "result/plan.h"

/* A figure drawn: an SVG without title or source, which its document prints. */
typedef struct {
    const char *id; /* no two alike: the name of its file */
    const char *title, *source;
    const char *alt;   /* one sentence with its main numbers */
    const char *theme; /* id of the root element that declares it */
    const char *svg;
    size_t size;
} bcl_drawn;

typedef struct bcl_figure bcl_figure;

typedef struct {
    bcl_figure *item;
    size_t n, cap;
} bcl_figures;

/* Settle the declared figures and add what they need to the plan.  Every error
 * of every figure is reported: R08 and R09 (attributes), N01 and N05 (names),
 * D01 (dimensions), U01 (units). */
bool bcl_figures_plan(bcl_figures *out, bcl_plan *p,
                      bcl_diag *d) BCL_MUST_CHECK;

/* Draw them once the plan has run, in order of declaration.  A figure with
 * nothing to show is left out with a warning (G10) that says why.  False with
 * the errors of gnuplot.h, or G06 and G09 at the figure's element. */
bool bcl_figures_draw(bcl_drawn **out, size_t *n, const bcl_figures *f,
                      const bcl_plan *p, bcl_arena *a,
                      bcl_diag *d) BCL_MUST_CHECK;

#endif
