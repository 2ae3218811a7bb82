/* names.h -- interned names: each distinct text gets a small number.
 *
 * Numbers run from 0 in order of arrival; the texts live in the arena. */
#ifndef BCL_CORE_NAMES_H
#define BCL_CORE_NAMES_H

#include "core/arena.h"

#include <stddef.h>

typedef struct {
    const char **text; /* by number */
    size_t n, cap;
    int *slot; /* open addressing: number + 1, or 0 */
    size_t nslot;
} bcl_names;

/* The number of s[0..n), or -1 when it was never added. */
int bcl_names_find(const bcl_names *t, const char *s, size_t n);

/* The number of s[0..n), added when it is new. */
int bcl_names_add(bcl_names *t, const char *s, size_t n, bcl_arena *a);

/* The known name nearest to `s` (two edits at most, fewer for short names), or
 * NULL: what to suggest after a typing error. */
const char *bcl_names_nearest(const bcl_names *t, const char *s);

#endif
