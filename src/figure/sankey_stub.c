/* sankey_stub.c -- where the gap of a node is shown: see sankey_plan.h. */
#include "figure/sankey_plan.h"

#include <math.h>

const double bcl_sankey_stub_length = 0.45;

/* How far a flow runs downwards beyond this face of a node. */
static double drop(const bcl_sankey_piece *e, bool out)
{
    return out ? e->yd - e->ys : e->ys - e->yd;
}

static bool has_loop(const bcl_sankey_plan *p, size_t node, bool out)
{
    for (size_t i = 0; i < p->nloop; i++) {
        const bcl_sankey_link *l = &p->s->link[p->loop[i]];

        if ((out ? l->from : l->to) == node)
            return true;
    }
    return false;
}

/* Below the flows, unless the lowest runs down more than the highest runs up;
 * and never below a loop, whose leg goes down. */
static bool goes_above(const bcl_sankey_plan *p, size_t node, bool out)
{
    const bcl_sankey_piece *high = NULL, *low = NULL;

    if (has_loop(p, node, out))
        return true;
    for (size_t k = 0; k < p->npiece; k++) {
        const bcl_sankey_piece *e = &p->piece[k];
        double y = out ? e->ys : e->yd;

        if ((out ? e->from : e->to) != node)
            continue;
        if (!high || y < (out ? high->ys : high->yd))
            high = e;
        if (!low || y >= (out ? low->ys : low->yd))
            low = e;
    }
    return high && fmax(drop(low, out), 0) > fmax(-drop(high, out), 0);
}

void bcl_sankey_plan_stubs(bcl_sankey_plan *p)
{
    for (size_t i = 0; i < p->s->nnode; i++) {
        double gap = p->s->node[i].gap;
        bool out = gap > 0;

        p->vertex[i].lead[0] = p->vertex[i].lead[1] = 0;
        if (p->vertex[i].there && gap != 0 && goes_above(p, i, out))
            p->vertex[i].lead[out] = fabs(gap) * p->scale;
    }
}

bcl_box bcl_sankey_plan_stub(const bcl_sankey_plan *p, size_t node,
                             const bcl_box *box)
{
    const bcl_sankey_vertex *v = &p->vertex[node];
    double gap = p->s->node[node].gap, h = fabs(gap) * p->scale;
    bool out = gap > 0;
    double x = out ? box->x1 : box->x0 - bcl_sankey_stub_length;
    double flows = v->lead[out] > 0 ? 0 : (out ? v->out : v->in) * p->scale;

    if (!v->there || gap == 0)
        return (bcl_box){0};
    return (bcl_box){x, box->y1 - flows - h, x + bcl_sankey_stub_length,
                     box->y1 - flows};
}
