/* fuzz_csv.c -- any bytes as a CSV file.
 *
 * The first byte says which columns are labels, numbers or not kept, and how
 * long the pieces are that are read ahead. */
#include "../unit/csv_same.h"
#include "input/csv_ahead.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool choose(void *context, bcl_csv *t, bcl_diag *d)
{
    static const bcl_col_type type[] = {BCL_COL_LABEL, BCL_COL_NUMBER,
                                        BCL_COL_SKIP, BCL_COL_NUMBER};
    unsigned bits = *(const uint8_t *)context;

    (void)d;
    for (size_t i = 0; i < t->ncol; i++)
        t->col[i].type = type[bits >> 2 * (i % 4) & 3];
    return true;
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* What csv.h promises of a table. */
static void check_table(const bcl_csv *t)
{
    for (size_t i = 0; i < t->ncol; i++)
        for (size_t row = 0; row < t->nrow; row++) {
            const bcl_col *col = &t->col[i];
            if (col->type == BCL_COL_LABEL)
                require(col->label[row] >= 0 &&
                        (size_t)col->label[row] < col->labels.n);
            if (col->type == BCL_COL_NUMBER)
                require(col->kind[row] <= BCL_CELL_MARK &&
                        (col->kind[row] == BCL_CELL_NUMBER ||
                         col->number[row] == 0));
            if (row < 4 && i < 4)
                require(bcl_csv_at(t, row, i).line >= t->line[row]);
        }
    for (size_t row = 1; row < t->nrow; row++)
        require(t->line[row] >= t->line[row - 1]);
}

static bool read_by(bcl_csv *t, const char *path, bcl_csv_plan plan,
                    uint8_t bits, bcl_arena *a, bcl_diag *d)
{
    const char *const marks[] = {"s", "-1"};

    *d = (bcl_diag){.count = 0};
    return bcl_csv_read_planned(t, path, marks, bits & 1 ? 1 : 2, choose, &bits,
                                plan, a, d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bcl_diag d, ahead; /* large */
    uint8_t bits = size > 0 ? data[0] : 0;
    bcl_csv_plan pieces = {1, 1 + bits / 4, true};
    char path[32];
    int fd = memfd_create("csv", 0);
    bcl_arena *a = bcl_arena_create();
    bcl_csv t, u;

    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    if (fd >= 0 && size > 1 &&
        write(fd, data + 1, size - 1) == (ssize_t)size - 1) {
        bool good =
            read_by(&t, path, (bcl_csv_plan){.threads = 1}, bits, a, &d);
        require(good == (d.errors == 0));
        if (good)
            check_table(&t);
        require(read_by(&u, path, pieces, bits, a, &ahead) == good);
        require(same_messages(&ahead, &d) && same_table(&u, &t));
    }
    close(fd);
    bcl_arena_destroy(a);
    return 0;
}
