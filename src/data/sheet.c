/* sheet.c -- see sheet.h. */
#include "data/sheet.h"
#include "core/text.h"
#include "data/private.h"
#include "input/cell.h"

#include <math.h>
#include <string.h>

static int find_column(const bcl_csv *t, const char *names)
{
    for (size_t i = 0; i < t->ncol; i++)
        if (bcl_list_has(names, t->col[i].name))
            return (int)i;
    return -1;
}

/* How many of the columns that a layout needs are there. */
static size_t count_needed(const bcl_csv *t, const bcl_sheet_layout *l)
{
    size_t n = 0;

    for (size_t k = 0; k < l->needed; k++)
        n += find_column(t, l->column[k]) >= 0;
    return n;
}

static bcl_names header_names(const bcl_csv *t, bcl_arena *a)
{
    bcl_names names = {0};

    for (size_t i = 0; i < t->ncol; i++)
        bcl_names_add(&names, t->col[i].name, strlen(t->col[i].name), a);
    return names;
}

static const char *spoken(const char *names, bcl_arena *a)
{
    bcl_words w = bcl_text_split(a, names, '|');
    const char *text = w.item[0];

    for (size_t i = 1; i < w.n; i++)
        text = bcl_text_print(a, "%s » ou « %s", text, w.item[i]);
    return text;
}

static const char *headers(const bcl_csv *t, bcl_arena *a)
{
    const char *text = "";

    for (size_t i = 0; i < t->ncol; i++)
        text = bcl_text_print(a, "%s%s%s", text, i ? ", " : "", t->col[i].name);
    return text;
}

static void report_missing(const bcl_sheet *s, const bcl_csv *t,
                           const bcl_sheet_layout *l)
{
    bcl_names known = header_names(t, s->arena);

    for (size_t k = 0; k < l->needed; k++) {
        if (find_column(t, l->column[k]) >= 0)
            continue;
        bcl_fail(s->diag, "C06", (bcl_pos){t->path, 1, 1},
                 "il n'y a pas de colonne « %s »",
                 spoken(l->column[k], s->arena));
        const char *near = bcl_names_nearest(&known, l->column[k]);
        if (near && *near)
            bcl_hint(s->diag, "est-ce « %s » ?", near);
        else
            bcl_hint(s->diag, "l'en-tête est : %s", headers(t, s->arena));
    }
}

/* A column that nothing reads, but whose name looks like one that would be. */
static void warn_almost(const bcl_sheet *s, const bcl_csv *t)
{
    bcl_names absent = {0};

    for (size_t k = s->layout->needed; k < s->layout->n; k++)
        if (s->col[k] < 0)
            bcl_names_add(&absent, s->layout->column[k],
                          strlen(s->layout->column[k]), s->arena);
    for (size_t i = 0; i < t->ncol; i++) {
        const char *near = t->col[i].type == BCL_COL_SKIP && *t->col[i].name
                               ? bcl_names_nearest(&absent, t->col[i].name)
                               : NULL;
        if (!near)
            continue;
        bcl_warn(s->diag, "C17", (bcl_pos){t->path, 1, 1},
                 "la colonne « %s » n'est pas lue", t->col[i].name);
        bcl_hint(s->diag, "vouliez-vous dire « %s » ?", near);
    }
}

static bool choose(void *context, bcl_csv *t, bcl_diag *d)
{
    bcl_sheet *s = context;
    const bcl_sheet_layout *best = s->among;

    (void)d;
    for (size_t i = 1; i < s->namong; i++)
        if (count_needed(t, &s->among[i]) > count_needed(t, best))
            best = &s->among[i];
    if (count_needed(t, best) < best->needed) {
        report_missing(s, t, best);
        return false;
    }
    s->layout = best;
    for (size_t k = 0; k < best->n; k++) {
        s->col[k] = find_column(t, best->column[k]);
        if (s->col[k] >= 0)
            t->col[s->col[k]].type = BCL_COL_LABEL;
    }
    warn_almost(s, t);
    return true;
}

bool bcl_sheet_open(bcl_sheet *s, const char *path,
                    const bcl_sheet_layout *layout, size_t nlayout,
                    bcl_arena *a, bcl_diag *d)
{
    *s = (bcl_sheet){.among = layout, .namong = nlayout, .arena = a, .diag = d};
    return bcl_csv_read(&s->csv, path, NULL, 0, choose, s, a, d) ||
           s->layout != NULL;
}

const char *bcl_sheet_text(const bcl_sheet *s, size_t row, int column)
{
    if (s->col[column] < 0)
        return "";
    const bcl_col *c = &s->csv.col[s->col[column]];
    return c->labels.text[c->label[row]];
}

bcl_pos bcl_sheet_row_at(const bcl_sheet *s, size_t row)
{
    return (bcl_pos){s->csv.path, s->csv.line[row], 1};
}

/* The file is read again for it: not for messages that nobody will see. */
bcl_pos bcl_sheet_at(const bcl_sheet *s, size_t row, int column)
{
    if (s->col[column] < 0 || s->diag->count >= BCL_DIAG_MAX)
        return bcl_sheet_row_at(s, row);
    return bcl_csv_at(&s->csv, row, (size_t)s->col[column]);
}

static const char *mark_name(char mark)
{
    return mark == '.' ? "un point" : "une virgule";
}

static bool refuse_mark(bcl_sheet *s, size_t row, int column, const char *text)
{
    char mark = s->decimal[column].mark;
    size_t first = s->decimal[column].row;

    if (!s->decimal[column].clashed) {
        bcl_fail(s->diag, "C03", bcl_sheet_at(s, row, column),
                 "« %s » a %s pour marque décimale, mais « %s », à la ligne "
                 "%d, a %s (« %s »)",
                 text, mark_name(mark == '.' ? ',' : '.'),
                 bcl_sheet_text(s, first, column), s->csv.line[first],
                 mark_name(mark), s->csv.col[s->col[column]].name);
        bcl_hint(s->diag, "une colonne n'a qu'une marque décimale");
    }
    s->decimal[column].clashed = true;
    return false;
}

static bool refuse_number(const bcl_sheet *s, size_t row, int column,
                          const char *text)
{
    size_t n = strlen(text);

    bcl_fail(s->diag, "C03", bcl_sheet_at(s, row, column),
             "« %s » n'est pas un nombre (colonne « %s »)", text,
             s->csv.col[s->col[column]].name);
    if (text[0] == '#')
        return bcl_hint(s->diag,
                        "la formule du tableur est en erreur : corrigez-la");
    if (strspn(text, "+-0123456789., ") == n)
        return bcl_hint(s->diag, "une seule marque décimale, et pas d'autre "
                                 "marque pour les milliers qu'un blanc");
    if (strcspn(text, "0123456789") == n)
        return bcl_hint(s->diag, "laissez vide ce qui n'est pas connu");
    return bcl_hint(s->diag, "écrivez le nombre seul, sans unité ni signe");
}

bool bcl_sheet_parse(double *x, bcl_sheet *s, size_t row, int column,
                     const char *text, size_t n)
{
    const bcl_secrets none = {NULL, 0, false};
    char before = s->decimal[column].mark;

    *x = NAN;
    switch (bcl_cell_read(x, &s->decimal[column].mark, &none, text, n)) {
    case BCL_VERDICT_CLASH:
        *x = NAN;
        return refuse_mark(s, row, column, text);
    case BCL_VERDICT_WRONG:
        *x = NAN;
        return refuse_number(s, row, column, bcl_sheet_text(s, row, column));
    default:
        if (s->decimal[column].mark != before)
            s->decimal[column].row = row;
        return true;
    }
}

bool bcl_sheet_number(double *x, bcl_sheet *s, size_t row, int column)
{
    const char *text = bcl_sheet_text(s, row, column);

    return bcl_sheet_parse(x, s, row, column, text, strlen(text));
}
