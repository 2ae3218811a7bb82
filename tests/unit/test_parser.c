/* The trees of formulas, and their normal form. */
#include "formula/expr.h"

#include <math.h>

#include "formula_fixture.h"

/* `text` has the normal form `normal`, which parses to the same tree. */
static void expect(const char *text, const char *normal)
{
    bcl_expr *e = parse(text);

    assert_string_equal(bcl_expr_text(e, arena), normal);
    assert_true(bcl_expr_same(e, parse(normal)));
}

static void test_precedence(void **state)
{
    (void)state;
    expect("a-b-c", "a - b - c");
    expect("a-(b-c)", "a - (b - c)");
    expect("(a*b)/c", "a * b / c");
    expect("a/(b*c)", "a / (b * c)");
    expect("-a^-b", "-a^-b");
    expect("(-a)^b", "(-a)^b");
    expect("a^b^c", "a^b^c");
    expect("(a^b)^c", "(a^b)^c");
    expect("a × −b ÷ c", "a * -b / c");
    expect("-(a*b)", "-(a * b)");
    expect("non a = b et c ou d", "non a = b et c ou d");
    expect("non (a et (b ou c))", "non (a et (b ou c))");
    expect("a*(secteur=transport)", "a * (secteur = transport)");
    expect("(a != b) = (c <= d)", "(a ≠ b) = (c ≤ d)");
    expect("a + (si b alors c sinon d)", "a + (si b alors c sinon d)");
    expect("(a + b)[m=x]", "(a + b)[m=x]");
    expect("-a[m=x]", "-a[m=x]");
}

static void test_tree(void **state)
{
    (void)state;
    bcl_expr *e = parse("a + b * c");

    assert_int_equal(e->kind, BCL_X_ADD);
    assert_int_equal(e->at.column, 3);
    assert_int_equal(e->narg, 2);
    assert_int_equal(e->arg[1]->kind, BCL_X_MUL);
    assert_string_equal(e->arg[1]->arg[1]->name, "c");
    assert_int_equal(e->arg[1]->arg[1]->at.column, 9);
}

static void test_example_formulas(void **state)
{
    (void)state;
    expect("\n si exutoire = uve alors somme(f_omr_uve + f_refus sur commune, "
           "matiere)\n sinon si exutoire = isdnd alors 1 sinon 0",
           "si exutoire = uve alors somme(f_omr_uve + f_refus sur commune, "
           "matiere) sinon si exutoire = isdnd alors 1 sinon 0");
    expect("somme(somme(f_omr sur matiere) vers epci)",
           "somme(somme(f_omr sur matiere) vers epci)");
    expect("min(herite + 1.5 {MW/an} * (annee - 2024), 14 {MW/an})",
           "min(herite + 1.5 {MW/an} * (annee - 2024), 14 {MW/an})");
    expect("rapport(x,y sur d)", "rapport(x, y sur d)");
    expect("f()", "f()");
    expect("f(sur annee)", "f(sur annee)");
    expect("42 {€/t} * somme(f[matiere=biodechets] sur commune)",
           "42 {€/t} * somme(f[matiere=biodechets] sur commune)");
}

static void test_numbers(void **state)
{
    (void)state;
    assert_true(parse("12_000.5")->number == 12000.5);
    bcl_expr *e = parse("7%");
    assert_true(e->percent);
    assert_true(e->number == 0.07);
    assert_string_equal(parse("250 {kWh/m2}")->unit, "kWh/m2");
    expect("7%", "7%");
    expect("0.1%", "0.1%");
    expect("33.333333333333336%", "33.333333333333336%");
    expect("0.333333333333333333", "0.3333333333333333");
    expect("12_000", "12000");
    expect("1e300", "1e+300");
}

/* A code is kept as text right of a bare name; a year is a number. */
static void test_codes(void **state)
{
    (void)state;
    bcl_expr *e = parse("commune = 01004");
    assert_int_equal(e->arg[1]->kind, BCL_X_MEMBER);
    assert_string_equal(e->arg[1]->name, "01004");
    assert_true(e->arg[1]->number == 1004);
    assert_int_equal(e->arg[1]->at.column, 11);
    e = parse("commune = '2A004'");
    assert_int_equal(e->arg[1]->kind, BCL_X_MEMBER);
    assert_string_equal(e->arg[1]->name, "2A004");
    assert_true(isnan(e->arg[1]->number));
    assert_int_equal(parse("annee <= 2030")->arg[1]->kind, BCL_X_NUMBER);
    assert_int_equal(parse("a + b > 2030")->arg[1]->kind, BCL_X_NUMBER);
    assert_int_equal(parse("a > 12_000")->arg[1]->kind, BCL_X_NUMBER);
    assert_int_equal(parse("a > (12)")->arg[1]->kind, BCL_X_NUMBER);
    assert_int_equal(parse("a > 12 {t}")->arg[1]->kind, BCL_X_NUMBER);
    assert_int_equal(parse("a > 12 + 1")->arg[1]->kind, BCL_X_ADD);
    expect("commune = '95002'", "commune = '95002'");
    expect("commune = 01004", "commune = 01004");
    expect("a > (12)", "a > 12.0");
    expect("a > 12_000", "a > 12000.0");
    expect("annee = 2030", "annee = 2030");
    expect("reference ≥ 2020", "reference ≥ 2020");
}

static void test_selections(void **state)
{
    (void)state;
    bcl_expr *e = parse("x[commune=travail, c:m1|'02A'|01004]");
    assert_int_equal(e->kind, BCL_X_SELECT);
    assert_int_equal(e->nselect, 2);
    assert_string_equal(e->select[0].dim, "commune");
    assert_string_equal(e->select[0].right[0], "travail");
    assert_false(e->select[0].keeps);
    assert_false(e->select[0].quoted);
    assert_int_equal(e->select[0].at.column, 3);
    assert_int_equal(e->select[0].right_at.column, 11);
    assert_true(e->select[1].keeps);
    assert_int_equal(e->select[1].nright, 3);
    assert_string_equal(e->select[1].right[1], "02A");
    assert_string_equal(e->select[1].right[2], "01004");
    e = parse("x[annee=reference]");
    assert_string_equal(e->select[0].dim, "annee");
    assert_string_equal(e->select[0].right[0], "reference");
    assert_false(e->select[0].quoted);
    e = parse("x[annee=2020]");
    assert_string_equal(e->select[0].right[0], "2020");
    assert_true(e->select[0].quoted);
    expect("x[commune=travail,c:m1|'02A'|01004][annee=annee]",
           "x[commune=travail, c:m1|'02A'|01004][annee=annee]");
    expect("x[a='95002', b='02A', c=non]", "x[a=95002, b='02A', c=non]");
    expect("x[a='travail']", "x[a='travail']");
}

static void test_calls(void **state)
{
    (void)state;
    bcl_expr *e = parse("somme(x sur commune, annee)");
    assert_int_equal(e->kind, BCL_X_CALL);
    assert_string_equal(e->name, "somme");
    assert_int_equal(e->narg, 1);
    assert_int_equal(e->nover, 2);
    assert_string_equal(e->over[1], "annee");
    assert_int_equal(e->over_at[1].column, 22);
    assert_false(e->toward);
    e = parse("somme(x vers epci)");
    assert_true(e->toward);
    assert_string_equal(e->over[0], "epci");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_precedence),
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_example_formulas),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_selections),
        cmocka_unit_test(test_calls),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("parser", tests, setup, teardown);
}
