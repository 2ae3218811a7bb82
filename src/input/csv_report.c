/* csv_report.c -- what is wrong in a row of a CSV file; see csv_rows.h. */
#include "input/csv_rows.h"

#include <string.h>

bcl_pos bcl_csv_report_at(const bcl_csv_rows *r, char *shown, bcl_csv_place row,
                          size_t cell)
{
    const bcl_csv *t = r->table;

    shown[0] = '\0';
    if (r->diag->count >= BCL_DIAG_MAX)
        return (bcl_pos){t->path, row.line, 0};
    return bcl_csv_locate(shown, t->path, t->separator, row, cell);
}

void bcl_csv_report_row(const bcl_csv_rows *r)
{
    const bcl_csv *t = r->table;
    char shown[BCL_SHOWN], separator[2] = {t->separator, '\0'};
    size_t cell = r->cell <= t->ncol ? r->cell - 1 : t->ncol;

    bcl_fail(r->diag, "C02", bcl_csv_report_at(r, shown, r->row, cell),
             "cette ligne a %zu cellule%s, l'en-tête en a %zu", r->cell,
             r->cell > 1 ? "s" : "", t->ncol);
    if (r->cell > t->ncol)
        bcl_hint(r->diag,
                 "un texte qui contient %s%s%s se met entre guillemets",
                 t->separator == '\t' ? "une tabulation" : "« ",
                 t->separator == '\t' ? "" : separator,
                 t->separator == '\t' ? "" : " »");
}

/* Advice on the mistakes most often met. */
static void advise(bcl_diag *d, const char *shown)
{
    size_t n = strlen(shown);

    if (shown[0] == '#')
        bcl_hint(d, "la formule du tableur est en erreur : corrigez-la");
    else if (n > 0 && shown[n - 1] == '%')
        bcl_hint(d, "écrivez le nombre seul et dites l'unité « %% »");
    else if (strchr(shown, '.') && strchr(shown, ',') &&
             strspn(shown, "+-0123456789.,") == n)
        bcl_hint(d, "un point et une virgule : enlevez la marque des milliers");
    else if (n > 0 && n <= 4 && strcspn(shown, "0123456789") == n)
        bcl_hint(d, "si ce texte dit un secret : secrets=\"%s\"", shown);
}

static const char *mark_name(char mark)
{
    return mark == '.' ? "un point" : "une virgule";
}

/* Once a column: the first cell that shows each mark says it all. */
static void report_clash(bcl_csv_rows *r, size_t i)
{
    bcl_csv_column *c = &r->column[i];
    char here[BCL_SHOWN], there[BCL_SHOWN];

    if (c->clashed)
        return;
    c->clashed = true;
    bcl_pos first = bcl_csv_report_at(r, there, c->shown, i);
    bcl_pos at = bcl_csv_report_at(r, here, r->row, i);
    bcl_fail(r->diag, "C03", at,
             "« %s » a %s pour marque décimale, mais « %s », à la ligne %d, "
             "colonne %d, a %s (« %s »)",
             here, mark_name(c->mark == '.' ? ',' : '.'), there, first.line,
             first.column, mark_name(c->mark), r->table->col[i].name);
    bcl_hint(r->diag, "une colonne n'a qu'une marque décimale");
}

void bcl_csv_report_cells(bcl_csv_rows *r)
{
    bcl_csv *t = r->table;
    char shown[BCL_SHOWN];

    for (size_t i = 0; i < t->ncol; i++) {
        if (t->col[i].type != BCL_COL_NUMBER)
            continue;
        uint8_t *kind = &t->col[i].kind[t->nrow];
        if (*kind == BCL_VERDICT_CLASH) {
            report_clash(r, i);
        } else if (*kind == BCL_VERDICT_WRONG) {
            bcl_pos at = bcl_csv_report_at(r, shown, r->row, i);
            bcl_fail(r->diag, "C03", at,
                     "« %s » n'est pas un nombre (colonne « %s »)", shown,
                     t->col[i].name);
            advise(r->diag, shown);
        } else {
            continue;
        }
        *kind = BCL_CELL_EMPTY;
    }
}
