/* table.c -- see table.h. */
#include "report/table.h"
#include "core/text.h"
#include "report/typography.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static void add(bcl_table *t, const char *text, double value)
{
    if (t->ncells % t->ncolumns == 0) {
        BCL_GROW(t->arena, t->strong, t->nrows, &t->cap_rows);
        t->strong[t->nrows++] = false;
    }
    BCL_GROW(t->arena, t->cell, t->ncells, &t->cap);
    t->cell[t->ncells++] = (bcl_cell){.text = text, .value = value};
}

void bcl_table_text(bcl_table *t, const char *text)
{
    add(t, bcl_typography_french(text, t->arena), NAN);
}

void bcl_table_number(bcl_table *t, double value, int decimals)
{
    char text[64];

    bcl_number_french(text, sizeof text, value, decimals);
    add(t, bcl_text_copy(t->arena, text, strlen(text)), value);
}

void bcl_table_tone(bcl_table *t, bcl_tone tone)
{
    assert(t->ncells > 0);
    t->cell[t->ncells - 1].tone = tone;
}

void bcl_table_strong(bcl_table *t)
{
    assert(t->nrows > 0);
    t->strong[t->nrows - 1] = true;
}
