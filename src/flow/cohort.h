/* cohort.h -- stocks by age class: survival and outflow.
 *
 * Convention (ODYM's and flodym's): what enters in year c is there at the
 * start of that year; at the end of year t its age is t - c and the share
 * S(t - c) survives.  So out(t) = sum over c of in(c)*[S(t-c-1) - S(t-c)] with
 * S(-1) = 1: the mass of a law at negative ages leaves in its first year. */
#ifndef BCL_FLOW_COHORT_H
#define BCL_FLOW_COHORT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    BCL_LIFE_FIXED,  /* mean */
    BCL_LIFE_NORMAL, /* mean, sd */
    BCL_LIFE_LOGNORMAL /* mean, sd of the lifetime itself */,
    BCL_LIFE_WEIBULL,  /* shape, and mean or scale */
    BCL_LIFE_GEOMETRIC /* mean: a share 1/mean leaves each year */
} bcl_life_law;

typedef struct {
    bcl_life_law law;
    double mean, sd, shape;
    double scale; /* Weibull: used when > 0, else mean/Gamma(1 + 1/shape) */
} bcl_lifetime;

/* When in its year an inflow takes place: at the end of year c what entered
 * then has age 0 (end, the convention above), 1/2 or 1; or it enters all year
 * long, by Gauss-Lobatto quadrature with 6 points (flodym). */
typedef enum {
    BCL_ENTRY_END,
    BCL_ENTRY_MIDDLE,
    BCL_ENTRY_START,
    BCL_ENTRY_ALL_YEAR
} bcl_entry;

/* survival[k] = S(k), k in [0, n): the share alive at the end of the k-th year
 * after that of entry.  False when a parameter is out of its domain. */
bool bcl_survival_fill(double *survival, size_t n, const bcl_lifetime *life,
                       bcl_entry entry);

/* Outflow and stock at the end of each year of `ncell` independent stocks with
 * one law.  inflow, outflow, stock: [ncell][ny], year innermost.
 * initial: [ncell][nage] what stands at the end of the year before the first
 * (nage may be 0), installed age[k] years before that end; its survivors
 * leave at N*[S(a-1) - S(a)]/S(age).  survival: [nsurvival], ages beyond count
 * as the last. */
void bcl_cohort_run(double *outflow, double *stock, const double *inflow,
                    size_t ncell, size_t ny, const double *initial,
                    const int *age, size_t nage, const double *survival,
                    size_t nsurvival);

/* What stands at the end of each year, by cohort: table [ny*(ny + 1)/2], cohort
 * after cohort, of each the years from that of its entry on.  inflow: [ny]. */
void bcl_cohort_table(double *table, const double *inflow, size_t ny,
                      const double *survival, size_t nsurvival);

/* The inflow that holds a stock to `target` at the end of each year [ny],
 * after `initial` as above.  Where survivors exceed the target nothing enters
 * and the surplus is retired early, from all cohorts alike.  inflow, outflow
 * (by age), retired: [ny]; work: [2*(ny + nage)].  A NaN target ends the run:
 * NaN from there on. */
void bcl_cohort_drive(double *inflow, double *outflow, double *retired,
                      const double *target, size_t ny, const double *initial,
                      const int *age, size_t nage, const double *survival,
                      size_t nsurvival, double *work);

#endif
