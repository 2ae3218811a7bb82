/* test_xml_error.c -- what is wrong in a document, in French. */
#include "input/xml.h"
#include "input/xml_error.h"
#include "input_fixture.h"

static void first_error(void **state)
{
    static const struct {
        const char *s, *code;
        int line, column;
        const char *message;
    } cases[] = {
        {"<a>\n<b></a>", "X02", 2, 4,
         "« </a> » ne peut pas fermer « <b> », ouvert à la ligne 2"},
        {"<a\n><b>\n</c>\n</a>", "X02", 3, 1,
         "« </c> » ne peut pas fermer « <b> », ouvert à la ligne 2"},
        {"<a>\n <bc/><b>", "X02", 2, 7, "« <b> » n'est jamais fermé"},
        {"<a>\n <b c=d/>\n</a>", "X02", 2, 7,
         "la valeur d'un attribut se met entre guillemets"},
        {"<a b=\"é<y\"/>", "X02", 1, 9,
         "« < » dans la valeur d'un attribut ; un guillemet manque peut-être "
         "avant"},
        {"<a b=\"x", "X02", 1, 1,
         "le guillemet qui ferme la valeur de l'attribut manque"},
        {"<a b='1' cb='2'\n b='3'/>", "X02", 2, 2,
         "l'attribut « b » est donné deux fois"},
        {"<a b>x</a>", "X02", 1, 4, "l'attribut « b » n'a pas de valeur"},
        {"<a b='1'c='2'/>", "X02", 1, 9,
         "il manque un blanc entre deux attributs"},
        {"<a>é&nbsp;</a>", "X03", 1, 6, "entité inconnue « &nbsp; »"},
        {"<a>&lt</a>", "X02", 1, 4,
         "« ; » manque à la fin de ce qui commence par « & »"},
        {"<a>x & y</a>", "X02", 1, 6, "« & » n'est suivi d'aucun nom"},
        {"<a>x < y</a>", "X02", 1, 6, "« < » n'est suivi d'aucun nom"},
        {"<a>&#0;&#1;</a>", "X02", 1, 4, "ce numéro n'est pas un caractère"},
        {"<a>\n\x01</a>", "X02", 2, 1, "caractère interdit dans un texte XML"},
        {"<a/>\n<b/>", "X02", 2, 1,
         "rien ne peut suivre la fin de l'élément principal"},
        {"texte", "X02", 1, 1, "un élément « <... » est attendu ici"},
        {"\n<?xml version='1.0'?><a/>", "X02", 2, 1,
         "« <?xml » ne peut être qu'au tout début du fichier"},
        {"<a><!-- </a>", "X02", 1, 4, "commentaire jamais fermé par « --> »"},
        {"<a><!-- x -- y --></a>", "X02", 1, 11, "« -- » dans un commentaire"},
        {"<a>\n<![CDATA[ </a>", "X02", 2, 1,
         "« <![CDATA[ » jamais fermé par « ]]> »"},
        {"<a>]]></a>", "X02", 1, 4, "« ]]> » hors d'un « <![CDATA[ »"},
        {"<a><p:b/></a>", "X02", 1, 4, "le préfixe « p: » n'est pas déclaré"},
        {"<a/", "X02", 1, 3, "un nom est attendu ici"},
    };
    fixture *f = *state;
    bcl_xml *root;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_write(f, cases[i].s, strlen(cases[i].s));
        assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
        assert_null(root);
        fixture_expect(f, 0, cases[i].code, cases[i].line, cases[i].column,
                       cases[i].message);
    }
}

static void all_errors(void **state)
{
    static const char s[] = "<a>\n<b x=1/>\n&e; &f;\n<c y='1' y='2'/>\n</a>";
    fixture *f = *state;
    bcl_xml *root;

    fixture_write(f, s, strlen(s));
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    assert_int_equal(f->diag.errors, 4);
    fixture_expect(f, 1, "X03", 3, 1, "entité inconnue « &e; »");
    fixture_expect(f, 2, "X03", 3, 5, "entité inconnue « &f; »");
    assert_string_equal(f->diag.item[2].hint, "écrivez le caractère lui-même");
    fixture_expect(f, 3, "X02", 4, 10, "l'attribut « y » est donné deux fois");
}

static void too_many(void **state)
{
    fixture *f = *state;
    char s[4000];
    size_t n = 3;
    bcl_xml *root;

    memcpy(s, "<a>", 3);
    for (; n + 10 < sizeof s; n += 3)
        memcpy(s + n, "&e;", 3);
    memcpy(s + n, "</a>", 4);
    fixture_write(f, s, n + 4);
    assert_false(bcl_xml_read(&root, f->path, f->arena, &f->diag));
    assert_true(f->diag.errors > 1000);
    fixture_expect(f, 255, "X03", 1, 4 + 3 * 255, "entité inconnue « &e; »");
}

static void place_goes_back(void **state)
{
    bcl_xml_errors e = {.path = "p", .s = "a\nbc\nd", .n = 6};

    (void)state;
    fixture_expect_at(bcl_xml_error_at(&e, 5), 3, 1);
    fixture_expect_at(bcl_xml_error_at(&e, 3), 2, 2);
    fixture_expect_at(bcl_xml_error_at(&e, 6), 3, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(first_error),
        FIXTURE_TEST(all_errors),
        FIXTURE_TEST(too_many),
        cmocka_unit_test(place_goes_back),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
