/* rec_lp.c -- see rec_lp.h.  GLPK does the simplex; what it would print is
 * swallowed, and where it would stop the program it gives up. */
#include "flow/rec_lp.h"

#include <glpk.h>

#include <math.h>
#include <setjmp.h>

/* Of the scaled problem, whose numbers are of the order of 1. */
static const double tolerance = 1e-7;
/* Pivots times rows and columns that the ranges of one part may take: some ten
 * seconds.  Whether there is anything within the bounds may take ten times it.
 */
static const double work = 3e8;

typedef struct {
    const bcl_rec_problem *p;
    bcl_rec_terms t;
    size_t n;     /* unmeasured variables */
    int *column;  /* [p->n] from 0; -1: exact */
    int *var;     /* [n] */
    double *unit; /* [n] of a scaled variable */
    double size;  /* of right-hand sides and bounds before they were scaled */
    double *row;  /* [m] scales */
    double *rhs;  /* [m] scaled, exact variables moved there */
    int pivots;   /* left */
    bcl_arena *scratch;
    glp_prob *lp;
} program;

static double bound(const double *bounds, int k, double without)
{
    return bounds ? bounds[k] : without;
}

/* Scaled so that right-hand sides and bounds are of the order of 1 too. */
static void measure(program *g)
{
    double largest = 0;

    for (size_t i = 0; i < g->t.m; i++)
        largest = fmax(largest, fabs(g->rhs[i]));
    for (size_t j = 0; j < g->n; j++) {
        double low = bound(g->p->low, g->var[j], -INFINITY);
        double high = bound(g->p->high, g->var[j], INFINITY);

        if (isfinite(low))
            largest = fmax(largest, fabs(low / g->unit[j]));
        if (isfinite(high))
            largest = fmax(largest, fabs(high / g->unit[j]));
    }
    largest = largest > 0 ? largest : 1;
    for (size_t i = 0; i < g->t.m; i++)
        g->rhs[i] /= largest;
    g->size = largest;
    for (size_t j = 0; j < g->n; j++)
        g->unit[j] *= largest;
}

static program prepare(const bcl_rec_problem *p, bcl_arena *a)
{
    program g = {.p = p,
                 .t = bcl_rec_terms_at(p, NULL, a),
                 .column = BCL_NEW(a, int, p->n),
                 .var = BCL_NEW(a, int, p->n),
                 .scratch = a};

    for (size_t k = 0; k < p->n; k++) {
        bool open = bcl_rec_kind_of(p, k) == BCL_REC_UNMEASURED;

        g.column[k] = open ? (int)g.n : -1;
        if (open)
            g.var[g.n++] = (int)k;
    }
    g.pivots = (int)fmin(1e8, work / (double)(g.t.m + g.n + 1));
    g.unit = BCL_NEW(a, double, g.n);
    g.row = BCL_NEW(a, double, g.t.m);
    g.rhs = BCL_NEW(a, double, g.t.m);
    bcl_rec_equilibrate(g.row, g.unit, &g.t, g.column, g.n, a);
    for (size_t i = 0; i < g.t.m; i++) {
        double sum = g.t.rhs[i], all = fabs(sum);

        for (size_t e = g.t.start[i]; e < g.t.start[i + 1]; e++)
            if (g.column[g.t.var[e]] < 0) {
                double term = g.t.coef[e] * p->value[g.t.var[e]];

                sum -= term;
                all += fabs(term);
            }
        g.rhs[i] = fabs(sum) <= 1e-12 * all ? 0 : sum * g.row[i];
    }
    measure(&g);
    return g;
}

static int silence(void *info, const char *text)
{
    (void)info, (void)text;
    return 1;
}

static void give_up(void *info)
{
    longjmp(*(jmp_buf *)info, 1);
}

static void set_bounds(program *g, int column, double low, double high)
{
    int type = isfinite(low) && isfinite(high) ? low < high ? GLP_DB : GLP_FX
               : isfinite(low)                 ? GLP_LO
               : isfinite(high)                ? GLP_UP
                                               : GLP_FR;

    glp_set_col_bnds(g->lp, column, type, low, high);
}

/* `slack`: two more columns a row, which take up what is missing. */
static void fill_columns(program *g, bool slack)
{
    int m = (int)g->t.m, n = (int)g->n;

    if (n + (slack ? 2 * m : 0) > 0)
        glp_add_cols(g->lp, n + (slack ? 2 * m : 0));
    for (int j = 0; j < n; j++)
        set_bounds(g, j + 1,
                   bound(g->p->low, g->var[j], -INFINITY) / g->unit[j],
                   bound(g->p->high, g->var[j], INFINITY) / g->unit[j]);
    for (int j = n + 1; slack && j <= n + 2 * m; j++) {
        set_bounds(g, j, 0, INFINITY);
        glp_set_obj_coef(g->lp, j, 1);
    }
}

static void fill_rows(program *g, bool slack)
{
    size_t room = g->n + 3;
    int *index = BCL_NEW(g->scratch, int, room), n;
    double *value = BCL_NEW(g->scratch, double, room);
    int *place = BCL_NEW(g->scratch, int, g->n);

    if (g->t.m > 0)
        glp_add_rows(g->lp, (int)g->t.m);
    for (size_t i = 0; i < g->t.m; i++) {
        n = 0;
        for (size_t e = g->t.start[i]; e < g->t.start[i + 1]; e++) {
            int j = g->column[g->t.var[e]];

            if (j < 0)
                continue;
            if (!place[j]) {
                place[j] = ++n;
                index[n] = j + 1;
                value[n] = 0;
            }
            value[place[j]] += g->t.coef[e] * g->row[i] * g->unit[j] / g->size;
        }
        for (int e = 1; e <= n; e++)
            place[index[e] - 1] = 0;
        for (int side = 0; slack && side < 2; side++) {
            index[++n] = (int)(g->n + 2 * i) + side + 1;
            value[n] = side ? -1 : 1;
        }
        glp_set_mat_row(g->lp, (int)i + 1, n, index, value);
        glp_set_row_bnds(g->lp, (int)i + 1, GLP_FX, g->rhs[i], g->rhs[i]);
    }
}

static int optimise(program *g, int direction)
{
    glp_smcp control;
    int before = glp_get_it_cnt(g->lp);

    glp_init_smcp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.it_lim = g->pivots;
    glp_set_obj_dir(g->lp, direction);
    if (g->pivots <= 0 || glp_simplex(g->lp, &control) != 0)
        return GLP_UNDEF;
    g->pivots -= glp_get_it_cnt(g->lp) - before;
    return glp_get_status(g->lp);
}

/* Of variable j the end of its range in a direction: -1 low, 1 high. */
static double end_of(program *g, size_t j, int direction)
{
    int k = g->var[j], status;
    double own = direction < 0 ? bound(g->p->low, k, -INFINITY)
                               : bound(g->p->high, k, INFINITY);
    double x;

    status = optimise(g, direction < 0 ? GLP_MIN : GLP_MAX);
    if (status != GLP_OPT)
        return own;
    x = glp_get_col_prim(g->lp, (int)j + 1);
    if (fabs(x) <= 1e-12)
        x = 0;
    x *= g->unit[j];
    return fabs(x - own) <= 1e-9 * g->unit[j] ? own : x;
}

static bool find_ranges(program *g, double *low, double *high)
{
    fill_columns(g, false);
    fill_rows(g, false);
    glp_adv_basis(g->lp, 0);
    if (optimise(g, GLP_MIN) == GLP_NOFEAS)
        return false;
    for (size_t j = 0; j < g->n; j++) {
        glp_set_obj_coef(g->lp, (int)j + 1, 1);
        low[g->var[j]] = end_of(g, j, -1);
        high[g->var[j]] = end_of(g, j, 1);
        glp_set_obj_coef(g->lp, (int)j + 1, 0);
    }
    return true;
}

/* Bounds with a price, when the least that is missing is more than nothing. */
static bool find_fit(program *g, signed char *at)
{
    g->pivots *= 10;
    fill_columns(g, true);
    fill_rows(g, true);
    glp_adv_basis(g->lp, 0);
    if (optimise(g, GLP_MIN) != GLP_OPT || glp_get_obj_val(g->lp) <= tolerance)
        return true;
    for (int j = 0; j < (int)g->n; j++) {
        double price = glp_get_col_dual(g->lp, j + 1);

        if (fabs(price) > tolerance)
            at[g->var[j]] = price > 0 ? -1 : 1;
    }
    return false;
}

/* One of the two, protected. */
static bool run(const bcl_rec_problem *p, double *low, double *high,
                signed char *at)
{
    bcl_arena *scratch = bcl_arena_create();
    program g = prepare(p, scratch);
    jmp_buf back;
    volatile bool fine = true;

    for (size_t j = 0; j < g.n && low; j++) {
        low[g.var[j]] = bound(p->low, g.var[j], -INFINITY);
        high[g.var[j]] = bound(p->high, g.var[j], INFINITY);
    }
    glp_term_hook(silence, NULL);
    glp_error_hook(give_up, &back);
    if (setjmp(back) == 0) {
        g.lp = glp_create_prob();
        fine = low ? find_ranges(&g, low, high) : find_fit(&g, at);
        glp_delete_prob(g.lp);
        glp_error_hook(NULL, NULL);
    } else {
        glp_free_env(); /* as GLPK wants it after an error */
    }
    bcl_arena_destroy(scratch);
    return fine;
}

bool bcl_rec_ranges(double *low, double *high, const bcl_rec_problem *p)
{
    return run(p, low, high, NULL);
}

bool bcl_rec_fits(signed char *at, const bcl_rec_problem *p)
{
    return run(p, NULL, NULL, at);
}
