/* stan_values.c -- see stan_private.h: what was measured of flows and stocks,
 * and transfer coefficients. */
#include "core/text.h"
#include "data/private.h"
#include "data/stan_private.h"

#include <math.h>
#include <string.h>

enum { OF, PERIOD, LAYER, MASS, MASS_SD, PART, PART_SD, VOLUME, DENSITY };
#define VALUE_COLUMNS                                                 \
    "Period|Periode", "Layer|Ebene|Schicht", "Mass flow|Massenfluss", \
        "± Mass flow|± Massenfluss", "Mass fraction|Massenanteil",    \
        "± Mass fraction|± Massenanteil", "Volume flow|Volumenfluss", \
        "Mass concentration|Massenkonzentration"
static const char *const flow_columns[] = {"Flow|Fluss", VALUE_COLUMNS};
static const char *const stock_columns[] = {"Process|Prozess", VALUE_COLUMNS};
const bcl_sheet_layout bcl_stan_flow_values = {flow_columns, 9, 5},
                       bcl_stan_stock_values = {stock_columns, 9, 5};

/* A value and its uncertainty, in the same unit or in percent of it. */
static bool read_datum(bcl_datum *m, const char **unit, bcl_table_reader *r,
                       bcl_sheet *s, size_t row, int column)
{
    const char *sd_unit;

    *m = (bcl_datum){.at = bcl_sheet_row_at(s, row)};
    if (!bcl_stan_quantity(&m->value, unit, r, s, row, column) ||
        !bcl_stan_quantity(&m->sd, &sd_unit, r, s, row, column + 1))
        return false;
    if (isnan(m->sd) || isnan(m->value))
        m->sd = 0;
    if (strcmp(sd_unit, "%") == 0 && strcmp(*unit, "%") != 0)
        m->sd *= fabs(m->value) / 100;
    else if (*sd_unit && strcmp(sd_unit, *unit) != 0)
        return bcl_fail(r->d, "B30", bcl_sheet_at(s, row, column + 1),
                        "l'incertitude est %s, la valeur %s",
                        bcl_table_in_unit(r, sd_unit),
                        bcl_table_in_unit(r, *unit));
    if (m->sd < 0)
        return bcl_fail(r->d, "B04", bcl_sheet_at(s, row, column + 1),
                        "écart-type négatif : « %s »",
                        bcl_sheet_text(s, row, column + 1));
    return true;
}

/* Volumes would need densities: said, not guessed. */
static bool check_volumes(bcl_table_reader *r, const bcl_sheet *s, size_t row)
{
    for (int k = VOLUME; k <= DENSITY; k++)
        if (*bcl_sheet_text(s, row, k) &&
            strcmp(bcl_sheet_text(s, row, k), "?") != 0) {
            bcl_fail(r->d, "B30", bcl_sheet_at(s, row, k),
                     "bouclage ne lit ni volumes ni concentrations par volume "
                     "(colonne « %s »)",
                     s->csv.col[s->col[k]].name);
            return bcl_hint(r->d, "donnez la masse, ou la part de la masse");
        }
    return true;
}

/* How much of a substance flows is in units of the flows by those of its
 * concentrations. */
static bool content_unit(bcl_own_unit *u, bcl_table_reader *r,
                         const bcl_sheet *s, size_t row, int substance)
{
    bcl_unit_reference *part = bcl_table_substance_unit(r, substance);
    bcl_unit_reference whole = {0};
    const bcl_unit *flow = r->unit.unit ? r->unit.unit : bcl_unit_one(r->units);

    if (!bcl_table_unit(u, r, &whole, u->text, s, row, MASS))
        return false;
    if (!part->unit)
        *part =
            (bcl_unit_reference){bcl_unit_divide(r->units, whole.unit, flow),
                                 "", whole.name, whole.line};
    const bcl_unit *expected = bcl_unit_multiply(r->units, flow, part->unit);
    if (!bcl_unit_same(whole.unit, expected)) {
        bcl_fail(
            r->d, "B09", bcl_sheet_at(s, row, MASS),
            "« %s » est %s, mais il faut des %s, comme l'autre donnée de cette "
            "couche, ligne %d",
            whole.name, bcl_table_in_unit(r, whole.text),
            bcl_unit_base_text(expected, r->a), part->line);
        return false;
    }
    u->factor = bcl_unit_factor(whole.unit) / bcl_unit_factor(expected);
    return true;
}

static void put_contents(bcl_table_reader *r, bcl_sheet *s, size_t row,
                         int flow, const char *layer)
{
    bcl_flowtable *t = r->t;
    bcl_table_content x = {.flow = flow}, y = {.flow = flow};

    if (!read_datum(&x.m, &x.unit.text, r, s, row, MASS) ||
        !read_datum(&y.m, &y.unit.text, r, s, row, PART) ||
        (isnan(x.m.value) && isnan(y.m.value)))
        return;
    x.substance = y.substance = bcl_stan_layer(r, layer);
    if (!isnan(y.m.value) &&
        bcl_table_unit(&y.unit, r, bcl_table_substance_unit(r, y.substance),
                       y.unit.text, s, row, PART)) {
        BCL_GROW(r->a, t->concentration, t->nconcentration,
                 &r->concentration_cap);
        t->concentration[t->nconcentration++] = y;
    }
    if (!isnan(x.m.value) && content_unit(&x.unit, r, s, row, x.substance)) {
        BCL_GROW(r->a, t->content, t->ncontent, &r->content_cap);
        t->content[t->ncontent++] = x;
    }
}

/* The flow a row is about, or -1. */
static int row_flow(bcl_table_reader *r, bcl_sheet *s, size_t row, bool stocks)
{
    return stocks ? bcl_stan_stock(r, bcl_sheet_text(s, row, OF),
                                   bcl_sheet_row_at(s, row))
                  : bcl_table_flow_named(r, s, row, OF);
}

static void read_value(bcl_table_reader *r, bcl_sheet *s, size_t row,
                       bool stocks)
{
    const char *layer = bcl_sheet_text(s, row, LAYER);
    int flow = row_flow(r, s, row, stocks);

    if (flow < 0 || !check_volumes(r, s, row) ||
        !bcl_table_once(r, bcl_text_print(r->a, "value %d %s", flow, layer),
                        bcl_text_print(r->a, "« %s », couche « %s »",
                                       r->t->flows.text[flow], layer),
                        bcl_sheet_row_at(s, row)))
        return;
    if (!bcl_list_has(BCL_STAN_GOODS, layer)) {
        put_contents(r, s, row, flow, layer);
        return;
    }
    bcl_table_flow *f = &r->t->flow[flow];
    if (read_datum(&f->m, &f->unit.text, r, s, row, MASS) && !isnan(f->m.value))
        (void)bcl_table_unit(&f->unit, r, &r->unit, f->unit.text, s, row, MASS);
}

/* Goods first: what flows of a substance is in their unit. */
bool bcl_stan_values(bcl_table_reader *r, bcl_sheet *s, bool stocks,
                     const char **period)
{
    size_t errors = r->d->errors;

    for (int pass = 0; pass < 2; pass++)
        for (size_t row = 0; row < s->csv.nrow; row++) {
            bool good =
                bcl_list_has(BCL_STAN_GOODS, bcl_sheet_text(s, row, LAYER));
            if (good == (pass == 0) &&
                bcl_stan_period(r, s, row, PERIOD, period))
                read_value(r, s, row, stocks);
        }
    return r->d->errors == errors;
}
