/* totals.c -- rows summed over a column that nobody reads: said, and refused
 * when one of its labels is the total of the others ("Tous logements"). */
#include "core/text.h"
#include "data/private.h"
#include "model/spec.h"

#include <math.h>

enum { LABELS_MAX = 50, CELLS_LEAST = 3 };

/* Do rows of one cell differ by this column? */
static bool tells_apart(const bcl_reader *r, const bcl_row_cells *rows,
                        size_t col)
{
    const bcl_col *c = &r->table.col[col];
    int *first = BCL_NEW(r->a, int, rows->ncell + 1);

    for (size_t i = 0; i < r->table.nrow; i++) {
        ptrdiff_t at = rows->cell[i];
        if (at < 0)
            continue;
        if (first[at] == 0)
            first[at] = c->label[i] + 1;
        else if (first[at] != c->label[i] + 1)
            return true;
    }
    return false;
}

/* Is one label, in every cell, the sum of the others? */
static bool is_total(const bcl_reader *r, const bcl_row_cells *rows, size_t col,
                     int label)
{
    const bcl_col *c = &r->table.col[col],
                  *v = &r->table.col[r->value[0].column];
    double *own = BCL_NEW(r->a, double, rows->ncell + 1),
           *others = BCL_NEW(r->a, double, rows->ncell + 1);
    size_t n = 0;

    for (size_t i = 0; i < r->table.nrow; i++)
        if (rows->cell[i] >= 0)
            (c->label[i] == label ? own : others)[rows->cell[i]] +=
                v->number[i];
    for (size_t k = 0; k < rows->ncell; k++) {
        double most = fmax(fabs(own[k]), fabs(others[k]));
        if (fabs(own[k] - others[k]) > 1e-9 * most)
            return false;
        n += most > 0;
    }
    return n >= CELLS_LEAST;
}

bool bcl_reader_totals(bcl_reader *r, const bcl_row_cells *rows)
{
    for (size_t col = 0; col < r->table.ncol && col < 64; col++) {
        const bcl_col *c = &r->table.col[col];
        if (!(r->unused >> col & 1) || c->labels.n < 2 ||
            c->labels.n > LABELS_MAX || !tells_apart(r, rows, col))
            continue;
        for (size_t k = 0; k < c->labels.n; k++)
            if (is_total(r, rows, col, (int)k)) {
                bcl_fail(r->d, "C07", r->table.at,
                         "« %s » : dans la colonne « %s », « %s » est partout "
                         "la somme des autres étiquettes ; les additionner "
                         "compterait tout deux fois",
                         r->q->head.id, c->name, c->labels.text[k]);
                return bcl_hint(r->d, "<ou colonne=\"%s\" sauf=\"%s\"/>",
                                c->name, c->labels.text[k]);
            }
        const char *meant = bcl_attr(r->r->xml, "confond");
        if (meant && bcl_list_has(meant, c->name))
            continue; /* said in the reading */
        bcl_warn(r->d, "C14", r->table.at,
                 "« %s » : les lignes sont sommées sur la colonne « %s » (%zu "
                 "étiquettes)",
                 r->q->head.id, c->name, c->labels.n);
    }
    return true;
}
