/* svg.c -- see svg.h. */
#include "report/svg.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum { PREFIX = 32, DEEPEST = 256 };

static const char *text_of(const xmlChar *s)
{
    return (const char *)s;
}

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcasecmp(text_of(node->name), name) == 0;
}

/* A copy of `value` with `prefix` put after every `mark` and, where it is
 * asked for, in front; the caller frees. */
static xmlChar *put_prefix(const char *value, const char *mark, bool in_front,
                           const char *prefix)
{
    xmlBuffer *b = xmlBufferCreate();

    if (in_front)
        xmlBufferCCat(b, prefix);
    for (const char *hit; (hit = strstr(value, mark)) != NULL;) {
        hit += strlen(mark);
        xmlBufferAdd(b, (const xmlChar *)value, (int)(hit - value));
        xmlBufferCCat(b, prefix);
        value = hit;
    }
    xmlBufferCCat(b, value);
    xmlChar *s = xmlBufferDetach(b);
    xmlBufferFree(b);
    return s;
}

static bool reads_outside(const char *value)
{
    for (const char *s = value; (s = strstr(s, "url(")) != NULL; s++)
        if (s[4] != '#')
            return true;
    return false;
}

/* The value an attribute must take, which the caller frees; NULL to drop
 * the attribute. */
static xmlChar *new_value(const char *name, const char *value,
                          const char *prefix)
{
    static const char image[] = "data:image/png;base64,";

    if (strncasecmp(name, "on", 2) == 0 || strcmp(name, "shape-rendering") == 0)
        return NULL;
    if (strcmp(name, "id") == 0)
        return put_prefix(value, "url(#", true, prefix);
    if (strcmp(name, "href") == 0) {
        if (strncmp(value, image, strlen(image)) == 0)
            return xmlCharStrdup(value);
        return value[0] == '#' ? put_prefix(value, "#", false, prefix) : NULL;
    }
    return reads_outside(value) ? NULL
                                : put_prefix(value, "url(#", false, prefix);
}

static void mend_attributes(xmlNode *node, const char *prefix)
{
    for (xmlAttr *a = node->properties, *next; a; a = next) {
        next = a->next;
        xmlChar *old = xmlNodeListGetString(node->doc, a->children, 1);
        xmlChar *value =
            new_value(text_of(a->name), old ? text_of(old) : "", prefix);

        if (value)
            xmlSetNsProp(node, a->ns, a->name, value);
        else
            xmlRemoveProp(a);
        xmlFree(old);
        xmlFree(value);
    }
}

static bool is_unwanted(const xmlNode *node)
{
    return is_named(node, "script") || is_named(node, "foreignObject") ||
           is_named(node, "desc") || node->type == XML_COMMENT_NODE ||
           node->type == XML_PI_NODE;
}

static bool mend_tree(xmlNode *node, const char *prefix, int depth)
{
    if (depth > DEEPEST)
        return false;
    mend_attributes(node, prefix);
    for (xmlNode *child = node->children, *next; child; child = next) {
        next = child->next;
        if (is_unwanted(child)) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        } else if (child->type == XML_ELEMENT_NODE &&
                   !mend_tree(child, prefix, depth + 1)) {
            return false;
        }
    }
    return true;
}

/* A screen reader says the title, which must be the first child. */
static void set_title(xmlNode *root, const char *prefix, const char *alt)
{
    char id[PREFIX + 8];

    for (xmlNode *child = root->children, *next; child; child = next) {
        next = child->next;
        if (is_named(child, "title")) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        }
    }
    xmlNode *title = xmlNewDocRawNode(
        root->doc, root->ns, (const xmlChar *)"title", (const xmlChar *)alt);
    snprintf(id, sizeof id, "%stitre", prefix);
    xmlSetProp(title, (const xmlChar *)"id", (const xmlChar *)id);
    if (root->children)
        xmlAddPrevSibling(root->children, title);
    else
        xmlAddChild(root, title);
    xmlSetProp(root, (const xmlChar *)"role", (const xmlChar *)"img");
    xmlSetProp(root, (const xmlChar *)"aria-labelledby", (const xmlChar *)id);
}

static bool write_tree(FILE *to, xmlNode *root, const bcl_picture *picture)
{
    char prefix[PREFIX];

    snprintf(prefix, sizeof prefix, "f%d-", picture->number);
    if (!mend_tree(root, prefix, 0))
        return false;
    set_title(root, prefix, picture->alt ? picture->alt : picture->caption);
    xmlBuffer *out = xmlBufferCreate();
    bool ok = xmlNodeDump(out, root->doc, root, 0, 0) >= 0;
    if (ok)
        fwrite(xmlBufferContent(out), 1, (size_t)xmlBufferLength(out), to);
    xmlBufferFree(out);
    return ok;
}

bool bcl_svg_inline(FILE *to, const bcl_picture *picture, bcl_diag *d)
{
    bool ok = false;

    if (picture->svg_size <= INT_MAX) {
        xmlDoc *doc =
            xmlReadMemory(picture->svg, (int)picture->svg_size, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR |
                              XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS);
        xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;

        ok = root && is_named(root, "svg") && write_tree(to, root, picture);
        xmlFreeDoc(doc);
    }
    if (!ok)
        return bcl_fail(d, "W03", (bcl_pos){0},
                        "figure %d, « %s » : l’image n’est pas un SVG lisible",
                        picture->number, picture->caption);
    return true;
}
