/* fonts.c -- see fonts.h. */
#include "figure/fonts.h"

#include "figure/child.h"

#include <string.h>

static bool ask(bcl_buffer *answer, const char *const *argv)
{
    bcl_child p;
    bcl_buffer ignored = {.arena = answer->arena};
    int why;

    /* Not locked: fontconfig writes its cache on first use, which spares every
     * later gnuplot a scan of all fonts. */
    if (!bcl_child_start(&p, &why, argv, false))
        return false;
    bool heard = bcl_child_talk(&p, "", 0, NULL, 10, answer, &ignored);

    return bcl_child_stop(&p, heard) && heard;
}

static bool is_family(const bcl_buffer *answer)
{
    const char *want = "Liberation Sans";

    return answer->n >= strlen(want) &&
           !strncmp(answer->s, want, strlen(want)) &&
           (answer->s[strlen(want)] == '\0' || answer->s[strlen(want)] == ',');
}

void bcl_fonts_check(bcl_fonts *f, bcl_diag *d)
{
    static const char *const match[] = {"fc-match", "-f", "%{family}",
                                        "Liberation Sans", NULL};
    static const char *const list[] = {"fc-list", ":charset=2082", "family",
                                       NULL};
    bcl_arena *scratch = bcl_arena_create();
    bcl_buffer family = {.arena = scratch}, lowered = {.arena = scratch};

    *f = (bcl_fonts){.family = true, .lowered = false};
    if (!ask(&family, match) || !ask(&lowered, list)) {
        bcl_warn(
            d, "G02", (bcl_pos){0},
            "présence de la police Liberation Sans non vérifiée : fc-match "
            "et fc-list n’ont pas répondu");
        bcl_hint(d, "installez le paquet fontconfig");
    } else if (!is_family(&family)) {
        f->family = false;
        bcl_warn(
            d, "G02", (bcl_pos){0},
            "police Liberation Sans absente, remplacée par « %.60s » : les "
            "textes des figures PNG et PDF peuvent déborder",
            family.n > 0 ? family.s : "?");
        bcl_hint(d, "installez le paquet fonts-liberation");
    }
    f->lowered = lowered.n > 0;
    bcl_arena_destroy(scratch);
}
