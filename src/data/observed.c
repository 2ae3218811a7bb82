/* observed.c -- see observed.h. */
#include "data/observed.h"
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

void bcl_observed_start(bcl_observed *o, const bcl_model *m,
                        const bcl_quantity *q, bcl_arena *a)
{
    o->layout = bcl_layout_of(&m->dims, q->dims);
    o->span = q->dims & BCL_YEAR_BIT ? bcl_dim_size(&m->dims, BCL_YEAR) : 1;
    o->slice = BCL_NEW(a, bcl_slice *, bcl_dim_size(&m->dims, BCL_YEAR));
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
    size_t cells = o->layout.cells / o->span, n = 0, first = 0;
    bool zero = s && strcmp(s, "zero") == 0;
    uint8_t hole = !s || zero                 ? 0
                   : strcmp(s, "secret") == 0 ? BCL_HOLE_SECRET
                                              : BCL_HOLE_MISSING;

    for (size_t i = 0; i < cells; i++)
        for (size_t y = 0; y < o->span; y++) {
            bcl_slice *x = o->slice[y];
            if (!x || x->line[i])
                continue;
            if (n++ == 0)
                first = i * o->span + y;
            if (zero)
                x->v[i] = 0;
            if (hole && !x->hole)
                x->hole = BCL_NEW(a, uint8_t, cells);
            if (hole)
                x->hole[i] = hole;
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
    o->slice = NULL;
    o->why = bcl_text_print(a, "%s n'a encore aucune ligne", o->file[0]);
    return true;
}

/* One file, in memory given back at once: its rows are larger than what is kept
 * of them. */
static bool from_file(bcl_data *data, bcl_observed *o, const bcl_model *m,
                      const bcl_quantity *q, size_t which, size_t *rows,
                      bcl_arena *a, bcl_diag *d)
{
    bcl_reader r = {.m = m,
                    .q = q,
                    .r = &q->reading[which],
                    .a = bcl_arena_create(),
                    .kept = a,
                    .d = d};
    bool ok = bcl_reader_open(&r);

    if (ok) {
        o->file[which] = r.table.path;
        *rows += r.table.nrow;
        ok = bcl_reader_fill(&r, o, which);
        data->outside += r.outside;
        data->moved += r.moved;
    }
    if (r.moved)
        bcl_warn(d, "C13", r.table.at,
                 "« %s » : %zu ligne%s d'un ancien code lue%s comme "
                 "celle%s de la commune qui lui succède",
                 q->head.id, r.moved, r.moved > 1 ? "s" : "",
                 r.moved > 1 ? "s" : "", r.moved > 1 ? "s" : "");
    bcl_arena_destroy(r.a);
    return ok;
}

static bool from_files(bcl_data *data, bcl_observed *o, const bcl_model *m,
                       const bcl_quantity *q, bcl_arena *a, bcl_diag *d)
{
    bool ok = true;
    size_t rows = 0;

    bcl_observed_start(o, m, q, a);
    o->file = BCL_NEW(a, const char *, q->nreading);
    for (size_t i = 0; i < q->nreading; i++)
        ok = from_file(data, o, m, q, i, &rows, a, d) && ok;
    return ok && (still_empty(o, q, rows, a) || settle_missing(o, m, q, a, d));
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
        return bcl_observed_value(o, m, q, value, a, d);
    if (bcl_child(q->head.xml, "cas", NULL))
        return bcl_observed_cases(o, m, q, a, d);
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
