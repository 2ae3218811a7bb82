/* bind_sankey_say.c -- what is said of a Sankey diagram in words: see
 * bind_flows.h. */
#include "core/text.h"
#include "figure/bind_flows.h"
#include "figure/sankey_label.h"

#include <string.h>

static void note_list(bcl_binding *b, const char *what, const char *const *name,
                      size_t n)
{
    if (n > 0)
        bcl_bind_note(b, bcl_text_print(b->a, "%s\u00A0: %s", what,
                                        bcl_bind_list(name, n, 4, b->a)));
}

/* Processes that should close and have a flow the diagram leaves out: what
 * enters their node and what leaves it need not be equal. */
static void note_partial(bcl_binding *b)
{
    const bcl_model *m = b->m;
    const char **name = BCL_NEW(b->a, const char *, m->nprocess + 1);
    size_t n = 0;

    for (size_t p = 0; p < m->nprocess; p++)
        if (b->f->included[p] && m->process[p].balanced &&
            bcl_flow_omits(b, (int)p))
            name[n++] = m->process[p].head.title;
    note_list(b, "des flux ne sont pas montrés", name, n);
}

static const char *total(const bcl_binding *b, double v, bool least,
                         int decimals)
{
    return least && !(v > 0)
               ? "n.d."
               : bcl_sankey_bound(bcl_frame_value(b->a, v, decimals), least,
                                  b->a);
}

static void note_totals(bcl_binding *b, const bcl_flow_graph *g,
                        const bcl_sankey *s)
{
    bcl_flow_totals t = bcl_flow_graph_totals(g, b);
    int decimals = bcl_sankey_decimals(s);
    const char *in = total(b, t.resources, t.least_resources, decimals);
    const char *out = total(b, t.uses, t.least_uses, decimals);

    if (strcmp(in, out) == 0)
        bcl_bind_note(
            b, bcl_text_print(b->a, "ressources et emplois\u00A0: %s", in));
    else
        bcl_bind_note(b, bcl_text_print(b->a,
                                        "ressources\u00A0: %s, "
                                        "emplois\u00A0: %s",
                                        in, out));
}

void bcl_flow_note(bcl_binding *b, const bcl_flow_graph *g, const bcl_sankey *s)
{
    note_totals(b, g, s);
    note_list(b, "non calculables", g->lack, g->nlack);
    note_list(b, "écarts qui se compensent d’une cellule à l’autre", g->offset,
              g->noffset);
    note_partial(b);
}

static const char *largest(const bcl_binding *b, const bcl_sankey *s)
{
    const char *part[3];
    bool *told = BCL_NEW(b->a, bool, s->nlink + 1);
    size_t n = 0;

    while (n < 3) {
        size_t best = s->nlink;
        for (size_t i = 0; i < s->nlink; i++)
            if (!told[i] && !s->link[i].unknown &&
                (best == s->nlink || s->link[i].v > s->link[best].v))
                best = i;
        if (best == s->nlink)
            break;
        told[best] = true;
        part[n++] = bcl_text_print(b->a, "%s vers %s (%s)",
                                   s->node[s->link[best].from].label,
                                   s->node[s->link[best].to].label,
                                   bcl_bind_amount(b, s->link[best].v));
    }
    return bcl_bind_list(part, n, 3, b->a);
}

const char *bcl_flow_describe(const bcl_binding *b, const bcl_sankey *s,
                              int year)
{
    const char **open = BCL_NEW(b->a, const char *, s->nnode + 1);
    size_t n = 0;

    for (size_t i = 0; i < s->nnode; i++)
        if (s->node[i].gap != 0)
            open[n++] = bcl_text_print(b->a, "%s, %s", s->node[i].label,
                                       bcl_sankey_gap(s, i, b->a));
    const char *text =
        bcl_text_print(b->a, "%s en %d\u00A0: les plus grands flux sont %s.",
                       b->f->head->title, year, largest(b, s));
    return n == 0 ? text
                  : bcl_text_print(b->a, "%s Ne ferme pas\u00A0: %s.", text,
                                   bcl_bind_list(open, n, 4, b->a));
}
