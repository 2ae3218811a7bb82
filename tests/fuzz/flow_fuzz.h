/* flow_fuzz.h -- tables of flows cut out of any bytes: read, made a problem,
 * reconciled, written.  Whatever they are, there are values or there are
 * errors.
 *
 * The byte 0x1E ends each file. */
#ifndef FLOW_FUZZ_H
#define FLOW_FUZZ_H

#include "core/text.h"
#include "report/flowresult.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 5 };
static char folder[64];
static const char *const *file_names; /* [FILES] */

static const char *path_of(int k)
{
    static char path[FILES][128];

    snprintf(path[k], sizeof path[k], "%s/%s", folder, file_names[k]);
    return path[k];
}

static void leave(void)
{
    for (int k = 0; k < FILES; k++)
        unlink(path_of(k));
    rmdir(folder);
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* The next file; none when it would be empty. */
static bool put(int k, const uint8_t **data, size_t *size)
{
    const uint8_t *end = *size ? memchr(*data, 0x1E, *size) : NULL;
    size_t n = end ? (size_t)(end - *data) : *size;
    FILE *f = n ? fopen(path_of(k), "wb") : NULL;

    if (f)
        require(fwrite(*data, 1, n, f) == n && fclose(f) == 0);
    else
        unlink(path_of(k));
    *data += n + (end != NULL);
    *size -= n + (end != NULL);
    return f != NULL;
}

/* Opening the units takes longer than all the rest: once in a while will do.
 */
static bcl_units *units(bcl_diag *d)
{
    static bcl_units *kept;
    static int left;

    if (left-- <= 0) {
        bcl_units_close(kept);
        kept = bcl_units_open("model/unites.xml", d);
        left = 1000;
    }
    require(kept != NULL);
    return kept;
}

/* What reconcile.h and flowresult.h promise of an answer. */
static void check_result(const bcl_flowproblem *p, const bcl_rec_result *r,
                         bcl_diag *d)
{
    for (size_t i = 0; i < p->p.n; i++) {
        bool open = r->class[i] == BCL_REC_UNOBSERVABLE;
        require(open == (bool)isnan(r->x[i]));
        require(open || isnan(r->low[i]));
        require(!(r->sd[i] < 0));
    }
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    bcl_flowresult x = {p, r};
    require(f && bcl_flowresult_table(f, &x, d) &&
            bcl_flowresult_summary(f, &x, d) && fclose(f) == 0 && n > 0);
    free(text);
}

static void run(const bcl_flowtable_files *files, bool nonnegative)
{
    static bcl_diag d; /* large */
    bcl_arena *a = bcl_arena_create();
    bcl_flowtable t;
    bcl_flowproblem p;
    bcl_rec_result r;

    d = (bcl_diag){.count = 0};
    bool ok = bcl_flowtable_read(&t, files, units(&d), a, &d);
    require(ok == (d.errors == 0));
    if (ok) {
        bcl_flowproblem_build(&p, &t, nonnegative, a, &d);
        if (p.p.n < 60 && bcl_reconcile(&r, &p.p, NULL, a))
            check_result(&p, &r, &d);
    }
    bcl_arena_destroy(a);
}

static void start(const char *const *names)
{
    file_names = names;
    if (folder[0])
        return;
    snprintf(folder, sizeof folder, "%s/bouclage-fuzz-XXXXXX", P_tmpdir);
    require(mkdtemp(folder) != NULL);
    atexit(leave);
}

#endif
