/* catalog.h -- the installed themes and what each wants to be told. */
#ifndef BCL_DATA_CATALOG_H
#define BCL_DATA_CATALOG_H

#include "core/names.h"
#include "data/formats.h"

typedef struct {
    const char *id, *title, *unit, *dims, *note;
    size_t theme;
    bool bound; /* a file gives it */
} bcl_need;

typedef struct {
    const char *file; /* "name.xml" */
    const bcl_xml *root;
    size_t *import; /* other themes */
    size_t nimport;
    bcl_words lacks; /* dimensions that no theme declares */
    bool chosen;
} bcl_theme;

typedef struct {
    bcl_theme *theme;
    size_t n, cap;
    bcl_need *need;
    size_t nneed, need_cap;
    bcl_names given; /* donnees that an imported document already binds */
} bcl_catalog;

/* Every theme of DATADIR/model/themes. */
bool bcl_catalog_load(bcl_catalog *out, const char *datadir, bcl_arena *a,
                      bcl_diag *d) BCL_MUST_CHECK;

bcl_need *bcl_catalog_need(const bcl_catalog *c, const char *donnee);

/* The member of a dimension that a document declares and that files call
 * `code`, or NULL; its first one when `code` is NULL. */
const bcl_xml *bcl_catalog_member(const bcl_xml *root, const char *dim,
                                  const char *code);

/* Choose the themes whose dimensions are all among `dims`, and, when
 * `only_bound`, that have at least one donnee of their own bound to a file, or
 * none to bind and all their imports chosen. */
void bcl_catalog_choose(bcl_catalog *c, const bcl_names *dims, bool only_bound);

/* Does a chosen theme lack this dimension? */
bool bcl_catalog_lacks(const bcl_catalog *c, const char *dim);

#endif
