/* test_outdir.c -- results are replaced whole, or stay as they were. */
#include "report/outdir.h"
#include "report/tree.h"

#include <errno.h>
#include <glob.h>
#include <limits.h>
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

typedef struct {
    char *home;
    bcl_arena *arena;
    bcl_diag diag;
} world;

/* Each test runs in a new folder of its own. */
static int setup(void **state)
{
    char path[] = "bouclage-test-XXXXXX";
    world *w = calloc(1, sizeof *w);

    if (!w)
        return -1;
    w->arena = bcl_arena_create();
    w->home = realpath(mkdtemp(path), NULL);
    *state = w;
    disk_error = 0;
    return w->home ? chdir(w->home) : -1;
}

static int teardown(void **state)
{
    world *w = *state;
    int status = chdir("..");

    if (!bcl_tree_remove(w->home))
        status = -1;
    bcl_arena_destroy(w->arena);
    free(w->home);
    free(w);
    return status;
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

static void assert_message(const world *w, const char *code, const char *text)
{
    assert_int_equal(w->diag.count, 1);
    assert_string_equal(w->diag.item[0].code, code);
    assert_string_equal(w->diag.item[0].message, text);
}

/* How many names of the folder match. */
static size_t count(const char *pattern)
{
    glob_t g;
    size_t n = glob(pattern, 0, NULL, &g) == 0 ? g.gl_pathc : 0;

    globfree(&g);
    return n;
}

static bool put(const bcl_outdir *o, const char *name, const char *text,
                bcl_diag *d)
{
    return bcl_outdir_write_bytes(o, name, text, strlen(text), d);
}

static void make_results(world *w, const char *text)
{
    bcl_outdir o;

    assert_true(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    assert_true(put(&o, "a.txt", text, &w->diag));
    assert_true(put(&o, "figures/sub/b.txt", text, &w->diag));
    assert_true(bcl_outdir_commit(&o, &w->diag));
}

static void results_replace_the_last_ones(void **state)
{
    world *w = *state;

    make_results(w, "one");
    assert_text("res/a.txt", "one");
    make_results(w, "two");
    assert_text("res/a.txt", "two");
    assert_text("res/figures/sub/b.txt", "two");
    assert_int_equal(count("*"), 1);
    assert_int_equal(w->diag.count, 0);
}

static void an_abandoned_run_changes_nothing(void **state)
{
    world *w = *state;
    bcl_outdir o;

    make_results(w, "one");
    assert_true(bcl_outdir_begin(&o, "res///", w->arena, &w->diag));
    assert_true(put(&o, "a.txt", "two", &w->diag));
    assert_int_equal(count("*"), 2);
    bcl_outdir_abandon(&o);
    assert_text("res/a.txt", "one");
    assert_int_equal(count("*"), 1);
}

static void only_our_own_folders_are_replaced(void **state)
{
    world *w = *state;
    bcl_outdir o;

    assert_int_equal(mkdir("res", 0777), 0);
    make_results(w, "in an empty folder");
    assert_int_equal(unlink("res/.bouclage"), 0);
    assert_false(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    assert_message(w, "W04",
                   "le dossier « res » n’a pas été écrit par bouclage : il ne "
                   "sera pas remplacé");
    assert_false(w->diag.system);
    assert_int_equal(count("*"), 1);
}

static void ownership_is_checked_again_at_the_end(void **state)
{
    world *w = *state;
    bcl_outdir o;

    assert_true(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    assert_int_equal(mkdir("res", 0777), 0);
    assert_int_equal(mkdir("res/thesis", 0777), 0);
    assert_false(bcl_outdir_commit(&o, &w->diag));
    assert_string_equal(w->diag.item[0].code, "W04");
    assert_int_equal(count("res/thesis"), 1);
    assert_int_equal(count("*"), 1);
}

static void what_is_no_folder_is_refused(void **state)
{
    static const char *const path[] = {"/", ".", "..", "x/..", ""};
    world *w = *state;
    bcl_outdir o;

    for (size_t i = 0; i < sizeof path / sizeof path[0]; i++)
        assert_false(bcl_outdir_begin(&o, path[i], w->arena, &w->diag));
    assert_int_equal(w->diag.errors, 5);
    assert_string_equal(w->diag.item[0].message,
                        "« / » ne peut pas être le dossier des résultats");
    w->diag = (bcl_diag){0};

    assert_int_equal(mkdir("real", 0777), 0);
    assert_int_equal(symlink("real", "link"), 0);
    assert_false(bcl_outdir_begin(&o, "link", w->arena, &w->diag));
    assert_message(w, "W05", "« link » existe et n’est pas un dossier");
}

static void a_missing_parent_is_said(void **state)
{
    world *w = *state;
    bcl_outdir o;

    assert_false(bcl_outdir_begin(&o, "no/res", w->arena, &w->diag));
    assert_message(w, "W02",
                   "impossible d’écrire « no/res » : le dossier qui doit le "
                   "contenir n’existe pas");
    assert_true(w->diag.system);
}

static void a_full_disk_is_said(void **state)
{
    world *w = *state;
    bcl_outdir o;

    make_results(w, "one");
    assert_true(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    disk_error = ENOSPC;
    assert_false(put(&o, "figures/a.txt", "two", &w->diag));
    assert_message(w, "W01",
                   "le disque est plein : « res/figures/a.txt » n’est pas "
                   "écrit");
    assert_true(w->diag.system);
    bcl_outdir_abandon(&o);
    assert_false(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    assert_text("res/a.txt", "one");
    assert_int_equal(count("*"), 1);
}

static void names_stay_inside(void **state)
{
    static const char *const name[] = {
        "../x", "/x", "a/../x", "a//x", "a/", "", ".hidden", "a b", "é"};
    world *w = *state;
    bcl_outdir o;

    assert_true(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++)
        assert_false(put(&o, name[i], "x", &w->diag));
    assert_int_equal(w->diag.errors, 9);
    assert_string_equal(w->diag.item[0].message,
                        "« ../x » ne peut pas être un nom de fichier");
    assert_int_equal(count("*"), 1);
    bcl_outdir_abandon(&o);
}

static void nothing_is_written_twice_or_through_a_link(void **state)
{
    world *w = *state;
    bcl_outdir o;
    char link[PATH_MAX];

    assert_true(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    assert_true(put(&o, "a", "1", &w->diag));
    assert_false(put(&o, "a", "2", &w->diag));
    assert_message(w, "W02", "impossible d’écrire « res/a » : il existe déjà");
    assert_int_equal(mkdir("elsewhere", 0777), 0);
    snprintf(link, sizeof link, "%s/sub", o.temp);
    assert_int_equal(symlink("../elsewhere", link), 0);
    assert_false(put(&o, "sub/x", "1", &w->diag));
    assert_true(bcl_tree_is_empty("elsewhere"));
    bcl_outdir_abandon(&o);
}

static bool refuse(FILE *to, const void *what, bcl_diag *d)
{
    fputs(what, to);
    return bcl_fail(d, "X01", (bcl_pos){0}, "non");
}

static void a_writers_own_error_is_the_only_one(void **state)
{
    world *w = *state;
    bcl_outdir o;

    assert_true(bcl_outdir_begin(&o, "res", w->arena, &w->diag));
    assert_false(bcl_outdir_write(&o, "x", refuse, "text", &w->diag));
    assert_message(w, "X01", "non");
    bcl_outdir_abandon(&o);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(results_replace_the_last_ones),
        TEST(an_abandoned_run_changes_nothing),
        TEST(only_our_own_folders_are_replaced),
        TEST(ownership_is_checked_again_at_the_end),
        TEST(what_is_no_folder_is_refused),
        TEST(a_missing_parent_is_said),
        TEST(a_full_disk_is_said),
        TEST(names_stay_inside),
        TEST(nothing_is_written_twice_or_through_a_link),
        TEST(a_writers_own_error_is_the_only_one),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
