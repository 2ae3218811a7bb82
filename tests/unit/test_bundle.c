/* test_bundle.c -- arrays larger than a block: operands of other dimensions,
 * copies between years, results read by one bundle or by several. */
#include "study_fixture.h"

enum { PLACES = 15, SECTORS = 13, CARRIERS = 11 };

static const char *members(const char *dim, char letter, int n)
{
    const char *text = bcl_text_print(arena, "<dimension id=\"%s\">", dim);

    for (int k = 0; k < n; k++)
        text =
            bcl_text_print(arena, "%s<membre id=\"%c%d\"/>", text, letter, k);
    return bcl_text_print(arena, "%s</dimension>\n", text);
}

/* A donnee of one dimension: member k is worth from + k * by. */
static const char *given(const char *id, const char *dim, char letter, int n,
                         double from, double by)
{
    const char *text = bcl_text_print(
        arena, "<donnee id=\"%s\" unite=\"1\" dims=\"%s\">", id, dim);

    for (int k = 0; k < n; k++)
        text = bcl_text_print(arena, "%s<cas pour=\"%c%d\">%g</cas>", text,
                              letter, k, from + k * by);
    return bcl_text_print(arena, "%s</donnee>\n", text);
}

#define FULL "commune secteur vecteur annee"
#define X(id, dims, formula)                                            \
    "<calcul id=\"" id "\" unite=\"1\" dims=\"" dims "\">" formula "</" \
    "calcul>\n"

#define PLAIN "c * s * v * t + repete(v * t sur commune, secteur)"

/* t: years since 2017. */
static void open_grid(const char *formulas)
{
    const char *model = MODEL;
    const char *part[] = {members("commune", 'z', PLACES),
                          members("secteur", 's', SECTORS),
                          members("vecteur", 'v', CARRIERS),
                          given("c", "commune", 'z', PLACES, 1, 1),
                          given("s", "secteur", 's', SECTORS, 10, 1),
                          given("v", "vecteur", 'v', CARRIERS, 100, 2),
                          X("t", "annee", "annee - 2017"),
                          formulas};

    for (size_t k = 0; k < sizeof part / sizeof *part; k++)
        model = bcl_text_print(arena, "%s%s", model, part[k]);
    must_open(model, NULL);
}

static const int times[] = {1, 2, 5, 9};

typedef double at(int c, int s, int v, int t);

/* What a formula is worth in some cells, in some years. */
static void expect_cells(const char *formula, at *want)
{
    const int cells[][3] = {
        {0, 0, 0}, {3, 6, 9}, {14, 12, 10}, {5, 0, 10}, {2, 7, 1}};

    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
        for (size_t t = 0; t < sizeof times / sizeof *times; t++)
            expect(bcl_text_print(
                       arena, "(%s)[commune=z%d, secteur=s%d, vecteur=v%d]",
                       formula, cells[k][0], cells[k][1], cells[k][2]),
                   2017 + times[t],
                   want(cells[k][0], cells[k][1], cells[k][2], times[t]));
}

static void expect_total(const char *formula, at *want)
{
    for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
        int t = times[k];
        double sum = 0;
        for (int c = 0; c < PLACES; c++)
            for (int s = 0; s < SECTORS; s++)
                for (int v = 0; v < CARRIERS; v++)
                    sum += want(c, s, v, t);
        expect(bcl_text_print(arena, "somme(%s sur commune, secteur, vecteur)",
                              formula),
               2017 + t, sum);
    }
}

static double plain(int c, int s, int v, int t)
{
    return (1. + c) * (10 + s) * (100 + 2 * v) * t + (100. + 2 * v) * t;
}

static void operands_of_fewer_dimensions_are_spread(void **state)
{
    (void)state;
    open_grid(X("x", FULL, PLAIN));
    expect_cells("x", plain);
    expect_total("x", plain);
}

static double before(int c, int s, int v, int t)
{
    return t == 1 ? 10. + s : plain(c, s, v, t - 1);
}

static double growth(int c, int s, int v, int t)
{
    return plain(c, s, v, t) - before(c, s, v, t) + (100. + 2 * v);
}

static double first_or_before(int c, int s, int v, int t)
{
    return 2 * (t == 1 ? 1. + c : plain(c, s, v, t - 1));
}

static void years_are_copied_within_a_block(void **state)
{
    (void)state;
    open_grid(X("x", FULL, PLAIN) X(
        "y", FULL,
        "x - precedent(x, repete(s sur commune, vecteur, annee)) + "
        "repete(v sur commune, secteur, annee)")
                  X("z", FULL,
                    "2 * defaut(precedent(x), repete(c sur secteur, vecteur, "
                    "annee))"));
    expect_cells("y", growth);
    expect_total("y", growth);
    expect_cells("z", first_or_before);
    expect_total("z", first_or_before);
    expect("precedent(x)[commune=z1, secteur=s1, vecteur=v1]", 2018, NAN);
}

static double share(int c, int s, int v, int t)
{
    double sum = 0;

    for (int k = 0; k < CARRIERS; k++)
        sum += plain(c, s, k, t);
    return plain(c, s, v, t) / sum + plain(c, s, v, t);
}

/* x goes to a sum, and to what reads that sum. */
static void a_sum_parts_two_bundles(void **state)
{
    (void)state;
    open_grid(X("x", FULL, PLAIN) X("y", FULL, "x / somme(x sur vecteur) + x"));
    expect_cells("y", share);
    expect_total("y", share);
}

static double late(int c, int s, int v, int t)
{
    double sum = 0;

    if (t > 1)
        return plain(c, s, v, t - 1);
    for (int k = 0; k < CARRIERS; k++)
        sum += plain(c, s, k, 1);
    return sum;
}

static double late_share(int c, int s, int v, int t)
{
    double sum = 0;

    for (int k = 0; k < CARRIERS; k++)
        sum += late(c, s, k, t);
    return late(c, s, v, t) / sum + late(c, s, v, t);
}

/* Nothing reads x after, but its years are not read cell for cell. */
static void a_copy_of_years_is_not_made_in_place(void **state)
{
    (void)state;
    open_grid(X("x", FULL, PLAIN) X(
        "w", FULL, "precedent(x, repete(somme(x sur vecteur) sur vecteur))")
                  X("y", FULL, "w / somme(w sur vecteur) + w"));
    expect_cells("y", late_share);
    expect_total("y", late_share);
}

static double against_one(int c, int s, int v, int t)
{
    return plain(c, s, v, t) - plain(c, s, 3, t) * plain(c, 5, v, 4) +
           fmin((1. + c) * (10 + s), 1. + c);
}

static void a_member_is_read_by_all(void **state)
{
    (void)state;
    open_grid(X("x", FULL, PLAIN) X(
        "y", FULL,
        "x - repete(x[vecteur=v3] sur vecteur) * x[secteur=s5, "
        "annee=reference] + repete(min(repete(c sur secteur), s * c) sur "
        "vecteur, annee)"));
    expect_cells("y", against_one);
    expect_total("y", against_one);
}

static double deep(int c, int s, int v, int t)
{
    double x = plain(c, s, v, t);

    for (int k = 0; k < 40; k++)
        x = k % 3 == 0   ? x * (10. + s) / (100. + 2 * v)
            : k % 3 == 1 ? x / (1. + c)
                         : fmax(x * t - 7, 1);
    return x;
}

/* Blocks are taken and given back, in place. */
static void a_long_chain_stays_in_blocks(void **state)
{
    const char *x = "(" PLAIN ")";

    (void)state;
    for (int k = 0; k < 40; k++)
        x = bcl_text_print(arena,
                           k % 3 == 0   ? "(%s * s / v)"
                           : k % 3 == 1 ? "(%s / c)"
                                        : "max(%s * t - 7, 1)",
                           x);
    open_grid(bcl_text_print(
        arena, "<calcul id=\"x\" unite=\"1\" dims=\"" FULL "\">%s</calcul>\n",
        x));
    expect_cells("x", deep);
    expect_total("x", deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(operands_of_fewer_dimensions_are_spread),
        TEST(years_are_copied_within_a_block),
        TEST(a_sum_parts_two_bundles),
        TEST(a_copy_of_years_is_not_made_in_place),
        TEST(a_member_is_read_by_all),
        TEST(a_long_chain_stays_in_blocks),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
