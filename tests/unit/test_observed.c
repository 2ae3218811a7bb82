/* test_observed.c -- tables as they are found: headers, labels, blanks, rows
 * told twice or not at all. */
#include "study_fixture.h"

/* A donnee x read by `csv` (attributes and inside of a <csv>) from x.csv. */
static bool read_x(const char *dims, const char *csv, const char *rows)
{
    put("x.csv", rows);
    return open_study(
        bcl_text_print(
            arena,
            "%s<dimension id=\"epci\"><membre id=\"e\"/><membre id=\"f\"/>"
            "</dimension>\n<dimension id=\"commune\"><membre id=\"a\" "
            "vers=\"epci:e\" codes=\"01|1A\"/><membre id=\"b\" "
            "vers=\"epci:f\"/></dimension>\n<donnee id=\"x\" unite=\"t/an\" "
            "dims=\"%s\" min=\"-5\"><csv fichier=\"x.csv\" %s</csv></donnee>\n",
            MODEL, dims, csv),
        NULL);
}

static void given(const char *dims, const char *csv, const char *rows)
{
    if (!read_x(dims, csv, rows))
        fail_msg("%s: %s", diag.item[0].code, diag.item[0].message);
}

static void refuse_x(const char *dims, const char *csv, const char *rows,
                     const char *code, int line, int column,
                     const char *message, const char *hint)
{
    assert_false(read_x(dims, csv, rows));
    expect_message(0, code, line, column, message);
    assert_string_equal(diag.item[0].hint, hint);
}

static void columns_bear_the_names_of_dimensions(void **state)
{
    (void)state;
    given("commune annee", ">",
          "annee;x;commune\n2020;1,5;a\n2020;2;b\n2021;3;a\n2021;4;b\n");
    expect("x[commune=a]", 2020, 1500);
    expect("x[commune=b]", 2021, 4000);
    expect("x[commune=a]", 2019, NAN);
}

static void a_mapping_says_which_column_and_unit(void **state)
{
    (void)state;
    given("commune annee",
          "valeur=\"poids\" unite=\"kg/an\"><colonne dim=\"commune\" "
          "nom=\"insee\"/><colonne dim=\"annee\" membre=\"2021\"/>"
          "<traduit dim=\"commune\" de=\"bb\" en=\"b\"/>",
          "insee;poids\n1A;5\nbb;7\n");
    expect("x[commune=a]", 2021, 5);
    expect("x[commune=b]", 2021, 7);
}

static void headers_may_hold_members(void **state)
{
    (void)state;
    given("commune annee", "valeur=\"t_{annee}\">",
          "commune;t_2020;t_2021;t_1999;autre\na;1;2;9;z\nb;3;4;9;z\n");
    expect("x[commune=b]", 2020, 3000);
    expect("x[commune=b]", 2021, 4000);
}

static void rows_are_chosen(void **state)
{
    (void)state;
    given("annee",
          "agrege=\"somme\"><ou colonne=\"type\" egal=\"omr|dib\"/><ou "
          "colonne=\"taille\" min=\"2\" max=\"10\"/><ou colonne=\"type\" "
          "sauf=\"dib\"/>",
          "annee;type;taille;x\n2021;omr;1;100\n2021;omr;2;1\n2021;omr;10;2\n"
          "2021;dib;5;100\n2021;verre;5;100\n");
    expect("x", 2021, 3);
}

static void labels_may_be_outside_a_list(void **state)
{
    (void)state;
    given("commune annee",
          "agrege=\"somme\"><colonne dim=\"commune\" nom=\"commune\" "
          "hors=\"b\"/>",
          "annee;commune;x\n2021;a;1\n2021;paris;2\n2021;lyon;4\n");
    expect("x[commune=b]", 2021, 6000);
    teardown(NULL);
    setup(NULL);
    given("commune annee",
          "sans_ligne=\"zero\"><colonne dim=\"commune\" nom=\"commune\" "
          "hors=\"ignore\"/>",
          "annee;commune;x\n2021;a;1\n2021;paris;2\n");
    expect("somme(x sur commune)", 2021, 1000);
}

static void labels_may_go_through_another_table(void **state)
{
    (void)state;
    put("noms.csv", "code;nom\n01;Ay\nb;Bourg\n");
    given("commune annee",
          "><colonne dim=\"commune\" nom=\"nom\" fichier=\"noms.csv\" "
          "cle=\"nom\" lit=\"code\"/>",
          "annee;nom;x\n2021;Ay;1\n2021;Bourg;2\n");
    expect("x[commune=a]", 2021, 1000);
    expect("x[commune=b]", 2021, 2000);
}

static void blanks_and_marks_are_told_apart(void **state)
{
    (void)state;
    given("commune annee",
          "vide=\"zero\" secrets=\"conf\"><secret colonne=\"sites\" "
          "egal=\"0\"/>",
          "annee;commune;x;sites\n2020;a;;1\n2020;b;conf;1\n2021;a;0;0\n"
          "2021;b;4;2\n");
    expect("x[commune=a]", 2020, 0);
    assert_string_equal(status("x[commune=b]", 2020), "secret");
    assert_string_equal(status("x[commune=a]", 2021), "secret");
    expect("x[commune=b]", 2021, 4000);
}

static void rows_that_lack_are_worth_what_is_said(void **state)
{
    const char *rows = "annee;commune;x\n2020;a;1\n2021;a;2\n2021;b;3\n";

    (void)state;
    refuse_x("commune annee", ">", rows, "C04", 4, 0,
             "x : 1 cellule sans ligne, dont [b, 2020]",
             "sans_ligne=\"zero|secret|manquant\" dit ce qu'elles valent");
    teardown(NULL);
    setup(NULL);
    given("commune annee", "sans_ligne=\"manquant\">", rows);
    assert_string_equal(status("x[commune=b]", 2020), "manquant");
    expect("somme(x sur commune)", 2020, 1000);
    teardown(NULL);
    setup(NULL);
    given("commune annee", "sans_ligne=\"zero\" couvre=\"2019..2020\">", rows);
    expect("x[commune=a]", 2019, 0);
    expect("x[commune=b]", 2020, 0);
    /* 2021 is not covered: the last year that counts is 2020 */
    assert_string_equal(status("x[commune=a]", 2021), "estime");
    expect("x[commune=a]", 2021, 1000);
}

static void a_cell_told_twice_is_an_error(void **state)
{
    const char *rows = "annee;commune;x\n2021;a;1\n2021;b;2\n2021;a;1\n";

    (void)state;
    refuse_x("commune annee", ">", rows, "C05", 4, 8,
             "deux lignes pour la cellule [a, 2021] de « x » : lignes 2 et 4",
             "agrege=\"somme\" si elles s'ajoutent, agrege=\"egal\" si elles "
             "se répètent");
    teardown(NULL);
    setup(NULL);
    given("commune annee", "agrege=\"egal\">", rows);
    expect("x[commune=a]", 2021, 1000);
    teardown(NULL);
    setup(NULL);
    given("commune annee", "agrege=\"somme\">", rows);
    expect("x[commune=a]", 2021, 2000);
}

static void what_is_wrong_in_a_row_has_its_place(void **state)
{
    (void)state;
    refuse_x("commune annee", ">", "annee;commune;x\n2021;a;1\n2021;paris;2\n",
             "C01", 3, 6,
             "« paris » n'est pas un membre de la dimension "
             "« commune »",
             "ses membres : a, b");
    teardown(NULL);
    setup(NULL);
    refuse_x("annee", ">", "annee;x\n2021;-6\n", "C15", 2, 6,
             "-6 t/an sort des bornes de « x » (-5 à +∞)", "");
    teardown(NULL);
    setup(NULL);
    refuse_x("annee", ">", "annee;x\n2021;\n", "C16", 2, 6,
             "cellule vide pour « x »",
             "vide=\"zero|secret|manquant\" dit ce qu'elle vaut");
    teardown(NULL);
    setup(NULL);
    refuse_x("annee", "unite=\"MWh/an\">", "annee;x\n2021;1\n", "U01", 4, 0,
             "« x » est en t/an ; le fichier est dit en MWh/an", "");
}

/* Two vintages: where they overlap, they agree. */
static void vintages_complete_each_other(void **state)
{
    const char *model =
        MODEL "<donnee id=\"x\" unite=\"t/an\" dims=\"annee\"><csv "
              "fichier=\"v1.csv\"/><csv fichier=\"v2.csv\"/></donnee>\n";

    (void)state;
    put("v1.csv", "annee;x\n2019;1\n2020;2\n");
    put("v2.csv", "annee;x\n2020;2\n2021;3\n");
    must_open(model, NULL);
    expect("x", 2019, 1);
    expect("x", 2021, 3);
    teardown(NULL);
    setup(NULL);
    put("v1.csv", "annee;x\n2019;1\n2020;2\n");
    put("v2.csv", "annee;x\n2020;2.5\n2021;3\n");
    assert_false(open_study(model, NULL));
    assert_string_equal(diag.item[0].code, "C05");
}

static void a_reading_binds_a_donnee(void **state)
{
    (void)state;
    put("x.csv", "annee;x\n2021;3\n");
    must_open(MODEL "<donnee id=\"x\" unite=\"t/an\" dims=\"annee\"/>\n"
                    "<donnee id=\"y\" unite=\"t/an\" dims=\"annee\"/>\n"
                    "<lecture donnee=\"x\" fichier=\"x.csv\"/>\n",
              NULL);
    expect("x", 2021, 3);
    expect("y", 2021, NAN);
    assert_string_equal(status("y", 2021), "indisponible");
    assert_string_equal(study.inputs.base[1].why,
                        "aucune lecture ne lie « y » à un fichier de ce "
                        "territoire");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_bear_the_names_of_dimensions),
        TEST(a_mapping_says_which_column_and_unit),
        TEST(headers_may_hold_members),
        TEST(rows_are_chosen),
        TEST(labels_may_be_outside_a_list),
        TEST(labels_may_go_through_another_table),
        TEST(blanks_and_marks_are_told_apart),
        TEST(rows_that_lack_are_worth_what_is_said),
        TEST(a_cell_told_twice_is_an_error),
        TEST(what_is_wrong_in_a_row_has_its_place),
        TEST(vintages_complete_each_other),
        TEST(a_reading_binds_a_donnee),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
