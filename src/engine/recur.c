/* recur.c -- see recur.h. */
#include "engine/recur.h"
#include "flow/cohort.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

typedef struct {
    bcl_machine *m;
    const bcl_instr *i;
    const bcl_window *w;
    bcl_view to, x[2];
    ptrdiff_t shift; /* copies: years back */
    int from;        /* copies: which argument */
    /* rows: strides along the year */
    ptrdiff_t sy_to, sy_x;
    const double *survival;
    const int *age;
    size_t nage;
    ptrdiff_t s_age; /* stride of the age classes in `initial` */
    double *row, *out, *stock, *classes, *early, *work;
} context;

static void run_copy(void *context_, const bcl_runs *r)
{
    context *c = context_;
    const double nothing = NAN;

    bcl_kernel_copy(c->to.v + r->off[0],
                    c->from < 0 ? &nothing : c->x[c->from].v + r->off[1], r);
}

/* Years [y0, y1) of the result, from one argument `shift` years back. */
static void copy_years(context *c, size_t y0, size_t y1)
{
    const bcl_program *p = c->m->p;
    const bcl_layout *l = &c->i->layout;
    bcl_window w = *c->w;
    bcl_loop o;

    w.y0 = y0;
    w.y1 = y1;
    bcl_loop_start(&o, p, l, &w);
    bcl_loop_operand(&o, p, l, l, c->to.origin, &w, 0);
    if (c->from >= 0) {
        const bcl_layout *x = &p->i[c->i->arg[c->from]].layout;
        bcl_loop_operand(&o, p, l, x, c->x[c->from].origin, &w, 0);
        o.base[1] -= c->shift * (ptrdiff_t)bcl_layout_stride(x, BCL_YEAR);
    }
    bcl_loop_merge(&o);
    bcl_loop_run_lines(&o, run_copy, c);
}

static bool available(const bcl_program *p, const bcl_instr *i, int k,
                      ptrdiff_t y)
{
    return k < i->narg && y >= 0 && p->i[i->arg[k]].avail[y];
}

int bcl_copy_source(const bcl_program *p, const bcl_instr *i, size_t y)
{
    ptrdiff_t read = (ptrdiff_t)y - (i->op == BCL_N_PREVIOUS);

    return available(p, i, 0, read)           ? 0
           : available(p, i, 1, (ptrdiff_t)y) ? 1
                                              : -1;
}

/* It is known before the run, and the same for many years. */
static void copies(context *c)
{
    bool previous = c->i->op == BCL_N_PREVIOUS;

    for (size_t y = c->w->y0, end; y < c->w->y1; y = end) {
        c->from = bcl_copy_source(c->m->p, c->i, y);
        c->shift = previous && c->from == 0 && (c->i->dims & BCL_YEAR_BIT) != 0;
        for (end = y + 1;
             end < c->w->y1 && bcl_copy_source(c->m->p, c->i, end) == c->from;)
            end++;
        copy_years(c, y, end);
    }
}

/* Row loops: every dimension but the year. */
static void rows(context *c, bcl_loop_body *body)
{
    const bcl_program *p = c->m->p;
    bcl_layout l = c->i->layout;
    bcl_window w = *c->w;
    bcl_loop o;

    l.rank--; /* the year is the last */
    w.y0 = 0;
    w.y1 = p->years;
    bcl_loop_start(&o, p, &l, &w);
    bcl_loop_operand(&o, p, &l, &c->i->layout, c->to.origin, &w, 0);
    for (int k = 0; k < c->i->narg && k < 2; k++)
        bcl_loop_operand(&o, p, &l, &p->i[c->i->arg[k]].layout, c->x[k].origin,
                         &w, 0);
    c->sy_to = (ptrdiff_t)bcl_layout_stride(&c->i->layout, BCL_YEAR);
    c->sy_x =
        (ptrdiff_t)bcl_layout_stride(&p->i[c->i->arg[0]].layout, BCL_YEAR);
    bcl_loop_run(&o, body, c);
}

static void run_cumul(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    context *c = context_;
    size_t first = (size_t)(c->i->member - c->m->p->m->dims.first_year);

    for (size_t k = 0; k < n; k++) {
        double *to = c->to.v + off[0] + (ptrdiff_t)k * s[0];
        const double *x = c->x[0].v + off[1] + (ptrdiff_t)k * s[1];
        for (size_t y = c->w->y0; y < c->w->y1; y++) {
            ptrdiff_t at = (ptrdiff_t)y;
            double now = x[at * c->sy_x];
            to[at * c->sy_to] = y < first    ? (double)NAN
                                : y == first ? now
                                             : to[(at - 1) * c->sy_to] + now;
        }
    }
}

/* First year that flows change: `initial` stands at the end of the year
 * before. */
static size_t first_moving(const context *c)
{
    return c->i->member
               ? (size_t)(c->i->member - c->m->p->m->dims.first_year) + 1
               : 0;
}

/* The age classes of `initial` add up to the stock. */
static double initial_total(const context *c, const double *x)
{
    double sum = 0;

    for (size_t g = 0; g < c->nage; g++)
        sum += x[(ptrdiff_t)g * c->s_age];
    return sum;
}

static void run_stock(void *context_, size_t n, const ptrdiff_t *off,
                      const ptrdiff_t *s)
{
    context *c = context_;
    size_t first = first_moving(c);

    for (size_t k = 0; k < n; k++) {
        double *to = c->to.v + off[0] + (ptrdiff_t)k * s[0];
        const double *net = c->x[0].v + off[1] + (ptrdiff_t)k * s[1];
        double start =
            initial_total(c, c->x[1].v + off[2] + (ptrdiff_t)k * s[2]);
        for (size_t y = c->w->y0; y < c->w->y1; y++) {
            ptrdiff_t at = (ptrdiff_t)y;
            double before = y == first  ? start
                            : y > first ? to[(at - 1) * c->sy_to]
                                        : (double)NAN;
            to[at * c->sy_to] =
                y + 1 == first ? start : before + net[at * c->sy_x];
        }
    }
}

static void run_retired(void *context_, size_t n, const ptrdiff_t *off,
                        const ptrdiff_t *s)
{
    context *c = context_;
    size_t first = first_moving(c), end = c->w->y1;

    for (size_t k = 0; k < n; k++) {
        double *to = c->to.v + off[0] + (ptrdiff_t)k * s[0];
        const double *in = c->x[0].v + off[1] + (ptrdiff_t)k * s[1];
        const double *initial = c->x[1].v + off[2] + (ptrdiff_t)k * s[2];
        for (size_t y = c->w->y0; y < end && y < first; y++)
            to[(ptrdiff_t)y * c->sy_to] = NAN;
        if (end <= first)
            continue;
        for (size_t y = first; y < end; y++)
            c->row[y - first] = in[(ptrdiff_t)y * c->sy_x];
        for (size_t g = 0; g < c->nage; g++)
            c->classes[g] = initial[(ptrdiff_t)g * c->s_age];
        bcl_cohort_run(c->out, c->stock, c->row, 1, end - first, c->classes,
                       c->age, c->nage, c->survival, c->m->p->years + 200);
        for (size_t y = c->w->y0 > first ? c->w->y0 : first; y < end; y++)
            to[(ptrdiff_t)y * c->sy_to] = c->out[y - first];
    }
}

/* A driven stock: inflow, outflow by age or early retirement of a row. */
static void run_driven(void *context_, size_t n, const ptrdiff_t *off,
                       const ptrdiff_t *s)
{
    context *c = context_;
    size_t first = first_moving(c), years = c->m->p->years;
    double *in = c->out, *by_age = c->stock, *early = c->early;
    double *side[] = {in, by_age, early};

    for (size_t k = 0; k < n; k++) {
        double *to = c->to.v + off[0] + (ptrdiff_t)k * s[0];
        const double *target = c->x[0].v + off[1] + (ptrdiff_t)k * s[1];
        const double *initial = c->x[1].v + off[2] + (ptrdiff_t)k * s[2];
        for (size_t y = first; y < years; y++)
            c->row[y - first] =
                y < c->w->y1 ? target[(ptrdiff_t)y * c->sy_x] : (double)NAN;
        for (size_t g = 0; g < c->nage; g++)
            c->classes[g] = initial[(ptrdiff_t)g * c->s_age];
        if (first < years)
            bcl_cohort_drive(in, by_age, early, c->row, years - first,
                             c->classes, c->age, c->nage, c->survival,
                             years + 200, c->work);
        for (size_t y = c->w->y0; y < c->w->y1; y++)
            to[(ptrdiff_t)y * c->sy_to] =
                y < first ? (double)NAN : side[c->i->dim][y - first];
    }
}

/* Age classes: years between the class and the end of `depuis`. */
static void open_ages(context *c, const bcl_quantity *q)
{
    const bcl_program *p = c->m->p;
    int since = q->since ? q->since : p->m->dims.first_year - 1;
    const bcl_layout *l = &p->i[c->i->arg[1]].layout;
    bool classed = q->cohorts >= 0 && bcl_layout_stride(l, q->cohorts);

    c->nage = classed ? bcl_dim_size(&p->m->dims, q->cohorts) : 1;
    c->s_age = classed ? (ptrdiff_t)bcl_layout_stride(l, q->cohorts) : 0;
    int *age = BCL_NEW(p->a, int, c->nage);
    for (size_t g = 0; g < c->nage && classed; g++)
        age[g] = since - p->m->dims.dim[q->cohorts].age[g];
    c->age = age;
}

static void open_retired(context *c, const bcl_quantity *q)
{
    const bcl_program *p = c->m->p;
    bcl_lifetime life = bcl_lifetime_of(q, p->d);
    size_t n = p->years + 200;
    double *s = BCL_NEW(p->a, double, n);

    if (!bcl_survival_fill(
            s, n, &life,
            bcl_lifetime_entry(bcl_child(q->head.xml, "duree_vie", NULL))))
        bcl_fail(p->d, "R09", q->head.at,
                 "« %s » : la durée de vie n'a pas de sens (moyenne, écart ou "
                 "forme négatifs ou nuls)",
                 q->head.id);
    c->survival = s;
    c->row = BCL_NEW(p->a, double, p->years);
    c->out = BCL_NEW(p->a, double, p->years);
    c->stock = BCL_NEW(p->a, double, p->years);
    c->classes = BCL_NEW(p->a, double, c->nage);
    c->early = BCL_NEW(p->a, double, p->years);
    c->work = BCL_NEW(p->a, double, 2 * (p->years + c->nage));
}

void bcl_exec_recur(bcl_machine *m, int instr, const bcl_window *w)
{
    context c = {.m = m, .i = &m->p->i[instr], .w = w};

    c.to = bcl_machine_view(m, instr, w);
    for (int k = 0; k < c.i->narg && k < 2; k++)
        c.x[k] = bcl_machine_view(m, c.i->arg[k], w);
    switch (c.i->op) {
    case BCL_N_CUMUL:
        rows(&c, run_cumul);
        break;
    case BCL_N_STOCK:
        open_ages(&c, &m->p->m->quantity[c.i->ref]);
        rows(&c, run_stock);
        break;
    case BCL_N_RETIRED:
    case BCL_N_DRIVEN:
        open_ages(&c, &m->p->m->quantity[c.i->ref]);
        open_retired(&c, &m->p->m->quantity[c.i->ref]);
        rows(&c, c.i->op == BCL_N_DRIVEN ? run_driven : run_retired);
        break;
    default:
        copies(&c);
    }
}
