/* test_lever.c -- shapes, modes and what follows the last point. */
#include "study_fixture.h"

#define PARTS                                                               \
    "<donnee id=\"part\" unite=\"%\" dims=\"annee\" min=\"0\" max=\"100\">" \
    "<valeur>40</valeur></donnee>\n"
#define BASE                                                               \
    "<donnee id=\"base\" unite=\"t/an\" dims=\"commune annee\" "           \
    "prolonge=\"lineaire\" sur=\"2020..2021\"><csv fichier=\"base.csv\"/>" \
    "</donnee>\n"

static void given(const char *lever)
{
    put("base.csv", "commune;annee;base\na;2020;10\nb;2020;20\nc;2020;5\n"
                    "a;2021;11\nb;2021;20\nc;2021;4\n");
    must_open(MODEL COMMUNES PARTS BASE,
              bcl_text_print(arena, "%s%s", SCENARIO, lever));
}

static void a_line_starts_from_what_is_inherited(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"part\" forme=\"lineaire\"><point "
          "annee=\"2023\" valeur=\"60\"/><point annee=\"2025\" "
          "valeur=\"50\"/></levier>");
    expect("part", 2021, 40);
    expect("part", 2022, 50);
    expect("part", 2023, 60);
    expect("part", 2024, 55);
    expect("part", 2025, 50);
    expect("part", 2026, 50);
    assert_string_equal(status("part", 2021), "observe");
    assert_string_equal(status("part", 2022), "projete");
}

static void a_first_point_may_be_said(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"part\" forme=\"lineaire\"><point "
          "annee=\"2021\" valeur=\"30\"/><point annee=\"2023\" "
          "valeur=\"60\"/></levier>");
    expect("part", 2021, 40);
    expect("part", 2022, 45);
    expect("part", 2023, 60);
}

static void steps_hold_until_the_next(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"part\" forme=\"paliers\"><point "
          "annee=\"2023\" valeur=\"60\"/><point annee=\"2025\" "
          "valeur=\"90\"/></levier>");
    expect("part", 2022, 40);
    expect("part", 2023, 60);
    expect("part", 2024, 60);
    expect("part", 2026, 90);
}

static double logistic(double t)
{
    return 1 / (1 + exp(-10 * (t - 0.5)));
}

static void smooth_curves_meet_their_ends(void **state)
{
    double t = 1. / 4;

    (void)state;
    given("<levier id=\"l\" sur=\"part\" forme=\"logistique\"><point "
          "annee=\"2025\" valeur=\"80\"/></levier>");
    expect("part", 2022,
           40 + 40 * (logistic(t) - logistic(0)) / (logistic(1) - logistic(0)));
    expect("part", 2023, 60);
    expect("part", 2025, 80);
}

static void lisse_is_a_cubic(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"part\" forme=\"lisse\"><point "
          "annee=\"2025\" valeur=\"80\"/></levier>");
    expect("part", 2022, 40 + 40 * (3. / 16 - 2. / 64));
    expect("part", 2023, 60);
    expect("part", 2025, 80);
}

/* base follows its own trend: a +1, b 0, c -1 a year. */
static void modes_move_what_is_inherited(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"base[commune=a]\" mode=\"multiplie\" "
          "forme=\"lineaire\"><point annee=\"2023\" valeur=\"0.5\"/></levier>"
          "<levier id=\"m\" sur=\"base[commune=b]\" mode=\"ajoute\" "
          "forme=\"lineaire\"><point annee=\"2023\" valeur=\"-4\"/></levier>");
    expect("base[commune=a]", 2022, 1000 * 12 * 0.75);
    expect("base[commune=a]", 2023, 1000 * 13 * 0.5);
    expect("base[commune=a]", 2026, 1000 * 16 * 0.5);
    expect("base[commune=b]", 2022, 18000);
    expect("base[commune=b]", 2026, 16000);
    expect("base[commune=c]", 2022, 3000);
}

static void a_growth_follows_what_is_inherited_after(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"base[commune=a]\" forme=\"croissance\" "
          "de=\"2022\" a=\"2024\" taux=\"10\"/>");
    expect("base[commune=a]", 2021, 11000);
    expect("base[commune=a]", 2022, 12100);
    expect("base[commune=a]", 2024, 11000 * pow(1.1, 3));
    /* keeps its ratio to 14, 15, 16 t */
    expect("base[commune=a]", 2026, 11000 * pow(1.1, 3) / 14 * 16);
}

static void a_growth_counts_from_the_scenario_s_start(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"base[commune=a]\" forme=\"croissance\" "
          "de=\"2020\" a=\"2024\" taux=\"10\" ensuite=\"maintient\"/>");
    expect("base[commune=a]", 2022, 12100);
    expect("base[commune=a]", 2026, 11000 * pow(1.1, 3));
}

static void following_and_holding_differ(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"base[commune=a]\" forme=\"lineaire\" "
          "ensuite=\"suit\"><point annee=\"2024\" valeur=\"7\"/></levier>"
          "<levier id=\"m\" sur=\"base[commune=c]\" forme=\"lineaire\">"
          "<point annee=\"2024\" valeur=\"7\"/></levier>");
    expect("base[commune=a]", 2024, 7000);
    expect("base[commune=a]", 2026, 7000. / 14 * 16);
    expect("base[commune=c]", 2026, 7000);
}

static void a_level_scales_the_ambition(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"part\" niveau=\"0.25\" forme=\"lineaire\">"
          "<point annee=\"2023\" valeur=\"60\"/></levier>");
    expect("part", 2022, 42.5);
    expect("part", 2026, 45);
}

static void a_formula_reads_what_it_inherits(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"base\" forme=\"formule\" de=\"2023\" "
          "niveau=\"0.5\">min(herite * (annee - 2022), 30 {t/an})</levier>");
    expect("base[commune=a]", 2022, 12000);
    expect("base[commune=a]", 2023, 13000);
    expect("base[commune=a]", 2024, 14000 + 0.5 * (28000 - 14000));
    expect("base[commune=a]", 2025, 15000 + 0.5 * (30000 - 15000));
}

/* 35 t in 2022 (12 + 20 + 3): the sum moves, the cells keep their share. */
static void a_total_moves_its_cells_in_proportion(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"base\" total=\"commune\" "
          "forme=\"paliers\"><point annee=\"2022\" valeur=\"70\"/></levier>");
    expect("somme(base sur commune)", 2022, 70000);
    expect("base[commune=a]", 2022, 24000);
    expect("somme(base sur commune)", 2026, 70000);
}

static void levers_compose_in_order(void **state)
{
    (void)state;
    given("<levier id=\"l\" sur=\"part\" forme=\"paliers\"><point "
          "annee=\"2022\" valeur=\"60\"/></levier>"
          "<action id=\"x\" debut=\"2022\"><levier id=\"m\" sur=\"part\" "
          "mode=\"multiplie\" forme=\"paliers\"><point annee=\"2022\" "
          "valeur=\"0.5\"/></levier></action>");
    expect("part", 2022, 30);
}

static void a_rest_takes_what_is_left(void **state)
{
    (void)state;
    must_open(MODEL
              "<dimension id=\"mode\"><membre id=\"velo\"/><membre "
              "id=\"bus\"/><membre id=\"voiture\"/></dimension>\n"
              "<donnee id=\"usage\" unite=\"%\" dims=\"mode annee\" "
              "reste=\"mode=voiture\"><cas pour=\"velo\">5</cas><cas "
              "pour=\"bus\">15</cas><cas pour=\"voiture\">80</cas></donnee>\n",
              SCENARIO "<levier id=\"l\" sur=\"usage[mode=velo]\" "
                       "forme=\"lineaire\"><point annee=\"2025\" "
                       "valeur=\"21\"/></levier>");
    expect("100 * usage[mode=voiture]", 2021, 80);
    expect("100 * usage[mode=voiture]", 2023, 72);
    expect("100 * usage[mode=voiture]", 2026, 64);
    expect("somme(usage sur mode)", 2024, 1);
}

static void what_no_lever_may_do_is_said(void **state)
{
    (void)state;
    assert_false(
        open_study(MODEL PARTS, SCENARIO
                   "<levier id=\"l\" sur=\"part\" forme=\"lineaire\"><point "
                   "annee=\"2023\" valeur=\"101\"/></levier>"));
    expect_message(0, "S15", 2, 1,
                   "le levier « l » mène « part » à 101 % en 2023, hors de "
                   "ses bornes (0 à 100)");
    assert_int_equal(diag.errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_starts_from_what_is_inherited),
        TEST(a_first_point_may_be_said),
        TEST(steps_hold_until_the_next),
        TEST(smooth_curves_meet_their_ends),
        TEST(lisse_is_a_cubic),
        TEST(modes_move_what_is_inherited),
        TEST(a_growth_follows_what_is_inherited_after),
        TEST(a_growth_counts_from_the_scenario_s_start),
        TEST(following_and_holding_differ),
        TEST(a_level_scales_the_ambition),
        TEST(a_formula_reads_what_it_inherits),
        TEST(a_total_moves_its_cells_in_proportion),
        TEST(levers_compose_in_order),
        TEST(a_rest_takes_what_is_left),
        TEST(what_no_lever_may_do_is_said),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
