/* test_html.c -- the report as a page: structure, escaping, accessibility. */
#include "report/html.h"

#include <libxml/HTMLparser.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\">"
                          "<g id=\"a\"/></svg>";

static int setup(void **state)
{
    *state = bcl_arena_create();
    return 0;
}

static int teardown(void **state)
{
    bcl_arena_destroy(*state);
    return 0;
}

static bcl_blocks sample(bcl_arena *a)
{
    static const bcl_column column[] = {{.title = "Flux <i>"},
                                        {"Quantité", "kt", BCL_COLUMN_NUMBER}};
    static const char *const item[] = {"un", "d'eux"};
    bcl_blocks d = bcl_blocks_start("Métabolisme & énergie", "Le sous-titre",
                                    "bouclage", a);

    bcl_block_heading(&d, 1, "Matières");
    bcl_block_heading(&d, 2, "Flux");
    bcl_block_paragraph(&d, "a < b & \"c\" <script>x</script>\x01");
    bcl_table *t =
        bcl_block_table(&d, "Entrées", column, 2, "Insee", "tableaux/e.csv");
    bcl_table_text(t, "Total");
    bcl_table_number(t, -12480.5, 1);
    bcl_table_tone(t, BCL_TONE_BAD);
    bcl_table_strong(t);
    bcl_block_figure(&d, &(bcl_picture){.caption = "Carte",
                                        .alt = "Vue d'ensemble",
                                        .svg = svg,
                                        .svg_size = sizeof svg - 1});
    bcl_block_heading(&d, 2, "Stocks");
    bcl_block_heading(&d, 1, "Énergie");
    bcl_block_note(&d, "Une note");
    bcl_block_warning(&d, "Un avertissement");
    bcl_block_list(&d, item, 2);
    return d;
}

/* The page as text, which the caller frees. */
static char *written(const bcl_blocks *doc, bcl_diag *d, bool expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);

    assert_int_equal(bcl_html_write(to, doc, d), expected);
    assert_int_equal(fclose(to), 0);
    return text;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("missing: %s", part);
}

static void every_block_is_written(void **state)
{
    static bcl_diag d;
    bcl_blocks doc = sample(*state);
    char *s = written(&doc, &d, true);

    assert_has(s, "<title>Métabolisme &amp; énergie</title>");
    assert_has(s, "<h1>Métabolisme &amp; énergie</h1>\n"
                  "<p class=\"subtitle\">Le sous-titre</p>");
    assert_has(s, "<h2 id=\"s1\">1\xC2\xA0\xC2\xA0Matières</h2>");
    assert_has(s, "<h3 id=\"s1-2\">1.2\xC2\xA0\xC2\xA0Stocks</h3>");
    assert_has(s, "<p>a &lt; b &amp; &quot;c&quot; "
                  "&lt;script&gt;x&lt;/script&gt;</p>");
    assert_has(s, "<figcaption>Figure\xC2\xA0"
                  "1 – Carte</figcaption>\n<svg ");
    assert_has(s, "<title id=\"f1-titre\">Vue d’ensemble</title>"
                  "<g id=\"f1-a\"/></svg>\n</figure>");
    assert_has(s, "<aside class=\"note\"><p>Une note</p></aside>");
    assert_has(s, "<span class=\"label\">Attention.</span> Un avertissement");
    assert_has(s, "<ul>\n<li>un</li>\n<li>d’eux</li>\n</ul>");
    assert_has(s, "<footer><p>bouclage</p></footer>");
    free(s);
}

static void tables_say_what_their_cells_are(void **state)
{
    static bcl_diag d;
    bcl_blocks doc = sample(*state);
    char *s = written(&doc, &d, true);

    assert_has(s, "<caption id=\"t1\">Tableau\xC2\xA0"
                  "1 – Entrées</caption>");
    assert_has(s, "<th scope=\"col\">Flux &lt;i&gt;</th>"
                  "<th scope=\"col\" class=\"n\">Quantité "
                  "<span class=\"unit\">kt</span></th>");
    assert_has(s, "<tr class=\"strong\"><th scope=\"row\">Total</th>"
                  "<td class=\"n bad\">−12\xE2\x80\xAF"
                  "480,5</td></tr>");
    assert_has(s, "<p class=\"source\">Source\xC2\xA0: Insee — "
                  "<a href=\"./tableaux/e.csv\">Données du calcul</a></p>");
    free(s);
}

static void contents_nest_like_headings(void **state)
{
    static bcl_diag d;
    bcl_blocks doc = sample(*state);
    char *s = written(&doc, &d, true);

    assert_has(s, "<ol><li><a href=\"#s1\">1\xC2\xA0\xC2\xA0Matières</a>"
                  "<ol><li><a href=\"#s1-1\">1.1\xC2\xA0\xC2\xA0"
                  "Flux</a></li>\n"
                  "<li><a href=\"#s1-2\">1.2\xC2\xA0\xC2\xA0Stocks</a>"
                  "</li></ol></li>\n"
                  "<li><a href=\"#s2\">2\xC2\xA0\xC2\xA0Énergie</a>"
                  "</li></ol>\n</nav>");
    free(s);
}

static void the_page_is_closed_to_the_outside(void **state)
{
    static bcl_diag d;
    bcl_blocks doc = sample(*state);
    char *s = written(&doc, &d, true);

    assert_has(s, "content=\"default-src 'none'; style-src 'unsafe-inline'; "
                  "img-src data:\">");
    assert_null(strstr(s, "<script"));
    assert_null(strstr(s, "src=\""));
    assert_null(strstr(s, "@import"));
    free(s);
}

/* libxml2 knows no HTML 5: only what is wrong in any HTML counts. */
static void the_page_is_well_formed(void **state)
{
    static bcl_diag d;
    bcl_blocks doc = sample(*state);
    char *s = written(&doc, &d, true);
    htmlDocPtr page = htmlReadMemory(s, (int)strlen(s), NULL, "utf-8",
                                     HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    const xmlError *e = xmlGetLastError();

    assert_non_null(page);
    if (e && e->code != XML_HTML_UNKNOWN_TAG)
        fail_msg("line %d: %s", e->line, e->message);
    xmlFreeDoc(page);
    free(s);
}

static void a_bad_picture_is_an_error(void **state)
{
    static bcl_diag d;
    bcl_blocks doc = bcl_blocks_start("t", NULL, NULL, *state);

    bcl_block_figure(
        &doc, &(bcl_picture){.caption = "Carte", .svg = "<svg", .svg_size = 4});
    free(written(&doc, &d, false));
    assert_int_equal(d.errors, 1);
    assert_string_equal(d.item[0].code, "W03");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block_is_written),
        cmocka_unit_test(tables_say_what_their_cells_are),
        cmocka_unit_test(contents_nest_like_headings),
        cmocka_unit_test(the_page_is_closed_to_the_outside),
        cmocka_unit_test(the_page_is_well_formed),
        cmocka_unit_test(a_bad_picture_is_an_error),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
