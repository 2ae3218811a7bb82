/* study_fuzz.h -- a territory in a folder of its own, a piece of which is any
 * bytes: opened, computed, closed.  Whatever they are, there are values or
 * there are errors. */
#ifndef STUDY_FUZZ_H
#define STUDY_FUZZ_H

#include "core/text.h"
#include "result/values.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64];

static void leave(void)
{
    static const char *const names[] = {"territoire.xml", "s.xml", "x.csv"};
    char path[128];

    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* A file of the folder: `size` bytes between two texts. */
static void put(const char *name, const char *before, const uint8_t *data,
                size_t size, const char *after)
{
    char path[128];

    if (!folder[0]) {
        snprintf(folder, sizeof folder, "%s/bouclage-fuzz-XXXXXX", P_tmpdir);
        if (!mkdtemp(folder))
            abort();
        atexit(leave);
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f || fputs(before, f) < 0 ||
        (size > 0 && fwrite(data, 1, size, f) != size) || fputs(after, f) < 0 ||
        fclose(f) != 0)
        abort();
}

static bool compute_all(const bcl_study *s, int scenario, bcl_arena *a,
                        bcl_diag *d)
{
    bcl_wish *wish = BCL_NEW(a, bcl_wish, s->m.nquantity + 1);
    bcl_values *got = BCL_NEW(a, bcl_values, s->m.nquantity + 1);

    for (size_t i = 0; i < s->m.nquantity; i++)
        wish[i] = (bcl_wish){.node = bcl_values_quantity(&s->m, (int)i, a),
                             .dims = s->m.quantity[i].dims};
    return bcl_values_compute(got, NULL, wish, s->m.nquantity, s, scenario, a,
                              d);
}

/* Opening the units takes longer than all the rest: once in a while will do,
 * and before a model that declares some. */
static bcl_units *units_of(bool afresh, bcl_diag *d)
{
    static bcl_units *units;
    static int left;

    if (left-- <= 0 || afresh) {
        bcl_units_close(units);
        units = bcl_units_open("model/unites.xml", d);
        left = afresh ? 0 : 1000;
    }
    return units;
}

/* bcl_study_open, but for the units. */
static bool open_all(bcl_study *s, const char *path, bool scenario,
                     bcl_arena *a, bcl_diag *d)
{
    if (!bcl_model_load(&s->m, folder, ".", s->units, a, d))
        return false;
    bool ok = bcl_data_read(&s->data, &s->m, a, d);
    if (scenario)
        ok = bcl_scenarios_load(&s->scenarios, &path, 1, &s->m, &s->data, a,
                                d) &&
             ok;
    return ok && bcl_study_settle(s, false, a, d);
}

/* Fails with errors, or succeeds without any. */
static void study_run(bool scenario, bool declares_units)
{
    bcl_arena *a = bcl_arena_create();
    bcl_diag *d = calloc(1, sizeof *d);
    const char *path = bcl_text_print(a, "%s/s.xml", folder);

    if (!d)
        abort();
    bcl_study s = {.units = units_of(declares_units, d)};
    bool ok = open_all(&s, path, scenario, a, d);
    if (ok != (d->errors == 0))
        abort();
    if (ok && compute_all(&s, scenario ? 0 : -1, a, d) != (d->errors == 0))
        abort();
    free(d);
    bcl_arena_destroy(a);
}

#define HEAD                                                           \
    "<modele xmlns=\"urn:bouclage:1\" id=\"m\" annees=\"2019..2026\" " \
    "reference=\"2021\"><dimension id=\"dep\"><membre id=\"x\"/>"      \
    "</dimension><dimension id=\"commune\"><membre id=\"a\" "          \
    "vers=\"dep:x\"/><membre id=\"b\" vers=\"dep:x\"/></dimension>"    \
    "<dimension id=\"autre\" comme=\"commune\"/><donnee id=\"pop\" "   \
    "unite=\"hab\" dims=\"commune annee\" prolonge=\"lineaire\"><csv " \
    "fichier=\"x.csv\"/></donnee><donnee id=\"taux\" unite=\"%\" "     \
    "dims=\"annee\" min=\"0\"><valeur>12</valeur></donnee>"
#define ROWS "commune;annee;pop\na;2020;3\nb;2020;s\na;2021;4\nb;2021;5\n"

#endif
