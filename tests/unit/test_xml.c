/* test_xml.c -- documents read from files. */
#include "input/xml.h"
#include "input_fixture.h"

static bool read_text(fixture *f, bcl_xml **root, const char *s)
{
    fixture_write(f, s, strlen(s));
    return bcl_xml_read(root, f->path, f->arena, &f->diag);
}

static void places(void **state)
{
    fixture *f = *state;
    bcl_xml *a, *b;

    assert_true(read_text(f, &a,
                          "\xEF\xBB\xBF<?xml version=\"1.0\" "
                          "encoding='utf-8'?>\r\n"
                          "<!-- <x y=\"z\"> --><modele id=\"é\"\r\n"
                          "  nom = '1 &lt; 2'>\r\n"
                          "  x&#233;y<b/>&amp;<![CDATA[<&]]>z\r\n"
                          "</modele>\r\n<!-- fin -->"));
    assert_int_equal(f->diag.count, 0);
    assert_string_equal(a->name, "modele");
    assert_string_equal(a->ns, "");
    assert_string_equal(a->at.file, f->path);
    fixture_expect_at(a->at, 2, 19);
    assert_null(a->parent);
    assert_null(a->next);
    assert_int_equal(a->nattr, 2);
    assert_string_equal(a->attr[0].value, "é");
    fixture_expect_at(a->attr[0].at, 2, 31);
    const bcl_xml_attr *name = bcl_xml_find(a, "nom");
    assert_non_null(name);
    assert_string_equal(name->value, "1 < 2");
    fixture_expect_at(name->at, 3, 10);
    assert_null(bcl_xml_find(a, "no"));
    assert_string_equal(a->text.s, "\n  xéy&<&z\n");
    fixture_expect_at(a->text.at, 3, 20);
    fixture_expect_at(bcl_xml_text_at(&a->text, 0), 3, 20);
    fixture_expect_at(bcl_xml_text_at(&a->text, 1), 4, 1);
    fixture_expect_at(bcl_xml_text_at(&a->text, 3), 4, 3); /* x */
    fixture_expect_at(bcl_xml_text_at(&a->text, 4), 4, 4); /* &#233; */
    fixture_expect_at(bcl_xml_text_at(&a->text, 5), 4, 4);
    fixture_expect_at(bcl_xml_text_at(&a->text, 6), 4, 10);  /* y */
    fixture_expect_at(bcl_xml_text_at(&a->text, 7), 4, 15);  /* &amp; */
    fixture_expect_at(bcl_xml_text_at(&a->text, 8), 4, 29);  /* < */
    fixture_expect_at(bcl_xml_text_at(&a->text, 10), 4, 34); /* z */
    fixture_expect_at(bcl_xml_text_at(&a->text, 12), 5, 1);  /* the end */
    b = a->child;
    assert_string_equal(b->name, "b");
    assert_ptr_equal(b->parent, a);
    fixture_expect_at(b->at, 4, 11);
    assert_string_equal(b->text.s, "");
    fixture_expect_at(bcl_xml_text_at(&b->text, 0), 4, 13);
}

static void forbidden(void **state)
{
    fixture *f = *state;
    bcl_xml *root;

    assert_false(read_text(f, &root,
                           "<?xml version=\"1.0\"?>\n<!-- x -->\n"
                           " <!DOCTYPE a [<!ENTITY x SYSTEM \"file:///\">]>"
                           "<a>&x;</a>"));
    assert_null(root);
    assert_int_equal(f->diag.errors, 1);
    fixture_expect(f, 0, "X03", 3, 2, "ni DOCTYPE ni entité ne sont permis");
    assert_true(read_text(f, &root, "<!-- <!DOCTYPE a> --><a/>"));
}

static void encodings(void **state)
{
    fixture *f = *state;
    bcl_xml *root;

    assert_false(read_text(
        f, &root, "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>x</a>"));
    fixture_expect(f, 0, "X02", 1, 31, "seul l'encodage UTF-8 est lu");
    assert_false(read_text(f, &root, "<a>\n \xE9</a>"));
    fixture_expect(f, 0, "X02", 2, 2, "cet octet n'est pas de l'UTF-8");
    assert_string_equal(f->diag.item[0].hint,
                        "enregistrez le fichier en UTF-8");
    assert_false(read_text(f, &root, "\xFF\xFE<"));
    fixture_expect(f, 0, "X02", 1, 0,
                   "ce fichier en UTF-16 est abîmé : une moitié de caractère");
    fixture_write(f, "\xFF\xFE\0\0<\0\0\0", 8);
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    fixture_expect(f, 0, "X02", 1, 1,
                   "ce fichier est en UTF-32, qui n'est pas lu");
    fixture_write(f, "<a>\0</a>", 8);
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    fixture_expect(f, 0, "X02", 1, 4,
                   "octet nul : ce fichier n'est pas un texte");
}

static void unreadable(void **state)
{
    fixture *f = *state;
    bcl_xml *root;

    assert_false(read_text(f, &root, ""));
    fixture_expect(f, 0, "X02", 0, 0, "ce fichier est vide");
    assert_false(read_text(f, &root, " \r\n"));
    fixture_expect(f, 0, "X02", 0, 0, "ce fichier est vide");
    assert_int_equal(truncate(f->path, (64 << 20) + 1), 0);
    memset(&f->diag, 0, sizeof f->diag);
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    fixture_expect(f, 0, "X04", 0, 0, "ce fichier dépasse 64 Mio");
    remove(f->path);
    memset(&f->diag, 0, sizeof f->diag);
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    fixture_expect(f, 0, "X01", 0, 0,
                   "ce fichier ne peut pas être lu : il n'existe pas");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(places),
        FIXTURE_TEST(forbidden),
        FIXTURE_TEST(encodings),
        FIXTURE_TEST(unreadable),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
