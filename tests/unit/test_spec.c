/* test_spec.c -- what an element may hold, said to a planner. */
#include "input_fixture.h"
#include "model/spec.h"

static bcl_xml *document(fixture *f, const char *text)
{
    bcl_xml *root;

    fixture_write(f, text, strlen(text));
    assert_true(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    return root;
}

static void refuse(fixture *f, const char *text, const char *code, int line,
                   int column, const char *message, const char *hint)
{
    assert_false(bcl_spec_check(document(f, text), f->arena, &f->diag));
    fixture_expect(f, 0, code, line, column, message);
    assert_string_equal(f->diag.item[0].hint, hint);
    assert_int_equal(f->diag.errors, 1);
}

#define IN(text) \
    "<modele xmlns=\"urn:bouclage:1\" id=\"m\">\n" text "\n</modele>"

static void a_document_that_fits_is_accepted(void **state)
{
    fixture *f = *state;

    assert_true(bcl_spec_check(
        document(f, IN("<donnee id=\"x\" unite=\"t\" prolonge=\"constante\" "
                       "sur=\"2019..2023\" min=\"-0.5\"><valeur>3</valeur>"
                       "</donnee><!-- rien --><calcul id=\"y\" unite=\"t\">x"
                       "</calcul>")),
        f->arena, &f->diag));
    assert_int_equal(f->diag.count, 0);
}

static void the_root_is_a_model_or_a_scenario(void **state)
{
    fixture *f = *state;

    refuse(f, "<territoire xmlns=\"urn:bouclage:1\"/>", "R02", 1, 1,
           "la racine est <territoire> ; <modele> ou <scenario> est attendu",
           "");
    refuse(f, "<modele id=\"m\"/>", "R02", 1, 1,
           "<modele> n'est pas dans l'espace de noms urn:bouclage:1",
           "écrivez <modele xmlns=\"urn:bouclage:1\" …>");
}

static void names_are_known_or_near(void **state)
{
    fixture *f = *state;

    refuse(f, IN("<calcule id=\"y\" unite=\"t\">x</calcule>"), "R02", 2, 1,
           "élément inconnu « calcule » dans <modele>",
           "vouliez-vous « calcul » ?");
    refuse(f, IN("<calcul id=\"y\" unites=\"t\" unite=\"t\">x</calcul>"), "R02",
           2, 24, "attribut inconnu « unites » dans <calcul>",
           "vouliez-vous « unite » ?");
    refuse(f, IN("<calcul id=\"y\" unite=\"t\"><flux/>x</calcul>"), "R02", 2,
           26, "élément inconnu « flux » dans <calcul>", "");
}

static void what_must_be_there_is_asked_for(void **state)
{
    fixture *f = *state;

    refuse(f, IN("<calcul id=\"y\">x</calcul>"), "R08", 2, 1,
           "il manque l'attribut « unite » à <calcul id=\"y\">", "");
    refuse(f, IN("<perimetre dim=\"epci\"/>"), "R08", 2, 1,
           "il manque l'attribut « egal » à <perimetre>", "");
}

static void text_is_a_formula_or_a_number(void **state)
{
    fixture *f = *state;

    refuse(f, IN("<processus id=\"p\" par=\"annee\">  un mot</processus>"),
           "R02", 2, 33,
           "<processus> n'a pas de texte : le texte d'un élément est toujours "
           "une formule ou un nombre",
           "");
}

static void values_have_a_shape(void **state)
{
    fixture *f = *state;

    refuse(f, IN("<donnee id=\"x\" unite=\"t\" prolonge=\"constant\"/>"), "R09",
           2, 36,
           "prolonge=\"constant\" : constante, lineaire, exponentielle ou "
           "aucune",
           "vouliez-vous « constante » ?");
    refuse(f, IN("<processus id=\"p\" bilan=\"oui\"/>"), "R09", 2, 26,
           "bilan=\"oui\" : non est la seule valeur possible", "");
    refuse(f, IN("<donnee id=\"x\" unite=\"t\" max=\"1,5\"/>"), "R09", 2, 31,
           "max=\"1,5\" n'est pas un nombre", "");
    refuse(f, IN("<donnee id=\"x\" unite=\"t\" sur=\"2019-2023\"/>"), "R09", 2,
           31,
           "sur=\"2019-2023\" : une année (2030) ou une période (2011..2020) "
           "est attendue",
           "");
    refuse(f, IN("<donnee id=\"x\" unite=\"t\" sur=\"2023..2019\"/>"), "R09", 2,
           31,
           "sur=\"2023..2019\" : une année (2030) ou une période (2011..2020) "
           "est attendue",
           "");
    refuse(f,
           IN("<stock id=\"s\" unite=\"t\" dans=\"p\" initial=\"0\" "
              "depuis=\"20200\"/>"),
           "R09", 2, 54,
           "depuis=\"20200\" n'est pas un entier à quatre "
           "chiffres",
           "");
}

static void names_can_be_read_in_formulas(void **state)
{
    fixture *f = *state;

    refuse(f, IN("<calcul id=\"DMI\" unite=\"t\">x</calcul>"), "R09", 2, 13,
           "id=\"DMI\" : une minuscule sans accent, puis des minuscules, des "
           "chiffres ou « _ »",
           "");
    refuse(f, IN("<calcul id=\"2x\" unite=\"t\">x</calcul>"), "R09", 2, 13,
           "id=\"2x\" : une minuscule sans accent, puis des minuscules, des "
           "chiffres ou « _ »",
           "");
    refuse(f, IN("<calcul id=\"annee\" unite=\"t\">x</calcul>"), "R09", 2, 13,
           "id=\"annee\" : « annee » est un mot de la langue", "");
}

static void every_error_is_said(void **state)
{
    fixture *f = *state;

    assert_false(bcl_spec_check(
        document(f, IN("<calcul/>\n<flux id=\"f\" entre=\"x\"/>\n<rien/>")),
        f->arena, &f->diag));
    assert_int_equal(f->diag.errors, 2 + 4 + 1);
}

static void texts_are_numbers_or_not(void **state)
{
    fixture *f = *state;
    const bcl_xml *root =
        document(f, IN("<donnee id=\"x\" unite=\"t\"><valeur> 12.5 </valeur>"
                       "<valeur>douze</valeur></donnee>"));
    const bcl_xml *e = bcl_child(root, "donnee", NULL);
    const bcl_xml *v = bcl_child(e, "valeur", NULL);
    double x;

    assert_true(bcl_text_number(&x, v, &f->diag));
    assert_true(x == 12.5);
    v = bcl_child(e, "valeur", v);
    assert_false(bcl_text_number(&x, v, &f->diag));
    fixture_expect(f, 0, "R09", 2, 57,
                   "<valeur> : « douze » n'est pas un "
                   "nombre");
    assert_null(bcl_child(e, "valeur", v));
    assert_true(bcl_is(e, "donnee"));
    assert_null(bcl_attr(e, "titre"));
    fixture_expect_at(bcl_attr_at(e, "unite"), 2, 23);
    fixture_expect_at(bcl_attr_at(e, "titre"), 2, 1);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_that_fits_is_accepted),
        TEST(the_root_is_a_model_or_a_scenario),
        TEST(names_are_known_or_near),
        TEST(what_must_be_there_is_asked_for),
        TEST(text_is_a_formula_or_a_number),
        TEST(values_have_a_shape),
        TEST(names_can_be_read_in_formulas),
        TEST(every_error_is_said),
        TEST(texts_are_numbers_or_not),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
