/* flowtable_rows.c -- see flowtable.h: constraints and correlations between
 * flows. */
#include "core/text.h"
#include "data/flowtable_private.h"

#include <math.h>
#include <string.h>

/* ---- constraints ---- */

enum { CONSTRAINT, TERM_FLOW, COEFFICIENT };
static const char *const constraint_columns[] = {"constraint", "flow",
                                                 "coefficient"};

/* Rows of one constraint may stand anywhere: each knows its own, and they are
 * gathered at the end. */
typedef struct {
    bcl_names names;
    bcl_table_constraint *list;
    size_t cap;
    bcl_table_term *term; /* of all constraints, in order of rows */
    size_t *owner;
    size_t nterm, term_cap, owner_cap;
} constraints;

static size_t constraint_named(constraints *c, bcl_table_reader *r,
                               const char *name, bcl_pos at)
{
    size_t before = c->names.n;
    int k = bcl_names_add(&c->names, name, strlen(name), r->a);

    if (c->names.n > before) {
        BCL_GROW(r->a, c->list, before, &c->cap);
        c->list[k] = (bcl_table_constraint){.name = c->names.text[k], .at = at};
    }
    return (size_t)k;
}

static bool read_term(constraints *c, bcl_table_reader *r, bcl_sheet *s,
                      size_t row)
{
    const char *name = bcl_sheet_text(s, row, CONSTRAINT);
    const char *flow = bcl_sheet_text(s, row, TERM_FLOW);
    bcl_pos at = bcl_sheet_row_at(s, row);
    double coef;

    if (!*name)
        return bcl_fail(r->d, "B10", at, "cette contrainte n'a pas de nom");
    size_t k = constraint_named(c, r, name, at);
    bool ok = bcl_sheet_number(&coef, s, row, COEFFICIENT);
    if (ok && isnan(coef)) {
        ok = bcl_fail(r->d, "B11", bcl_sheet_at(s, row, COEFFICIENT),
                      "la contrainte « %s » n'a pas de coefficient ici", name);
        bcl_hint(r->d, "écrivez 1, -1, ou ce qu'il faut");
    }
    ok =
        bcl_table_once(
            r, bcl_text_print(r->a, "term %zu %s", k, flow),
            *flow ? bcl_text_print(r->a, "« %s » dans la contrainte « %s »",
                                   flow, name)
                  : bcl_text_print(
                        r->a, "le second membre de la contrainte « %s »", name),
            at) &&
        ok;
    if (!*flow) {
        c->list[k].rhs = ok ? coef : 0;
        return ok;
    }
    int f = bcl_table_flow_named(r, s, row, TERM_FLOW);
    BCL_GROW(r->a, c->term, c->nterm, &c->term_cap);
    BCL_GROW(r->a, c->owner, c->nterm, &c->owner_cap);
    c->term[c->nterm] = (bcl_table_term){f, coef};
    c->owner[c->nterm++] = k;
    return ok && f >= 0;
}

static void gather(constraints *c, bcl_arena *a)
{
    bcl_table_term *term = BCL_NEW(a, bcl_table_term, c->nterm + 1);
    size_t *next = BCL_NEW(a, size_t, c->names.n + 1);

    for (size_t i = 0; i < c->nterm; i++)
        c->list[c->owner[i]].nterm++;
    for (size_t k = 0, n = 0; k < c->names.n; k++) {
        c->list[k].term = term + n;
        next[k] = n;
        n += c->list[k].nterm;
    }
    for (size_t i = 0; i < c->nterm; i++)
        term[next[c->owner[i]]++] = c->term[i];
}

bool bcl_table_constraints(bcl_table_reader *r, const char *path)
{
    const bcl_sheet_layout layout = {constraint_columns, 3, 3};
    size_t errors = r->d->errors;
    constraints c = {0};
    bcl_sheet s;

    if (!bcl_sheet_open(&s, path, &layout, 1, r->a, r->d))
        return false;
    for (size_t row = 0; row < s.csv.nrow; row++)
        (void)read_term(&c, r, &s, row);
    gather(&c, r->a);
    for (size_t k = 0; k < c.names.n; k++)
        if (c.list[k].nterm == 0) {
            bcl_fail(r->d, "B11", c.list[k].at,
                     "la contrainte « %s » ne porte sur aucun flux",
                     c.list[k].name);
            bcl_hint(r->d, "une ligne par flux ; celle sans flux donne le "
                           "second membre");
        }
    r->t->constraint = c.list;
    r->t->nconstraint = c.names.n;
    return r->d->errors == errors;
}

/* ---- correlations ---- */

enum { FLOW_A, FLOW_B, RHO };
static const char *const correlation_columns[] = {"flow_a", "flow_b", "rho"};

/* Only what was measured with some uncertainty can be correlated. */
static bool check_measured(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                           int column, int flow)
{
    const bcl_datum *m = flow >= 0 ? &r->t->flow[flow].m : NULL;

    if (!m || (!isnan(m->value) && m->sd > 0))
        return m != NULL;
    bcl_fail(r->d, "B05", bcl_sheet_at(s, row, column),
             "« %s » est %s (ligne %d) : il n'a pas de corrélation",
             bcl_sheet_text(s, row, column),
             isnan(m->value) ? "non mesuré" : "exact", m->at.line);
    return bcl_hint(r->d, "donnez-lui une valeur et un écart-type, ou enlevez "
                          "cette ligne");
}

static bool check_rho(bcl_table_reader *r, bcl_sheet *s, size_t row,
                      double *rho)
{
    if (!bcl_sheet_number(rho, s, row, RHO))
        return false;
    if (*rho > -1 && *rho < 1)
        return true;
    if (isnan(*rho))
        return bcl_fail(r->d, "B05", bcl_sheet_at(s, row, RHO),
                        "il manque la corrélation");
    bcl_fail(r->d, "B05", bcl_sheet_at(s, row, RHO),
             "la corrélation « %s » n'est pas entre -1 et 1, bornes exclues",
             bcl_sheet_text(s, row, RHO));
    return bcl_hint(r->d, "0 : indépendants ; près de 1 : ils se trompent "
                          "ensemble");
}

static bool read_correlation(bcl_table_reader *r, bcl_sheet *s, size_t row,
                             bcl_table_correlation *c)
{
    bcl_pos at = bcl_sheet_row_at(s, row);

    c->at = at;
    c->a = bcl_table_flow_named(r, s, row, FLOW_A);
    c->b = bcl_table_flow_named(r, s, row, FLOW_B);
    bool ok = check_rho(r, s, row, &c->rho);
    ok = check_measured(r, s, row, FLOW_A, c->a) && ok;
    ok = check_measured(r, s, row, FLOW_B, c->b) && ok;
    if (!ok)
        return false;
    if (c->a == c->b)
        return bcl_fail(r->d, "B05", at,
                        "« %s » est corrélé à lui-même : il faut deux flux",
                        bcl_sheet_text(s, row, FLOW_A));
    return bcl_table_once(
        r,
        bcl_text_print(r->a, "rho %d %d", c->a < c->b ? c->a : c->b,
                       c->a < c->b ? c->b : c->a),
        bcl_text_print(r->a, "la corrélation de « %s » et de « %s »",
                       bcl_sheet_text(s, row, FLOW_A),
                       bcl_sheet_text(s, row, FLOW_B)),
        at);
}

bool bcl_table_correlations(bcl_table_reader *r, const char *path)
{
    const bcl_sheet_layout layout = {correlation_columns, 3, 3};
    size_t errors = r->d->errors;
    bcl_sheet s;

    if (!bcl_sheet_open(&s, path, &layout, 1, r->a, r->d))
        return false;
    r->t->correlation = BCL_NEW(r->a, bcl_table_correlation, s.csv.nrow + 1);
    for (size_t row = 0; row < s.csv.nrow; row++)
        if (read_correlation(r, &s, row,
                             &r->t->correlation[r->t->ncorrelation]))
            r->t->ncorrelation++;
    return r->d->errors == errors;
}
