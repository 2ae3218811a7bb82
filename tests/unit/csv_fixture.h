/* csv_fixture.h -- a table read from given bytes. */
#ifndef CSV_FIXTURE_H
#define CSV_FIXTURE_H

#include "input/csv.h"
#include "input_fixture.h"

/* The type of each column, a letter each: l, n, or anything else to skip it;
 * the last letter serves for those that follow. */
static inline bool fixture_choose(void *context, bcl_csv *t, bcl_diag *d)
{
    const char *types = context;

    (void)d;
    for (size_t i = 0; i < t->ncol; i++) {
        t->col[i].type = *types == 'l'   ? BCL_COL_LABEL
                         : *types == 'n' ? BCL_COL_NUMBER
                                         : BCL_COL_SKIP;
        types += types[1] != '\0';
    }
    return true;
}

static inline bool fixture_read_bytes(fixture *f, bcl_csv *t, const char *types,
                                      const char *s, size_t n)
{
    static const char *const marks[] = {"s", "nd"};
    char copy[16];

    snprintf(copy, sizeof copy, "%s", types);
    fixture_write(f, s, n);
    return bcl_csv_read(t, f->path, marks, 2, fixture_choose, copy, f->arena,
                        &f->diag);
}

static inline bool fixture_read(fixture *f, bcl_csv *t, const char *types,
                                const char *s)
{
    return fixture_read_bytes(f, t, types, s, strlen(s));
}

static inline const char *fixture_label(const bcl_csv *t, size_t row,
                                        size_t col)
{
    return t->col[col].labels.text[t->col[col].label[row]];
}

#endif
