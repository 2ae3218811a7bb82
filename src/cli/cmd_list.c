/* cmd_list.c -- `bouclage list TERRITORY [KIND]`: what a territory holds. */
#include "cli/command.h"
#include "cli/console.h"

#include <stdio.h>
#include <string.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_list = {
    .name = "list",
    .args = "TERRITOIRE [GENRE]",
    .summary = "énumère données, calculs, flux, indicateurs, scénarios...",
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
                 kind == BCL_INPUT && !s->inputs.base[q].v ? " indisponible"
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

/* A path may be long: its last part tells which file it is. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void others(const bcl_study *s, int which)
{
    const bcl_model *m = &s->m;

    for (size_t i = 0; which == 6 && i < m->nprocess; i++)
        row(m->process[i].head.id,
            m->process[i].balanced ? "équilibré" : "sans bilan",
            m->process[i].head.title);
    for (size_t i = 0; which == 7 && i < m->nledger; i++)
        row(m->ledger[i].head.id, m->ledger[i].unit_text,
            m->ledger[i].head.title);
    for (size_t i = 0; which == 8 && i < m->ntarget; i++)
        row(m->target[i].head.id, m->quantity[m->target[i].on].head.id,
            m->target[i].head.title);
    for (size_t i = 0; which == 9 && i < s->scenarios.n; i++)
        row(s->scenarios.item[i].head.id, file_name(s->scenarios.item[i].path),
            s->scenarios.item[i].head.title);
    for (size_t i = 0; which == 10 && i < m->nsource; i++)
        row(m->source[i].id, m->source[i].author ? m->source[i].author : "",
            m->source[i].title);
}

static const char *const kind[] = {"donnees",   "calculs",     "flux",
                                   "stocks",    "indicateurs", "dimensions",
                                   "processus", "bilans",      "objectifs",
                                   "scenarios", "sources"};
enum { NKIND = sizeof kind / sizeof kind[0] };

static void show(const bcl_study *s, int which, bcl_arena *a)
{
    printf("%s\n", kind[which]);
    if (which <= 4)
        quantities(s, (bcl_kind)which, a);
    else if (which == 5)
        dimensions(s);
    else
        others(s, which);
}

static int find_kind(const char *name)
{
    for (int i = 0; i < NKIND; i++)
        if (strcmp(kind[i], name) == 0)
            return i;
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
        bcl_study_open(&s, o.word[0], NULL, 0, false, c->datadir, c->mem, c->d);
    for (int i = 0; ok && i < NKIND; i++)
        if (which == NKIND || which == i)
            show(&s, i, c->mem);
    bcl_study_close(&s);
    return ok;
}
