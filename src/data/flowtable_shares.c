/* flowtable_shares.c -- see flowtable.h: shares of what enters a process, and
 * concentrations of substances. */
#include "core/text.h"
#include "data/flowtable_private.h"

#include <math.h>
#include <string.h>

/* ---- shares ---- */

enum { PROCESS, SHARE_FLOW, SHARE, SHARE_SD, INPUT };
static const char *const share_columns[] = {"process", "flow", "share", "sd",
                                            "input"};

static const char *process_text(const bcl_flowtable *t, int process)
{
    return process < 0 ? "l'extérieur" : t->processes.text[process];
}

/* A flow at the wrong end of the process whose share is told. */
static bool refuse_end(bcl_table_reader *r, const bcl_table_share *x, int flow,
                       bool leaves)
{
    const bcl_flowtable *t = r->t;
    const bcl_table_flow *f = &t->flow[flow];

    bcl_fail(r->d, "B06", x->m.at, "« %s » %s « %s », pas %s « %s » (ligne %d)",
             t->flows.text[flow], leaves ? "part de" : "arrive à",
             process_text(t, leaves ? f->from : f->to), leaves ? "de" : "à",
             process_text(t, x->process), f->m.at.line);
    return bcl_hint(r->d, leaves ? "une part est celle d'une sortie du "
                                   "processus"
                                 : "« input » est une entrée du processus");
}

static bool has_inflow(const bcl_flowtable *t, int process)
{
    for (size_t i = 0; i < t->nflow; i++)
        if (t->flow[i].to == process)
            return true;
    return false;
}

bool bcl_table_add_share(bcl_table_reader *r, const bcl_table_share *x)
{
    bcl_flowtable *t = r->t;
    const char *name = t->flows.text[x->flow];

    if (t->flow[x->flow].from != x->process)
        return refuse_end(r, x, x->flow, true);
    if (x->input >= 0 && t->flow[x->input].to != x->process)
        return refuse_end(r, x, x->input, false);
    if (!has_inflow(t, x->process)) {
        bcl_fail(r->d, "B06", x->m.at,
                 "rien n'entre dans « %s » : il n'y a rien à partager",
                 process_text(t, x->process));
        return bcl_hint(r->d, "ajoutez le flux qui y entre, même non mesuré");
    }
    if (x->m.value < 0 || x->m.value > 1) {
        bcl_fail(r->d, "B06", x->m.at,
                 "la part de « %s » vaut %g : elle va de 0 à 1", name,
                 x->m.value);
        return bcl_hint(r->d, "60 %% s'écrit 0,6");
    }
    if (!bcl_table_once(r,
                        bcl_text_print(r->a, "share %d %d %d", x->substance,
                                       x->flow, x->input),
                        bcl_text_print(r->a, "la part de « %s » dans « %s »",
                                       name, process_text(t, x->process)),
                        x->m.at))
        return false;
    BCL_GROW(r->a, t->share, t->nshare, &r->share_cap);
    t->share[t->nshare++] = *x;
    return true;
}

static void read_share(bcl_table_reader *r, bcl_sheet *s, size_t row)
{
    bcl_table_share x = {.input = -1, .substance = -1};
    bool ok = bcl_table_datum(&x.m, r, s, row, SHARE), has_input;

    x.m.at = bcl_sheet_row_at(s, row);
    x.process = bcl_table_process_named(r, s, row, PROCESS);
    x.flow = bcl_table_flow_named(r, s, row, SHARE_FLOW);
    has_input = *bcl_sheet_text(s, row, INPUT);
    if (has_input)
        x.input = bcl_table_flow_named(r, s, row, INPUT);
    if (ok && x.process >= 0 && x.flow >= 0 && (!has_input || x.input >= 0))
        (void)bcl_table_add_share(r, &x);
}

bool bcl_table_shares(bcl_table_reader *r, const char *path)
{
    const bcl_sheet_layout layout = {share_columns, 5, 4};
    size_t errors = r->d->errors;
    bcl_sheet s;

    if (!bcl_sheet_open(&s, path, &layout, 1, r->a, r->d))
        return false;
    for (size_t row = 0; row < s.csv.nrow; row++)
        read_share(r, &s, row);
    return r->d->errors == errors;
}

/* ---- concentrations ---- */

enum { CONTENT_FLOW, SUBSTANCE, CONTENT, CONTENT_SD, CONTENT_UNIT };
static const char *const content_columns[] = {"flow", "substance", "value",
                                              "sd", "unit"};

static void read_content(bcl_table_reader *r, bcl_sheet *s, size_t row)
{
    bcl_flowtable *t = r->t;
    const char *substance = bcl_sheet_text(s, row, SUBSTANCE);
    bcl_table_content x;
    bool ok = bcl_table_datum(&x.m, r, s, row, CONTENT);

    x.flow = bcl_table_flow_named(r, s, row, CONTENT_FLOW);
    if (!*substance) {
        bcl_fail(r->d, "B10", bcl_sheet_at(s, row, SUBSTANCE),
                 "il manque le nom d'une substance");
        return;
    }
    x.substance =
        bcl_names_add(&t->substances, substance, strlen(substance), r->a);
    if (x.m.value < 0) {
        ok = bcl_fail(r->d, "B06", bcl_sheet_at(s, row, CONTENT),
                      "concentration négative : « %s »",
                      bcl_sheet_text(s, row, CONTENT));
        bcl_hint(r->d, "0 : le flux n'en contient pas ; vide : non mesurée");
    }
    ok = bcl_table_unit(&x.unit, r, bcl_table_substance_unit(r, x.substance),
                        bcl_sheet_text(s, row, CONTENT_UNIT), s, row,
                        CONTENT_UNIT) &&
         ok;
    if (!ok || x.flow < 0 ||
        !bcl_table_once(
            r, bcl_text_print(r->a, "content %d %d", x.flow, x.substance),
            bcl_text_print(r->a, "« %s » dans « %s »", substance,
                           bcl_sheet_text(s, row, CONTENT_FLOW)),
            x.m.at))
        return;
    BCL_GROW(r->a, t->concentration, t->nconcentration, &r->concentration_cap);
    t->concentration[t->nconcentration++] = x;
}

bool bcl_table_concentrations(bcl_table_reader *r, const char *path)
{
    const bcl_sheet_layout layout = {content_columns, 5, 4};
    size_t errors = r->d->errors;
    bcl_sheet s;

    if (!bcl_sheet_open(&s, path, &layout, 1, r->a, r->d))
        return false;
    for (size_t row = 0; row < s.csv.nrow; row++)
        read_content(r, &s, row);
    return r->d->errors == errors;
}
