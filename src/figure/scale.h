/* scale.h -- round ticks, and how a value is written in a figure. */
#ifndef BCL_FIGURE_SCALE_H
#define BCL_FIGURE_SCALE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double lo, hi; /* multiples of step, around the data */
    double step;   /* 1, 2 or 5 times a power of ten */
    int decimals;  /* that ticks need */
    size_t ticks;  /* their number, from lo to hi */
} bcl_scale;

/* A scale over lo..hi with at most `most` ticks (3 or more); `zero` brings 0
 * into it.  Data without extent, or none (NaN), give a scale all the same. */
bcl_scale bcl_scale_fit(double lo, double hi, size_t most, bool zero);

double bcl_scale_tick(const bcl_scale *s, size_t i);
void bcl_scale_text(char *to, size_t size, const bcl_scale *s, size_t i);

/* Where v falls when lo..hi is drawn from a to b. */
double bcl_scale_place(const bcl_scale *s, double v, double a, double b);

/* Widen lo..hi to v[0..n), NaN left out; start with lo > hi. */
void bcl_scale_span(double *lo, double *hi, const double *v, size_t n);

/* Decimals to print values up to `largest` with: 0 from 100 on or when `whole`,
 * 1 from 10 on, more below. */
int bcl_scale_decimals(double largest, bool whole);

/* v[0..n) are all whole numbers (NaN left out). */
bool bcl_scale_whole(const double *v, size_t n);

/* The French text of v; more decimals when v is not 0 but would print so (then
 * one significant digit, as "< 0,001" below a thousandth). */
void bcl_scale_value(char *to, size_t size, double v, int decimals);

enum { BCL_VALUE_SIZE = 72 };

/* What a figure can show: finite and below 1e15 in size. */
bool bcl_scale_drawable(double v);

#endif
