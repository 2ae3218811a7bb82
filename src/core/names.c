/* names.c -- see names.h. */
#include "core/names.h"
#include "core/text.h"

#include <stdint.h>
#include <string.h>

/* FNV-1a: short keys, no need of more. */
static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h;
}

/* The slot that holds s[0..n), or the empty one where it would go. */
static size_t probe(const bcl_names *t, const char *s, size_t n)
{
    size_t mask = t->nslot - 1, i = hash(s, n) & mask;

    while (t->slot[i]) {
        const char *known = t->text[t->slot[i] - 1];
        if (strncmp(known, s, n) == 0 && known[n] == '\0')
            break;
        i = (i + 1) & mask;
    }
    return i;
}

int bcl_names_find(const bcl_names *t, const char *s, size_t n)
{
    return t->nslot ? t->slot[probe(t, s, n)] - 1 : -1;
}

static void widen(bcl_names *t, bcl_arena *a)
{
    t->nslot = t->nslot ? 2 * t->nslot : 16;
    t->slot = BCL_NEW(a, int, t->nslot);
    for (size_t i = 0; i < t->n; i++)
        t->slot[probe(t, t->text[i], strlen(t->text[i]))] = (int)i + 1;
}

int bcl_names_add(bcl_names *t, const char *s, size_t n, bcl_arena *a)
{
    if (2 * (t->n + 1) > t->nslot)
        widen(t, a);
    size_t i = probe(t, s, n);

    if (!t->slot[i]) {
        BCL_GROW(a, t->text, t->n, &t->cap);
        t->text[t->n++] = bcl_text_copy(a, s, n);
        t->slot[i] = (int)t->n;
    }
    return t->slot[i] - 1;
}

const char *bcl_names_nearest(const bcl_names *t, const char *s)
{
    int limit = strlen(s) < 5 ? 1 : 2;
    const char *best = NULL;

    for (size_t i = 0; i < t->n && limit > 0; i++) {
        int d = bcl_text_distance(t->text[i], s, limit);
        if (d <= limit) {
            best = t->text[i];
            limit = d - 1;
        }
    }
    return best;
}
