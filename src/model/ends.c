/* ends.c -- where flows start and arrive, and whether their dimensions fit. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

int bcl_process_find(const bcl_model *m, const char *id)
{
    for (size_t i = 0; i < m->nprocess; i++)
        if (strcmp(m->process[i].head.id, id) == 0)
            return (int)i;
    return -1;
}

static bool end_index(bcl_loader *l, const bcl_quantity *q, const bcl_select *s,
                      bcl_end_index *out)
{
    const bcl_dims *t = &l->m->dims;
    int dim = bcl_dim_find(t, s->dim), *map;

    if (dim < 0)
        return bcl_fail(l->d, "D03", s->at, "« %s » n'est pas une dimension",
                        s->dim);
    *out = (bcl_end_index){.dim = dim, .member = -1, .from = -1};
    const bcl_names *members = bcl_dim_members(t, dim);
    if (s->keeps) {
        bool *keep = BCL_NEW(l->a, bool, members->n + 1);
        for (size_t i = 0; i < s->nright; i++) {
            int m = bcl_names_find(members, s->right[i], strlen(s->right[i]));
            if (m < 0)
                return bcl_fail(l->d, "D03", s->right_at,
                                "« %s » n'est pas un membre de « %s »",
                                s->right[i], s->dim);
            keep[m] = true;
        }
        out->keep = keep;
        return true;
    }
    out->member = bcl_names_find(members, s->right[0], strlen(s->right[0]));
    if (out->member >= 0)
        return true;
    out->from = bcl_dim_find(t, s->right[0]);
    if (out->from < 0)
        return bcl_fail(l->d, "D03", s->right_at,
                        "« %s » n'est ni un membre de « %s » ni une dimension",
                        s->right[0], s->dim);
    if (!(q->dims & BCL_DIM_BIT(out->from)))
        return bcl_fail(l->d, "D08", s->right_at,
                        "le flux « %s » ne porte pas « %s »", q->head.id,
                        s->right[0]);
    return bcl_dim_leads(t, out->from, dim, &map, l->a) ||
           bcl_fail(l->d, "D09", s->at, "« %s » ne mène pas à « %s »",
                    s->right[0], s->dim);
}

static bool parse_end(bcl_loader *l, const bcl_quantity *q, const char *attr,
                      bcl_end *out)
{
    bcl_expr *x = bcl_model_parse_attr(q->head.xml, attr, l->a, l->d);
    bool ok = true;

    out->process = BCL_OUTSIDE;
    out->at = bcl_attr_at(q->head.xml, attr);
    if (!x)
        return false;
    const bcl_expr *name = x->kind == BCL_X_SELECT ? x->arg[0] : x;
    if (name->kind != BCL_X_NAME)
        return bcl_fail(l->d, "N05", out->at,
                        "%s=\"…\" : un processus est attendu", attr);
    if (strcmp(name->name, "exterieur") == 0)
        return true;
    out->process = bcl_process_find(l->m, name->name);
    if (out->process < 0) {
        bcl_names known = {0};
        for (size_t i = 0; i < l->m->nprocess; i++)
            bcl_names_add(&known, l->m->process[i].head.id,
                          strlen(l->m->process[i].head.id), l->a);
        bcl_names_add(&known, "exterieur", 9, l->a);
        bcl_fail(l->d, "N05", name->at, "processus inconnu « %s »", name->name);
        const char *near = bcl_names_nearest(&known, name->name);
        if (near)
            bcl_hint(l->d, "vouliez-vous « %s » ?", near);
        return false;
    }
    for (size_t i = 0; i < x->nselect && ok; i++)
        ok = end_index(l, q, &x->select[i], &out->index[out->nindex++]);
    return ok;
}

static const bcl_end_index *index_of(const bcl_end *end, int dim)
{
    for (size_t i = 0; i < end->nindex; i++)
        if (end->index[i].dim == dim)
            return &end->index[i];
    return NULL;
}

/* D08: every dimension of the balance is carried or said. */
static bool end_fits(bcl_loader *l, const bcl_quantity *q, const bcl_end *end)
{
    bool ok = true;

    if (end->process < 0 || !l->m->process[end->process].balanced)
        return true;
    const bcl_process *p = &l->m->process[end->process];
    for (size_t d = 0; d < l->m->dims.n; d++) {
        const bcl_end_index *i = index_of(end, (int)d);
        bool carried = q->dims & BCL_DIM_BIT(d);
        if (!(p->by & BCL_DIM_BIT(d)) || (carried && !i) ||
            (i && (i->from >= 0 || i->member >= 0 || carried)))
            continue;
        bcl_fail(l->d, "D08", end->at,
                 "« %s » s'équilibre par « %s » ; le flux « %s » ne porte pas "
                 "cette dimension",
                 p->head.id, l->m->dims.dim[d].id, q->head.id);
        ok = bcl_hint(l->d, "dites où il va : %s[%s=membre]", p->head.id,
                      l->m->dims.dim[d].id);
    }
    return ok;
}

/* D11: a flow between cells of one family must say which end reads the
 * alias, or it silently enters the cell it leaves. */
static bool alias_said(bcl_loader *l, const bcl_quantity *q)
{
    const bcl_dims *t = &l->m->dims;

    for (size_t d = 1; d < t->n; d++) {
        int base = t->dim[d].same_as;
        if (base < 0 || !(q->dims & BCL_DIM_BIT(d)) ||
            !(q->dims & BCL_DIM_BIT(base)))
            continue;
        const bcl_end *ends[] = {&q->from, &q->to};
        bool reads = false, needs = false;
        for (int i = 0; i < 2; i++) {
            if (ends[i]->process < 0)
                continue;
            const bcl_process *p = &l->m->process[ends[i]->process];
            needs = needs || (p->balanced && (p->by & BCL_DIM_BIT(base)));
            const bcl_end_index *x = index_of(ends[i], base);
            reads = reads || x;
        }
        if (needs && !reads)
            return bcl_fail(
                l->d, "D11", q->head.at,
                "le flux porte « %s » et « %s » ; dites quel bout lit « %s » : "
                "vers=\"%s[%s=%s]\"",
                t->dim[base].id, t->dim[d].id, t->dim[d].id,
                q->to.process >= 0 ? l->m->process[q->to.process].head.id
                                   : "processus",
                t->dim[base].id, t->dim[d].id);
    }
    return true;
}

static bool flow_kind(bcl_loader *l, bcl_quantity *q)
{
    const char *is = bcl_attr(q->head.xml, "est");

    q->flow = BCL_FLOW_VALUE;
    if (!is)
        return true;
    if (strcmp(is, "coefficient") == 0)
        q->flow = BCL_FLOW_COEFFICIENT;
    else if (strcmp(is, "solde") == 0)
        q->flow = BCL_FLOW_CLOSING;
    else if (strcmp(is, "fin_de_vie") == 0)
        q->flow = BCL_FLOW_RETIRED;
    else if (strcmp(is, "pilote") == 0)
        q->flow = BCL_FLOW_DRIVING;
    else if (strcmp(is, "retrait") == 0)
        q->flow = BCL_FLOW_EARLY;
    else
        return bcl_fail(
            l->d, "R09", bcl_attr_at(q->head.xml, "est"),
            "est=\"%s\" : coefficient, solde, fin_de_vie, pilote ou "
            "retrait",
            is);
    return true;
}

static bool balanced(const bcl_model *m, const bcl_end *e)
{
    return e->process >= 0 && m->process[e->process].balanced;
}

static bool closing(bcl_loader *l, bcl_quantity *q)
{
    const char *which = bcl_attr(q->head.xml, "ferme"),
               *sign = bcl_attr(q->head.xml, "signe");

    q->free_sign = sign && strcmp(sign, "libre") == 0;
    q->closes_to =
        which ? strcmp(which, "vers") == 0 : !balanced(l->m, &q->from);
    const bcl_end *end = q->closes_to ? &q->to : &q->from;
    if (!balanced(l->m, end))
        return bcl_fail(l->d, "R10", q->head.at,
                        "le solde « %s » ne ferme aucun bilan : %s n'en a pas",
                        q->head.id,
                        end->process < 0 ? "l'extérieur"
                                         : l->m->process[end->process].head.id);
    l->m->process[end->process].closed = true;
    return true;
}

static bool load_flow(bcl_loader *l, bcl_quantity *q)
{
    bool ok = flow_kind(l, q);

    ok = parse_end(l, q, "de", &q->from) && ok;
    ok = parse_end(l, q, "vers", &q->to) && ok;
    if (!ok)
        return false;
    ok = end_fits(l, q, &q->from);
    ok = end_fits(l, q, &q->to) && ok;
    ok = alias_said(l, q) && ok;
    if (q->flow == BCL_FLOW_CLOSING)
        ok = closing(l, q) && ok;
    if (q->flow == BCL_FLOW_COEFFICIENT && !balanced(l->m, &q->from))
        ok = bcl_fail(l->d, "R10", q->head.at,
                      "un coefficient porte sur l'entrée d'un processus : "
                      "« %s » part de l'extérieur ou d'un processus sans bilan",
                      q->head.id);
    return ok;
}

bool bcl_load_processes(bcl_loader *l)
{
    bcl_model *m = l->m;
    bool ok = true;

    for (size_t i = 0; i < m->nquantity; i++)
        if (m->quantity[i].kind == BCL_FLOW)
            ok = load_flow(l, &m->quantity[i]) && ok;
    for (size_t i = 0; i < m->nquantity; i++)
        if (m->quantity[i].kind == BCL_STOCK)
            ok = bcl_load_stock(l, (int)i) && ok;
    for (size_t i = 0; i < m->nquantity; i++)
        if (m->quantity[i].flow >= BCL_FLOW_RETIRED)
            ok = bcl_load_served(l, &m->quantity[i]) && ok;
    return ok;
}
