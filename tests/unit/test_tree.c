/* test_tree.c -- folders go whole, and nothing goes through a link. */
#include "report/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Each test runs in a new folder of its own. */
static int setup(void **state)
{
    char path[] = "bouclage-test-XXXXXX";

    *state = realpath(mkdtemp(path), NULL);
    return *state ? chdir(*state) : -1;
}

static int teardown(void **state)
{
    int status = chdir("..");

    if (!bcl_tree_remove(*state))
        status = -1;
    free(*state);
    return status;
}

static void make_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);

    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
}

static void make_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0777), 0);
}

static bool exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

static void links_are_not_followed(void **state)
{
    (void)state;
    make_folder("kept");
    make_file("kept/file");
    make_folder("gone");
    make_folder("gone/sub");
    make_file("gone/sub/file");
    assert_int_equal(symlink("../../kept", "gone/sub/link"), 0);
    assert_true(bcl_tree_remove("gone"));
    assert_false(exists("gone"));
    assert_true(exists("kept/file"));

    assert_int_equal(symlink("kept", "link"), 0);
    assert_true(bcl_tree_remove("link"));
    assert_false(exists("link"));
    assert_true(exists("kept/file"));
}

static void what_is_absent_is_removed(void **state)
{
    (void)state;
    assert_true(bcl_tree_remove("absent"));
}

static void too_deep_is_left(void **state)
{
    (void)state;
    make_folder("deep");
    assert_int_equal(chdir("deep"), 0);
    for (int i = 0; i < 20; i++) {
        make_folder("d");
        assert_int_equal(chdir("d"), 0);
    }
    assert_int_equal(chdir(*state), 0);
    assert_false(bcl_tree_remove("deep"));
    assert_true(exists("deep"));
    assert_int_equal(rename("deep/d/d/d/d/d/d/d/d/d/d", "rest"), 0);
    assert_true(bcl_tree_remove("deep"));
    assert_true(bcl_tree_remove("rest"));
}

static void emptiness(void **state)
{
    (void)state;
    make_folder("a");
    assert_true(bcl_tree_is_empty("a"));
    make_file("a/.hidden");
    assert_false(bcl_tree_is_empty("a"));
    assert_false(bcl_tree_is_empty("absent"));
}

static void full_folders_change_names(void **state)
{
    (void)state;
    make_folder("fresh");
    make_file("fresh/new");
    make_folder("path");
    make_file("path/old");
    assert_true(bcl_tree_swap("fresh", "path"));
    assert_true(exists("path/new"));
    assert_true(exists("fresh/old"));
}

static void an_absent_or_empty_one_is_replaced(void **state)
{
    (void)state;
    make_folder("fresh");
    make_file("fresh/new");
    assert_true(bcl_tree_swap("fresh", "path"));
    assert_true(exists("path/new"));
    make_folder("empty");
    assert_true(bcl_tree_swap("path", "empty"));
    assert_true(exists("empty/new"));
    assert_false(exists("path"));
}

static void what_cannot_be_swapped_stays(void **state)
{
    (void)state;
    make_folder("fresh");
    make_file("file");
    assert_false(bcl_tree_swap("fresh", "file"));
    assert_int_equal(errno, ENOTDIR);
    assert_true(exists("fresh"));
    assert_true(exists("file"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(links_are_not_followed),
        TEST(what_is_absent_is_removed),
        TEST(too_deep_is_left),
        TEST(emptiness),
        TEST(full_folders_change_names),
        TEST(an_absent_or_empty_one_is_replaced),
        TEST(what_cannot_be_swapped_stays),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
