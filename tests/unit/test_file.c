/* test_file.c -- whole files. */
#include "input/file.h"
#include "input_fixture.h"

#include <errno.h>

static void read_whole(void **state)
{
    fixture *f = *state;
    char *s;
    size_t n;

    fixture_write(f, "a\0b\r\n", 5);
    assert_true(bcl_file_read(&s, &n, f->path, "X01", f->arena, &f->diag));
    assert_int_equal(n, 5);
    assert_memory_equal(s, "a\0b\r\n", 6);
    fixture_write(f, "", 0);
    assert_true(bcl_file_read(&s, &n, f->path, "X01", f->arena, &f->diag));
    assert_int_equal(n, 0);
    assert_string_equal(s, "");
    assert_int_equal(f->diag.count, 0);
}

static void read_large(void **state)
{
    fixture *f = *state;
    size_t n, size = 300001;
    char *s, *big = malloc(size);

    assert_non_null(big);
    for (size_t i = 0; i < size; i++)
        big[i] = (char)(i * 7);
    fixture_write(f, big, size);
    assert_true(bcl_file_read(&s, &n, f->path, "X01", f->arena, &f->diag));
    assert_int_equal(n, size);
    assert_memory_equal(s, big, size);
    free(big);
}

/* A pipe nobody writes to would be waited for without end; a table is read
 * more than once anyway. */
static void refuse_pipe(void **state)
{
    fixture *f = *state;
    char path[40], *s;
    int ends[2];
    size_t n;

    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_false(bcl_file_read(&s, &n, path, "X01", f->arena, &f->diag));
    close(ends[0]);
    close(ends[1]);
    assert_string_equal(f->diag.item[0].code, "X01");
    assert_string_equal(f->diag.item[0].message,
                        "ce fichier ne peut pas être lu : ce n'est pas un "
                        "fichier ordinaire");
}

static void refuse(void **state)
{
    fixture *f = *state;
    char *s;
    size_t n;
    char below[300];

    snprintf(below, sizeof below, "%s/x", f->path);
    assert_false(bcl_file_read(&s, &n, "/", "X01", f->arena, &f->diag));
    assert_false(bcl_file_read(&s, &n, below, "C10", f->arena, &f->diag));
    remove(f->path);
    assert_false(bcl_file_read(&s, &n, f->path, "C10", f->arena, &f->diag));
    assert_int_equal(f->diag.errors, 3);
    assert_string_equal(f->diag.item[0].message,
                        "ce fichier ne peut pas être lu : c'est un dossier");
    assert_string_equal(f->diag.item[0].at.file, "/");
    assert_string_equal(f->diag.item[1].message,
                        "ce fichier ne peut pas être lu : un élément de son "
                        "chemin n'est pas un dossier");
    fixture_expect(f, 2, "C10", 0, 0,
                   "ce fichier ne peut pas être lu : il n'existe pas");
}

static void exists(void **state)
{
    fixture *f = *state;

    assert_true(bcl_file_exists(f->path));
    assert_false(bcl_file_exists("/"));
    remove(f->path);
    assert_false(bcl_file_exists(f->path));
}

static void reasons(void **state)
{
    (void)state;
    assert_string_equal(bcl_file_reason(EACCES),
                        "vous n'avez pas le droit de le lire");
    assert_string_equal(bcl_file_reason(ENAMETOOLONG), "son nom est trop long");
    assert_string_equal(bcl_file_reason(-1), "le système le refuse");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(read_whole),  FIXTURE_TEST(read_large),
        FIXTURE_TEST(refuse_pipe), FIXTURE_TEST(refuse),
        FIXTURE_TEST(exists),      cmocka_unit_test(reasons),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
