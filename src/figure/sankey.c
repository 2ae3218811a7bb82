/* sankey.c -- a plan made and put into a box: see sankey.h. */
#include "figure/sankey.h"

#include "figure/sankey_label.h"
#include "figure/sankey_plan.h"

#include <math.h>
#include <stdlib.h>

static const double node_width = 0.32;

static const char *name(const bcl_sankey *s, size_t node)
{
    return s->node[node].label ? s->node[node].label : "";
}

static bool check(const bcl_sankey *s, bcl_diag *d)
{
    double most = 0;
    bool ok = true;

    for (size_t k = 0; k < s->nlink; k++) {
        const bcl_sankey_link *l = &s->link[k];

        if (l->from >= s->nnode || l->to >= s->nnode) {
            ok = bcl_fail(d, "G06", (bcl_pos){0}, "flux n° %zu : nœud inconnu",
                          k + 1);
            continue;
        }
        if (l->unknown)
            continue;
        ok = bcl_frame_check(&l->v, 1, true, name(s, l->from), d) && ok;
        most = fmax(most, isnan(l->v) ? 0 : l->v);
    }
    for (size_t i = 0; i < s->nnode; i++) {
        ok = bcl_frame_check(&s->node[i].gap, 1, false, name(s, i), d) && ok;
        if (s->node[i].layer > 30)
            ok = bcl_fail(d, "G06", (bcl_pos){0},
                          "« %.80s » : rang %d, 30 au plus", name(s, i),
                          s->node[i].layer);
    }
    if (ok && !(most > 0))
        ok = bcl_fail(d, "G06", (bcl_pos){0},
                      "« %.80s » : aucun flux à dessiner",
                      s->page.title ? s->page.title : "diagramme de flux");
    return ok;
}

/* A flow without value has no width, but its line should not cross others
 * more than need be. */
static void weigh(bcl_sankey_plan *p)
{
    const double least = 0.02;
    double most = 0;

    for (size_t k = 0; k < p->s->nlink; k++) {
        const bcl_sankey_link *l = &p->s->link[k];

        p->course[k].v = !l->unknown && l->v > 0 ? l->v : 0;
        most = fmax(most, p->course[k].v);
    }
    for (size_t k = 0; k < p->s->nlink; k++) {
        bcl_sankey_course *c = &p->course[k];

        c->drawn = p->s->link[k].unknown || c->v > 0;
        c->weight = p->s->link[k].unknown ? least * most : c->v;
    }
}

static void total(bcl_sankey_plan *p)
{
    for (size_t k = 0; k < p->s->nlink; k++) {
        const bcl_sankey_link *l = &p->s->link[k];

        if (!p->course[k].drawn)
            continue;
        p->vertex[l->from].there = p->vertex[l->to].there = true;
        p->vertex[l->from].out += p->course[k].v;
        p->vertex[l->to].in += p->course[k].v;
    }
    for (size_t i = 0; i < p->s->nnode; i++) {
        bcl_sankey_vertex *v = &p->vertex[i];
        double gap = v->there ? p->s->node[i].gap : 0;

        v->value = fmax(v->in + fmax(-gap, 0), v->out + fmax(gap, 0));
    }
}

static void find_ends(bcl_sankey_plan *p)
{
    for (size_t k = 0; k < p->s->nlink; k++)
        if (p->course[k].drawn && !p->course[k].back) {
            p->vertex[p->s->link[k].from].gives = true;
            p->vertex[p->s->link[k].to].gets = true;
        }
}

static void warn_gaps(const bcl_sankey_plan *p, bcl_diag *d)
{
    for (size_t i = 0; i < p->s->nnode; i++)
        if (p->vertex[i].there && p->s->node[i].gap != 0)
            bcl_warn(d, "G11", (bcl_pos){0},
                     "« %.80s » n’est pas équilibré : %s", name(p->s, i),
                     bcl_sankey_gap(p->s, i, p->a));
}

/* Shorter spans inside; then the link whose source is lower. */
static void sort_loops(bcl_sankey_plan *p)
{
    for (size_t i = 1; i < p->nloop; i++)
        for (size_t j = i; j > 0; j--) {
            const bcl_sankey_link *a = &p->s->link[p->loop[j - 1]];
            const bcl_sankey_link *b = &p->s->link[p->loop[j]];
            const bcl_sankey_vertex *v = p->vertex;
            int span_a = v[a->from].layer - v[a->to].layer;
            int span_b = v[b->from].layer - v[b->to].layer;
            size_t swap = p->loop[j];

            if (span_a < span_b ||
                (span_a == span_b && v[a->from].rank >= v[b->from].rank))
                break;
            p->loop[j] = p->loop[j - 1];
            p->loop[j - 1] = swap;
        }
}

bcl_sankey_plan *bcl_sankey_plan_create(const bcl_sankey *s, bcl_arena *a,
                                        bcl_diag *d)
{
    if (!check(s, d))
        return NULL;
    bcl_sankey_plan *p = BCL_NEW(a, bcl_sankey_plan, 1);

    *p = (bcl_sankey_plan){.s = s,
                           .a = a,
                           .vertex = BCL_NEW(a, bcl_sankey_vertex, s->nnode),
                           .nvertex = s->nnode,
                           .cap_vertex = s->nnode,
                           .course = BCL_NEW(a, bcl_sankey_course, s->nlink),
                           .loop = BCL_NEW(a, size_t, s->nlink)};
    weigh(p);
    total(p);
    bcl_sankey_plan_feedback(p);
    bcl_sankey_plan_layers(p);
    find_ends(p);
    warn_gaps(p, d);
    bcl_sankey_plan_dummies(p);
    bcl_sankey_plan_order(p);
    sort_loops(p);
    return p;
}

size_t bcl_sankey_plan_columns(const bcl_sankey_plan *p)
{
    return p->ncolumn;
}

int bcl_sankey_plan_layer(const bcl_sankey_plan *p, size_t node)
{
    return p->vertex[node].there ? p->vertex[node].layer : -1;
}

size_t bcl_sankey_plan_loops(const bcl_sankey_plan *p)
{
    return p->nloop;
}

static void place_node(bcl_sankey_layout *out, const bcl_sankey_plan *p,
                       size_t i, double top)
{
    const bcl_sankey_vertex *v = &p->vertex[i];
    bcl_sankey_place *n = &out->node[i];
    double x = out->column[v->there ? v->layer : 0], legs = 0;
    bool last = (size_t)v->layer + 1 >= p->ncolumn;

    *n = (bcl_sankey_place){
        .box = {x, top - v->y - v->h, x + node_width, top - v->y},
        .layer = v->layer,
        .there = v->there,
        .passes = v->gets && v->gives,
        .in = v->in,
        .out = v->out,
        .least_in = bcl_sankey_least(p->s, i, false),
        .least_out = bcl_sankey_least(p->s, i, true)};
    for (size_t k = 0; k < p->nloop; k++) {
        const bcl_sankey_course *c = &p->course[p->loop[k]];
        size_t to = p->s->link[p->loop[k]].to;

        if (p->vertex[to].layer == v->layer + 1)
            legs = fmax(legs, c->rise + c->v * p->scale / 2);
    }
    n->room = last ? 0 : out->column[v->layer + 1] - n->box.x1 - legs;
    n->stub = bcl_sankey_plan_stub(p, i, &n->box);
}

bool bcl_sankey_lay(bcl_sankey_layout *out, bcl_sankey_plan *p, bcl_box area,
                    double pad, bcl_diag *d)
{
    double left = 0, right = 0;
    bool ok = bcl_sankey_plan_depths(p, area.y1 - area.y0, pad);

    *out = (bcl_sankey_layout){
        .node = BCL_NEW(p->a, bcl_sankey_place, p->s->nnode),
        .link = BCL_NEW(p->a, bcl_sankey_ribbon, p->s->nlink),
        .ncolumn = p->ncolumn,
        .column = BCL_NEW(p->a, double, p->ncolumn),
        .node_width = node_width,
        .crossings = p->crossings};
    if (ok)
        bcl_sankey_plan_legs(&left, &right, p);
    double width = area.x1 - area.x0 - left - right - node_width;
    double steps = p->ncolumn > 1 ? (double)(p->ncolumn - 1) : 1;

    if (!ok || width < steps * (node_width + 0.6))
        return bcl_fail(d, "G09", (bcl_pos){0},
                        "figure trop petite (%.3g × %.3g cm) pour ses flux",
                        area.x1 - area.x0, area.y1 - area.y0);
    for (size_t c = 0; c < p->ncolumn; c++)
        out->column[c] = area.x0 + left + (double)c * width / steps;
    out->scale = p->scale;
    for (size_t i = 0; i < p->s->nnode; i++)
        place_node(out, p, i, area.y1);
    for (size_t k = 0; k < p->s->nlink; k++)
        if (p->course[k].drawn)
            bcl_sankey_plan_outline(&out->link[k], p, k, out->column,
                                    node_width, area.y1);
    return true;
}
