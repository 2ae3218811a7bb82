/* adjustment.c -- see adjustment.h. */
#include "result/adjustment.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 10000 }; /* cells that may move */

const char *bcl_adjustment_title(const bcl_study *s, size_t group, bcl_arena *a)
{
    const bcl_reconciled_group *g = &s->reconciled.group[group];
    const char *text = "";

    for (size_t i = 0; i < g->nmember; i++) {
        int q = g->member[i];
        const char *one = q >= 0
                              ? s->m.quantity[q].head.title
                              : bcl_text_print(a, "équilibre de « %s »",
                                               s->m.process[-1 - q].head.title);
        text = bcl_text_print(a, "%s%s%s", text, i ? " ; " : "", one);
    }
    return text;
}

const char *bcl_adjustment_where(const bcl_study *s,
                                 const bcl_reconciled_cell *c, bcl_arena *a)
{
    const bcl_dims *t = &s->m.dims;
    bcl_layout l = bcl_layout_of(t, s->m.quantity[c->quantity].dims);
    const char *text = "";

    for (int i = 0; i < l.rank; i++) {
        size_t member = c->cell / l.stride[i] % l.size[i];
        text = bcl_text_print(
            a, "%s%s%s", text, *text ? ", " : "",
            l.dim[i] == BCL_YEAR
                ? bcl_text_print(a, "%d", t->first_year + (int)member)
                : bcl_dim_member_title(t, l.dim[i], member));
    }
    return text;
}

/* To a millionth: data of one equation share their |z|, but for rounding. */
static int by_z(const void *x, const void *y)
{
    const bcl_reconciled_cell *a = *(const bcl_reconciled_cell *const *)x;
    const bcl_reconciled_cell *b = *(const bcl_reconciled_cell *const *)y;
    double p = rint(1e6 * fabs(a->z)), q = rint(1e6 * fabs(b->z));

    if (p != q)
        return p > q ? -1 : 1;
    return (a > b) - (a < b); /* in order of donnees and cells */
}

size_t bcl_adjustment_largest(const bcl_reconciled_cell ***out,
                              const bcl_study *s, size_t group, size_t most,
                              bcl_arena *a)
{
    const bcl_reconciled *r = &s->reconciled;
    const bcl_reconciled_cell **list =
        BCL_NEW(a, const bcl_reconciled_cell *, r->ncell + 1);
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < r->ncell; i++)
        if (r->cell[i].group == (int)group && fabs(r->cell[i].z) >= 0.5)
            list[n++] = &r->cell[i];
    qsort(list, n, sizeof *list, by_z);
    for (size_t i = 0; i < n && kept < most; i++) {
        bool again = false;
        for (size_t k = 0; k < kept && !again; k++)
            again = list[k]->error == list[i]->error;
        if (!again)
            list[kept++] = list[i];
    }
    *out = list;
    return kept;
}

size_t bcl_adjustment_enclosed(const bcl_reconciled_cell ***out,
                               const bcl_study *s, size_t group, size_t most,
                               bcl_arena *a)
{
    const bcl_reconciled *r = &s->reconciled;
    const bcl_reconciled_cell **list =
        BCL_NEW(a, const bcl_reconciled_cell *, most + 1);
    size_t n = 0;

    for (size_t i = 0; i < r->ncell && n < most; i++) {
        const bcl_reconciled_cell *c = &r->cell[i];
        if (c->group == (int)group && c->class == BCL_REC_UNOBSERVABLE &&
            isfinite(c->high))
            list[n++] = c;
    }
    *out = list;
    return n;
}

bool bcl_adjustment_unnoticed(const bcl_reconciled *r,
                              const bcl_reconciled_cell *c)
{
    return r->ncell >= MANY && !c->hidden &&
           fabs(c->after - c->before) <= 1e-3 * fabs(c->before);
}

size_t bcl_adjustment_left_out(double *z, const bcl_reconciled *r)
{
    size_t n = 0;

    *z = NAN;
    for (size_t i = 0; i < r->ncell; i++) {
        const bcl_reconciled_cell *c = &r->cell[i];
        if (!bcl_adjustment_unnoticed(r, c))
            continue;
        n++;
        *z = fmax(*z, fabs(c->z));
    }
    return n;
}

const char *bcl_adjustment_class(bcl_rec_class k)
{
    static const char *const word[] = {
        [BCL_REC_REDUNDANT] = "redondant",
        [BCL_REC_NONREDUNDANT] = "non vérifié",
        [BCL_REC_FIXED] = "fixe",
        [BCL_REC_OBSERVABLE] = "déduit",
        [BCL_REC_UNOBSERVABLE] = "indéterminé",
    };

    return word[k];
}

double bcl_adjustment_gap(const bcl_study *s, size_t group)
{
    const bcl_reconciled *r = &s->reconciled;
    double most = NAN;

    for (size_t i = 0; i < r->nrow; i++) {
        const bcl_reconciled_row *row = &r->row[i];
        double size = fmax(fabs(row->value), fabs(row->measure));
        if (row->group == (int)group && !row->partial && size > 0)
            most = fmax(most, fabs(row->value - row->measure) / size);
    }
    return most;
}

bool bcl_adjustment_too_well(const bcl_reconciled_group *g)
{
    return g->status == BCL_REC_OK && g->dof > 0 && g->p > 0.99;
}

const char *bcl_adjustment_verdict(const bcl_reconciled_group *g)
{
    if (g->status != BCL_REC_OK)
        return "irréconciliable : les données restent comme observées";
    switch (g->verdict) {
    case BCL_REC_PASS:
        if (bcl_adjustment_too_well(g))
            return "les données s'accordent bien mieux que leurs incertitudes "
                   "ne le laissent attendre";
        return "les écarts sont à la mesure des incertitudes";
    case BCL_REC_FAIL:
        return "les écarts dépassent les incertitudes";
    default:
        return g->nrow
                   ? "rien à vérifier : aucune donnée n'en recoupe une autre"
                   : "rien à ajuster : ce qui se recoupe est sans "
                     "incertitude, ou tenu par ses bornes";
    }
}
