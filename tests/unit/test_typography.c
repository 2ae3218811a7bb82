/* test_typography.c -- French spaces and apostrophes. */
#include "report/typography.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NB "\xC2\xA0"
#define THIN "\xE2\x80\xAF"
#define APOS "\xE2\x80\x99"

static void check(const char *s, const char *expected)
{
    bcl_arena *a = bcl_arena_create();

    assert_string_equal(bcl_typography_french(s, a), expected);
    bcl_arena_destroy(a);
}

static void high_signs_get_their_space(void **state)
{
    (void)state;
    check("Source : Insee ; vrai ? oui !",
          "Source" NB ": Insee" THIN "; vrai" THIN "? oui" THIN "!");
    check("12 % et 3 €", "12" NB "% et 3" NB "€");
    check("le « solde » ferme", "le «" NB "solde" NB "» ferme");
}

static void apostrophes_between_letters(void **state)
{
    (void)state;
    check("l'énergie d'été", "l" APOS "énergie d" APOS "été");
    check("5' 'x' '", "5' 'x' '");
}

static void nothing_is_inserted(void **state)
{
    (void)state;
    check("https://exemple.fr/?a=1;b à 10:30", "https://exemple.fr/?a=1;b à "
                                               "10:30");
    check("", "");
    check(" :", " :");
    check("fin ", "fin ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(high_signs_get_their_space),
        cmocka_unit_test(apostrophes_between_letters),
        cmocka_unit_test(nothing_is_inserted),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
