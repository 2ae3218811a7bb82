/* xml.h -- XML documents as plain trees with exact places.
 *
 * libxml2 parses (no network, no external entity, no entity expansion beyond
 * the five predefined ones and character references); the tree is then copied
 * into the arena and the document freed.  libxml2 knows only the line where a
 * start tag ends: the raw bytes are scanned again for the line and column
 * where each element and attribute value starts. */
#ifndef BCL_INPUT_XML_H
#define BCL_INPUT_XML_H

#include "core/arena.h"
#include "core/diag.h"

typedef struct {
    const char *name, *value; /* value: entities decoded, UTF-8 */
    bcl_pos at;               /* first byte of the value */
} bcl_xml_attr;

/* Text content as decoded, with what is needed to find a byte of it in the
 * file: raw[i] is the offset in the file's bytes of decoded byte i. */
typedef struct {
    const char *s; /* NUL-terminated; "" when there is none */
    bcl_pos at;    /* of the first byte, also when it is blank */
    const unsigned *raw;
    const char *file_text; /* whole raw file, in the arena */
} bcl_xml_text;

typedef struct bcl_xml bcl_xml;
struct bcl_xml {
    const char *name; /* local name */
    const char *ns;   /* namespace URI or "" */
    bcl_pos at;       /* of '<' */
    bcl_xml_attr *attr;
    size_t nattr;
    bcl_xml_text text; /* all its own text, concatenated */
    bcl_xml *child, *next, *parent;
};

/* Read a document.  Every error of syntax is reported (codes X01: cannot be
 * read; X02: not well-formed XML; X03: forbidden entity or DTD; X04: too deep
 * or too large), in French, with file:line:column. */
bool bcl_xml_read(bcl_xml **root, const char *path, bcl_arena *a,
                  bcl_diag *d) BCL_MUST_CHECK;

/* The attribute, or NULL. */
const bcl_xml_attr *bcl_xml_find(const bcl_xml *e, const char *name);

/* Where byte `i` of the text stands in the file (i may be its length). */
bcl_pos bcl_xml_text_at(const bcl_xml_text *t, size_t i);

#endif
