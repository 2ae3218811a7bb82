/* stated.c -- what the model says outright of a donnee: <valeur> and <cas>. */
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <string.h>

static size_t years_of(const bcl_model *m)
{
    return bcl_dim_size(&m->dims, BCL_YEAR);
}

/* Said in the model: so up to the reference year. */
static bool is_past(const bcl_model *m, const bcl_quantity *q, size_t y)
{
    return !(q->dims & BCL_YEAR_BIT) ||
           (int)y + m->dims.first_year <= m->dims.reference;
}

bool bcl_observed_value(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, const bcl_xml *e, bcl_arena *a,
                        bcl_diag *d)
{
    double x;

    if (!bcl_text_number(&x, e, d))
        return false;
    bcl_observed_start(o, m, q, a);
    size_t cells = o->layout.cells / o->span;
    bcl_slice *s = bcl_slice_new(cells, a);
    for (size_t i = 0; i < cells; i++)
        s->v[i] = x * bcl_unit_factor(q->unit);
    for (size_t y = 0; y < years_of(m); y++)
        o->slice[y] = is_past(m, q, y) ? s : NULL;
    return true;
}

/* The members that one <cas pour="residentiel petrole"> names; -1 for '*'. */
static bool case_members(int *member, const bcl_model *m, const bcl_quantity *q,
                         const bcl_xml *e, bcl_arena *a, bcl_diag *d)
{
    bcl_words w = bcl_text_split(a, bcl_attr(e, "pour"), ' ');
    bcl_pos at = bcl_attr_at(e, "pour");
    bool all = w.n == 1 && strcmp(w.item[0], "*") == 0;
    size_t n = 0;

    for (size_t k = 0; k < q->rank; k++) {
        member[k] = -1;
        if (all)
            continue;
        if (q->order[k] == BCL_YEAR && w.n < q->rank)
            continue; /* the same every year */
        if (n >= w.n)
            return bcl_fail(
                d, "C04", at, "pour=\"%s\" : un membre par dimension (%s)",
                bcl_attr(e, "pour"), bcl_dimset_ids(&m->dims, q->dims, a));
        const char *text = w.item[n++];
        if (strcmp(text, "*") == 0)
            continue;
        const bcl_names *in = bcl_dim_members(&m->dims, q->order[k]);
        member[k] = bcl_names_find(in, text, strlen(text));
        if (member[k] < 0) {
            bcl_fail(d, "C01", at,
                     "« %s » n'est pas un membre de la dimension « %s »", text,
                     m->dims.dim[q->order[k]].id);
            const char *near = bcl_names_nearest(in, text);
            return near ? bcl_hint(d, "vouliez-vous « %s » ?", near) : false;
        }
    }
    return all || n == w.n ||
           bcl_fail(d, "C04", at, "pour=\"%s\" : trop de membres (%s)",
                    bcl_attr(e, "pour"), bcl_dimset_ids(&m->dims, q->dims, a));
}

static bool case_matches(const bcl_layout *l, const bcl_quantity *q,
                         const int *member, size_t cell)
{
    for (size_t k = 0; k < q->rank; k++) {
        size_t stride = bcl_layout_stride(l, q->order[k]);
        for (int i = 0; i < l->rank; i++)
            if (l->dim[i] == q->order[k] && member[k] >= 0 &&
                cell / stride % l->size[i] != (size_t)member[k])
                return false;
    }
    return true;
}

/* What cases say of every cell: of each year, if one of them names years. */
typedef struct {
    bcl_layout l;
    size_t span; /* its years, or 1 */
    double *v;
    uint8_t *star; /* how many '*' the case that says it has */
} cases;

enum { NOT_SAID = 255 };

static bool names_years(const bcl_quantity *q, bcl_arena *a)
{
    for (const bcl_xml *e = bcl_child(q->head.xml, "cas", NULL); e;
         e = bcl_child(q->head.xml, "cas", e))
        if ((q->dims & BCL_YEAR_BIT) &&
            bcl_text_split(a, bcl_attr(e, "pour"), ' ').n >= q->rank)
            return true;
    return false;
}

static cases start_cases(const bcl_model *m, const bcl_quantity *q,
                         bcl_arena *a)
{
    bool dated = names_years(q, a);
    cases c = {
        .l = bcl_layout_of(&m->dims, dated ? q->dims : q->dims & ~BCL_YEAR_BIT),
        .span = dated ? years_of(m) : 1};

    c.v = BCL_NEW(a, double, c.l.cells);
    c.star = BCL_NEW(a, uint8_t, c.l.cells);
    memset(c.star, NOT_SAID, c.l.cells);
    return c;
}

/* A case said outright wins over one with '*'; two that say a cell outright
 * are an error. */
static bool add_case(cases *c, const bcl_model *m, const bcl_quantity *q,
                     const bcl_xml *e, bcl_arena *a, bcl_diag *d)
{
    int member[BCL_RANK_MAX];
    uint8_t star = 0;
    double x;

    if (!case_members(member, m, q, e, a, d) || !bcl_text_number(&x, e, d))
        return false;
    for (size_t k = 0; k < q->rank; k++)
        star = (uint8_t)(star + (member[k] < 0 && q->order[k] != BCL_YEAR));
    for (size_t i = 0; i < c->l.cells; i++) {
        if (!case_matches(&c->l, q, member, i) || star > c->star[i])
            continue;
        if (star == c->star[i] && !star)
            return bcl_fail(d, "C05", e->at, "« %s » est dit deux fois",
                            bcl_attr(e, "pour"));
        c->star[i] = star;
        c->v[i] = x * bcl_unit_factor(q->unit);
    }
    return true;
}

static bool all_said(const cases *c, const bcl_observed *o, const bcl_model *m,
                     const bcl_quantity *q, bcl_arena *a, bcl_diag *d)
{
    for (size_t i = 0; i < c->l.cells; i++)
        if (c->star[i] == NOT_SAID)
            return bcl_fail(d, "C04", q->head.at, "%s : aucun cas pour %s",
                            q->head.id,
                            bcl_layout_cell_text(&m->dims, &o->layout,
                                                 i * (o->span / c->span), a));
    return true;
}

/* Slices of the years up to the reference, one for those that say the same. */
static void slice_cases(bcl_observed *o, const cases *c, const bcl_model *m,
                        const bcl_quantity *q, bcl_arena *a)
{
    size_t cells = c->l.cells / c->span;

    for (size_t y = 0; y < years_of(m) && is_past(m, q, y); y++) {
        size_t at = y % c->span;
        bool changes = y == 0;
        for (size_t i = 0; i < cells && at > 0 && !changes; i++)
            changes = c->v[i * c->span + at] != c->v[i * c->span + at - 1];
        o->slice[y] = changes ? bcl_slice_new(cells, a) : o->slice[y - 1];
        for (size_t i = 0; i < cells && changes; i++)
            o->slice[y]->v[i] = c->v[i * c->span + at];
    }
}

bool bcl_observed_cases(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, bcl_arena *a, bcl_diag *d)
{
    bcl_arena *own = bcl_arena_create();
    cases c = start_cases(m, q, own);
    bool ok = true;

    bcl_observed_start(o, m, q, a);
    for (const bcl_xml *e = bcl_child(q->head.xml, "cas", NULL); e;
         e = bcl_child(q->head.xml, "cas", e))
        ok = add_case(&c, m, q, e, own, d) && ok;
    ok = ok && all_said(&c, o, m, q, own, d);
    if (ok)
        slice_cases(o, &c, m, q, a);
    bcl_arena_destroy(own);
    return ok;
}
