/* csv_same.h -- whether two readings of a CSV file gave the same. */
#ifndef CSV_SAME_H
#define CSV_SAME_H

#include "input/csv.h"

#include <string.h>

/* A column has no name when the header was refused before it. */
static inline bool same_name(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static inline bool same_labels(const bcl_csv *a, const bcl_csv *b, size_t i)
{
    const bcl_names *x = &a->col[i].labels, *y = &b->col[i].labels;

    if (x->n != y->n)
        return false;
    for (size_t k = 0; k < x->n; k++)
        if (strcmp(x->text[k], y->text[k]) != 0)
            return false;
    for (size_t row = 0; row < a->nrow; row++)
        if (a->col[i].label[row] != b->col[i].label[row])
            return false;
    return true;
}

static inline bool same_numbers(const bcl_csv *a, const bcl_csv *b, size_t i)
{
    const bcl_col *x = &a->col[i], *y = &b->col[i];

    for (size_t row = 0; row < a->nrow; row++)
        if (memcmp(&x->number[row], &y->number[row], sizeof(double)) != 0 ||
            x->kind[row] != y->kind[row])
            return false;
    return true;
}

static inline bool same_table(const bcl_csv *a, const bcl_csv *b)
{
    if (a->nrow != b->nrow || a->ncol != b->ncol ||
        a->separator != b->separator)
        return false;
    for (size_t row = 0; row < a->nrow; row++)
        if (a->line[row] != b->line[row])
            return false;
    for (size_t i = 0; i < a->ncol; i++)
        if (!same_name(a->col[i].name, b->col[i].name) ||
            a->col[i].type != b->col[i].type ||
            (a->col[i].type == BCL_COL_LABEL && !same_labels(a, b, i)) ||
            (a->col[i].type == BCL_COL_NUMBER && !same_numbers(a, b, i)))
            return false;
    return true;
}

static inline bool same_messages(const bcl_diag *a, const bcl_diag *b)
{
    if (a->count != b->count || a->errors != b->errors ||
        a->warnings != b->warnings)
        return false;
    for (size_t i = 0; i < a->count && i < BCL_DIAG_MAX; i++) {
        const bcl_message *x = &a->item[i], *y = &b->item[i];
        if (strcmp(x->code, y->code) != 0 || x->at.line != y->at.line ||
            x->at.column != y->at.column ||
            strcmp(x->message, y->message) != 0 ||
            strcmp(x->hint, y->hint) != 0)
            return false;
    }
    return true;
}

#endif
