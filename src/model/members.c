/* members.c -- members of dimensions, in the model or in a table, the labels
 * that files use for them, and how they group. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

static void add_code(bcl_labels *t, const char *code, const char *member,
                     bcl_arena *a)
{
    size_t before = t->code.n;
    int i = bcl_names_add(&t->code, code, strlen(code), a);

    if (t->code.n == before)
        return;
    BCL_GROW(a, t->member, (size_t)i, &t->cap);
    t->member[i] = member;
}

/* Members written in the model. */
static bool inline_members(bcl_loader *l, const bcl_xml *e, int d)
{
    bcl_dim *dim = &l->m->dims.dim[d];
    size_t n = 0;
    bool ok = true;

    for (const bcl_xml *c = bcl_child(e, "membre", NULL); c;
         c = bcl_child(e, "membre", c))
        n++;
    dim->titles = BCL_NEW(l->a, const char *, n + 1);
    for (const bcl_xml *c = bcl_child(e, "membre", NULL); c;
         c = bcl_child(e, "membre", c)) {
        const char *id = bcl_attr(c, "id"), *codes = bcl_attr(c, "codes");
        size_t before = dim->member.n;
        int m = bcl_names_add(&dim->member, id, strlen(id), l->a);
        if (dim->member.n == before)
            ok = bcl_fail(l->d, "N04", c->at,
                          "le membre « %s » est dit deux fois", id);
        dim->titles[m] = bcl_attr(c, "titre");
        if (bcl_attr(c, "annee")) {
            if (!dim->age)
                dim->age = BCL_NEW(l->a, int, n);
            ok = bcl_attr_int(&dim->age[m], c, "annee", l->d) && ok;
        }
        bcl_words w =
            codes ? bcl_text_split(l->a, codes, '|') : (bcl_words){NULL, 0};
        for (size_t i = 0; i < w.n; i++)
            add_code(&l->m->labels[d], w.item[i], id, l->a);
    }
    return ok;
}

/* Parents said member by member: vers="epci:x dep:y". */
static bool inline_groups(bcl_loader *l, const bcl_xml *e, int d)
{
    bcl_dims *t = &l->m->dims;
    bcl_dim *dim = &t->dim[d];
    bool ok = true;
    int m = 0;

    for (const bcl_xml *c = bcl_child(e, "membre", NULL); c;
         c = bcl_child(e, "membre", c), m++) {
        const char *up = bcl_attr(c, "vers");
        bcl_words w = up ? bcl_text_split(l->a, up, ' ') : (bcl_words){NULL, 0};
        for (size_t i = 0; i < w.n; i++) {
            const char *colon = strchr(w.item[i], ':');
            char to[64] = "";
            if (colon && colon - w.item[i] < 64)
                memcpy(to, w.item[i], (size_t)(colon - w.item[i]));
            int target = bcl_dim_find(t, to);
            int parent = target < 0
                             ? -1
                             : bcl_names_find(bcl_dim_members(t, target),
                                              colon + 1, strlen(colon + 1));
            if (parent < 0) {
                ok = bcl_fail(l->d, "N01", bcl_attr_at(c, "vers"),
                              "« %s » : « dimension:membre » est attendu",
                              w.item[i]);
                continue;
            }
            size_t g = 0;
            while (g < dim->ngroup && dim->group[g].to != target)
                g++;
            if (g == dim->ngroup) {
                int *p = BCL_NEW(l->a, int, dim->member.n);
                for (size_t k = 0; k < dim->member.n; k++)
                    p[k] = -1;
                dim->group[dim->ngroup++] = (bcl_group){target, p};
            }
            dim->group[g].parent[m] = parent;
        }
    }
    return ok;
}

static int dim_of(bcl_loader *l, const bcl_xml *e)
{
    return bcl_dim_find(&l->m->dims, bcl_attr(e, "id"));
}

static bool visit_inline(bcl_loader *l, const bcl_document *doc,
                         const bcl_xml *e)
{
    (void)doc;
    l->m->dims.dim[dim_of(l, e)].group = BCL_NEW(l->a, bcl_group, BCL_DIMS_MAX);
    return inline_members(l, e, dim_of(l, e));
}

/* A dimension whose members come from a table needs those it leads to first:
 * a table is read once all that it names is known. */
static bool visit_tables(bcl_loader *l, const bcl_document *doc,
                         const bcl_xml *e)
{
    bcl_dim *dim = &l->m->dims.dim[dim_of(l, e)];
    const bcl_xml *csv = bcl_child(e, "csv", NULL);

    if (!csv || dim->titles == NULL || dim->member.n > 0)
        return true;
    for (const bcl_xml *v = bcl_child(csv, "vers", NULL); v;
         v = bcl_child(csv, "vers", v)) {
        int to = bcl_dim_find(&l->m->dims, bcl_attr(v, "dim"));
        if (to >= 0 && bcl_dim_members(&l->m->dims, to)->n == 0)
            return true; /* not yet: a later round */
    }
    return bcl_table_members(l, doc, csv, dim_of(l, e));
}

static bool visit_groups(bcl_loader *l, const bcl_document *doc,
                         const bcl_xml *e)
{
    (void)doc;
    return inline_groups(l, e, dim_of(l, e));
}

static bool visit_empty(bcl_loader *l, const bcl_document *doc,
                        const bcl_xml *e)
{
    int d = dim_of(l, e);

    (void)doc;
    if (bcl_dim_members(&l->m->dims, d)->n > 0)
        return true;
    bcl_fail(l->d, "P01", e->at, "la dimension « %s » n'a aucun membre",
             bcl_attr(e, "id"));
    const bcl_xml *csv = bcl_child(e, "csv", NULL);
    return csv ? bcl_hint(l->d,
                          "%s n'a aucune ligne : ajoutez-y une ligne par "
                          "membre",
                          bcl_attr(csv, "fichier"))
               : false;
}

bool bcl_load_members(bcl_loader *l)
{
    enum { ROUNDS = 6 };
    bool ok;

    l->m->labels = BCL_NEW(l->a, bcl_labels, BCL_DIMS_MAX);
    ok = bcl_loader_each(l, "dimension", visit_inline);
    for (int i = 0; i < ROUNDS && ok; i++)
        ok = bcl_loader_each(l, "dimension", visit_tables);
    ok = ok && bcl_loader_each(l, "dimension", visit_empty);
    ok = ok && bcl_loader_each(l, "dimension", visit_groups);
    return ok && bcl_restrict(l);
}

int bcl_model_label(const bcl_model *m, int dim, const char *label, bool *moved)
{
    int base = bcl_dim_base(&m->dims, dim);
    const bcl_dim *t = &m->dims.dim[base];
    const bcl_labels *labels = &m->labels[base];
    size_t n = strlen(label);

    if (moved)
        *moved = false;
    for (int hop = 0; hop < 8; hop++) {
        int i = bcl_names_find(&t->member, label, n);
        if (i >= 0)
            return i;
        if (bcl_names_find(&t->outside, label, n) >= 0)
            return -2;
        int c = bcl_names_find(&labels->code, label, n);
        if (c >= 0) {
            label = labels->member[c];
        } else {
            int o = bcl_names_find(&labels->moved, label, n);
            if (o < 0)
                return -1;
            if (moved)
                *moved = true;
            label = labels->successor[o];
        }
        n = strlen(label);
    }
    return -1;
}
