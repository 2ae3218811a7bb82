/* additivity.c -- see additivity.h. */
#include "result/additivity.h"
#include "core/text.h"
#include "model/spec.h"

#include <math.h>
#include <string.h>

static bool reads_places(const bcl_model *m, const bcl_node *n, int split)
{
    if (n->op == BCL_N_QUANTITY)
        return m->quantity[n->ref].dims & BCL_DIM_BIT(split);
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k] && reads_places(m, n->arg[k], split))
            return true;
    return false;
}

/* By its unit, or an average: one sum over places by another. */
static bool rate(const bcl_model *m, const bcl_quantity *q, int split)
{
    const char *slash = strchr(q->unit_text, '/');
    const bcl_node *n = q->node;

    return bcl_unit_is_one(q->unit) || (slash && strcmp(slash, "/an") != 0) ||
           (n && n->op == BCL_N_DIV && reads_places(m, n->arg[1], split));
}

/* What keeps a formula from adding up, looked for in all it reads: a donnee of
 * a wider place, or an operation that is not linear. */
static const char *reason(const bcl_model *m, int split, const bcl_node *n,
                          bool *seen, bcl_arena *a)
{
    if (n->op == BCL_N_MIN || n->op == BCL_N_MAX || n->op == BCL_N_CLAMP ||
        n->op == BCL_N_ABS)
        return "la formule passe par un minimum, un maximum ou une valeur "
               "absolue";
    if (n->op == BCL_N_QUANTITY && !seen[n->ref]) {
        const bcl_quantity *q = &m->quantity[n->ref];
        seen[n->ref] = true;
        bool placed = q->dims & BCL_DIM_BIT(split);
        if (q->kind == BCL_INPUT && !q->node && !placed && !rate(m, q, split))
            return bcl_text_print(a, "elle lit « %s », qui n'est pas par %s",
                                  q->head.title, m->dims.dim[split].id);
        if (q->node) {
            const char *why = reason(m, split, q->node, seen, a);
            if (why)
                return why;
        }
    }
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k]) {
            const char *why = reason(m, split, n->arg[k], seen, a);
            if (why)
                return why;
        }
    return NULL;
}

static double value(const bcl_plan *p, int q)
{
    const bcl_model *m = &p->s->m;
    const bcl_values *x = bcl_plan_value(p, 0, p->indicator[q]);
    size_t at = bcl_values_year(m, m->dims.reference);

    return bcl_values_has(x, m, at)
               ? x->v[at] / bcl_unit_factor(m->quantity[q].unit)
               : (double)NAN;
}

static size_t start(bcl_additivity **out, const bcl_plan *p, int split,
                    int **quantity, bcl_arena *a)
{
    const bcl_model *m = &p->s->m;
    size_t n = 0;

    *out = BCL_NEW(a, bcl_additivity, m->nquantity + 1);
    *quantity = BCL_NEW(a, int, m->nquantity + 1);
    for (size_t q = 0; q < m->nquantity; q++) {
        const bcl_quantity *k = &m->quantity[q];
        if (p->indicator[q] < 0 || k->dims != BCL_YEAR_BIT ||
            bcl_attr(k->head.xml, "attendu") || isnan(value(p, (int)q)))
            continue;
        (*quantity)[n] = (int)q;
        (*out)[n++] = (bcl_additivity){.id = k->head.id,
                                       .title = k->head.title,
                                       .unit_text = k->unit_text,
                                       .whole = value(p, (int)q),
                                       .rate = rate(m, k, split)};
    }
    return n;
}

/* One part, in memory of its own.  Its messages name files of that memory:
 * they stay here, and an error is said again. */
static bool add_part(bcl_additivity *out, const int *quantity, size_t n,
                     const bcl_model *whole, const char *territory,
                     const char *dim, const char *member, const char *scenario,
                     bcl_arena *a, bcl_diag *d)
{
    bcl_arena *own = bcl_arena_create();
    bcl_diag *inner = BCL_NEW(a, bcl_diag, 1);
    bcl_study s;
    bcl_plan p;
    bcl_study_wish wish = {.scenario = &scenario,
                           .nscenario = 1,
                           .optional = true,
                           .as_observed = true,
                           .dim = dim,
                           .member = member};
    bool ok = bcl_study_open(&s, territory, &wish, whole->datadir, own, inner);

    if (ok) {
        bcl_plan_start(&p, &s, own);
        ok = bcl_plan_run(&p, inner);
    }
    for (size_t i = 0; ok && i < n; i++) {
        double x = value(&p, quantity[i]);
        if (!isnan(x)) /* nothing known there adds nothing */
            out[i].sum += x;
    }
    bcl_study_close(&s);
    bcl_arena_destroy(own);
    for (size_t i = 0; !ok && i < inner->count && i < BCL_DIAG_MAX; i++)
        if (inner->item[i].severity == BCL_ERROR)
            return bcl_fail(d, inner->item[i].code, (bcl_pos){0},
                            "%s = « %s », seule : %s", dim, member,
                            inner->item[i].message);
    return ok;
}

/* The places that group into others: of such dimensions, the one that most
 * donnees are by. */
static int split_dim(const bcl_model *m)
{
    int best = -1;
    size_t most = 0;

    for (size_t d = 1; d < m->dims.n; d++) {
        size_t n = 0;
        for (size_t q = 0; q < m->nquantity; q++)
            n += m->quantity[q].kind == BCL_INPUT &&
                 m->quantity[q].dims & BCL_DIM_BIT(d);
        if (m->dims.dim[d].ngroup && (best < 0 || n > most)) {
            best = (int)d;
            most = n;
        }
    }
    return best;
}

/* The grouping with most parts; the places themselves when each grouping holds
 * them in one. */
static int parts_dim(const bcl_dims *t, int split)
{
    int best = split;

    for (size_t g = 0; g < t->dim[split].ngroup; g++) {
        int to = t->dim[split].group[g].to;
        size_t n = bcl_dim_members(t, to)->n;
        if (n > 1 && (best == split || n > bcl_dim_members(t, best)->n))
            best = to;
    }
    return best;
}

bool bcl_additivity_check(bcl_additivity **out, size_t *n, const char **dim,
                          size_t *parts, const bcl_plan *whole,
                          const char *territory, const char *scenario,
                          bcl_arena *a, bcl_diag *d)
{
    const bcl_model *m = &whole->s->m;
    int split = split_dim(m);
    int *quantity;

    if (split < 0)
        return bcl_fail(d, "P04", (bcl_pos){0},
                        "aucun regroupement déclaré : rien à additionner");
    int to = parts_dim(&m->dims, split);
    const bcl_names *members = bcl_dim_members(&m->dims, to);
    *dim = m->dims.dim[to].id;
    *parts = members->n;
    if (members->n < 2)
        return bcl_fail(d, "P04", (bcl_pos){0},
                        "le territoire n'a qu'un membre de « %s » : rien à "
                        "additionner",
                        *dim);
    *n = start(out, whole, split, &quantity, a);
    for (size_t k = 0; k < members->n; k++)
        if (!add_part(*out, quantity, *n, m, territory, *dim, members->text[k],
                      scenario, a, d))
            return false;
    for (size_t i = 0; i < *n; i++) {
        bcl_additivity *x = &(*out)[i];
        double most = fmax(fabs(x->whole), fabs(x->sum));
        if (x->rate || fabs(x->whole - x->sum) <= 1e-9 * most)
            continue;
        x->why = reason(m, split, m->quantity[quantity[i]].node,
                        BCL_NEW(a, bool, m->nquantity + 1), a);
        if (!x->why)
            x->why = "des échanges entre les parties, ou des cellules sans "
                     "parent";
    }
    return true;
}
