/* test_xml_scan.c -- the bytes of a document, event by event. */
#include "input/xml_scan.h"
#include "input_fixture.h"

static bcl_xml_scan over(const char *s)
{
    return (bcl_xml_scan){.s = s, .n = strlen(s)};
}

static void expect(bcl_xml_scan *x, bcl_xml_event event, size_t at)
{
    assert_int_equal(bcl_xml_scan_next(x), event);
    assert_int_equal(x->at, at);
}

static void expect_text(bcl_xml_scan *x, size_t at, const char *s)
{
    expect(x, BCL_XML_TEXT, at);
    assert_int_equal(x->length, strlen(s));
    assert_memory_equal(x->is_decoded ? x->decoded : x->s + x->at, s,
                        x->length);
}

static void events(void **state)
{
    bcl_xml_scan x = over("<?p <a> ?><a ><!-- <b> -->t<b c='>'/>\r\n\r"
                          "<![CDATA[]<&\r\n]]]]>&#x1F600;&apos;</a >");

    (void)state;
    expect(&x, BCL_XML_START, 10);
    expect_text(&x, 26, "t");
    expect(&x, BCL_XML_START, 27);
    expect(&x, BCL_XML_END, 35);
    expect_text(&x, 37, "\n");
    assert_true(x.is_decoded);
    expect_text(&x, 39, "\n");
    expect_text(&x, 49, "]<&");
    expect_text(&x, 52, "\n");
    expect_text(&x, 54, "]]");
    expect_text(&x, 59, "\xF0\x9F\x98\x80");
    expect_text(&x, 68, "'");
    expect(&x, BCL_XML_END, 74);
    expect(&x, BCL_XML_DONE, 79);
    expect(&x, BCL_XML_DONE, 79);
}

static void attributes(void **state)
{
    bcl_xml_scan x = over("<a b=\"/>'\" xmlns:c\n=\n'\"'/>");
    bcl_xml_scan_attr attr;

    (void)state;
    expect(&x, BCL_XML_START, 0);
    assert_true(bcl_xml_scan_attribute(&x, &attr));
    assert_int_equal(attr.name, 3);
    assert_int_equal(attr.name_length, 1);
    assert_int_equal(attr.value, 6);
    assert_true(bcl_xml_scan_attribute(&x, &attr));
    assert_int_equal(attr.name, 11);
    assert_int_equal(attr.name_length, 7);
    assert_int_equal(attr.value, 22);
    assert_false(bcl_xml_scan_attribute(&x, &attr));
    expect(&x, BCL_XML_END, 24);
}

/* Wrong events do no harm, as long as there is an end. */
static void broken(void **state)
{
    static const char *const cases[] = {
        "<",      "<a",         "<a b",         "<a b=",
        "<a b='", "<!--",       "<?",           "<![CDATA[",
        "&",      "&#x",        "</",           "<a =>",
        "<a/",    "<>",         "&#xFFFFFFFF;", "&#99999999999;",
        "<a '>",  "<a \"b\" c>"};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bcl_xml_scan x = over(cases[i]);
        int n = 0;
        while (bcl_xml_scan_next(&x) != BCL_XML_DONE)
            assert_true(n++ < 20);
        assert_true(x.i <= x.n);
    }
}

static void cursor(void **state)
{
    bcl_xml_cursor c = {.line = 1};

    (void)state;
    bcl_xml_cursor_move(&c, "ab\n\ncd", 2);
    assert_int_equal(c.line, 1);
    bcl_xml_cursor_move(&c, "ab\n\ncd", 5);
    assert_int_equal(c.line, 3);
    assert_int_equal(c.start, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events),
        cmocka_unit_test(attributes),
        cmocka_unit_test(broken),
        cmocka_unit_test(cursor),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
