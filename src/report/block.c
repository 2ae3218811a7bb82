/* block.c -- see block.h. */
#include "report/block.h"
#include "core/text.h"
#include "report/typography.h"

#include <assert.h>
#include <string.h>

static const char *french(bcl_blocks *d, const char *s)
{
    return s ? bcl_typography_french(s, d->arena) : NULL;
}

/* File names are kept to the byte. */
static const char *same(bcl_blocks *d, const char *s)
{
    return s ? bcl_text_copy(d->arena, s, strlen(s)) : NULL;
}

static bcl_block *add(bcl_blocks *d, bcl_block_kind kind, const char *text)
{
    BCL_GROW(d->arena, d->item, d->n, &d->cap);
    bcl_block *b = &d->item[d->n++];

    *b = (bcl_block){.kind = kind, .text = french(d, text)};
    return b;
}

bcl_blocks bcl_blocks_start(const char *title, const char *subtitle,
                            const char *footer, bcl_arena *a)
{
    bcl_blocks d = {.arena = a};

    d.title = french(&d, title);
    d.subtitle = french(&d, subtitle);
    d.footer = french(&d, footer);
    return d;
}

void bcl_block_heading(bcl_blocks *d, int level, const char *text)
{
    assert(level >= 1 && level <= BCL_HEADING_LEVELS);
    if (level > d->level + 1)
        level = d->level + 1;
    d->level = level;
    d->number[level - 1]++;
    for (int i = level; i < BCL_HEADING_LEVELS; i++)
        d->number[i] = 0;
    bcl_block *b = add(d, BCL_BLOCK_HEADING, text);

    b->level = level;
    memcpy(b->number, d->number, sizeof b->number);
}

void bcl_block_paragraph(bcl_blocks *d, const char *text)
{
    add(d, BCL_BLOCK_PARAGRAPH, text);
}

void bcl_block_note(bcl_blocks *d, const char *text)
{
    add(d, BCL_BLOCK_NOTE, text);
}

void bcl_block_warning(bcl_blocks *d, const char *text)
{
    add(d, BCL_BLOCK_WARNING, text);
}

void bcl_block_list(bcl_blocks *d, const char *const *item, size_t n)
{
    bcl_block *b = add(d, BCL_BLOCK_LIST, NULL);

    b->item = BCL_NEW(d->arena, const char *, n);
    b->nitems = n;
    for (size_t i = 0; i < n; i++)
        b->item[i] = french(d, item[i]);
}

bcl_table *bcl_block_table(bcl_blocks *d, const char *caption,
                           const bcl_column *column, size_t ncolumns,
                           const char *source, const char *data)
{
    bcl_table *t = BCL_NEW(d->arena, bcl_table, 1);
    bcl_column *own = BCL_NEW(d->arena, bcl_column, ncolumns);

    assert(ncolumns > 0);
    for (size_t i = 0; i < ncolumns; i++)
        own[i] = (bcl_column){.title = french(d, column[i].title),
                              .unit = same(d, column[i].unit),
                              .kind = column[i].kind};
    *t = (bcl_table){.caption = french(d, caption),
                     .source = french(d, source),
                     .data = same(d, data),
                     .number = ++d->ntables,
                     .column = own,
                     .ncolumns = ncolumns,
                     .arena = d->arena};
    add(d, BCL_BLOCK_TABLE, NULL)->table = t;
    return t;
}

void bcl_block_figure(bcl_blocks *d, const bcl_picture *picture)
{
    bcl_picture *own = BCL_NEW(d->arena, bcl_picture, 1);

    *own = (bcl_picture){.caption = french(d, picture->caption),
                         .source = french(d, picture->source),
                         .data = same(d, picture->data),
                         .alt = french(d, picture->alt),
                         .svg = picture->svg,
                         .svg_size = picture->svg_size,
                         .number = ++d->nfigures};
    add(d, BCL_BLOCK_FIGURE, NULL)->picture = own;
}
