/* test_sankey_mark.c -- what a Sankey diagram shows of how flows are known. */
#include "figure_energy.h"

#include "figure/sankey_label.h"

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

static const char *const key[] = {"flux estimé ou supposé", "minorant",
                                  "flux sans valeur (n.d.)",
                                  "écart entre entrées et sorties"};
enum { NKEY = sizeof key / sizeof *key };

/* Each mark brings its key and no other, and lines that were not there. */
static void marks_have_keys(void **state)
{
    size_t plain = 0;

    for (size_t mark = 0; mark <= NKEY; mark++) {
        bcl_sankey_node node[NENERGY];
        bcl_sankey_link link[NLINK];
        bcl_sankey s = energy;
        bcl_diag d = {0};
        size_t lines = 0;

        memcpy(node, energy_node, sizeof node);
        memcpy(link, energy_link, sizeof link);
        link[16].estimated = mark == 0;
        link[16].least = mark == 1;
        link[16].unknown = mark == 2;
        node[RES].gap = mark == 3 ? 20 : 0;
        s.node = node;
        s.link = link;
        const bcl_canvas *c = bcl_sankey_draw(&s, *state, &d);

        assert_clean(c, &d);
        for (size_t k = 0; k < NKEY; k++)
            assert_int_equal(has_text(c, key[k]), k == mark);
        for (size_t i = 0; i < c->nshape; i++)
            lines += !c->shape[i].filled;
        if (mark == NKEY)
            plain = lines;
        else
            assert_true(lines > 3);
    }
    assert_true(plain < 3);
}

/* Every kind of mark at once, on every page, with awkward names. */
static void marked_figures_are_clean(void **state)
{
    for (size_t turn = 0; turn < 6; turn++)
        for (size_t page = 0; page < NPAGE; page++) {
            bcl_sankey_node node[NENERGY];
            bcl_sankey_link link[NLINK];
            bcl_sankey s = energy;
            bcl_diag d = {0};

            memcpy(node, energy_node, sizeof node);
            memcpy(link, energy_link, sizeof link);
            for (size_t i = 0; i < NENERGY; i++) {
                if (turn > 2)
                    node[i].label = awkward[(i + turn) % NAWKWARD];
                node[i].gap = i % 3 == turn % 3 ? (i % 2 ? 12.5 : -0.4) : 0;
                node[i].gap_of = (double)(i % 4) * 60;
            }
            for (size_t k = turn % 3; k < NLINK; k += 3) {
                link[k].estimated = k % 2;
                link[k].least = k % 5 > 2;
                link[k].unknown = k % 4 == turn % 4;
            }
            s.node = node;
            s.link = link;
            s.rate = turn % 2 ? "GWh/an" : awkward[turn];
            s.page = awkward_page[page];
            assert_fits(bcl_sankey_draw(&s, *state, &d), &s.page, &d);
        }
}

/* What passes, what is told of both sides, what is a bound. */
static void totals_are_told(void **state)
{
    const bcl_sankey s = {.unit = "t"};
    bcl_sankey_place n = {.passes = true, .in = 100, .out = 93};
    bcl_arena *a = *state;

    assert_string_equal(bcl_sankey_total(&s, &n, 0, 5, a),
                        "entrées\u00A0100, sorties\u00A093\u00A0t");
    assert_string_equal(bcl_sankey_total(&s, &n, 0, 1, a),
                        "100\u00A0→ 93\u00A0t");
    assert_string_equal(bcl_sankey_brief(&n, 0, a), "100\u00A0→\u00A093");
    n.least_out = true;
    assert_string_equal(bcl_sankey_brief(&n, 0, a),
                        "100\u00A0→\u00A0≥\u00A093");
    n.out = 0; /* of which nothing is known */
    assert_string_equal(bcl_sankey_brief(&n, 0, a), "100\u00A0→\u00A0n.d.");
    n.out = 100; /* the other side is no bound */
    assert_string_equal(bcl_sankey_total(&s, &n, 0, 5, a), "100\u00A0t");
    n.least_in = true;
    assert_string_equal(bcl_sankey_total(&s, &n, 0, 5, a), "≥\u00A0100\u00A0t");
    n = (bcl_sankey_place){.out = 40, .in = 5, .least_in = true};
    assert_string_equal(bcl_sankey_total(&s, &n, 0, 5, a), "40\u00A0t");
    n = (bcl_sankey_place){.least_in = true};
    assert_string_equal(bcl_sankey_total(&s, &n, 0, 5, a), "n.d.");
}

/* A side that is a lower bound makes the gap one too. */
static void gaps_are_told(void **state)
{
    bcl_sankey_node node[] = {N("A", -1), N("B", -1), N("C", -1)};
    bcl_sankey_link link[] = {L(0, 1, 1000), L(1, 2, 930)};
    const int decimals = 2;
    bcl_sankey s = {
        .rate = "t/an", .node = node, .nnode = 3, .link = link, .nlink = 2};
    bcl_arena *a = *state;

    node[1].gap = 70;
    assert_string_equal(bcl_sankey_gap(&s, 1, a), "écart\u00A070\u00A0t/an");
    node[1].gap_of = 1000;
    assert_string_equal(bcl_sankey_gap(&s, 1, a),
                        "écart\u00A070\u00A0t/an (7,0\u00A0%)");
    link[1].least = true; /* more may leave */
    assert_string_equal(bcl_sankey_gap(&s, 1, a),
                        "écart\u00A0≤\u00A070\u00A0t/an (7,0\u00A0%)");
    link[0].least = true;
    assert_string_equal(bcl_sankey_gap(&s, 1, a),
                        "écart\u00A070\u00A0t/an (7,0\u00A0%)");
    link[1].least = false; /* more may enter */
    assert_string_equal(bcl_sankey_gap(&s, 1, a),
                        "écart\u00A0≥\u00A070\u00A0t/an (7,0\u00A0%)");
    node[1].gap = -12.34;
    assert_string_equal(bcl_sankey_gap(&s, 1, a),
                        "écart\u00A0≤\u00A012,3\u00A0t/an (1,2\u00A0%)");
    s.page.decimals = &decimals;
    s.rate = NULL;
    assert_string_equal(bcl_sankey_gap(&s, 1, a),
                        "écart\u00A0≤\u00A012,34 (1,2\u00A0%)");
}

/* On the line where there is room, beside the name of a node it is all of. */
static void no_value_is_said(void **state)
{
    const bcl_sankey_node node[] = {N("Source", -1), N("Puits", -1),
                                    N("Secret", -1), N("Dépôt", -1)};
    const bcl_sankey_link link[] = {
        L(0, 1, 100),
        L(0, 3, 50),
        {.from = 0, .to = 2, .unknown = true},
        {.from = 0, .to = 1, .unknown = true},
        {.from = 1, .to = 0, .unknown = true, .label = "Retour"}};
    const bcl_sankey s = {.node = node, .nnode = 4, .link = link, .nlink = 5};
    bcl_diag d = {0};
    const bcl_canvas *c = bcl_sankey_draw(&s, *state, &d);
    size_t alone = 0;

    assert_clean(c, &d);
    assert_true(has_text(c, "Secret\u00A0\u00A0n.d."));
    assert_true(has_text(c, "Retour : n.d."));
    assert_true(has_text(c, "≥\u00A0150"));
    for (size_t i = 0; i < c->nlabel; i++)
        alone += strcmp(c->label[i].text, "n.d.") == 0;
    assert_int_equal(alone, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_have_keys),
        cmocka_unit_test(marked_figures_are_clean),
        cmocka_unit_test(totals_are_told),
        cmocka_unit_test(gaps_are_told),
        cmocka_unit_test(no_value_is_said),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
