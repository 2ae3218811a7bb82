/* input_fixture.h -- what the tests of src/input/ share: a file with given
 * bytes, and a table read from it. */
#ifndef INPUT_FIXTURE_H
#define INPUT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    char path[256];
    bcl_arena *arena;
    bcl_diag diag;
} fixture;

static inline int fixture_open(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    const char *folder = getenv("TMPDIR");

    assert_non_null(f);
    snprintf(f->path, sizeof f->path, "%s/bouclage-XXXXXX",
             folder && folder[0] ? folder : P_tmpdir);
    int fd = mkstemp(f->path);
    assert_true(fd >= 0);
    close(fd);
    f->arena = bcl_arena_create();
    *state = f;
    return 0;
}

static inline int fixture_close(void **state)
{
    fixture *f = *state;

    remove(f->path);
    bcl_arena_destroy(f->arena);
    free(f);
    return 0;
}

/* The file now holds these bytes, and there is no message. */
static inline void fixture_write(fixture *f, const char *s, size_t n)
{
    FILE *to = fopen(f->path, "wb");

    assert_non_null(to);
    assert_int_equal(fwrite(s, 1, n, to), n);
    assert_int_equal(fclose(to), 0);
    memset(&f->diag, 0, sizeof f->diag);
}

/* Message i is this error, there. */
static inline void fixture_expect(const fixture *f, size_t i, const char *code,
                                  int line, int column, const char *message)
{
    assert_true(i < f->diag.count);
    const bcl_message *m = &f->diag.item[i];
    assert_string_equal(m->code, code);
    assert_string_equal(m->message, message);
    assert_string_equal(m->at.file, f->path);
    assert_int_equal(m->at.line, line);
    assert_int_equal(m->at.column, column);
}

static inline void fixture_expect_at(bcl_pos at, int line, int column)
{
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
}

#define FIXTURE_TEST(name) \
    cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
