/* test_slabs.c -- the same bits and the same message for any number of threads
 * and any size of slabs. */
#include "study_fixture.h"

#ifdef _OPENMP
#include <omp.h>
#endif

enum { PLACES = 61 };

static void use_threads(int n)
{
#ifdef _OPENMP
    omp_set_num_threads(n);
#else
    (void)n;
#endif
}

/* Sums whose last digits depend on their order, some of holes, through several
 * phases, a stock and a loop. */
static const char *model(void)
{
    const char *text = MODEL "<dimension id=\"commune\">";

    for (int k = 0; k < PLACES; k++)
        text = bcl_text_print(arena, "%s<membre id=\"z%d\"/>", text, k);
    text = bcl_text_print(
        arena,
        "%s</dimension>\n"
        "<dimension id=\"usage\"><membre id=\"u\"/><membre id=\"v\"/>"
        "</dimension>\n<donnee id=\"x\" unite=\"t/an\" dims=\"commune usage "
        "annee\"><csv fichier=\"x.csv\" secrets=\"s\"/></donnee>\n"
        "<donnee id=\"k\" unite=\"1\" dims=\"commune\"><csv "
        "fichier=\"k.csv\"/></donnee>\n"
        "<calcul id=\"y\" unite=\"t/an\" dims=\"commune usage annee\">part(x "
        "sur commune) * x / (1 + k)</calcul>\n"
        "<calcul id=\"z\" unite=\"t/an\" dims=\"commune annee\">somme(y sur "
        "usage) * k - repete(somme(y sur usage, commune) sur commune) * 0.01"
        "</calcul>\n"
        "<processus id=\"reseau\" par=\"commune annee\"/>\n"
        "<flux id=\"conso\" de=\"reseau\" vers=\"exterieur\" unite=\"t/an\" "
        "dims=\"commune annee\">z + precedent(z, z) * k</flux>\n"
        "<flux id=\"pertes\" de=\"reseau\" vers=\"exterieur\" unite=\"t/an\" "
        "dims=\"commune annee\" est=\"coefficient\">k / 10</flux>\n"
        "<flux id=\"achat\" de=\"exterieur\" vers=\"reseau\" unite=\"t/an\" "
        "dims=\"commune annee\" est=\"solde\"/>\n",
        text);
    return text;
}

static void put_tables(void)
{
    const char *x = "commune;usage;annee;x\n", *k = "commune;k\n";

    for (int c = 0; c < PLACES; c++) {
        k = bcl_text_print(arena, "%sz%d;%.15g\n", k, c, 1 / (c + 3.));
        for (int y = 2018; y <= 2026; y++)
            x = c == 17 ? bcl_text_print(arena, "%sz%d;u;%d;s\nz%d;v;%d;7\n", x,
                                         c, y, c, y)
                        : bcl_text_print(arena,
                                         "%sz%d;u;%d;%.15g\nz%d;v;%d;%.15g\n",
                                         x, c, y, (c + 1) / 7. * (y - 2000), c,
                                         y, 1e3 / (c + 11.));
    }
    put("x.csv", x);
    put("k.csv", k);
}

static bool same_bits(const bcl_values *a, const bcl_values *b)
{
    size_t n = a->layout.cells;

    for (size_t i = 0; i < n; i++)
        if (!(isnan(a->v[i]) && isnan(b->v[i])) &&
            memcmp(a->v + i, b->v + i, sizeof *a->v) != 0)
            return false;
    return !a->hole || (memcmp(a->hole, b->hole, n) == 0 &&
                        memcmp(a->known, b->known, n * sizeof(float)) == 0 &&
                        memcmp(a->total, b->total, n * sizeof(float)) == 0);
}

static void threads_and_slabs_change_no_bit(void **state)
{
    const char *formulas[] = {"y",
                              "z",
                              "somme(x sur commune)",
                              "somme(y sur commune)",
                              "somme(z sur commune) / somme(1 * z sur commune)",
                              "somme(achat * k sur commune)"};

    (void)state;
    put_tables();
    must_open(model(), NULL);
    for (size_t f = 0; f < sizeof formulas / sizeof *formulas; f++) {
        bcl_values want = {0};
        for (slab = 1; slab < 12; slab += 5)
            for (int n = 1; n <= 4; n++) {
                use_threads(n);
                bcl_values got = compute(formulas[f]);
                /* how a loop is probed depends on its slab */
                if (!want.v || (n == 1 && strstr(formulas[f], "achat")))
                    want = got;
                if (!same_bits(&want, &got))
                    fail_msg("%s: %d threads, slabs of %zu", formulas[f], n,
                             slab);
            }
    }
}

/* z1 has no solution in 2020, those after it already in 2018. */
static void the_first_slab_that_fails_says_why(void **state)
{
    const char *text = MODEL "<dimension id=\"commune\">";

    (void)state;
    for (int k = 0; k < PLACES; k++)
        text = bcl_text_print(arena, "%s<membre id=\"z%d\"/>", text, k);
    must_open(
        bcl_text_print(
            arena,
            "%s</dimension>\n"
            "<calcul id=\"perte\" unite=\"1\" dims=\"commune annee\">si "
            "commune "
            "= z0 alors 0.5 sinon (si commune = z1 alors (si annee = 2020 "
            "alors 1 sinon 0.5) sinon 1)</calcul>\n"
            "<processus id=\"reseau\" par=\"commune annee\"/>\n"
            "<flux id=\"conso\" de=\"reseau\" vers=\"exterieur\" "
            "unite=\"t/an\" dims=\"commune annee\">repete(1 {t/an} sur "
            "commune, "
            "annee)</flux>\n"
            "<flux id=\"pertes\" de=\"reseau\" vers=\"exterieur\" "
            "unite=\"t/an\" dims=\"commune annee\" "
            "est=\"coefficient\">perte</flux>\n"
            "<flux id=\"achat\" de=\"exterieur\" vers=\"reseau\" "
            "unite=\"t/an\" dims=\"commune annee\" est=\"solde\"/>\n",
            text),
        NULL);
    for (int n = 1; n <= 4; n++) {
        bcl_diag said = {0};
        bcl_program p = {.m = &study.m,
                         .input = study.inputs.base,
                         .slab = 1,
                         .a = arena,
                         .d = &said};
        use_threads(n);
        bcl_program_add(&p, settle("somme(achat sur commune)"), BCL_YEAR_BIT);
        assert_true(bcl_program_order(&p));
        bcl_program_mark(&p);
        assert_false(bcl_program_run(&p));
        assert_int_equal(said.errors, 1);
        assert_string_equal(said.item[0].code, "R17");
        assert_non_null(strstr(said.item[0].message, "en 2020"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(threads_and_slabs_change_no_bit),
        TEST(the_first_slab_that_fails_says_why),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
