/* test_scenario.c -- who inherits what, in which order, and what is dropped. */
#include "study_fixture.h"

#define PART                                                          \
    MODEL "<donnee id=\"part\" unite=\"%\" dims=\"annee\"><valeur>40" \
          "</valeur></donnee>\n<indicateur id=\"ecart\" unite=\"%\" " \
          "dims=\"annee\">part - parent(part)</indicateur>\n"

static void scenario(const char *id, const char *attributes, const char *inside)
{
    put(bcl_text_print(arena, "%s.xml", id),
        bcl_text_print(arena,
                       "<scenario xmlns=\"urn:bouclage:1\" id=\"%s\" "
                       "depart=\"2022\" %s>%s</scenario>\n",
                       id, attributes, inside));
}

static const char *step(const char *id, const char *mode, const char *value)
{
    return bcl_text_print(
        arena,
        "<levier id=\"%s\" sur=\"part\" mode=\"%s\" forme=\"paliers\"><point "
        "annee=\"2022\" valeur=\"%s\"/></levier>\n",
        id, mode, value);
}

/* Open s.xml as it was put. */
static bool open_s(void)
{
    const char *top = getenv("srcdir");
    const char *path = bcl_text_print(arena, "%s/s.xml", folder);

    put("territoire.xml", PART "</modele>\n");
    bcl_study_wish wish = {.scenario = &path, .nscenario = 1};

    return bcl_study_open(&study, folder, &wish, top ? top : ".", arena, &diag);
}

static void open_or_fail(void)
{
    if (!open_s())
        fail_msg("%s: %s", diag.item[0].code, diag.item[0].message);
}

static void parents_come_first_from_left_to_right(void **state)
{
    (void)state;
    scenario("a", "", step("la", "valeur", "50"));
    scenario("b", "", step("lb", "ajoute", "6"));
    scenario("s", "herite=\"a b\"", step("ls", "multiplie", "0.5"));
    open_or_fail();
    expect("part", 2022, (50 + 6) * 0.5);
    assert_int_equal(study.scenarios.n, 3);
    assert_int_equal(study.scenarios.item[2].nlever, 3);
    assert_true(study.scenarios.item[2].wanted);
    assert_false(study.scenarios.item[0].wanted);
}

static void a_lever_reached_twice_applies_once(void **state)
{
    (void)state;
    scenario("o", "", step("lo", "multiplie", "0.5"));
    scenario("a", "herite=\"o\"", "");
    scenario("b", "herite=\"o\"", "");
    scenario("s", "herite=\"a b\"", "");
    open_or_fail();
    expect("part", 2024, 20);
}

static void a_child_drops_levers_and_actions(void **state)
{
    (void)state;
    scenario("a", "",
             bcl_text_print(
                 arena,
                 "%s<action id=\"x\" debut=\"2022\">%s<cout nature=\"recette\" "
                 "unite=\"k€\" annee=\"2023\">3</cout></action>",
                 step("la", "multiplie", "0.5"),
                 step("lx", "multiplie", "0.1")));
    scenario("s", "herite=\"a\"", "<retirer ref=\"x\"/>");
    open_or_fail();
    expect("part", 2023, 20);
    assert_int_equal(study.scenarios.item[0].ncost, 1);
    assert_int_equal(study.scenarios.item[1].ncost, 0);
    assert_int_equal(study.scenarios.item[1].naction, 0);
}

static void ids_are_checked(void **state)
{
    (void)state;
    scenario("s", "",
             bcl_text_print(arena, "%s%s<retirer ref=\"nul\"/>",
                            step("l", "multiplie", "0.5"),
                            step("l", "multiplie", "0.5")));
    assert_false(open_s());
    assert_int_equal(diag.errors, 2);
    assert_string_equal(diag.item[0].code, "N04");
    assert_string_equal(diag.item[0].message,
                        "« l » est déjà l'identifiant d'un autre élément de ce "
                        "scénario, ligne 1");
    assert_string_equal(diag.item[1].code, "S17");
    assert_string_equal(diag.item[1].message,
                        "« nul » n'est ni un levier, ni une action, ni un "
                        "objectif dont ce scénario hérite");
}

static void two_parents_may_not_state_one_value(void **state)
{
    (void)state;
    scenario("a", "", step("la", "valeur", "50"));
    scenario("b", "", step("lb", "valeur", "60"));
    scenario("s", "herite=\"a b\"", "");
    assert_false(open_s());
    assert_string_equal(diag.item[0].code, "S04");
    assert_non_null(strstr(diag.item[0].message,
                           "« s » hérite de deux leviers qui posent « part » : "
                           "« la » ("));
    assert_string_equal(diag.item[0].hint,
                        "redites la valeur voulue dans « s », ou retirez l'un "
                        "des deux");
}

static void unless_the_child_states_it_again(void **state)
{
    (void)state;
    scenario("a", "", step("la", "valeur", "50"));
    scenario("b", "", step("lb", "valeur", "60"));
    scenario("s", "herite=\"a b\"", step("ls", "valeur", "70"));
    open_or_fail();
    expect("part", 2022, 70);
}

static void an_error_of_a_parent_is_said_once(void **state)
{
    (void)state;
    scenario("o", "", step("lo", "multipli", "0.5"));
    scenario("a", "herite=\"o\"", "");
    scenario("b", "herite=\"o\"", "");
    scenario("s", "herite=\"a b\"", "");
    assert_false(open_s());
    expect_message(0, "R09", 1, 0,
                   "mode=\"multipli\" : valeur, ajoute ou multiplie");
    assert_int_equal(diag.errors, 1);
}

static void a_ring_is_refused(void **state)
{
    (void)state;
    scenario("a", "herite=\"s\"", "");
    scenario("s", "herite=\"a\"", "");
    assert_false(open_s());
    assert_string_equal(diag.item[0].code, "R12");
    assert_int_equal(diag.errors, 1);
}

static void the_parent_can_be_read(void **state)
{
    bcl_values v;
    bcl_node *n;

    (void)state;
    scenario("a", "", step("la", "valeur", "50"));
    scenario("s", "herite=\"a\"", step("ls", "ajoute", "-7"));
    open_or_fail();
    n = bcl_values_quantity(&study.m, bcl_model_find(&study.m, "ecart"), arena);
    bcl_wish wish = {.node = n, .dims = n->dims};
    assert_true(
        bcl_values_compute(&v, NULL, &wish, 1, &study, 1, arena, &diag));
    assert_true(near(v.v[0], 0) || v.v[0] == 0);
    assert_true(fabs(v.v[5] + 0.07) < 1e-15);
}

static void costs_are_read_with_their_action(void **state)
{
    (void)state;
    scenario("s", "",
             "<action id=\"x\" debut=\"2022\" fin=\"2024\" porteur=\"EPCI\">"
             "<cout nature=\"investissement\" unite=\"k€\" annee=\"2023\">1450"
             "</cout><cout nature=\"fonctionnement\" unite=\"k€/an\" "
             "de=\"2023\" a=\"2026\">42 {€/an} * part</cout></action>");
    open_or_fail();
    const bcl_scenario *s = &study.scenarios.item[0];
    assert_int_equal(s->naction, 1);
    assert_string_equal(s->action[0].pilot, "EPCI");
    assert_int_equal(s->ncost, 2);
    assert_true(s->cost[0].once && s->cost[0].from == 2023);
    assert_true(s->cost[0].literal_factor == 1000);
    assert_int_equal(s->cost[1].to, 2026);
}

static void a_cost_must_be_money(void **state)
{
    (void)state;
    scenario("s", "",
             "<action id=\"x\" debut=\"2022\"><cout nature=\"recette\" "
             "unite=\"k€\" annee=\"2023\">part * 1 {t}</cout></action>");
    assert_false(open_s());
    expect_message(0, "U01", 1, 0,
                   "le coût est déclaré en k€ ; la formule donne des kg");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(parents_come_first_from_left_to_right),
        TEST(a_lever_reached_twice_applies_once),
        TEST(a_child_drops_levers_and_actions),
        TEST(ids_are_checked),
        TEST(two_parents_may_not_state_one_value),
        TEST(unless_the_child_states_it_again),
        TEST(an_error_of_a_parent_is_said_once),
        TEST(a_ring_is_refused),
        TEST(the_parent_can_be_read),
        TEST(costs_are_read_with_their_action),
        TEST(a_cost_must_be_money),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
