/* rec_matrix.c -- see rec_solver.h: sparse matrices made and scaled. */
#include "flow/rec_solver.h"

#include <math.h>

typedef struct {
    const bcl_rec_terms *t;
    const int *column;
    size_t ncol;
    double *row, *col; /* logarithms of the scales */
    double *sum;       /* [m] or [ncol] of the row or column at hand */
    size_t *count;
} scaler;

/* Of rows (or columns), the mean or the largest logarithm of the entries. */
static void measure(scaler *s, bool of_rows, bool largest)
{
    size_t n = of_rows ? s->t->m : s->ncol;

    for (size_t i = 0; i < n; i++) {
        s->sum[i] = 0;
        s->count[i] = 0;
    }
    for (size_t i = 0; i < s->t->m; i++)
        for (size_t e = s->t->start[i]; e < s->t->start[i + 1]; e++) {
            int j = s->column[s->t->var[e]];
            size_t at = of_rows ? i : (size_t)j;

            if (j < 0 || s->t->coef[e] == 0)
                continue;
            double x = log2(fabs(s->t->coef[e])) + s->row[i] + s->col[j];
            if (!largest)
                s->sum[at] += x;
            else if (s->count[at] == 0 || x > s->sum[at])
                s->sum[at] = x;
            s->count[at]++;
        }
    for (size_t i = 0; i < n && !largest; i++)
        if (s->count[i] > 0)
            s->sum[i] /= (double)s->count[i];
}

/* By how many powers of two a scale moved at most. */
static double adjust(scaler *s, bool of_rows, bool largest)
{
    size_t n = of_rows ? s->t->m : s->ncol;
    double moved = 0;

    measure(s, of_rows, largest);
    for (size_t i = 0; i < n; i++) {
        (of_rows ? s->row : s->col)[i] -= s->sum[i];
        moved = fmax(moved, fabs(s->sum[i]));
    }
    return moved;
}

/* Curtis and Reid's scaling (J. Inst. Maths Applics 10 (1972) 118), which makes
 * logarithms small in the least squares, by turns: unlike that of the largest
 * entries it has one solution, which follows the units of rows and columns.
 * Then the largest of each row and column at most about 1. */
void bcl_rec_equilibrate(double *row, double *col, const bcl_rec_terms *t,
                         const int *column, size_t ncol, bcl_arena *scratch)
{
    size_t most = t->m > ncol ? t->m : ncol;
    scaler s = {.t = t,
                .column = column,
                .ncol = ncol,
                .row = row,
                .col = col,
                .sum = BCL_NEW(scratch, double, most),
                .count = BCL_NEW(scratch, size_t, most)};

    for (size_t i = 0; i < t->m; i++)
        row[i] = 0;
    for (size_t j = 0; j < ncol; j++)
        col[j] = 0;
    for (int turn = 0; turn < 10; turn++)
        if (fmax(adjust(&s, true, false), adjust(&s, false, false)) < 0.1)
            break;
    adjust(&s, true, true);
    adjust(&s, false, true);
    for (size_t i = 0; i < t->m; i++)
        row[i] = exp2(round(row[i]));
    for (size_t j = 0; j < ncol; j++)
        col[j] = exp2(round(col[j]));
}

cholmod_triplet *bcl_rec_triplets(size_t m, size_t n, size_t room,
                                  cholmod_common *cc)
{
    return bcl_rec_must(
        cholmod_l_allocate_triplet(m, n, room, 0, CHOLMOD_REAL, cc));
}

void bcl_rec_triplet(cholmod_triplet *t, size_t i, size_t j, double x)
{
    ((SuiteSparse_long *)t->i)[t->nnz] = (SuiteSparse_long)i;
    ((SuiteSparse_long *)t->j)[t->nnz] = (SuiteSparse_long)j;
    ((double *)t->x)[t->nnz++] = x;
}

cholmod_sparse *bcl_rec_matrix(cholmod_triplet *t, cholmod_common *cc)
{
    cholmod_sparse *s = bcl_rec_must(cholmod_l_triplet_to_sparse(t, 0, cc));

    cholmod_l_free_triplet(&t, cc);
    cholmod_l_drop(0, s, cc);
    return s;
}
