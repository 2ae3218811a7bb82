/* Observations reconciled: weights, laws, bounds, shared errors, hidden cells,
 * what cannot be followed. */
#include "engine/reconciled.h"
#include "study_fixture.h"

#define DONNEE(id, dims, inside)                                       \
    "<donnee id=\"" id "\" unite=\"t\" dims=\"" dims "\">" inside "</" \
    "donnee>\n"
#define VALUE(x) "<valeur>" x "</valeur>"
#define LAW(words) "<incertitude " words "/>"
/* a and b say the same. */
#define SAME \
    "<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"b\">a</calcul>\n"

static const bcl_reconciled_group *group(size_t i)
{
    assert_true(i < study.reconciled.ngroup);
    return &study.reconciled.group[i];
}

static const bcl_reconciled_cell *cell(const char *id, size_t at)
{
    const bcl_reconciled_cell *c = bcl_reconciled_find(
        &study.reconciled, bcl_model_find(&study.m, id), at);

    if (!c)
        fail_msg("no cell %zu of %s", at, id);
    return c;
}

/* Years run from 2018: 2021 is the fourth. */
enum { Y2021 = 3 };

static void near9(double x, double y)
{
    if (!(fabs(x - y) <= 1e-9 * fabs(y)))
        fail_msg("%.15g is not %.15g", x, y);
}

static void test_weights(void **state)
{
    (void)state;
    must_open(MODEL DONNEE("a", "annee",
                           VALUE("100") LAW("loi=\"normale\" cv=\"0.1\""))
                  DONNEE("b", "annee",
                         VALUE("110") LAW("loi=\"normale\" ecart=\"5\"")) SAME,
              NULL);
    /* 1/sd2: (100/100 + 110/25)/(1/100 + 1/25) */
    near9(value("a", 2021), 108);
    near9(value("b", 2021), 108);
    assert_string_equal(status("a", 2021), "reconcilie");
    near9(cell("a", Y2021)->sd_after / 1000, sqrt(1 / (0.01 + 0.04)));
    near9(cell("a", Y2021)->sd_before / 1000, 10);
    near9(cell("a", Y2021)->z, 10 / sqrt(125));
    near9(group(0)->chi2, 4 * 100 / 125.0); /* 2018 to 2021 */
    assert_int_equal(group(0)->dof, 4);
    assert_int_equal(group(0)->verdict, BCL_REC_PASS);
    /* what comes after starts from there */
    near9(value("a", 2026), 108);
    assert_string_equal(status("a", 2026), "projete");
    assert_int_equal(diag.count, 0);
}

static void test_as_observed(void **state)
{
    (void)state;
    must_open(MODEL DONNEE("a", "annee",
                           VALUE("100") LAW("loi=\"normale\" cv=\"0.1\""))
                  DONNEE("b", "annee", VALUE("110")) SAME,
              NULL);
    near9(value("a", 2021), 110);
    const bcl_input *in = bcl_study_inputs(&study, BCL_AS_OBSERVED);
    int a = bcl_model_find(&study.m, "a");
    near9(in[a].slice[Y2021]->v[0], 100e3);
}

static void test_laws(void **state)
{
    (void)state;
    must_open(MODEL DONNEE("a", "annee",
                           VALUE("100") LAW("loi=\"lognormale\" cv=\"0.2\""))
                  DONNEE("b", "annee",
                         VALUE("121") LAW("loi=\"lognormale\" cv=\"0.2\""))
                      SAME,
              NULL);
    near9(value("a", 2021), 110); /* the geometric mean */
    near9(cell("a", Y2021)->sd_after / 1000, 110 * sqrt(log1p(0.04)) / sqrt(2));
    assert_true(group(0)->iterations > 1);
}

static void test_bounds(void **state)
{
    (void)state;
    must_open(MODEL DONNEE("a", "annee",
                           VALUE("100")
                               LAW("loi=\"uniforme\" min=\"95\" max=\"105\""))
                  DONNEE("b", "annee",
                         VALUE("120") LAW("loi=\"normale\" ecart=\"20\"")) SAME,
              NULL);
    /* 103.75 would do: sd 10/sqrt(12) */
    double w = 12 / 100.0, v = 1 / 400.0;
    near9(value("a", 2021), (100 * w + 120 * v) / (w + v));
    assert_false(group(0)->conditional);
    bcl_study_close(&study);
    must_open(MODEL DONNEE("a", "annee",
                           VALUE("100")
                               LAW("loi=\"uniforme\" min=\"95\" max=\"105\""))
                  DONNEE("b", "annee",
                         VALUE("160") LAW("loi=\"normale\" ecart=\"2\"")) SAME,
              NULL);
    near9(value("a", 2021), 105);
    near9(value("b", 2021), 105);
    assert_true(group(0)->conditional);
    assert_int_equal(group(0)->verdict, BCL_REC_FAIL);
    assert_true(group(0)->nsuspect > 0);
}

/* Cells that share an error move together; with `tirage`, each on its own. */
static void test_shared(void **state)
{
    static const char model[] = MODEL COMMUNES
        "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\">"
        "<cas pour=\"a\">10</cas><cas pour=\"b\">20</cas>"
        "<cas pour=\"c\">70</cas>"
        "<incertitude loi=\"normale\" cv=\"0.1\" %s/></donnee>\n"
        "<donnee id=\"b\" unite=\"t\" dims=\"annee\"><valeur>110</valeur>"
        "</donnee>\n"
        "<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"b\">"
        "somme(p sur commune)</calcul>\n";

    (void)state;
    must_open(bcl_text_print(arena, model, ""), NULL);
    near9(value("p[commune=a]", 2021), 11e3);
    near9(value("p[commune=c]", 2021), 77e3);
    bcl_study_close(&study);
    must_open(bcl_text_print(arena, model, "tirage=\"commune\""), NULL);
    /* in proportion to variances: 1, 4, 49 of 54 */
    near9(value("p[commune=a]", 2021), (10 + 10 / 54.0) * 1e3);
    near9(value("p[commune=c]", 2021), (70 + 490 / 54.0) * 1e3);
}

#define HIDDEN                                                           \
    MODEL COMMUNES                                                       \
        "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\" min=\"0\" " \
        "prolonge=\"constante\"><csv fichier=\"p.csv\" secrets=\"s\"/>"  \
        "</donnee>\n"                                                    \
        "<donnee id=\"b\" unite=\"t\" dims=\"annee\"><csv "              \
        "fichier=\"b.csv\"/></donnee>\n"                                 \
        "<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"b\">"      \
        "somme(p sur commune)</calcul>\n"

static void test_hidden(void **state)
{
    (void)state;
    put("p.csv", "commune;annee;p\na;2020;10\nb;2020;20\nc;2020;s\n"
                 "a;2021;10\nb;2021;s\nc;2021;s\n");
    put("b.csv", "annee;b\n2020;100\n2021;90\n");
    must_open(HIDDEN, NULL);
    near9(value("p[commune=c]", 2020), 70e3); /* alone in its sum */
    assert_true(isnan(value("p[commune=c]", 2021)));
    assert_string_equal(status("p[commune=b]", 2021), "secret");
    assert_int_equal(group(0)->nhidden, 3);
    assert_int_equal(group(0)->nfound, 1);
    const bcl_reconciled_cell *c = cell("p", 9 * 2 + Y2021);
    assert_int_equal(c->class, BCL_REC_UNOBSERVABLE);
    near9(c->high / 1000, 80); /* what the total leaves the two of them */
    assert_true(fabs(c->low) < 1e-6);
    assert_int_equal(group(0)->verdict, BCL_REC_UNTESTABLE);
}

/* Exact data at odds: their gap stays, the rest is settled. */
static void test_exact(void **state)
{
    (void)state;
    must_open(MODEL DONNEE("a", "annee", VALUE("100"))
                  DONNEE("b", "annee", VALUE("110")) SAME,
              NULL);
    near9(value("a", 2021), 100);
    assert_int_equal(study.reconciled.ncell, 0);
    assert_true(study.reconciled.row[0].exact);
    near9(study.reconciled.row[0].gap, -10e3);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.item[0].code, "T03");
}

/* A process without a closing flow balances within what its data allow. */
static void test_process(void **state)
{
    (void)state;
    must_open(
        MODEL DONNEE("a", "annee",
                     VALUE("100") LAW("loi=\"normale\" ecart=\"3\""))
            DONNEE(
                "b", "annee",
                VALUE("93") LAW(
                    "loi=\"normale\" ecart=\"4\"")) "<processus id=\"tri\" "
                                                    "par=\"annee\"/>\n"
                                                    "<flux id=\"entre\" "
                                                    "unite=\"t/an\" "
                                                    "de=\"exterieur\" "
                                                    "vers=\"tri\" "
                                                    "dims=\"annee\">a / 1 "
                                                    "{an}</flux>\n"
                                                    "<flux id=\"sort\" "
                                                    "unite=\"t/an\" de=\"tri\" "
                                                    "vers=\"exterieur\" "
                                                    "dims=\"annee\">b / 1 "
                                                    "{an}</flux>\n",
        NULL);
    near9(value("a", 2021), 100 - 7 * 9 / 25.0);
    near9(value("entre - sort + 1 {t/an}", 2021), 1e3);
    assert_int_equal(group(0)->member[0], -1);
}

#define SUPPLY(t, flow)                                                        \
    MODEL DONNEE(                                                              \
        "a", "annee",                                                          \
        VALUE("100") LAW(                                                      \
            "loi=\"normale\" ecart=\"3\"")) "<donnee id=\"t\" "                \
                                            "unite=\"%\"><valeur>" t           \
                                            "</valeur>"                        \
                                            "<incertitude loi=\"normale\" "    \
                                            "ecart=\"2\"/></donnee>\n"         \
                                            "<donnee id=\"m\" unite=\"t/an\" " \
                                            "dims=\"annee\">"                  \
                                            "<valeur>120</valeur></donnee>\n"  \
                                            "<processus id=\"reseau\" "        \
                                            "par=\"annee\"/>\n"                \
                                            "<flux id=\"sert\" "               \
                                            "unite=\"t/an\" de=\"reseau\" "    \
                                            "vers=\"exterieur\" "              \
                                            "dims=\"annee\">a / 1 "            \
                                            "{an}</flux>\n"                    \
                                            "<flux id=\"perd\" "               \
                                            "unite=\"t/an\" de=\"reseau\" "    \
                                            "vers=\"exterieur\" "              \
                                            "dims=\"annee\" "                  \
                                            "est=\"coefficient\">t</flux>\n"   \
                                            "<flux id=\"vient\" "              \
                                            "unite=\"t/an\" de=\"exterieur\" " \
                                            "vers=\"reseau\" "                 \
                                            "dims=\"annee\" " flow "/>\n"

/* Losses are a share of what comes, which makes up for them: what comes is
 * a/(1 - t). */
static void test_loop(void **state)
{
    (void)state;
    must_open(SUPPLY("10", "est=\"solde\" mesure=\"m\""), NULL);
    assert_int_equal(diag.count, 0);
    double a = value("a", 2021), t = value("t", 2021) / 100;
    near9(a / (1 - t), 120);
    near9(value("vient", 2021), 120);
    near9(value("perd", 2021), 120 * t);
    /* the nearest: four years of a, one t for all of them */
    near9((t - 0.1) / 0.0004, 4 * (a - 100) / 9 * 120);
    near9(group(0)->chi2, 4 * pow((a - 100) / 3, 2) + pow((t - 0.1) / 0.02, 2));
}

/* n processes in a row, each giving a share of what it gets to those beside it;
 * what comes to the first is measured. */
static const char *row_of(int n)
{
    const char *text = MODEL DONNEE(
        "a", "annee",
        VALUE("100") LAW(
            "loi=\"normale\" ecart=\"3\"")) "<donnee id=\"t\" "
                                            "unite=\"%\"><valeur>10</valeur></"
                                            "donnee>\n"
                                            "<donnee id=\"m\" unite=\"t/an\" "
                                            "dims=\"annee\">"
                                            "<valeur>120</valeur></donnee>\n";

    for (int i = 0; i < n; i++)
        text = bcl_text_print(
            arena,
            "%s<processus id=\"p%d\" par=\"annee\"/>\n"
            "<flux id=\"v%d\" unite=\"t/an\" de=\"exterieur\" vers=\"p%d\" "
            "dims=\"annee\" est=\"solde\"%s/>\n"
            "<flux id=\"s%d\" unite=\"t/an\" de=\"p%d\" vers=\"exterieur\" "
            "dims=\"annee\">a / 1 {an}</flux>\n",
            text, i, i, i, i ? "" : " mesure=\"m\"", i, i);
    for (int i = 0; i + 1 < n; i++)
        text = bcl_text_print(
            arena,
            "%s<flux id=\"d%d\" unite=\"t/an\" de=\"p%d\" vers=\"p%d\" "
            "dims=\"annee\" est=\"coefficient\">t</flux>\n"
            "<flux id=\"u%d\" unite=\"t/an\" de=\"p%d\" vers=\"p%d\" "
            "dims=\"annee\" est=\"coefficient\">t</flux>\n",
            text, i, i, i + 1, i, i + 1, i);
    return text;
}

static void test_coupled_loops(void **state)
{
    (void)state;
    must_open(row_of(2), NULL);
    assert_int_equal(diag.count, 0);
    near9(value("v0", 2021), 120);
    bcl_study_close(&study);
    must_open(row_of(5), NULL);
    assert_int_equal(diag.warnings, 1);
    assert_string_equal(diag.item[0].code, "T02");
    near9(value("a", 2021), 100);
}

/* What only a stock by age can tell cannot be followed. */
static void test_stock(void **state)
{
    (void)state;
    must_open(
        MODEL DONNEE("a", "annee",
                     VALUE("100") LAW("loi=\"normale\" ecart=\"3\""))
            DONNEE(
                "m", "annee",
                VALUE("1")) "<processus id=\"parc\" par=\"annee\"/>\n"
                            "<stock id=\"s\" unite=\"t\" dans=\"parc\" "
                            "dims=\"annee\" "
                            "initial=\"0\"><duree_vie loi=\"fixe\" "
                            "moyenne=\"2\"/></stock>\n"
                            "<flux id=\"e\" unite=\"t/an\" de=\"exterieur\" "
                            "vers=\"parc\" "
                            "dims=\"annee\">a / 1 {an}</flux>\n"
                            "<flux id=\"f\" unite=\"t/an\" de=\"parc\" "
                            "vers=\"exterieur\" "
                            "dims=\"annee\" est=\"fin_de_vie\" stock=\"s\"/>\n"
                            "<calcul id=\"x\" unite=\"t\" dims=\"annee\" "
                            "mesure=\"m\">f * 1 "
                            "{an}</calcul>\n",
        NULL);
    assert_int_equal(diag.warnings, 1);
    assert_string_equal(diag.item[0].code, "T02");
    near9(value("a", 2021), 100);
}

static void test_refused(void **state)
{
    static const struct {
        const char *flow, *code;
    } wrong[] = {
        {"<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"rien\">a"
         "</calcul>",
         "N01"},
        {"<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"x\">a</calcul>",
         "R01"},
        {"<calcul id=\"x\" unite=\"t\" dims=\"annee\" mesure=\"k\">a</calcul>",
         "U01"},
        {"<calcul id=\"x\" unite=\"t\" mesure=\"a\">a[annee=2020]</calcul>",
         "D01"},
        {"<donnee id=\"y\" unite=\"t\"><valeur>1</valeur><incertitude "
         "loi=\"normale\"/></donnee>",
         "R08"},
        {"<donnee id=\"y\" unite=\"t\"><valeur>1</valeur><incertitude "
         "loi=\"normale\" cv=\"0\"/></donnee>",
         "R09"},
        {"<donnee id=\"y\" unite=\"t\"><valeur>1</valeur><incertitude "
         "loi=\"uniforme\" min=\"3\" max=\"2\"/></donnee>",
         "R09"},
        {"<donnee id=\"y\" unite=\"t\"><valeur>1</valeur><incertitude "
         "loi=\"triangulaire\" min=\"1\" mode=\"5\" max=\"2\"/></donnee>",
         "R09"},
        {"<donnee id=\"y\" unite=\"t\"><valeur>1</valeur><incertitude "
         "loi=\"normale\" cv=\"0.1\" tirage=\"annee\"/></donnee>",
         "D01"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        diag = (bcl_diag){0};
        if (open_study(
                bcl_text_print(
                    arena, "%s%s",
                    MODEL DONNEE("a", "annee",
                                 VALUE("100")) "<donnee id=\"k\" unite=\"km\" "
                                               "dims=\"annee\">"
                                               "<valeur>1</valeur></donnee>\n",
                    wrong[i].flow),
                NULL))
            fail_msg("%s is accepted", wrong[i].flow);
        if (strcmp(diag.item[0].code, wrong[i].code) != 0)
            fail_msg("%s: %s, not %s: %s", wrong[i].flow, diag.item[0].code,
                     wrong[i].code, diag.item[0].message);
        bcl_study_close(&study);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_weights),       TEST(test_as_observed), TEST(test_laws),
        TEST(test_bounds),        TEST(test_shared),      TEST(test_hidden),
        TEST(test_exact),         TEST(test_process),     TEST(test_loop),
        TEST(test_coupled_loops), TEST(test_stock),       TEST(test_refused),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("reconciled", tests, NULL, NULL);
}
