/* naming.c -- instructions named for messages: the quantities they make. */
#include "core/text.h"
#include "engine/private.h"

const bcl_quantity *bcl_program_quantity(const bcl_program *p, int i)
{
    for (size_t q = 0; q < p->m->nquantity; q++)
        if (p->of_quantity[q] >= 0 &&
            bcl_read_through(p, p->of_quantity[q]) == bcl_read_through(p, i))
            return &p->m->quantity[q];
    return NULL;
}

const char *bcl_program_names(const bcl_program *p, const int *member, size_t n)
{
    const char *path = "";
    int shown = 0;

    for (size_t i = 0; i < n && shown < 8; i++) {
        const bcl_quantity *q = bcl_program_quantity(p, member[i]);
        if (!q)
            continue;
        path = bcl_text_print(p->a, "%s%s%s", path, shown++ ? " → " : "",
                              q->head.id);
    }
    return path;
}

bcl_pos bcl_program_place(const bcl_program *p, const int *member, size_t n)
{
    bcl_pos at = p->i[member[0]].at;

    for (size_t i = 0; i < n; i++) {
        const bcl_quantity *q = bcl_program_quantity(p, member[i]);
        if (!q)
            continue;
        if (q->kind == BCL_FLOW && q->flow == BCL_FLOW_CLOSING)
            return q->head.at;
        at = q->head.at;
    }
    return at;
}
