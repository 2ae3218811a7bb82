/* bind_private.h -- what the files of the binding share; for them only. */
#ifndef BCL_FIGURE_BIND_PRIVATE_H
#define BCL_FIGURE_BIND_PRIVATE_H

#include "figure/bind.h"
#include "figure/canvas.h"
#include "figure/frame.h"
#include "figure/scale.h"
#include "figure/stack.h"
#include "result/verdict.h"

typedef enum {
    BCL_FIGURE_LINES,
    BCL_FIGURE_AREAS,
    BCL_FIGURE_BARS,
    BCL_FIGURE_SHARES,
    BCL_FIGURE_BUDGET,
    BCL_FIGURE_SANKEY,
    BCL_FIGURE_ALLUVIAL,
    BCL_FIGURE_BOARD,
    BCL_FIGURE_CASCADE
} bcl_figure_kind;

/* A flow of a Sankey diagram, summed over all but the dimensions that may tell
 * its ends' cells apart; or an indicator of a board. */
typedef struct {
    int quantity, wish;
} bcl_figure_item;

struct bcl_figure {
    const bcl_head *head;
    const char *id;
    bcl_figure_kind kind;
    const size_t *run; /* [nrun] the plan's, in the order they are shown */
    size_t nrun;
    int from, to;        /* years shown */
    bool has_years;      /* ... are said */
    int year;            /* of a cross-section; 0: not said */
    const int *decimals; /* NULL: chosen by the painter */
    int x, serie;        /* dimensions, or -1 */
    const bcl_node *node;
    int wish;
    const bcl_unit *unit;
    const char *unit_text;
    bool rate; /* budget: the formula is by year */
    const bcl_target *target;
    bool *included; /* sankey: [process] */
    bool all;       /* ... none is named */
    bcl_figure_item *item;
    size_t nitem;
};

/* One figure being drawn.  A draw function returns NULL after setting `why`
 * (nothing to show) or adding an error. */
typedef struct {
    const bcl_figure *f;
    const bcl_plan *p;
    const bcl_model *m;
    bcl_arena *a;
    bcl_diag *d;
    const char *why, *alt;
    const char *note; /* the subtitle so far */
} bcl_binding;

bcl_canvas *bcl_bind_lines(bcl_binding *b);
bcl_canvas *bcl_bind_areas(bcl_binding *b);
bcl_canvas *bcl_bind_bars(bcl_binding *b);
bcl_canvas *bcl_bind_bars_by_year(bcl_binding *b);
bcl_canvas *bcl_bind_shares(bcl_binding *b);
bcl_canvas *bcl_bind_budget(bcl_binding *b);
bcl_canvas *bcl_bind_sankey(bcl_binding *b);
bcl_canvas *bcl_bind_alluvial(bcl_binding *b);
bcl_canvas *bcl_bind_board(bcl_binding *b);

/* ---- bind_settle.c ---- */

/* What a figure's element says, held against the model. */
bool bcl_bind_settle(bcl_figure *f, bcl_plan *p, bcl_diag *d) BCL_MUST_CHECK;
/* The same for what types without a formula read. */
bool bcl_bind_settle_flows(bcl_figure *f, bcl_plan *p,
                           bcl_diag *d) BCL_MUST_CHECK;
bool bcl_bind_settle_board(bcl_figure *f, bcl_plan *p,
                           bcl_diag *d) BCL_MUST_CHECK;

/* ---- bind_values.c: results in a figure's unit ---- */

/* A cell in the figure's unit; NaN when there is no number to print. */
double bcl_bind_at(const bcl_binding *b, const bcl_values *x, size_t cell);

/* Its formula's result under shown run k. */
const bcl_values *bcl_bind_result(const bcl_binding *b, size_t k);

/* The cell of member `serie` (-1: none) and member `x` of their dimensions, in
 * a year. */
size_t bcl_bind_cell(const bcl_binding *b, const bcl_values *x, int xm,
                     int serie, int year);

/* Is a year up to the reference no projection?  And is it, besides, no older
 * value held constant, unless all of them are? */
bool bcl_bind_is_known(const bcl_binding *b, const bcl_values *x, int year);
bool bcl_bind_is_observed(const bcl_binding *b, const bcl_values *x, int year);

/* The last year up to the reference with an observed, or a known, number in
 * some cell of a result; 0 when there is none. */
int bcl_bind_last_observed(const bcl_binding *b, const bcl_values *x);
int bcl_bind_last_known(const bcl_binding *b, const bcl_values *x);

/* The year of a cross-section: the one said, or the last one up to the
 * reference with numbers; 0 when there is none. */
int bcl_bind_section(const bcl_binding *b, const bcl_values *x);

/* Why a result has nothing to show, for G10. */
const char *bcl_bind_why(const bcl_binding *b, int wish);

const char *bcl_bind_member(const bcl_binding *b, int dim, size_t member);
const char *bcl_bind_run_title(const bcl_binding *b, size_t k);

/* ---- bind_text.c ---- */

/* A unit as a reader writes it: "kg par habitant et par an", "tCO₂e par an",
 * "m²"; "" for a number. */
const char *bcl_bind_unit(const char *text, bcl_arena *a);

/* A unit short enough to stand after every value ("t", "GWh", "ha"), or "". */
const char *bcl_bind_symbol(const char *text, bcl_arena *a);

/* A unit as it stands after a value that is by itself: "GWh/an", "m³/an". */
const char *bcl_bind_rate(const char *text, bcl_arena *a);

/* "8 %", "5 253 GWh par an": for the alternative text. */
const char *bcl_bind_amount(const bcl_binding *b, double v);

/* The page of a figure inside a document: the subtitle, and nothing else. */
bcl_page bcl_bind_page(const bcl_binding *b);

/* Names in a list: "a", "a et b", "a, b et c"; at most `most`, then "…". */
const char *bcl_bind_list(const char *const *name, size_t n, size_t most,
                          bcl_arena *a);

/* The sources of a figure: its own, or those of what it reads. */
const char *bcl_bind_sources(const bcl_binding *b);

/* ---- bind_note.c ---- */

/* Add a clause to the subtitle, after " ; ". */
void bcl_bind_note(bcl_binding *b, const char *clause);

/* Start the subtitle with "En <unit>" (nothing for a number). */
void bcl_bind_note_unit(bcl_binding *b);

/* Tell in the subtitle when the numbers of from..to are estimates, or lower
 * bounds. */
void bcl_bind_note_status(bcl_binding *b, const bcl_values *x, int from,
                          int to);

/* "estimé" when the year's value is an estimate, else NULL. */
const char *bcl_bind_past(const bcl_binding *b, const bcl_values *x, int year);

/* Tell which scenario and, for a cross-section, which year is shown. */
void bcl_bind_note_run(bcl_binding *b);
void bcl_bind_note_section(bcl_binding *b, const bcl_values *x, int year);

/* ---- bind_target.c ---- */

/* The target that objectif="…" names, of the model or of any scenario (N01). */
bool bcl_bind_settle_target(bcl_figure *f, const bcl_plan *p,
                            bcl_diag *d) BCL_MUST_CHECK;

/* A target in the figure's unit. */
typedef struct {
    const bcl_target *t;
    double v;
    size_t run;  /* of the shown runs, the one whose scenario declares it */
    bool of_run; /* ... when one does */
} bcl_aim;

/* What the figure's runs aim at for what it shows: the target it names, or all
 * those on the quantity that is its formula; in order of years. */
size_t bcl_bind_aims(bcl_aim **out, const bcl_binding *b);

/* What a target is called in a figure: its title when it is short and of no
 * scenario shown, else "Cible 2030". */
const char *bcl_bind_aim_label(const bcl_binding *b, const bcl_aim *aim);

/* One target in the figure's unit, under run `run` of the plan; NaN. */
double bcl_bind_aim(const bcl_binding *b, const bcl_target *t, size_t run);

/* ---- bind_stack.c ---- */

/* The value of a row for a member of the series' dimension (-1: none). */
typedef double bcl_bind_cell_of(const bcl_binding *b, size_t row, int member,
                                const void *ctx);

/* Members as series along rows.  Those without any number are told in the
 * subtitle, those that are all zero are left out.  `n` is 0, with `why`, when
 * nothing is left or some value is below zero and `positive` is asked for. */
bcl_stack_series *bcl_bind_series(size_t *n, bcl_binding *b, size_t nrow,
                                  bool positive, bcl_bind_cell_of *cell,
                                  const void *ctx);

#endif
