/* What a wrong formula is told, and where. */
#include <string.h>

#include "formula_fixture.h"

static void expect_error(const char *text, const char *code, int line,
                         int column, const char *message, const char *hint)
{
    bcl_expr *e = parse("1");

    assert_false(try(&e, text));
    assert_null(e);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.item[0].message, message);
    assert_string_equal(diag.item[0].code, code);
    assert_string_equal(diag.item[0].hint, hint);
    assert_int_equal(diag.item[0].at.line, line);
    assert_int_equal(diag.item[0].at.column, column);
}

static void test_unexpected(void **state)
{
    (void)state;
    expect_error("", "F06", 10, 1, "formule vide", "");
    expect_error(" \n ", "F06", 11, 2, "formule vide", "");
    expect_error("a +", "F02", 10, 4,
                 "on attendait un nombre, un nom ou « ( », mais la formule "
                 "s’arrête là",
                 "");
    expect_error("a +\n* b", "F02", 11, 1,
                 "on attendait un nombre, un nom ou « ( », mais on trouve "
                 "« * »",
                 "");
    expect_error("a b", "F02", 10, 3,
                 "on attendait un opérateur ou la fin de la formule, mais on "
                 "trouve « b »",
                 "");
    expect_error("1,5", "F02", 10, 2,
                 "on attendait un opérateur ou la fin de la formule, mais on "
                 "trouve « , »",
                 "la virgule des nombres est un point : 1.5");
    expect_error("12 000", "F02", 10, 4,
                 "on attendait un opérateur ou la fin de la formule, mais on "
                 "trouve « 000 »",
                 "les milliers s’écrivent avec « _ » : 12_000");
    expect_error("a == b", "F02", 10, 4,
                 "on attendait un nombre, un nom ou « ( », mais on trouve "
                 "« = »",
                 "l’égalité s’écrit avec un seul « = »");
    expect_error("a < b < c", "F02", 10, 7,
                 "on attendait « et », « ou » ou la fin de la comparaison, "
                 "mais on trouve « < »",
                 "les comparaisons ne s’enchaînent pas : a < b et b < c");
    expect_error("si a alors b", "F02", 10, 13,
                 "on attendait un opérateur ou « sinon », mais la formule "
                 "s’arrête là",
                 "");
    expect_error("'02A' = commune", "F02", 10, 1,
                 "on attendait un nombre, un nom ou « ( », mais on trouve "
                 "« '02A' »",
                 "un membre entre apostrophes se met seul, à droite d’une "
                 "comparaison : commune = '02A'");
    expect_error("a)", "F02", 10, 2,
                 "on attendait un opérateur ou la fin de la formule, mais on "
                 "trouve « ) »",
                 "cette parenthèse n’a pas été ouverte");
}

static void test_unexpected_inside(void **state)
{
    (void)state;
    expect_error("somme(x sur)", "F02", 10, 12,
                 "on attendait le nom d’une dimension, mais on trouve « ) »",
                 "");
    expect_error("somme(x sur a b)", "F02", 10, 15,
                 "on attendait « , » ou « ) », mais on trouve « b »", "");
    expect_error("min(a, )", "F02", 10, 8,
                 "on attendait un nombre, un nom ou « ( », mais on trouve "
                 "« ) »",
                 "");
    expect_error("x[a]", "F02", 10, 4,
                 "on attendait « = » ou « : », mais on trouve « ] »", "");
    expect_error("x[a=1.5]", "F02", 10, 5,
                 "on attendait un membre (un nom ou un code), mais on trouve "
                 "« 1.5 »",
                 "");
    expect_error("x[a=m|n]", "F02", 10, 6,
                 "on attendait « , » ou « ] », mais on trouve « | »",
                 "plusieurs membres s’écrivent après « : », qui garde la "
                 "dimension : [a:m|…]");
}

static void test_never_closed(void **state)
{
    (void)state;
    expect_error("a *\n (b + c", "F03", 11, 8,
                 "la parenthèse ouverte en 11:2 n’est pas refermée : on "
                 "attendait « ) », mais la formule s’arrête là",
                 "");
    expect_error("min(a, b", "F03", 10, 9,
                 "la parenthèse ouverte en 10:4 n’est pas refermée : on "
                 "attendait « ) », mais la formule s’arrête là",
                 "");
    expect_error("x[a=b + c", "F02", 10, 7,
                 "on attendait « , » ou « ] », mais on trouve « + »", "");
    expect_error("(x[a=b)", "F03", 10, 7,
                 "le crochet ouvert en 10:3 n’est pas refermé : on attendait "
                 "« ] », mais on trouve « ) »",
                 "");
}

static const char *repeated(const char *piece, size_t n, const char *end)
{
    size_t size = strlen(piece);
    char *s = bcl_arena_alloc(arena, n * size + strlen(end) + 1, 1);

    for (size_t i = 0; i < n; i++)
        memcpy(s + i * size, piece, size);
    strcpy(s + n * size, end);
    return s;
}

static void test_depth(void **state)
{
    (void)state;
    const char *deep = "formule trop imbriquée : plus de 200 niveaux";
    const char *advice = "coupez-la en plusieurs calculs";

    parse(repeated("-", 198, "a"));
    expect_error(repeated("-", 20000, "a"), "F04", 10, 200, deep, advice);
    expect_error(repeated("(", 20000, "a"), "F04", 10, 201, deep, advice);
    expect_error(repeated("f(", 20000, "a"), "F04", 10, 401, deep, advice);
    expect_error(repeated("non ", 20000, "a"), "F04", 10, 797, deep, advice);
    expect_error(repeated("a^", 20000, "a"), "F04", 10, 400, deep, advice);
    expect_error(repeated("si a alors b sinon ", 20000, "a"), "F04", 10, 3793,
                 deep, advice);
    parse(repeated("a+", 999, "a"));
    expect_error(repeated("a+", 20000, "a"), "F04", 10, 2000,
                 "formule trop longue : plus de 1000 opérations enchaînées",
                 advice);
    expect_error(repeated("a", 1, repeated("[b=c]", 2000, "")), "F04", 10, 4997,
                 "formule trop longue : plus de 1000 opérations enchaînées",
                 advice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unexpected),
        cmocka_unit_test(test_unexpected_inside),
        cmocka_unit_test(test_never_closed),
        cmocka_unit_test(test_depth),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("parser errors", tests, setup, teardown);
}
