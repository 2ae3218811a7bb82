/* unit_private.h -- what the files of this room share; for them only. */
#ifndef BCL_UNIT_UNIT_PRIVATE_H
#define BCL_UNIT_UNIT_PRIVATE_H

#include "core/names.h"
#include "unit/unit.h"

#include <udunits2.h>

struct bcl_unit {
    ut_unit *ut;
    double factor;     /* how many of base[0]^power[0]... one of it is */
    const char **base; /* symbols, in the order of the database */
    int *power;        /* never 0 */
    size_t n;
};

struct bcl_units {
    ut_system *system;
    bcl_arena *arena;
    ut_unit **owned; /* all of them, for the end */
    size_t nowned, cap;
    const bcl_unit *one;
    bcl_names symbols;       /* known ones, some with a prefix: to suggest */
    bcl_names texts;         /* parsed once */
    const bcl_unit **parsed; /* by number of text */
    size_t parsed_cap;
};

/* Take over `ut`, with its factor and exponents; NULL gives NULL. */
const bcl_unit *bcl_unit_keep(bcl_units *u, ut_unit *ut);

/* `factor` times `a`. */
const bcl_unit *bcl_unit_scale(bcl_units *u, double factor, const bcl_unit *a);

/* The unit of a symbol, alone or with one prefix, whose first byte goes to
 * `prefix` ('\0' when there is none); NULL when unknown. */
const bcl_unit *bcl_symbol_find(bcl_units *u, const char *symbol, char *prefix);

/* Make a symbol known to bcl_symbol_suggest. */
void bcl_symbol_note(bcl_units *u, const char *symbol);

/* What an unknown symbol was perhaps meant to be, or NULL. */
const char *bcl_symbol_suggest(const bcl_units *u, const char *symbol);

/* « s[0..n) », cut between two characters when it is long. */
const char *bcl_unit_quote(bcl_units *u, const char *s, size_t n);

/* May this byte stand in a symbol (after the first)? */
bool bcl_symbol_byte(char c);

#endif
