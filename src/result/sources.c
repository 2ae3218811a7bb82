/* sources.c -- see sources.h. */
#include "result/sources.h"
#include "core/text.h"

#include <string.h>

const char *bcl_sources_text(const bcl_model *m, const char *ids, bcl_arena *a)
{
    bcl_words w = bcl_text_split(a, ids, ' ');
    const char *text = "";

    for (size_t i = 0; i < w.n; i++)
        for (size_t k = 0; k < m->nsource; k++) {
            const bcl_source *s = &m->source[k];
            if (strcmp(s->id, w.item[i]) != 0)
                continue;
            text = bcl_text_print(
                a, "%s%s%s%s%s%s%s%s", text, *text ? " ; " : "",
                s->author ? s->author : "", s->author ? ", " : "", s->title,
                s->year ? " (" : "", s->year ? s->year : "",
                s->year ? ")" : "");
            break;
        }
    return text;
}

typedef struct {
    bcl_names *id;
    const bcl_model *m;
    bool *seen; /* [quantity] */
    bcl_arena *a;
} search;

static void visit(search *s, int ref);

static void visit_node(search *s, const bcl_node *n)
{
    switch (n->op) {
    case BCL_N_QUANTITY:
    case BCL_N_STOCK:
    case BCL_N_RETIRED:
        visit(s, n->ref);
        break;
    default:
        break;
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            visit_node(s, n->arg[k]);
}

/* No deeper than the number of quantities: each is seen once. */
static void visit(search *s, int ref)
{
    const bcl_quantity *q = &s->m->quantity[ref];

    if (s->seen[ref])
        return;
    s->seen[ref] = true;
    bcl_words w = bcl_text_split(s->a, q->head.source, ' ');
    for (size_t i = 0; i < w.n; i++)
        bcl_names_add(s->id, w.item[i], strlen(w.item[i]), s->a);
    if (w.n == 0 && q->node)
        visit_node(s, q->node);
}

void bcl_sources_of(bcl_names *id, const bcl_model *m, const bcl_node *n,
                    bcl_arena *a)
{
    search s = {id, m, BCL_NEW(a, bool, m->nquantity + 1), a};

    visit_node(&s, n);
}

void bcl_sources_of_quantity(bcl_names *id, const bcl_model *m, int ref,
                             bcl_arena *a)
{
    search s = {id, m, BCL_NEW(a, bool, m->nquantity + 1), a};

    visit(&s, ref);
}
