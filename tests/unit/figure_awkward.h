/* figure_awkward.h -- what people write in tables, and pages to draw it on. */
#ifndef TEST_FIGURE_AWKWARD_H
#define TEST_FIGURE_AWKWARD_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "figure/canvas.h"
#include "figure/frame.h"

/* cmocka compares floats only. */
#define assert_near(a, b, slack) assert_true(fabs((a) - (b)) <= (slack))

static const char *const awkward[] = {
    "Incinération avec récupération d’énergie et valorisation des mâchefers en "
    "technique routière (hors métaux)",
    "L'eau d'« Ain » : '' \\' \\",
    "`touch pwned`",
    "100 % \"guillemets\" $(touch pwned) {a_b^c} %s %d @macro",
    "a\nset output 'pwned'\n!touch pwned\tb\x01\x7F",
    "مرحبا بالعالم",
    "\xE2\x80\xAEשלום\xE2\x80\xAC",
    "Anticonstitutionnellementsansaucuneespacepourcouperlaligneaaaaaaaaaaaaaaa"
    "a",
    "e\xCC\x81nergie de\xCC\x81"
    "compose\xCC\x81"
    "e",
    "\xFF\xFE mal codé \xC3",
    "",
    NULL,
    "漢字 🚲",
    "BCL_EOD",
};
enum { NAWKWARD = sizeof awkward / sizeof *awkward };

static const bcl_page awkward_page[] = {
    {0},
    {.title = "Un titre si long qu’il ne tient sur aucune ligne de seize "
              "centimètres et qu’il faut donc bien le couper, `même` s'il "
              "résiste",
     .subtitle = "Sous-titre\nsur deux lignes, 50 %",
     .source = "Source : 'guillemets' et « autres », données fictives"},
    {.width = 10},
    {.width = 24, .height = 11},
    {.title = "Petite", .width = 9, .height = 9},
};
enum { NPAGE = sizeof awkward_page / sizeof *awkward_page };

static inline const char *last_message(const bcl_diag *d)
{
    return d->count > 0
               ? d->item[(d->count > BCL_DIAG_MAX ? BCL_DIAG_MAX : d->count) -
                         1]
                     .message
               : "";
}

/* Nothing leaves the page and nothing overlaps. */
static inline void assert_clean(const bcl_canvas *c, bcl_diag *d)
{
    size_t before = d->count;

    if (!c)
        fail_msg("pas de figure : %s", last_message(d));
    size_t faults = bcl_canvas_check(c, d);

    for (size_t i = before; i < d->count && i < BCL_DIAG_MAX; i++)
        print_message("# %s %s\n", d->item[i].code, d->item[i].message);
    assert_int_equal(faults, 0);
    assert_true(c->nlabel > 0 && c->nshape > 0);
}

/* A page that says its size may be too small, told with G09; one that leaves
 * its height free and is as wide as a text never is. */
static inline void assert_fits(const bcl_canvas *c, const bcl_page *page,
                               bcl_diag *d)
{
    bool free = page->height <= 0 && page->width <= 0;

    if (c || free)
        assert_clean(c, d);
    else
        assert_string_equal(d->item[d->count - 1].code, "G09");
}

static inline bool has_text(const bcl_canvas *c, const char *text)
{
    for (size_t i = 0; i < c->nlabel; i++)
        if (strstr(c->label[i].text, text))
            return true;
    return false;
}

#endif
