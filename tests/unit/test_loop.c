/* test_loop.c -- the odometer visits every cell of a window once, whatever the
 * operands and whether dimensions were merged. */
#include "engine/private.h"
#include "study_fixture.h"

typedef struct {
    int *seen;             /* by cell of the driver */
    const ptrdiff_t *want; /* offset of operand 1 for each */
} visit;

static void mark(void *context, size_t n, const ptrdiff_t *off,
                 const ptrdiff_t *stride)
{
    visit *v = context;

    assert_true(n == 1 || stride[0] == 1); /* as kernels write */
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t cell = off[0] + (ptrdiff_t)i * stride[0];
        ptrdiff_t other = off[1] < 0 ? -1 : off[1] + (ptrdiff_t)i * stride[1];
        v->seen[cell]++;
        if (other != v->want[cell])
            fail_msg("cell %td reads %td, not %td", cell, other, v->want[cell]);
    }
}

static bcl_program program;

static bcl_layout layout(const char *dims)
{
    bcl_words w = bcl_text_split(arena, dims, ' ');
    bcl_dimset set = 0;

    for (size_t i = 0; i < w.n; i++)
        set |= BCL_DIM_BIT(bcl_dim_find(&study.m.dims, w.item[i]));
    return bcl_layout_of(&study.m.dims, set);
}

static size_t member(const bcl_layout *l, int i, size_t cell)
{
    return cell / l->stride[i] % l->size[i];
}

/* `to` drives, `x` is read along the dimensions it has; a table, where given,
 * says where the members of `by` are read. */
static void run(const char *to, const char *x, const bcl_window *w, bool merge,
                const char *by, const ptrdiff_t *table)
{
    bcl_layout lt = layout(to), lx = layout(x);
    ptrdiff_t *want = BCL_NEW(arena, ptrdiff_t, lt.cells);
    int *seen = BCL_NEW(arena, int, lt.cells);
    int dim = by ? bcl_dim_find(&study.m.dims, by) : -1;
    visit v = {seen, want};
    bcl_loop o;

    for (size_t c = 0; c < lt.cells; c++)
        for (int i = 0; i < lt.rank && want[c] >= 0; i++) {
            size_t m = member(&lt, i, c);
            if (lt.dim[i] == dim)
                want[c] = table[m] < 0 ? -1 : want[c] + table[m];
            else
                want[c] += (ptrdiff_t)(m * bcl_layout_stride(&lx, lt.dim[i]));
        }
    bcl_loop_start(&o, &program, &lt, w);
    bcl_loop_operand(&o, &program, &lt, &lt, 0, w, 0);
    bcl_loop_operand(&o, &program, &lt, &lx, 0, w, by ? BCL_DIM_BIT(dim) : 0);
    if (by)
        bcl_loop_table(&o, 1, &lt, dim, table, &program, w);
    if (merge)
        bcl_loop_merge(&o);
    bcl_loop_run(&o, mark, &v);
    for (size_t c = 0; c < lt.cells; c++) {
        bool in = true;
        for (int i = 0; i < lt.rank; i++) {
            size_t m = member(&lt, i, c);
            if (lt.dim[i] == BCL_YEAR)
                in = in && m >= w->y0 && m < w->y1;
            if (lt.dim[i] == study.m.dims.slab)
                in = in && m >= w->from && m < w->to;
        }
        assert_int_equal(seen[c], in ? 1 : 0);
    }
}

static const char *const model =
    MODEL COMMUNES "<dimension id=\"mode\"><membre id=\"m\"/><membre "
                   "id=\"n\"/></dimension>\n<dimension id=\"age\"><membre "
                   "id=\"u\"/><membre id=\"v\"/></dimension>\n";

static void every_cell_is_visited_once(void **state)
{
    static const char *const sets[] = {"commune mode age annee",
                                       "commune mode annee",
                                       "mode age annee",
                                       "commune age",
                                       "commune annee",
                                       "annee",
                                       "age",
                                       "",
                                       "commune"};
    const bcl_window windows[] = {{0, 3, 0, 9}, {1, 2, 0, 9}, {2, 3, 4, 5}};
    size_t n = sizeof sets / sizeof *sets;

    (void)state;
    must_open(model, NULL);
    program = (bcl_program){.m = &study.m, .years = 9, .slab_cells = 3};
    for (size_t i = 0; i < n * n * 6; i++)
        run(sets[i % n], sets[i / n % n], &windows[i / n / n % 3],
            i / n / n / 3, NULL, NULL);
}

static void tables_say_where_to_read(void **state)
{
    const ptrdiff_t swap[] = {9, 0}, none[] = {-1, 9}, turn[] = {36, -1, 0};
    const bcl_window all = {0, 3, 0, 9};

    (void)state;
    must_open(model, NULL);
    program = (bcl_program){.m = &study.m, .years = 9, .slab_cells = 3};
    run("commune mode age annee", "commune age annee", &all, false, "age",
        swap);
    run("age annee", "age annee", &all, false, "age", none);
    run("age", "age annee", &all, false, "age", none);
    run("commune mode age annee", "commune mode age annee", &all, true,
        "commune", turn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_cell_is_visited_once),
        TEST(tables_say_where_to_read),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
