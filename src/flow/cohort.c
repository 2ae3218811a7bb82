/* cohort.c -- see cohort.h.  Laws and parameters are those of IndEcol/ODYM and
 * pik-piam/flodym, whose published cases the tests hold. */
#include "flow/cohort.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#include <math.h>

#if defined(__GNUC__) && !defined(__clang__)
#define VECTORISED __attribute__((optimize("O3")))
#else
#define VECTORISED
#endif

static bool in_domain(const bcl_lifetime *life)
{
    bool mean = life->mean > 0 && isfinite(life->mean);
    bool sd = life->sd > 0 && isfinite(life->sd);

    switch (life->law) {
    case BCL_LIFE_FIXED:
        return mean;
    case BCL_LIFE_NORMAL:
    case BCL_LIFE_LOGNORMAL:
        return mean && sd;
    case BCL_LIFE_WEIBULL:
        return life->shape > 0 && isfinite(life->shape) &&
               (life->scale > 0 ? isfinite(life->scale) : mean);
    case BCL_LIFE_GEOMETRIC:
        return mean && life->mean >= 1; /* no more than all in a year */
    }
    return false;
}

/* mean/Gamma(1 + 1/shape) */
static double weibull_scale(const bcl_lifetime *life)
{
    if (life->scale > 0)
        return life->scale;
    return life->mean * exp(-gsl_sf_lngamma(1 + 1 / life->shape));
}

/* The share alive at `age` of a law whose derived parameters are `a` and
 * `b`. */
static double alive(bcl_life_law law, double age, double a, double b)
{
    switch (law) {
    case BCL_LIFE_FIXED:
        return age < a;
    case BCL_LIFE_NORMAL:
        return gsl_cdf_gaussian_Q(age - a, b);
    case BCL_LIFE_LOGNORMAL:
        return age > 0 ? gsl_cdf_lognormal_Q(age, a, b) : 1;
    case BCL_LIFE_WEIBULL:
        return age > 0 ? gsl_cdf_weibull_Q(age, a, b) : 1;
    case BCL_LIFE_GEOMETRIC:
        return pow(1 - 1 / a, age);
    }
    return 0;
}

/* Ages at the end of the year of entry, and their weights. */
static size_t entry_ages(bcl_entry entry, const double **age,
                         const double **weight)
{
    static const double one[] = {1}, end[] = {0}, middle[] = {0.5},
                        start[] = {1};
    /* Gauss-Lobatto, 6 points, on [0, 1] (Abramowitz and Stegun, 25.4.32) */
    static const double x[] = {0,
                               0.11747233803526765,
                               0.35738424175967745,
                               0.64261575824032255,
                               0.88252766196473235,
                               1};
    static const double w[] = {1.0 / 30,
                               0.18923747814892349,
                               0.27742918851774318,
                               0.27742918851774318,
                               0.18923747814892349,
                               1.0 / 30};

    *weight = entry == BCL_ENTRY_ALL_YEAR ? w : one;
    *age = entry == BCL_ENTRY_ALL_YEAR ? x
           : entry == BCL_ENTRY_MIDDLE ? middle
           : entry == BCL_ENTRY_START  ? start
                                       : end;
    return entry == BCL_ENTRY_ALL_YEAR ? 6 : 1;
}

bool bcl_survival_fill(double *survival, size_t n, const bcl_lifetime *life,
                       bcl_entry entry)
{
    double a = life->mean, b = life->sd;
    const double *age, *weight;

    if (!in_domain(life))
        return false;
    if (life->law == BCL_LIFE_LOGNORMAL) {
        double ratio = life->sd / life->mean, variance = log1p(ratio * ratio);

        a = log(life->mean) - variance / 2;
        b = sqrt(variance);
    } else if (life->law == BCL_LIFE_WEIBULL) {
        a = weibull_scale(life);
        b = life->shape;
        if (!(a > 0))
            return false;
    }
    size_t points = entry_ages(entry, &age, &weight);
    for (size_t k = 0; k < n; k++) {
        survival[k] = 0;
        for (size_t i = 0; i < points; i++)
            survival[k] +=
                weight[i] * alive(life->law, (double)k + age[i], a, b);
    }
    return true;
}

/* The share alive at an age of at least -1. */
static double share(const double *survival, size_t n, long age)
{
    if (age < 0)
        return 1;
    return survival[(size_t)age < n ? (size_t)age : n - 1];
}

/* One age class of what stood before the first year. */
static void run_initial(double *outflow, double *stock, size_t ny,
                        double amount, int age, const double *survival,
                        size_t n)
{
    double now = share(survival, n, age);

    for (size_t t = 0; t < ny; t++) {
        long end = (long)age + (long)t + 1;
        double before = share(survival, n, end - 1);
        double after = share(survival, n, end);

        /* What no law explains any more leaves at once. */
        if (now > 0)
            outflow[t] += amount * ((before - after) / now);
        else
            outflow[t] += t == 0 ? amount : 0;
        if (now > 0)
            stock[t] += amount * (after / now);
    }
}

/* One cohort over the years after its first.  All ages at once: this is where
 * the time goes, and gcc 12 does not vectorise at -O2. */
VECTORISED static void add_cohort(double *restrict outflow,
                                  double *restrict stock, size_t ny,
                                  double amount,
                                  const double *restrict survival, size_t n)
{
    size_t known = ny < n ? ny : n;
    double last = survival[n - 1];

    outflow[0] += amount * (1 - survival[0]);
    stock[0] += amount * survival[0];
    for (size_t k = 1; k < known; k++) {
        outflow[k] += amount * (survival[k - 1] - survival[k]);
        stock[k] += amount * survival[k];
    }
    for (size_t k = known; k < ny; k++) {
        outflow[k] += amount * 0.0; /* no value stays no value */
        stock[k] += amount * last;
    }
}

static void run_inflow(double *outflow, double *stock, size_t ny,
                       const double *inflow, const double *survival, size_t n)
{
    for (size_t c = 0; c < ny; c++)
        add_cohort(outflow + c, stock + c, ny - c, inflow[c], survival, n);
}

VECTORISED void bcl_cohort_table(double *restrict table, const double *inflow,
                                 size_t ny, const double *restrict survival,
                                 size_t nsurvival)
{
    double *restrict row = table;

    for (size_t c = 0; c < ny; c++) {
        double amount = inflow[c];
        size_t left = ny - c, known = left < nsurvival ? left : nsurvival;

        for (size_t k = 0; k < known; k++)
            row[k] = amount * survival[k];
        for (size_t k = known; k < left; k++)
            row[k] = amount * survival[nsurvival - 1];
        row += left;
    }
}

/* Stocks are summed over their cohorts, not carried from year to year: they
 * gather no rounding and never end below zero. */
void bcl_cohort_run(double *outflow, double *stock, const double *inflow,
                    size_t ncell, size_t ny, const double *initial,
                    const int *age, size_t nage, const double *survival,
                    size_t nsurvival)
{
    for (size_t i = 0; i < ncell; i++) {
        double *out = outflow + i * ny, *left = stock + i * ny;

        for (size_t t = 0; t < ny; t++)
            out[t] = left[t] = 0;
        for (size_t k = 0; k < nage; k++)
            run_initial(out, left, ny, initial[i * nage + k], age[k], survival,
                        nsurvival);
        run_inflow(out, left, ny, inflow + i * ny, survival, nsurvival);
    }
}

void bcl_cohort_drive(double *inflow, double *outflow, double *retired,
                      const double *target, size_t ny, const double *initial,
                      const int *age, size_t nage, const double *survival,
                      size_t nsurvival, double *work)
{
    /* Cohorts as what entered: the classes of `initial`, then each year. */
    double *entered = work, *left = work + ny + nage;

    for (size_t k = 0; k < nage; k++) {
        double now = share(survival, nsurvival, age[k]);
        entered[k] = now > 0 ? initial[k] / now : 0;
    }
    for (size_t t = 0; t < ny; t++) {
        double stands = 0, first = share(survival, nsurvival, 0);
        inflow[t] = outflow[t] = retired[t] = 0;
        for (size_t k = 0; k < nage + t; k++) {
            long old = k < nage ? age[k] + (long)t + 1 : (long)(t - (k - nage));
            left[k] = entered[k] * share(survival, nsurvival, old);
            outflow[t] +=
                entered[k] * share(survival, nsurvival, old - 1) - left[k];
            stands += left[k];
        }
        if (isnan(target[t])) {
            for (; t < ny; t++)
                inflow[t] = outflow[t] = retired[t] = NAN;
            return;
        }
        if (stands > target[t]) {
            retired[t] = stands - target[t];
            for (size_t k = 0; k < nage + t; k++)
                entered[k] *= target[t] / stands;
        } else if (first > 0) {
            inflow[t] = (target[t] - stands) / first;
        }
        entered[nage + t] = inflow[t];
        outflow[t] += inflow[t] * (1 - first);
    }
}
