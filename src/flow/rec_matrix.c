/* rec_matrix.c -- see rec_kernel.h: sparse matrices made and scaled. */
#include "flow/rec_kernel.h"

#include <math.h>

/* A power of two near one over the square root of x. */
static double halfway(double x)
{
    int exponent;

    frexp(x, &exponent);
    return x > 0 ? ldexp(1, -exponent / 2) : 1;
}

/* One round of Ruiz's equilibration (RAL-TR-2001-034). */
static void scale_once(double *row, double *col, const bcl_rec_terms *t,
                       const int *column, double *row_size, double *col_size,
                       size_t ncol)
{
    for (size_t i = 0; i < t->m; i++)
        row_size[i] = 0;
    for (size_t j = 0; j < ncol; j++)
        col_size[j] = 0;
    for (size_t i = 0; i < t->m; i++)
        for (size_t e = t->start[i]; e < t->start[i + 1]; e++) {
            int j = column[t->var[e]];

            if (j < 0)
                continue;
            double size = fabs(t->coef[e]) * row[i] * col[j];
            row_size[i] = fmax(row_size[i], size);
            col_size[j] = fmax(col_size[j], size);
        }
    for (size_t i = 0; i < t->m; i++)
        row[i] *= halfway(row_size[i]);
    for (size_t j = 0; j < ncol; j++)
        col[j] *= halfway(col_size[j]);
}

void bcl_rec_equilibrate(double *row, double *col, const bcl_rec_terms *t,
                         const int *column, size_t ncol, bcl_arena *scratch)
{
    double *row_size = BCL_NEW(scratch, double, t->m);
    double *col_size = BCL_NEW(scratch, double, ncol);

    for (size_t i = 0; i < t->m; i++)
        row[i] = 1;
    for (size_t j = 0; j < ncol; j++)
        col[j] = 1;
    for (int round = 0; ncol > 0 && round < 8; round++)
        scale_once(row, col, t, column, row_size, col_size, ncol);
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
