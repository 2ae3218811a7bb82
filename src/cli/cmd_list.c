/* cmd_list.c -- `bouclage list TERRITORY [KIND]`: what a territory holds. */
#include "cli/command.h"
#include "cli/console.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_list = {
    .name = "list",
    .args = "TERRITOIRE [GENRE]",
    .summary =
        "énumère données, calculs, flux, indicateurs, scénarios, sources",
    .help =
        "  GENRE  donnees, calculs, flux, stocks, indicateurs, dimensions,\n"
        "         processus, bilans, objectifs, scenarios, sources (défaut "
        ": tout)\n",
    .run = run,
};

static void row(const char *id, const char *detail, const char *title)
{
    fputs("  ", stdout);
    bcl_console_cell(id, 30, false);
    putchar(' ');
    bcl_console_cell(detail, 44, false);
    printf(" %s\n", title);
}

static void quantities(const bcl_study *s, bcl_kind kind, bcl_arena *a)
{
    const bcl_model *m = &s->m;

    for (size_t q = 0; q < m->nquantity; q++) {
        const bcl_quantity *k = &m->quantity[q];
        char detail[160];
        if (k->kind != kind)
            continue;
        snprintf(detail, sizeof detail, "%s [%s]%s", k->unit_text,
                 bcl_dimset_ids(&m->dims, k->dims, a),
                 kind == BCL_INPUT && !s->inputs.base[q].slice ? " indisponible"
                                                               : "");
        row(k->head.id, detail, k->head.title);
    }
}

static void dimensions(const bcl_study *s)
{
    const bcl_dims *t = &s->m.dims;

    for (size_t d = 0; d < t->n; d++) {
        char detail[64];
        snprintf(detail, sizeof detail, "%zu membres", bcl_dim_size(t, (int)d));
        row(t->dim[d].id, detail, t->dim[d].title);
    }
}

static void processes(const bcl_study *s)
{
    for (size_t i = 0; i < s->m.nprocess; i++) {
        const bcl_process *p = &s->m.process[i];
        row(p->head.id, p->balanced ? "équilibré" : "sans bilan",
            p->head.title);
    }
}

static void ledgers(const bcl_study *s)
{
    for (size_t i = 0; i < s->m.nledger; i++) {
        const bcl_ledger *l = &s->m.ledger[i];
        row(l->head.id, l->unit_text, l->head.title);
    }
}

static void targets(const bcl_study *s)
{
    for (size_t i = 0; i < s->m.ntarget; i++) {
        const bcl_target *t = &s->m.target[i];
        row(t->head.id, s->m.quantity[t->on].head.id, t->head.title);
    }
}

/* A path may be long: its last part tells which file it is. */
static void scenarios(const bcl_study *s)
{
    for (size_t i = 0; i < s->scenarios.n; i++) {
        const bcl_scenario *x = &s->scenarios.item[i];
        row(x->head.id, bcl_text_file(x->path), x->head.title);
    }
}

static void sources(const bcl_study *s)
{
    for (size_t i = 0; i < s->m.nsource; i++) {
        const bcl_source *x = &s->m.source[i];
        row(x->id, x->author ? x->author : "", x->title);
    }
}

/* What `list` knows: quantities of a kind, or a function that lists others. */
static const struct {
    const char *name;
    bcl_kind of;
    void (*list)(const bcl_study *s);
} kind[] = {
    {"donnees", BCL_INPUT, NULL},
    {"calculs", BCL_DERIVED, NULL},
    {"flux", BCL_FLOW, NULL},
    {"stocks", BCL_STOCK, NULL},
    {"indicateurs", BCL_INDICATOR, NULL},
    {"dimensions", 0, dimensions},
    {"processus", 0, processes},
    {"bilans", 0, ledgers},
    {"objectifs", 0, targets},
    {"scenarios", 0, scenarios},
    {"sources", 0, sources},
};
enum { NKIND = sizeof kind / sizeof kind[0] };

static void show(const bcl_study *s, int which, bcl_arena *a)
{
    printf("%s\n", kind[which].name);
    if (kind[which].list)
        kind[which].list(s);
    else
        quantities(s, kind[which].of, a);
}

static int find_kind(const char *name)
{
    size_t n = strlen(name);

    for (int i = 0; i < NKIND; i++)
        if (strncmp(kind[i].name, name, n) == 0 &&
            n + 1 >= strlen(kind[i].name))
            return i; /* the singular too */
    return -1;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;

    if (!bcl_options_read(&o, argc, argv, "", 1, 2, &bcl_cmd_list, c))
        return false;
    int which = o.nword > 1 ? find_kind(o.word[1]) : NKIND;
    if (which < 0) {
        fprintf(stderr,
                "bouclage list: genre inconnu « %s »\nusage : bouclage "
                "list %s\n%s",
                o.word[1], bcl_cmd_list.args, bcl_cmd_list.help);
        c->usage = true;
        return false;
    }
    bool ok =
        bcl_study_open(&s, o.word[0], &(bcl_study_wish){.as_observed = true},
                       c->datadir, c->mem, c->d);
    for (int i = 0; ok && i < NKIND; i++)
        if (which == NKIND || which == i)
            show(&s, i, c->mem);
    bcl_study_close(&s);
    return ok;
}
