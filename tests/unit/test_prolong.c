/* test_prolong.c -- years between observations and after the last. */
#include "study_fixture.h"

static void given(const char *attributes, const char *rows)
{
    put("x.csv", rows);
    must_open(bcl_text_print(
                  arena,
                  "%s%s<donnee id=\"x\" unite=\"t/an\" dims=\"commune annee\" "
                  "%s><csv fichier=\"x.csv\"/></donnee>\n",
                  MODEL, COMMUNES, attributes),
              NULL);
}

#define ROWS                                           \
    "commune;annee;x\na;2019;4\nb;2019;10\nc;2019;1\n" \
    "a;2020;6\nb;2020;10\nc;2020;0\na;2021;8\nb;2021;10\nc;2021;0\n"

static void the_last_value_holds(void **state)
{
    (void)state;
    given("", ROWS);
    expect("x[commune=a]", 2018, NAN);
    expect("x[commune=a]", 2021, 8000);
    expect("x[commune=a]", 2026, 8000);
    assert_string_equal(status("x[commune=a]", 2021), "observe");
    assert_string_equal(status("x[commune=a]", 2022), "projete");
}

static void a_slope_starts_from_the_last_value(void **state)
{
    (void)state;
    given("prolonge=\"lineaire\"", ROWS);
    expect("x[commune=a]", 2023, 12000);
    expect("x[commune=b]", 2026, 10000);
    /* least squares of 1, 0, 0: half a tonne less each year */
    expect("x[commune=c]", 2023, -1000);
}

static void a_slope_may_be_read_on_some_years(void **state)
{
    (void)state;
    given("prolonge=\"lineaire\" sur=\"2020..2021\"", ROWS);
    expect("x[commune=c]", 2023, 0);
}

/* The logarithm of 0 has no slope: the cell holds. */
static void an_exponential_grows_by_a_ratio(void **state)
{
    double s = (log(8) - log(4)) / 2; /* least squares of three even years */

    (void)state;
    given("prolonge=\"exponentielle\"", ROWS);
    expect("x[commune=a]", 2022, 8000 * exp(s));
    expect("x[commune=a]", 2026, 8000 * exp(5 * s));
    expect("x[commune=c]", 2026, 0);
}

/* par="annee" alone: the slope of the sum over communes, as a ratio. */
static void a_trend_of_totals_moves_each_cell(void **state)
{
    (void)state;
    given("prolonge=\"lineaire\" par=\"annee\"", ROWS);
    /* sums 15, 16, 18: slope 1.5 from 18 */
    expect("somme(x sur commune)", 2023, 21000);
    expect("x[commune=a]", 2023, 8000 * 21. / 18);
    expect("x[commune=c]", 2023, 0);
}

static void nothing_is_prolonged(void **state)
{
    (void)state;
    given("prolonge=\"aucune\"", ROWS);
    expect("x[commune=a]", 2022, NAN);
    assert_string_equal(status("x[commune=a]", 2022), "indisponible");
}

static void a_gap_stays_or_is_filled(void **state)
{
    const char *rows = "commune;annee;x\na;2018;4\nb;2018;1\nc;2018;1\n"
                       "a;2021;10\nb;2021;1\nc;2021;1\n";

    (void)state;
    given("", rows);
    expect("x[commune=a]", 2019, NAN);
    teardown(NULL);
    setup(NULL);
    given("entre=\"lineaire\"", rows);
    expect("x[commune=a]", 2019, 6000);
    expect("x[commune=a]", 2020, 8000);
    assert_string_equal(status("x[commune=a]", 2020), "estime");
    teardown(NULL);
    setup(NULL);
    given("entre=\"constante\" prolonge=\"aucune\"", rows);
    expect("x[commune=a]", 2020, 4000);
}

/* A last year before the reference: what comes next is estimated, not yet
 * projected. */
static void years_up_to_the_reference_are_estimated(void **state)
{
    (void)state;
    given("", "commune;annee;x\na;2019;4\nb;2019;10\nc;2019;1\n");
    assert_string_equal(status("x[commune=a]", 2019), "observe");
    assert_string_equal(status("x[commune=a]", 2021), "estime");
    assert_string_equal(status("x[commune=a]", 2022), "projete");
}

static void a_secret_stays_a_secret(void **state)
{
    (void)state;
    given("", "commune;annee;x\na;2021;4\nb;2021;s\nc;2021;1\n");
    assert_string_equal(status("x[commune=b]", 2024), "secret");
    expect("somme(x sur commune)", 2024, 5000);
}

static void a_rate_is_observed_then_prolonged(void **state)
{
    put("x.csv", "annee;x\n2019;10\n2020;12\n2021;15\n");
    put("p.csv", "annee;p\n2020;4\n2021;5\n");
    (void)state;
    must_open(MODEL "<donnee id=\"x\" unite=\"t/an\" dims=\"annee\"><csv "
                    "fichier=\"x.csv\"/></donnee>\n<donnee id=\"p\" "
                    "unite=\"hab\" dims=\"annee\" prolonge=\"lineaire\"><csv "
                    "fichier=\"p.csv\"/></donnee>\n<donnee id=\"taux\" "
                    "unite=\"t/(hab.an)\" dims=\"annee\"><observe>x / p"
                    "</observe></donnee>\n",
              NULL);
    expect("taux", 2019, NAN);
    expect("taux", 2020, 3);
    expect("taux", 2021, 3);
    expect("taux", 2026, 3);
    expect("taux * p", 2023, 3000 * 7);
    assert_string_equal(status("taux", 2022), "projete");
}

static void a_trend_of_many_cells_is_warned_of(void **state)
{
    const char *members = "";

    (void)state;
    for (int i = 0; i < 21; i++)
        members = bcl_text_print(arena, "%s<membre id=\"m%d\"/>", members, i);
    const char *rows = "zone;annee;x\n";
    for (int i = 0; i < 42; i++)
        rows = bcl_text_print(arena, "%sm%d;%d;1\n", rows, i / 2, 2020 + i % 2);
    put("x.csv", rows);
    must_open(bcl_text_print(
                  arena,
                  "%s<dimension id=\"zone\">%s</dimension>\n<donnee id=\"x\" "
                  "unite=\"t/an\" dims=\"zone annee\" prolonge=\"lineaire\">"
                  "<csv fichier=\"x.csv\"/></donnee>\n",
                  MODEL, members),
              NULL);
    expect_message(0, "T01", 3, 1,
                   "« x » : une tendance cellule par cellule sur les 21 "
                   "membres de « zone » suit le hasard des petits nombres");
    assert_string_equal(diag.item[0].hint,
                        "par=\"…\" prend la pente des totaux");
    assert_int_equal(diag.warnings, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_last_value_holds),
        TEST(a_slope_starts_from_the_last_value),
        TEST(a_slope_may_be_read_on_some_years),
        TEST(an_exponential_grows_by_a_ratio),
        TEST(a_trend_of_totals_moves_each_cell),
        TEST(nothing_is_prolonged),
        TEST(a_gap_stays_or_is_filled),
        TEST(years_up_to_the_reference_are_estimated),
        TEST(a_secret_stays_a_secret),
        TEST(a_rate_is_observed_then_prolonged),
        TEST(a_trend_of_many_cells_is_warned_of),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
