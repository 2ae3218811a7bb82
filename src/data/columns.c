/* columns.c -- which columns of a file feed a donnee, and what their labels
 * stand for. */
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <string.h>

bool bcl_list_has(const char *list, const char *text)
{
    size_t n = strlen(text);

    for (;;) {
        size_t k = strcspn(list, "|");
        if (k == n && strncmp(list, text, n) == 0)
            return true;
        if (list[k] == '\0')
            return false;
        list += k + 1;
    }
}

static const bcl_xml *key_element(const bcl_reader *r, int dim)
{
    const char *id = r->m->dims.dim[dim].id;

    for (const bcl_xml *e = bcl_child(r->r->xml, "colonne", NULL); e;
         e = bcl_child(r->r->xml, "colonne", e))
        if (strcmp(bcl_attr(e, "dim"), id) == 0)
            return e;
    return NULL;
}

/* A whole date, 2025-05-21, is read as its year. */
static size_t year_length(const char *s)
{
    static const char date[] = "dddd-dd-dd";
    size_t i = 0;

    while (date[i] &&
           (date[i] == 'd' ? s[i] >= '0' && s[i] <= '9' : s[i] == date[i]))
        i++;
    return date[i] || s[i] ? strlen(s) : 4;
}

int bcl_reader_label(bcl_reader *r, int dim, const char *label, bool *moved)
{
    const char *id = r->m->dims.dim[dim].id;

    for (const bcl_xml *e = bcl_child(r->r->xml, "traduit", NULL); e;
         e = bcl_child(r->r->xml, "traduit", e))
        if (strcmp(bcl_attr(e, "dim"), id) == 0 &&
            bcl_list_has(bcl_attr(e, "de"), label))
            label = bcl_attr(e, "en");
    if (dim == BCL_YEAR) {
        double y;
        *moved = false;
        if (!bcl_number_parse(&y, label, year_length(label), '.') || y < 1800 ||
            y > 2300)
            return BCL_KEY_UNKNOWN;
        return y < r->m->dims.first_year || y > r->m->dims.last_year
                   ? BCL_KEY_OUTSIDE
                   : (int)y - r->m->dims.first_year;
    }
    return bcl_model_label(r->m, dim, label, moved);
}

static bool no_column(bcl_reader *r, const char *name, bcl_pos at,
                      const char *what)
{
    bcl_names known = {0};

    for (size_t i = 0; i < r->table.ncol; i++)
        bcl_names_add(&known, r->table.col[i].name,
                      strlen(r->table.col[i].name), r->a);
    bcl_fail(r->d, "C06", at, "%s : %s n'a pas de colonne « %s »%s",
             r->q->head.id, r->table.path, name, what);
    const char *near = bcl_names_nearest(&known, name);
    if (near)
        bcl_hint(r->d, "vouliez-vous « %s » ?", near);
    return false;
}

bool bcl_reader_sums(const bcl_reader *r)
{
    const char *s = bcl_attr(r->r->xml, "agrege");

    return s && strcmp(s, "somme") == 0;
}

/* A column's name in the file, or the id of its dimension. */
static bool find_key(bcl_reader *r, int rank)
{
    int dim = r->q->order[rank];
    bcl_key *k = &r->key[rank];
    const bcl_xml *e = key_element(r, dim);
    const char *name =
        e && bcl_attr(e, "nom") ? bcl_attr(e, "nom") : r->m->dims.dim[dim].id;

    *k = (bcl_key){.dim = dim, .column = -1, .constant = -1, .xml = e};
    for (size_t i = 0; i < r->nvalue; i++)
        if (r->value[i].member[rank] >= 0)
            return true; /* the header gives it */
    if (e && bcl_attr(e, "membre")) {
        bool moved;
        k->constant = bcl_reader_label(r, dim, bcl_attr(e, "membre"), &moved);
        return k->constant >= 0 ||
               bcl_fail(r->d, "C01", bcl_attr_at(e, "membre"),
                        "« %s » n'est pas un membre de « %s »",
                        bcl_attr(e, "membre"), r->m->dims.dim[dim].id);
    }
    k->column = bcl_csv_find(&r->table, name);
    if (k->column < 0)
        return no_column(
            r, name, e ? bcl_attr_at(e, "nom") : r->r->at,
            e ? ""
              : bcl_text_print(r->a, " pour « %s »", r->m->dims.dim[dim].id));
    r->table.col[k->column].type = BCL_COL_LABEL;
    return true;
}

static bool want_text(bcl_reader *r, const bcl_xml *e)
{
    int c = bcl_csv_find(&r->table, bcl_attr(e, "colonne"));

    if (c < 0)
        return no_column(r, bcl_attr(e, "colonne"), bcl_attr_at(e, "colonne"),
                         "");
    if (r->table.col[c].type == BCL_COL_SKIP)
        r->table.col[c].type = BCL_COL_LABEL;
    return true;
}

static bool find_value(bcl_reader *r)
{
    const char *name = bcl_attr(r->r->xml, "valeur");
    bcl_value_column *v;

    if (name && strchr(name, '{'))
        return bcl_reader_template(r);
    v = r->value = BCL_NEW(r->a, bcl_value_column, 1);
    r->nvalue = 1;
    for (size_t k = 0; k < BCL_RANK_MAX; k++)
        v->member[k] = -1;
    if (!name)
        name = r->q->head.id;
    v->column = bcl_csv_find(&r->table, name);
    if (v->column < 0)
        return no_column(r, name,
                         bcl_attr(r->r->xml, "valeur")
                             ? bcl_attr_at(r->r->xml, "valeur")
                             : r->r->at,
                         " pour la valeur");
    r->table.col[v->column].type = BCL_COL_NUMBER;
    return true;
}

static bool choose(void *context, bcl_csv *table, bcl_diag *d)
{
    bcl_reader *r = context;
    bool ok;

    (void)d;
    ok = find_value(r);
    for (size_t k = 0; k < r->q->rank && ok; k++)
        ok = find_key(r, (int)k);
    for (const bcl_xml *e = r->r->xml->child; e; e = e->next)
        if (bcl_is(e, "ou") || bcl_is(e, "secret"))
            ok = want_text(r, e) && ok;
    for (size_t i = 0; i < table->ncol && bcl_reader_sums(r); i++)
        if (table->col[i].type == BCL_COL_SKIP) {
            table->col[i].type = BCL_COL_LABEL; /* what is summed over */
            r->unused |= i < 64 ? (uint64_t)1 << i : 0;
        }
    return ok;
}

/* Labels reached through another table: label -> its text there. */
static bool join(bcl_reader *r, bcl_key *k, bcl_names *labels,
                 const char **through);

/* What each distinct label of a key column stands for. */
static bool translate(bcl_reader *r, bcl_key *k)
{
    bcl_names *labels = &r->table.col[k->column].labels;
    const char *hors = k->xml ? bcl_attr(k->xml, "hors") : NULL;
    const char **through = BCL_NEW(r->a, const char *, labels->n + 1);
    bool moved;

    k->member = BCL_NEW(r->a, int, labels->n + 1);
    k->moved = BCL_NEW(r->a, bool, labels->n + 1);
    for (size_t i = 0; i < labels->n; i++)
        through[i] = labels->text[i];
    if (k->xml && bcl_attr(k->xml, "fichier") && !join(r, k, labels, through))
        return false;
    for (size_t i = 0; i < labels->n; i++) {
        k->member[i] = bcl_reader_label(r, k->dim, through[i], &k->moved[i]);
        if (k->member[i] != BCL_KEY_UNKNOWN || !hors)
            continue;
        k->member[i] = strcmp(hors, "ignore") == 0
                           ? BCL_KEY_IGNORE
                           : bcl_reader_label(r, k->dim, hors, &moved);
        if (k->member[i] == BCL_KEY_UNKNOWN)
            return bcl_fail(r->d, "C01", bcl_attr_at(k->xml, "hors"),
                            "hors=\"%s\" : « ignore » ou un membre de « %s »",
                            hors, r->m->dims.dim[k->dim].id);
    }
    return true;
}

static bool join(bcl_reader *r, bcl_key *k, bcl_names *labels,
                 const char **through)
{
    bcl_csv t;
    const char *path =
        bcl_model_path(r->m, r->r->dir, bcl_attr(k->xml, "fichier"),
                       bcl_attr_at(k->xml, "fichier"), r->kept, r->d);

    if (!path ||
        !bcl_csv_read(&t, path, NULL, 0, bcl_csv_labels, NULL, r->a, r->d))
        return false;
    int key = bcl_csv_find(&t, bcl_attr(k->xml, "cle")),
        read = bcl_csv_find(&t, bcl_attr(k->xml, "lit"));
    if (key < 0 || read < 0)
        return bcl_fail(r->d, "C06", bcl_attr_at(k->xml, "fichier"),
                        "%s n'a pas les colonnes « %s » et « %s »", path,
                        bcl_attr(k->xml, "cle"), bcl_attr(k->xml, "lit"));
    for (size_t row = 0; row < t.nrow; row++) {
        const char *text = t.col[key].labels.text[t.col[key].label[row]];
        int i = bcl_names_find(labels, text, strlen(text));
        if (i >= 0)
            through[i] = t.col[read].labels.text[t.col[read].label[row]];
    }
    return true;
}

static bool open_unit(bcl_reader *r)
{
    const char *text = bcl_attr(r->r->xml, "unite");
    const bcl_unit *u = r->q->unit;

    if (text && !(u = bcl_unit_parse(r->m->units, text,
                                     bcl_attr_at(r->r->xml, "unite"), r->d)))
        return false;
    r->factor = bcl_unit_factor(u);
    return bcl_unit_same(u, r->q->unit) ||
           bcl_fail(r->d, "U01", bcl_attr_at(r->r->xml, "unite"),
                    "« %s » est en %s ; le fichier est dit en %s",
                    r->q->head.id, r->q->unit_text, text);
}

bool bcl_reader_open(bcl_reader *r)
{
    const char *marks = bcl_attr(r->r->xml, "secrets");
    bcl_words w =
        bcl_text_split(r->a, marks ? marks : "s|nd|Confidentiel", '|');
    const char *path =
        bcl_model_path(r->m, r->r->dir, bcl_attr(r->r->xml, "fichier"),
                       bcl_attr_at(r->r->xml, "fichier"), r->kept, r->d);

    if (!open_unit(r) || !path)
        return false;
    /* Wrong cells are reported and the rows that stand are still checked. */
    r->ok = bcl_csv_read(&r->table, path, w.item, w.n, choose, r, r->a, r->d);
    if (!r->ok)
        return false;
    for (size_t k = 0; k < r->q->rank; k++)
        if (r->key[k].column >= 0 && !translate(r, &r->key[k]))
            return false;
    return true;
}
