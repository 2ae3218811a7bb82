/* test_arena.c -- zeroed, aligned, and not moved by what comes after. */
#include "core/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void memory_is_zero_and_aligned(void **state)
{
    bcl_arena *a = bcl_arena_create();

    (void)state;
    for (size_t i = 1; i < 300; i++) {
        unsigned char *p = bcl_arena_alloc(a, i, 3);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < 3 * i; k++)
            assert_int_equal(p[k], 0);
        memset(p, 0xA5, 3 * i);
    }
    bcl_arena_destroy(a);
}

static void arrays_start_on_a_line_of_the_cache(void **state)
{
    bcl_arena *a = bcl_arena_create();

    (void)state;
    for (size_t i = 128; i < 20000; i = i * 5 / 4) {
        double *x = BCL_NEW(a, double, i);
        assert_int_equal((uintptr_t)x % 64, 0);
        for (size_t k = 0; k < i; k++) {
            assert_true(x[k] == 0);
            x[k] = 1;
        }
        (void)BCL_NEW(a, char, i % 7 + 1);
    }
    bcl_arena_destroy(a);
}

static void a_large_piece_has_a_block_of_its_own(void **state)
{
    bcl_arena *a = bcl_arena_create();
    int *first = BCL_NEW(a, int, 3);
    double *large = BCL_NEW(a, double, 100000);

    (void)state;
    first[2] = 7;
    large[99999] = 1.5;
    int *after = BCL_NEW(a, int, 3);
    after[0] = 8;
    assert_int_equal(first[2], 7);
    assert_true(large[99999] == 1.5 && large[0] == 0);
    bcl_arena_destroy(a);
}

static void growing_keeps_what_is_there(void **state)
{
    bcl_arena *a = bcl_arena_create();
    int *item = NULL;
    size_t n = 0, cap = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        BCL_GROW(a, item, n, &cap);
        item[n++] = i * i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(item[i], i * i);
    assert_int_equal(cap, 1024);
    bcl_arena_destroy(a);
}

static void nothing_may_be_asked_for_and_destroyed(void **state)
{
    bcl_arena *a = bcl_arena_create();

    (void)state;
    assert_non_null(bcl_arena_alloc(a, 0, 8));
    bcl_arena_destroy(a);
    bcl_arena_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zero_and_aligned),
        cmocka_unit_test(arrays_start_on_a_line_of_the_cache),
        cmocka_unit_test(a_large_piece_has_a_block_of_its_own),
        cmocka_unit_test(growing_keeps_what_is_there),
        cmocka_unit_test(nothing_may_be_asked_for_and_destroyed),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
