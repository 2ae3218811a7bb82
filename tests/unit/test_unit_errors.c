/* Units: the traps of the field, declarations, and what a wrong one is told. */
#include "unit_fixture.h"

static void check_error(const char *code, const char *message, const char *hint)
{
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.item[0].message, message);
    assert_string_equal(diag.item[0].hint, hint);
    assert_string_equal(diag.item[0].code, code);
    assert_int_equal(diag.item[0].at.line, 3);
    assert_int_equal(diag.item[0].at.column, 14);
    diag = (bcl_diag){0};
}

static void expect_error(const char *text, const char *message,
                         const char *hint)
{
    if (bcl_unit_parse(units, text, here, &diag))
        fail_msg("%s parses", text);
    check_error("U04", message, hint);
}

static bool declare(const char *id, const char *same)
{
    return bcl_units_declare(units, id, same, here, &diag);
}

static void expect_refused(const char *id, const char *same,
                           const char *message, const char *hint)
{
    assert_false(declare(id, same));
    check_error("U05", message, hint);
}

static void test_prefix_traps(void **state)
{
    (void)state;
    expect_error("Mm3", "« Mm3 » se lirait (10⁶ m)3, sans doute pas 1e6 m3",
                 "écrivez hm3, ou déclarez une unité qui vaut 1e6 m3");
    expect_error("Mm2/an", "« Mm2 » se lirait (10⁶ m)2, sans doute pas 1e6 m2",
                 "écrivez km2, ou déclarez une unité qui vaut 1e6 m2");
    expect_error("GWh2", "« GWh2 » se lirait (10⁹ Wh)2, sans doute pas 1e9 Wh2",
                 "déclarez une unité qui vaut 1e9 Wh2");
    expect_error("mWh", "unité inconnue : « mWh »", "vouliez-vous « MWh » ?");
    expect_error("mt/an", "unité inconnue : « mt » dans « mt/an »",
                 "vouliez-vous « Mt » ?");
    expect_error("kan", "unité inconnue : « kan »", "vouliez-vous « an » ?");
    expect_error("ch", "unité inconnue : « ch »", "vouliez-vous « h » ?");
    expect_error("kkg", "unité inconnue : « kkg »", "vouliez-vous « kg » ?");
    expect_error("kkW", "unité inconnue : « kkW »", "vouliez-vous « kW » ?");
}

static void test_unknown(void **state)
{
    (void)state;
    expect_error("kwh/an", "unité inconnue : « kwh » dans « kwh/an »",
                 "vouliez-vous « kWh » ?");
    expect_error("tCO2", "unité inconnue : « tCO2 »",
                 "vouliez-vous « tCO2e » ?");
    expect_error("teqCO2/an", "unité inconnue : « teqCO2 » dans « teqCO2/an »",
                 "vouliez-vous « tCO2e » ?");
    expect_error("tonnes", "unité inconnue : « tonnes »",
                 "vouliez-vous « t » ?");
    expect_error("habb", "unité inconnue : « habb »", "vouliez-vous « hab » ?");
    expect_error("m²", "unité inconnue : « m² »",
                 "l’exposant s’écrit en chiffre ordinaire : m2, m3");
    expect_error("véh·km", "unité inconnue : « véh·km »",
                 "le produit s’écrit avec un point : véh.km");
    expect_error("zorglub", "unité inconnue : « zorglub »",
                 "déclarez-la : <unite id=\"…\"/>");
}

static void test_malformed(void **state)
{
    (void)state;
    const char *operand = "un symbole, « ( », « 1 » ou « % »";
    char want[400];

    snprintf(want, sizeof want,
             "unité mal écrite : « kg/ » s’arrête là où on attendait %s",
             operand);
    expect_error("kg/", want, "");
    snprintf(want, sizeof want,
             "unité mal écrite : «  » s’arrête là où on attendait %s", operand);
    expect_error("", want, "");
    snprintf(want, sizeof want,
             "unité mal écrite : « 1e6 m3 » ; on attendait %s là où on trouve "
             "« 1e6 m3 »",
             operand);
    expect_error("1e6 m3", want, "");
    expect_error("kg/(hab.an",
                 "unité mal écrite : « kg/(hab.an » s’arrête là "
                 "où on attendait « ) »",
                 "");
    expect_error("m^2",
                 "unité mal écrite : « m^2 » ; on attendait « . », « / » ou la "
                 "fin là où on trouve « ^2 »",
                 "l’exposant suit le symbole : m2");
    expect_error("kg hab",
                 "unité mal écrite : « kg hab » ; on attendait « . », « / » ou "
                 "la fin là où on trouve « hab »",
                 "");
    expect_error("m12",
                 "exposant refusé dans « m12 » : il va de 1 à 9, ou de −1 à "
                 "−9",
                 "");
    expect_error("m0",
                 "exposant refusé dans « m0 » : il va de 1 à 9, ou de −1 à −9",
                 "");
    expect_error("(((((((((((((((((((((m)))))))))))))))))))))",
                 "unité trop imbriquée : "
                 "« (((((((((((((((((((((m))))))))))))))))))))) »",
                 "");
}

static void test_declare(void **state)
{
    (void)state;
    /* What the example's commun.xml declares. */
    assert_true(declare("hab", NULL));
    assert_true(declare("tCO2e", NULL));
    assert_true(declare("kgCO2e", "0.001 tCO2e"));
    assert_true(declare("€", NULL));
    assert_true(declare("tep", "11.63 MWh"));
    assert_int_equal(diag.count, 0);
    /* New ones. */
    assert_true(declare("repas", NULL));
    assert_true(declare("semaine", "7 j"));
    assert_true(declare("dam", "10 m"));
    assert_true(declare("Mm3gaz", "1e6 m3"));
    assert_true(declare("élève", NULL));
    assert_true(declare("douzaine", "12"));
    assert_true(declare("stère", "m3"));
    assert_int_equal(diag.count, 0);
    expect("krepas/semaine", 1e3 / (7 * 86400.0), "repas/s");
    expect("Mm3gaz", 1e6, "m3");
    expect("kélève", 1e3, "élève");
    expect("douzaine", 12, "1");
    expect("dam2", 100, "m2");
    assert_true(declare("repas", NULL));
    assert_true(declare("semaine", "168 h"));
    expect_error("repass", "unité inconnue : « repass »",
                 "vouliez-vous « repas » ?");
}

static void test_refused_declarations(void **state)
{
    (void)state;
    expect_refused("tep", "11.628 MWh",
                   "l’unité « tep » existe déjà et vaut 41868000000 kg.m2/s2, "
                   "pas 11.628 MWh",
                   "");
    expect_refused("kt", "1852 m",
                   "l’unité « kt » existe déjà et vaut 1000000 kg, pas 1852 m",
                   "");
    expect_refused("t", NULL,
                   "l’unité « t » existe déjà et vaut 1000 kg, ce n’est pas "
                   "une unité de base",
                   "");
    expect_refused("tCO2", NULL,
                   "symbole d’unité refusé : « tCO2 » finit par un chiffre, "
                   "qui se lirait comme un exposant",
                   "ajoutez une lettre, comme dans tCO2e");
    expect_refused("a.b", NULL,
                   "symbole d’unité refusé : « a.b » ; il faut des lettres, "
                   "des chiffres ou « _ »",
                   "");
    expect_refused("", NULL,
                   "symbole d’unité refusé : «  » ; il faut des lettres, des "
                   "chiffres ou « _ »",
                   "");
    expect_refused("baril", "158,987 L",
                   "valeur d’unité refusée : « 158,987 L »",
                   "la virgule des nombres est un point : 11.63 MWh");
    expect_refused("rien", "0 m", "valeur d’unité refusée : « 0 m »",
                   "une unité vaut plus que zéro");
    assert_false(declare("baril", "158.987 litres"));
    check_error("U04", "unité inconnue : « litres »",
                "déclarez-la : <unite id=\"…\"/>");
}

static void test_no_database(void **state)
{
    (void)state;
    assert_null(bcl_units_open("pas/la/unites.xml", &diag));
    assert_string_equal(diag.item[0].code, "U06");
    assert_string_equal(diag.item[0].message,
                        "base des unités introuvable : « pas/la/unites.xml »");
    diag = (bcl_diag){0};
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_prefix_traps),
        TEST(test_unknown),
        TEST(test_malformed),
        TEST(test_declare),
        TEST(test_refused_declarations),
        TEST(test_no_database),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("unit errors", tests, NULL, NULL);
}
