/* targets.c -- dated targets, in the model or in a table. */
#include "core/text.h"
#include "input/csv.h"
#include "model/private.h"

#include <string.h>

static bool target_sense(bcl_target *t, const bcl_xml *e, bcl_diag *d)
{
    bool most = bcl_attr(e, "au_plus"), least = bcl_attr(e, "au_moins"),
         equal = bcl_attr(e, "egal");

    if (most + least + equal != 1)
        return bcl_fail(d, "R08", e->at,
                        "l'objectif « %s » dit au_plus, au_moins ou egal",
                        t->head.id);
    t->sense = most ? BCL_AT_MOST : least ? BCL_AT_LEAST : BCL_EQUAL;
    if (equal && bcl_attr(e, "tolerance") &&
        !bcl_attr_number(&t->tolerance, e, "tolerance", d))
        return false;
    return bcl_attr_number(&t->value, e,
                           most    ? "au_plus"
                           : least ? "au_moins"
                                   : "egal",
                           d);
}

static bool target_unit(bcl_target *t, const bcl_model *m, bcl_pos at,
                        bcl_diag *d)
{
    const bcl_quantity *q = &m->quantity[t->on];

    t->unit = bcl_unit_parse(m->units, t->unit_text, at, d);
    if (!t->unit)
        return false;
    if (t->base_from ? bcl_unit_is_one(t->unit)
                     : bcl_unit_same(t->unit, q->unit))
        return true;
    return bcl_fail(d, "U01", at,
                    "l'objectif « %s » est en %s ; « %s » est en %s%s",
                    t->head.id, t->unit_text, q->head.id, q->unit_text,
                    t->base_from ? " et l'objectif est relatif (%)" : "");
}

static bool known_target_quantity(bcl_target *t, const bcl_model *m,
                                  const char *id, bcl_pos at, bcl_diag *d)
{
    t->on = bcl_model_find(m, id);
    if (t->on < 0) {
        bcl_fail(d, "N01", at, "objectif sur un nom inconnu « %s »", id);
        const char *near = bcl_names_nearest(&m->symbols.name, id);
        if (near)
            bcl_hint(d, "vouliez-vous « %s » ?", near);
        return false;
    }
    if (m->quantity[t->on].dims & BCL_YEAR_BIT)
        return true;
    return bcl_fail(d, "R16", at,
                    "« %s » n'a pas d'année : un objectif daté ne peut pas "
                    "porter dessus",
                    id);
}

static bool target_years(bcl_target *t, const bcl_xml *e, bcl_diag *d)
{
    if (!bcl_attr_years(&t->from, &t->to, e, "annee", d))
        return false;
    if (bcl_attr(e, "relatif_a") &&
        !bcl_attr_years(&t->base_from, &t->base_to, e, "relatif_a", d))
        return false;
    t->has_base = bcl_attr(e, "base") != NULL;
    return !t->has_base || bcl_attr_number(&t->base, e, "base", d);
}

bool bcl_model_target(bcl_target *t, const bcl_model *m, const bcl_head *head,
                      bcl_diag *d)
{
    const bcl_xml *e = head->xml;

    *t = (bcl_target){.head = *head, .unit_text = bcl_attr(e, "unite")};
    if (!known_target_quantity(t, m, bcl_attr(e, "sur"), bcl_attr_at(e, "sur"),
                               d))
        return false;
    bool ok = target_years(t, e, d);
    ok = target_sense(t, e, d) && ok;
    return ok && target_unit(t, m, bcl_attr_at(e, "unite"), d);
}

static void add_target(bcl_loader *l, bcl_target t)
{
    BCL_GROW(l->a, l->m->target, l->m->ntarget, &l->m->target_cap);
    l->m->target[l->m->ntarget++] = t;
}

static bool load_target(bcl_loader *l, const bcl_document *doc,
                        const bcl_xml *e)
{
    bcl_target t;
    bcl_head head = bcl_model_head(e, doc->dir);

    if (!bcl_model_target(&t, l->m, &head, l->d))
        return false;
    add_target(l, t);
    return true;
}

/* Targets in a table (theme;quantity;sense;base_year;year;value;unit;relative;
 * source;status); a <pour> takes the rows of one quantity. */
enum {
    T_QUANTITY,
    T_SENSE,
    T_BASE,
    T_YEAR,
    T_VALUE,
    T_UNIT,
    T_SOURCE,
    T_STATUS,
    NTCOL
};
static const char *const target_column[NTCOL] = {
    "quantity", "sense", "base_year", "year",
    "value",    "unit",  "source",    "status"};

static bool choose_target(void *context, bcl_csv *t, bcl_diag *d)
{
    int *at = context;

    for (int i = 0; i < NTCOL; i++) {
        at[i] = bcl_csv_find(t, target_column[i]);
        if (at[i] < 0)
            return bcl_fail(d, "C06", t->at,
                            "la table d'objectifs n'a pas de colonne « %s »",
                            target_column[i]);
        t->col[at[i]].type = BCL_COL_LABEL;
    }
    return true;
}

static const char *label(const bcl_csv *t, size_t row, int col)
{
    return t->col[col].labels.text[t->col[col].label[row]];
}

static bool years_text(int *from, int *to, const char *s)
{
    double a, b;

    if (strlen(s) == 9 && s[4] == '-' && bcl_number_parse(&a, s, 4, '.') &&
        bcl_number_parse(&b, s + 5, 4, '.')) {
        *from = (int)a;
        *to = (int)b;
        return true;
    }
    if (strlen(s) != 4 || !bcl_number_parse(&a, s, 4, '.'))
        return false;
    *from = *to = (int)a;
    return true;
}

static bool target_row(bcl_loader *l, const bcl_csv *t, size_t r, const int *at,
                       const bcl_xml *pour, const char *dir)
{
    bcl_target g = {.unit_text = label(t, r, at[T_UNIT])};
    const char *value = label(t, r, at[T_VALUE]),
               *base = label(t, r, at[T_BASE]);
    bcl_pos where = {t->path, t->line[r], 0};

    g.head = (bcl_head){.title = label(t, r, at[T_QUANTITY]),
                        .note = label(t, r, at[T_STATUS]),
                        .source = label(t, r, at[T_SOURCE]),
                        .at = where,
                        .xml = pour,
                        .dir = dir};
    g.head.id = bcl_text_print(l->a, "%s_%s%s%s", bcl_attr(pour, "sur"),
                               label(t, r, at[T_YEAR]), *base ? "_" : "", base);
    if (!known_target_quantity(&g, l->m, bcl_attr(pour, "sur"),
                               bcl_attr_at(pour, "sur"), l->d))
        return false;
    g.sense = strcmp(label(t, r, at[T_SENSE]), "hausse") == 0 ? BCL_AT_LEAST
                                                              : BCL_AT_MOST;
    if (!years_text(&g.from, &g.to, label(t, r, at[T_YEAR])) ||
        (*base && !years_text(&g.base_from, &g.base_to, base)) ||
        !bcl_number_parse(&g.value, value, strlen(value), '.'))
        return bcl_fail(l->d, "R09", where, "objectif illisible : %s, %s, %s",
                        base, label(t, r, at[T_YEAR]), value);
    if (bcl_attr(pour, "relatif_a") &&
        !bcl_attr_years(&g.base_from, &g.base_to, pour, "relatif_a", l->d))
        return false;
    g.has_base = bcl_attr(pour, "base") != NULL;
    if ((g.has_base && !bcl_attr_number(&g.base, pour, "base", l->d)) ||
        !target_unit(&g, l->m, where, l->d))
        return false;
    add_target(l, g);
    return true;
}

static bool load_target_table(bcl_loader *l, const bcl_document *doc,
                              const bcl_xml *e)
{
    const char *path = bcl_model_path(l->m, doc->dir, bcl_attr(e, "fichier"),
                                      bcl_attr_at(e, "fichier"), l->a, l->d);
    int at[NTCOL];
    bcl_csv t;
    bool ok = true;

    if (!path ||
        !bcl_csv_read(&t, path, NULL, 0, choose_target, at, l->a, l->d))
        return false;
    for (const bcl_xml *p = bcl_child(e, "pour", NULL); p;
         p = bcl_child(e, "pour", p)) {
        bool any = false;
        for (size_t r = 0; r < t.nrow; r++) {
            const char *year = bcl_attr(p, "annee");
            if (strcmp(label(&t, r, at[T_QUANTITY]), bcl_attr(p, "grandeur")) !=
                    0 ||
                (year && strcmp(year, label(&t, r, at[T_YEAR])) != 0))
                continue;
            any = true;
            ok = target_row(l, &t, r, at, p, doc->dir) && ok;
        }
        if (!any)
            ok = bcl_fail(l->d, "N01", bcl_attr_at(p, "grandeur"),
                          "%s n'a pas d'objectif « %s »%s%s", path,
                          bcl_attr(p, "grandeur"),
                          bcl_attr(p, "annee") ? " pour " : "",
                          bcl_attr(p, "annee") ? bcl_attr(p, "annee") : "");
    }
    return ok;
}

bool bcl_load_targets(bcl_loader *l)
{
    bool ok = bcl_loader_each(l, "objectif", load_target);

    return bcl_loader_each(l, "objectifs", load_target_table) && ok;
}
