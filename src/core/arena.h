/* arena.h -- memory that is given back all at once.
 *
 * Everything read or computed in a run lives in one arena and is never freed
 * piece by piece.  Allocation cannot fail: out of memory ends the program. */
#ifndef BCL_CORE_ARENA_H
#define BCL_CORE_ARENA_H

#include <stddef.h>

typedef struct bcl_arena bcl_arena;

bcl_arena *bcl_arena_create(void);
void bcl_arena_destroy(bcl_arena *a);

/* Zeroed room for `count` objects of `size` bytes, aligned for any type; from
 * 1 KiB on, it starts on a line of the cache. */
void *bcl_arena_alloc(bcl_arena *a, size_t count, size_t size);

#define BCL_NEW(arena, type, count) \
    ((type *)bcl_arena_alloc((arena), (count), sizeof(type)))

/* Make room for one more element in a growing array of the arena: returns the
 * array, moved when it was full.  `*cap` is its capacity; the room left behind
 * by a move is lost until the arena goes. */
void *bcl_arena_grow(bcl_arena *a, void *items, size_t n, size_t *cap,
                     size_t size);

#define BCL_GROW(arena, items, n, cap) \
    ((items) = bcl_arena_grow((arena), (items), (n), (cap), sizeof *(items)))

#endif
