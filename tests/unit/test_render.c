/* test_render.c -- the script for gnuplot, and what user text may not do. */
#include "figure_awkward.h"

#include "figure/child.h"
#include "figure/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int set_up(void **state)
{
    *state = bcl_arena_create();
    return 0;
}

static int tear_down(void **state)
{
    bcl_arena_destroy(*state);
    return 0;
}

static const bcl_font body = {.pt = 8.5, .rgb = 0x2B2B2B};

/* Every line of the script is one we mean: a number pair, or one of the
 * commands below; user text stays between its quotes. */
static void check_line(const char *line)
{
    static const char *const known[] = {
        "unset ",       "set lmargin ",   "set rmargin ",   "set tmargin ",
        "set bmargin ", "set xrange [0:", "set yrange [0:", "plot NaN notitle"};

    if (!line[0] || !strcmp(line, "BCL_EOD") || !strncmp(line, "$B", 2))
        return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strncmp(line, known[i], strlen(known[i])))
            return;
    if (!strncmp(line, "set label ", 10)) {
        const char *p = strchr(line, '\'');

        assert_non_null(p);
        p = strchr(p + 1, '\'');
        assert_non_null(p);
        assert_int_equal(strncmp(p, "' at ", 5), 0);
        assert_non_null(strstr(p, " noenhanced font 'Liberation Sans"));
        return;
    }
    char *end;

    (void)strtod(line, &end);
    assert_true(end > line && *end == ' ');
    (void)strtod(end, &end);
    assert_int_equal(*end, '\0');
}

static void the_script_holds_texts_in_labels_only(void **state)
{
    bcl_canvas *c = bcl_canvas_create(*state, 16, 9);
    size_t n, quotes = 0;

    for (size_t i = 0; i < NAWKWARD; i++)
        bcl_canvas_text(c, 1, 1 + 0.4 * (double)i, BCL_LEFT, body, awkward[i]);
    bcl_canvas_rect(c, (bcl_box){1, 1, 2, 2}, 0xE69F00, 0.45);
    bcl_canvas_segment(c, 0, 1. / 3, 3, 0, (bcl_pen){.pt = 1});
    const char *s = bcl_render_script(&n, c, BCL_IMAGE_PNG, true, *state);
    char *copy = test_malloc(n + 1), *line = copy, *next;

    memcpy(copy, s, n + 1);
    for (; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        check_line(line);
        quotes += strstr(line, "L’eau d’« Ain »") != NULL;
    }
    test_free(copy);
    assert_int_equal(quotes, 1);
    assert_non_null(strstr(s, "0.33333333333333331"));
    assert_non_null(strstr(s, "fc rgb '#E69F00'"));
}

static void lowered_digits_can_be_replaced(void **state)
{
    bcl_canvas *c = bcl_canvas_create(*state, 16, 9);
    size_t n;

    bcl_canvas_text(c, 1, 1, BCL_LEFT, body, "t éq. CO₂");
    assert_non_null(
        strstr(bcl_render_script(&n, c, BCL_IMAGE_PNG, false, *state), "CO2'"));
    assert_non_null(
        strstr(bcl_render_script(&n, c, BCL_IMAGE_PNG, true, *state), "CO₂'"));
}

static void svg_is_cleaned(void **state)
{
    const char *svg =
        "<svg><title>Gnuplot</title><desc>x</desc><defs><path id='gpPt0'/>"
        "</defs><g id=\"gnuplot_canvas\"><g stroke='none' "
        "shape-rendering='crispEdges'><text font-family=\"Liberation "
        "Sans:Bold\">a font</text><text font-family=\"Liberation "
        "Sans\">b</text></g></g></svg>";
    size_t n;
    char *s = bcl_render_clean_svg(&n, svg, strlen(svg), *state);

    assert_string_equal(
        s, "<svg><g><g stroke='none'><text font-family=\"Liberation Sans, "
           "Arial, Helvetica, sans-serif\" font-weight=\"bold\">a font</text>"
           "<text font-family=\"Liberation Sans, Arial, Helvetica, "
           "sans-serif\">b</text></g></g></svg>");
    assert_int_equal(n, strlen(s));
}

static const bcl_canvas *hostile(bcl_arena *a)
{
    bcl_canvas *c = bcl_canvas_create(a, 16, 9);

    for (size_t i = 0; i < NAWKWARD; i++)
        bcl_canvas_text(c, 1, 1 + 0.4 * (double)i, BCL_LEFT,
                        (bcl_font){.pt = 8.5}, awkward[i]);
    bcl_canvas_text(c, 1, 8, BCL_LEFT, (bcl_font){.pt = 8.5},
                    "' ; system('touch pwned') ; print '");
    bcl_canvas_text(c, 1, 8.4, BCL_LEFT, (bcl_font){.pt = 8.5},
                    "''; system('touch pwned'); print ''");
    bcl_canvas_rect(c, (bcl_box){0, 0, 1, 1}, 0xFF, 1);
    /* As if a text had come by without being cleaned. */
    c->label[c->nlabel - 1].text = "''; system('touch pwned'); print ''";
    return c;
}

/* Also without the lock on files, which would hide a hole in the quoting. */
static void labels_run_nothing(void **state)
{
    static const char *const argv[] = {"gnuplot", "-d", NULL};
    bcl_arena *a = *state;
    bcl_diag d = {0};
    char dir[256];
    bcl_gnuplot *g = bcl_gnuplot_open(a, &d);
    const bcl_canvas *c = hostile(a);
    char *image;
    size_t n;

    snprintf(dir, sizeof dir, "%s/bcl-render-XXXXXX", P_tmpdir);
    assert_true(mkdtemp(dir) && chdir(dir) == 0);
    for (int format = BCL_IMAGE_SVG; format <= BCL_IMAGE_PDF; format++) {
        if (!bcl_render(&image, &n, c, g, (bcl_image_format)format, a, &d))
            fail_msg("%s", last_message(&d));
        if (format == BCL_IMAGE_SVG)
            assert_non_null(strstr(image, "`touch pwned`"));
    }
    bcl_gnuplot_close(g);
    const char *script = bcl_render_script(&n, c, BCL_IMAGE_PNG, true, a);
    bcl_buffer out = {.arena = a}, err = {.arena = a};
    bcl_child p;
    int why;

    assert_true(bcl_child_start(&p, &why, argv, false));
    assert_true(bcl_child_talk(&p, script, n, NULL, 10, &out, &err));
    assert_true(bcl_child_stop(&p, true));
    /* rmdir refuses a directory in which something was made. */
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_script_holds_texts_in_labels_only),
        cmocka_unit_test(lowered_digits_can_be_replaced),
        cmocka_unit_test(svg_is_cleaned),
        cmocka_unit_test(labels_run_nothing),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
