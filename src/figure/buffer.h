/* buffer.h -- bytes that grow in an arena: a script going to gnuplot, an image
 * coming back. */
#ifndef BCL_FIGURE_BUFFER_H
#define BCL_FIGURE_BUFFER_H

#include "core/arena.h"
#include "core/diag.h"

#include <stddef.h>

typedef struct {
    char *s; /* always NUL-terminated once something was added */
    size_t n, cap;
    bcl_arena *arena;
} bcl_buffer;

void bcl_buffer_add(bcl_buffer *b, const char *s, size_t n);
void bcl_buffer_print(bcl_buffer *b, const char *fmt, ...) BCL_PRINTF(2, 3);

#endif
