/* flowtable.c -- see flowtable.h: the flows themselves. */
#include "core/text.h"
#include "data/flowtable_private.h"

#include <math.h>
#include <string.h>

enum { FLOW, FROM, TO, VALUE, SD, UNIT, MIN, MAX };
static const char *const own_columns[] = {"flow", "from", "to",  "value",
                                          "sd",   "unit", "min", "max"};
enum { OWN_COLUMNS = 8, OWN_NEEDED = 5 };

bcl_table_flow *bcl_table_add_flow(bcl_table_reader *r, const char *name,
                                   bcl_pos at)
{
    bcl_flowtable *t = r->t;

    bcl_names_add(&t->flows, name, strlen(name), r->a);
    BCL_GROW(r->a, t->flow, t->nflow, &r->flow_cap);
    t->flow[t->nflow] = (bcl_table_flow){.m = {.value = NAN, .at = at},
                                         .unit = {"", 1},
                                         .from = -1,
                                         .to = -1,
                                         .low = -INFINITY,
                                         .high = INFINITY};
    return &t->flow[t->nflow++];
}

/* ---- numbers ---- */

/* "10 %" is a tenth of the value. */
static bool read_deviation(double *sd, bcl_table_reader *r, bcl_sheet *s,
                           size_t row, int column, double value)
{
    const char *text = bcl_sheet_text(s, row, column);
    size_t n = strlen(text);
    bool percent = n > 0 && text[n - 1] == '%';

    if (!bcl_sheet_parse(sd, s, row, column, text, n - percent))
        return false;
    if (percent)
        *sd *= fabs(value) / 100;
    if (isnan(*sd)) {
        *sd = 0;
        return true;
    }
    if (*sd < 0) {
        bcl_fail(r->d, "B04", bcl_sheet_at(s, row, column),
                 "écart-type négatif : « %s »", text);
        return bcl_hint(r->d, "0 ou rien : la valeur est exacte");
    }
    return true;
}

bool bcl_table_datum(bcl_datum *m, bcl_table_reader *r, bcl_sheet *s,
                     size_t row, int column)
{
    *m = (bcl_datum){.value = NAN, .at = bcl_sheet_row_at(s, row)};
    bool ok = bcl_sheet_number(&m->value, s, row, column);
    const char *sd = bcl_sheet_text(s, row, column + 1);

    if (ok && isnan(m->value) && *sd) {
        bcl_fail(r->d, "B04", bcl_sheet_at(s, row, column + 1),
                 "un écart-type, « %s », mais pas de valeur", sd);
        return bcl_hint(r->d, "laissez les deux vides si rien n'est mesuré");
    }
    return read_deviation(&m->sd, r, s, row, column + 1, ok ? m->value : 0) &&
           ok;
}

static bool read_bounds(bcl_table_flow *f, bcl_table_reader *r, bcl_sheet *s,
                        size_t row)
{
    double low, high;
    bool ok = bcl_sheet_number(&low, s, row, MIN);

    ok = bcl_sheet_number(&high, s, row, MAX) && ok;
    if (!isnan(low))
        f->low = low;
    if (!isnan(high))
        f->high = high;
    if (f->low > f->high) {
        bcl_fail(r->d, "B07", bcl_sheet_at(s, row, MIN),
                 "min (%s) est au-dessus de max (%s)",
                 bcl_sheet_text(s, row, MIN), bcl_sheet_text(s, row, MAX));
        return bcl_hint(r->d, "échangez-les, ou corrigez l'un des deux");
    }
    if (f->m.value < f->low || f->m.value > f->high) {
        bcl_warn(r->d, "B08", bcl_sheet_at(s, row, VALUE),
                 "« %s » vaut %s, hors de ses bornes (%s %s)",
                 bcl_sheet_text(s, row, FLOW), bcl_sheet_text(s, row, VALUE),
                 f->m.value < f->low ? "min" : "max",
                 bcl_sheet_text(s, row, f->m.value < f->low ? MIN : MAX));
        bcl_hint(r->d, "elle sera ramenée dans ses bornes");
    }
    return ok;
}

/* ---- names ---- */

static int named(bcl_table_reader *r, const bcl_names *known,
                 const bcl_sheet *s, size_t row, int column, const char *code,
                 const char *what)
{
    const char *name = bcl_sheet_text(s, row, column);
    int n = bcl_names_find(known, name, strlen(name));

    if (!*name) {
        bcl_fail(r->d, "B10", bcl_sheet_at(s, row, column),
                 "il manque le nom d'un %s", what);
        return -1;
    }
    if (n >= 0 || r->blind)
        return n;
    bcl_fail(r->d, code, bcl_sheet_at(s, row, column),
             "« %s » n'est pas un %s de %s", name, what,
             bcl_text_file(r->t->path));
    const char *near =
        r->d->count <= BCL_DIAG_MAX ? bcl_names_nearest(known, name) : NULL;
    if (near)
        bcl_hint(r->d, "vouliez-vous dire « %s » ?", near);
    return -1;
}

int bcl_table_flow_named(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                         int column)
{
    return named(r, &r->t->flows, s, row, column, "B02", "flux");
}

int bcl_table_process_named(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                            int column)
{
    return named(r, &r->t->processes, s, row, column, "B03", "processus");
}

bool bcl_table_once(bcl_table_reader *r, const char *key, const char *what,
                    bcl_pos at)
{
    size_t before = r->once.n;
    int k = bcl_names_add(&r->once, key, strlen(key), r->a);

    if (r->once.n > before) {
        BCL_GROW(r->a, r->once_line, before, &r->once_cap);
        r->once_line[k] = at.line;
        return true;
    }
    bcl_fail(r->d, "B01", at, "%s : déjà à la ligne %d", what, r->once_line[k]);
    return bcl_hint(r->d, "gardez une seule des deux lignes");
}

/* ---- rows ---- */

static int read_end(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                    int column)
{
    const char *name = bcl_sheet_text(s, row, column);

    return *name ? bcl_names_add(&r->t->processes, name, strlen(name), r->a)
                 : -1;
}

static bool read_flow(bcl_table_reader *r, bcl_sheet *s, size_t row)
{
    const char *name = bcl_sheet_text(s, row, FLOW);

    if (!*name) {
        bcl_fail(r->d, "B10", bcl_sheet_row_at(s, row),
                 "ce flux n'a pas de nom");
        return bcl_hint(r->d, "donnez-lui un nom, unique dans la table");
    }
    int twin = bcl_names_find(&r->t->flows, name, strlen(name));
    if (twin >= 0) {
        bcl_fail(r->d, "B01", bcl_sheet_row_at(s, row),
                 "le flux « %s » est déjà à la ligne %d", name,
                 r->t->flow[twin].m.at.line);
        return bcl_hint(r->d, "donnez-leur deux noms, ou enlevez-en un");
    }
    bcl_table_flow *f = bcl_table_add_flow(r, name, bcl_sheet_row_at(s, row));
    f->from = read_end(r, s, row, FROM);
    f->to = read_end(r, s, row, TO);
    if (f->from >= 0 && f->from == f->to) {
        bcl_warn(r->d, "B13", bcl_sheet_at(s, row, TO),
                 "« %s » part de « %s » et y revient : il ne compte dans aucun "
                 "bilan",
                 name, bcl_sheet_text(s, row, TO));
        bcl_hint(r->d, "vérifiez « from » et « to »");
    }
    bool ok = bcl_table_datum(&f->m, r, s, row, VALUE);
    ok = read_bounds(f, r, s, row) && ok;
    if (!ok)
        f->m = (bcl_datum){0, 1, f->m.at}; /* nothing more is said of it */
    return bcl_table_unit(&f->unit, r, &r->unit, bcl_sheet_text(s, row, UNIT),
                          s, row, UNIT) &&
           ok;
}

static bool read_flows(bcl_table_reader *r, const bcl_flowtable_files *files)
{
    const bcl_sheet_layout layout[] = {{own_columns, OWN_COLUMNS, OWN_NEEDED},
                                       bcl_stan_flows};
    size_t errors = r->d->errors;
    bcl_sheet s;

    r->blind = true;
    if (!bcl_sheet_open(&s, files->flows, layout, 2, r->a, r->d))
        return false;
    r->blind = r->d->errors > errors; /* rows may be lost */
    r->t->path = s.csv.path;
    if (s.layout == &layout[1])
        return bcl_stan_read(r, &s, files->period) && r->d->errors == errors;
    if (files->period)
        bcl_fail(r->d, "B31", s.csv.at,
                 "« --period » ne vaut que pour les tables de STAN");
    for (size_t row = 0; row < s.csv.nrow; row++)
        (void)read_flow(r, &s, row);
    if (s.csv.nrow == 0 && r->d->errors == errors)
        return bcl_fail(r->d, "B12", s.csv.at, "cette table n'a aucun flux");
    return r->d->errors == errors;
}

bool bcl_flowtable_read(bcl_flowtable *out, const bcl_flowtable_files *files,
                        bcl_units *units, bcl_arena *a, bcl_diag *d)
{
    bcl_table_reader r = {.t = out, .units = units, .a = a, .d = d};

    *out = (bcl_flowtable){.path = files->flows};
    size_t bad = d->errors;
    bool ok = read_flows(&r, files);
    if (files->constraints)
        ok = bcl_table_constraints(&r, files->constraints) && ok;
    if (files->correlations)
        ok = bcl_table_correlations(&r, files->correlations) && ok;
    if (files->shares)
        ok = bcl_table_shares(&r, files->shares) && ok;
    if (files->concentrations)
        ok = bcl_table_concentrations(&r, files->concentrations) && ok;
    return ok && d->errors == bad;
}
