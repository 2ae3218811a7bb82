/* test_dim.c -- members, groupings and how cells are laid out. */
#include "study_fixture.h"

static const char *const model =
    MODEL "<dimension id=\"dep\" titre=\"Département\"><membre id=\"x\"/>"
          "<membre id=\"y\"/></dimension>\n"
          "<dimension id=\"epci\"><membre id=\"e\" titre=\"EPCI de l'est\" "
          "vers=\"dep:x\"/><membre id=\"f\" vers=\"dep:y\"/></dimension>\n"
          "<dimension id=\"commune\"><membre id=\"a\" vers=\"epci:e\"/>"
          "<membre id=\"b\" vers=\"epci:f\"/><membre id=\"c\"/></dimension>\n"
          "<dimension id=\"travail\" comme=\"commune\"/>\n"
          "<dimension id=\"sexe\"><membre id=\"h\"/><membre id=\"f\"/>"
          "</dimension>\n";

static const bcl_dims *dims;

static int dim(const char *id)
{
    return bcl_dim_find(dims, id);
}

static bcl_dimset bit(const char *id)
{
    return BCL_DIM_BIT(dim(id));
}

static int open_dims(void **state)
{
    if (setup(state) != 0)
        return -1;
    must_open(model, NULL);
    dims = &study.m.dims;
    return 0;
}

static void dimensions_are_found(void **state)
{
    (void)state;
    assert_int_equal(dim("annee"), BCL_YEAR);
    assert_int_equal(dim("rien"), -1);
    assert_int_equal(bcl_dim_size(dims, BCL_YEAR), 9);
    assert_int_equal(bcl_dim_size(dims, dim("travail")), 3);
    assert_int_equal(bcl_dim_base(dims, dim("travail")), dim("commune"));
    assert_string_equal(bcl_dim_members(dims, dim("travail"))->text[1], "b");
    assert_string_equal(bcl_dim_member_title(dims, dim("epci"), 0),
                        "EPCI de l'est");
    assert_string_equal(bcl_dim_member_title(dims, dim("epci"), 1), "f");
    assert_int_equal(dims->slab, dim("commune"));
}

static void a_dimension_leads_to_another(void **state)
{
    int *map;

    (void)state;
    assert_true(bcl_dim_leads(dims, dim("commune"), dim("epci"), &map, arena));
    assert_int_equal(map[0], 0);
    assert_int_equal(map[1], 1);
    assert_int_equal(map[2], -1);
    assert_true(bcl_dim_leads(dims, dim("travail"), dim("dep"), &map, arena));
    assert_int_equal(map[1], 1);
    assert_int_equal(map[2], -1);
    assert_true(
        bcl_dim_leads(dims, dim("travail"), dim("commune"), &map, arena));
    assert_int_equal(map[2], 2);
    assert_false(bcl_dim_leads(dims, dim("epci"), dim("commune"), &map, arena));
    assert_false(bcl_dim_leads(dims, dim("commune"), dim("sexe"), &map, arena));
}

static void cells_lie_slab_first_year_last(void **state)
{
    bcl_layout l = bcl_layout_of(dims, BCL_YEAR_BIT | bit("dep") |
                                           bit("commune") | bit("sexe"));

    (void)state;
    assert_int_equal(l.rank, 4);
    assert_int_equal(l.dim[0], dim("commune"));
    assert_int_equal(l.dim[1], dim("dep"));
    assert_int_equal(l.dim[2], dim("sexe"));
    assert_int_equal(l.dim[3], BCL_YEAR);
    assert_int_equal(l.cells, 3 * 2 * 2 * 9);
    assert_int_equal(bcl_layout_stride(&l, BCL_YEAR), 1);
    assert_int_equal(bcl_layout_stride(&l, dim("commune")), 36);
    assert_int_equal(bcl_layout_stride(&l, dim("epci")), 0);
    assert_string_equal(bcl_layout_cell_text(dims, &l, 36 + 18 + 9 + 2, arena),
                        "[b, y, f, 2020]");
    assert_int_equal(bcl_layout_of(dims, 0).cells, 1);
    assert_int_equal(bcl_dimset_cells(dims, bit("epci") | BCL_YEAR_BIT), 18);
}

static void sets_are_said_to_a_planner(void **state)
{
    bcl_dimset set = BCL_YEAR_BIT | bit("commune") | bit("sexe");

    (void)state;
    assert_string_equal(bcl_dimset_text(dims, set, arena),
                        "par commune et par sexe et par an");
    assert_string_equal(bcl_dimset_text(dims, 0, arena), "sans dimension");
    assert_string_equal(bcl_dimset_ids(dims, set, arena), "commune sexe annee");
    assert_string_equal(bcl_dimset_ids(dims, 0, arena), "");
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_dims, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dimensions_are_found),
        TEST(a_dimension_leads_to_another),
        TEST(cells_lie_slab_first_year_last),
        TEST(sets_are_said_to_a_planner),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
