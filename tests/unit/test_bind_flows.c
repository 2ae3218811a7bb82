/* test_bind_flows.c -- flows without value beside others, and the totals of a
 * diagram. */
#include "figure_awkward.h"

#include "figure/bind_flows.h"

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

enum { OUT = BCL_OUTSIDE };

#define F(a, b, x)                            \
    {                                         \
        .from = a, .to = b, .hue = -1, .v = x \
    }
#define U(a, b, h)                                    \
    {                                                 \
        .from = a, .to = b, .hue = h, .unknown = true \
    }

static void cells_without_value_bound_their_link(void **state)
{
    bcl_flow_node node[] = {{.process = 0}, {.process = 1}, {.process = 2}};
    bcl_flow_link link[] = {{.from = 0, .to = 1, .hue = 1, .v = 5},
                            {.from = 0, .to = 1, .hue = 2, .v = 7},
                            U(0, 1, 2),
                            U(0, 1, 3),
                            U(1, 2, 1)};
    bcl_flow_graph g = {.node = node, .nnode = 3, .link = link, .nlink = 5};

    bcl_flow_graph_join(&g, *state);
    assert_int_equal(g.nlink, 4);
    assert_false(g.link[0].least);
    assert_true(g.link[1].least && !g.link[1].unknown);
    /* No other cell of this colour, and a node that nothing else touches. */
    assert_true(g.link[2].unknown && g.link[2].hue == 3);
    assert_true(g.link[3].unknown && g.link[3].to == 2);
    assert_int_equal(g.nnode, 3);
}

/* A flow without value that leads nowhere from what is shown is left out, with
 * its nodes; the others keep their links. */
static void what_nothing_joins_is_dropped(void **state)
{
    const int kept[] = {0, 1, 2, 5};
    bcl_flow_node node[] = {{.process = 4}, {.process = 0}, {.process = 3},
                            {.process = 1}, {.process = 2}, {.process = 5}};
    bcl_flow_link link[] = {U(0, 2, -1), F(1, 3, 10), U(4, 5, -1), U(3, 4, -1)};
    bcl_flow_graph g = {.node = node, .nnode = 6, .link = link, .nlink = 4};

    bcl_flow_graph_join(&g, *state);
    assert_int_equal(g.nlink, 3);
    assert_int_equal(g.nnode, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(g.node[i].process, kept[i]);
    assert_int_equal(g.link[0].to, 1);
    assert_int_equal(g.link[1].from, 2);
    assert_int_equal(g.link[1].to, 3);
    assert_int_equal(g.link[2].from, 1);
}

/* 0 passes all on, 1 holds no account, 2 has a stock. */
static bcl_process process[] = {{.balanced = true, .stock = -1},
                                {.balanced = false, .stock = -1},
                                {.balanced = true, .stock = 7}};
static const bcl_model model = {.process = process, .nprocess = 3};
static const bcl_binding binding = {.m = &model};

static void totals_differ_by_the_gap(void **state)
{
    bcl_flow_node node[] = {
        {.process = OUT, .flow = 1},
        {.process = 0, .flow = -1, .gap = 70, .gap_of = 1000},
        {.process = OUT, .flow = 2}};
    bcl_flow_link link[] = {F(0, 1, 1000), F(1, 2, 930)};
    bcl_flow_graph g = {.node = node, .nnode = 3, .link = link, .nlink = 2};
    bcl_flow_totals t = bcl_flow_graph_totals(&g, &binding);

    (void)state;
    assert_near(t.resources, 1000, 1e-9);
    assert_near(t.uses, 930, 1e-9);
    assert_false(t.least_resources || t.least_uses);
    link[1].least = true;
    t = bcl_flow_graph_totals(&g, &binding);
    assert_true(t.least_uses && !t.least_resources);
}

/* What comes back is no resource; what a process without account, or with a
 * stock, keeps is a use. */
static void loops_and_stocks_are_netted(void **state)
{
    bcl_flow_node node[] = {{.process = OUT, .flow = 1},
                            {.process = 0, .flow = -1},
                            {.process = 1, .flow = -1},
                            {.process = 2, .flow = -1},
                            {.process = OUT, .flow = 2}};
    bcl_flow_link link[] = {F(0, 1, 100), F(1, 2, 90), F(1, 3, 40),
                            F(2, 1, 30),  F(3, 4, 15), U(2, 4, -1)};
    bcl_flow_graph g = {.node = node, .nnode = 5, .link = link, .nlink = 6};
    bcl_flow_totals t = bcl_flow_graph_totals(&g, &binding);

    (void)state;
    assert_near(t.resources, 100, 1e-9);
    assert_near(t.uses, 60 + 25 + 15, 1e-9);
    assert_true(t.least_uses && !t.least_resources);
    /* A process that should pass all on: what is lost in it is no use. */
    node[3].process = 0;
    assert_near(bcl_flow_graph_totals(&g, &binding).uses, 60 + 15, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_without_value_bound_their_link),
        cmocka_unit_test(what_nothing_joins_is_dropped),
        cmocka_unit_test(totals_differ_by_the_gap),
        cmocka_unit_test(loops_and_stocks_are_netted),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
