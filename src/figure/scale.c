/* scale.c -- see scale.h. */
#include "figure/scale.h"

#include "core/text.h"

#include <math.h>
#include <stdio.h>

static double next_step(double step)
{
    double power = pow(10, floor(log10(step) + 1e-9));
    double digit = round(step / power);

    return digit < 2 ? 2 * power : digit < 5 ? 5 * power : 10 * power;
}

bcl_scale bcl_scale_fit(double lo, double hi, size_t most, bool zero)
{
    /* Powers of ten cannot divide the smallest doubles; nobody sees them. */
    if (!(lo <= hi) || fmax(fabs(lo), fabs(hi)) < 1e-12)
        lo = hi = 0;
    if (zero) {
        lo = fmin(lo, 0);
        hi = fmax(hi, 0);
    }
    if (hi - lo < 1e-9 * fmax(fabs(lo), fabs(hi)) || hi == lo) {
        double room = fmax(fabs(hi) * 0.1, hi == 0 ? 1 : 1e-12);

        lo = zero && lo >= 0 ? 0 : lo - room;
        hi += room;
    }
    if (most < 3)
        most = 3;
    double step = pow(10, floor(log10((hi - lo) / (double)most)));
    double first, count;

    for (;; step = next_step(step)) {
        first = floor(lo / step + 1e-9);
        count = ceil(hi / step - 1e-9) - first + 1;
        if (count <= (double)most)
            break;
    }
    double power = floor(log10(step) + 1e-9);

    return (bcl_scale){.lo = first * step,
                       .hi = (first + count - 1) * step,
                       .step = step,
                       .decimals = power < 0 ? (int)-power : 0,
                       .ticks = (size_t)count};
}

double bcl_scale_tick(const bcl_scale *s, size_t i)
{
    return (round(s->lo / s->step) + (double)i) * s->step;
}

void bcl_scale_text(char *to, size_t size, const bcl_scale *s, size_t i)
{
    bcl_number_french(to, size, bcl_scale_tick(s, i), s->decimals);
}

double bcl_scale_place(const bcl_scale *s, double v, double a, double b)
{
    return a + (v - s->lo) / (s->hi - s->lo) * (b - a);
}

void bcl_scale_span(double *lo, double *hi, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(v[i]))
            continue;
        if (*lo > *hi)
            *lo = *hi = v[i];
        *lo = fmin(*lo, v[i]);
        *hi = fmax(*hi, v[i]);
    }
}

bool bcl_scale_whole(const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(v[i]) && v[i] != floor(v[i]))
            return false;
    return true;
}

int bcl_scale_decimals(double largest, bool whole)
{
    if (whole || !(fabs(largest) < 99.5))
        return 0;
    if (fabs(largest) >= 9.95)
        return 1;
    return fabs(largest) >= 0.995 ? 2 : 3;
}

void bcl_scale_value(char *to, size_t size, double v, int decimals)
{
    while (v != 0 && decimals < 3 && fabs(v) < 0.5 * pow(10, -decimals))
        decimals++;
    if (v != 0 && fabs(v) < 0.0005)
        snprintf(to, size, "%s", v > 0 ? "<\u00A00,001" : ">\u00A0−0,001");
    else
        bcl_number_french(to, size, v, decimals);
}

bool bcl_scale_drawable(double v)
{
    return isfinite(v) && fabs(v) < 1e15;
}
