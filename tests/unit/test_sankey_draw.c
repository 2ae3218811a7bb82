/* test_sankey_draw.c -- names, values and keys round a Sankey diagram. */
#include "figure_energy.h"

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

static void figures_are_clean(void **state)
{
    static const char *const heading[] = {"Ressources", "Vecteurs", "Secteurs",
                                          "Usages"};
    const bcl_sankey *cases[] = {&energy, &loops};

    for (size_t i = 0; i < 2; i++)
        for (size_t page = 0; page < NPAGE; page++) {
            bcl_sankey s = *cases[i];
            bcl_diag d = {0};

            s.page = awkward_page[page];
            s.heading = i == 0 ? heading : awkward;
            s.nheading = 4;
            assert_fits(bcl_sankey_draw(&s, *state, &d), &s.page, &d);
        }
}

static void awkward_names_fit(void **state)
{
    for (size_t shift = 0; shift < NAWKWARD; shift += 3)
        for (size_t page = 0; page < NPAGE; page++) {
            bcl_sankey_node node[NENERGY];
            bcl_sankey_link link[NLINK];
            bcl_sankey s = energy;
            bcl_diag d = {0};

            memcpy(node, energy_node, sizeof node);
            memcpy(link, energy_link, sizeof link);
            for (size_t i = 0; i < NENERGY; i++)
                node[i].label = awkward[(i + shift) % NAWKWARD];
            for (size_t k = shift; k < NLINK; k += 5) {
                link[k].estimated = true;
                link[k].v = k % 2 ? 1e-4 : NAN;
            }
            s.node = node;
            s.link = link;
            s.page = awkward_page[page];
            s.unit = awkward[shift];
            assert_fits(bcl_sankey_draw(&s, *state, &d), &s.page, &d);
        }
}

static void values_and_keys_are_written(void **state)
{
    bcl_sankey_node node[NENERGY];
    bcl_sankey_link link[NLINK];
    bcl_sankey s = energy;
    bcl_diag d = {0};

    memcpy(node, energy_node, sizeof node);
    memcpy(link, energy_link, sizeof link);
    link[3].estimated = true;
    link[9].v = 190;
    node[ELE].gap = -24;
    node[ELE].gap_of = 242;
    s.node = node;
    s.link = link;
    const bcl_canvas *c = bcl_sankey_draw(&s, *state, &d);

    assert_clean(c, &d);
    assert_true(has_text(c, "466\u00A0GWh") && has_text(c, "Pertes"));
    assert_true(has_text(c, "flux estimé ou supposé"));
    assert_true(has_text(c, "écart entre entrées et sorties"));
    assert_true(has_text(c, "entrées\u00A0242,") || has_text(c, "242\u00A0→"));
    assert_true(has_text(c, "écart\u00A024\u00A0GWh"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_clean),
        cmocka_unit_test(awkward_names_fit),
        cmocka_unit_test(values_and_keys_are_written),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
