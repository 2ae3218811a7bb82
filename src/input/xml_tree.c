/* xml_tree.c -- see xml_tree.h.
 *
 * The scanner and libxml2's tree are walked together, in document order: the
 * tree gives names, namespaces and values, the scanner gives places.  Text is
 * decoded by the scanner, which knows where each byte stands, and must be what
 * libxml2 has read. */
#include "input/xml_tree.h"
#include "core/text.h"
#include "input/xml_scan.h"

#include <string.h>

/* An element being read. */
typedef struct {
    bcl_xml *e;
    bcl_xml **tail; /* where its next child goes */
    xmlNode *node, *next;
    /* its text so far; the room serves all elements of this depth */
    char *s;
    unsigned *raw;
    size_t n, s_cap, raw_cap;
    bool has_text;
} level;

typedef struct {
    bcl_xml_scan scan;
    bcl_xml_cursor cursor;
    const char *path;
    bcl_arena *arena;
    bcl_diag *diag;
    level level[BCL_XML_DEEPEST + 1]; /* [0] is the document */
    size_t depth;
} copier;

static bcl_pos place(copier *c, size_t offset)
{
    bcl_xml_cursor_move(&c->cursor, c->scan.s, offset);
    return (bcl_pos){c->path, c->cursor.line,
                     (int)(offset - c->cursor.start) + 1};
}

static char *copy(copier *c, const xmlChar *s)
{
    return bcl_text_copy(c->arena, (const char *)s,
                         (size_t)xmlStrlen((const xmlChar *)s));
}

/* A prefixed attribute keeps its prefix: "xml:lang" is not "lang". */
static void copy_attribute(copier *c, bcl_xml_attr *to, const xmlAttr *attr)
{
    xmlChar *value = xmlNodeListGetString(attr->doc, attr->children, 1);

    to->value = value ? copy(c, value) : "";
    xmlFree(value);
    to->name = copy(c, attr->name);
    if (attr->ns && attr->ns->prefix)
        to->name = bcl_text_print(c->arena, "%s:%s",
                                  (const char *)attr->ns->prefix, to->name);
}

static bool is_namespace(const char *s, size_t n)
{
    return (n == 5 && memcmp(s, "xmlns", 5) == 0) ||
           (n > 6 && memcmp(s, "xmlns:", 6) == 0);
}

static bool copy_attributes(copier *c, bcl_xml *e, const xmlNode *node)
{
    bcl_xml_scan_attr found;
    size_t n = 0;

    for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
        n++;
    e->attr = BCL_NEW(c->arena, bcl_xml_attr, n);
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
        copy_attribute(c, &e->attr[e->nattr++], attr);
    n = 0;
    while (bcl_xml_scan_attribute(&c->scan, &found))
        if (!is_namespace(c->scan.s + found.name, found.name_length)) {
            if (n == e->nattr)
                return false;
            e->attr[n++].at = place(c, found.value);
        }
    return n == e->nattr;
}

static xmlNode *first_element(xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

/* Sets the text of an element with none; the first text read replaces it. */
static void place_text(copier *c, bcl_xml *e, size_t offset)
{
    unsigned *raw = BCL_NEW(c->arena, unsigned, 1);

    raw[0] = (unsigned)offset;
    e->text = (bcl_xml_text){"", place(c, offset), raw, c->scan.s};
}

static bool start(copier *c)
{
    size_t at = c->scan.at;
    level *up = &c->level[c->depth];
    xmlNode *node = up->next;

    if (!node)
        return false;
    bcl_xml *e = *up->tail = BCL_NEW(c->arena, bcl_xml, 1);
    up->tail = &e->next;
    up->next = first_element(node->next);
    e->parent = up->e;
    e->name = copy(c, node->name);
    e->ns = node->ns && node->ns->href ? copy(c, node->ns->href) : "";
    e->at = place(c, at);
    if (!copy_attributes(c, e, node))
        return false;
    bool empty = c->scan.s[c->scan.i] == '/';
    place_text(c, e, c->scan.i + (empty ? 0 : 1));
    level *l = &c->level[++c->depth];
    l->e = e;
    l->tail = &e->child;
    l->node = node;
    l->next = first_element(node->children);
    l->n = 0;
    l->has_text = false;
    return true;
}

static void add_byte(copier *c, level *l, char byte, size_t offset)
{
    BCL_GROW(c->arena, l->s, l->n, &l->s_cap);
    BCL_GROW(c->arena, l->raw, l->n, &l->raw_cap);
    l->s[l->n] = byte;
    l->raw[l->n++] = (unsigned)offset;
}

static void text(copier *c)
{
    const bcl_xml_scan *x = &c->scan;
    level *l = &c->level[c->depth];

    if (c->depth == 0)
        return; /* white space around the root */
    if (!l->has_text)
        l->e->text.at = place(c, x->at);
    l->has_text = true;
    for (size_t i = 0; i < x->length; i++)
        if (x->is_decoded)
            add_byte(c, l, x->decoded[i], x->at);
        else
            add_byte(c, l, x->s[x->at + i], x->at + i);
}

/* What libxml2 has read, compared with the bytes read here. */
static bool agrees(const level *l)
{
    size_t at = 0;

    for (const xmlNode *k = l->node->children; k; k = k->next) {
        if (k->type != XML_TEXT_NODE && k->type != XML_CDATA_SECTION_NODE)
            continue;
        size_t n = k->content ? (size_t)xmlStrlen(k->content) : 0;
        if (l->n - at < n || (n > 0 && memcmp(l->s + at, k->content, n) != 0))
            return false;
        at += n;
    }
    return at == l->n;
}

/* raw[n] is where the text ends: after its last byte, or the reference or line
 * end that it comes from. */
static bool end(copier *c, size_t after_text)
{
    level *l = &c->level[c->depth];

    if (c->depth == 0 || !agrees(l))
        return false;
    c->depth--;
    if (!l->has_text)
        return true;
    add_byte(c, l, '\0', after_text);
    unsigned *raw = BCL_NEW(c->arena, unsigned, l->n);
    memcpy(raw, l->raw, l->n * sizeof *raw);
    l->e->text.raw = raw;
    l->e->text.s = bcl_text_copy(c->arena, l->s, l->n - 1);
    return true;
}

static bool walk(copier *c)
{
    size_t after[BCL_XML_DEEPEST + 1] = {0};

    for (;;) {
        switch (bcl_xml_scan_next(&c->scan)) {
        case BCL_XML_START:
            if (c->depth == BCL_XML_DEEPEST)
                return bcl_fail(c->diag, "X04", place(c, c->scan.at),
                                "plus de %d éléments l'un dans l'autre",
                                BCL_XML_DEEPEST);
            if (!start(c))
                return false;
            break;
        case BCL_XML_END:
            if (!end(c, after[c->depth]))
                return false;
            break;
        case BCL_XML_TEXT:
            text(c);
            after[c->depth] = c->scan.i;
            break;
        case BCL_XML_DONE:
            return c->depth == 0 && c->level[0].e == NULL;
        }
    }
}

bool bcl_xml_tree_copy(bcl_xml **root, xmlDoc *doc, const char *path,
                       const char *s, size_t n, bcl_arena *a, bcl_diag *d)
{
    size_t bom = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    copier *c = BCL_NEW(a, copier, 1);
    size_t errors = d->errors;

    *c = (copier){.scan = {.s = s, .n = n, .i = bom},
                  .cursor = {.line = 1},
                  .path = path,
                  .arena = a,
                  .diag = d};
    *root = NULL;
    c->level[0].tail = root;
    c->level[0].next = xmlDocGetRootElement(doc);
    if (walk(c) && *root)
        return true;
    if (d->errors == errors)
        bcl_fail(d, "X02", place(c, c->cursor.offset),
                 "ce passage est lu de deux façons : dites-le aux auteurs du "
                 "programme");
    return false;
}
