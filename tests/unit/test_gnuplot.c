/* test_gnuplot.c -- the driver with the real gnuplot, with none, and with bad
 * ones made of a few lines of shell put first in PATH. */
#include "figure_awkward.h"

#include "figure/child.h"
#include "figure/gnuplot.h"

#include <dirent.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
    bcl_arena *a;
    bcl_diag d;
    char dir[64]; /* an empty directory, also the working one */
    char *path;   /* PATH as it was */
} fixture;

static int set_up(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);

    f->a = bcl_arena_create();
    f->path = strdup(getenv("PATH"));
    snprintf(f->dir, sizeof f->dir, "%s/bcl-gnuplot-XXXXXX", P_tmpdir);
    if (!mkdtemp(f->dir) || chdir(f->dir))
        return -1;
    *state = f;
    return 0;
}

static size_t empty_dir(const char *path)
{
    DIR *dir = opendir(path);
    size_t n = 0;

    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.') {
            unlink(e->d_name);
            n++;
        }
    if (dir)
        closedir(dir);
    return n;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    setenv("PATH", f->path, 1);
    empty_dir(f->dir);
    (void)!chdir("/");
    rmdir(f->dir);
    bcl_arena_destroy(f->a);
    free(f->path);
    test_free(f);
    return 0;
}

static void put_program(const fixture *f, const char *name, const char *body)
{
    FILE *file = fopen(name, "w");

    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", body);
    fclose(file);
    assert_int_equal(chmod(name, 0755), 0);
    setenv("PATH", f->dir, 1);
}

#define SAYS_54                                                              \
    "for a; do test \"$a\" = --version && echo gnuplot 5.4 patchlevel 4 && " \
    "exit 0; done\n"

static const char plot[] = "set xrange [0:1]\nset yrange [0:1]\nplot x\n";

static bool draw(fixture *f, bcl_gnuplot *g, const char *script,
                 bcl_image_format format)
{
    char *image;
    size_t n;

    return bcl_gnuplot_draw(g, script, strlen(script), format, 8, 5, &image, &n,
                            f->a, &f->d);
}

static const bcl_message *last(const fixture *f)
{
    return &f->d.item[f->d.count - 1];
}

static void absent_is_said(void **state)
{
    fixture *f = *state;

    setenv("PATH", f->dir, 1);
    assert_null(bcl_gnuplot_open(f->a, &f->d));
    assert_int_equal(f->d.errors, 1);
    assert_true(f->d.system);
    assert_string_equal(last(f)->code, "G01");
    assert_non_null(strstr(last(f)->message, "gnuplot est introuvable"));
    assert_non_null(strstr(last(f)->hint, "gnuplot-nox"));
}

static void an_old_one_is_refused(void **state)
{
    fixture *f = *state;

    put_program(f, "gnuplot", "echo gnuplot 5.2 patchlevel 8");
    assert_null(bcl_gnuplot_open(f->a, &f->d));
    assert_string_equal(last(f)->code, "G03");
    assert_non_null(strstr(last(f)->message, "5.2"));
    assert_true(f->d.system);
    put_program(f, "gnuplot", "echo bonjour");
    assert_null(bcl_gnuplot_open(f->a, &f->d));
    assert_string_equal(last(f)->code, "G04");
}

static void a_missing_font_is_named(void **state)
{
    fixture *f = *state;

    put_program(f, "gnuplot", SAYS_54);
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);

    assert_non_null(g);
    assert_string_equal(last(f)->code, "G02");
    assert_non_null(strstr(last(f)->message, "non vérifiée"));
    bcl_gnuplot_close(g);
    put_program(f, "fc-match", "printf 'DejaVu Sans'");
    put_program(f, "fc-list", "exit 0");
    g = bcl_gnuplot_open(f->a, &f->d);
    assert_non_null(strstr(last(f)->message, "« DejaVu Sans »"));
    assert_int_equal(f->d.errors, 0);
    assert_false(bcl_gnuplot_fonts(g)->lowered);
    bcl_gnuplot_close(g);
    put_program(f, "fc-match", "printf 'Liberation Sans'");
    put_program(f, "fc-list", "echo DejaVu Sans");
    f->d = (bcl_diag){0};
    g = bcl_gnuplot_open(f->a, &f->d);
    assert_int_equal(f->d.count, 0);
    assert_true(bcl_gnuplot_fonts(g)->lowered);
    bcl_gnuplot_close(g);
}

static void a_dying_one_is_survived(void **state)
{
    fixture *f = *state;

    put_program(f, "gnuplot", SAYS_54 "echo 'plus de mémoire' >&2; exit 1");
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);

    for (int format = BCL_IMAGE_SVG; format <= BCL_IMAGE_PDF; format++) {
        assert_false(draw(f, g, plot, (bcl_image_format)format));
        assert_string_equal(last(f)->code, "G04");
        assert_non_null(strstr(last(f)->message, "plus de mémoire"));
    }
    assert_true(f->d.system);
    bcl_gnuplot_close(g);
}

static void a_silent_one_is_killed(void **state)
{
    fixture *f = *state;
    double start = bcl_child_clock();

    put_program(f, "gnuplot",
                SAYS_54 "while read -r l; do :; done; exec /bin/sleep 60");
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);

    bcl_gnuplot_set_patience(g, 0.3);
    assert_false(draw(f, g, plot, BCL_IMAGE_PNG));
    assert_non_null(strstr(last(f)->message, "n’a pas fini"));
    assert_false(draw(f, g, plot, BCL_IMAGE_SVG));
    assert_non_null(strstr(last(f)->message, "n’a pas fini"));
    bcl_gnuplot_close(g);
    assert_true(bcl_child_clock() - start < 10);
}

static void a_cut_image_is_refused(void **state)
{
    fixture *f = *state;

    put_program(f, "gnuplot",
                SAYS_54 "printf '<?xml ?><svg>'\n"
                        "while read -r l; do case \"$l\" in\n"
                        "*BCL_END*) n=${l#*BCL_END }; n=${n%% *}\n"
                        "echo \"BCL_END $n 0 \" >&2;;\n"
                        "*BCL_OVER*) echo \"BCL_OVER $n \" >&2;; esac; done");
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);

    assert_false(draw(f, g, plot, BCL_IMAGE_SVG));
    assert_string_equal(last(f)->code, "G05");
    assert_non_null(strstr(last(f)->message, "incomplète"));
    assert_false(draw(f, g, plot, BCL_IMAGE_PNG));
    assert_string_equal(last(f)->code, "G05");
    bcl_gnuplot_close(g);
}

static void every_format_is_drawn(void **state)
{
    fixture *f = *state;
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);
    char *image, *again;
    size_t n, m;

    assert_non_null(g);
    for (int format = BCL_IMAGE_SVG; format <= BCL_IMAGE_PDF; format++)
        for (int turn = 0; turn < 3; turn++) {
            assert_true(bcl_gnuplot_draw(g, plot, strlen(plot),
                                         (bcl_image_format)format, 8, 5, &image,
                                         &n, f->a, &f->d));
            assert_true(n > 500);
            if (format == BCL_IMAGE_SVG) {
                assert_memory_equal(image, "<?xml", 5);
                assert_memory_equal(image + n - 6, "</svg>", 6);
            }
        }
    /* The same script gives the same bytes, whatever was drawn before. */
    assert_true(bcl_gnuplot_draw(g, plot, strlen(plot), BCL_IMAGE_SVG, 8, 5,
                                 &image, &n, f->a, &f->d));
    assert_true(draw(f, g, "set label 1 'x' at 0,0\n$D <<E\n1 2\nE\nplot x\n",
                     BCL_IMAGE_SVG));
    assert_true(bcl_gnuplot_draw(g, plot, strlen(plot), BCL_IMAGE_SVG, 8, 5,
                                 &again, &m, f->a, &f->d));
    assert_int_equal(n, m);
    assert_memory_equal(image, again, n);
    bcl_gnuplot_close(g);
}

static void an_error_is_told_and_forgotten(void **state)
{
    fixture *f = *state;
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);

    for (int format = BCL_IMAGE_SVG; format <= BCL_IMAGE_PDF; format++) {
        assert_false(
            draw(f, g, "set nonsense 3\nplot x\n", (bcl_image_format)format));
        assert_string_equal(last(f)->code, "G05");
        assert_non_null(strstr(last(f)->message, "refusé"));
        assert_non_null(strstr(last(f)->message, "ine "));
        assert_true(draw(f, g, plot, (bcl_image_format)format));
    }
    assert_false(draw(f, g, "set xrange [0:1]\n", BCL_IMAGE_SVG));
    bcl_gnuplot_close(g);
}

/* A hole elsewhere would still write nothing, where the kernel has Landlock. */
static void nothing_can_be_written(void **state)
{
    fixture *f = *state;
    bcl_gnuplot *g = bcl_gnuplot_open(f->a, &f->d);
    long landlock = syscall(SYS_landlock_create_ruleset, NULL, 0,
                            LANDLOCK_CREATE_RULESET_VERSION);

    (void)draw(f, g, "system('touch pwned')\nplot x\n", BCL_IMAGE_PNG);
    bcl_gnuplot_close(g);
    assert_int_equal(empty_dir(f->dir), landlock > 0 ? 0 : 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(absent_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_old_one_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_missing_font_is_named, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_dying_one_is_survived, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_silent_one_is_killed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_cut_image_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(every_format_is_drawn, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_error_is_told_and_forgotten, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nothing_can_be_written, set_up,
                                        tear_down),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
