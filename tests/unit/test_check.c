/* test_check.c -- names, operators, dimensions and units of formulas. */
#include "check_fixture.h"

static void products_take_all_dimensions(void **state)
{
    (void)state;
    gives("pop * prix", "commune energie annee", "hab.€/MWh");
    gives("conso / pop", "commune energie annee", "MWh/(an.hab)");
    gives("pop > 0", "commune annee", "1");
    gives("pop * (energie = gaz)", "commune energie annee", "hab");
    gives("non (pop > 10000 {hab} et energie ≠ bois)", "commune energie annee",
          "1");
    gives("si annee > 2020 alors pop sinon 0", "commune annee", "hab");
    gives("-pop + pop", "commune annee", "hab");
}

static void sums_need_one_shape_and_one_unit(void **state)
{
    (void)state;
    gives("pop + 3 {hab}", "commune annee", "hab");
    gives("pop + 0", "commune annee", "hab");
    gives("pop[annee=2020] + pop", "commune annee", "hab");
    refuse("pop + part * 1 {hab}", "D02", 5,
           "addition d'une grandeur par commune et par an et d'une grandeur "
           "par an");
    hinted("somme(… sur d) pour agréger, repete(… sur d) pour répéter");
    refuse("pop - surface", "U03", 5, "soustraction de hab et de m2");
    refuse("pop + 3", "U03", 5, "addition de hab et de 1");
    refuse("puissance + part * 1 {MWh/an}", "U03", 11,
           "addition de MW et de MWh/an");
    refuse("pop > surface", "U03", 5, "comparaison de hab et de m2");
    refuse("si part > 0 alors pop sinon surface", "U03", 1,
           "branches de hab et de m2");
}

static void powers_of_units_are_whole(void **state)
{
    (void)state;
    gives("surface ^ 2", "commune", "m4");
    gives("surface ^ -1", "commune", "1/m2");
    gives("1.02 ^ (annee - 2020)", "annee", "1");
    gives("part ^ 0.5", "annee", "1");
    refuse("surface ^ 0.5", "U06", 9,
           "une grandeur qui a une unité ne s'élève qu'à une puissance "
           "entière écrite en chiffres");
    refuse("part ^ surface", "U06", 6, "un exposant n'a pas d'unité");
}

static void names_are_known_or_near(void **state)
{
    (void)state;
    refuse("popp + 1", "N01", 1, "nom inconnu « popp »");
    hinted("vouliez-vous « pop » ?");
    refuse("commune", "N01", 1,
           "« commune » est une dimension ; une valeur est attendue ici");
    hinted("comparez-la à un de ses membres : commune = membre");
    refuse("herite", "N01", 1,
           "« herite » n'a de sens que dans la formule d'un levier");
    refuse("rendement", "N01", 1, "nom inconnu « rendement »");
}

static void members_stand_right_of_their_dimension(void **state)
{
    (void)state;
    gives("energie = 'gaz'", "energie", "1");
    refuse("energie = gas", "D04", 11,
           "« gas » n'est pas un membre de la dimension « energie »");
    hinted("vouliez-vous « gaz » ?");
    refuse("energie < gaz", "D04", 9,
           "les membres de « energie » n'ont pas d'ordre : seuls = et ≠ ont "
           "un sens");
    refuse("energie = pop + 1", "D04", 15,
           "un membre de « energie » est attendu à droite de la comparaison");
    refuse("part = 'gaz'", "D04", 8,
           "« gaz » est un membre : il n'a de sens qu'à droite d'une "
           "comparaison");
}

static void the_year_is_a_number(void **state)
{
    (void)state;
    gives("annee - reference", "annee", "1");
    gives("pop[annee=reference]", "commune", "hab");
    gives("pop[annee=2020]", "commune", "hab");
    assert_true(value("reference", 0) == 2021);
    refuse("pop[annee=2050]", "D03", 11,
           "l'année « 2050 » n'est pas entre 2018 et 2026");
}

static void units_are_read_in_braces(void **state)
{
    (void)state;
    gives("250 {kWh/m2} * surface", "commune", "MWh");
    gives("12 %", "", "1");
    gives("0", "", "0");
    refuse("3 {kWhh}", "U04", 1, "unité inconnue : « kWhh »");
    assert_true(near(value("2 {kWh}", 0), 7.2e6));
    assert_true(near(value("40%", 0), 0.4));
}

static void every_error_of_a_formula_is_said(void **state)
{
    (void)state;
    diag = (bcl_diag){0};
    assert_null(settle("popp * prixx + nul"));
    assert_int_equal(diag.errors, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(products_take_all_dimensions),
        TEST(sums_need_one_shape_and_one_unit),
        TEST(powers_of_units_are_whole),
        TEST(names_are_known_or_near),
        TEST(members_stand_right_of_their_dimension),
        TEST(the_year_is_a_number),
        TEST(units_are_read_in_braces),
        TEST(every_error_of_a_formula_is_said),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
