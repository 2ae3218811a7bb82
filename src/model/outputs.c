/* outputs.c -- ledgers, figures and tables. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

/* Does a formula read, at any remove, a flow that closes?  seen: by quantity,
 * those already looked at, in vain. */
static bool reads_closing(const bcl_model *m, const bcl_node *n, bool *seen)
{
    if (n->op == BCL_N_QUANTITY) {
        const bcl_quantity *q = &m->quantity[n->ref];
        if (q->kind == BCL_FLOW && q->flow == BCL_FLOW_CLOSING)
            return true;
        if (seen[n->ref] || !q->node ||
            (q->kind != BCL_DERIVED && q->kind != BCL_INDICATOR))
            return false;
        seen[n->ref] = true;
        return reads_closing(m, q->node, seen);
    }
    for (int i = 0; i < n->narg; i++)
        if (n->arg[i] && reads_closing(m, n->arg[i], seen))
            return true;
    return false;
}

static bool ledger_line(bcl_loader *l, bcl_ledger *g, const bcl_xml *e)
{
    bcl_scope s = bcl_model_scope(l->m);
    bcl_ledger_line *line = &g->line[g->nline++];

    *line = (bcl_ledger_line){.title = bcl_attr(e, "titre"),
                              .resource = bcl_is(e, "ressource"),
                              .at = e->at};
    if (!(line->expr = bcl_model_parse_text(e, l->a, l->d)) ||
        !(line->node = bcl_formula_check(line->expr, &s, l->a, l->d)))
        return false;
    line->closing = reads_closing(l->m, line->node,
                                  BCL_NEW(l->a, bool, l->m->nquantity + 1));
    return bcl_formula_declared(
        line->node, g->dims | BCL_YEAR_BIT, g->unit, g->unit_text,
        bcl_text_print(l->a, "la ligne « %s »", line->title), &s, l->a, l->d);
}

static bool load_ledger(bcl_loader *l, const bcl_document *doc,
                        const bcl_xml *e)
{
    bcl_model *m = l->m;
    bcl_ledger g = {.head = bcl_model_head(e, doc->dir),
                    .theme = bcl_attr(e, "theme"),
                    .unit_text = bcl_attr(e, "unite"),
                    .tolerance = 0.005};
    int order[BCL_RANK_MAX];
    size_t rank, n = 0, resources = 0;
    bool ok;

    g.unit =
        bcl_unit_parse(m->units, g.unit_text, bcl_attr_at(e, "unite"), l->d);
    ok = bcl_model_dims(&g.dims, order, &rank, m, e, "dims", l->d) && g.unit;
    if (bcl_attr(e, "tolerance"))
        ok = bcl_attr_number(&g.tolerance, e, "tolerance", l->d) && ok;
    if (!ok)
        return false;
    g.dims &= ~BCL_YEAR_BIT;
    for (const bcl_xml *c = e->child; c; c = c->next, n++)
        resources += bcl_is(c, "ressource");
    if (resources == 0 || resources == n)
        return bcl_fail(l->d, "R08", e->at,
                        "le bilan « %s » veut au moins une ressource et un "
                        "emploi",
                        g.head.id);
    g.line = BCL_NEW(l->a, bcl_ledger_line, n);
    for (const bcl_xml *c = e->child; c; c = c->next)
        ok = ledger_line(l, &g, c) && ok;
    BCL_GROW(l->a, m->ledger, m->nledger, &m->ledger_cap);
    m->ledger[m->nledger++] = g;
    return ok;
}

static bool load_figure(bcl_loader *l, const bcl_document *doc,
                        const bcl_xml *e)
{
    bcl_model *m = l->m;

    BCL_GROW(l->a, m->figure, m->nfigure, &m->figure_cap);
    m->figure[m->nfigure++] = bcl_model_head(e, doc->dir);
    return true;
}

static bool load_table(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    bcl_model *m = l->m;

    BCL_GROW(l->a, m->table, m->ntable, &m->table_cap);
    m->table[m->ntable++] = bcl_model_head(e, doc->dir);
    return true;
}

bool bcl_load_outputs(bcl_loader *l)
{
    bool ok = bcl_loader_each(l, "bilan", load_ledger);

    ok = bcl_load_targets(l) && ok;
    ok = bcl_loader_each(l, "figure", load_figure) && ok;
    return bcl_loader_each(l, "tableau", load_table) && ok;
}
