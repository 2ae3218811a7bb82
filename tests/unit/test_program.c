/* test_program.c -- formulas computed: loops, recurrences, phases, holes.
 *
 * Every expectation is computed by hand or by the few lines beside it, and must
 * hold whatever the slabs. */
#include "study_fixture.h"

#define X(dims, id, formula)                                          \
    "<calcul id=\"" id "\" unite=\"t/an\" dims=\"" dims "\">" formula \
    "</calcul>\n"
#define CASES(id, unit, dims, a, b, c)                      \
    "<donnee id=\"" id "\" unite=\"" unit "\" dims=\"" dims \
    "\"><cas pour=\"a\">" a "</cas><cas pour=\"b\">" b      \
    "</cas><cas pour=\"c\">" c "</cas></donnee>\n"
#define BASE CASES("base", "t/an", "commune annee", "10", "20", "5")

static void a_sum_runs_over_slabs(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES BASE, NULL);
    expect("somme(base sur commune)", 2020, 35000);
    expect("somme(base * base sur commune)", 2020, 1e6 * (100 + 400 + 25));
    expect("somme(part(base sur commune) * base sur commune)", 2026,
           1e3 * (100 + 400 + 25) / 35);
}

/* What is delivered to a commune covers its use, its losses and its share of
 * what deliveries to all communes ask for: one system for all of them. */
#define GRID(share, loss)                                                   \
    "<calcul id=\"total\" unite=\"t/an\" dims=\"annee\">somme(livre sur "   \
    "commune)</calcul>\n<processus id=\"reseau\" par=\"commune annee\"/>\n" \
    "<flux id=\"usage\" de=\"reseau\" vers=\"exterieur\" unite=\"t/an\" "   \
    "dims=\"commune annee\">base</flux>\n"                                  \
    "<flux id=\"appoint\" de=\"reseau\" vers=\"exterieur\" unite=\"t/an\" " \
    "dims=\"commune annee\">" share " * total</flux>\n"                     \
    "<flux id=\"pertes\" de=\"reseau\" vers=\"exterieur\" unite=\"t/an\" "  \
    "dims=\"commune annee\" est=\"coefficient\">" loss "</flux>\n"          \
    "<flux id=\"livre\" de=\"exterieur\" vers=\"reseau\" unite=\"t/an\" "   \
    "dims=\"commune annee\" est=\"solde\"/>\n"

static void a_loop_through_all_communes_is_solved(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES BASE CASES("k", "1", "commune", "0.1", "0.2",
                                        "0.3") GRID("k", "0.05"),
              NULL);
    expect("total", 2019, 100);
    expect("livre[commune=b]", 2019, 1e3 * (20 + 0.2 * 100) / 0.95);
    expect("somme(pertes sur commune)", 2019, 5000);
    expect("borne(abs(somme(livre sur commune) / total - 1), 1e-12, 1)", 2019,
           1e-12);
}

/* Losses on a supply that imports close: each commune has its own system. */
static void a_loop_within_a_commune_is_solved(void **state)
{
    (void)state;
    must_open(
        MODEL COMMUNES BASE CASES(
            "perte", "1", "commune", "0.06", "0.01",
            "0") "<processus id=\"reseau\" par=\"commune annee\"/>\n"
                 "<flux id=\"conso\" de=\"reseau\" vers=\"exterieur\" "
                 "unite=\"t/an\" "
                 "dims=\"commune annee\">base</flux>\n"
                 "<flux id=\"pertes\" de=\"reseau\" vers=\"exterieur\" "
                 "unite=\"t/an\" "
                 "dims=\"commune annee\" est=\"coefficient\">perte</flux>\n"
                 "<flux id=\"achat\" de=\"exterieur\" vers=\"reseau\" "
                 "unite=\"t/an\" "
                 "dims=\"commune annee\" est=\"solde\"/>\n",
        NULL);
    expect("achat[commune=a]", 2018, 10000 / 0.94);
    expect("achat[commune=b]", 2018, 20000 / 0.99);
    expect("achat[commune=c]", 2018, 5000);
    expect("somme(pertes sur commune)", 2018,
           10000 / 0.94 * 0.06 + 20000 / 0.99 * 0.01);
}

static void a_cycle_that_is_not_linear_is_named(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES BASE X("commune annee", "x", "max(y, base)")
                  X("commune annee", "y", "0.5 * x"),
              NULL);
    bcl_program p = {
        .m = &study.m, .input = study.inputs.base, .a = arena, .d = &diag};
    bcl_program_add(&p, settle("x"), settle("x")->dims);
    assert_false(bcl_program_order(&p));
    expect_message(0, "R04", 4, 50,
                   "ces grandeurs se calculent l'une par l'autre la même "
                   "année, autrement que par des coefficients et des soldes : "
                   "y → x");
}

static void a_loop_may_have_no_solution(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES BASE CASES("k", "1", "commune", "0.5", "0.25",
                                        "0.25") GRID("k", "0"),
              NULL);
    bcl_program p = {
        .m = &study.m, .input = study.inputs.base, .a = arena, .d = &diag};
    bcl_program_add(&p, settle("livre"), settle("livre")->dims);
    assert_true(bcl_program_order(&p));
    bcl_program_mark(&p);
    assert_false(bcl_program_run(&p));
    assert_string_equal(diag.item[0].code, "R17");
    assert_non_null(strstr(diag.item[0].message,
                           "n'a pas de solution unique en 2018 : ses "
                           "coefficients rendent le bilan indéterminé"));
}

/* Linear, but no balance asks for it. */
static void a_cycle_of_plain_formulas_is_a_mistake(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES BASE X("commune annee", "x", "base + 0.1 * y")
                  X("commune annee", "y", "0.5 * x"),
              NULL);
    bcl_program p = {
        .m = &study.m, .input = study.inputs.base, .a = arena, .d = &diag};
    bcl_program_add(&p, settle("x"), settle("x")->dims);
    assert_false(bcl_program_order(&p));
    assert_string_equal(diag.item[0].code, "R04");
}

static void precedent_reads_the_year_before(void **state)
{
    (void)state;
    must_open(
        MODEL COMMUNES BASE X("commune annee", "x", "1.1 * precedent(x, base)")
            X("commune annee", "y", "precedent(base)"),
        NULL);
    expect("x[commune=a]", 2018, 11000);
    expect("x[commune=a]", 2026, 10000 * pow(1.1, 9));
    expect("y[commune=a]", 2018, NAN);
    expect("y[commune=a]", 2019, 10000);
    assert_string_equal(status("y[commune=a]", 2018), "indisponible");
    assert_string_equal(status("y[commune=a]", 2022), "observe");
    assert_string_equal(status("y[commune=a]", 2023), "projete");
}

/* S(y) = S(y-1) + 0.1 S(y-1) - 2: the stock feeds its own inflow. */
static void a_stock_feeds_back(void **state)
{
    double s = 100, in = 0;

    (void)state;
    must_open(
        MODEL COMMUNES BASE
        "<processus id=\"foret\" par=\"commune annee\"/>\n"
        "<stock id=\"bois\" dans=\"foret\" unite=\"t\" dims=\"commune annee\" "
        "initial=\"100 {t}\"/>\n"
        "<flux id=\"pousse\" de=\"exterieur\" vers=\"foret\" unite=\"t/an\" "
        "dims=\"commune annee\">precedent(bois, 100 {t}) * 0.1 {an-1}</flux>\n"
        "<flux id=\"coupe\" de=\"foret\" vers=\"exterieur\" unite=\"t/an\" "
        "dims=\"commune annee\">2 {t/an}</flux>\n",
        NULL);
    for (int y = 2018; y <= 2026; y++) {
        in = 0.1 * s;
        s += in - 2;
        expect("bois[commune=b]", y, 1000 * s);
        expect("pousse[commune=c]", y, 1000 * in);
        expect("somme(bois sur commune)", y, 3000 * s);
    }
}

/* `initial` stands at the end of the year of `depuis`. */
static void a_stock_may_start_later(void **state)
{
    (void)state;
    must_open(
        MODEL COMMUNES BASE
        "<processus id=\"casier\" par=\"commune annee\"/>\n"
        "<stock id=\"enfoui\" dans=\"casier\" unite=\"t\" "
        "dims=\"commune annee\" initial=\"7 {t}\" depuis=\"2019\"/>\n"
        "<flux id=\"apport\" de=\"exterieur\" vers=\"casier\" unite=\"t/an\" "
        "dims=\"commune annee\">base</flux>\n",
        NULL);
    expect("enfoui[commune=a]", 2018, NAN);
    expect("enfoui[commune=a]", 2019, 7000);
    expect("enfoui[commune=a]", 2020, 17000);
    expect("enfoui[commune=a]", 2026, 77000);
}

/* The territory's land budget left last year caps the communes of this one: a
 * recurrence through a sum over communes. */
static void a_budget_shared_by_communes_runs_out(void **state)
{
    double want[] = {10, 20, 5}, used = 0;

    (void)state;
    must_open(
        MODEL COMMUNES BASE X(
            "annee", "total",
            "somme(conso sur commune)") "<calcul id=\"reste\" unite=\"t\" "
                                        "dims=\"annee\">max(0, 100 {t} - "
                                        "precedent(pris, 0))</calcul>\n"
                                        "<calcul id=\"pris\" unite=\"t\" "
                                        "dims=\"annee\">precedent(pris, 0) "
                                        "+ total * 1 {an}</calcul>\n" X(
                                            "commune annee", "conso",
                                            "min(base, part(base sur commune) "
                                            "* reste / 1 {an})"),
        NULL);
    for (int y = 2018; y <= 2026; y++) {
        double left = fmax(0, 100 - used), total = 0;
        for (int c = 0; c < 3; c++)
            total += fmin(want[c], want[c] / 35 * left);
        expect("conso[commune=b]", y, 1000 * fmin(20, 20. / 35 * left));
        used += total;
        expect("pris", y, used);
    }
    assert_true(near(used, 100));
}

static void one_commune_is_read_by_all(void **state)
{
    (void)state;
    must_open(MODEL COMMUNES BASE X("commune annee", "double", "2 * base")
                  X("commune annee", "ecart",
                    "double - repete(double[commune=c] sur commune)"),
              NULL);
    expect("ecart[commune=a]", 2020, 10000);
    expect("ecart[commune=c]", 2020, 0);
    expect("somme(ecart sur commune)", 2020, 40000);
    expect("somme(double[commune:a|c] sur commune)", 2020, 30000);
    expect("double[commune=b]", 2020, 40000);
    expect("double[commune=b, annee=reference]", 0, 40000);
}

#define TRIPS                                                          \
    "<dimension id=\"travail\" comme=\"commune\"/>\n"                  \
    "<donnee id=\"od\" unite=\"t/an\" dims=\"commune travail annee\">" \
    "<csv fichier=\"od.csv\" sans_ligne=\"zero\"/></donnee>\n"

static void an_alias_reads_the_other_end(void **state)
{
    (void)state;
    put("od.csv", "commune;travail;annee;od\na;a;2021;1\na;b;2021;2\n"
                  "b;a;2021;4\nc;b;2021;8\nc;c;2021;16\n");
    must_open(MODEL COMMUNES TRIPS X("travail annee", "arrivees",
                                     "somme(1 * od sur commune)")
                  X("commune annee", "solde",
                    "arrivees[travail=commune] - "
                    "somme(od sur travail)"),
              NULL);
    expect("solde[commune=a]", 2021, 2000);
    expect("solde[commune=b]", 2021, 6000);
    expect("solde[commune=c]", 2021, -8000);
    expect("od[travail=commune][commune=c]", 2021, 16000);
    expect("somme(od[travail=commune] sur commune)", 2021, 17000);
    expect("(1 * od)[travail=commune][commune=a]", 2021, 1000);
    expect("somme(od[travail:a|b] sur commune, travail)", 2021, 15000);
}

#define GROUPS                                                               \
    "<dimension id=\"dep\"><membre id=\"x\"/><membre id=\"y\"/></dimension>" \
    "<dimension id=\"epci\"><membre id=\"e\" vers=\"dep:x\"/>"               \
    "<membre id=\"f\" vers=\"dep:y\"/></dimension>\n"                        \
    "<dimension id=\"commune\"><membre id=\"a\" vers=\"epci:e\"/>"           \
    "<membre id=\"b\" vers=\"epci:e\"/><membre id=\"c\" vers=\"epci:f\"/>"   \
    "</dimension>\n"

static void groups_are_transitive(void **state)
{
    (void)state;
    must_open(MODEL GROUPS BASE
              "<donnee id=\"taux\" unite=\"1\" dims=\"dep annee\"><cas "
              "pour=\"x\">0.5</cas><cas pour=\"y\">3</cas></donnee>\n",
              NULL);
    expect("somme(base vers epci)[epci=e]", 2020, 30000);
    expect("somme(base vers dep)[dep=y]", 2020, 5000);
    expect("somme(base * taux[dep=commune] sur commune)", 2020, 30000);
    expect("somme(2 * base vers dep)[dep=x]", 2020, 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sum_runs_over_slabs),
        TEST(a_loop_through_all_communes_is_solved),
        TEST(a_loop_within_a_commune_is_solved),
        TEST(a_cycle_that_is_not_linear_is_named),
        TEST(a_loop_may_have_no_solution),
        TEST(a_cycle_of_plain_formulas_is_a_mistake),
        TEST(precedent_reads_the_year_before),
        TEST(a_stock_feeds_back),
        TEST(a_stock_may_start_later),
        TEST(a_budget_shared_by_communes_runs_out),
        TEST(one_commune_is_read_by_all),
        TEST(an_alias_reads_the_other_end),
        TEST(groups_are_transitive),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
