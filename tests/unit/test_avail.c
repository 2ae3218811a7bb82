/* test_avail.c -- what is not known: secrets and their coverage, years without
 * a value, curves read outside their points. */
#include "study_fixture.h"

#define BASE                                                             \
    "<donnee id=\"base\" unite=\"t/an\" dims=\"commune annee\"><cas "    \
    "pour=\"a\">10</cas><cas pour=\"b\">20</cas><cas pour=\"c\">5</cas>" \
    "</donnee>\n"

#define SECRETS                                                         \
    "<donnee id=\"n\" unite=\"t/an\" dims=\"commune annee\"><csv "      \
    "fichier=\"n.csv\"/></donnee>\n<donnee id=\"d\" unite=\"t/an\" "    \
    "dims=\"commune annee\"><csv fichier=\"d.csv\" vide=\"manquant\"/>" \
    "</donnee>\n"

static void secrets_are_counted_and_spread(void **state)
{
    (void)state;
    put("n.csv", "commune;annee;n\na;2021;3\nb;2021;s\nc;2021;4\n");
    put("d.csv", "commune;annee;d\na;2021;6\nb;2021;10\nc;2021;\n");
    must_open(MODEL COMMUNES SECRETS, NULL);
    expect("somme(n sur commune)", 2021, 7000);
    assert_string_equal(status("somme(n sur commune)", 2021), "minorant");
    bcl_values v = compute("somme(n sur commune)");
    assert_true(near(bcl_values_coverage(&v, 3), 2. / 3));
    expect("n[commune=b]", 2021, NAN);
    assert_string_equal(status("n[commune=b]", 2021), "secret");
    assert_string_equal(status("2 * n[commune=b] + d[commune=b]", 2021),
                        "secret");
    assert_string_equal(status("d[commune=c]", 2021), "manquant");
    assert_string_equal(status("n[commune=a]", 2021), "observe");
    /* over the cells where both are known: a alone */
    expect("rapport(n, d sur commune)", 2021, 0.5);
    expect("somme(n[commune:b] sur commune)", 2021, 0);
    expect("somme(n sur commune) / somme(d sur commune)", 2021, 7. / 16);
    expect("si n[commune=b] > 0 alors 1 sinon 2", 2021, NAN);
}

static void nothing_known_has_no_sum(void **state)
{
    (void)state;
    put("n.csv", "commune;annee;n\na;2021;s\nb;2021;s\nc;2021;s\n");
    put("d.csv", "commune;annee;d\na;2021;0\nb;2021;0\nc;2021;0\n");
    must_open(MODEL COMMUNES SECRETS, NULL);
    expect("somme(n sur commune)", 2021, NAN);
    assert_string_equal(status("somme(n sur commune)", 2021), "secret");
    assert_string_equal(status("1 / d[commune=a]", 2021), "indetermine");
    expect("part(d sur commune)[commune=a]", 2021, 0);
}

/* A branch on the year reads that year's side only. */
static void availability_follows_the_year(void **state)
{
    (void)state;
    put("n.csv", "commune;annee;n\na;2019;1\nb;2019;1\nc;2019;1\n"
                 "a;2020;2\nb;2020;2\nc;2020;2\n");
    must_open(MODEL COMMUNES BASE
              "<donnee id=\"n\" unite=\"t/an\" dims=\"commune annee\" "
              "prolonge=\"aucune\"><csv fichier=\"n.csv\"/></donnee>\n"
              "<donnee id=\"rien\" unite=\"t/an\" dims=\"commune annee\"/>\n"
              "<calcul id=\"x\" unite=\"t/an\" dims=\"commune annee\">si annee "
              "= 2020 alors n sinon base</calcul>\n",
              NULL);
    expect("n[commune=a]", 2018, NAN);
    expect("n[commune=a]", 2020, 2000);
    expect("n[commune=a]", 2021, NAN);
    expect("x[commune=a]", 2018, 10000);
    expect("x[commune=a]", 2020, 2000);
    expect("defaut(n, base)[commune=a]", 2021, 10000);
    expect("defaut(n, base)[commune=a]", 2019, 1000);
    expect("rien[commune=a]", 2020, NAN);
    expect("defaut(rien, base)[commune=a]", 2020, 10000);
    expect("cumul(n, 2019)[commune=a]", 2018, NAN);
    expect("cumul(n, 2019)[commune=a]", 2020, 3000);
    expect("cumul(n, 2019)[commune=a]", 2021, NAN);
    assert_string_equal(status("base[commune=a] + rien[commune=a]", 2021),
                        "indisponible");
}

static void curves_are_read_between_points(void **state)
{
    const char *head = "<courbe id=\"%s\" x_unite=\"1\" unite=\"1\" "
                       "hors=\"%s\"><point x=\"0\" y=\"1\"/><point x=\"10\" "
                       "y=\"3\"/><point x=\"20\" y=\"13\"/></courbe>\n";

    (void)state;
    must_open(bcl_text_print(arena, "%s%s%s%s", MODEL COMMUNES,
                             bcl_text_print(arena, head, "plate", "constante"),
                             bcl_text_print(arena, head, "droite", "prolongee"),
                             bcl_text_print(arena, head, "stricte", "erreur")),
              NULL);
    expect("plate(5)", 0, 2);
    expect("plate(10)", 0, 3);
    expect("plate(15)", 0, 8);
    expect("plate(-1)", 0, 1);
    expect("plate(25)", 0, 13);
    expect("droite(-1)", 0, 0.8);
    expect("droite(25)", 0, 18);
    expect("stricte(20)", 0, 13);
    expect("stricte(20.5)", 0, NAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(secrets_are_counted_and_spread),
        TEST(nothing_known_has_no_sum),
        TEST(availability_follows_the_year),
        TEST(curves_are_read_between_points),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
