/* test_flowproblem.c -- what a table of flows becomes: variables, ends, rows,
 * products. */
#include "core/text.h"
#include "result/flowproblem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];
static bcl_arena *arena;
static bcl_diag diag;
static bcl_units *units;
static bcl_flowtable table;
static bcl_flowproblem problem;
static bcl_flowtable_files files;

static int setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s/bouclage-XXXXXX", P_tmpdir);
    arena = bcl_arena_create();
    diag = (bcl_diag){.count = 0};
    files = (bcl_flowtable_files){0};
    units = bcl_units_open(
        bcl_text_print(arena, "%s/model/unites.xml", getenv("BOUCLAGE_DATA")),
        &diag);
    return units && mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    unlink(bcl_text_print(arena, "%s/flows.csv", folder));
    unlink(bcl_text_print(arena, "%s/side.csv", folder));
    bcl_units_close(units);
    bcl_arena_destroy(arena);
    return rmdir(folder);
}

static const char *put(const char *name, const char *text)
{
    const char *path = bcl_text_print(arena, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path;
}

static void build(const char *flows, bool nonnegative)
{
    files.flows = put("flows.csv", flows);
    if (!bcl_flowtable_read(&table, &files, units, arena, &diag))
        fail_msg("%s: %s", diag.item[0].code, diag.item[0].message);
    bcl_flowproblem_build(&problem, &table, nonnegative, arena, &diag);
}

static int var(const char *name)
{
    for (size_t i = 0; i < problem.p.n; i++)
        if (strcmp(problem.var[i].name, name) == 0)
            return (int)i;
    fail_msg("no variable %s", name);
    return -1;
}

/* The coefficient of a variable in the linear part of a row. */
static double coef(size_t row, const char *name)
{
    for (size_t k = problem.p.start[row]; k < problem.p.start[row + 1]; k++)
        if (problem.p.var[k] == var(name))
            return problem.p.coef[k];
    return 0;
}

static double product(int row, const char *x, const char *y)
{
    for (size_t k = 0; k < problem.p.nproduct; k++) {
        const bcl_rec_product *p = &problem.p.product[k];
        if (p->row == row && p->a == var(x) && p->b == var(y))
            return p->coef;
    }
    return 0;
}

#define LOOP                  \
    "flow,from,to,value,sd\n" \
    "a,,P,10,1\n"             \
    "b,P,Q,,\n"               \
    "c,Q,P,4,10%\n"           \
    "d,Q,,6,0\n"

static void flows_become_variables(void **state)
{
    (void)state;
    build(LOOP, false);
    assert_int_equal(problem.p.n, 4);
    assert_int_equal(problem.p.nprocess, 2);
    assert_int_equal(problem.p.from[0], BCL_REC_OUTSIDE);
    assert_int_equal(problem.p.to[0], 0);
    assert_int_equal(problem.p.from[2], 1);
    assert_int_equal(problem.p.to[3], BCL_REC_OUTSIDE);
    assert_true(isnan(problem.p.value[1]));
    assert_true(problem.p.sd[2] == 0.4);
    assert_true(problem.p.sd[3] == 0);
    assert_null(problem.p.low);
    assert_int_equal(problem.p.nrow, 0);
}

static void units_are_those_of_the_first_flow(void **state)
{
    (void)state;
    build("flow,from,to,value,sd,unit,min,max\n"
          "a,,P,2,1,t,,\n"
          "b,P,,3000,10,kg,1000,\n",
          false);
    assert_true(problem.p.value[0] == 2);
    assert_true(problem.p.value[1] == 3);
    assert_true(problem.p.sd[1] == 0.01);
    assert_true(problem.p.low[1] == 1);
    assert_true(isinf(problem.p.low[0]) && isinf(problem.p.high[1]));
}

static void zero_is_a_bound_where_none_is_told(void **state)
{
    (void)state;
    build("flow,from,to,value,sd,min\na,,P,2,1,\nb,P,,3,1,-5\n", true);
    assert_true(problem.p.low[0] == 0);
    assert_true(problem.p.low[1] == -5);
    assert_true(isinf(problem.p.high[0]));
}

static void what_only_enters_or_leaves_is_the_outside(void **state)
{
    (void)state;
    build("flow,from,to,value,sd\na,S,P,2,1\nb,P,T,3,1\n", false);
    assert_int_equal(problem.p.from[0], BCL_REC_OUTSIDE);
    assert_int_equal(problem.p.to[1], BCL_REC_OUTSIDE);
    assert_int_equal(problem.p.to[0], problem.p.from[1]);
    assert_int_equal(diag.warnings, 2);
    assert_string_equal(diag.item[0].code, "B14");
}

static void a_constraint_is_a_row(void **state)
{
    (void)state;
    files.constraints = put("side.csv", "constraint,flow,coefficient\n"
                                        "k,a,1\nl,b,3\nk,,5\nk,c,-2\n");
    build(LOOP, false);
    assert_int_equal(problem.p.nrow, 2);
    assert_true(coef(0, "a") == 1 && coef(0, "c") == -2);
    assert_true(problem.p.rhs[0] == 5);
    assert_true(coef(1, "b") == 3 && problem.p.rhs[1] == 0);
}

static void a_share_is_of_all_that_enters(void **state)
{
    (void)state;
    files.shares = put("side.csv", "process,flow,share,sd\nP,b,0.9,0.1\n");
    build(LOOP, false);
    assert_int_equal(problem.p.nrow, 1);
    assert_true(coef(0, "b") == 1);
    assert_true(product(0, "a", "share:P:b") == -1);
    assert_true(product(0, "c", "share:P:b") == -1);
}

static void what_is_exact_makes_no_product(void **state)
{
    (void)state;
    files.shares = put("side.csv", "process,flow,share,sd\nP,b,0.9,\n");
    build(LOOP, false);
    assert_int_equal(problem.p.nproduct, 0);
    assert_true(coef(0, "a") == -0.9 && coef(0, "c") == -0.9);
}

static void shares_of_inflows_add_up(void **state)
{
    (void)state;
    files.shares = put("side.csv", "process,flow,share,sd,input\n"
                                   "P,b,,,a\nP,b,,,c\n");
    build(LOOP, false);
    /* b = share a + share c, and each is 1: P has no other outflow. */
    assert_int_equal(problem.p.nrow, 3);
    assert_true(product(0, "a", "share:P:b:a") == -1);
    assert_true(product(0, "c", "share:P:b:c") == -1);
    assert_true(coef(1, "share:P:b:a") == 1 && problem.p.rhs[1] == 1);
    assert_true(coef(2, "share:P:b:c") == 1 && problem.p.rhs[2] == 1);
}

static void a_substance_is_a_layer(void **state)
{
    (void)state;
    files.concentrations =
        put("side.csv", "flow,substance,value,sd,unit\n"
                        "a,Cd,5,1,mg/kg\nd,Cd,7000,0,mg/t\n");
    build(LOOP, false);
    assert_int_equal(problem.p.nprocess, 4);
    assert_string_equal(problem.process[3], "Q (Cd)");
    int told = var("conc:d:Cd"), not_told = var("conc:b:Cd"),
        content = var("mass:c:Cd");
    assert_true(problem.p.value[told] == 7);
    assert_true(isnan(problem.p.value[not_told]));
    assert_true(problem.var[not_told].printed);
    assert_false(problem.var[content].printed);
    assert_int_equal(problem.p.from[content], 3);
    assert_int_equal(problem.p.to[content], 2);
    assert_int_equal(problem.p.nrow, 4);
    assert_true(coef(0, "mass:a:Cd") == 1);
    assert_true(product(0, "a", "conc:a:Cd") == -1);
    assert_true(coef(3, "d") == -7); /* exact: a coefficient */
    assert_true(coef(3, "mass:d:Cd") == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(flows_become_variables, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(units_are_those_of_the_first_flow,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(zero_is_a_bound_where_none_is_told,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            what_only_enters_or_leaves_is_the_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(a_constraint_is_a_row, setup, teardown),
        cmocka_unit_test_setup_teardown(a_share_is_of_all_that_enters, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_exact_makes_no_product, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(shares_of_inflows_add_up, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_substance_is_a_layer, setup,
                                        teardown),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
