/* declare.c -- units that a model adds to those of the database. */
#include "unit/unit_private.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

/* The decimal value of a declaration may not be the database's last bit. */
static const double rounding = 1e-12;

static bool check_symbol(bcl_units *u, const char *id, bcl_pos at, bcl_diag *d)
{
    size_t n = strlen(id);
    const char *what = bcl_unit_quote(u, id, n);
    bool good = n > 0 && !(id[0] >= '0' && id[0] <= '9') && id[0] != '_';

    for (size_t i = 0; i < n; i++)
        good = good && bcl_symbol_byte(id[i]);
    if (!good)
        return bcl_fail(d, "U05", at,
                        "symbole d’unité refusé : %s ; il faut des lettres, "
                        "des chiffres ou « _ »",
                        what);
    if (id[n - 1] < '0' || id[n - 1] > '9')
        return true;
    bcl_fail(d, "U05", at,
             "symbole d’unité refusé : %s finit par un chiffre, qui se "
             "lirait comme un exposant",
             what);
    return bcl_hint(d, "ajoutez une lettre, comme dans tCO2e");
}

static const bcl_unit *bad_value(bcl_units *u, const char *same, bcl_pos at,
                                 bcl_diag *d, const char *hint)
{
    bcl_fail(d, "U05", at, "valeur d’unité refusée : %s",
             bcl_unit_quote(u, same, strlen(same)));
    bcl_hint(d, "%s", hint);
    return NULL;
}

/* "0.001 tCO2e", or a unit alone. */
static const bcl_unit *value(bcl_units *u, const char *same, bcl_pos at,
                             bcl_diag *d)
{
    const char *s = same + strspn(same, " ");
    size_t n = strcspn(s, " ");
    double x = 1, other;
    bool number = bcl_number_parse(&x, s, n, '.');

    if (!number && bcl_number_parse(&other, s, n, ','))
        return bad_value(u, same, at, d,
                         "la virgule des nombres est un point : 11.63 MWh");
    if (number && !(x > 0))
        return bad_value(u, same, at, d, "une unité vaut plus que zéro");
    if (!number)
        return bcl_unit_parse(u, s, at, d);
    s += n + strspn(s + n, " ");
    const bcl_unit *unit = *s ? bcl_unit_parse(u, s, at, d) : u->one;
    return unit ? bcl_unit_scale(u, x, unit) : NULL;
}

static bool is_base(const bcl_unit *unit, const char *id)
{
    return unit->n == 1 && unit->power[0] == 1 && unit->factor == 1 &&
           strcmp(unit->base[0], id) == 0;
}

/* `id` has a meaning already: is it the one declared? */
static bool agree(bcl_units *u, const bcl_unit *known, const char *id,
                  const char *same, bcl_pos at, bcl_diag *d)
{
    const bcl_unit *unit = same ? value(u, same, at, d) : known;
    char factor[32];

    if (!unit)
        return false;
    bool agrees = same ? bcl_unit_same(unit, known) &&
                             fabs(unit->factor - known->factor) <=
                                 rounding * known->factor
                       : is_base(known, id);
    if (agrees)
        return true;
    bcl_number_print(factor, sizeof factor, known->factor);
    return bcl_fail(
        d, "U05", at, "l’unité « %s » existe déjà et vaut %s %s, %s%s", id,
        factor, bcl_unit_base_text(known, u->arena),
        same ? "pas " : "ce n’est pas une unité de base", same ? same : "");
}

/* Make `ut` the meaning of `id`; a base unit also prints as it.  UDUNITS-2's
 * own notation must read it back, for prefixes to work. */
static bool map(bcl_units *u, const char *id, ut_unit *ut, bool base)
{
    if (!ut || ut_map_symbol_to_unit(id, UT_UTF8, ut) != UT_SUCCESS)
        return false;
    ut_unit *read = ut_parse(u->system, id, UT_UTF8);
    bool good = read && ut_compare(read, ut) == 0 &&
                (!base || ut_map_unit_to_symbol(ut, id, UT_UTF8) == UT_SUCCESS);

    ut_free(read);
    if (!good)
        ut_unmap_symbol_to_unit(u->system, id, UT_UTF8);
    return good;
}

bool bcl_units_declare(bcl_units *u, const char *id, const char *same,
                       bcl_pos at, bcl_diag *d)
{
    char prefix;

    if (!check_symbol(u, id, at, d))
        return false;
    const bcl_unit *known = bcl_symbol_find(u, id, &prefix);
    if (known)
        return agree(u, known, id, same, at, d);
    const bcl_unit *of = same ? value(u, same, at, d) : NULL;
    if (same && !of)
        return false;
    ut_unit *ut = same ? ut_clone(of->ut) : ut_new_base_unit(u->system);
    bool good = map(u, id, ut, !same);
    ut_free(ut);
    if (!good)
        return bcl_fail(d, "U05", at, "symbole d’unité refusé : %s",
                        bcl_unit_quote(u, id, strlen(id)));
    bcl_symbol_note(u, id);
    return true;
}
