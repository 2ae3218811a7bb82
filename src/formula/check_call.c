/* check_call.c -- functions of the language. */
#include "core/text.h"
#include "formula/check_private.h"

#include <math.h>
#include <string.h>

typedef bcl_node *check_function(checker *c, const bcl_expr *x, bcl_node **arg);

typedef struct {
    const char *name;
    size_t least, most;             /* numbers of arguments */
    enum { NEVER, MUST, MAY } over; /* "sur" or "vers" */
    check_function *check;
} function;

static bcl_node *fail_unit(checker *c, bcl_pos at, const char *name)
{
    bcl_fail(c->d, c->s->unit_code ? c->s->unit_code : "U06", at,
             "%s(…) veut une grandeur sans dimension (unité 1 ou %%)", name);
    return NULL;
}

static bcl_node *extreme(checker *c, const bcl_expr *x, bcl_node **arg)
{
    bcl_node_op op = strcmp(x->name, "min") == 0 ? BCL_N_MIN : BCL_N_MAX;
    bcl_node *n = arg[0];

    for (size_t i = 1; i < x->narg; i++) {
        if (!bcl_check_same_unit(n, arg[i]))
            return bcl_check_unit_clash(
                c, x->at, op == BCL_N_MIN ? "minimum" : "maximum", n, arg[i]);
        const bcl_unit *unit = n->unit ? n->unit : arg[i]->unit;
        n = bcl_check_node(c, op, x->at, n, arg[i]);
        n->unit = unit;
    }
    return n;
}

static bcl_node *clamp(checker *c, const bcl_expr *x, bcl_node **arg)
{
    if (!bcl_check_same_unit(arg[0], arg[1]))
        return bcl_check_unit_clash(c, x->at, "bornes", arg[0], arg[1]);
    if (!bcl_check_same_unit(arg[0], arg[2]))
        return bcl_check_unit_clash(c, x->at, "bornes", arg[0], arg[2]);
    bcl_node *n = bcl_check_node(c, BCL_N_CLAMP, x->at, arg[0], arg[1]);
    n->arg[n->narg++] = arg[2];
    n->dims |= arg[2]->dims;
    return n;
}

static bcl_node *fallback(checker *c, const bcl_expr *x, bcl_node **arg)
{
    if (!bcl_check_same_dims(arg[0], arg[1])) {
        bcl_fail(c->d, "D02", x->at,
                 "defaut(x, y) : x est une grandeur %s, y une grandeur %s",
                 bcl_dimset_text(c->s->dims, arg[0]->dims, c->a),
                 bcl_dimset_text(c->s->dims, arg[1]->dims, c->a));
        return NULL;
    }
    if (!bcl_check_same_unit(arg[0], arg[1]))
        return bcl_check_unit_clash(c, x->at, "valeur par défaut", arg[0],
                                    arg[1]);
    bcl_node *n = bcl_check_node(c, BCL_N_DEFAULT, x->at, arg[0], arg[1]);
    n->unit = arg[0]->unit ? arg[0]->unit : arg[1]->unit;
    n->literal = false;
    return n;
}

static bcl_node *parent(checker *c, const bcl_expr *x, bcl_node **arg)
{
    if (!c->s->allow_parent) {
        bcl_fail(c->d, "R07", x->at,
                 "parent(…) ne se lit que dans un coût ou un indicateur de "
                 "comparaison");
        return NULL;
    }
    bcl_node *n = bcl_check_node(c, BCL_N_PARENT, x->at, arg[0], NULL);
    n->literal = false;
    return n;
}

static bcl_node *previous(checker *c, const bcl_expr *x, bcl_node **arg)
{
    bcl_node *initial = x->narg > 1 ? arg[1] : NULL;

    if (initial && !bcl_check_same_unit(arg[0], initial))
        return bcl_check_unit_clash(c, x->at, "valeur initiale", arg[0],
                                    initial);
    bcl_node *n = bcl_check_node(c, BCL_N_PREVIOUS, x->at, arg[0], initial);
    n->dims |= BCL_YEAR_BIT;
    n->literal = false;
    if (!n->unit && initial)
        n->unit = initial->unit;
    return n;
}

static bcl_node *cumul(checker *c, const bcl_expr *x, bcl_node **arg)
{
    const bcl_dims *t = c->s->dims;
    const bcl_expr *from = x->arg[1];
    double year = from->kind == BCL_X_REFERENCE ? t->reference : from->number;

    if ((from->kind != BCL_X_NUMBER && from->kind != BCL_X_REFERENCE) ||
        year != floor(year) || year < t->first_year || year > t->last_year) {
        bcl_fail(c->d, "N03", from->at,
                 "cumul(x, année) : l'année s'écrit en chiffres, de %d à %d",
                 t->first_year, t->last_year);
        return NULL;
    }
    bcl_node *n = bcl_check_node(c, BCL_N_CUMUL, x->at, arg[0], NULL);
    n->member = (int)year;
    n->dims |= BCL_YEAR_BIT;
    n->literal = false;
    const bcl_unit *an = bcl_unit_parse(c->s->units, "an", x->at, c->d);
    if (!an)
        return NULL;
    n->unit = bcl_unit_multiply(c->s->units, bcl_check_unit(c, arg[0]), an);
    return n;
}

static bcl_node *plain(checker *c, const bcl_expr *x, bcl_node **arg)
{
    if (strcmp(x->name, "abs") == 0)
        return bcl_check_node(c, BCL_N_ABS, x->at, arg[0], NULL);
    if (strcmp(x->name, "racine") == 0) {
        bcl_node *n = bcl_check_node(c, BCL_N_SQRT, x->at, arg[0], NULL);
        n->unit = bcl_unit_root(c->s->units, bcl_check_unit(c, arg[0]));
        if (n->unit)
            return n;
        bcl_fail(c->d, "U06", x->at, "la racine de cette unité n'existe pas");
        return NULL;
    }
    bool round = strcmp(x->name, "arrondi") == 0;
    const bcl_unit *u = bcl_check_unit(c, arg[0]);
    /* Rounding acts on base units: only where those are what one counts. */
    if (round ? bcl_unit_factor(u) != 1.0 : !bcl_unit_is_one(u))
        return fail_unit(c, x->at, x->name);
    return bcl_check_node(c,
                          round                         ? BCL_N_ROUND
                          : strcmp(x->name, "exp") == 0 ? BCL_N_EXP
                                                        : BCL_N_LN,
                          x->at, arg[0], NULL);
}

static const function functions[] = {
    {"somme", 1, 1, MUST, bcl_check_sum},
    {"part", 1, 1, MUST, bcl_check_share},
    {"rapport", 2, 2, MUST, bcl_check_ratio},
    {"repete", 1, 1, MUST, bcl_check_repeat},
    {"min", 2, 9, NEVER, extreme},
    {"max", 2, 9, NEVER, extreme},
    {"borne", 3, 3, NEVER, clamp},
    {"defaut", 2, 2, NEVER, fallback},
    {"parent", 1, 1, NEVER, parent},
    {"precedent", 1, 2, NEVER, previous},
    {"cumul", 2, 2, NEVER, cumul},
    {"abs", 1, 1, NEVER, plain},
    {"arrondi", 1, 1, NEVER, plain},
    {"racine", 1, 1, NEVER, plain},
    {"exp", 1, 1, NEVER, plain},
    {"ln", 1, 1, NEVER, plain},
};
enum { NFUNCTION = sizeof functions / sizeof functions[0] };

static const bcl_symbol *find_curve(checker *c, const char *name)
{
    int i = bcl_names_find(&c->s->symbols->name, name, strlen(name));

    return i >= 0 && c->s->symbols->symbol[i].kind == BCL_SYM_CURVE
               ? &c->s->symbols->symbol[i]
               : NULL;
}

static bcl_node *curve(checker *c, const bcl_expr *x, const bcl_symbol *s)
{
    bcl_node *v =
        x->narg == 1 && !x->nover ? bcl_check_expr(c, x->arg[0]) : NULL;

    if (x->narg != 1 || x->nover)
        bcl_fail(c->d, "F07", x->at, "la courbe %s veut une seule valeur",
                 x->name);
    if (!v)
        return NULL;
    if (v->unit && !bcl_unit_same(v->unit, s->x_unit)) {
        bcl_fail(c->d, "U03", x->at,
                 "la courbe %s se lit en %s ; elle reçoit des %s", x->name,
                 bcl_unit_text(s->x_unit, c->a), bcl_unit_text(v->unit, c->a));
        return NULL;
    }
    bcl_node *n = bcl_check_node(c, BCL_N_CURVE, x->at, v, NULL);
    n->ref = s->ref;
    n->unit = s->unit;
    n->literal = false;
    return n;
}

static bcl_node *unknown_function(checker *c, const bcl_expr *x)
{
    bcl_names known = {0};

    for (size_t i = 0; i < NFUNCTION; i++)
        bcl_names_add(&known, functions[i].name, strlen(functions[i].name),
                      c->a);
    bcl_fail(c->d, "N02", x->at, "fonction ou courbe inconnue « %s »", x->name);
    const char *near = bcl_names_nearest(&known, x->name);
    if (strcmp(x->name, "moyenne") == 0)
        bcl_hint(c->d, "une moyenne de ratios n'a pas de sens : écrivez "
                       "rapport(x, y sur d)");
    else if (near)
        bcl_hint(c->d, "vouliez-vous « %s » ?", near);
    return NULL;
}

static bool right_shape(checker *c, const bcl_expr *x, const function *f)
{
    if (x->narg < f->least || x->narg > f->most)
        return bcl_fail(c->d, "F07", x->at,
                        "%s(…) veut %zu argument%s%s ; il en a %zu", f->name,
                        f->least, f->least > 1 ? "s" : "",
                        f->most > f->least ? " ou plus" : "", x->narg);
    if (f->over == MUST && x->nover == 0) {
        bcl_fail(c->d, "D06", x->at,
                 "%s(…) : dites sur quelles dimensions, %s(x sur commune)",
                 f->name, f->name);
        return false;
    }
    if ((f->over == NEVER && x->nover) ||
        (x->toward && f->check != bcl_check_sum))
        return bcl_fail(c->d, "F07", x->at, "%s(…) ne prend pas « %s »",
                        f->name, x->toward ? "vers" : "sur");
    return true;
}

bcl_node *bcl_check_call(checker *c, const bcl_expr *x)
{
    const function *f = NULL;
    const bcl_symbol *s = find_curve(c, x->name);
    bcl_node *arg[9];
    bool ok = true;

    if (s)
        return curve(c, x, s);
    for (size_t i = 0; i < NFUNCTION && !f; i++)
        if (strcmp(functions[i].name, x->name) == 0)
            f = &functions[i];
    if (!f)
        return unknown_function(c, x);
    if (!right_shape(c, x, f))
        return NULL;
    for (size_t i = 0; i < x->narg; i++) {
        if (f->check == cumul && i == 1)
            continue; /* a year, not a value */
        arg[i] = bcl_check_expr(c, x->arg[i]);
        ok = ok && arg[i];
    }
    return ok ? f->check(c, x, arg) : NULL;
}
