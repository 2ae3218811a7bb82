/* unit.c -- see unit.h: the system of units, and their algebra. */
#include "unit/unit_private.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* UDUNITS-2 keeps exponents in a short: far below that, far above any use. */
enum { POWER_MAX = 99 };

typedef struct {
    bcl_unit *unit;
    bcl_arena *arena;
} visit;

static ut_status see_product(const ut_unit *ut, int count,
                             const ut_unit *const *base, const int *power,
                             void *arg)
{
    const visit *v = arg;
    size_t n = (size_t)count;

    (void)ut;
    v->unit->n = n;
    v->unit->base = BCL_NEW(v->arena, const char *, n);
    v->unit->power = BCL_NEW(v->arena, int, n);
    for (size_t i = 0; i < n; i++) {
        const char *symbol = ut_get_symbol(base[i], UT_UTF8);

        v->unit->base[i] = symbol ? symbol : "?";
        v->unit->power[i] = power[i];
    }
    return UT_SUCCESS;
}

static ut_status see_basic(const ut_unit *ut, void *arg)
{
    return see_product(ut, 1, &ut, (const int[]){1}, arg);
}

static ut_status see_scaled(const ut_unit *ut, double scale,
                            const ut_unit *below, double offset, void *arg);

/* Dates and decibels have no notation here. */
static ut_status see_time(const ut_unit *ut, const ut_unit *unit, double origin,
                          void *arg)
{
    (void)ut, (void)unit, (void)origin, (void)arg;
    return UT_VISIT_ERROR;
}

static ut_status see_log(const ut_unit *ut, double base, const ut_unit *unit,
                         void *arg)
{
    return see_time(ut, unit, base, arg);
}

static const ut_visitor visitor = {see_basic, see_product, see_scaled, see_time,
                                   see_log};

static ut_status see_scaled(const ut_unit *ut, double scale,
                            const ut_unit *below, double offset, void *arg)
{
    const visit *v = arg;

    (void)ut;
    v->unit->factor *= scale;
    return offset == 0 ? ut_accept_visitor(below, &visitor, arg)
                       : UT_VISIT_ERROR;
}

const bcl_unit *bcl_unit_keep(bcl_units *u, ut_unit *ut)
{
    if (!ut)
        return NULL;
    bcl_unit *unit = BCL_NEW(u->arena, bcl_unit, 1);
    visit v = {unit, u->arena};
    BCL_GROW(u->arena, u->owned, u->nowned, &u->cap);
    u->owned[u->nowned++] = ut;
    unit->ut = ut;
    unit->factor = 1;
    return ut_accept_visitor(ut, &visitor, &v) == UT_SUCCESS ? unit : NULL;
}

/* The symbols of the database, for suggestions: UDUNITS-2 does not list them.
 * One unit stands on one line there. */
static void note_symbols(bcl_units *u, const char *database)
{
    static const char open[] = "<symbol>";
    FILE *f = fopen(database, "r");
    char line[2000];

    while (f && fgets(line, sizeof line, f)) {
        if (!strstr(line, "<unit>"))
            continue;
        for (char *s = line; (s = strstr(s, open)); s++) {
            char *end = strchr(s += strlen(open), '<');

            if (end)
                bcl_symbol_note(u,
                                bcl_text_copy(u->arena, s, (size_t)(end - s)));
        }
    }
    if (f)
        fclose(f);
}

bcl_units *bcl_units_open(const char *database, bcl_diag *d)
{
    bcl_pos at = {.file = database};

    ut_set_error_message_handler(ut_ignore);
    ut_system *system = ut_read_xml(database);
    if (!system) {
        bcl_fail(d, "U06", at, "base des unités %s : « %s »",
                 ut_get_status() == UT_OPEN_ARG ? "introuvable" : "illisible",
                 database);
        return NULL;
    }
    bcl_arena *arena = bcl_arena_create();
    bcl_units *u = BCL_NEW(arena, bcl_units, 1);
    *u = (bcl_units){.system = system, .arena = arena};
    u->one = bcl_unit_keep(u, ut_get_dimensionless_unit_one(system));
    note_symbols(u, database);
    return u;
}

void bcl_units_close(bcl_units *u)
{
    if (!u)
        return;
    for (size_t i = 0; i < u->nowned; i++)
        ut_free(u->owned[i]);
    ut_free_system(u->system);
    bcl_arena_destroy(u->arena);
}

const bcl_unit *bcl_unit_one(bcl_units *u)
{
    return u->one;
}

static int highest(const bcl_unit *a)
{
    int power = 0;

    for (size_t i = 0; i < a->n; i++)
        if (abs(a->power[i]) > power)
            power = abs(a->power[i]);
    return power;
}

const bcl_unit *bcl_unit_multiply(bcl_units *u, const bcl_unit *a,
                                  const bcl_unit *b)
{
    if (highest(a) + highest(b) > POWER_MAX)
        return NULL;
    return bcl_unit_keep(u, ut_multiply(a->ut, b->ut));
}

const bcl_unit *bcl_unit_divide(bcl_units *u, const bcl_unit *a,
                                const bcl_unit *b)
{
    if (highest(a) + highest(b) > POWER_MAX)
        return NULL;
    return bcl_unit_keep(u, ut_divide(a->ut, b->ut));
}

const bcl_unit *bcl_unit_raise(bcl_units *u, const bcl_unit *a, int power)
{
    if (power > POWER_MAX || power < -POWER_MAX ||
        highest(a) * abs(power) > POWER_MAX)
        return NULL;
    return bcl_unit_keep(u, ut_raise(a->ut, power));
}

const bcl_unit *bcl_unit_root(bcl_units *u, const bcl_unit *a)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->power[i] % 2 != 0)
            return NULL;
    return bcl_unit_keep(u, ut_root(a->ut, 2));
}

const bcl_unit *bcl_unit_scale(bcl_units *u, double factor, const bcl_unit *a)
{
    return bcl_unit_keep(u, ut_scale(factor, a->ut));
}

/* Exponent by exponent: ut_are_convertible accepts reciprocals.  UDUNITS-2
 * keeps the base units of a product in their order of creation. */
bool bcl_unit_same(const bcl_unit *a, const bcl_unit *b)
{
    bool same = a->n == b->n;

    for (size_t i = 0; same && i < a->n; i++)
        same =
            a->power[i] == b->power[i] && strcmp(a->base[i], b->base[i]) == 0;
    return same;
}

const char *bcl_unit_shown(const char *text)
{
    return strcmp(text, "1") == 0 ? "" : text;
}

bool bcl_unit_is_one(const bcl_unit *a)
{
    return a->n == 0;
}

double bcl_unit_factor(const bcl_unit *a)
{
    return a->factor;
}

/* The base units of one sign of exponent, joined by points. */
static const char *half_text(const bcl_unit *a, int sign, size_t *count,
                             bcl_arena *mem)
{
    const char *text = "";

    *count = 0;
    for (size_t i = 0; i < a->n; i++) {
        int power = sign * a->power[i];
        const char *point = *count > 0 ? "." : "";

        if (power == 1)
            text = bcl_text_print(mem, "%s%s%s", text, point, a->base[i]);
        else if (power > 1)
            text =
                bcl_text_print(mem, "%s%s%s%d", text, point, a->base[i], power);
        *count += power > 0;
    }
    return text;
}

const char *bcl_unit_base_text(const bcl_unit *a, bcl_arena *mem)
{
    size_t nabove, nbelow;
    const char *above = half_text(a, 1, &nabove, mem);
    const char *below = half_text(a, -1, &nbelow, mem);

    if (nabove == 0)
        above = "1";
    if (nbelow == 0)
        return above;
    return bcl_text_print(mem, nbelow > 1 ? "%s/(%s)" : "%s/%s", above, below);
}

static int power_of(const bcl_unit *a, const char *base)
{
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->base[i], base) == 0)
            return a->power[i];
    return 0;
}

static void put(bcl_unit *to, const char *base, int power)
{
    if (power == 0)
        return;
    to->base[to->n] = base;
    to->power[to->n++] = power;
}

/* Seconds tell: a watt-hour has them squared, a watt cubed. */
const char *bcl_unit_text(const bcl_unit *a, bcl_arena *mem)
{
    int s = power_of(a, "s"), kg = power_of(a, "kg"), m = power_of(a, "m");
    bool energy = s != 0 && s % 2 == 0, power = s == 3 || s == -3;
    int e = energy ? -s / 2 : power ? -s / 3 : 0;
    bcl_unit told = {.base = BCL_NEW(mem, const char *, a->n + 3),
                     .power = BCL_NEW(mem, int, a->n + 3)};

    if (e == 0)
        return bcl_unit_base_text(a, mem);
    put(&told, energy ? "MWh" : "MW", e);
    put(&told, "kg", kg - e);
    put(&told, "m", m - 2 * e);
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->base[i], "s") != 0 && strcmp(a->base[i], "kg") != 0 &&
            strcmp(a->base[i], "m") != 0)
            put(&told, a->base[i], a->power[i]);
    return bcl_unit_base_text(&told, mem);
}
