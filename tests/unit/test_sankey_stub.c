/* test_sankey_stub.c -- gaps and flows without value in a Sankey layout. */
#include "figure_energy.h"

static const bcl_box area = {1, 2, 13, 10};

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

static bcl_sankey_layout lay(const bcl_sankey *s, bcl_arena *a, bcl_diag *d)
{
    bcl_sankey_layout l;
    bcl_sankey_plan *p = bcl_sankey_plan_create(s, a, d);

    assert_non_null(p);
    assert_true(bcl_sankey_lay(&l, p, area, 0.4, d));
    return l;
}

/* No point of a ribbon is well inside a stub. */
static void check_clear(const bcl_sankey *s, const bcl_sankey_layout *l)
{
    for (size_t i = 0; i < s->nnode; i++) {
        bcl_box b = l->node[i].stub;

        for (size_t k = 0; k < s->nlink && s->node[i].gap != 0; k++)
            for (size_t j = 0; j < l->link[k].n; j++) {
                bcl_xy p = l->link[k].outline[j];

                assert_false(p.x > b.x0 && p.x < b.x1 && p.y > b.y0 + 0.03 &&
                             p.y < b.y1 - 0.03);
            }
    }
}

static void a_gap_is_a_stub_and_a_warning(void **state)
{
    const bcl_sankey_node node[] = {
        N("Source", -1),
        {.label = "Milieu", .layer = -1, .gap = 10, .gap_of = 100},
        N("Puits", -1),
        {.label = "Rien", .layer = -1, .gap = 5}};
    const bcl_sankey_link link[] = {L(0, 1, 100), L(1, 2, 90), L(3, 2, NAN)};
    const bcl_sankey s = {
        .rate = "t/an", .node = node, .nnode = 4, .link = link, .nlink = 3};
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&s, *state, &d);
    const bcl_sankey_place *n = &l.node[1];

    assert_near(n->box.y1 - n->box.y0, 100 * l.scale, 1e-9);
    assert_near(n->stub.y1 - n->stub.y0, 10 * l.scale, 1e-9);
    assert_near(n->stub.x0, n->box.x1, 1e-9);
    assert_near(n->stub.x1, n->box.x1 + bcl_sankey_stub_length, 1e-9);
    assert_true(n->passes && n->there && !l.node[3].there);
    assert_near(l.node[3].stub.x1, 0, 0);
    check_clear(&s, &l);
    assert_int_equal(d.warnings, 1);
    assert_string_equal(d.item[0].code, "G11");
    assert_string_equal(d.item[0].message,
                        "« Milieu » n’est pas équilibré : écart\u00A010\u00A0"
                        "t/an (10,0\u00A0%)");
}

/* More leaves than enters: on the left, and the node as high as what leaves. */
static void what_lacks_on_the_left(void **state)
{
    const bcl_sankey_node node[] = {
        N("Source", -1),
        {.label = "Milieu", .layer = -1, .gap = -30},
        N("Puits", -1)};
    const bcl_sankey_link link[] = {L(0, 1, 60), L(1, 2, 90)};
    const bcl_sankey s = {.node = node, .nnode = 3, .link = link, .nlink = 2};
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&s, *state, &d);
    const bcl_sankey_place *n = &l.node[1];

    assert_near(n->box.y1 - n->box.y0, 90 * l.scale, 1e-9);
    assert_near(n->stub.x1, n->box.x0, 1e-9);
    assert_near(n->stub.y1 - n->stub.y0, 30 * l.scale, 1e-9);
    check_clear(&s, &l);
}

/* A flow that runs down from a face pushes the stub above it. */
static void stubs_keep_away_from_flows(void **state)
{
    for (int down = 0; down < 2; down++) {
        const bcl_sankey_node node[] = {
            N("Source", 0),
            {.label = "Milieu", .layer = 1, .gap = 30, .gap_of = 60},
            N("Autre", 0),
            N("Puits", 2),
            N("Loin", 2)};
        const bcl_sankey_link link[] = {L(0, 1, 60), L(1, down ? 4 : 3, 30),
                                        L(2, down ? 3 : 4, 300)};
        const bcl_sankey s = {.node = node,
                              .nnode = 5,
                              .link = link,
                              .nlink = 3,
                              .keep_order = true};
        bcl_diag d = {0};
        bcl_sankey_layout l = lay(&s, *state, &d);
        const bcl_sankey_place *n = &l.node[1];
        double starts =
            (l.link[1].outline[0].y + l.link[1].outline[l.link[1].n - 1].y) / 2;
        size_t half = l.link[1].n / 2;
        double ends =
            (l.link[1].outline[half - 1].y + l.link[1].outline[half].y) / 2;

        check_clear(&s, &l);
        if (ends < starts - 1e-6)
            assert_near(n->stub.y1, n->box.y1, 1e-9);
        else
            assert_near(n->stub.y0, n->box.y0, 1e-9);
        assert_true(down == (ends < starts - 1e-6));
    }
}

/* A loop's leg goes down: the stub of that face is above. */
static void stubs_are_above_loops(void **state)
{
    const bcl_sankey_node node[] = {
        N("Source", -1),
        {.label = "Four", .layer = -1, .gap = -10, .gap_of = 130},
        {.label = "Crible", .layer = -1, .gap = 10, .gap_of = 140},
        N("Puits", -1)};
    const bcl_sankey_link link[] = {L(0, 1, 100), L(1, 2, 140), L(2, 1, 30),
                                    L(2, 3, 100)};
    const bcl_sankey s = {.node = node, .nnode = 4, .link = link, .nlink = 4};
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&s, *state, &d);

    assert_true(l.link[2].back);
    for (size_t i = 1; i < 3; i++)
        assert_near(l.node[i].stub.y1, l.node[i].box.y1, 1e-9);
    check_clear(&s, &l);
}

/* A flow without value has a line and its node a place, nothing a width. */
static void unknown_flows_have_no_width(void **state)
{
    const bcl_sankey_node node[] = {N("Source", -1), N("Milieu", -1),
                                    N("Puits", -1), N("Secret", -1)};
    const bcl_sankey_link known[] = {L(0, 1, 100), L(1, 2, 100)};
    const bcl_sankey_link link[] = {
        L(0, 1, 100),
        L(1, 2, 100),
        {.from = 1, .to = 3, .v = NAN, .unknown = true},
        {.from = 0, .to = 2, .v = -7, .unknown = true}};
    bcl_sankey s = {.node = node, .nnode = 4, .link = link, .nlink = 4};
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&s, *state, &d);

    assert_true(l.node[3].there && !l.node[3].passes);
    assert_int_equal(l.node[3].layer, 2);
    assert_near(l.node[3].box.y1 - l.node[3].box.y0, 0, 1e-9);
    assert_near(l.node[1].out, 100, 0);
    assert_true(l.node[1].least_out && !l.node[1].least_in);
    assert_true(l.node[2].least_in && l.node[0].least_out);
    assert_non_null(l.link[2].outline);
    assert_non_null(l.link[3].outline);
    s.link = known;
    s.nlink = 2;
    bcl_sankey_layout without = lay(&s, *state, &d);

    /* Only the room between nodes can take from the scale. */
    assert_true(l.scale > 0.8 * without.scale);
    s.link = link + 2;
    assert_null(bcl_sankey_plan_create(&s, *state, &d));
    assert_non_null(strstr(last_message(&d), "aucun flux"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_is_a_stub_and_a_warning),
        cmocka_unit_test(what_lacks_on_the_left),
        cmocka_unit_test(stubs_keep_away_from_flows),
        cmocka_unit_test(stubs_are_above_loops),
        cmocka_unit_test(unknown_flows_have_no_width),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
