/* What is known of the lines of ledgers: variances of what was reconciled, of
 * what nothing checks, of sums with hidden cells. */
#include "engine/reconciled_lines.h"
#include "result/closure.h"
#include "study_fixture.h"

#define LAW(words) "<incertitude loi=\"normale\" " words "/>"
#define LEDGER(lines) \
    "<bilan id=\"l\" unite=\"t\" dims=\"\" theme=\"t\">" lines "</bilan>\n"
#define IN(formula) "<ressource titre=\"r\">" formula "</ressource>\n"
#define OUT(formula) "<emploi titre=\"e\">" formula "</emploi>\n"
#define YEARLY(id, value, inside)                                     \
    "<donnee id=\"" id "\" unite=\"t\" dims=\"annee\"><valeur>" value \
    "</valeur>" inside "</donnee>\n"
#define SAME(a, b)                                                         \
    "<calcul id=\"x" a "\" unite=\"t\" dims=\"annee\" mesure=\"" b "\">" a \
    "</calcul>\n"

enum { Y2021 = 3 };

static bcl_known_lines known;

static void learn(const char *model)
{
    must_open(model, NULL);
    bcl_known_lines_compute(&known, &study.reconciled, arena);
}

static const bcl_known_line *line(size_t i, size_t year)
{
    return bcl_known_lines_find(&known, 0, i, 0, year);
}

static void near9(double x, double y)
{
    if (!(fabs(x - y) <= 1e-9 * fabs(y)))
        fail_msg("%.15g is not %.15g", x, y);
}

/* a and b measure one quantity, c nothing checks, d is exact. */
static void test_variances(void **state)
{
    (void)state;
    learn(MODEL YEARLY("a", "100", LAW("ecart=\"10\""))
              YEARLY("b", "110", LAW("ecart=\"5\""))
                  YEARLY("c", "50", LAW("cv=\"0.04\"")) YEARLY("d", "7", "")
                      SAME("a", "b") LEDGER(IN("a") IN("a + c") IN("d") OUT("b")
                                                OUT("a * c / d")));
    double va = 1 / (1 / 100.0 + 1 / 25.0), vc = 4, t = 1000;

    near9(line(0, Y2021)->sd, sqrt(va) * t);
    near9(line(1, Y2021)->sd, sqrt(va + vc) * t);
    assert_null(line(2, Y2021));
    near9(line(3, Y2021)->sd, sqrt(va) * t);
    /* a is 108 once reconciled */
    near9(line(4, Y2021)->sd, sqrt(va * 50 * 50 + vc * 108 * 108) / 7 * t);
    /* the gap: a + (a + c) + d - b - ac/d, where b is a */
    double ga = 1 - 50 / 7.0, gc = 1 - 108 / 7.0;
    near9(line(5, Y2021)->sd, sqrt(va * ga * ga + vc * gc * gc) * t);
    assert_false(line(0, Y2021)->hidden);
    near9(line(0, Y2021)->value, 108e3);
    assert_null(line(0, Y2021 + 1)); /* nobody said how it is known then */
}

/* Both sides reconciled: nothing is left to doubt in their gap. */
static void test_no_gap(void **state)
{
    (void)state;
    learn(MODEL YEARLY("a", "100", LAW("ecart=\"10\""))
              YEARLY("b", "110", LAW("ecart=\"5\"")) SAME("a", "b")
                  LEDGER(IN("a") OUT("b")));
    assert_true(line(2, Y2021)->sd == 0);
    assert_true(line(0, Y2021)->sd > 0);
}

static void test_shared(void **state)
{
    static const char model[] =
        MODEL COMMUNES "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\">"
                       "<cas pour=\"a\">10</cas><cas pour=\"b\">20</cas>"
                       "<cas pour=\"c\">70</cas>"
                       "<incertitude loi=\"normale\" cv=\"0.1\" %s/></donnee>"
                       "\n" LEDGER(IN("somme(p sur commune)") OUT("0 {t}"));

    (void)state;
    learn(bcl_text_print(arena, model, ""));
    near9(line(0, Y2021)->sd, 10e3);
    bcl_study_close(&study);
    learn(bcl_text_print(arena, model, "tirage=\"commune\""));
    near9(line(0, Y2021)->sd, sqrt(1 + 4 + 49) * 1e3);
}

/* A donnee carried to a year nobody observed is known as in its own. */
static void test_carried(void **state)
{
    (void)state;
    put("p.csv", "annee;p\n2019;100\n2020;120\n");
    learn(MODEL "<donnee id=\"p\" unite=\"t\" dims=\"annee\" "
                "prolonge=\"constante\"><csv fichier=\"p.csv\"/>" LAW(
                    "cv=\"0.1\"") "</donnee>\n" YEARLY("b", "120",
                                                       LAW("ecart=\"12\""))
                    SAME("p", "b") LEDGER(IN("p") OUT("0 {t}")));
    near9(line(0, 2)->sd, sqrt(1 / (2 / 144.0)) * 1e3);
    near9(line(0, Y2021)->sd, sqrt(1 / (2 / 144.0)) * 1e3);
    near9(line(0, 1)->sd, sqrt(1 / (1 / 100.0 + 1 / 144.0)) * 1e3);
    assert_null(line(0, 0));
}

#define RATE(law)                                                       \
    MODEL                                                               \
    "<donnee id=\"p\" unite=\"t\" dims=\"annee\" "                      \
    "prolonge=\"constante\"><csv fichier=\"p.csv\"/>" law "</donnee>\n" \
    "<donnee id=\"n\" unite=\"1\" dims=\"annee\"><csv "                 \
    "fichier=\"n.csv\"/></donnee>\n"                                    \
    "<donnee id=\"k\" unite=\"t\" dims=\"annee\" "                      \
    "prolonge=\"constante\"><observe>p / n</observe></donnee>\n"        \
    "<donnee id=\"b\" unite=\"t\" dims=\"annee\" "                      \
    "prolonge=\"aucune\"><csv fichier=\"b.csv\"/>" LAW(                 \
        "cv=\"0.1\"") "</donnee>\n"                                     \
                      "<calcul id=\"x\" unite=\"t\" dims=\"annee\" "    \
                      "mesure=\"b\">k * n"                              \
                      "</calcul>\n" LEDGER(IN("k * n") OUT("0 {t}"))

/* A rate carried is that of its own year, not of what it reads carried. */
static void test_carried_rate(void **state)
{
    (void)state;
    put("p.csv", "annee;p\n2020;1000\n");
    put("n.csv", "annee;n\n2020;100\n2021;200\n");
    put("b.csv", "annee;b\n2020;1000\n2021;2000\n");
    learn(RATE(LAW("cv=\"0.1\"")));
    near9(line(0, 2)->sd, 100e3 / sqrt(2));
    near9(line(0, Y2021)->sd, 200e3 / sqrt(2));
    bcl_study_close(&study);
    learn(RATE(""));
    expect("b", 2020, 1000);
    expect("b", 2021, 2000);
}

#define HIDDEN                                                           \
    MODEL COMMUNES                                                       \
        "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\" min=\"0\" " \
        "prolonge=\"constante\"><csv fichier=\"p.csv\" secrets=\"s\"/>"  \
        "</donnee>\n"                                                    \
        "<donnee id=\"b\" unite=\"t\" dims=\"annee\" "                   \
        "prolonge=\"aucune\"><csv "                                      \
        "fichier=\"b.csv\"/>" LAW(                                       \
            "cv=\"0.1\"") "</donnee>\n"                                  \
                          "<calcul id=\"x\" unite=\"t\" dims=\"annee\" " \
                          "mesure=\"b\">"                                \
                          "somme(p sur commune)</calcul>\n" LEDGER(      \
                              IN("x") OUT("p[commune=b]")                \
                                  OUT("2 * p[commune=c]"))

/* Two hidden cells: their sum is known, neither is. */
static void test_hidden(void **state)
{
    bcl_plan p;

    (void)state;
    put("p.csv", "commune;annee;p\na;2020;10\nb;2020;20\nc;2020;s\n"
                 "a;2021;10\nb;2021;s\nc;2021;s\n");
    put("b.csv", "annee;b\n2020;100\n2021;90\n");
    learn(HIDDEN);
    near9(line(0, Y2021)->value, 90e3);
    near9(line(0, Y2021)->sd, 9e3);
    assert_true(line(0, Y2021)->hidden);
    assert_true(isnan(line(1, Y2021)->sd) && isnan(line(1, Y2021)->value));
    assert_true(fabs(line(1, Y2021)->low) < 1e-6);
    near9(line(1, Y2021)->high, 80e3);
    near9(line(2, Y2021)->high, 160e3);
    near9(line(2, 2)->value, 140e3);
    near9(line(2, 2)->sd, 20e3);

    /* what is known of a sum is what its ledger says */
    bcl_plan_start(&p, &study, arena);
    assert_true(bcl_plan_run(&p, &diag));
    const bcl_values *x = bcl_plan_value(&p, 0, p.ledger[0][0]);
    near9(x->v[Y2021], 90e3);
    assert_string_equal(bcl_values_status(x, &study.m, Y2021), "reconcilie");
    near9(bcl_plan_value(&p, BCL_PLAN_OBSERVED, p.ledger[0][0])->v[Y2021],
          10e3);
    assert_string_equal(bcl_closure_spread(&p, 0, 0, 0, 0, 2021),
                        "écart-type 9,0");
    assert_string_equal(bcl_closure_spread(&p, 0, 0, 1, 0, 2021),
                        "entre 0 et 80");
    assert_string_equal(bcl_closure_spread(&p, 0, 0, 0, 0, 2022), "");
}

/* Data at odds stay as observed, with the uncertainty they had. */
/* What a lever moves before the reference year is no observation. */
static void test_early_lever(void **state)
{
    bcl_plan p;

    (void)state;
    put("p.csv", "annee;p\n2019;100\n");
    must_open(MODEL
              "<donnee id=\"p\" unite=\"t\" dims=\"annee\" "
              "prolonge=\"constante\"><csv fichier=\"p.csv\"/>" LAW(
                  "cv=\"0.1\"") "</donnee>\n" LEDGER(IN("p") OUT("0 {t}")),
              "<scenario xmlns=\"urn:bouclage:1\" id=\"s\" "
              "territoire=\"essai\" depart=\"2020\"><levier id=\"l\" sur=\"p\" "
              "mode=\"multiplie\" forme=\"paliers\"><point annee=\"2020\" "
              "valeur=\"0.1\"/></levier>");
    bcl_plan_start(&p, &study, arena);
    assert_true(bcl_plan_run(&p, &diag));
    assert_string_equal(bcl_closure_spread(&p, 0, 0, 0, 0, 2019),
                        "écart-type 10");
    assert_string_equal(bcl_closure_spread(&p, 0, 0, 0, 0, 2021), "");
    assert_string_equal(bcl_closure_spread(&p, 0, 0, 2, 0, 2021), "");
}

static void test_failed(void **state)
{
    (void)state;
    learn(MODEL YEARLY("a", "100",
                       "<incertitude loi=\"uniforme\" min=\"99\" max=\"101\"/>")
              YEARLY("b", "110", "") SAME("a", "b")
                  LEDGER(IN("a") OUT("0 {t}")));
    near9(line(0, Y2021)->sd, 2 / sqrt(12) * 1e3);
    near9(line(0, Y2021)->value, 100e3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_variances),   TEST(test_no_gap),       TEST(test_shared),
        TEST(test_carried),     TEST(test_carried_rate), TEST(test_hidden),
        TEST(test_early_lever), TEST(test_failed),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("reconciled_lines", tests, NULL, NULL);
}
