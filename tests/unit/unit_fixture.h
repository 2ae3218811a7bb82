/* unit_fixture.h -- what the tests of units share: the database as it is
 * shipped, opened for each test. */
#ifndef UNIT_FIXTURE_H
#define UNIT_FIXTURE_H

#include "unit/unit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const bcl_pos here = {"essai.xml", 3, 14};

static bcl_units *units;
static bcl_arena *arena;
static bcl_diag diag;

static inline int setup(void **state)
{
    const char *top = getenv("srcdir");
    char path[1000];

    (void)state;
    snprintf(path, sizeof path, "%s/model/unites.xml", top ? top : ".");
    diag = (bcl_diag){0};
    arena = bcl_arena_create();
    units = bcl_units_open(path, &diag);
    if (!units)
        print_error("%s\n", diag.item[0].message);
    return units ? 0 : -1;
}

static inline int teardown(void **state)
{
    (void)state;
    bcl_units_close(units);
    bcl_arena_destroy(arena);
    return 0;
}

static inline const bcl_unit *parse(const char *text)
{
    const bcl_unit *unit = bcl_unit_parse(units, text, here, &diag);

    if (!unit)
        fail_msg("%s: %s", text, diag.item[0].message);
    return unit;
}

/* `text` is `factor` times the base units `base`. */
static inline void expect(const char *text, double factor, const char *base)
{
    const bcl_unit *unit = parse(text);

    assert_string_equal(bcl_unit_base_text(unit, arena), base);
    if (fabs(bcl_unit_factor(unit) / factor - 1) > 1e-14)
        fail_msg("%s is %.17g, not %.17g", text, bcl_unit_factor(unit), factor);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
