/* Any bytes as declarations of a model: values or errors, never anything
 * else. */
#include "study_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    put("x.csv", ROWS, NULL, 0, "");
    put("territoire.xml", HEAD, data, size, "</modele>");
    study_run(false, memmem(data, size, "<unite", 6) != NULL);
    return 0;
}
