/* curves.c -- curves read by formulas: points in base units. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

static bool curve_points(bcl_loader *l, const bcl_xml *e, bcl_curve *c)
{
    size_t n = 0;

    for (const bcl_xml *p = e->child; p; p = p->next)
        n++;
    c->x = BCL_NEW(l->a, double, n + 1);
    c->y = BCL_NEW(l->a, double, n + 1);
    for (const bcl_xml *p = e->child; p; p = p->next) {
        double x, y;
        if (!bcl_attr_number(&x, p, "x", l->d) ||
            !bcl_attr_number(&y, p, "y", l->d))
            return bcl_attr(p, "x") && bcl_attr(p, "y")
                       ? false
                       : bcl_fail(l->d, "R08", p->at,
                                  "un point de courbe veut x et y");
        c->x[c->n] = x * bcl_unit_factor(c->x_unit);
        c->y[c->n] = y * bcl_unit_factor(c->unit);
        if (c->n > 0 && c->x[c->n] <= c->x[c->n - 1])
            return bcl_fail(l->d, "R09", p->at,
                            "les x d'une courbe vont en croissant");
        c->n++;
    }
    return c->n > 0 || bcl_fail(l->d, "R08", e->at, "courbe sans point");
}

bool bcl_load_curve(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    bcl_model *m = l->m;
    const char *out = bcl_attr(e, "hors");
    bcl_curve c = {.head = bcl_model_head(e, doc->dir),
                   .extend = out && strcmp(out, "prolongee") == 0,
                   .strict = out && strcmp(out, "erreur") == 0};

    c.x_unit = bcl_unit_parse(m->units, bcl_attr(e, "x_unite"),
                              bcl_attr_at(e, "x_unite"), l->d);
    c.unit = bcl_unit_parse(m->units, bcl_attr(e, "unite"),
                            bcl_attr_at(e, "unite"), l->d);
    if (!c.x_unit || !c.unit || !curve_points(l, e, &c))
        return false;
    BCL_GROW(l->a, m->curve, m->ncurve, &m->curve_cap);
    m->curve[m->ncurve++] = c;
    return bcl_symbol_add(l, c.head.id, e->at,
                          (bcl_symbol){.kind = BCL_SYM_CURVE,
                                       .ref = (int)m->ncurve - 1,
                                       .unit = c.unit,
                                       .x_unit = c.x_unit});
}
