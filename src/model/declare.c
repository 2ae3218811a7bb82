/* declare.c -- quantities, processes and curves by name; readings bound. */
#include "core/text.h"
#include "model/private.h"

#include <string.h>

bool bcl_symbol_add(bcl_loader *l, const char *id, bcl_pos at,
                    bcl_symbol symbol)
{
    bcl_symbols *t = &l->m->symbols;
    size_t before = t->name.n;
    int i = bcl_names_add(&t->name, id, strlen(id), l->a);

    if (t->name.n == before)
        return bcl_fail(l->d, "N04", at, "« %s » est déjà déclaré", id);
    BCL_GROW(l->a, t->symbol, (size_t)i, &t->cap);
    t->symbol[i] = symbol;
    return true;
}

int bcl_quantity_add(bcl_loader *l, bcl_kind kind, bcl_head head)
{
    bcl_model *m = l->m;
    int ref = (int)m->nquantity;

    if (!bcl_symbol_add(l, head.id, head.at,
                        (bcl_symbol){.kind = BCL_SYM_QUANTITY, .ref = ref})) {
        int known = bcl_model_find(m, head.id);
        if (known >= 0)
            bcl_hint(l->d, "première fois : %s:%d",
                     m->quantity[known].head.at.file,
                     m->quantity[known].head.at.line);
        return -1;
    }
    BCL_GROW(l->a, m->quantity, m->nquantity, &m->quantity_cap);
    m->quantity[m->nquantity++] = (bcl_quantity){.head = head,
                                                 .kind = kind,
                                                 .rest_dim = -1,
                                                 .rest_member = -1,
                                                 .measure = -1,
                                                 .stock = -1,
                                                 .driver = -1,
                                                 .process = -1,
                                                 .cohorts = -1};
    return ref;
}

static void sync_symbol(bcl_loader *l, int ref)
{
    bcl_quantity *q = &l->m->quantity[ref];
    int i = bcl_names_find(&l->m->symbols.name, q->head.id, strlen(q->head.id));

    l->m->symbols.symbol[i].dims = q->dims;
    l->m->symbols.symbol[i].unit = q->unit;
}

/* Unit and dimensions, common to all quantities. */
static bool measure(bcl_loader *l, const bcl_xml *e, bcl_quantity *q)
{
    q->unit_text = bcl_attr(e, "unite");
    q->unit = bcl_unit_parse(l->m->units, q->unit_text, bcl_attr_at(e, "unite"),
                             l->d);
    bool ok = q->unit != NULL;

    if (!bcl_attr(e, "dims"))
        return ok;
    return bcl_model_dims(&q->dims, q->order, &q->rank, l->m, e, "dims",
                          l->d) &&
           bcl_dimset_fits(&l->m->dims, q->dims, bcl_attr_at(e, "dims"), l->a,
                           l->d) &&
           ok;
}

static void add_reading(bcl_loader *l, bcl_quantity *q, const bcl_xml *e,
                        const char *dir)
{
    BCL_GROW(l->a, q->reading, q->nreading, &q->reading_cap);
    q->reading[q->nreading++] =
        (bcl_reading){.xml = e, .dir = dir, .at = e->at};
}

/* reste="mode=voiture" */
static bool rest(bcl_loader *l, const bcl_xml *e, bcl_quantity *q)
{
    const char *s = bcl_attr(e, "reste");
    const char *equal = s ? strchr(s, '=') : NULL;

    if (!s)
        return true;
    if (equal) {
        const char *dim = bcl_text_copy(l->a, s, (size_t)(equal - s));
        q->rest_dim = bcl_dim_find(&l->m->dims, dim);
        if (q->rest_dim > 0)
            q->rest_member =
                bcl_names_find(bcl_dim_members(&l->m->dims, q->rest_dim),
                               equal + 1, strlen(equal + 1));
    }
    if (q->rest_member >= 0 && (q->dims & BCL_DIM_BIT(q->rest_dim)))
        return true;
    return bcl_fail(l->d, "N01", bcl_attr_at(e, "reste"),
                    "reste=\"%s\" : « dimension=membre » de la donnée est "
                    "attendu",
                    s);
}

static bool status(bcl_loader *l, const bcl_xml *e, bcl_quantity *q)
{
    static const char *const name[] = {
        [BCL_OBSERVED] = "observe",
        [BCL_ESTIMATED] = "estime",
        [BCL_ASSUMED] = "hypothese",
    };
    const char *s = bcl_attr(e, "statut");

    if (!s)
        return true;
    for (int i = 0; i <= BCL_ASSUMED; i++)
        if (name[i] && strcmp(name[i], s) == 0) {
            q->status = (bcl_status)i;
            return true;
        }
    return bcl_fail(l->d, "R09", bcl_attr_at(e, "statut"),
                    "statut=\"%s\" : observe, estime ou hypothese", s);
}

static bool sources_agree(bcl_loader *l, const bcl_xml *e)
{
    int kinds = (bcl_child(e, "csv", NULL) != NULL) +
                (bcl_child(e, "observe", NULL) != NULL) +
                (bcl_child(e, "valeur", NULL) != NULL) +
                (bcl_child(e, "cas", NULL) != NULL);

    return kinds <= 1 ||
           bcl_fail(l->d, "R01", e->at,
                    "« %s » vient d'une seule sorte de source : csv, "
                    "observe, valeur ou cas",
                    bcl_attr(e, "id"));
}

/* A theme imported gives way to a donnee that replaces it: documents are
 * visited from the last imported, so what is replaced stands already. */
static int replaced(bcl_loader *l, const bcl_xml *e)
{
    const char *s = bcl_attr(e, "remplace");

    return s && strcmp(s, "oui") == 0 ? bcl_model_find(l->m, bcl_attr(e, "id"))
                                      : -1;
}

static bool load_input(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    bcl_head head = bcl_model_head(e, doc->dir);
    int old = replaced(l, e);
    int ref = old >= 0 ? old : bcl_quantity_add(l, BCL_INPUT, head);
    bcl_quantity before;
    bool ok = true;

    if (ref < 0)
        return false;
    bcl_quantity *q = &l->m->quantity[ref];
    before = *q;
    if (old >= 0) {
        q->head = head;
        q->nreading = q->reading_cap = 0;
        q->status = BCL_OBSERVED;
    }
    ok = measure(l, e, q) && status(l, e, q) && rest(l, e, q) &&
         sources_agree(l, e);
    if (old >= 0 && ok &&
        (q->dims != before.dims || !bcl_unit_same(q->unit, before.unit)))
        ok = bcl_fail(l->d, "R14", e->at,
                      "« %s » remplace une donnée d'autres dimensions ou "
                      "d'une autre unité",
                      head.id);
    for (const bcl_xml *c = bcl_child(e, "csv", NULL); c;
         c = bcl_child(e, "csv", c))
        add_reading(l, q, c, doc->dir);
    sync_symbol(l, ref);
    return ok;
}

static bool load_reading(bcl_loader *l, const bcl_document *doc,
                         const bcl_xml *e)
{
    const char *id = bcl_attr(e, "donnee");
    int ref = bcl_model_find(l->m, id);

    if (ref < 0 || l->m->quantity[ref].kind != BCL_INPUT) {
        bcl_fail(l->d, "N01", bcl_attr_at(e, "donnee"),
                 "« %s » n'est pas une donnée", id);
        const char *near = bcl_names_nearest(&l->m->symbols.name, id);
        if (near)
            bcl_hint(l->d, "vouliez-vous « %s » ?", near);
        return false;
    }
    bcl_quantity *q = &l->m->quantity[ref];
    if (bcl_child(q->head.xml, "valeur", NULL) ||
        bcl_child(q->head.xml, "cas", NULL) ||
        bcl_child(q->head.xml, "observe", NULL))
        return bcl_fail(l->d, "R01", e->at,
                        "« %s » a déjà une valeur dans le modèle (%s:%d) ; "
                        "une lecture ne s'y ajoute pas",
                        id, q->head.at.file, q->head.at.line);
    add_reading(l, q, e, doc->dir);
    return true;
}

static bool load_plain(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    bcl_kind kind = bcl_is(e, "calcul")  ? BCL_DERIVED
                    : bcl_is(e, "flux")  ? BCL_FLOW
                    : bcl_is(e, "stock") ? BCL_STOCK
                                         : BCL_INDICATOR;
    int ref = bcl_quantity_add(l, kind, bcl_model_head(e, doc->dir));

    if (ref < 0)
        return false;
    bool ok = measure(l, e, &l->m->quantity[ref]);
    sync_symbol(l, ref);
    return ok;
}

static bool load_process(bcl_loader *l, const bcl_document *doc,
                         const bcl_xml *e)
{
    bcl_model *m = l->m;
    const char *balance = bcl_attr(e, "bilan");
    bcl_process p = {.head = bcl_model_head(e, doc->dir),
                     .balanced = !balance || strcmp(balance, "non") != 0,
                     .tolerance = 1e-6,
                     .inflow = -1,
                     .outflow = -1,
                     .stock = -1};
    int order[BCL_RANK_MAX];
    size_t rank;
    bool ok = true;

    for (size_t i = 0; i < m->nprocess; i++)
        if (strcmp(m->process[i].head.id, p.head.id) == 0)
            ok = bcl_fail(l->d, "N04", e->at,
                          "le processus « %s » est déjà déclaré (%s:%d)",
                          p.head.id, m->process[i].head.at.file,
                          m->process[i].head.at.line);
    if (p.balanced && !bcl_attr(e, "par"))
        ok = bcl_fail(l->d, "R08", e->at,
                      "le processus « %s » doit dire par quoi il s'équilibre "
                      "(par=\"commune annee\") ou bilan=\"non\"",
                      p.head.id);
    ok = bcl_model_dims(&p.by, order, &rank, m, e, "par", l->d) && ok;
    if (bcl_attr(e, "tolerance"))
        ok = bcl_attr_number(&p.tolerance, e, "tolerance", l->d) && ok;
    BCL_GROW(l->a, m->process, m->nprocess, &m->process_cap);
    m->process[m->nprocess++] = p;
    return ok;
}

bool bcl_load_declarations(bcl_loader *l)
{
    bool ok = bcl_loader_each(l, "courbe", bcl_load_curve);

    ok = bcl_loader_each(l, "donnee", load_input) && ok;
    ok = bcl_loader_each(l, "calcul", load_plain) && ok;
    ok = bcl_loader_each(l, "flux", load_plain) && ok;
    ok = bcl_loader_each(l, "stock", load_plain) && ok;
    ok = bcl_loader_each(l, "indicateur", load_plain) && ok;
    ok = bcl_loader_each(l, "processus", load_process) && ok;
    ok = bcl_loader_each(l, "lecture", load_reading) && ok;
    return bcl_load_uncertainty(l) && ok;
}
