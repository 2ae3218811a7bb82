/* xml_tree.h -- from libxml2's tree to ours, with exact places. */
#ifndef BCL_INPUT_XML_TREE_H
#define BCL_INPUT_XML_TREE_H

#include "input/xml.h"

#include <libxml/tree.h>

enum { BCL_XML_DEEPEST = 64 };

/* Copy a document parsed from s[0..n), which stays in the arena.  False after
 * reporting an element too deep (X04). */
bool bcl_xml_tree_copy(bcl_xml **root, xmlDoc *doc, const char *path,
                       const char *s, size_t n, bcl_arena *a,
                       bcl_diag *d) BCL_MUST_CHECK;

#endif
