/* block.h -- a document as a list of blocks, neutral of any format.
 *
 * The chapter is said once, here; one emitter a format (html.h, ...) writes
 * it.  Blocks are numbered as they are added, so that all formats agree.
 * Texts are plain, copied into the arena in French typography; nothing in
 * them is markup. */
#ifndef BCL_REPORT_BLOCK_H
#define BCL_REPORT_BLOCK_H

#include "core/arena.h"
#include "report/table.h"

#include <stddef.h>

typedef enum {
    BCL_BLOCK_HEADING,
    BCL_BLOCK_PARAGRAPH,
    BCL_BLOCK_NOTE,    /* a remark, set apart */
    BCL_BLOCK_WARNING, /* a limit of the results the reader must know */
    BCL_BLOCK_LIST,
    BCL_BLOCK_TABLE,
    BCL_BLOCK_FIGURE
} bcl_block_kind;

enum { BCL_HEADING_LEVELS = 3 };

typedef struct {
    const char *caption;
    const char *source; /* NULL: none */
    const char *data;   /* file of the numbers, beside the document, or NULL */
    const char *alt;    /* what the picture shows, for who cannot see it */
    const char *svg;    /* not copied: must outlive the document */
    size_t svg_size;    /* in bytes */
    int number;         /* among the figures of the document, from 1 */
} bcl_picture;

typedef struct {
    bcl_block_kind kind;
    const char *text;               /* heading, paragraph, note, warning */
    int level;                      /* of a heading, from 1 */
    int number[BCL_HEADING_LEVELS]; /* of a heading: 2.1 is {2, 1, 0} */
    const char **item;              /* of a list */
    size_t nitems;
    bcl_table *table;
    bcl_picture *picture;
} bcl_block;

typedef struct {
    const char *title, *subtitle; /* subtitle: NULL when there is none */
    const char *footer;           /* what made it, from what; or NULL */
    bcl_block *item;
    size_t n, cap;
    int ntables, nfigures;
    int number[BCL_HEADING_LEVELS], level; /* of the last heading */
    bcl_arena *arena;
} bcl_blocks;

/* An empty document; `subtitle` and `footer` may be NULL. */
bcl_blocks bcl_blocks_start(const char *title, const char *subtitle,
                            const char *footer, bcl_arena *a);

/* Level 1 to 3; one that would skip a level is raised to the next one. */
void bcl_block_heading(bcl_blocks *d, int level, const char *text);
void bcl_block_paragraph(bcl_blocks *d, const char *text);
void bcl_block_note(bcl_blocks *d, const char *text);
void bcl_block_warning(bcl_blocks *d, const char *text);
void bcl_block_list(bcl_blocks *d, const char *const *item, size_t n);

/* Columns are copied; `source` and `data` may be NULL.  Fill the table that
 * is returned with bcl_table_text() and bcl_table_number(). */
bcl_table *bcl_block_table(bcl_blocks *d, const char *caption,
                           const bcl_column *column, size_t ncolumns,
                           const char *source, const char *data);

/* `number` is set here; the rest as in bcl_picture. */
void bcl_block_figure(bcl_blocks *d, const bcl_picture *picture);

#endif
