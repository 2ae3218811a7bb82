/* rec_start.c -- see rec_private.h: where Gauss-Newton starts.
 *
 * Measured variables start as measured or, in the first way, as constraints
 * without products have them: shares and concentrations then come near what
 * they will be, also of a flow that was measured as 0.  Others follow from
 * constraints without products, then from rows whose products have a known
 * factor, and so on; rows that multiply two unknowns wait, and those that have
 * nothing to tell are left out: they would hold only if their measured factors
 * were exact.  When nothing more follows, one unknown factor is guessed. */
#include "flow/rec_private.h"

#include <math.h>

/* Of starts: what guesses are multiplied by, and where they lie between two
 * bounds. */
enum { KINDS = 5 };
static const double factor[KINDS] = {1, 0.25, 4, 0.05, 20};
static const double place[KINDS] = {0.5, 0.1, 0.9, 0.3, 0.7};

typedef struct {
    const bcl_rec_problem *p;
    double *x;     /* [n] NaN: not known yet */
    bool *guessed; /* [n] */
    int start;
    bcl_arena *a;
} starter;

bcl_rec_problem bcl_rec_loosen(const bcl_rec_problem *p, const bool *drop,
                               bcl_arena *a)
{
    bcl_rec_problem q = *p;
    size_t *start = BCL_NEW(a, size_t, p->nrow + 1), n = 0;
    int *var = BCL_NEW(a, int, p->nrow ? p->start[p->nrow] : 0);
    double *coef = BCL_NEW(a, double, p->nrow ? p->start[p->nrow] : 0);
    double *rhs = BCL_NEW(a, double, p->nrow);
    bcl_rec_product *product = BCL_NEW(a, bcl_rec_product, p->nproduct);

    for (size_t r = 0; r < p->nrow; r++) {
        for (size_t t = p->start[r]; t < p->start[r + 1] && !drop[r]; t++) {
            var[n] = p->var[t];
            coef[n++] = p->coef[t];
        }
        rhs[r] = drop[r] ? 0 : p->rhs[r];
        start[r + 1] = n;
    }
    q.start = start, q.var = var, q.coef = coef, q.rhs = rhs;
    q.product = product, q.nproduct = 0;
    for (size_t f = 0; f < p->nproduct; f++)
        if (!drop[p->product[f].row])
            product[q.nproduct++] = p->product[f];
    return q;
}

static bool waits(const starter *s, const bcl_rec_product *f)
{
    return isnan(s->x[f->a]) && isnan(s->x[f->b]);
}

/* Rows to leave out for now. */
static void mark(bool *drop, const starter *s, bool products)
{
    const bcl_rec_problem *p = s->p;
    bool *tells = BCL_NEW(s->a, bool, p->nrow);

    for (size_t r = 0; r < p->nrow; r++)
        for (size_t t = p->start[r]; t < p->start[r + 1]; t++)
            tells[r] |= isnan(s->x[p->var[t]]);
    for (size_t f = 0; f < p->nproduct; f++)
        tells[p->product[f].row] |=
            isnan(s->x[p->product[f].a]) || isnan(s->x[p->product[f].b]);
    for (size_t f = 0; f < p->nproduct; f++)
        drop[p->product[f].row] |=
            waits(s, &p->product[f]) || !products || !tells[p->product[f].row];
}

/* Whether something more became known, with or without products. */
static bool follow_rows(starter *s, bool products)
{
    static const bcl_rec_options quick = {.no_sd = true};
    const bcl_rec_problem *p = s->p;
    bcl_arena *own = bcl_arena_create();
    bool *drop = BCL_NEW(own, bool, p->nrow), more = false;
    double *x0 = BCL_NEW(own, double, p->n);
    bcl_rec_problem q;
    bcl_rec_result r = {0};

    mark(drop, s, products);
    for (size_t k = 0; k < p->n; k++)
        x0[k] = isnan(s->x[k]) ? 0 : s->x[k];
    q = bcl_rec_loosen(p, drop, own);
    bcl_rec_linear(&r, NULL, &q, x0, &quick, own);
    for (size_t k = 0; k < p->n; k++)
        if (isnan(s->x[k]) && r.class[k] == BCL_REC_OBSERVABLE &&
            isfinite(r.x[k])) {
            s->x[k] = r.x[k];
            more = true;
        }
    bcl_arena_destroy(own);
    return more;
}

static bool follow(starter *s)
{
    return follow_rows(s, false) || follow_rows(s, true);
}

static bool bounded(const bcl_rec_problem *p, int k)
{
    return p->low && p->high && isfinite(p->low[k]) && isfinite(p->high[k]);
}

/* The next unknown to guess: between two bounds rather than anywhere. */
static int choose(const starter *s)
{
    int best = -1;

    for (size_t f = 0; f < s->p->nproduct; f++) {
        const int pair[2] = {s->p->product[f].a, s->p->product[f].b};

        for (int i = 0; i < 2 && waits(s, &s->p->product[f]); i++)
            if (best < 0 || (bounded(s->p, pair[i]) && !bounded(s->p, best)))
                best = pair[i];
    }
    return best;
}

/* The largest known term of the rows where k is multiplied, for each unit of
 * coefficient; else the largest value at all. */
static double magnitude(const starter *s, int k)
{
    const bcl_rec_problem *p = s->p;
    double largest = 0;

    for (size_t f = 0; f < p->nproduct; f++) {
        const bcl_rec_product *product = &p->product[f];

        if (product->a != k && product->b != k)
            continue;
        for (size_t t = p->start[product->row]; t < p->start[product->row + 1];
             t++)
            if (!isnan(s->x[p->var[t]]))
                largest = fmax(largest, fabs(p->coef[t] * s->x[p->var[t]] /
                                             product->coef));
    }
    for (size_t i = 0; i < p->n && largest == 0; i++)
        if (!isnan(s->x[i]))
            largest = fabs(s->x[i]);
    return largest > 0 && isfinite(largest) ? largest : 1;
}

static void guess(starter *s, int k)
{
    const bcl_rec_problem *p = s->p;

    s->guessed[k] = true;
    if (bounded(p, k))
        s->x[k] = p->low[k] + place[s->start] * (p->high[k] - p->low[k]);
    else
        s->x[k] = factor[s->start] * sqrt(magnitude(s, k));
}

/* Measured variables as constraints without products have them; skewed ones,
 * which must be positive, as measured. */
static void agree(starter *s)
{
    static const bcl_rec_options quick = {.no_sd = true};
    const bcl_rec_problem *p = s->p;
    bcl_arena *own = bcl_arena_create();
    bool *drop = BCL_NEW(own, bool, p->nrow);
    double *x0 = BCL_NEW(own, double, p->n);
    bcl_rec_problem q;
    bcl_rec_result r = {0};

    for (size_t f = 0; f < p->nproduct; f++)
        drop[p->product[f].row] = true;
    for (size_t k = 0; k < p->n; k++)
        x0[k] = isnan(s->x[k]) ? 0 : s->x[k];
    q = bcl_rec_loosen(p, drop, own);
    bcl_rec_linear(&r, NULL, &q, x0, &quick, own);
    for (size_t k = 0; k < p->n; k++)
        if (bcl_rec_kind_of(p, k) == BCL_REC_MEASURED && isfinite(r.x[k]) &&
            !bcl_rec_is_skewed(p, k))
            s->x[k] = r.x[k];
    bcl_arena_destroy(own);
}

void bcl_rec_start(double *x, const bcl_rec_problem *p, int start,
                   bcl_arena *scratch)
{
    starter s = {.p = p,
                 .x = x,
                 .guessed = BCL_NEW(scratch, bool, p->n),
                 .start = start % KINDS,
                 .a = scratch};
    int k;

    for (size_t i = 0; i < p->n; i++)
        x[i] = bcl_rec_kind_of(p, i) == BCL_REC_UNMEASURED ? NAN : p->value[i];
    if (start == 0)
        agree(&s);
    while (follow(&s))
        ;
    while ((k = choose(&s)) >= 0) {
        guess(&s, k);
        while (follow(&s))
            ;
    }
    for (size_t f = 0; f < p->nproduct; f++) {
        const int pair[2] = {p->product[f].a, p->product[f].b};

        for (int i = 0; i < 2; i++) {
            k = pair[i];
            if (bcl_rec_kind_of(p, (size_t)k) != BCL_REC_UNMEASURED ||
                s.guessed[k])
                continue;
            x[k] = isnan(x[k]) ? guess(&s, k), x[k] : factor[s.start] * x[k];
            s.guessed[k] = true;
        }
    }
    for (size_t i = 0; i < p->n; i++)
        if (isnan(x[i]))
            x[i] = 0;
}
