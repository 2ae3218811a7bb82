/* stan_shares.c -- see stan_private.h: transfer coefficients. */
#include "core/text.h"
#include "data/private.h"
#include "data/stan_private.h"

#include <math.h>
#include <string.h>

enum { PERIOD, LAYER, PROCESS, PATH, TC, TC_SD };
static const char *const columns[] = {"Period|Periode",  "Layer|Ebene|Schicht",
                                      "Process|Prozess", "In->Out|Ein->Aus",
                                      "TC|TK",           "± TC|± TK"};
static const bcl_sheet_layout layout = {columns, 6, 6};

static int flow_of(const bcl_flowtable *t, const char *name)
{
    return bcl_names_find(&t->flows, name, strlen(name));
}

/* "F1 -> F3", or "∑ -> F3" for all that enters. */
static bool read_path(bcl_table_share *x, bcl_table_reader *r,
                      const bcl_sheet *s, size_t row)
{
    const char *text = bcl_sheet_text(s, row, PATH);
    const char *arrow = strstr(text, "->");
    const char *in = NULL, *out = NULL;

    if (arrow) {
        in = bcl_text_split(
                 r->a, bcl_text_copy(r->a, text, (size_t)(arrow - text)), '\n')
                 .item[0];
        out = bcl_text_split(r->a, arrow + 2, '\n').item[0];
        x->input = flow_of(r->t, in);
        x->flow = flow_of(r->t, out);
    }
    if (arrow && x->flow >= 0 &&
        (x->input >= 0 || bcl_list_has("∑|Σ|Sum|Summe", in)))
        return true;
    bcl_fail(r->d, "B30", bcl_sheet_at(s, row, PATH),
             "« %s » n'est pas un chemin « F1 -> F2 » entre deux flux, ni "
             "« ∑ -> F2 »",
             text);
    return bcl_hint(r->d, "un coefficient vers un stock n'est pas lu");
}

static void read_share(bcl_table_reader *r, bcl_sheet *s, size_t row)
{
    bcl_table_share x = {.input = -1, .substance = -1};
    const char *unit, *sd_unit, *layer = bcl_sheet_text(s, row, LAYER);

    if (!bcl_stan_quantity(&x.m.value, &unit, r, s, row, TC) ||
        !bcl_stan_quantity(&x.m.sd, &sd_unit, r, s, row, TC_SD) ||
        isnan(x.m.value))
        return;
    bool percent = strcmp(unit, "%") == 0;
    if ((*unit && !percent) || (*sd_unit && strcmp(sd_unit, unit) != 0)) {
        bcl_fail(r->d, "B30", bcl_sheet_at(s, row, TC),
                 "un coefficient de transfert n'a pas d'unité : « %s »",
                 bcl_sheet_text(s, row, TC));
        return;
    }
    x.m.at = bcl_sheet_row_at(s, row);
    x.m.sd = isnan(x.m.sd) ? 0 : x.m.sd;
    if (percent) {
        x.m.value /= 100;
        x.m.sd /= 100;
    }
    if (x.m.sd < 0) {
        bcl_fail(r->d, "B04", bcl_sheet_at(s, row, TC_SD),
                 "écart-type négatif : « %s »", bcl_sheet_text(s, row, TC_SD));
        return;
    }
    x.process = bcl_table_process_named(r, s, row, PROCESS);
    if (x.process < 0 || !read_path(&x, r, s, row))
        return;
    x.substance = bcl_stan_layer(r, layer);
    (void)bcl_table_add_share(r, &x);
}

/* Where one inflow's coefficient is told, a flow is the sum over all inflows:
 * those not told are unknown. */
static void complete(bcl_table_reader *r, const bcl_table_share *told)
{
    const bcl_flowtable *t = r->t;

    for (size_t i = 0; i < t->nflow; i++)
        for (size_t f = 0; f < t->nflow && t->flow[i].to == told->process;
             f++) {
            bcl_table_share x = *told;
            const char *key =
                bcl_text_print(r->a, "share %d %zu %zu", told->substance, f, i);
            if (t->flow[f].from != told->process ||
                bcl_names_find(&r->once, key, strlen(key)) >= 0)
                continue;
            x.m.value = NAN;
            x.m.sd = 0;
            x.flow = (int)f;
            x.input = (int)i;
            (void)bcl_table_add_share(r, &x);
        }
}

bool bcl_stan_shares(bcl_table_reader *r, const char **period)
{
    size_t errors = r->d->errors;
    bcl_sheet s;

    if (!bcl_stan_beside(&s, r, "Transfercoefficients|Transferkoeffizienten",
                         &layout))
        return r->d->errors == errors;
    for (size_t row = 0; row < s.csv.nrow; row++)
        if (bcl_stan_period(r, &s, row, PERIOD, period))
            read_share(r, &s, row);
    for (size_t k = 0, n = r->t->nshare; k < n; k++)
        if (r->t->share[k].input >= 0) {
            bcl_table_share told = r->t->share[k];
            complete(r, &told);
        }
    return r->d->errors == errors;
}
