/* Any bytes as what a scenario changes: values or errors, never anything
 * else. */
#include "study_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    put("x.csv", ROWS, NULL, 0, "");
    put("territoire.xml",
        HEAD "<calcul id=\"total\" unite=\"hab\" dims=\"annee\">somme(pop sur "
             "commune)</calcul>",
        NULL, 0, "</modele>");
    put("s.xml",
        "<scenario xmlns=\"urn:bouclage:1\" id=\"s\" depart=\"2022\" "
        "territoire=\"m\">",
        data, size, "</scenario>");
    study_run(true, false);
    return 0;
}
