/* Sums that a measure tells where cells are hidden, and what follows them. */
#include "study_fixture.h"

#define TERRITORY                                                          \
    MODEL COMMUNES                                                         \
        "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\" min=\"0\" "   \
        "prolonge=\"constante\"><csv fichier=\"p.csv\" secrets=\"s\"/>"    \
        "</donnee>\n"                                                      \
        "<donnee id=\"b\" unite=\"t\" dims=\"annee\" prolonge=\"aucune\">" \
        "<csv fichier=\"b.csv\"/></donnee>\n"                              \
        "<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"b\"%s>"      \
        "somme(p sur commune)</calcul>\n"

#define HALF                                                                  \
    "<levier id=\"l\" sur=\"p\" mode=\"multiplie\" forme=\"paliers\"><point " \
    "annee=\"2023\" valeur=\"0.5\"/></levier>"

/* 2019: all known; 2020: told; 2021: nothing tells. */
static void given(const char *fit)
{
    put("p.csv", "commune;annee;p\na;2019;10\nb;2019;20\nc;2019;10\n"
                 "a;2020;10\nb;2020;s\nc;2020;s\n"
                 "a;2021;12\nb;2021;s\nc;2021;s\n");
    put("b.csv", "annee;b\n2019;40\n2020;90\n");
    must_open(bcl_text_print(arena, TERRITORY, fit),
              bcl_text_print(arena, "%s%s", SCENARIO, HALF));
}

static void a_ratio_is_carried(void **state)
{
    (void)state;
    given("");
    expect("x", 2019, 40);
    assert_string_equal(status("x", 2019), "observe");
    expect("x", 2020, 90);
    assert_string_equal(status("x", 2020), "reconcilie");
    expect("x", 2021, 12 * 9);
    assert_string_equal(status("x", 2021), "estime");
    expect("x", 2022, 12 * 9);
    assert_string_equal(status("x", 2022), "projete");
    expect("x", 2023, 6 * 9);
    /* what is read beside it is as before */
    expect("somme(p sur commune)", 2020, 10e3);
    expect("2 * x", 2020, 180e3);
}

static void a_difference_is_carried(void **state)
{
    (void)state;
    given(" calage=\"ecart\"");
    expect("x", 2019, 40);
    expect("x", 2020, 90);
    expect("x", 2021, 12 + 80);
    expect("x", 2023, 6 + 80);
}

static void nothing_is_carried(void **state)
{
    (void)state;
    given(" calage=\"aucun\"");
    expect("x", 2020, 90);
    expect("x", 2021, 12);
    assert_string_equal(status("x", 2021), "minorant");
    expect("x", 2023, 6);
}

/* Of nothing known there is no ratio; a total of other cells tells nothing. */
static void what_cannot_follow(void **state)
{
    (void)state;
    put("p.csv", "commune;annee;p\na;2020;0\nb;2020;s\nc;2020;s\n");
    put("b.csv", "annee;b\n2020;90\n");
    must_open(bcl_text_print(arena, TERRITORY, ""), NULL);
    expect("x", 2020, 0);
    assert_string_equal(status("x", 2020), "minorant");
    bcl_study_close(&study);
    must_open(MODEL COMMUNES
              "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\" "
              "prolonge=\"constante\"><csv fichier=\"p.csv\" secrets=\"s\"/>"
              "</donnee>\n"
              "<donnee id=\"b\" unite=\"t\" dims=\"annee\" "
              "prolonge=\"aucune\"><csv fichier=\"b.csv\"/></donnee>\n"
              "<calcul id=\"x\" unite=\"t\" dims=\"commune annee\" "
              "mesure=\"b\">2 * p</calcul>\n",
              NULL);
    expect("somme(x sur commune)", 2020, 0);
}

/* A lone hidden cell is deduced: its sum has nothing to be fitted to. */
static void a_deduced_cell_needs_none(void **state)
{
    (void)state;
    put("p.csv", "commune;annee;p\na;2020;10\nb;2020;20\nc;2020;s\n");
    put("b.csv", "annee;b\n2020;90\n");
    must_open(bcl_text_print(arena, TERRITORY, ""), NULL);
    expect("x", 2020, 90);
    expect("p[commune=c]", 2020, 60e3);
    int x = bcl_model_find(&study.m, "x");
    assert_null(study.inputs.base[x].slice);
}

/* Other cells hidden than in the year that told: a minimum, no ratio. */
static void other_cells_do_not_follow(void **state)
{
    static const char *const fit[] = {"", " calage=\"ecart\""};

    (void)state;
    for (int i = 0; i < 2; i++) {
        put("p.csv", "commune;annee;p\n"
                     "a;2020;10\nb;2020;s\nc;2020;s\n"
                     "a;2021;12\nb;2021;30\nc;2021;s\n");
        put("b.csv", "annee;b\n2020;90\n");
        must_open(bcl_text_print(arena, TERRITORY, fit[i]), NULL);
        expect("x", 2020, 90);
        expect("x", 2021, 12 + 30);
        assert_string_equal(status("x", 2021), "minorant");
        bcl_study_close(&study);
    }
}

/* A sum of sums, declared before them: fitted after them. */
static void sums_of_sums(void **state)
{
    (void)state;
    put("p.csv", "commune;annee;p\na;2020;10\nb;2020;s\nc;2020;s\n"
                 "a;2021;12\nb;2021;s\nc;2021;s\n");
    put("b.csv", "annee;b\n2020;90\n");
    must_open(MODEL COMMUNES
              "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\" min=\"0\" "
              "prolonge=\"constante\"><csv fichier=\"p.csv\" secrets=\"s\"/>"
              "</donnee>\n"
              "<donnee id=\"b\" unite=\"t\" dims=\"annee\" "
              "prolonge=\"aucune\"><csv fichier=\"b.csv\"/></donnee>\n"
              "<calcul id=\"y\" unite=\"t\" dims=\"annee\" mesure=\"b\">x"
              "</calcul>\n"
              "<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"b\">"
              "somme(p sur commune)</calcul>\n",
              NULL);
    for (int year = 2020; year <= 2021; year++) {
        double told = year == 2020 ? 90 : 12 * 9;
        expect("x", year, told);
        expect("y", year, told);
    }
    bcl_study_close(&study);
}

static void refused(void **state)
{
    (void)state;
    assert_false(open_study(
        MODEL "<donnee id=\"a\" unite=\"t\"><valeur>1</valeur></donnee>\n"
              "<calcul id=\"x\" unite=\"t\" calage=\"ratio\">a</calcul>\n",
        NULL));
    expect_message(0, "R09", 3, 0,
                   "calage sans mesure : « x » n'a pas de quoi se caler");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_ratio_is_carried),
        TEST(a_difference_is_carried),
        TEST(nothing_is_carried),
        TEST(what_cannot_follow),
        TEST(a_deduced_cell_needs_none),
        TEST(other_cells_do_not_follow),
        TEST(sums_of_sums),
        TEST(refused),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}
