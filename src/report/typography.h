/* typography.h -- the spaces and apostrophes a French printer expects.
 *
 * Texts come from people who type plain spaces: a line must not start with
 * the colon or the unit that ends a phrase. */
#ifndef BCL_REPORT_TYPOGRAPHY_H
#define BCL_REPORT_TYPOGRAPHY_H

#include "core/arena.h"

/* A copy of `s` (UTF-8) where a plain space before « : », « » », « % » or
 * « € », or after the opening guillemet, is U+00A0; one before « ; ! ? » is
 * U+202F; and an apostrophe between letters is U+2019.  Nothing is inserted:
 * times, addresses and codes keep their form. */
const char *bcl_typography_french(const char *s, bcl_arena *a);

#endif
