/* unit.h -- units of measure over UDUNITS-2, with a database of our own.
 *
 * Two units are the same when their quotient is dimensionless: never ask
 * ut_are_convertible, which accepts reciprocals.  Units print as their author
 * wrote them; the caller keeps that text. */
#ifndef BCL_UNIT_UNIT_H
#define BCL_UNIT_UNIT_H

#include "core/arena.h"
#include "core/diag.h"

typedef struct bcl_units bcl_units; /* the system; closed by its opener */
typedef struct bcl_unit bcl_unit;   /* one unit, owned by the system */

/* Load the database (model/unites.xml, UDUNITS-2's XML format). */
bcl_units *bcl_units_open(const char *database, bcl_diag *d);
void bcl_units_close(bcl_units *u);

/* A unit that a model declares: `same` is its value in known units ("0.001
 * tCO2e"), or NULL for a new base unit.  Declaring again what is known to mean
 * the same is allowed (a base unit of the database declared bare); otherwise
 * U05.  The symbol may not end in a digit. */
bool bcl_units_declare(bcl_units *u, const char *id, const char *same,
                       bcl_pos at, bcl_diag *d) BCL_MUST_CHECK;

/* Parse the project's notation: factors joined by '.', '*' or '/', parentheses,
 * integer exponents after a symbol (m2, s-1), "1", "%" (= 0.01), prefixes.
 * NULL after reporting U04 (unknown symbol, with a suggestion when one is
 * near; prefixed powers such as Mm3 refused with "hm3" or "1e6 m3"; a
 * reserved reading such as kt = 1000 t, never the knot). */
const bcl_unit *bcl_unit_parse(bcl_units *u, const char *text, bcl_pos at,
                               bcl_diag *d);

const bcl_unit *bcl_unit_one(bcl_units *u);
const bcl_unit *bcl_unit_multiply(bcl_units *u, const bcl_unit *a,
                                  const bcl_unit *b);
const bcl_unit *bcl_unit_divide(bcl_units *u, const bcl_unit *a,
                                const bcl_unit *b);
const bcl_unit *bcl_unit_raise(bcl_units *u, const bcl_unit *a, int power);
/* The square root, or NULL when an exponent is odd. */
const bcl_unit *bcl_unit_root(bcl_units *u, const bcl_unit *a);

/* Same dimension?  Factors are not compared. */
bool bcl_unit_same(const bcl_unit *a, const bcl_unit *b);
bool bcl_unit_is_one(const bcl_unit *a); /* dimensionless */

/* A unit beside a number that is read: nothing for "1". */
const char *bcl_unit_shown(const char *text);

/* How many base units one of it is (kWh -> 3.6e6 where J is the base). */
double bcl_unit_factor(const bcl_unit *a);

/* The text of its base units in our notation ("kg.m2/(s2.an)"), for results
 * whose formula declares none; in the arena. */
const char *bcl_unit_base_text(const bcl_unit *a, bcl_arena *mem);

/* What a unit measures, as a planner says it: energy in MWh, power in MW, the
 * rest in base units.  For messages: the factor is not told. */
const char *bcl_unit_text(const bcl_unit *a, bcl_arena *mem);

#endif
