/* test_sankey.c -- the layout, on a case with known crossings and on others. */
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

/* Nodes of a column do not overlap, everything stays in the area, each face is
 * as high as what passes through it, ribbons as wide as their flow. */
static void check(const bcl_sankey *s, const bcl_sankey_layout *l)
{
    for (size_t i = 0; i < s->nnode; i++) {
        const bcl_sankey_place *n = &l->node[i];
        double in = 0, out = 0;

        for (size_t k = 0; k < s->nlink; k++) {
            double v = s->link[k].v > 0 ? s->link[k].v : 0;

            in += s->link[k].to == i ? v : 0;
            out += s->link[k].from == i ? v : 0;
        }
        assert_near(n->in, in, 1e-9);
        assert_near(n->out, out, 1e-9);
        assert_near(n->box.y1 - n->box.y0, fmax(in, out) * l->scale, 1e-9);
        if (!(fmax(in, out) > 0))
            continue;
        assert_true(n->box.x0 >= area.x0 - 1e-9 && n->box.x1 <= area.x1 + 1e-9);
        assert_true(n->box.y0 >= area.y0 - 1e-9 && n->box.y1 <= area.y1 + 1e-9);
        for (size_t j = 0; j < i; j++)
            if (l->node[j].layer == n->layer &&
                l->node[j].box.y1 > l->node[j].box.y0)
                assert_false(bcl_box_overlap(&n->box, &l->node[j].box));
    }
    for (size_t k = 0; k < s->nlink; k++) {
        const bcl_sankey_ribbon *r = &l->link[k];

        if (!(s->link[k].v > 0)) {
            assert_null(r->outline);
            continue;
        }
        assert_near(r->width, fmax(s->link[k].v * l->scale, 0.014), 1e-9);
        /* The first and the last point of each side face each other. */
        assert_near(fabs(r->outline[0].y - r->outline[r->n - 1].y), r->width,
                    1e-9);
        for (size_t i = 0; i < r->n; i++)
            assert_true(r->outline[i].y >= area.y0 - 1e-6 &&
                        r->outline[i].y <= area.y1 + r->width &&
                        r->outline[i].x >= area.x0 - 1e-6 &&
                        r->outline[i].x <= area.x1 + 1e-6);
    }
}

/* The ends of flows fill each face without gap nor overlap. */
static void check_faces(const bcl_sankey *s, const bcl_sankey_layout *l)
{
    for (size_t i = 0; i < s->nnode; i++)
        for (size_t k = 0; k < s->nlink; k++)
            for (size_t m = 0; m < k; m++) {
                const bcl_sankey_ribbon *a = &l->link[k], *b = &l->link[m];

                if (s->link[k].from != i || s->link[m].from != i ||
                    !a->outline || !b->outline)
                    continue;
                double ya = (a->outline[0].y + a->outline[a->n - 1].y) / 2;
                double yb = (b->outline[0].y + b->outline[b->n - 1].y) / 2;

                assert_true(fabs(ya - yb) >=
                            (s->link[k].v + s->link[m].v) * l->scale / 2 -
                                1e-9);
            }
}

static void the_energy_case_is_as_good_as_before(void **state)
{
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&energy, *state, &d);

    check(&energy, &l);
    check_faces(&energy, &l);
    assert_int_equal(l.ncolumn, 4);
    assert_true(l.crossings <= 90465);
    assert_int_equal(d.count, 0);
    for (size_t i = 0; i < NENERGY; i++)
        assert_near(l.node[i].stub.x1, 0, 0);
}

static void free_layers_are_found(void **state)
{
    bcl_sankey_node node[NENERGY];
    bcl_sankey s = energy;
    bcl_diag d = {0};

    memcpy(node, energy_node, sizeof node);
    for (size_t i = 0; i < NENERGY; i++)
        node[i].layer = -1;
    s.node = node;
    bcl_sankey_layout l = lay(&s, *state, &d);

    check(&s, &l);
    /* A source stands just before its first target. */
    assert_int_equal(l.node[PET].layer, 1);
    for (size_t i = PET + 1; i < NENERGY; i++)
        assert_int_equal(l.node[i].layer, energy_node[i].layer);
}

static void loops_pass_below_without_overlap(void **state)
{
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&loops, *state, &d);
    size_t back = 0;

    check(&loops, &l);
    for (size_t k = 0; k < loops.nlink; k++) {
        const bcl_sankey_ribbon *r = &l.link[k];

        assert_int_equal(r->back, k >= 4);
        if (!r->back)
            continue;
        back++;
        for (size_t i = 0; i < loops.nnode; i++)
            assert_true(r->lane.y + r->width / 2 < l.node[i].box.y0);
        for (size_t j = 0; j < k; j++)
            if (l.link[j].back) {
                const bcl_sankey_ribbon *q = &l.link[j];

                assert_true(fabs(r->lane.y - q->lane.y) >=
                            (r->width + q->width) / 2);
                /* Legs down from one column stand side by side. */
                if (l.node[loops.link[j].from].layer ==
                    l.node[loops.link[k].from].layer)
                    assert_true(fabs(r->leg.x1 - q->leg.x1) >=
                                fmin(r->width, q->width));
            }
    }
    assert_int_equal(back, 4);
}

static void pins_that_contradict_become_loops(void **state)
{
    const bcl_sankey_node node[] = {N("a", 2), N("b", 0), N("c", 1), N("d", 1)};
    const bcl_sankey_link link[] = {L(0, 1, 5), L(1, 2, 5), L(2, 3, 5),
                                    L(2, 0, 5)};
    const bcl_sankey s = {.node = node, .nnode = 4, .link = link, .nlink = 4};
    bcl_diag d = {0};
    bcl_sankey_layout l = lay(&s, *state, &d);

    check(&s, &l);
    assert_true(l.link[0].back && l.link[2].back);
    assert_false(l.link[1].back || l.link[3].back);
}

static void bad_flows_are_refused(void **state)
{
    const bcl_sankey_link link[] = {L(0, 1, -5), L(0, 99, 1),
                                    L(0, 1, INFINITY)};
    bcl_sankey s = energy;
    bcl_diag d = {0};

    s.link = link;
    s.nlink = 3;
    assert_null(bcl_sankey_plan_create(&s, *state, &d));
    assert_int_equal(d.errors, 3);
    assert_non_null(strstr(d.item[0].message, "négative"));
    assert_non_null(strstr(d.item[1].message, "nœud inconnu"));
    s.nlink = 0;
    assert_null(bcl_sankey_plan_create(&s, *state, &d));
    assert_non_null(strstr(last_message(&d), "aucun flux"));
}

static void random_graphs_lay_out(void **state)
{
    unsigned seed = 12345;

    for (int turn = 0; turn < 40; turn++) {
        bcl_arena *a = bcl_arena_create();
        bcl_sankey_node node[12];
        bcl_sankey_link link[24];
        bcl_diag d = {0};
        const bcl_sankey s = {
            .node = node, .nnode = 12, .link = link, .nlink = 24};

        (void)state;
        for (size_t i = 0; i < 12; i++)
            node[i] = (bcl_sankey_node){.label = awkward[i], .layer = -1};
        for (size_t k = 0; k < 24; k++) {
            seed = seed * 1103515245u + 12345u;
            link[k] = (bcl_sankey_link){.from = seed >> 8 & 0xFF,
                                        .to = seed >> 16 & 0xFF,
                                        .v = seed >> 24 & 0x7F};
            link[k].from %= 12;
            link[k].to %= 12;
        }
        bcl_sankey_plan *p = bcl_sankey_plan_create(&s, a, &d);
        bcl_sankey_layout l;

        assert_non_null(p);
        if (bcl_sankey_lay(&l, p, (bcl_box){1, 2, 40, 40}, 0.4, &d))
            for (size_t i = 0; i < 12; i++)
                for (size_t j = 0; j < i; j++)
                    if (l.node[i].layer == l.node[j].layer &&
                        l.node[j].in + l.node[j].out > 0 &&
                        l.node[i].in + l.node[i].out > 0)
                        assert_false(
                            bcl_box_overlap(&l.node[i].box, &l.node[j].box));
        bcl_arena_destroy(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_energy_case_is_as_good_as_before),
        cmocka_unit_test(free_layers_are_found),
        cmocka_unit_test(loops_pass_below_without_overlap),
        cmocka_unit_test(pins_that_contradict_become_loops),
        cmocka_unit_test(bad_flows_are_refused),
        cmocka_unit_test(random_graphs_lay_out),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
