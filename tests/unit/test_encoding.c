/* test_encoding.c -- encodings and white space. */
#include "input/encoding.h"
#include "input_fixture.h"

static void utf8_length(void **state)
{
    static const struct {
        const char *s;
        size_t n;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"\xC3\xA9", 2},
        {"\xF0\x9F\x98\x80!", 5},
        {"a\xC3", 1},            /* cut */
        {"a\xE9z", 1},           /* Latin-1 */
        {"\xC0\x80", 0},         /* overlong */
        {"\xE0\x9F\xBF", 0},     /* overlong */
        {"\xED\xA0\x80", 0},     /* surrogate */
        {"\xF0\x8F\xBF\xBF", 0}, /* overlong */
        {"\xF4\x90\x80\x80", 0}, /* beyond U+10FFFF */
        {"\xF4\x8F\xBF\xBF", 4}, /* the last one */
        {"\xEF\xBF\xBF", 3},
        {"ab\x80", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            bcl_encoding_utf8_length(cases[i].s, strlen(cases[i].s)),
            cases[i].n);
}

static bcl_encoding elect(const char *const *s)
{
    bcl_encoding_votes v = {0};

    for (; *s; s++)
        bcl_encoding_vote(&v, *s, strlen(*s));
    return bcl_encoding_elected(&v);
}

static void election(void **state)
{
    (void)state;
    assert_int_equal(elect((const char *[]){"abc", NULL}), BCL_ENCODING_UTF8);
    assert_int_equal(elect((const char *[]){"\xC3\xA9", "\xE9", NULL}),
                     BCL_ENCODING_UTF8);
    assert_int_equal(elect((const char *[]){"\xE9t\xE9", "a", NULL}),
                     BCL_ENCODING_WINDOWS_1252);
    /* "CITÉ»" is valid UTF-8 by accident */
    assert_int_equal(
        elect((const char *[]){"CIT\xC9\xBB", "\xE9", "\xE8", NULL}),
        BCL_ENCODING_WINDOWS_1252);
    assert_int_equal(elect((const char *[]){"c\xBDur", NULL}),
                     BCL_ENCODING_ISO_8859_15);
    assert_int_equal(elect((const char *[]){"10 k\xA4", NULL}),
                     BCL_ENCODING_ISO_8859_15);
    assert_int_equal(elect((const char *[]){"1\xBDh", NULL}),
                     BCL_ENCODING_WINDOWS_1252);
    assert_int_equal(elect((const char *[]){"c\xBDur",
                                            "l\x92"
                                            "an",
                                            NULL}),
                     BCL_ENCODING_WINDOWS_1252);
}

static void decode(void **state)
{
    fixture *f = *state;

    assert_string_equal(bcl_encoding_decode("\xE9t\xE9 \x80 \x92 \x9C \xBD", 11,
                                            BCL_ENCODING_WINDOWS_1252,
                                            f->arena),
                        "été € ’ œ ½");
    assert_string_equal(bcl_encoding_decode("\xE9 \xA4 \xBC\xBD", 6,
                                            BCL_ENCODING_ISO_8859_15, f->arena),
                        "é € Œœ");
    assert_string_equal(
        bcl_encoding_decode("été!", 5, BCL_ENCODING_UTF8, f->arena), "été");
    assert_null(
        bcl_encoding_decode("a\x81", 2, BCL_ENCODING_WINDOWS_1252, f->arena));
    assert_null(bcl_encoding_decode("a\xE9", 2, BCL_ENCODING_UTF8, f->arena));
}

static void blanks(void **state)
{
    char s[] = " \n Avant\xC2\xA0\n1919\r\n\tMaison\xE2\x80\xAF", none[] = "\t";

    (void)state;
    bcl_encoding_collapse(s);
    assert_string_equal(s, "Avant 1919 Maison");
    bcl_encoding_collapse(none);
    assert_string_equal(none, "");
    assert_int_equal(bcl_encoding_blank("\xC2\xA0x", 3), 2);
    assert_int_equal(bcl_encoding_blank("\xE2\x80\xAFx", 4), 3);
    assert_int_equal(bcl_encoding_blank("\xC2", 1), 0);
    assert_int_equal(bcl_encoding_blank("", 0), 0);
    assert_int_equal(bcl_encoding_blank_end("à", 2), 0);
    assert_int_equal(bcl_encoding_blank_end("x\xC2\xA0", 3), 2);
}

static void show(void **state)
{
    char to[BCL_SHOWN], want[200] = "";

    (void)state;
    bcl_encoding_show(to,
                      "a\nb\x01\xC2\x85"
                      "c\xE9",
                      8);
    assert_string_equal(to, "a b  cé");
    for (int i = 0; i < 40; i++)
        strcat(want, "é");
    char longer[200];
    snprintf(longer, sizeof longer, "%s", want);
    bcl_encoding_show(to, longer, strlen(longer));
    assert_string_equal(to, want);
    strcat(longer, "é");
    strcat(want, "...");
    bcl_encoding_show(to, longer, strlen(longer));
    assert_string_equal(to, want);
    for (int i = 0; i < 41; i++)
        memcpy(longer + 4 * i, "\xF0\x9F\x98\x80", 5);
    bcl_encoding_show(to, longer, strlen(longer));
    assert_int_equal(strlen(to), BCL_SHOWN - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_length), cmocka_unit_test(election),
        FIXTURE_TEST(decode),          cmocka_unit_test(blanks),
        cmocka_unit_test(show),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
