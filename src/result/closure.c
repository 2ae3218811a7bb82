/* closure.c -- see closure.h. */
#include "result/closure.h"
#include "core/text.h"

#include <float.h>
#include <math.h>
#include <string.h>

size_t bcl_closure_cells(const bcl_model *m, const bcl_ledger *l)
{
    return bcl_dimset_cells(&m->dims, l->dims);
}

static const char *cell_text(const bcl_model *m, const bcl_ledger *l,
                             size_t cell, bool titles, bcl_arena *a)
{
    bcl_layout at = bcl_layout_of(&m->dims, l->dims);
    const char *text = "";

    for (int i = 0; i < at.rank; i++) {
        size_t member = cell / at.stride[i] % at.size[i];
        const char *id = bcl_dim_members(&m->dims, at.dim[i])->text[member];
        if (titles)
            text = bcl_text_print(
                a, "%s%s%s", text, *text ? ", " : "",
                bcl_dim_member_title(&m->dims, at.dim[i], member));
        else
            text = bcl_text_print(a, "%s%s%s=%s", text, *text ? "," : "",
                                  m->dims.dim[at.dim[i]].id, id);
    }
    return text;
}

const char *bcl_closure_cell_title(const bcl_model *m, const bcl_ledger *l,
                                   size_t cell, bcl_arena *a)
{
    return cell_text(m, l, cell, true, a);
}

const char *bcl_closure_cell_id(const bcl_model *m, const bcl_ledger *l,
                                size_t cell, bcl_arena *a)
{
    return cell_text(m, l, cell, false, a);
}

size_t bcl_closure_at(const bcl_model *m, const bcl_values *x,
                      const bcl_ledger *l, size_t cell, int year)
{
    bcl_layout at = bcl_layout_of(&m->dims, l->dims);
    size_t to = 0;

    for (int i = 0; i < at.rank; i++)
        to += cell / at.stride[i] % at.size[i] *
              bcl_layout_stride(&x->layout, at.dim[i]);
    return to +
           bcl_values_year(m, year) * bcl_layout_stride(&x->layout, BCL_YEAR);
}

static int rank_of(const char *status)
{
    static const char *const order[] = {"observe",   "reconcilie", "estime",
                                        "hypothese", "projete",    "minorant"};

    for (int i = 0; i < 6; i++)
        if (strcmp(order[i], status) == 0)
            return i;
    return 6;
}

static void settle(bcl_closure *c, const bcl_ledger *l, bool closing)
{
    double most = fmax(fabs(c->resources), fabs(c->uses));

    c->gap = c->resources - c->uses;
    if (fabs(c->gap) <= 4 * (double)l->nline * DBL_EPSILON * most)
        c->gap = 0; /* the rounding of the sums themselves */
    c->share = most > 0 ? fabs(c->gap) / most : (double)NAN;
    c->how = closing                               ? BCL_CLOSES_BY_FLOW
             : fabs(c->gap) <= l->tolerance * most ? BCL_CLOSES
                                                   : BCL_GAP;
}

bcl_closure bcl_closure_of(const bcl_plan *p, size_t run, size_t ledger,
                           size_t cell, int year)
{
    const bcl_model *m = &p->s->m;
    const bcl_ledger *l = &m->ledger[ledger];
    bcl_closure c = {.status = "observe"};
    bool closing = false;

    for (size_t i = 0; i < l->nline; i++) {
        int w = p->ledger[ledger][i];
        const bcl_values *x = bcl_plan_value(p, run, w);
        size_t at = bcl_closure_at(m, x, l, cell, year);
        const char *status = bcl_values_status(x, m, at);
        closing = closing || l->line[i].closing;
        if (rank_of(status) > rank_of(c.status))
            c.status = status;
        if (!bcl_values_has(x, m, at)) {
            if (!c.line) {
                c.line = l->line[i].title;
                c.missing = p->missing[run == BCL_PLAN_OBSERVED ? 0 : run][w];
            }
            continue;
        }
        c.lower = c.lower || (x->hole && (x->hole[at] & BCL_HOLE_LOWER));
        *(l->line[i].resource ? &c.resources : &c.uses) += x->v[at];
    }
    if (c.line) {
        c.how = BCL_NOT_COMPUTED;
        c.gap = c.share = NAN;
    } else {
        settle(&c, l, closing);
    }
    return c;
}

bool bcl_closure_moved(const bcl_plan *p, size_t run, size_t ledger,
                       size_t cell, int year)
{
    const bcl_model *m = &p->s->m;
    const bcl_ledger *l = &m->ledger[ledger];

    if (!p->observed || year > m->dims.reference)
        return false;
    for (size_t i = 0; i < l->nline; i++) {
        int w = p->ledger[ledger][i];
        const bcl_values *x = bcl_plan_value(p, run, w);
        const bcl_values *y = bcl_plan_value(p, BCL_PLAN_OBSERVED, w);
        size_t at = bcl_closure_at(m, x, l, cell, year);
        bool has = bcl_values_has(x, m, at);
        if (has != bcl_values_has(y, m, at) ||
            (has && fabs(x->v[at] - y->v[at]) > 1e-6 * fabs(x->v[at])))
            return true;
    }
    return false;
}

/* Years up to the reference that a lever reaches are no observation. */
static bool projected(const bcl_plan *p, size_t run, size_t ledger, size_t line,
                      int year)
{
    size_t n = p->s->m.ledger[ledger].nline,
           y = bcl_values_year(&p->s->m, year);

    for (size_t i = line < n ? line : 0; i < n && (line == n || i == line); i++)
        if (bcl_plan_value(p, run, p->ledger[ledger][i])->status[y] ==
            BCL_PROJECTED)
            return true;
    return false;
}

const bcl_known_line *bcl_closure_known(const bcl_plan *p, size_t run,
                                        size_t ledger, size_t line, size_t cell,
                                        int year)
{
    if (projected(p, run, ledger, line, year))
        return NULL;
    return bcl_known_lines_find(&p->known, ledger, line, cell,
                                bcl_values_year(&p->s->m, year));
}

static const char *number(double x, int decimals, bcl_arena *a)
{
    char text[64];

    bcl_number_french(text, sizeof text, x, decimals);
    return bcl_text_print(a, "%s", text);
}

/* Two digits of it that mean something, and no more of what goes with it. */
static int decimals_of(double x)
{
    int d = x != 0 && isfinite(x) ? 1 - (int)floor(log10(fabs(x))) : 0;

    return d < 0 ? 0 : d > 6 ? 6 : d;
}

const char *bcl_closure_spread(const bcl_plan *p, size_t run, size_t ledger,
                               size_t line, size_t cell, int year)
{
    const bcl_known_line *x =
        bcl_closure_known(p, run, ledger, line, cell, year);
    double unit = bcl_unit_factor(p->s->m.ledger[ledger].unit);
    bcl_arena *a = p->a;

    if (!x || x->sd == 0)
        return "";
    if (!isnan(x->sd))
        return bcl_text_print(
            a, "écart-type %s",
            number(x->sd / unit, decimals_of(x->sd / unit), a));
    double low = x->low / unit, high = x->high / unit;
    int d = decimals_of((x->high - x->low) / unit);
    if (isfinite(low) && isfinite(high))
        return bcl_text_print(a, "entre %s et %s", number(low, d, a),
                              number(high, d, a));
    return "";
}

int bcl_closure_year(const bcl_plan *p, size_t run, size_t ledger)
{
    const bcl_model *m = &p->s->m;
    const bcl_ledger *l = &m->ledger[ledger];

    for (int year = m->dims.reference; year >= m->dims.first_year; year--) {
        bool all = true;
        for (size_t i = 0; i < l->nline && all; i++)
            all = bcl_plan_value(p, run, p->ledger[ledger][i])
                      ->avail[bcl_values_year(m, year)];
        if (all)
            return year;
    }
    return m->dims.reference;
}

const char *bcl_closure_word(bcl_closing how)
{
    static const char *const word[] = {
        [BCL_CLOSES] = "équilibré",
        [BCL_CLOSES_BY_FLOW] = "fermé par construction",
        [BCL_GAP] = "ne ferme pas",
        [BCL_NOT_COMPUTED] = "non calculable",
    };

    return word[how];
}
