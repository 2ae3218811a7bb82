/* check_fixture.h -- what the tests of the checker share: a model with
 * quantities of all shapes, and what a formula comes to. */
#ifndef CHECK_FIXTURE_H
#define CHECK_FIXTURE_H

#include "study_fixture.h"

static const char *const checked_model = MODEL
    "<dimension id=\"dep\"><membre id=\"x\"/><membre id=\"y\"/></dimension>\n"
    "<dimension id=\"commune\"><membre id=\"a\" vers=\"dep:x\"/><membre "
    "id=\"b\" vers=\"dep:y\"/></dimension>\n"
    "<dimension id=\"travail\" comme=\"commune\"/>\n"
    "<dimension id=\"energie\"><membre id=\"gaz\"/><membre id=\"bois\"/>"
    "</dimension>\n"
    "<courbe id=\"rendement\" x_unite=\"kW\" unite=\"%\"><point x=\"0\" "
    "y=\"80\"/></courbe>\n"
    "<donnee id=\"pop\" unite=\"hab\" dims=\"commune annee\"/>\n"
    "<donnee id=\"conso\" unite=\"MWh/an\" dims=\"commune energie annee\"/>\n"
    "<donnee id=\"prix\" unite=\"€/MWh\" dims=\"energie\"/>\n"
    "<donnee id=\"part\" unite=\"%\" dims=\"annee\"/>\n"
    "<donnee id=\"surface\" unite=\"m2\" dims=\"commune\"/>\n"
    "<donnee id=\"puissance\" unite=\"kW\" dims=\"annee\"/>\n"
    "<donnee id=\"taux\" unite=\"1\" dims=\"dep annee\"/>\n"
    "<donnee id=\"od\" unite=\"hab\" dims=\"commune travail annee\"/>\n";

static inline int open_checked(void **state)
{
    if (setup(state) != 0)
        return -1;
    must_open(checked_model, NULL);
    return 0;
}

/* The formula is accepted; its dimensions, its unit ("0": fits any). */
static inline void gives(const char *formula, const char *dims,
                         const char *unit)
{
    bcl_node *n = settle(formula);

    if (!n)
        fail_msg("%s: %s", formula, diag.item[diag.count - 1].message);
    if (strcmp(bcl_dimset_ids(&study.m.dims, n->dims, arena), dims) != 0)
        fail_msg("%s is by %s", formula,
                 bcl_dimset_ids(&study.m.dims, n->dims, arena));
    const char *got = n->unit ? bcl_unit_text(n->unit, arena) : "0";
    if (strcmp(got, unit) != 0)
        fail_msg("%s is in %s", formula, got);
}

static inline void hinted(const char *hint)
{
    assert_string_equal(diag.item[0].hint, hint);
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_checked, teardown)

#endif
