/* formula_fixture.h -- what the tests of the parser share: parsing a text as if
 * it stood in a file from line 10 on. */
#ifndef FORMULA_FIXTURE_H
#define FORMULA_FIXTURE_H

#include "formula/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static bcl_arena *arena;
static bcl_diag diag;

static inline int setup(void **state)
{
    (void)state;
    arena = bcl_arena_create();
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    bcl_arena_destroy(arena);
    return 0;
}

/* Lines and columns as an editor counts them, from line 10. */
static inline bcl_pos in_text(void *ctx, size_t offset)
{
    const char *text = ctx;
    bcl_pos at = {"essai.xml", 10, 1};

    for (size_t i = 0; i < offset; i++) {
        at.column++;
        if (text[i] == '\n') {
            at.line++;
            at.column = 1;
        }
    }
    return at;
}

static inline bool try(bcl_expr **e, const char *text)
{
    diag = (bcl_diag){0};
    return bcl_formula_parse(e, text, in_text, (void *)(uintptr_t)text, arena,
                             &diag);
}

static inline bcl_expr *parse(const char *text)
{
    bcl_expr *e;

    if (!try(&e, text))
        fail_msg("%s: %s", text, diag.item[0].message);
    assert_int_equal(diag.count, 0);
    return e;
}

#endif
