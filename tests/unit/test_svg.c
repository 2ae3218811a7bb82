/* test_svg.c -- a picture can stand beside others, and can do nothing. */
#include "report/svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NS "xmlns=\"http://www.w3.org/2000/svg\""
#define LINK "xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define TITLED                                    \
    " role=\"img\" aria-labelledby=\"f7-titre\">" \
    "<title id=\"f7-titre\">Vue</title>"

/* Inline `svg` as figure 7; the caller frees the text, NULL when refused. */
static char *inlined(const char *svg, bcl_diag *d)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    bcl_picture p = {.caption = "Carte",
                     .alt = "Vue",
                     .svg = svg,
                     .svg_size = strlen(svg),
                     .number = 7};
    bool ok = bcl_svg_inline(to, &p, d);

    fclose(to);
    if (!ok) {
        free(text);
        return NULL;
    }
    return text;
}

static void check(const char *svg, const char *expected)
{
    static bcl_diag d;
    char *text = inlined(svg, &d);

    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

static void ids_and_references_get_the_prefix(void **state)
{
    (void)state;
    check("<?xml version=\"1.0\"?><!DOCTYPE svg>\n<svg " NS " " LINK ">"
          "<title>Gnuplot</title><g id='a'><path fill='url(#a)' "
          "style='mask:url(#b);clip-path:url(#a)'/></g>"
          "<use xlink:href='#a'/></svg>\n",
          "<svg " NS " " LINK TITLED "<g id=\"f7-a\"><path fill=\"url(#f7-a)\""
          " style=\"mask:url(#f7-b);clip-path:url(#f7-a)\"/></g>"
          "<use xlink:href=\"#f7-a\"/></svg>");
}

static void what_could_act_or_load_is_dropped(void **state)
{
    (void)state;
    check("<svg " NS " " LINK " onload='x()'><desc>d</desc><!-- c -->"
          "<script>x</script><g><foreignObject><p/></foreignObject></g>"
          "<image xlink:href='http://x/y.png'/>"
          "<image xlink:href='data:image/png;base64,QQ=='/>"
          "<path fill='url(#a) url(http://x)' shape-rendering='crispEdges'/>"
          "</svg>",
          "<svg " NS " " LINK TITLED "<g/><image/>"
          "<image xlink:href=\"data:image/png;base64,QQ==\"/><path/></svg>");
}

static void text_stays_escaped(void **state)
{
    (void)state;
    check("<svg " NS "><text x='1'>a &lt; b &amp; « é »</text></svg>",
          "<svg " NS TITLED "<text x=\"1\">a &lt; b &amp; « é »</text></svg>");
}

static void refuse(const char *svg)
{
    static bcl_diag d;

    d = (bcl_diag){0};
    assert_null(inlined(svg, &d));
    assert_int_equal(d.errors, 1);
    assert_string_equal(d.item[0].code, "W03");
    assert_string_equal(d.item[0].message,
                        "figure 7, « Carte » : l’image n’est pas un SVG "
                        "lisible");
}

static void what_is_not_svg_is_refused(void **state)
{
    static char deep[10000] = "<svg>";

    (void)state;
    refuse("");
    refuse("<svg><g></svg>");
    refuse("<html/>");
    for (int i = 0; i < 300; i++)
        strcat(deep, "<g>");
    for (int i = 0; i < 300; i++)
        strcat(deep, "</g>");
    refuse(strcat(deep, "</svg>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_and_references_get_the_prefix),
        cmocka_unit_test(what_could_act_or_load_is_dropped),
        cmocka_unit_test(text_stays_escaped),
        cmocka_unit_test(what_is_not_svg_is_refused),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
