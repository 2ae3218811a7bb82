/* buffer.c -- see buffer.h. */
#include "figure/buffer.h"

#include <stdarg.h>
#include <string.h>

static void reserve(bcl_buffer *b, size_t more)
{
    if (b->cap > b->n + more)
        return;
    size_t cap = 2 * (b->n + more) + 256;
    char *s = bcl_arena_alloc(b->arena, cap, 1);

    if (b->n > 0)
        memcpy(s, b->s, b->n);
    b->s = s;
    b->cap = cap;
}

void bcl_buffer_add(bcl_buffer *b, const char *s, size_t n)
{
    reserve(b, n);
    if (n > 0)
        memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

void bcl_buffer_print(bcl_buffer *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    int need = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (need < 0)
        return;
    reserve(b, (size_t)need + 1);
    va_start(ap, fmt);
    vsnprintf(b->s + b->n, (size_t)need + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)need;
}
