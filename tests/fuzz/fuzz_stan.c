/* fuzz_stan.c -- any bytes as the tables that STAN exports: flows, their
 * values, processes, stocks, transfer coefficients. */
#include "flow_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[FILES] = {"Flows.csv", "Flowvalues.csv",
                                             "Processes.csv", "Stockdelta.csv",
                                             "Transfercoefficients.csv"};

    if (size < 2)
        return 0;
    start(names);
    for (int k = 0; k < FILES; k++)
        (void)put(k, &data, &size);
    run(&(bcl_flowtable_files){.flows = path_of(0)}, size & 1);
    return 0;
}
