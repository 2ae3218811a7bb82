/* palette.c -- see palette.h. */
#include "figure/palette.h"

#include <math.h>

/* No two neighbours clash, nor the last and the first. */
static const unsigned stack[] = {
    BCL_BLUE,       BCL_GREEN, BCL_ORANGE, BCL_SLATE,  BCL_SKY,
    BCL_VERMILLION, BCL_PINK,  BCL_BROWN,  BCL_YELLOW, BCL_GREY};
enum { NSTACK = sizeof stack / sizeof *stack };

static int part(unsigned rgb, int shift)
{
    return (int)(rgb >> shift & 0xFF);
}

unsigned bcl_palette_mix(unsigned a, unsigned b, double share)
{
    unsigned mixed = 0;

    for (int shift = 0; shift <= 16; shift += 8)
        mixed |= (unsigned)lround(part(a, shift) * (1 - share) +
                                  part(b, shift) * share)
                 << shift;
    return mixed;
}

unsigned bcl_palette_series(size_t i)
{
    double pale = (double)(i / NSTACK % 3) * 0.35;

    return bcl_palette_mix(stack[i % NSTACK], 0xFFFFFF, pale);
}

static unsigned nearest(unsigned rgb)
{
    unsigned best = stack[0];
    long least = 1L << 30;

    for (size_t i = 0; i < NSTACK; i++) {
        long d = 0;

        for (int shift = 0; shift <= 16; shift += 8) {
            long gap = part(rgb, shift) - part(stack[i], shift);
            d += gap * gap;
        }
        if (d < least) {
            least = d;
            best = stack[i];
        }
    }
    return best;
}

bool bcl_palette_clash(unsigned a, unsigned b)
{
    static const unsigned pair[][2] = {{BCL_GREY, BCL_GREEN},
                                       {BCL_GREY, BCL_PINK},
                                       {BCL_ORANGE, BCL_VERMILLION},
                                       {BCL_SLATE, BCL_BLUE}};

    a = nearest(a);
    b = nearest(b);
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        if ((a == pair[i][0] && b == pair[i][1]) ||
            (a == pair[i][1] && b == pair[i][0]))
            return true;
    return a == b;
}

static bool taken(const unsigned *rgb, size_t n, unsigned colour)
{
    for (size_t i = 0; i < n; i++)
        if (rgb[i] == colour)
            return true;
    return false;
}

/* Worse the higher: used already, then clashing with a neighbour. */
static int blame(const unsigned *rgb, size_t n, size_t i, unsigned colour)
{
    bool before = i > 0 && rgb[i - 1] && bcl_palette_clash(colour, rgb[i - 1]);
    bool after =
        i + 1 < n && rgb[i + 1] && bcl_palette_clash(colour, rgb[i + 1]);

    return 4 * taken(rgb, n, colour) + before + after;
}

void bcl_palette_fill(unsigned *rgb, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned best = 0;
        int least = 100;

        if (rgb[i])
            continue;
        for (size_t k = 0; k < 3 * NSTACK && least > 0; k++) {
            unsigned colour = bcl_palette_series(k);
            int b = blame(rgb, n, i, colour);

            if (b < least) {
                least = b;
                best = colour;
            }
        }
        rgb[i] = least >= 4 ? bcl_palette_series(i) : best;
    }
}

static double luminance(unsigned rgb)
{
    static const double weight[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;

    for (int k = 0; k < 3; k++) {
        double v = part(rgb, 8 * k) / 255.0;

        sum += weight[k] *
               (v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double bcl_palette_contrast(unsigned a, unsigned b)
{
    double la = luminance(a), lb = luminance(b);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

unsigned bcl_palette_text(unsigned rgb)
{
    unsigned dark = rgb;

    for (int k = 1; k <= 50 && bcl_palette_contrast(dark, 0xFFFFFF) < 4.5; k++)
        dark = bcl_palette_mix(rgb, 0, k / 50.0);
    return dark;
}

unsigned bcl_palette_over(unsigned rgb)
{
    return bcl_palette_contrast(rgb, 0xFFFFFF) >= 3.6 ? 0xFFFFFF : 0x1E1E1E;
}
