/* console_missing.c -- the donnees that lack, those that hide most first. */
#include "cli/console.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 12 };

typedef struct {
    int quantity;
    size_t hidden, alone; /* indicators that wait for it; for it alone */
} lack;

static int by_hidden(const void *a, const void *b)
{
    const lack *x = a, *y = b;

    if (x->hidden != y->hidden)
        return x->hidden < y->hidden ? 1 : -1;
    if (x->alone != y->alone)
        return x->alone < y->alone ? 1 : -1;
    return x->quantity - y->quantity;
}

/* In some year up to the reference. */
static bool was_known(const bcl_plan *p, int wish)
{
    const bcl_dims *t = &p->s->m.dims;

    for (int y = t->first_year; y <= t->reference; y++)
        if (bcl_plan_value(p, 0, wish)->avail[bcl_values_year(&p->s->m, y)])
            return true;
    return false;
}

static void count(lack *of, const bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    for (size_t q = 0; q < m->nquantity; q++)
        of[q].quantity = (int)q;
    for (size_t q = 0; q < m->nquantity; q++) {
        const bcl_quantity **w =
            p->indicator[q] >= 0 && !was_known(p, p->indicator[q])
                ? p->missing[0][p->indicator[q]]
                : NULL;
        for (size_t i = 0; w && w[i]; i++) {
            of[w[i] - m->quantity].hidden++;
            of[w[i] - m->quantity].alone += !w[1];
        }
    }
}

/* "data/x.csv n'a encore aucune ligne", or the years it has. */
static const char *why(const bcl_plan *p, int quantity)
{
    const bcl_study *s = p->s;
    const bcl_quantity *q = &s->m.quantity[quantity];
    const char *reason = s->inputs.base[quantity].why;

    if (s->inputs.base[quantity].slice)
        return bcl_text_print(p->a, "aucune valeur en %d", s->m.dims.reference);
    return reason && (q->nreading || q->node) ? reason
                                              : "aucun fichier ne la donne";
}

void bcl_console_missing(const bcl_plan *p)
{
    const bcl_model *m = &p->s->m;
    lack *of = BCL_NEW(p->a, lack, m->nquantity + 1);

    count(of, p);
    if (m->nquantity)
        qsort(of, m->nquantity, sizeof *of, by_hidden);
    if (m->nquantity && of[0].hidden)
        puts("Données absentes, et ce qu'elles cachent");
    size_t n = 0;
    while (n < m->nquantity && of[n].hidden)
        n++;
    for (size_t i = 0; i < n && i < MOST; i++) {
        const bcl_quantity *q = &m->quantity[of[i].quantity];
        printf("  « %s » : %zu indicateur%s", q->head.title, of[i].hidden,
               of[i].hidden > 1 ? "s" : "");
        if (of[i].alone)
            printf(", dont %zu n'attend%s qu'elle", of[i].alone,
                   of[i].alone > 1 ? "ent" : "");
        printf(" ; %s\n", why(p, of[i].quantity));
    }
    if (n > MOST)
        printf("  et %zu autre%s, qui en cachent moins\n", n - MOST,
               n > MOST + 1 ? "s" : "");
}
