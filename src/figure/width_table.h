/* width_table.h -- advance widths of Liberation Sans, a C table of numbers. */
#ifndef BCL_FIGURE_WIDTH_TABLE_H
#define BCL_FIGURE_WIDTH_TABLE_H

#include <stddef.h>

typedef struct {
    unsigned short code;          /* Unicode */
    unsigned short regular, bold; /* in 1/2048 em */
} bcl_glyph;

extern const bcl_glyph bcl_width_table[]; /* sorted by code */
extern const size_t bcl_width_table_size;

#endif
