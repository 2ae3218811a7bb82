/* cmd_run.c -- `bouclage run TERRITORY`: the main job, end to end. */
#include "cli/command.h"
#include "cli/console.h"
#include "core/text.h"
#include "report/chapter.h"
#include "report/html.h"
#include "report/outdir.h"
#include "report/tables.h"
#include "result/adjustment.h"
#include "result/control.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_run = {
    .name = "run",
    .args = "TERRITOIRE [-s SCENARIO]... [-o DOSSIER] [--sans-figures] "
            "[--sans-reconciliation] [--tous-les-ajustements]",
    .summary = "calcule tout et écrit le rapport, les figures et les tables",
    .help = "  -s SCENARIO     identifiant ou fichier ; répétable (défaut : "
            "tous ceux du territoire)\n"
            "  -o DOSSIER      défaut : ./TERRITOIRE-resultats\n"
            "  --sans-figures  ne dessine rien (gnuplot n'est pas appelé)\n"
            "  --sans-reconciliation  les données comme observées\n"
            "  --tous-les-ajustements  aussi les imperceptibles, d'un grand "
            "territoire\n",
    .run = run,
};

typedef struct {
    bool every; /* adjustment written */
    bcl_plan plan;
    bcl_declared_tables tables;
    bcl_figures figures;
    bcl_drawn *figure;
    size_t nfigure;
    bcl_blocks doc;
} job;

/* What is being done, for who watches. */
static void progress(const char *what)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K%s", what);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool write_html(FILE *to, const void *what, bcl_diag *d)
{
    return bcl_html_write(to, &((const job *)what)->doc, d);
}

static const char *default_out(const char *territory, bcl_arena *a)
{
    size_t n = strlen(territory);

    while (n > 1 && territory[n - 1] == '/')
        n--;
    const char *path = bcl_text_copy(a, territory, n);
    const char *name = bcl_text_file(path);
    size_t len = strlen(name);
    if (len > 4 && strcmp(name + len - 4, ".xml") == 0)
        len -= 4;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return "./resultats";
    return bcl_text_print(a, "./%.*s-resultats", (int)len, name);
}

static bool write_all(job *j, const bcl_outdir *o, bcl_diag *d)
{
    if (!bcl_tables_write(o, &j->plan, &j->tables, j->every, d))
        return false;
    for (size_t i = 0; i < j->nfigure; i++)
        if (!bcl_outdir_write_bytes(
                o, bcl_text_print(j->plan.a, "figures/%s.svg", j->figure[i].id),
                j->figure[i].svg, j->figure[i].size, d))
            return false;
    return bcl_outdir_write(o, "rapport.html", write_html, j, d);
}

/* Nothing is written before the figures are drawn. */
static bool draw(job *j, bcl_context *c)
{
    if (bcl_figures_draw(&j->figure, &j->nfigure, &j->figures, &j->plan, c->mem,
                         c->d))
        return true;
    return c->d->system
               ? bcl_hint(c->d, "--sans-figures : tout sauf les figures")
               : false;
}

static bool produce(job *j, const bcl_study *s, const bcl_options *o,
                    const char *out, bcl_context *c)
{
    bcl_outdir dir;

    if (!bcl_outdir_begin(&dir, out, c->mem, c->d))
        return false;
    progress("calcul des scénarios");
    bcl_plan_start(&j->plan, s, c->mem);
    bool ok = bcl_tables_plan(&j->tables, &j->plan, c->d);
    if (!o->no_figures)
        ok = bcl_figures_plan(&j->figures, &j->plan, c->d) && ok;
    ok = ok && bcl_plan_run(&j->plan, c->d);
    for (size_t k = 0; ok && k < j->plan.nrun; k++)
        bcl_control_signs(&j->plan, k, c->d);
    if (ok && !o->no_figures) {
        progress("figures");
        ok = draw(j, c);
    }
    if (ok) {
        progress("rapport");
        j->doc = bcl_blocks_start(
            bcl_text_print(c->mem, "Comptes matière et énergie : %s",
                           s->m.title),
            bcl_text_print(c->mem,
                           "Bilans, scénarios et indicateurs, "
                           "référence %d",
                           s->m.dims.reference),
            "Calculé par bouclage ; chaque nombre se retrouve dans le dossier "
            "tables/.",
            c->mem);
        bcl_chapter_write(&j->doc, &j->plan, &j->tables, j->figure, j->nfigure);
        ok = write_all(j, &dir, c->d);
    }
    progress("");
    if (ok)
        return bcl_outdir_commit(&dir, c->d);
    bcl_outdir_abandon(&dir);
    return false;
}

static void say_left_out(size_t n, double z)
{
    char text[64];

    bcl_number_french(text, sizeof text, z, 2);
    printf("\ntables/ajustements.csv : sans %zu données que la réconciliation "
           "change de moins d'un millième (ajustement / écart-type : %s au "
           "plus) ; --tous-les-ajustements pour toutes\n",
           n, text);
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;
    job j = {.nfigure = 0};
    double z;
    double start = now();

    if (!bcl_options_read(&o, argc, argv, "sofre", 1, 1, &bcl_cmd_run, c))
        return false;
    j.every = o.every;
    const char *out = o.out ? o.out : default_out(o.word[0], c->mem);
    progress("lecture des tables");
    bcl_study_wish wish = {.scenario = o.scenario,
                           .nscenario = o.nscenario,
                           .as_observed = o.as_observed};
    bool ok = bcl_study_open(&s, o.word[0], &wish, c->datadir, c->mem, c->d) &&
              produce(&j, &s, &o, out, c);
    if (ok) {
        bcl_console_summary(&j.plan);
        size_t left = bcl_adjustment_left_out(&z, &s.reconciled);
        if (left && !o.every)
            say_left_out(left, z);
        printf("\nRapport : %s/rapport.html (%.1f s)\n", out, now() - start);
    }
    bcl_study_close(&s);
    return ok;
}
