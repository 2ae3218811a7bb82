/* typography.c -- see typography.h. */
#include "report/typography.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static const char nbsp[] = "\xC2\xA0", thin[] = "\xE2\x80\xAF";
static const char open_quote[] = "\xC2\xAB", close_quote[] = "\xC2\xBB";
static const char euro[] = "\xE2\x82\xAC", apostrophe[] = "\xE2\x80\x99";

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* Bytes above 127 are taken for letters: in French nearly all are. */
static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c > 127;
}

/* What a plain space becomes before `next`, or NULL. */
static const char *space_before(const char *next)
{
    if (*next == ':' || *next == '%' || starts(next, close_quote) ||
        starts(next, euro))
        return nbsp;
    if (*next == ';' || *next == '!' || *next == '?')
        return thin;
    return NULL;
}

const char *bcl_typography_french(const char *s, bcl_arena *a)
{
    size_t length = strlen(s), n = 0;
    char *to = bcl_arena_alloc(a, 3 * length + 1, 1);

    for (size_t i = 0; i < length; i++) {
        const char *instead = NULL;

        if (s[i] == ' ' && i >= 2 && starts(s + i - 2, open_quote))
            instead = nbsp;
        else if (s[i] == ' ' && i > 0)
            instead = space_before(s + i + 1);
        else if (s[i] == '\'' && i > 0 && is_letter(s[i - 1]) &&
                 is_letter(s[i + 1]))
            instead = apostrophe;
        if (instead) {
            memcpy(to + n, instead, strlen(instead));
            n += strlen(instead);
        } else {
            to[n++] = s[i];
        }
    }
    return to;
}
