/* Any text is a unit or is refused with a message; what parses prints in base
 * units that parse to the same dimension.  Texts before a line feed are
 * declared, as "id=value".  Run from the top of the tree:
 *
 *   clang -g -O1 -std=c17 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined \
 *     -Isrc tests/fuzz/fuzz_unit.c src/unit/{unit,symbol,notation,declare}.c \
 *     src/core/{arena,diag,names,text}.c -ludunits2 -lm
 *
 * and run with -detect_leaks=0: libFuzzer looks for leaks after each input that
 * lets UDUNITS-2 keep something, which is a hundred times slower. */
#include "core/text.h"
#include "unit/unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void declare(bcl_units *u, char *line, bcl_diag *d)
{
    char *same = strchr(line, '=');
    size_t before = d->errors;

    if (same)
        *same++ = '\0';
    if (bcl_units_declare(u, line, same, (bcl_pos){0}, d) !=
        (d->errors == before))
        abort();
}

static void parse(bcl_units *u, const char *text, bcl_arena *a, bcl_diag *d)
{
    size_t before = d->errors;
    const bcl_unit *unit = bcl_unit_parse(u, text, (bcl_pos){0}, d);

    if ((unit != NULL) != (d->errors == before))
        abort();
    if (!unit)
        return;
    const char *base = bcl_unit_base_text(unit, a);
    const bcl_unit *again = bcl_unit_parse(u, base, (bcl_pos){0}, d);
    /* Products of high powers have a text beyond the notation. */
    if (again && !bcl_unit_same(unit, again))
        abort();
    if (!again && !strpbrk(base, "123456789"))
        abort();
    if (!(bcl_unit_factor(unit) >= 0))
        abort();
}

/* A system is opened again after declarations, which would change what the
 * next texts mean, and now and then for its memory. */
static bcl_units *opened(bool afresh, bcl_diag *d)
{
    static bcl_units *u;
    static unsigned runs;

    if (u && !afresh && ++runs % 1000 != 0)
        return u;
    bcl_units_close(u);
    u = bcl_units_open("model/unites.xml", d);
    if (!u)
        abort();
    return u;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool declared;
    bcl_diag *d = calloc(1, sizeof *d);
    bcl_arena *a = bcl_arena_create();

    if (!d)
        abort();
    bcl_units *u = opened(declared, d);
    char *text = bcl_text_copy(a, (const char *)data, size), *line;
    declared = strchr(text, '\n') != NULL;
    while ((line = strchr(text, '\n'))) {
        *line = '\0';
        declare(u, text, d);
        text = line + 1;
    }
    parse(u, text, a, d);
    bcl_arena_destroy(a);
    free(d);
    return 0;
}
