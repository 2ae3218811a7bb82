/* test_canvas.c -- boxes of texts, dashes. */
#include "figure_awkward.h"

#include "figure/canvas.h"

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

static void overlaps_and_overflows_are_found(void **state)
{
    bcl_canvas *c = bcl_canvas_create(*state, 10, 5);
    bcl_diag d = {0};

    bcl_canvas_text(c, 1, 2, BCL_LEFT, body, "un texte");
    bcl_canvas_text(c, 1, 2.4, BCL_LEFT, body, "dessus, sans toucher");
    assert_int_equal(bcl_canvas_check(c, &d), 0);
    bcl_canvas_text(c, 1.5, 2.2, BCL_LEFT, body, "croisé");
    assert_int_equal(bcl_canvas_check(c, &d), 2);
    assert_string_equal(d.item[0].code, "G08");
    assert_non_null(strstr(d.item[0].message, "« un texte » et « croisé »"));
    c = bcl_canvas_create(*state, 10, 5);
    bcl_canvas_text(c, 9.9, 4, BCL_LEFT, body, "dehors");
    assert_int_equal(bcl_canvas_check(c, &d), 1);
    assert_string_equal(d.item[2].code, "G07");
    assert_non_null(strstr(d.item[2].message, "« dehors » sort"));
    c = bcl_canvas_create(*state, 10, 5);
    bcl_canvas_text(c, NAN, 4, BCL_LEFT, body, "nulle part");
    assert_int_equal(bcl_canvas_check(c, &d), 1);
}

static void anchors_place_the_box(void **state)
{
    bcl_canvas *c = bcl_canvas_create(*state, 10, 5);

    bcl_canvas_text(c, 5, 2, BCL_LEFT, body, "texte");
    bcl_canvas_text(c, 5, 2, BCL_CENTER, body, "texte");
    bcl_canvas_text(c, 5, 2, BCL_RIGHT, body, "texte");
    assert_near(c->label[0].box.x0, 5, 1e-12);
    assert_near(c->label[1].box.x0 + c->label[1].box.x1, 10, 1e-9);
    assert_near(c->label[2].box.x1, 5, 1e-12);
    bcl_canvas_text(c, 5, 2, BCL_LEFT, body, " \n ");
    assert_int_equal(c->nlabel, 3);
}

static void dashes_are_cut_to_length(void **state)
{
    bcl_canvas *c = bcl_canvas_create(*state, 10, 5);
    double drawn = 0;

    bcl_canvas_segment(c, 0, 0, 3, 0, (bcl_pen){1, 0, 0.2, 0.1});
    for (size_t i = 0; i < c->nshape; i++)
        drawn += c->shape[i].point[1].x - c->shape[i].point[0].x;
    assert_int_equal(c->nshape, 10);
    assert_near(drawn, 2, 1e-9);
    c = bcl_canvas_create(*state, 10, 5);
    bcl_canvas_segment(c, 0, 0, 3, 0, (bcl_pen){.pt = 1});
    assert_int_equal(c->nshape, 1);
    bcl_canvas_segment(c, 1, 1, 1, 1, (bcl_pen){1, 0, 0.2, 0.1});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlaps_and_overflows_are_found),
        cmocka_unit_test(anchors_place_the_box),
        cmocka_unit_test(dashes_are_cut_to_length),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
