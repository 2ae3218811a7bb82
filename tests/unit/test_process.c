/* test_process.c -- no donnee and no lever can break conservation: the example
 * with random tables and random levers, process by process, cell by cell; the
 * ledgers that a closing flow closes. */
#include "model/process.h"
#include "study_fixture.h"

#include <limits.h>

static uint64_t seed;

static double uniform(double low, double high)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

static const char *rows(const char *head, const char *const *label, double low,
                        double high)
{
    const char *text = head;

    for (int y = 2019; y <= 2023; y++)
        for (size_t i = 0; label[i]; i++)
            text = bcl_text_print(arena, "%s%d;%s%.6f\n", text, y, label[i],
                                  uniform(low, high));
    return text;
}

static void put_tables(void)
{
    static const char
        *const alone[] = {"", NULL},
               *const communes[] = {"valmont;", "serre;", "port;", NULL},
               *const matters[] = {"verre;",    "emballages;",  "biodechets;",
                                   "vegetaux;", "encombrants;", "residuel;",
                                   NULL},
               *const sectors[] = {"residentiel;", "tertiaire;",   "transport;",
                                   "industrie;",   "agriculture;", NULL};

    put("donnees/population.csv",
        rows("annee;nom;pmun\n", communes, 100, 50000));
    put("donnees/gisement.csv",
        rows("annee;matiere;kg_hab\n", matters, 1, 299));
    put("donnees/intensite.csv",
        rows("annee;secteur;kwh_hab\n", sectors, 1, 9000));
    put("donnees/pose_pv.csv", rows("annee;mw\n", alone, 0, 20));
    put("donnees/omr_pesees.csv", rows("annee;tonnage\n", alone, 1, 9000));
}

static const char *levers(void)
{
    static const char *const names[] = {
        "gisement_hab", "taux_captage", "part_uve",      "taux_refus",
        "population",   "intensite",    "poids_vecteur", "pose_pv"};
    const char *text =
        "<scenario xmlns=\"urn:bouclage:1\" id=\"s\" depart=\"2024\">\n";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        text = bcl_text_print(
            arena,
            "%s<levier id=\"l%zu\" sur=\"%s\" mode=\"multiplie\" "
            "forme=\"lineaire\"><point annee=\"2035\" valeur=\"%.4f\"/>"
            "</levier>\n",
            text, i, names[i], uniform(0.5, 1));
    return bcl_text_print(arena, "%s</scenario>\n", text);
}

/* The example's own models, read where they are. */
static void open_example(void)
{
    const char *top = getenv("srcdir") ? getenv("srcdir") : ".";
    const char *path = bcl_text_print(arena, "%s/s.xml", folder);
    char here[PATH_MAX];
    static const char *const themes[] = {"commun", "dechets", "energie",
                                         "territoire"};

    assert_non_null(realpath(top, here));
    assert_int_equal(mkdir(bcl_text_print(arena, "%s/donnees", folder), 0700),
                     0);
    written[nwritten++] = bcl_text_print(arena, "%s/donnees", folder);
    for (size_t i = 0; i < 4; i++) {
        char *link = bcl_text_print(arena, "%s/%s.xml", folder, themes[i]);
        assert_int_equal(
            symlink(bcl_text_print(arena, "%s/territories/exemple/%s.xml", here,
                                   themes[i]),
                    link),
            0);
        written[nwritten++] = link;
    }
    put_tables();
    put("s.xml", levers());
    bcl_study_wish wish = {
        .scenario = &path, .nscenario = 1, .as_observed = true};
    if (!bcl_study_open(&study, folder, &wish, top, arena, &diag))
        fail_msg("%s: %s", diag.item[0].code, diag.item[0].message);
}

static bcl_values of(const bcl_node *n, bcl_dimset dims)
{
    bcl_values v;
    bcl_wish wish = {.node = n, .dims = dims};

    if (!bcl_values_compute(&v, NULL, &wish, 1, &study, 0, arena, &diag))
        fail_msg("%s", diag.item[0].message);
    return v;
}

/* What a stock gains in a year, where there is one. */
static double gained(const bcl_values *stock, size_t cell, size_t y)
{
    return stock && y > 0 ? stock->v[cell] - stock->v[cell - 1] : 0;
}

static double largest(const bcl_values *v)
{
    double most = 0;

    for (size_t c = 0; c < v->layout.cells; c++)
        most = fabs(v->v[c]) > most ? fabs(v->v[c]) : most;
    return most;
}

static void balances(const bcl_process *p)
{
    const bcl_model *m = &study.m;
    bcl_values in = of(bcl_values_quantity(m, p->inflow, arena), p->by),
               out = of(bcl_values_quantity(m, p->outflow, arena), p->by), s;
    size_t years = bcl_dim_size(&m->dims, BCL_YEAR);
    double most = largest(&in);

    if (p->stock >= 0)
        s = of(bcl_values_quantity(m, p->stock, arena), p->by);
    assert_true(most > 0);
    for (size_t c = 0; c < in.layout.cells; c++) {
        size_t y = c % years;
        double gap =
            in.v[c] - out.v[c] - gained(p->stock >= 0 ? &s : NULL, c, y);
        if (p->stock >= 0 && y == 0)
            continue; /* what stood before the first year is not a year's */
        if (!(fabs(gap) <= 1e-10 * most))
            fail_msg("%s: %g in %zu", p->head.id, gap, y);
    }
}

static void every_process_balances(void **state)
{
    (void)state;
    for (seed = 1; seed < 100000; seed = seed * 7 + 3) {
        uint64_t first = seed;
        open_example();
        for (size_t i = 0; i < study.m.nprocess; i++)
            if (study.m.process[i].balanced)
                balances(&study.m.process[i]);
        assert_int_equal(diag.errors, 0);
        teardown(NULL);
        setup(NULL);
        seed = first;
    }
}

/* The same by the formula that ledgers print. */
static void gaps_are_formulas(void **state)
{
    size_t n = 0;

    (void)state;
    seed = 42;
    open_example();
    for (size_t i = 0; i < study.m.nprocess; i++) {
        const bcl_process *p = &study.m.process[i];
        bcl_node *gap = bcl_process_gap(&study.m, p, arena);
        assert_true((gap != NULL) == (p->balanced && p->stock < 0));
        if (!gap)
            continue;
        bcl_values v = of(gap, p->by);
        bcl_values in =
            of(bcl_values_quantity(&study.m, p->inflow, arena), p->by);
        assert_true(largest(&v) <= 1e-10 * largest(&in));
        n++;
    }
    assert_int_equal(n, 6);
}

/* However far, and by however many ways. */
static void a_ledger_knows_the_flow_that_closes_it(void **state)
{
    const char *text =
        MODEL "<processus id=\"p\" par=\"annee\"/>\n"
              "<flux id=\"e\" unite=\"t/an\" de=\"exterieur\" vers=\"p\" "
              "dims=\"annee\">10 {t/an}</flux>\n"
              "<flux id=\"s\" unite=\"t/an\" de=\"p\" vers=\"exterieur\" "
              "dims=\"annee\" est=\"solde\"/>\n"
              "<calcul id=\"x0\" unite=\"t/an\" dims=\"annee\">s</calcul>\n";

    (void)state;
    for (int i = 1; i <= 20; i++)
        text = bcl_text_print(arena,
                              "%s<calcul id=\"x%d\" unite=\"t/an\" "
                              "dims=\"annee\">(x%d + x%d) / 2</calcul>\n",
                              text, i, i - 1, i - 1);
    must_open(bcl_text_print(arena,
                             "%s<bilan id=\"b\" theme=\"t\" unite=\"t/an\">"
                             "<ressource titre=\"r\">e</ressource>"
                             "<emploi titre=\"u\">x20</emploi></bilan>\n",
                             text),
              NULL);
    assert_false(study.m.ledger[0].line[0].closing);
    assert_true(study.m.ledger[0].line[1].closing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_process_balances),
        TEST(gaps_are_formulas),
        TEST(a_ledger_knows_the_flow_that_closes_it),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
