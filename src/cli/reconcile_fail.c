/* reconcile_fail.c -- see reconcile_say.h: why there is no result. */
#include "cli/reconcile_say.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 8 };

/* Names, the first ones: "A, B et 12 autres". */
typedef struct {
    const char *text;
    size_t n;
    bcl_arena *a;
} list;

static void list_add(list *l, const char *name, const char *sep)
{
    if (l->n++ < LISTED)
        l->text = l->n == 1
                      ? name
                      : bcl_text_print(l->a, "%s%s%s", l->text, sep, name);
}

static const char *list_text(const list *l)
{
    return l->n <= LISTED ? l->text
                          : bcl_text_print(l->a, "%s et %zu autres", l->text,
                                           l->n - LISTED);
}

/* What the culprits of one sign bring, in the unit of the first culprit. */
typedef struct {
    list terms;
    double total;
    bool plain; /* one term, once */
} side;

static const char *in_unit(double x, const bcl_own_unit *unit, bcl_arena *a)
{
    return bcl_text_print(a, "%s%s%s",
                          bcl_reconcile_number(x / unit->factor, a),
                          *unit->text ? " " : "", unit->text);
}

static void side_add(side *s, double coef, const char *name, double value,
                     const bcl_own_unit *unit)
{
    bcl_arena *a = s->terms.a;
    bool once = fabs(coef - 1) < 1e-9;
    const char *times =
        once ? "" : bcl_text_print(a, "%s × ", bcl_reconcile_number(coef, a));

    list_add(
        &s->terms,
        bcl_text_print(a, "%s%s (%s)", times, name, in_unit(value, unit, a)),
        " + ");
    s->plain = once && s->terms.n == 1;
    s->total += coef * value;
}

static const char *side_text(const side *s, const bcl_own_unit *unit)
{
    bcl_arena *a = s->terms.a;

    if (s->terms.n == 0)
        return in_unit(s->total, unit, a);
    return s->plain ? s->terms.text
                    : bcl_text_print(a, "%s = %s", list_text(&s->terms),
                                     in_unit(s->total, unit, a));
}

/* The unit of the sums: in the balances of a substance, that of flows times
 * that of its concentrations. */
static bcl_own_unit sum_unit(const bcl_flowproblem *f, const bcl_rec_result *r,
                             bcl_arena *a)
{
    const bcl_flowtable *t = f->table;
    bcl_own_unit unit = f->var[r->culprit[0]].unit;
    size_t layer = 0;

    for (size_t i = 0; i < r->nprocess; i++)
        if ((size_t)r->process[i] / t->processes.n > layer)
            layer = (size_t)r->process[i] / t->processes.n;
    for (size_t i = 0; i < t->nconcentration && layer > 0; i++)
        if ((size_t)t->concentration[i].substance == layer - 1) {
            const char *part = t->concentration[i].unit.text;
            unit.text = *unit.text && *part
                            ? bcl_text_print(a, "%s × %s", unit.text, part)
                            : bcl_text_print(a, "%s%s", unit.text, part);
            break;
        }
    return unit;
}

/* Both sides of the sum of the constraints that cannot hold; what no culprit
 * brings is a right-hand side. */
static const char *equation(const bcl_flowproblem *f, const bcl_rec_result *r,
                            bcl_arena *a)
{
    side left = {.terms = {.a = a}}, right = {.terms = {.a = a}};
    const bcl_own_unit *unit = &f->var[r->culprit[0]].unit,
                       sum = sum_unit(f, r, a);

    for (size_t i = 0; i < r->nculprit; i++) {
        double coef = r->culprit_coef[i];
        int v = r->culprit[i];
        if (fabs(coef) > 1e-12)
            side_add(coef > 0 ? &left : &right, fabs(coef), f->var[v].name,
                     f->p.value[v], unit);
    }
    double rest = left.total - right.total - r->imbalance;
    side *with = rest > 0 ? &right : &left;
    if (fabs(rest) > 1e-9 * (left.total + right.total)) {
        if (with->terms.n > 0)
            list_add(&with->terms, in_unit(fabs(rest), &sum, a), " + ");
        with->total += fabs(rest);
        with->plain = false;
    }
    return bcl_text_print(a, "se contredisent de %s : %s contre %s",
                          in_unit(fabs(r->imbalance), &sum, a),
                          side_text(&left, &sum), side_text(&right, &sum));
}

static int by_number(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

static const char *names_of(const int *which, size_t n, const char **name,
                            bcl_arena *a)
{
    list l = {.text = "", .a = a};
    int *sorted = BCL_NEW(a, int, n + 1);

    for (size_t i = 0; i < n; i++)
        sorted[i] = which[i];
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++)
        list_add(&l, name[sorted[i]], ", ");
    return list_text(&l);
}

/* The processes and the rows at stake. */
static const char *places(const bcl_flowproblem *f, const bcl_rec_result *r,
                          bcl_arena *a)
{
    const char *balances =
        r->nprocess
            ? bcl_text_print(a, "%s de %s",
                             r->nprocess > 1 ? "bilans" : "bilan",
                             names_of(r->process, r->nprocess, f->process, a))
            : "";
    return bcl_text_print(a, "%s%s%s", balances,
                          r->nprocess && r->nrow ? " ; " : "",
                          names_of(r->row, r->nrow, f->row, a));
}

static bcl_pos place(const bcl_flowproblem *f, const bcl_rec_result *r)
{
    return r->nculprit ? f->var[r->culprit[0]].at
                       : (bcl_pos){.file = f->table->path};
}

static bool fail_contradiction(const bcl_flowproblem *f,
                               const bcl_rec_result *r, bcl_arena *a,
                               bcl_diag *d)
{
    if (r->nculprit == 0)
        bcl_fail(d, "B20", place(f, r),
                 "les données exactes se contredisent : %s", places(f, r, a));
    else
        bcl_fail(d, "B20", place(f, r), "les données exactes %s (%s)",
                 equation(f, r, a), places(f, r, a));
    return bcl_hint(d, "corrigez-en une, ou donnez un écart-type à celles qui "
                       "ne sont pas certaines");
}

/* A name with what holds it: its value, or its bounds. */
static const char *held(const bcl_flowproblem *f, int v, bcl_arena *a)
{
    const bcl_own_unit *unit = &f->var[v].unit;
    double low = f->p.low ? f->p.low[v] : -INFINITY,
           high = f->p.high ? f->p.high[v] : INFINITY;
    const char *what = "";

    if (f->p.sd[v] == 0 && !isnan(f->p.value[v]))
        what = bcl_text_print(a, " (%s)", in_unit(f->p.value[v], unit, a));
    else if (isfinite(low) && isfinite(high))
        what = bcl_text_print(a, " (de %s à %s)",
                              bcl_reconcile_number(low / unit->factor, a),
                              in_unit(high, unit, a));
    else if (isfinite(low) || isfinite(high))
        what = bcl_text_print(a, " (%s %s)",
                              isfinite(low) ? "au moins" : "au plus",
                              in_unit(isfinite(low) ? low : high, unit, a));
    return bcl_text_print(a, "%s%s", f->var[v].name, what);
}

static bool fail_infeasible(const bcl_flowproblem *f, const bcl_rec_result *r,
                            bcl_arena *a, bcl_diag *d)
{
    list names = {.a = a};

    for (size_t i = 0; i < r->nculprit; i++)
        list_add(&names, held(f, r->culprit[i], a), ", ");
    bcl_fail(d, "B21", place(f, r),
             "aucune valeur ne respecte à la fois les bornes et les bilans%s%s "
             "(%s)",
             names.n ? " : " : "", names.n ? list_text(&names) : "",
             places(f, r, a));
    return bcl_hint(d, "écartez une borne, ou rendez une donnée incertaine");
}

static bool fail_diverged(const bcl_flowproblem *f, const bcl_rec_result *r,
                          bcl_diag *d)
{
    if (r->runaway < 0) {
        bcl_fail(d, "B22", (bcl_pos){.file = f->table->path},
                 "parts ou concentrations : le calcul ne converge pas");
        return bcl_hint(d,
                        "donnez une valeur, même très incertaine, à une part "
                        "ou à une concentration non mesurée");
    }
    const bcl_variable *far = &f->var[r->runaway],
                       *none = &f->var[r->vanishing];
    bcl_fail(d, "B22",
             far->at.file ? far->at : (bcl_pos){.file = f->table->path},
             "le calcul ne converge pas : « %s » grandit sans fin, tandis que "
             "« %s », qui le multiplie, tend vers 0",
             far->name, none->name);
    return bcl_hint(d,
                    "donnez à « %s » une valeur, même très incertaine ; ou, si "
                    "« %s » est nul, la valeur exacte 0 (écart-type 0)",
                    far->name, none->name);
}

bool bcl_reconcile_fail(const bcl_flowproblem *f, const bcl_rec_result *r,
                        bcl_arena *a, bcl_diag *d)
{
    bcl_pos at = {.file = f->table->path};

    switch (r->status) {
    case BCL_REC_CONTRADICTION:
        return fail_contradiction(f, r, a, d);
    case BCL_REC_INFEASIBLE:
        return fail_infeasible(f, r, a, d);
    case BCL_REC_CORRELATION:
        bcl_fail(d, "B23", at,
                 "ces corrélations ne peuvent pas exister ensemble");
        return bcl_hint(d, "si A va avec B et B avec C, A ne va pas contre C : "
                           "rapprochez-les de 0");
    default:
        return fail_diverged(f, r, d);
    }
}
