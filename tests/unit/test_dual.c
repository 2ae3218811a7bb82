/* Formulas at one cell: values are the engine's, slopes those of differences.
 */
#include "engine/reconciled_private.h"
#include "study_fixture.h"

static const char model[] = MODEL COMMUNES
    "<dimension id=\"mode\"><membre id=\"x\"/><membre id=\"y\"/></dimension>\n"
    "<dimension id=\"zone\"><membre id=\"n\"/><membre id=\"s\"/>"
    "<membre id=\"vide\"/></dimension>\n"
    "<dimension id=\"lieu\"><membre id=\"a\" vers=\"zone:n\"/>"
    "<membre id=\"b\" vers=\"zone:n\"/><membre id=\"c\" vers=\"zone:s\"/>"
    "</dimension>\n"
    "<dimension id=\"autre\" comme=\"commune\"/>\n"
    "<courbe id=\"k\" x_unite=\"t\" unite=\"t\" hors=\"prolongee\">"
    "<point x=\"0\" y=\"1\"/><point x=\"10\" y=\"5\"/><point x=\"30\" "
    "y=\"6\"/></courbe>\n"
    "<donnee id=\"p\" unite=\"t\" dims=\"commune annee\">"
    "<cas pour=\"a\">3</cas><cas pour=\"b\">7</cas><cas pour=\"c\">11</cas>"
    "<incertitude loi=\"normale\" cv=\"0.1\" tirage=\"commune\"/></donnee>\n"
    "<donnee id=\"q\" unite=\"t\" dims=\"commune mode\">"
    "<cas pour=\"a x\">2</cas><cas pour=\"a y\">4</cas><cas pour=\"b "
    "x\">5</cas>"
    "<cas pour=\"b y\">6</cas><cas pour=\"c x\">8</cas><cas pour=\"c "
    "y\">9</cas>"
    "<incertitude loi=\"lognormale\" cv=\"0.2\" tirage=\"mode\"/></donnee>\n"
    "<donnee id=\"r\" unite=\"t\" dims=\"lieu\">"
    "<cas pour=\"a\">1</cas><cas pour=\"b\">2</cas><cas pour=\"c\">4</cas>"
    "<incertitude loi=\"uniforme\" min=\"0.5\" max=\"5\" tirage=\"lieu\"/>"
    "</donnee>\n"
    "<donnee id=\"f\" unite=\"%\"><valeur>40</valeur>"
    "<incertitude loi=\"triangulaire\" min=\"0.8\" mode=\"1\" max=\"1.3\" "
    "relative=\"oui\"/></donnee>\n"
    "<donnee id=\"o\" unite=\"t\" dims=\"commune annee\">"
    "<observe>p * f</observe>"
    "<incertitude loi=\"normale\" cv=\"0.3\" tirage=\"commune\"/></donnee>\n"
    "<processus id=\"atelier\" par=\"commune annee\"/>\n"
    "<flux id=\"entre\" unite=\"t/an\" de=\"exterieur\" vers=\"atelier\" "
    "dims=\"commune annee\">p / 1 {an}</flux>\n"
    "<flux id=\"perdu\" unite=\"t/an\" de=\"atelier\" vers=\"exterieur\" "
    "dims=\"commune annee\" est=\"coefficient\">f</flux>\n"
    "<flux id=\"sort\" unite=\"t/an\" de=\"atelier\" vers=\"exterieur\" "
    "dims=\"commune annee\" est=\"solde\"/>\n"
    "<processus id=\"depot\" par=\"commune annee\"/>\n"
    "<flux id=\"livre\" unite=\"t/an\" de=\"exterieur\" vers=\"depot\" "
    "dims=\"commune annee\">p * f / 1 {an}</flux>\n"
    "<stock id=\"tas\" unite=\"t\" dans=\"depot\" dims=\"commune annee\" "
    "initial=\"0\"/>\n";

static bcl_unknowns unknowns;

static void open_model(void)
{
    must_open(model, NULL);
    bcl_unknowns_open(&unknowns, &study.m, &study.data, study.observed.base,
                      arena, &diag);
}

/* The formula in commune b (and mode y, where it has one), in 2020. */
static bcl_dual at(const bcl_node *n)
{
    bcl_duals t;

    bcl_duals_open(&t, &study.m, bcl_unknowns_leaf, &unknowns, arena);
    for (size_t d = 1; d < study.m.dims.n; d++)
        t.at[d] = 1;
    t.at[BCL_YEAR] = 2020 - study.m.dims.first_year;
    return bcl_dual_node(&t, n);
}

static double engine(const char *formula)
{
    bcl_values v = compute(formula);
    size_t cell = 0;

    for (int i = 0; i < v.layout.rank; i++)
        cell += (v.layout.dim[i] == BCL_YEAR
                     ? (size_t)(2020 - study.m.dims.first_year)
                     : 1) *
                v.layout.stride[i];
    return v.v[cell];
}

static void differentiate(const char *formula, size_t reads)
{
    bcl_node *n = settle(formula);

    if (!n)
        fail_msg("%s: %s", formula, diag.item[diag.count - 1].message);
    bcl_dual x = at(n);
    double known = engine(formula);
    if (!(fabs(x.v - known) <= 1e-12 * fabs(known)) &&
        !(isnan(x.v) && isnan(known)))
        fail_msg("%s is %.17g, the engine says %.17g", formula, x.v, known);
    if (x.n != reads)
        fail_msg("%s reads %zu unknowns, not %zu", formula, x.n, reads);
    for (size_t i = 0; i < x.n; i++) {
        double *u = &unknowns.unknown[x.unknown[i]].at, h = 1e-5;
        *u = h;
        double up = at(n).v;
        *u = -h;
        double down = at(n).v;
        *u = 0;
        double slope = (up - down) / (2 * h);
        if (!(fabs(slope - x.slope[i]) <= 1e-7 * (fabs(slope) + fabs(x.v))))
            fail_msg("%s: slope %zu is %.12g, differences say %.12g", formula,
                     i, x.slope[i], slope);
    }
}

static void test_arithmetic(void **state)
{
    (void)state;
    open_model();
    differentiate("p + p", 1);
    differentiate("-p", 1);
    differentiate("p - p * f", 2);
    differentiate("p * f * f", 2);
    differentiate("p / f", 2);
    differentiate("f / p", 2);
    differentiate("f ^ 3", 1);
    differentiate("ln(f) + exp(f) + racine(f) + abs(-f)", 1);
    differentiate("min(p, 2 * p)", 1);
    differentiate("max(p, 20 {t})", 0);
    differentiate("borne(p, 0 {t}, 100 {t})", 1);
    differentiate("k(p)", 1);
    differentiate("arrondi(f > 0)", 0);
    differentiate("si p > 5 {t} alors p sinon 2 * p", 1);
    differentiate("p * (commune = b)", 1);
}

static void test_dimensions(void **state)
{
    (void)state;
    open_model();
    differentiate("somme(p sur commune)", 3);
    differentiate("somme(q sur commune)", 1);
    differentiate("somme(q sur commune, mode)", 2);
    differentiate("somme(r vers zone)", 1);
    differentiate("somme(r vers zone)[zone=vide] + r[lieu=a]", 1);
    differentiate("part(q sur mode)", 2);
    differentiate("part(q sur commune, mode)", 2);
    differentiate("rapport(q, q * q / 1 {t} sur mode)", 2);
    differentiate("p[commune=c]", 1);
    differentiate("q[mode:x] + q", 1);
    differentiate("somme(p sur commune) / p[commune=c]", 3);
    differentiate("p[commune=autre]", 1);
    differentiate("repete(f sur commune) * p", 2);
}

static void test_years(void **state)
{
    (void)state;
    open_model();
    differentiate("cumul(p / 1 {an}, 2019)", 2);
    differentiate("precedent(p, 0 {t})", 1);
    differentiate("defaut(p, 0 {t})", 1);
    differentiate("p[annee=2018]", 1);
    differentiate("(annee - 2018) * p", 1);
}

static void test_flows(void **state)
{
    (void)state;
    open_model();
    differentiate("sort", 2);
    differentiate("perdu + sort - entre", 2);
    differentiate("tas", 4);
    differentiate("o", 3);
    differentiate("o * p", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_arithmetic),
        TEST(test_dimensions),
        TEST(test_years),
        TEST(test_flows),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("dual", tests, NULL, NULL);
}
