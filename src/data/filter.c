/* filter.c -- rows that <ou> keeps and that <secret> marks. */
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <string.h>

typedef struct {
    const char *equal, *but, *least, *most;
    int hors;
} rule;

static bool number(double *x, const char *s)
{
    return bcl_number_parse(x, s, strlen(s), '.') ||
           bcl_number_parse(x, s, strlen(s), ',');
}

static bool keeps(bcl_reader *r, const rule *u, const char *text)
{
    double x, bound;
    bool moved;

    if (u->equal && !bcl_list_has(u->equal, text))
        return false;
    if (u->but && bcl_list_has(u->but, text))
        return false;
    if (u->least &&
        (!number(&x, text) || !number(&bound, u->least) || x < bound))
        return false;
    if (u->most && (!number(&x, text) || !number(&bound, u->most) || x > bound))
        return false;
    return u->hors < 0 ||
           bcl_reader_label(r, u->hors, text, &moved) == BCL_KEY_UNKNOWN;
}

/* The verdict is reached once a distinct label, not once a row. */
static void apply(bcl_reader *r, const bcl_xml *e, uint8_t *row, bool secret)
{
    const bcl_csv *t = &r->table;
    int c = bcl_csv_find(t, bcl_attr(e, "colonne"));
    const char *hors = bcl_attr(e, "hors");
    rule u = {bcl_attr(e, "egal"), bcl_attr(e, "sauf"), bcl_attr(e, "min"),
              bcl_attr(e, "max"), hors ? bcl_dim_find(&r->m->dims, hors) : -1};

    if (c < 0)
        return;
    if (t->col[c].type == BCL_COL_NUMBER) {
        double x;
        for (size_t i = 0; i < t->nrow; i++)
            if (secret && u.equal && number(&x, u.equal) &&
                t->col[c].kind[i] == BCL_CELL_NUMBER &&
                t->col[c].number[i] == x)
                row[i] |= 2;
        return;
    }
    bool *yes = BCL_NEW(r->a, bool, t->col[c].labels.n + 1);
    for (size_t i = 0; i < t->col[c].labels.n; i++)
        yes[i] = keeps(r, &u, t->col[c].labels.text[i]);
    for (size_t i = 0; i < t->nrow; i++) {
        bool hit = yes[t->col[c].label[i]];
        if (secret && hit)
            row[i] |= 2;
        if (!secret && !hit)
            row[i] &= (uint8_t)~1u;
    }
}

uint8_t *bcl_reader_filter(bcl_reader *r)
{
    uint8_t *row = BCL_NEW(r->a, uint8_t, r->table.nrow + 1);

    memset(row, 1, r->table.nrow);
    for (const bcl_xml *e = r->r->xml->child; e; e = e->next)
        if (bcl_is(e, "ou") || bcl_is(e, "secret"))
            apply(r, e, row, bcl_is(e, "secret"));
    return row;
}
