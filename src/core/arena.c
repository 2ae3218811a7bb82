/* arena.c -- see arena.h. */
#include "core/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Arrays start on a line of the cache. */
enum { ARRAY_BYTES = 1 << 10, LINE = 64 };

/* Blocks double from one to the next: many an arena holds little, and a block
 * is zeroed whole. */
enum { FIRST_BYTES = 1 << 11, BLOCK_BYTES = 1 << 16 };

typedef struct block {
    struct block *next;
    size_t used, size;
    max_align_t data[];
} block;

struct bcl_arena {
    block *head;
};

static void *must(void *p)
{
    if (!p) {
        fputs("bouclage: mémoire épuisée\n", stderr);
        exit(3);
    }
    return p;
}

bcl_arena *bcl_arena_create(void)
{
    return must(calloc(1, sizeof(bcl_arena)));
}

void bcl_arena_destroy(bcl_arena *a)
{
    if (!a)
        return;
    for (block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

/* Bytes to leave out, to stand at a multiple of `step`. */
static size_t gap(const block *b, size_t step)
{
    return -((uintptr_t)b->data + b->used) % step;
}

static size_t next_size(const bcl_arena *a)
{
    size_t size = a->head ? 2 * a->head->size : FIRST_BYTES;

    return size < BLOCK_BYTES ? size : BLOCK_BYTES;
}

void *bcl_arena_alloc(bcl_arena *a, size_t count, size_t size)
{
    size_t step = sizeof(max_align_t);

    if (size > 0 && count > (SIZE_MAX / 2) / size)
        must(NULL);
    if (count * size >= ARRAY_BYTES)
        step = LINE;

    size_t need = (count * size + step - 1) / step * step;

    if (!a->head || a->head->size - a->head->used < need + gap(a->head, step)) {
        size_t room = next_size(a);
        room = need + step > room ? need + step : room;
        block *b = must(calloc(1, sizeof *b + room));

        *b = (block){.next = a->head, .size = room};
        a->head = b;
    }
    a->head->used += gap(a->head, step);
    char *p = (char *)a->head->data + a->head->used;
    a->head->used += need;
    return p;
}

void *bcl_arena_grow(bcl_arena *a, void *items, size_t n, size_t *cap,
                     size_t size)
{
    if (n < *cap)
        return items;
    *cap = *cap ? 2 * *cap : 8;
    void *more = bcl_arena_alloc(a, *cap, size);

    if (n > 0)
        memcpy(more, items, n * size);
    return more;
}
