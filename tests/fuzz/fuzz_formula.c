/* Any bytes parse or are refused with a message; what parses prints to a text
 * that parses to the same tree.
 *
 *   clang -g -O1 -std=c17 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined \
 *     -Isrc tests/fuzz/fuzz_formula.c src/formula/{lexer,parse,operand}.c \
 *     src/formula/{parser,expr}.c src/core/{arena,diag,text}.c -lm */
#include "core/text.h"
#include "formula/expr.h"
#include "formula/parser.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bcl_pos column(void *ctx, size_t offset)
{
    const size_t *size = ctx;

    if (offset > *size)
        abort();
    return (bcl_pos){NULL, 1, (int)offset + 1};
}

static void check(const char *text, size_t size, bcl_arena *a, bcl_diag *d)
{
    bcl_expr *e, *again;

    if (!bcl_formula_parse(&e, text, column, &size, a, d)) {
        if (d->errors != 1 || e)
            abort();
        return;
    }
    char *normal = bcl_expr_text(e, a);
    size = SIZE_MAX;
    if (d->count != 0 ||
        !bcl_formula_parse(&again, normal, column, &size, a, d) ||
        !bcl_expr_same(e, again))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bcl_arena *a = bcl_arena_create();
    bcl_diag *d = calloc(1, sizeof *d);

    if (d)
        check(bcl_text_copy(a, (const char *)data, size), size, a, d);
    free(d);
    bcl_arena_destroy(a);
    return 0;
}
