/* fuzz_flowtable.c -- any bytes as a table of flows and what stands beside it.
 *
 * The first byte says whether 0 is a bound; then the files: flows,
 * constraints, correlations, shares, concentrations. */
#include "flow_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[FILES] = {"f.csv", "c.csv", "r.csv", "s.csv",
                                             "k.csv"};
    const char *given[FILES] = {NULL};

    if (size < 2)
        return 0;
    bool nonnegative = *data++ & 1;
    size--;
    start(names);
    for (int k = 0; k < FILES; k++)
        given[k] = put(k, &data, &size) ? path_of(k) : NULL;
    run(&(bcl_flowtable_files){.flows = path_of(0),
                               .constraints = given[1],
                               .correlations = given[2],
                               .shares = given[3],
                               .concentrations = given[4]},
        nonnegative);
    return 0;
}
