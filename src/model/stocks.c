/* stocks.c -- stocks, where they stand, and the flows that serve them. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

bool bcl_load_stock(bcl_loader *l, int ref)
{
    bcl_quantity *q = &l->m->quantity[ref];
    const char *in = bcl_attr(q->head.xml, "dans");
    int p = bcl_process_find(l->m, in);
    bcl_dimset set;
    int order[BCL_RANK_MAX];
    size_t rank;

    if (p < 0 || !l->m->process[p].balanced)
        return bcl_fail(l->d, "N05", bcl_attr_at(q->head.xml, "dans"),
                        "« %s » n'est pas un processus à bilan", in);
    if (l->m->process[p].stock >= 0)
        return bcl_fail(l->d, "R11", q->head.at,
                        "le processus « %s » a déjà un stock : « %s »", in,
                        l->m->quantity[l->m->process[p].stock].head.id);
    if (q->dims != l->m->process[p].by)
        return bcl_fail(
            l->d, "D08", q->head.at,
            "le stock « %s » est une grandeur %s ; son processus "
            "s'équilibre %s",
            q->head.id, bcl_dimset_text(&l->m->dims, q->dims, l->a),
            bcl_dimset_text(&l->m->dims, l->m->process[p].by, l->a));
    l->m->process[p].stock = ref;
    q->process = p;
    if (bcl_attr(q->head.xml, "depuis") &&
        !bcl_attr_int(&q->since, q->head.xml, "depuis", l->d))
        return false;
    if (!bcl_attr(q->head.xml, "cohortes"))
        return true;
    if (!bcl_model_dims(&set, order, &rank, l->m, q->head.xml, "cohortes",
                        l->d))
        return false;
    q->cohorts = order[0];
    return l->m->dims.dim[q->cohorts].age ||
           bcl_fail(l->d, "R09", bcl_attr_at(q->head.xml, "cohortes"),
                    "les membres de « %s » n'ont pas d'année : une classe "
                    "d'âge dit son année moyenne",
                    l->m->dims.dim[q->cohorts].id);
}

bool bcl_load_served(bcl_loader *l, bcl_quantity *q)
{
    const char *id = bcl_attr(q->head.xml, "stock");
    int s = id ? bcl_model_find(l->m, id) : -1;

    if (s < 0 || l->m->quantity[s].kind != BCL_STOCK ||
        !bcl_child(l->m->quantity[s].head.xml, "duree_vie", NULL))
        return bcl_fail(l->d, "N05", q->head.at,
                        "« %s » n'est pas un stock à durée de vie",
                        id ? id : "");
    q->stock = s;
    if (q->flow == BCL_FLOW_DRIVING) {
        if (l->m->quantity[s].driver >= 0)
            return bcl_fail(l->d, "R11", q->head.at,
                            "le stock « %s » est déjà piloté par « %s »", id,
                            l->m->quantity[l->m->quantity[s].driver].head.id);
        l->m->quantity[s].driver = (int)(q - l->m->quantity);
    }
    return true;
}
