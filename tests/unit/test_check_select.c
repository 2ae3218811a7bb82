/* test_check_select.c -- x[d=m], x[d:m1|m2] and x[a=b]. */
#include "check_fixture.h"

static void a_member_drops_its_dimension(void **state)
{
    (void)state;
    gives("pop[commune=a]", "annee", "hab");
    gives("conso[commune=a, energie=gaz]", "annee", "MWh/an");
    gives("conso[energie:gaz|bois]", "commune energie annee", "MWh/an");
    refuse("pop[commune=z]", "D03", 13,
           "« z » n'est ni un membre de la dimension « commune » ni une "
           "dimension qui y mène");
    refuse("pop[energie=gaz]", "D03", 5,
           "sélection sur « energie » : la grandeur n'a pas cette dimension, "
           "elle est par commune et par an");
    refuse("pop[lune=a]", "D03", 5, "« lune » n'est pas une dimension");
    refuse("conso[energie:gaz|boi]", "D03", 15,
           "« boi » n'est ni un membre de la dimension « energie » ni une "
           "dimension qui y mène");
    hinted("vouliez-vous « bois » ?");
    refuse("commune[energie=gaz]", "D03", 8,
           "« commune » est une dimension : on ne sélectionne que dans une "
           "grandeur");
}

static void an_index_is_read_through_another(void **state)
{
    (void)state;
    gives("taux[dep=commune]", "commune annee", "1");
    gives("pop[commune=travail]", "travail annee", "hab");
    gives("od[travail=commune]", "commune annee", "hab");
    gives("taux[dep=travail]", "travail annee", "1");
    gives("pop[commune=commune]", "commune annee", "hab");
    refuse("pop[commune=dep]", "D09", 5, "« dep » ne mène pas à « commune »");
    hinted("déclarez un regroupement (<vers dim=\"commune\">) ou un alias "
           "(comme=\"commune\")");
    refuse("taux[dep=energie]", "D09", 6, "« energie » ne mène pas à « dep »");
}

static void a_member_outside_the_perimeter_is_told(void **state)
{
    (void)state;
    teardown(NULL);
    setup(NULL);
    must_open(bcl_text_print(arena, "%s<perimetre dim=\"dep\" egal=\"x\"/>\n",
                             checked_model),
              NULL);
    gives("pop[commune=a]", "annee", "hab");
    gives("pop * (commune = b)", "commune annee", "hab");
    refuse("pop[commune=b]", "P03", 13,
           "« b » est un membre de « commune » hors du périmètre");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_member_drops_its_dimension),
        TEST(an_index_is_read_through_another),
        TEST(a_member_outside_the_perimeter_is_told),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
