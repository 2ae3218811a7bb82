/* declared.c -- <tableau> elements settled. */
#include "core/text.h"
#include "model/spec.h"
#include "report/tables.h"

#include <string.h>

/* The dimensions of one side; the one shown first is the first that is not the
 * year. */
static bool side(int *dim, bcl_dimset *dims, const bcl_plan *p,
                 const bcl_head *h, const char *attr, bcl_diag *d)
{
    bcl_dimset set;
    int order[BCL_RANK_MAX];
    size_t rank;

    if (!bcl_model_dims(&set, order, &rank, &p->s->m, h->xml, attr, d))
        return false;
    if (rank == 0)
        return bcl_fail(d, "R09", bcl_attr_at(h->xml, attr),
                        "%s=\"…\" : au moins une dimension", attr);
    *dim = order[0] == BCL_YEAR && rank > 1 ? order[1] : order[0];
    *dims |= set;
    return true;
}

static bool settle(bcl_declared_table *t, bcl_plan *p, bcl_diag *d)
{
    const bcl_xml *e = t->head->xml;
    bcl_scope s = bcl_model_scope(&p->s->m);
    bcl_dimset dims = 0;
    bcl_expr *x;

    if (!side(&t->rows, &dims, p, t->head, "lignes", d) ||
        !side(&t->columns, &dims, p, t->head, "colonnes", d) ||
        !(x = bcl_model_parse_text(e, p->a, d)) ||
        !(t->node = bcl_formula_check(x, &s, p->a, d)))
        return false;
    if (t->node->dims & ~dims & ~BCL_YEAR_BIT)
        return bcl_fail(d, "D01", t->node->at,
                        "le tableau « %s » croise %s et %s ; sa formule donne "
                        "une grandeur %s",
                        t->head->id, p->s->m.dims.dim[t->rows].id,
                        p->s->m.dims.dim[t->columns].id,
                        bcl_dimset_text(&p->s->m.dims, t->node->dims, p->a));
    t->unit_text = bcl_attr(e, "unite");
    t->unit = t->unit_text    ? bcl_unit_parse(p->s->units, t->unit_text,
                                               bcl_attr_at(e, "unite"), d)
              : t->node->unit ? t->node->unit
                              : bcl_unit_one(p->s->units);
    if (!t->unit)
        return false;
    if (!t->unit_text)
        t->unit_text = t->node->op == BCL_N_QUANTITY
                           ? p->s->m.quantity[t->node->ref].unit_text
                           : bcl_unit_base_text(t->unit, p->a);
    if (t->node->unit && !bcl_unit_same(t->node->unit, t->unit))
        return bcl_fail(d, "U01", bcl_attr_at(e, "unite"),
                        "le tableau « %s » est en %s ; sa formule donne des %s",
                        t->head->id, t->unit_text,
                        bcl_unit_base_text(t->node->unit, p->a));
    t->decimals = 1;
    if (bcl_attr(e, "decimales") &&
        !bcl_attr_int(&t->decimals, e, "decimales", d))
        return false;
    t->wish = bcl_plan_add(p, t->node, dims | (t->node->dims & BCL_YEAR_BIT));
    return true;
}

static bool add(bcl_declared_tables *out, bcl_plan *p, const bcl_head *h,
                const char *scenario, bcl_diag *d)
{
    BCL_GROW(p->a, out->item, out->n, &out->cap);
    out->item[out->n] = (bcl_declared_table){.head = h, .scenario = scenario};
    return settle(&out->item[out->n++], p, d);
}

bool bcl_tables_plan(bcl_declared_tables *out, bcl_plan *p, bcl_diag *d)
{
    const bcl_study *s = p->s;
    bool ok = true;

    *out = (bcl_declared_tables){0};
    for (size_t i = 0; i < s->m.ntable; i++)
        ok = add(out, p, &s->m.table[i], NULL, d) && ok;
    for (size_t k = 0; k < p->nrun; k++) {
        if (p->run[k] < 0)
            continue;
        const bcl_scenario *sc = &s->scenarios.item[p->run[k]];
        for (size_t i = 0; i < sc->ntable; i++)
            ok = add(out, p, &sc->table[i], sc->head.id, d) && ok;
    }
    return ok;
}
