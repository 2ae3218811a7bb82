/* Tokens, their places and the errors that stop a lexer. */
#include "formula/lexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bcl_pos on_line_7(void *ctx, size_t offset)
{
    (void)ctx;
    return (bcl_pos){"essai.xml", 7, (int)offset + 1};
}

typedef struct {
    bcl_arena *a;
    bcl_diag d;
    bcl_lexer l;
} lexing;

static int setup(void **state)
{
    static lexing t; /* too large for a stack frame under sanitizers */

    t.a = bcl_arena_create();
    *state = &t;
    return 0;
}

static int teardown(void **state)
{
    lexing *t = *state;

    bcl_arena_destroy(t->a);
    return 0;
}

static void start(lexing *t, const char *text)
{
    t->d = (bcl_diag){0};
    t->l = (bcl_lexer){text, 0, on_line_7, NULL, t->a, &t->d};
}

static bcl_token next(lexing *t)
{
    bcl_token k;

    assert_true(bcl_lexer_next(&k, &t->l));
    return k;
}

static void expect_error(lexing *t, const char *text, const char *code,
                         int column, const char *message, const char *hint)
{
    bcl_token k = {.kind = BCL_T_PLUS};

    start(t, text);
    while (bcl_lexer_next(&k, &t->l))
        assert_int_not_equal(k.kind, BCL_T_END);
    assert_int_equal(t->d.count, 1);
    assert_string_equal(t->d.item[0].code, code);
    assert_int_equal(t->d.item[0].at.line, 7);
    assert_int_equal(t->d.item[0].at.column, column);
    assert_string_equal(t->d.item[0].message, message);
    assert_string_equal(t->d.item[0].hint, hint);
}

static void test_words(void **state)
{
    static const struct {
        const char *text;
        bcl_token_kind kind;
    } want[] = {{"si", BCL_T_IF},
                {"six", BCL_T_WORD},
                {"alors", BCL_T_THEN},
                {"sinon", BCL_T_ELSE},
                {"ou", BCL_T_OR},
                {"et", BCL_T_AND},
                {"non", BCL_T_NOT},
                {"annee", BCL_T_YEAR},
                {"herite", BCL_T_INHERITED},
                {"reference", BCL_T_REFERENCE},
                {"sur", BCL_T_OVER},
                {"vers", BCL_T_TOWARD},
                {"pop_2023x", BCL_T_WORD}};
    lexing *t = *state;

    start(t, "si six\talors\nsinon ou et non annee herite reference "
             "sur vers pop_2023x");
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        bcl_token k = next(t);

        assert_int_equal(k.kind, want[i].kind);
        assert_string_equal(k.text, want[i].text);
    }
    assert_int_equal(next(t).kind, BCL_T_END);
    assert_int_equal(next(t).kind, BCL_T_END);
}

static void test_signs(void **state)
{
    static const bcl_token_kind want[] = {
        BCL_T_EQ,     BCL_T_NE,         BCL_T_NE,     BCL_T_LT,
        BCL_T_LE,     BCL_T_LE,         BCL_T_GT,     BCL_T_GE,
        BCL_T_GE,     BCL_T_PLUS,       BCL_T_MINUS,  BCL_T_MINUS,
        BCL_T_TIMES,  BCL_T_TIMES,      BCL_T_DIVIDE, BCL_T_DIVIDE,
        BCL_T_POWER,  BCL_T_PERCENT,    BCL_T_OPEN,   BCL_T_CLOSE,
        BCL_T_SELECT, BCL_T_END_SELECT, BCL_T_COMMA,  BCL_T_COLON,
        BCL_T_BAR,    BCL_T_END};
    lexing *t = *state;

    start(t, "= != ≠ < <= ≤ > >= ≥ + - − * × / ÷ ^ % ( ) [ ] , : |");
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(next(t).kind, want[i]);
}

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        double x;
        bool digits;
    } want[] = {{"12", 12, true},
                {"01004", 1004, true},
                {"12_000", 12000, false},
                {"1.5", 1.5, false},
                {"1.", 1, false},
                {"2e3", 2000, false},
                {"2.5E-3", 0.0025, false},
                {"1e+2", 100, false},
                {"123456789012345678", 123456789012345678.0, true}};
    lexing *t = *state;

    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        start(t, want[i].text);
        bcl_token k = next(t);

        assert_int_equal(k.kind, BCL_T_NUMBER);
        assert_string_equal(k.text, want[i].text);
        assert_true(k.number == want[i].x);
        assert_int_equal(k.digits, want[i].digits);
    }
}

static void test_between(void **state)
{
    lexing *t = *state;

    start(t, "'02A' { kg/(hab.an) }x'a b'");
    bcl_token k = next(t);
    assert_int_equal(k.kind, BCL_T_QUOTED);
    assert_string_equal(k.text, "02A");
    k = next(t);
    assert_int_equal(k.kind, BCL_T_UNIT);
    assert_string_equal(k.text, "kg/(hab.an)");
    assert_int_equal(k.offset, 6);
    assert_int_equal(k.length, 15);
    assert_int_equal(next(t).kind, BCL_T_WORD);
    assert_string_equal(next(t).text, "a b");
}

static void test_blanks(void **state)
{
    lexing *t = *state;

    start(t, "a\u00A0\u202F\r\n+");
    assert_int_equal(next(t).kind, BCL_T_WORD);
    bcl_token k = next(t);
    assert_int_equal(k.kind, BCL_T_PLUS);
    assert_int_equal(k.offset, 8);
}

static void test_bad_characters(void **state)
{
    lexing *t = *state;
    const char *names = "les noms s’écrivent en minuscules sans accent ; un "
                        "code entre apostrophes : '02A'";

    expect_error(t, "a + #", "F01", 5, "caractère inattendu : « # »", "");
    expect_error(t, "pop_totalé", "F01", 10, "caractère inattendu : « é »",
                 names);
    expect_error(t, "Pop", "F01", 1, "caractère inattendu : « P »", names);
    expect_error(t, "a – b", "F01", 3, "caractère inattendu : « – »",
                 "le signe moins s’écrit - ou −");
    expect_error(t, "c = ’02A’", "F01", 5, "caractère inattendu : « ’ »",
                 "l’apostrophe d’un code est droite : '02A'");
    expect_error(t, "a \x01", "F01", 3, "caractère inattendu : octet 0x01", "");
    expect_error(t, "a \xE9", "F01", 3, "caractère inattendu : octet 0xE9", "");
    expect_error(t, "a \xE2\x82", "F01", 3, "caractère inattendu : octet 0xE2",
                 "");
}

static void test_bad_numbers(void **state)
{
    lexing *t = *state;

    expect_error(t, "1.2.3", "F05", 1, "nombre mal écrit : « 1.2.3 »", "");
    expect_error(t, "a*1e", "F05", 3, "nombre mal écrit : « 1e »",
                 "un code qui a des lettres s’écrit entre apostrophes : '1e'");
    expect_error(t, "x[c=02A]", "F05", 5, "nombre mal écrit : « 02A »",
                 "un code qui a des lettres s’écrit entre apostrophes : '02A'");
    expect_error(t, "1e999", "F05", 1, "nombre mal écrit : « 1e999 »", "");
}

static void test_never_closed(void **state)
{
    lexing *t = *state;

    expect_error(t, "c = '02A", "F03", 5,
                 "apostrophe ouverte en 7:5 et jamais fermée : il manque "
                 "« ' »",
                 "");
    expect_error(t, "12 {kg + {t}", "F03", 4,
                 "accolade ouverte en 7:4 et jamais fermée : il manque « } »",
                 "");
    expect_error(t, "12 { }", "F02", 4, "unité vide : « {} »", "");
    expect_error(t, "c = ''", "F02", 5,
                 "membre vide entre apostrophes : « '' »", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_between),
        cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_bad_characters),
        cmocka_unit_test(test_bad_numbers),
        cmocka_unit_test(test_never_closed),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("lexer", tests, setup, teardown);
}
