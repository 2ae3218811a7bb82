/* palette.h -- colours that print and that colour-blind readers tell apart.
 *
 * Okabe and Ito's palette (2008) with two greys, slate and brown.  0 stands
 * for "choose": black is for what was observed, never for a series. */
#ifndef BCL_FIGURE_PALETTE_H
#define BCL_FIGURE_PALETTE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    BCL_BLUE = 0x0072B2,
    BCL_ORANGE = 0xE69F00,
    BCL_GREEN = 0x009E73,
    BCL_VERMILLION = 0xD55E00,
    BCL_SKY = 0x56B4E9,
    BCL_PINK = 0xCC79A7,
    BCL_YELLOW = 0xF0E442,
    BCL_SLATE = 0x4A5A68,
    BCL_BROWN = 0x8C6D46,
    BCL_GREY = 0x8A8F94,
    BCL_STEEL = 0x5B6770, /* nodes without a colour of their own */
    BCL_ALARM = 0xC2185B, /* what does not close; nothing else */
    BCL_GRID = 0xDADDE0,
    BCL_INK = 0x2B2B2B,     /* body text and observed lines */
    BCL_INK_SOFT = 0x55595D /* subtitles, units, sources */
};

/* The n-th colour of a stack: neighbours never clash, the first ten differ,
 * the next ones are their lighter tints, and so on. */
unsigned bcl_palette_series(size_t i);

/* Fill the zeros of rgb[0..n) with colours not taken yet, none clashing with
 * its neighbours where that is possible. */
void bcl_palette_fill(unsigned *rgb, size_t n);

/* Two colours that must not touch: grey and green, pink and grey, orange and
 * vermillion, slate and dark blue; judged by the nearest palette colours. */
bool bcl_palette_clash(unsigned a, unsigned b);

/* Contrast of two colours, 1 to 21 (WCAG 2). */
double bcl_palette_contrast(unsigned a, unsigned b);

/* `rgb` darkened until it reads as text on white (4.5:1). */
unsigned bcl_palette_text(unsigned rgb);

/* Ink or white, whichever reads better on `rgb`. */
unsigned bcl_palette_over(unsigned rgb);

/* `share` of b in a, 0 to 1. */
unsigned bcl_palette_mix(unsigned a, unsigned b, double share);

#endif
