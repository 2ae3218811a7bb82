/* template.c -- headers that carry members: "pp_vacant_{annee}". */
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <string.h>

/* A template cut at its braces: text, dimension, text, dimension... */
typedef struct {
    const char *text[BCL_RANK_MAX + 1];
    int rank[BCL_RANK_MAX]; /* which rank of the donnee each brace gives */
    size_t n;
} template;

static int rank_of(const bcl_reader *r, const char *id)
{
    for (size_t k = 0; k < r->q->rank; k++)
        if (strcmp(r->m->dims.dim[r->q->order[k]].id, id) == 0)
            return (int)k;
    return -1;
}

static bool cut(bcl_reader *r, template *t)
{
    const char *s = bcl_attr(r->r->xml, "valeur");
    bcl_pos at = bcl_attr_at(r->r->xml, "valeur");

    for (;;) {
        size_t n = strcspn(s, "{");
        t->text[t->n] = bcl_text_copy(r->a, s, n);
        if (s[n] == '\0')
            return true;
        size_t end = strcspn(s + n, "}");
        const char *id = bcl_text_copy(r->a, s + n + 1, end ? end - 1 : 0);
        int rank = rank_of(r, id);
        if (s[n + end] == '\0' || rank < 0 || t->n + 1 >= BCL_RANK_MAX)
            return bcl_fail(r->d, "C06", at,
                            "gabarit d'en-tête : {%s} n'est pas une dimension "
                            "de « %s »",
                            id, r->q->head.id);
        t->rank[t->n++] = rank;
        s += n + end + 1;
    }
}

/* Match a header from piece `i` on; labels are tried at every length, longest
 * first, so that known labels may hold the separator. */
static bool match(bcl_reader *r, const template *t, size_t i, const char *s,
                  int *member, int depth)
{
    size_t n = strlen(t->text[i]);

    if (strncmp(s, t->text[i], n) != 0)
        return false;
    s += n;
    if (i == t->n)
        return *s == '\0';
    int dim = r->q->order[t->rank[i]];
    for (size_t len = strlen(s); len > 0 && depth < BCL_RANK_MAX; len--) {
        char label[256];
        bool moved;
        if (len >= sizeof label)
            continue;
        memcpy(label, s, len);
        label[len] = '\0';
        int m = bcl_reader_label(r, dim, label, &moved);
        if (m == BCL_KEY_UNKNOWN)
            continue;
        if (match(r, t, i + 1, s + len, member, depth + 1)) {
            member[t->rank[i]] = m;
            return true;
        }
    }
    return false;
}

bool bcl_reader_template(bcl_reader *r)
{
    template t = {.n = 0};
    int member[BCL_RANK_MAX];

    if (!cut(r, &t))
        return false;
    r->value = BCL_NEW(r->a, bcl_value_column, r->table.ncol + 1);
    r->nvalue = 0;
    for (size_t c = 0; c < r->table.ncol; c++) {
        for (size_t k = 0; k < BCL_RANK_MAX; k++)
            member[k] = -1;
        if (!match(r, &t, 0, r->table.col[c].name, member, 0))
            continue;
        bool inside = true;
        for (size_t k = 0; k < t.n; k++)
            inside = inside && member[t.rank[k]] >= 0;
        if (!inside)
            continue; /* a year or member outside what is modelled */
        r->table.col[c].type = BCL_COL_NUMBER;
        r->value[r->nvalue].column = (int)c;
        memcpy(r->value[r->nvalue++].member, member, sizeof member);
    }
    return r->nvalue > 0 ||
           bcl_fail(r->d, "C06", bcl_attr_at(r->r->xml, "valeur"),
                    "aucun en-tête de %s ne suit le gabarit « %s »",
                    r->table.path, bcl_attr(r->r->xml, "valeur"));
}
