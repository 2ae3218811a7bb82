/* observed.c -- see observed.h. */
#include "data/observed.h"
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static void blank_cells(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, bcl_arena *a)
{
    size_t years = m->dims.dim[BCL_YEAR].member.n;

    o->layout = bcl_layout_of(&m->dims, q->dims);
    o->v = BCL_NEW(a, double, o->layout.cells);
    o->year = BCL_NEW(a, bool, years);
    for (size_t i = 0; i < o->layout.cells; i++)
        o->v[i] = NAN;
    for (size_t y = 0; y < years; y++)
        o->year[y] = !(q->dims & BCL_YEAR_BIT);
}

static const char *without_row(const bcl_quantity *q)
{
    const char *s = NULL;

    for (size_t i = 0; i < q->nreading; i++)
        if (bcl_attr(q->reading[i].xml, "sans_ligne"))
            s = bcl_attr(q->reading[i].xml, "sans_ligne");
    return s;
}

/* What the cells without a row are worth, in the years the files describe. */
static bool settle_missing(bcl_observed *o, const bcl_model *m,
                           const bcl_quantity *q, bcl_arena *a, bcl_diag *d)
{
    const char *s = without_row(q);
    size_t years = m->dims.dim[BCL_YEAR].member.n, n = 0, first = 0;
    bool dated = q->dims & BCL_YEAR_BIT;
    uint8_t hole = !s || strcmp(s, "zero") == 0 ? 0
                   : strcmp(s, "secret") == 0   ? BCL_HOLE_SECRET
                                                : BCL_HOLE_MISSING;

    for (size_t i = 0; i < o->layout.cells; i++) {
        if (o->line[i] || (dated && !o->year[i % years]))
            continue;
        if (n++ == 0)
            first = i;
        if (s && strcmp(s, "zero") == 0)
            o->v[i] = 0;
        if (hole && !o->hole)
            o->hole = BCL_NEW(a, uint8_t, o->layout.cells);
        if (hole)
            o->hole[i] = hole;
    }
    if (n == 0 || (s && strcmp(s, "erreur") != 0))
        return true;
    bcl_fail(d, "C04", q->reading[0].at,
             "%s : %zu cellule%s sans ligne, dont %s", q->head.id, n,
             n > 1 ? "s" : "",
             bcl_layout_cell_text(&m->dims, &o->layout, first, a));
    return bcl_hint(d, "sans_ligne=\"zero|secret|manquant\" dit ce qu'elles "
                       "valent");
}

/* Only tables that are still to be filled: as if there were none. */
static bool still_empty(bcl_observed *o, const bcl_quantity *q, size_t rows,
                        bcl_arena *a)
{
    for (size_t i = 0; i < q->nreading; i++)
        if (rows || bcl_attr(q->reading[i].xml, "couvre"))
            return false; /* a register without events is a fact */
    o->v = NULL;
    o->why = bcl_text_print(a, "%s n'a encore aucune ligne", o->file[0]);
    return true;
}

static bool from_files(bcl_data *data, bcl_observed *o, const bcl_model *m,
                       const bcl_quantity *q, bcl_arena *a, bcl_diag *d)
{
    bool ok = true;
    size_t rows = 0;

    blank_cells(o, m, q, a);
    o->line = BCL_NEW(a, int, o->layout.cells);
    o->which = BCL_NEW(a, uint8_t, o->layout.cells);
    o->file = BCL_NEW(a, const char *, q->nreading);
    for (size_t i = 0; i < q->nreading; i++) {
        bcl_reader r = {.m = m, .q = q, .r = &q->reading[i], .a = a, .d = d};
        if (!bcl_reader_open(&r)) {
            ok = false;
            continue;
        }
        o->file[i] = r.table.path;
        rows += r.table.nrow;
        ok = bcl_reader_fill(&r, o, i) && ok;
        data->outside += r.outside;
        data->moved += r.moved;
        if (r.moved)
            bcl_warn(d, "C13", r.table.at,
                     "« %s » : %zu ligne%s d'un ancien code lue%s comme "
                     "celle%s de la commune qui lui succède",
                     q->head.id, r.moved, r.moved > 1 ? "s" : "",
                     r.moved > 1 ? "s" : "", r.moved > 1 ? "s" : "");
    }
    return ok && (still_empty(o, q, rows, a) || settle_missing(o, m, q, a, d));
}

static void constant_years(bcl_observed *o, const bcl_model *m,
                           const bcl_quantity *q)
{
    size_t years = m->dims.dim[BCL_YEAR].member.n;

    o->constant = true;
    if (!(q->dims & BCL_YEAR_BIT))
        return;
    for (size_t y = 0; y < years; y++)
        o->year[y] = (int)y + m->dims.first_year <= m->dims.reference;
    for (size_t i = 0; i < o->layout.cells; i++)
        if (!o->year[i % years])
            o->v[i] = NAN;
}

static bool from_value(bcl_observed *o, const bcl_model *m,
                       const bcl_quantity *q, const bcl_xml *e, bcl_arena *a,
                       bcl_diag *d)
{
    double x;

    if (!bcl_text_number(&x, e, d))
        return false;
    blank_cells(o, m, q, a);
    for (size_t i = 0; i < o->layout.cells; i++)
        o->v[i] = x * bcl_unit_factor(q->unit);
    constant_years(o, m, q);
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

/* A case said outright wins over one with '*'; two that say a cell outright
 * are an error. */
static bool from_cases(bcl_observed *o, const bcl_model *m,
                       const bcl_quantity *q, bcl_arena *a, bcl_diag *d)
{
    bool ok = true;

    blank_cells(o, m, q, a);
    uint8_t *stars = BCL_NEW(a, uint8_t, o->layout.cells);
    memset(stars, 255, o->layout.cells);
    for (const bcl_xml *e = bcl_child(q->head.xml, "cas", NULL); e;
         e = bcl_child(q->head.xml, "cas", e)) {
        int member[BCL_RANK_MAX];
        uint8_t star = 0;
        double x;
        if (!case_members(member, m, q, e, a, d) ||
            !bcl_text_number(&x, e, d)) {
            ok = false;
            continue;
        }
        for (size_t k = 0; k < q->rank; k++)
            star = (uint8_t)(star + (member[k] < 0 && q->order[k] != BCL_YEAR));
        for (size_t i = 0; i < o->layout.cells; i++) {
            if (!case_matches(&o->layout, q, member, i) || star > stars[i])
                continue;
            if (star == stars[i] && !star) {
                ok = bcl_fail(d, "C05", e->at, "« %s » est dit deux fois",
                              bcl_attr(e, "pour"));
                break;
            }
            stars[i] = star;
            o->v[i] = x * bcl_unit_factor(q->unit);
        }
    }
    for (size_t i = 0; i < o->layout.cells && ok; i++)
        if (stars[i] == 255)
            ok = bcl_fail(d, "C04", q->head.at, "%s : aucun cas pour %s",
                          q->head.id,
                          bcl_layout_cell_text(&m->dims, &o->layout, i, a));
    constant_years(o, m, q);
    return ok;
}

static bool read_one(bcl_data *data, size_t i, const bcl_model *m, bcl_arena *a,
                     bcl_diag *d)
{
    const bcl_quantity *q = &m->quantity[i];
    bcl_observed *o = &data->of[i];
    const bcl_xml *value = bcl_child(q->head.xml, "valeur", NULL);

    if (q->node)
        return true; /* observed by a formula: the engine's first stage */
    if (value)
        return from_value(o, m, q, value, a, d);
    if (bcl_child(q->head.xml, "cas", NULL))
        return from_cases(o, m, q, a, d);
    if (q->nreading)
        return from_files(data, o, m, q, a, d);
    o->layout = bcl_layout_of(&m->dims, q->dims);
    o->why = bcl_text_print(a,
                            "aucune lecture ne lie « %s » à un fichier de "
                            "ce territoire",
                            q->head.title);
    return true;
}

bool bcl_data_read(bcl_data *out, const bcl_model *m, bcl_arena *a, bcl_diag *d)
{
    bool ok = true;

    *out = (bcl_data){.n = m->nquantity};
    out->of = BCL_NEW(a, bcl_observed, m->nquantity + 1);
    for (size_t i = 0; i < m->nquantity; i++)
        if (m->quantity[i].kind == BCL_INPUT)
            ok = read_one(out, i, m, a, d) && ok;
    return ok;
}
