/* Units: what parses and what it is worth. */
#include "unit_fixture.h"

static void test_mass_and_volume(void **state)
{
    (void)state;
    expect("kg", 1, "kg");
    expect("g", 1e-3, "kg");
    expect("mg", 1e-6, "kg");
    expect("µg", 1e-9, "kg");
    expect("μg", 1e-9, "kg");
    expect("t", 1e3, "kg");
    expect("kt", 1e6, "kg"); /* the knot is a speed: never here */
    expect("Mt", 1e9, "kg");
    expect("m3", 1, "m3");
    expect("hm3", 1e6, "m3");
    expect("L", 1e-3, "m3");
    expect("hL", 0.1, "m3");
    expect("ha", 1e4, "m2"); /* not a hundred anything */
    expect("km2", 1e6, "m2");
    expect("cm", 1e-2, "m");
}

static void test_energy(void **state)
{
    (void)state;
    expect("J", 1, "kg.m2/s2");
    expect("kWh", 3.6e6, "kg.m2/s2");
    expect("TWh", 3.6e15, "kg.m2/s2");
    expect("tep", 11630 * 3.6e6, "kg.m2/s2");
    expect("ktep", 11630 * 3.6e9, "kg.m2/s2");
    expect("MW", 1e6, "kg.m2/s3");
    expect("kWc", 1e3, "kg.m2/s3");
    expect("h", 3600, "s");
    expect("j", 86400, "s");
    expect("min", 60, "s");
    expect("MWhPCS", 1e6, "WhPCS");
    expect("kWhPCI", 1e3, "WhPCI");
    assert_false(bcl_unit_same(parse("GWhPCS"), parse("GWhPCI")));
    assert_false(bcl_unit_same(parse("GWhPCS"), parse("GWh")));
    assert_true(bcl_unit_same(parse("W.h"), parse("tep")));
    /* A power is not an energy a year. */
    assert_false(bcl_unit_same(parse("MW"), parse("GWh/an")));
}

static void test_people_and_money(void **state)
{
    (void)state;
    expect("khab", 1e3, "hab");
    expect("M€", 1e6, "€");
    expect("c€/kWh", 1e-2 / 3.6e6, "s2.€/(kg.m2)");
    expect("véh.km", 1e3, "m.véh");
    expect("Mvoy.km/an", 1e9, "m.voy/an");
    expect("kgCO2e", 1e-3, "tCO2e");
    expect("ktCO2e", 1e3, "tCO2e");
    expect("gC", 1e-6, "tC");
    expect("EQTP", 1, "ETP");
    expect("nb", 1, "1");
    expect("empl/logement", 1, "empl/logement");
    assert_false(bcl_unit_same(parse("tCO2e"), parse("t")));
}

static void test_notation(void **state)
{
    (void)state;
    expect("1", 1, "1");
    expect("%", 0.01, "1");
    expect("%/an", 0.01, "1/an");
    expect("1/an", 1, "1/an");
    expect("kg/(hab.an)", 1, "kg/(an.hab)");
    expect("kg/hab/an", 1, "kg/(an.hab)");
    expect("kg/hab.an", 1, "kg.an/hab"); /* from left to right, as in C */
    expect("kg*m2/s2", 1, "kg.m2/s2");
    expect("s-1", 1, "1/s");
    expect(" kWh / m2 ", 3.6e6, "kg/s2");
    expect("((t))", 1e3, "kg");
    expect("t/t", 1, "1");
    assert_ptr_equal(parse("kg/(hab.an)"), parse("kg/(hab.an)"));
}

static void test_same(void **state)
{
    (void)state;
    const bcl_unit *a = parse("hab/an"), *b = parse("an/hab");

    assert_false(bcl_unit_same(a, b)); /* UDUNITS-2 converts reciprocals */
    assert_true(
        bcl_unit_same(a, bcl_unit_divide(units, bcl_unit_one(units), b)));
    assert_true(bcl_unit_is_one(bcl_unit_multiply(units, a, b)));
    assert_true(bcl_unit_is_one(parse("%")));
    assert_false(bcl_unit_is_one(a));
    assert_true(bcl_unit_same(parse("kg/(hab.an)"), parse("t/an/hab")));
}

static void test_algebra(void **state)
{
    (void)state;
    const bcl_unit *km = parse("km"), *km2 = parse("km2");

    assert_true(bcl_unit_same(bcl_unit_raise(units, km, 2), km2));
    assert_true(bcl_unit_factor(bcl_unit_raise(units, km, -2)) == 1e-6);
    assert_true(bcl_unit_is_one(bcl_unit_raise(units, km, 0)));
    assert_true(bcl_unit_factor(bcl_unit_root(units, km2)) == 1e3);
    assert_true(bcl_unit_same(bcl_unit_root(units, km2), km));
    assert_null(bcl_unit_root(units, km));
    assert_null(bcl_unit_root(units, parse("m3")));
    assert_null(bcl_unit_raise(units, km2, 50)); /* out of any use */
    assert_null(bcl_unit_raise(units, km, 100000));
    const bcl_unit *high = bcl_unit_raise(units, km, 60);
    assert_null(bcl_unit_multiply(units, high, high));
    assert_null(bcl_unit_divide(units, high, high));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_mass_and_volume),
        TEST(test_energy),
        TEST(test_people_and_money),
        TEST(test_notation),
        TEST(test_same),
        TEST(test_algebra),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
