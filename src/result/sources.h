/* sources.h -- where numbers come from, as a caption says it. */
#ifndef BCL_RESULT_SOURCES_H
#define BCL_RESULT_SOURCES_H

#include "model/model.h"

/* The sources in a list of ids: "SDES, Bilan (2023) ; Insee, RP (2022)". */
const char *bcl_sources_text(const bcl_model *m, const char *ids, bcl_arena *a);

/* Add the ids of the sources behind a formula or a quantity: of each path
 * through what it is computed from, the first quantity that names some. */
void bcl_sources_of(bcl_names *id, const bcl_model *m, const bcl_node *n,
                    bcl_arena *a);
void bcl_sources_of_quantity(bcl_names *id, const bcl_model *m, int ref,
                             bcl_arena *a);

#endif
