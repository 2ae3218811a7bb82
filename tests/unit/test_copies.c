/* test_copies.c -- scenarios share the slices of the base, and levers copy only
 * those they move. */
#include "slice_fixture.h"

#define LEVER(id, on, at, inside) \
    "<levier id=\"" id "\" sur=\"" on "\" " at ">" inside "</levier>"
#define POINT(year, x) "<point annee=\"" year "\" valeur=\"" x "\"/>"

static void a_lever_copies_only_what_it_moves(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    put("y.csv", "commune;annee;y\na;2021;1\nb;2021;2\nc;2021;3\n");
    must_open(
        MODEL COMMUNES X(
            "") "<donnee id=\"y\" unite=\"1\" dims=\"commune annee\"><csv "
                "fichier=\"y.csv\"/></donnee>\n",
        SCENARIO LEVER("l", "x[commune=b]",
                       "mode=\"multiplie\" forme=\"lineaire\"",
                       POINT("2024", "2")));
    /* y is not moved: the very array of the base */
    assert_ptr_equal(input_of("y", 0)->slice, input_of("y", -1)->slice);
    /* up to the year before the scenario, those of the base */
    assert_ptr_equal(year_of("x", 0, 2019), year_of("x", -1, 2019));
    assert_ptr_equal(year_of("x", 0, 2021), year_of("x", -1, 2021));
    /* 2022, 2023, then 2024 and all that follow it */
    assert_int_equal(kept("x", 0), 2 + 3);
    assert_ptr_equal(year_of("x", 0, 2026), year_of("x", 0, 2024));
    expect_cells(year_of("x", 0, 2024), 8000, 40000, 3000);
    expect_cells(year_of("x", 0, 2023), 8000, 20000 * (1 + 2. / 3), 3000);
    /* what others read has not moved */
    expect_cells(year_of("x", -1, 2024), 8000, 20000, 3000);
    expect_cells(year_of("x", -1, 2021), 8000, 20000, 3000);
    assert_int_equal(kept("x", -1), 2);
}

static void a_lever_without_effect_costs_nothing(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X(""),
              SCENARIO LEVER("l", "x", "mode=\"multiplie\" forme=\"paliers\"",
                             POINT("2022", "1")));
    assert_int_equal(kept("x", 0), 2);
    assert_ptr_equal(year_of("x", 0, 2026), year_of("x", -1, 2026));
}

/* The second starts in 2024: years 2022 and 2023 are the first's, still. */
static void levers_on_a_donnee_do_not_mix_years(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X(""),
              SCENARIO LEVER("l", "x", "mode=\"ajoute\" forme=\"lineaire\"",
                             POINT("2026", "5"))
                  LEVER("m", "x[commune=a]",
                        "mode=\"multiplie\" forme=\"formule\" "
                        "de=\"2024\"",
                        "10 * herite") LEVER("n", "x[commune=c]",
                                             "forme=\"paliers\" de=\"2025\"",
                                             POINT("2025", "9")));
    for (int year = 2021; year <= 2026; year++) {
        double plus = 1000. * (year - 2021);
        expect_cells(year_of("x", 0, year),
                     (8000 + plus) * (year >= 2024 ? 10 : 1), 20000 + plus,
                     year >= 2025 ? 9000 : 3000 + plus);
        expect_cells(year_of("x", -1, year), 8000, 20000, 3000);
    }
    assert_int_equal(kept("x", 0), 2 + 5);
}

/* Each year of the base has a slice of its own, which no lever may use. */
static void levers_leave_a_trend_alone(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X("prolonge=\"lineaire\""),
              SCENARIO LEVER("l", "x", "mode=\"multiplie\" forme=\"paliers\"",
                             POINT("2022", "2"))
                  LEVER("m", "x[commune=b]",
                        "mode=\"ajoute\" forme=\"paliers\"",
                        POINT("2022", "1")));
    for (int year = 2022; year <= 2026; year++) {
        double n = year - 2021;
        expect_cells(year_of("x", -1, year), 8000 + 2000 * n, 20000 + 5000 * n,
                     3000 + 1000 * n);
        expect_cells(year_of("x", 0, year), 2 * (8000 + 2000 * n),
                     2 * (20000 + 5000 * n) + 1000, 2 * (3000 + 1000 * n));
    }
}

/* The first lever's years share a slice: the second moves them apart, the
 * third the last of them only. */
static void a_shared_slice_is_not_written_on(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X(""),
              SCENARIO LEVER("l", "x", "mode=\"multiplie\" forme=\"paliers\"",
                             POINT("2022", "2"))
                  LEVER("m", "x[commune=b]",
                        "mode=\"ajoute\" forme=\"lineaire\"",
                        POINT("2026", "5")));
    for (int year = 2022; year <= 2026; year++)
        expect_cells(year_of("x", 0, year), 16000,
                     40000 + 1000. * (year - 2021), 6000);
    teardown(NULL);
    setup(NULL);
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X(""),
              SCENARIO LEVER("l", "x", "mode=\"multiplie\" forme=\"paliers\"",
                             POINT("2022", "2"))
                  LEVER("m", "x[commune=b]", "forme=\"formule\" de=\"2026\"",
                        "3 * herite"));
    expect_cells(year_of("x", 0, 2022), 16000, 40000, 6000);
    expect_cells(year_of("x", 0, 2025), 16000, 40000, 6000);
    expect_cells(year_of("x", 0, 2026), 16000, 120000, 6000);
}

/* The rest is made anew, in no slice that another scenario reads. */
static void a_rest_leaves_the_base_alone(void **state)
{
    (void)state;
    must_open(MODEL "<dimension id=\"mode\"><membre id=\"velo\"/><membre "
                    "id=\"bus\"/><membre id=\"voiture\"/></dimension>\n"
                    "<donnee id=\"u\" unite=\"1\" dims=\"mode annee\" "
                    "reste=\"mode=voiture\"><cas pour=\"velo\">0.05</cas><cas "
                    "pour=\"bus\">0.15</cas><cas pour=\"voiture\">0.8</cas>"
                    "</donnee>\n",
              SCENARIO LEVER("l", "u[mode=velo]", "forme=\"lineaire\"",
                             POINT("2023", "0.25")));
    expect_cells(year_of("u", 0, 2022), 0.15, 0.15, 0.7);
    expect_cells(year_of("u", 0, 2026), 0.25, 0.15, 0.6);
    assert_ptr_equal(year_of("u", 0, 2026), year_of("u", 0, 2023));
    expect_cells(year_of("u", -1, 2026), 0.05, 0.15, 0.8);
    assert_int_equal(kept("u", 0), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_lever_copies_only_what_it_moves),
        TEST(a_lever_without_effect_costs_nothing),
        TEST(levers_on_a_donnee_do_not_mix_years),
        TEST(levers_leave_a_trend_alone),
        TEST(a_shared_slice_is_not_written_on),
        TEST(a_rest_leaves_the_base_alone),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
