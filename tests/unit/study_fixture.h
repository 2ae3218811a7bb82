/* study_fixture.h -- what the tests of models and of the engine share: a
 * territory written in a folder of its own, opened, and formulas computed on
 * it, whatever the size of slabs. */
#ifndef STUDY_FIXTURE_H
#define STUDY_FIXTURE_H

#include "core/text.h"
#include "formula/parser.h"
#include "result/values.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define MODEL                                                              \
    "<modele xmlns=\"urn:bouclage:1\" id=\"essai\" annees=\"2018..2026\" " \
    "reference=\"2021\">\n"
#define COMMUNES                                                     \
    "<dimension id=\"commune\"><membre id=\"a\"/><membre id=\"b\"/>" \
    "<membre id=\"c\"/></dimension>\n"
#define SCENARIO                                                        \
    "<scenario xmlns=\"urn:bouclage:1\" id=\"s\" territoire=\"essai\" " \
    "depart=\"2022\">\n"

static char folder[256];
static char *written[64];
static size_t nwritten;
static bcl_arena *arena;
static bcl_diag diag;
static bcl_study study;
static size_t slab; /* members at a time, 0: the program's choice */

static inline int setup(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    snprintf(folder, sizeof folder, "%s/bouclage-XXXXXX",
             tmp && tmp[0] ? tmp : P_tmpdir);
    arena = bcl_arena_create();
    diag = (bcl_diag){0};
    study = (bcl_study){0};
    nwritten = 0;
    slab = 0;
    return mkdtemp(folder) ? 0 : -1;
}

static inline int teardown(void **state)
{
    (void)state;
    bcl_study_close(&study);
    while (nwritten > 0)
        remove(written[--nwritten]);
    rmdir(folder);
    bcl_arena_destroy(arena);
    return 0;
}

/* A file of the folder. */
static inline void put(const char *name, const char *text)
{
    char *path = bcl_text_print(arena, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    assert_true(nwritten < 64);
    written[nwritten++] = path;
}

/* Open the territory `model` (the closing tag is added), without a scenario or
 * with the file s.xml, if `scenario` is given. */
static inline bool open_study(const char *model, const char *scenario)
{
    const char *top = getenv("srcdir");
    const char *path = bcl_text_print(arena, "%s/s.xml", folder);

    put("territoire.xml", bcl_text_print(arena, "%s</modele>\n", model));
    if (scenario)
        put("s.xml", bcl_text_print(arena, "%s</scenario>\n", scenario));
    else
        path = "aucun";
    bcl_study_wish wish = {
        .scenario = &path, .nscenario = 1, .optional = scenario == NULL};

    return bcl_study_open(&study, folder, &wish, top ? top : ".", arena, &diag);
}

static inline void must_open(const char *model, const char *scenario)
{
    if (!open_study(model, scenario))
        fail_msg("%s: %s", diag.item[0].code, diag.item[0].message);
}

static inline bcl_pos formula_place(void *ctx, size_t offset)
{
    (void)ctx;
    return (bcl_pos){"formule", 1, (int)offset + 1};
}

static inline bcl_node *settle(const char *formula)
{
    bcl_scope scope = bcl_model_scope(&study.m);
    bcl_expr *x;

    scope.allow_parent = true;
    return bcl_formula_parse(&x, formula, formula_place, NULL, arena, &diag)
               ? bcl_formula_check(x, &scope, arena, &diag)
               : NULL;
}

/* A formula under scenario s, or without one. */
static inline bcl_values compute(const char *formula)
{
    int scenario = (int)study.scenarios.n - 1;
    bcl_program p = {.m = &study.m,
                     .input = bcl_study_inputs(&study, scenario),
                     .slab = slab,
                     .a = arena,
                     .d = &diag};
    bcl_node *n = settle(formula);

    if (!n)
        fail_msg("%s: %s", formula, diag.item[diag.count - 1].message);
    int root = bcl_program_add(&p, n, n->dims);
    if (!bcl_program_order(&p))
        fail_msg("%s: %s", formula, diag.item[diag.count - 1].message);
    bcl_program_mark(&p);
    if (!bcl_program_run(&p))
        fail_msg("%s: %s", formula, diag.item[diag.count - 1].message);
    const bcl_instr *x = &p.i[root];
    uint8_t *label = BCL_NEW(arena, uint8_t, p.years);
    for (size_t y = 0; y < p.years; y++)
        label[y] = (uint8_t)BCL_STATUS_LABEL(x->status[y]);
    return (bcl_values){.dims = x->dims,
                        .layout = x->layout,
                        .v = x->v,
                        .hole = x->holes ? x->hole : NULL,
                        .known = x->known,
                        .total = x->total,
                        .avail = x->avail,
                        .status = label};
}

/* Its value in a year (formulas without another dimension), in base units but
 * for a lone quantity, in its own; NaN when there is none. */
static inline double value(const char *formula, int year)
{
    bcl_values v = compute(formula);
    bcl_node *n = settle(formula);
    size_t cell =
        v.dims & BCL_YEAR_BIT ? (size_t)(year - study.m.dims.first_year) : 0;
    double factor = n->op == BCL_N_QUANTITY
                        ? bcl_unit_factor(study.m.quantity[n->ref].unit)
                        : 1;

    if (v.dims & ~BCL_YEAR_BIT)
        fail_msg("%s has dimensions", formula);
    return bcl_values_has(&v, &study.m, cell) ? v.v[cell] / factor
                                              : (double)NAN;
}

static inline const char *status(const char *formula, int year)
{
    bcl_values v = compute(formula);

    return bcl_values_status(
        &v, &study.m,
        v.dims & BCL_YEAR_BIT ? (size_t)(year - study.m.dims.first_year) : 0);
}

static inline bool near(double x, double y)
{
    return fabs(x - y) <= 1e-12 * fabs(y) + 1e-300;
}

/* The same whatever the slabs. */
static inline void expect(const char *formula, int year, double x)
{
    for (size_t i = 0; i < 4; i++) {
        static const size_t sizes[] = {0, 1, 2, 1000};
        slab = sizes[i];
        double got = value(formula, year);
        if (isnan(x) ? !isnan(got) : !near(got, x))
            fail_msg("%s in %d is %.17g, not %.17g (slabs of %zu)", formula,
                     year, got, x, slab);
    }
    slab = 0;
}

/* Message i is this one, at this line and column of territoire.xml or s.xml
 * (0: not looked at). */
static inline void expect_message(size_t i, const char *code, int line,
                                  int column, const char *message)
{
    if (i >= diag.count)
        fail_msg("no message %s", code);
    const bcl_message *m = &diag.item[i];
    assert_string_equal(m->code, code);
    assert_string_equal(m->message, message);
    if (line > 0)
        assert_int_equal(m->at.line, line);
    if (column > 0)
        assert_int_equal(m->at.column, column);
}

/* The formula is refused with this one message. */
static inline void refuse(const char *formula, const char *code, int column,
                          const char *message)
{
    diag = (bcl_diag){0};
    if (settle(formula))
        fail_msg("%s is accepted", formula);
    expect_message(0, code, 1, column, message);
    assert_int_equal(diag.errors, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
