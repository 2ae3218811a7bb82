/* uncertainty.c -- how well a donnee is known, and what measures a flow or a
 * calcul. */
#include "core/text.h"
#include "model/private.h"

#include <math.h>
#include <string.h>

/* The number of an attribute that the law needs. */
static bool need(double *x, const bcl_xml *e, const char *attr, bcl_diag *d)
{
    if (bcl_attr(e, attr))
        return bcl_attr_number(x, e, attr, d);
    return bcl_fail(d, "R08", e->at,
                    "il manque « %s » à une incertitude de loi « %s »", attr,
                    bcl_attr(e, "loi"));
}

/* A law of two tails: cv (relative) or ecart (in the donnee's unit). */
static bool read_spread(bcl_uncertainty *u, const bcl_xml *e, bcl_diag *d)
{
    bool cv = bcl_attr(e, "cv") != NULL;
    double x;

    if (!need(&x, e, cv ? "cv" : "ecart", d))
        return false;
    if (!(x > 0))
        return bcl_fail(d, "R09", bcl_attr_at(e, cv ? "cv" : "ecart"),
                        "un écart-type est positif ; sans incertitude, "
                        "n'écrivez pas <incertitude>");
    u->relative = u->relative || cv || u->law == BCL_LAW_LOGNORMAL;
    /* of a lognormal law the coefficient of variation gives the spread of the
     * logarithm */
    u->sd = u->law == BCL_LAW_LOGNORMAL ? sqrt(log1p(x * x)) : x;
    u->low = -INFINITY;
    u->high = INFINITY;
    return true;
}

/* Uniform and triangular laws say the value, or with relative="oui" the factor
 * of the value: the error is counted from the value given. */
static bool read_range(bcl_uncertainty *u, const bcl_xml *e, bcl_diag *d)
{
    bool peak = u->law == BCL_LAW_TRIANGULAR;
    double low, high, mode = 0;

    if (!need(&low, e, "min", d) || !need(&high, e, "max", d) ||
        (peak && !need(&mode, e, "mode", d)))
        return false;
    if (!(low < high) || (peak && (mode < low || mode > high)))
        return bcl_fail(d, "R09", e->at,
                        "l'incertitude doit aller de min à max%s",
                        peak ? ", le mode entre les deux" : "");
    u->sd = peak ? sqrt((low * low + high * high + mode * mode - low * high -
                         low * mode - high * mode) /
                        18)
                 : (high - low) / sqrt(12);
    u->low = low - (u->relative ? 1 : 0);
    u->high = high - (u->relative ? 1 : 0);
    return true;
}

static bcl_law law_of(const char *s)
{
    static const char *const name[] = {
        [BCL_LAW_NORMAL] = "normale",
        [BCL_LAW_LOGNORMAL] = "lognormale",
        [BCL_LAW_UNIFORM] = "uniforme",
        [BCL_LAW_TRIANGULAR] = "triangulaire",
    };

    for (int i = BCL_LAW_NORMAL; i <= BCL_LAW_TRIANGULAR; i++)
        if (strcmp(name[i], s) == 0)
            return (bcl_law)i;
    return BCL_LAW_NONE;
}

static bool read_drawn(bcl_loader *l, bcl_quantity *q, const bcl_xml *e)
{
    int order[BCL_RANK_MAX];
    size_t rank;

    if (!bcl_attr(e, "tirage"))
        return true;
    if (!bcl_model_dims(&q->error.drawn, order, &rank, l->m, e, "tirage", l->d))
        return false;
    return !(q->error.drawn & ~q->dims) ||
           bcl_fail(l->d, "D01", bcl_attr_at(e, "tirage"),
                    "« %s » est une grandeur %s : tirage=\"%s\" n'y est pas",
                    q->head.id, bcl_dimset_text(&l->m->dims, q->dims, l->a),
                    bcl_attr(e, "tirage"));
}

static bool read_error(bcl_loader *l, bcl_quantity *q)
{
    const bcl_xml *e = bcl_child(q->head.xml, "incertitude", NULL);
    bcl_uncertainty *u = &q->error;
    const char *relative = e ? bcl_attr(e, "relative") : NULL;

    *u = (bcl_uncertainty){0};
    if (!e)
        return true;
    u->law = law_of(bcl_attr(e, "loi"));
    u->relative = relative && strcmp(relative, "oui") == 0;
    bool ok = u->law == BCL_LAW_NORMAL || u->law == BCL_LAW_LOGNORMAL
                  ? read_spread(u, e, l->d)
                  : read_range(u, e, l->d);
    double factor = u->relative ? 1 : bcl_unit_factor(q->unit);
    u->sd *= factor;
    u->low *= factor;
    u->high *= factor;
    return read_drawn(l, q, e) && ok;
}

static bool read_bounds(bcl_loader *l, bcl_quantity *q)
{
    double factor = bcl_unit_factor(q->unit);
    bool ok = true;

    q->low = -INFINITY;
    q->high = INFINITY;
    if (bcl_attr(q->head.xml, "min"))
        ok = bcl_attr_number(&q->low, q->head.xml, "min", l->d);
    if (bcl_attr(q->head.xml, "max"))
        ok = bcl_attr_number(&q->high, q->head.xml, "max", l->d) && ok;
    q->low *= factor;
    q->high *= factor;
    return ok;
}

static bool read_fit(bcl_loader *l, bcl_quantity *q)
{
    static const char *const word[] = {[BCL_FIT_RATIO] = "ratio",
                                       [BCL_FIT_GAP] = "ecart",
                                       [BCL_FIT_NONE] = "aucun"};
    const bcl_xml *e = q->head.xml;
    const char *fit = bcl_attr(e, "calage");

    if (!fit)
        return true;
    if (!bcl_attr(e, "mesure"))
        return bcl_fail(l->d, "R09", bcl_attr_at(e, "calage"),
                        "calage sans mesure : « %s » n'a pas de quoi se caler",
                        q->head.id);
    for (int k = 0; k < 3; k++)
        if (strcmp(fit, word[k]) == 0) {
            q->fit = (bcl_fit)k;
            return true;
        }
    return true; /* shape.c knows the words */
}

static bool bind_measure(bcl_loader *l, bcl_quantity *q)
{
    const bcl_xml *e = q->head.xml;
    const char *id = bcl_attr(e, "mesure");
    int ref = id ? bcl_model_find(l->m, id) : -1;

    if (!id)
        return true;
    if (ref < 0 || (l->m->quantity[ref].kind != BCL_INPUT &&
                    l->m->quantity[ref].kind != BCL_DERIVED)) {
        bcl_fail(l->d, "N01", bcl_attr_at(e, "mesure"),
                 "mesure=\"%s\" : une donnée ou un calcul est attendu", id);
        const char *near = bcl_names_nearest(&l->m->symbols.name, id);
        return near && bcl_hint(l->d, "vouliez-vous « %s » ?", near);
    }
    if (&l->m->quantity[ref] == q)
        return bcl_fail(l->d, "R01", bcl_attr_at(e, "mesure"),
                        "« %s » se mesure elle-même", id);
    const bcl_quantity *by = &l->m->quantity[ref];
    q->measure = ref;
    if (by->unit && q->unit && !bcl_unit_same(by->unit, q->unit))
        return bcl_fail(l->d, "U01", bcl_attr_at(e, "mesure"),
                        "« %s » est en %s ; sa mesure « %s » est en %s",
                        q->head.id, q->unit_text, id, by->unit_text);
    if ((by->dims ^ q->dims) & BCL_YEAR_BIT)
        return bcl_fail(l->d, "D01", bcl_attr_at(e, "mesure"),
                        "« %s » et sa mesure « %s » doivent toutes deux "
                        "porter annee, ou aucune",
                        q->head.id, id);
    if (by->dims & ~q->dims) {
        bcl_fail(l->d, "D01", bcl_attr_at(e, "mesure"),
                 "« %s » est une grandeur %s ; sa mesure « %s » est une "
                 "grandeur %s",
                 q->head.id, bcl_dimset_text(&l->m->dims, q->dims, l->a), id,
                 bcl_dimset_text(&l->m->dims, by->dims, l->a));
        return bcl_hint(l->d, "une mesure porte les dimensions de ce qu'elle "
                              "mesure, ou moins : elle en est alors la somme");
    }
    return true;
}

bool bcl_load_uncertainty(bcl_loader *l)
{
    bool ok = true;

    for (size_t i = 0; i < l->m->nquantity; i++) {
        bcl_quantity *q = &l->m->quantity[i];
        if (!q->unit)
            continue; /* told already */
        if (q->kind == BCL_INPUT)
            ok = read_error(l, q) && read_bounds(l, q) && ok;
        else if (q->kind == BCL_FLOW || q->kind == BCL_DERIVED)
            ok = read_fit(l, q) && bind_measure(l, q) && ok;
    }
    return ok;
}
