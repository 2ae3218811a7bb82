/* test_check_call.c -- functions: what they take and what they give. */
#include "check_fixture.h"

static void sums_drop_or_group(void **state)
{
    (void)state;
    gives("somme(conso sur commune, energie)", "annee", "MWh/an");
    gives("somme(conso vers dep)", "dep energie annee", "MWh/an");
    gives("part(conso sur energie)", "commune energie annee", "1");
    gives("rapport(conso, pop sur commune)", "energie annee", "MWh/(an.hab)");
    gives("repete(part sur commune)", "commune annee", "1");
    refuse("somme(pop)", "D06", 1,
           "somme(…) : dites sur quelles dimensions, somme(x sur commune)");
    refuse("somme(pop sur energie)", "D05", 15,
           "somme(… sur energie) : la grandeur n'a pas cette dimension, elle "
           "est par commune et par an");
    refuse("repete(pop sur commune)", "D05", 16,
           "repete(… sur commune) : la grandeur a déjà cette dimension");
    refuse("somme(pop sur lune)", "N01", 15,
           "« lune » n'est pas une dimension");
    refuse("somme(pop vers energie)", "D09", 16,
           "aucune dimension de la grandeur (par commune et par an) ne mène à "
           "« energie »");
    refuse("part(pop vers dep)", "F07", 1, "part(…) ne prend pas « vers »");
}

static void arguments_are_counted(void **state)
{
    (void)state;
    refuse("max(pop)", "F07", 1, "max(…) veut 2 arguments ou plus ; il en a 1");
    refuse("abs(pop, pop)", "F07", 1, "abs(…) veut 1 argument ; il en a 2");
    refuse("abs(pop sur commune)", "F07", 1, "abs(…) ne prend pas « sur »");
    refuse("rendement(puissance, part)", "F07", 1,
           "la courbe rendement veut une seule valeur");
}

static void units_agree_inside(void **state)
{
    (void)state;
    gives("max(pop, 0, 3 {hab})", "commune annee", "hab");
    gives("borne(part, 0, 1)", "annee", "1");
    gives("defaut(pop, 0)", "commune annee", "hab");
    gives("precedent(pop, 0)", "commune annee", "hab");
    refuse("min(pop, surface)", "U03", 1, "minimum de hab et de m2");
    refuse("borne(pop, 0, 1)", "U03", 1, "bornes de hab et de 1");
    refuse("defaut(pop, surface)", "U03", 1,
           "valeur par défaut de hab et de m2");
    refuse("defaut(pop, puissance)", "D02", 1,
           "defaut(x, y) : x est une grandeur par commune et par an, y une "
           "grandeur par an");
    refuse("precedent(pop, 1 {m2})", "U03", 1,
           "valeur initiale de hab et de m2");
    refuse("rendement(pop)", "U03", 1,
           "la courbe rendement se lit en MW ; elle reçoit des hab");
}

static void cumul_multiplies_by_a_year(void **state)
{
    (void)state;
    gives("cumul(conso, 2019)", "commune energie annee", "MWh");
    gives("cumul(surface, reference)", "commune annee", "m2.an");
    refuse("cumul(conso, 1990)", "N03", 14,
           "cumul(x, année) : l'année s'écrit en chiffres, de 2018 à 2026");
    refuse("cumul(conso, annee)", "N03", 14,
           "cumul(x, année) : l'année s'écrit en chiffres, de 2018 à 2026");
}

static void mathematics_need_plain_numbers(void **state)
{
    (void)state;
    gives("exp(part) + ln(taux[dep=x]) + racine(part)", "annee", "1");
    gives("racine(surface)", "commune", "m");
    gives("arrondi(pop)", "commune annee", "hab");
    gives("abs(-pop)", "commune annee", "hab");
    refuse("exp(pop)", "U06", 1,
           "exp(…) veut une grandeur sans dimension (unité 1 ou %)");
    refuse("arrondi(puissance)", "U06", 1,
           "arrondi(…) veut une grandeur sans dimension (unité 1 ou %)");
    refuse("racine(pop)", "U06", 1, "la racine de cette unité n'existe pas");
}

static void functions_are_known_or_near(void **state)
{
    (void)state;
    refuse("some(pop sur commune)", "N02", 1,
           "fonction ou courbe inconnue « some »");
    hinted("vouliez-vous « somme » ?");
    refuse("moyenne(pop sur commune)", "N02", 1,
           "fonction ou courbe inconnue « moyenne »");
    hinted("une moyenne de ratios n'a pas de sens : écrivez rapport(x, y sur "
           "d)");
}

static void parent_has_its_places(void **state)
{
    bcl_scope scope = bcl_model_scope(&study.m);
    bcl_expr *x;

    (void)state;
    gives("pop - parent(pop)", "commune annee", "hab");
    assert_true(bcl_formula_parse(&x, "parent(pop)", formula_place, NULL, arena,
                                  &diag));
    assert_null(bcl_formula_check(x, &scope, arena, &diag));
    expect_message(0, "R07", 1, 1,
                   "parent(…) ne se lit que dans un coût ou un indicateur de "
                   "comparaison");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sums_drop_or_group),
        TEST(arguments_are_counted),
        TEST(units_agree_inside),
        TEST(cumul_multiplies_by_a_year),
        TEST(mathematics_need_plain_numbers),
        TEST(functions_are_known_or_near),
        TEST(parent_has_its_places),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
