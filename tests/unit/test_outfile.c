/* test_outfile.c -- a file is replaced whole, or stays as it was. */
#include "report/outfile.h"
#include "report/tree.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* In place of the library's: what the disk says when a file is synced. */
static int disk_error;

int fsync(int fd)
{
    (void)fd;
    errno = disk_error;
    return disk_error ? -1 : 0;
}

static char *home;
static bcl_arena *arena;
static bcl_diag diag;

/* Each test runs in a new folder of its own. */
static int setup(void **state)
{
    char path[] = "bouclage-test-XXXXXX";

    (void)state;
    arena = bcl_arena_create();
    home = realpath(mkdtemp(path), NULL);
    diag = (bcl_diag){.count = 0};
    disk_error = 0;
    return home ? chdir(home) : -1;
}

static int teardown(void **state)
{
    int status = chdir("..");

    (void)state;
    if (!bcl_tree_remove(home))
        status = -1;
    bcl_arena_destroy(arena);
    free(home);
    return status;
}

static bool write_text(FILE *to, const void *what, bcl_diag *d)
{
    (void)d;
    fputs(what, to);
    return true;
}

static bool write_and_fail(FILE *to, const void *what, bcl_diag *d)
{
    fputs(what, to);
    return bcl_fail(d, "B30", (bcl_pos){0}, "non");
}

static void assert_text(const char *path, const char *expected)
{
    char text[200] = "";
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    assert_int_equal(fread(text, 1, sizeof text - 1, f), strlen(expected));
    assert_int_equal(fclose(f), 0);
    assert_string_equal(text, expected);
}

static bool put(const char *path, const char *text)
{
    bcl_outfile o;

    return bcl_outfile_begin(&o, path, write_text, text, arena, &diag) &&
           bcl_outfile_commit(&o, &diag);
}

static void a_file_is_made_then_replaced(void **state)
{
    (void)state;
    assert_true(put("a.csv", "one"));
    assert_text("a.csv", "one");
    assert_true(put("a.csv", "two"));
    assert_text("a.csv", "two");
    assert_int_equal(diag.count, 0);
}

static void nothing_has_its_name_before_the_commit(void **state)
{
    bcl_outfile o;

    (void)state;
    assert_true(put("a.csv", "old"));
    assert_true(
        bcl_outfile_begin(&o, "a.csv", write_text, "new", arena, &diag));
    assert_text("a.csv", "old");
    bcl_outfile_abandon(&o);
    assert_text("a.csv", "old");
    assert_int_equal(unlink("a.csv"), 0);
    assert_true(bcl_tree_is_empty("."));
}

static void a_writer_that_fails_leaves_the_old_one(void **state)
{
    bcl_outfile o;

    (void)state;
    assert_true(put("a.csv", "old"));
    assert_false(
        bcl_outfile_begin(&o, "a.csv", write_and_fail, "new", arena, &diag));
    assert_text("a.csv", "old");
    assert_int_equal(unlink("a.csv"), 0);
    assert_true(bcl_tree_is_empty("."));
}

static void a_full_disk_leaves_the_old_one(void **state)
{
    (void)state;
    assert_true(put("a.csv", "old"));
    disk_error = ENOSPC;
    assert_false(put("a.csv", "new"));
    assert_text("a.csv", "old");
    assert_string_equal(diag.item[0].code, "W01");
    assert_true(diag.system);
}

static void a_folder_is_refused(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0777), 0);
    assert_false(put("d", "x"));
    assert_string_equal(diag.item[0].code, "W05");
    assert_false(put("nowhere/a.csv", "x"));
    assert_string_equal(diag.item[1].code, "W02");
}

static void a_link_keeps_pointing(void **state)
{
    struct stat st;

    (void)state;
    assert_true(put("real.csv", "old"));
    assert_int_equal(symlink("real.csv", "link.csv"), 0);
    assert_true(put("link.csv", "new"));
    assert_text("real.csv", "new");
    assert_int_equal(lstat("link.csv", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void a_device_is_written_where_it_is(void **state)
{
    struct stat st;

    (void)state;
    disk_error = EINVAL; /* as a device answers */
    assert_true(put("/dev/null", "x"));
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_made_then_replaced, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nothing_has_its_name_before_the_commit,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_writer_that_fails_leaves_the_old_one,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_one, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_folder_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_link_keeps_pointing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_device_is_written_where_it_is, setup,
                                        teardown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
