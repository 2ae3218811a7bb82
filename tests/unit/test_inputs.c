/* test_inputs.c -- what is kept of a donnee: a slice a year, shared by the
 * years that say the same. */
#include "slice_fixture.h"

static void years_held_share_the_last(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X(""), NULL);
    assert_int_equal(kept("x", -1), 2);
    assert_null(year_of("x", -1, 2018));
    assert_null(year_of("x", -1, 2020));
    expect_cells(year_of("x", -1, 2019), 4000, 10000, 1000);
    expect_cells(year_of("x", -1, 2021), 8000, 20000, 3000);
    assert_ptr_equal(year_of("x", -1, 2026), year_of("x", -1, 2021));
    /* ... with what the file said, not a copy of it */
    assert_ptr_equal(year_of("x", -1, 2021),
                     study.data.of[0].slice[2021 - 2018]);
}

static void a_gap_is_shared_or_made(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X("entre=\"constante\""), NULL);
    assert_int_equal(kept("x", -1), 2);
    assert_ptr_equal(year_of("x", -1, 2020), year_of("x", -1, 2019));
    teardown(NULL);
    setup(NULL);
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X("entre=\"lineaire\""), NULL);
    assert_int_equal(kept("x", -1), 3);
    expect_cells(year_of("x", -1, 2020), 6000, 15000, 2000);
}

static void a_trend_makes_its_years(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X("prolonge=\"lineaire\""), NULL);
    assert_int_equal(kept("x", -1), 2 + 5);
    expect_cells(year_of("x", -1, 2023), 12000, 30000, 5000);
    expect_cells(year_of("x", -1, 2021), 8000, 20000, 3000);
}

/* Without a year, and said once in the model: one slice whatever the year. */
static void what_never_changes_is_kept_once(void **state)
{
    (void)state;
    put("z.csv", "commune;z\na;1\nb;2\nc;3\n");
    must_open(MODEL COMMUNES
              "<donnee id=\"k\" unite=\"1\" dims=\"commune annee\"><valeur>7"
              "</valeur></donnee>\n<donnee id=\"c\" unite=\"1\" dims=\"commune "
              "annee\"><cas pour=\"*\">1</cas><cas pour=\"b\">2</cas></donnee>"
              "\n<donnee id=\"z\" unite=\"t\" dims=\"commune\"><csv "
              "fichier=\"z.csv\"/></donnee>\n",
              NULL);
    assert_int_equal(kept("k", -1), 1);
    assert_int_equal(kept("c", -1), 1);
    assert_int_equal(kept("z", -1), 1);
    expect("k[commune=c]", 2026, 7);
    expect_cells(year_of("c", -1, 2018), 1, 2, 1);
    expect("z[commune=b] * k[commune=b]", 2018, 14000);
}

/* Cases may name years: 2020 apart from the others. */
static void cases_of_years_are_told_apart(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES
              "<donnee id=\"c\" unite=\"1\" dims=\"commune annee\"><cas "
              "pour=\"* *\">1</cas><cas pour=\"* 2020\">2</cas></donnee>\n",
              NULL);
    assert_int_equal(kept("c", -1), 3);
    expect("c[commune=a]", 2019, 1);
    expect("c[commune=a]", 2020, 2);
    expect("c[commune=a]", 2021, 1);
    expect("c[commune=a]", 2026, 1);
}

/* A rate read on years that say the same; secrets stand apart. */
static void rates_share_too(void **state)
{
    (void)state;
    put("x.csv", "commune;annee;x\na;2020;4\nb;2020;s\nc;2020;1\n"
                 "a;2021;4\nb;2021;s\nc;2021;1\n");
    must_open(MODEL COMMUNES X("") "<donnee id=\"r\" unite=\"kg/an\" "
                                   "dims=\"commune annee\"><observe>2 * x"
                                   "</observe></donnee>\n",
              NULL);
    assert_int_equal(kept("x", -1), 2); /* as the file has them */
    assert_int_equal(kept("r", -1), 1);
    assert_null(year_of("r", -1, 2019));
    expect("r[commune=a]", 2026, 8000);
    assert_string_equal(status("r[commune=b]", 2020), "secret");
    assert_string_equal(status("r[commune=b]", 2024), "secret");
}

/* Read in several phases, by instructions of their own: shares of a sum, then
 * a sum of shares. */
static void each_phase_reads_the_right_years(void **state)
{
    (void)state;
    put("x.csv", ROWS);
    must_open(MODEL COMMUNES X(
                  "entre=\"lineaire\"") "<calcul id=\"s\" unite=\"t/an\" "
                                        "dims=\"annee\">somme(x sur "
                                        "commune)</calcul>\n<calcul id=\"p\" "
                                        "unite=\"1\" dims=\"commune "
                                        "annee\">x / s</calcul>\n<calcul "
                                        "id=\"q\" unite=\"t/an\" "
                                        "dims=\"annee\">somme(p * x sur "
                                        "commune)</calcul>\n<calcul "
                                        "id=\"r\" unite=\"t/an\" "
                                        "dims=\"commune annee\">q * p + x"
                                        "</calcul>\n",
              NULL);
    expect("s", 2019, 15);
    expect("s", 2020, 23);
    expect("s", 2024, 31);
    expect("q", 2019, (16 + 100 + 1) / 15.);
    expect("q", 2020, (36 + 225 + 4) / 23.);
    expect("r[commune=b]", 2020, 1e3 * ((36 + 225 + 4) / 23. * 15 / 23 + 15));
    expect("somme(r sur commune)", 2022, 1e3 * ((64 + 400 + 9) / 31. + 31));
    expect("precedent(x)[commune=b]", 2021, 15000);
    expect("x[annee=2019, commune=c] * x[commune=c]", 2026, 1000. * 3000);
    expect("somme(x[annee=2020] sur commune)", 2026, 23000);
}

/* Two dimensions of 3 000 members: 9 million cells a year. */
static const char *wide_model(const char *rest)
{
    char *text = BCL_NEW(arena, char, 200000);
    size_t n = (size_t)snprintf(text, 200000, "%s", MODEL);

    for (char d = 'a'; d <= 'b'; d++) {
        n += (size_t)snprintf(text + n, 200000 - n, "<dimension id=\"%c\">", d);
        for (int i = 0; i < 3000; i++)
            n += (size_t)snprintf(text + n, 200000 - n, "<membre id=\"m%d\"/>",
                                  i);
        n += (size_t)snprintf(text + n, 200000 - n, "</dimension>\n");
    }
    snprintf(text + n, 200000 - n, "%s", rest);
    return text;
}

/* What counts is a year, then what must be kept: 50 million at most. */
static void too_many_cells_are_refused(void **state)
{
    bcl_dimset all;

    (void)state;
    must_open(wide_model("<donnee id=\"x\" unite=\"1\" dims=\"a b annee\"/>\n"
                         "<calcul id=\"y\" unite=\"1\" dims=\"a b annee\">2 * "
                         "x</calcul>\n"),
              NULL);
    all = settle("y")->dims;
    bcl_program p = {
        .m = &study.m, .input = study.inputs.base, .a = arena, .d = &diag};
    bcl_program_add(&p, settle("y"), all);
    assert_false(bcl_program_order(&p));
    expect_message(0, "M01", 1, 1,
                   "une grandeur par a et par b et par an a trop de cellules "
                   "pour être gardée entière (8.1e+07)");
    assert_string_equal(diag.item[0].hint, "au plus 50 millions");
    teardown(NULL);
    setup(NULL);
    put("x.csv", "a;b;annee;x\nm1;m2;2020;1\n");
    assert_false(
        open_study(wide_model("<donnee id=\"x\" unite=\"1\" dims=\"a b annee\">"
                              "<csv fichier=\"x.csv\" couvre=\"2018..2024\" "
                              "sans_ligne=\"zero\"/></donnee>\n"),
                   NULL));
    expect_message(0, "M01", 1, 0,
                   "« x » a 9000000 cellules par an, et ce fichier en dit au "
                   "moins 7 années");
    assert_string_equal(diag.item[0].hint,
                        "au plus 50 millions de cellules observées");
    assert_int_equal(diag.errors, 1);
    teardown(NULL);
    setup(NULL);
    assert_false(open_study(
        wide_model("<dimension id=\"c\"><membre id=\"1\"/><membre id=\"2\"/>"
                   "<membre id=\"3\"/><membre id=\"4\"/><membre id=\"5\"/>"
                   "<membre id=\"6\"/></dimension>\n<donnee id=\"x\" "
                   "unite=\"1\" dims=\"a b c\"/>\n"),
        NULL));
    expect_message(0, "M01", 0, 0,
                   "une grandeur par a et par b et par c a trop de cellules "
                   "(5.4e+07 par an)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(years_held_share_the_last),
        TEST(a_gap_is_shared_or_made),
        TEST(a_trend_makes_its_years),
        TEST(what_never_changes_is_kept_once),
        TEST(cases_of_years_are_told_apart),
        TEST(rates_share_too),
        TEST(each_phase_reads_the_right_years),
        TEST(too_many_cells_are_refused),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
