/* csv_head.c -- the header of a CSV file; see csv_rows.h. */
#include "core/text.h"
#include "input/csv_rows.h"

#include <string.h>

void bcl_csv_head_cell(bcl_csv_rows *r, const char *s, size_t n)
{
    BCL_GROW(r->arena, r->head, r->cell, &r->head_cap);
    r->head[r->cell++] = bcl_text_copy(r->arena, s, n);
}

static bcl_pos head_at(const bcl_csv_rows *r, size_t i)
{
    char shown[BCL_SHOWN];

    return bcl_csv_report_at(r, shown, r->row, i);
}

/* The header votes alone, for names are wanted now; the labels must agree
 * later. */
static bool name_columns(bcl_csv_rows *r)
{
    bcl_csv *t = r->table;

    t->ncol = r->cell;
    t->col = BCL_NEW(r->arena, bcl_col, t->ncol);
    r->column = BCL_NEW(r->arena, bcl_csv_column, t->ncol);
    for (size_t i = 0; i < t->ncol; i++)
        bcl_encoding_vote(&r->votes, r->head[i], strlen(r->head[i]));
    bcl_encoding encoding = bcl_encoding_elected(&r->votes);
    for (size_t i = 0; i < t->ncol; i++) {
        char *name = bcl_encoding_decode(r->head[i], strlen(r->head[i]),
                                         encoding, r->arena);
        if (!name)
            return bcl_fail(r->diag, "C08", head_at(r, i),
                            "cet en-tête n'est ni en UTF-8 ni en "
                            "Windows-1252");
        bcl_encoding_collapse(name);
        if (name[0] != '\0')
            r->named = i + 1;
        t->col[i].name = name;
    }
    return true;
}

/* A first line of numbers is data: a header was forgotten. */
static bool check_names(const bcl_csv_rows *r)
{
    const bcl_secrets none = {NULL, 0, false};

    for (size_t i = 0; i < r->table->ncol; i++) {
        char mark = '\0';
        double x;
        if (bcl_cell_read(&x, &mark, &none, r->head[i], strlen(r->head[i])) >
            BCL_VERDICT_EMPTY)
            return true;
    }
    bcl_fail(r->diag, "C11", head_at(r, 0),
             "la première ligne n'a que des nombres : l'en-tête manque");
    return bcl_hint(r->diag, "ajoutez une ligne de noms de colonnes");
}

/* A chosen column must be the only one of its name, or which one it is would
 * depend on their order; one without a name cannot be asked for by name. */
static bool check_twins(const bcl_csv_rows *r)
{
    const bcl_csv *t = r->table;
    bcl_names names = {0};
    size_t *first = BCL_NEW(r->arena, size_t, t->ncol);
    bool good = true;

    for (size_t i = 0; i < t->ncol; i++) {
        const char *name = t->col[i].name;
        if (name[0] == '\0')
            continue;
        size_t known = names.n;
        size_t k = (size_t)bcl_names_add(&names, name, strlen(name), r->arena);
        if (k == known) {
            first[k] = i;
        } else if (t->col[i].type != BCL_COL_SKIP ||
                   t->col[first[k]].type != BCL_COL_SKIP) {
            bcl_pos at = head_at(r, first[k]);
            good = bcl_fail(r->diag, "C11", head_at(r, i),
                            "deux colonnes ont pour en-tête « %s » ; l'autre "
                            "est à la ligne %d, colonne %d",
                            name, at.line, at.column);
        }
    }
    return good;
}

bool bcl_csv_head_end(bcl_csv_rows *r)
{
    r->has_header = true;
    if (!name_columns(r) || !check_names(r) ||
        !r->choose(r->context, r->table, r->diag) || !check_twins(r))
        return false;
    /* Room for the rows guessed; a row has at least a byte a cell, which
     * bounds what a wrong guess can ask for. */
    size_t most = r->most / r->table->ncol + 8;
    bcl_csv_rows_room(r, r->cap > 0 && r->cap < most ? r->cap : most);
    return true;
}
