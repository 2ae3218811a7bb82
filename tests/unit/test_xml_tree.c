/* test_xml_tree.c -- libxml2's tree, copied with places. */
#include "input/xml_tree.h"
#include "input_fixture.h"

#include <libxml/parser.h>

/* `scanned` is what the places are looked for in: normally `parsed`. */
static bool copy_of(fixture *f, bcl_xml **root, const char *parsed,
                    const char *scanned)
{
    xmlDoc *doc = xmlReadMemory(parsed, (int)strlen(parsed), NULL, NULL, 0);

    assert_non_null(doc);
    memset(&f->diag, 0, sizeof f->diag);
    bool good = bcl_xml_tree_copy(root, doc, f->path, scanned, strlen(scanned),
                                  f->arena, &f->diag);
    xmlFreeDoc(doc);
    return good;
}

static void structure(void **state)
{
    static const char s[] =
        "<a xmlns='urn:x' xmlns:p='urn:y' p:b='1' xml:lang='fr' b='2'>"
        "<c><d/></c><p:c/>t<e xmlns=''>u</e>v</a>";
    fixture *f = *state;
    bcl_xml *a;

    assert_true(copy_of(f, &a, s, s));
    assert_string_equal(a->ns, "urn:x");
    assert_int_equal(a->nattr, 3);
    assert_string_equal(a->attr[0].name, "p:b");
    fixture_expect_at(a->attr[0].at, 1, 39);
    assert_string_equal(a->attr[1].name, "xml:lang");
    assert_string_equal(bcl_xml_find(a, "b")->value, "2");
    assert_string_equal(a->text.s, "tv");
    fixture_expect_at(bcl_xml_text_at(&a->text, 1), 1, 97);
    bcl_xml *c = a->child, *pc = c->next, *e = pc->next;
    assert_string_equal(c->child->name, "d");
    assert_ptr_equal(c->child->parent, c);
    assert_null(c->child->child);
    assert_string_equal(pc->name, "c");
    assert_string_equal(pc->ns, "urn:y");
    assert_ptr_equal(pc->parent, a);
    assert_string_equal(e->ns, "");
    assert_string_equal(e->text.s, "u");
    assert_null(e->next);
}

static void depth(void **state)
{
    fixture *f = *state;
    char s[65 * 7 + 1] = "";
    bcl_xml *root;

    for (int i = 0; i < 65; i++)
        strcat(s, "<a>");
    for (int i = 0; i < 65; i++)
        strcat(s, "</a>");
    assert_false(copy_of(f, &root, s, s));
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "X04", 1, 193,
                   "plus de 64 éléments l'un dans l'autre");
    s[65 * 7 - 4] = '\0';
    assert_true(copy_of(f, &root, s + 3, s + 3));
}

/* Two readings that disagree are never passed over. */
static void disagreement(void **state)
{
    static const char *const cases[][2] = {{"<a>x</a>", "<a>y</a>"},
                                           {"<a>x</a>", "<a>xx</a>"},
                                           {"<a b='1'/>", "<a/>"},
                                           {"<a/>", "<a b='1'/>"},
                                           {"<a><b/></a>", "<a><b/><b/></a>"},
                                           {"<a>x</a>", "<a></a>"},
                                           {"<a/>", "<a>"},
                                           {"<a/>", ""}};
    fixture *f = *state;
    bcl_xml *root;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(copy_of(f, &root, cases[i][0], cases[i][1]));
        assert_int_equal(f->diag.errors, 1);
        assert_string_equal(f->diag.item[0].code, "X02");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(structure),
        FIXTURE_TEST(depth),
        FIXTURE_TEST(disagreement),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
