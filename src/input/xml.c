/* xml.c -- see xml.h. */
#include "input/xml.h"
#include "core/text.h"
#include "input/encoding.h"
#include "input/file.h"
#include "input/stream.h"
#include "input/xml_error.h"
#include "input/xml_tree.h"

#include <libxml/parser.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { LARGEST_MIB = 64 };
static const char BOM[] = "\xEF\xBB\xBF";

static bool starts(const char *s, const char *with)
{
    return strncasecmp(s, with, strlen(with)) == 0;
}

static bool too_large(const char *path, size_t n, bcl_diag *d)
{
    struct stat st;
    size_t size = n > 0 || stat(path, &st) != 0 || st.st_size < 0
                      ? n
                      : (size_t)st.st_size;

    if (size <= (size_t)LARGEST_MIB << 20)
        return false;
    bcl_fail(d, "X04", (bcl_pos){path, 0, 0}, "ce fichier dépasse %d Mio",
             LARGEST_MIB);
    return true;
}

static bool ask_utf8(bcl_xml_errors *e, size_t offset, const char *fact)
{
    bcl_fail(e->diag, "X02", bcl_xml_error_at(e, offset), "%s", fact);
    return bcl_hint(e->diag, "enregistrez le fichier en UTF-8");
}

/* What a file once in UTF-16 says of its encoding is true no more: blanks take
 * its place, so that offsets stay. */
static void forget_encoding(char *s)
{
    char *end = starts(s, "<?xml") ? strstr(s, "?>") : NULL;
    char *name = end ? memmem(s, (size_t)(end - s), "encoding", 8) : NULL;

    if (!name)
        return;
    char *value = name + 8;
    value += strspn(value, " \t\r\n=");
    if (*value != '"' && *value != '\'')
        return;
    char *close = strchr(value + 1, *value);
    if (close && close < end && starts(value + 1, "UTF-16"))
        memset(name, ' ', (size_t)(close + 1 - name));
}

/* A text in UTF-16 is read, and its places counted, as the same in UTF-8. */
static bool from_utf16(char **s, size_t *n, const char *path, bcl_arena *a,
                       bcl_diag *d)
{
    bcl_utf16 x;
    size_t mark = bcl_utf16_mark(&x, *s, *n);

    if (mark == 0)
        return true;
    char *to = BCL_NEW(a, char, BCL_UTF16_ROOM(*n) + 1);
    *n = bcl_utf16_decode(&x, to, *s + mark, *n - mark, true);
    to[*n] = '\0';
    *s = to;
    forget_encoding(to);
    return !x.broken ||
           bcl_fail(d, "X02", (bcl_pos){path, (int)x.broken_line + 1, 0},
                    "ce fichier en UTF-16 est abîmé : une moitié de caractère");
}

/* Offsets are those of the file only if it is read as it is: in UTF-8. */
static bool check_bytes(bcl_xml_errors *e)
{
    const char *s = e->s, *nul = memchr(s, '\0', e->n);

    if (memcmp(s, "\xFF\xFE", 2) == 0)
        return ask_utf8(e, 0, "ce fichier est en UTF-32, qui n'est pas lu");
    if (nul)
        return ask_utf8(e, (size_t)(nul - s),
                        "octet nul : ce fichier n'est pas un texte");
    size_t valid = bcl_encoding_utf8_length(s, e->n);
    return valid == e->n ||
           ask_utf8(e, valid, "cet octet n'est pas de l'UTF-8");
}

/* encoding="..." of an XML declaration that goes from s to `end`. */
static bool check_declaration(bcl_xml_errors *e, const char *s, const char *end)
{
    const char *name = memmem(s, (size_t)(end - s), "encoding", 8);

    if (!name)
        return true;
    name += 8;
    name += strspn(name, " \t\r\n=");
    if (*name != '"' && *name != '\'')
        return true; /* libxml2 says what is wrong */
    const char *value = name + 1;
    size_t n = strcspn(value, "\"'?");
    if (n == 5 && strncasecmp(value, "UTF-8", 5) == 0)
        return true;
    return ask_utf8(e, (size_t)(value - e->s), "seul l'encodage UTF-8 est lu");
}

/* A DTD, with the entities it may declare, can only stand before the root. */
static bool check_prolog(bcl_xml_errors *e)
{
    const char *s = e->s + (starts(e->s, BOM) ? 3 : 0), *end;

    for (;; s = end) {
        s += strspn(s, " \t\r\n");
        if (starts(s, "<!DOCTYPE") || starts(s, "<!ENTITY")) {
            bcl_fail(e->diag, "X03", bcl_xml_error_at(e, (size_t)(s - e->s)),
                     "ni DOCTYPE ni entité ne sont permis");
            return bcl_hint(e->diag, "enlevez cette déclaration");
        }
        if (starts(s, "<!--"))
            end = (end = strstr(s + 4, "-->")) ? end + 3 : NULL;
        else if (starts(s, "<?"))
            end = (end = strstr(s, "?>")) ? end + 2 : NULL;
        else
            return true;
        if (!end)
            return true; /* libxml2 says what is wrong */
        if (starts(s, "<?xml") && strchr(" \t\r\n", s[5]) &&
            !check_declaration(e, s, end))
            return false;
    }
}

static bool parse(bcl_xml **root, bcl_xml_errors *e, bcl_arena *a)
{
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    bool good = false;

    if (!ctxt)
        return bcl_fail_system(e->diag, "X01", (bcl_pos){e->path, 0, 0},
                               "la mémoire est épuisée");
    ctxt->_private = e;
    ctxt->sax->serror = bcl_xml_error_add;
    xmlDoc *doc =
        xmlCtxtReadMemory(ctxt, e->s, (int)e->n, NULL, NULL, XML_PARSE_NONET);
    if (doc && e->count == 0)
        good = bcl_xml_tree_copy(root, doc, e->path, e->s, e->n, a, e->diag);
    else if (e->count == 0)
        bcl_fail(e->diag, "X02", (bcl_pos){e->path, 0, 0}, "XML mal formé");
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(ctxt);
    return good;
}

bool bcl_xml_read(bcl_xml **root, const char *path, bcl_arena *a, bcl_diag *d)
{
    const char *kept = bcl_text_copy(a, path, strlen(path));
    char *s;
    size_t n;

    *root = NULL;
    if (too_large(kept, 0, d) || !bcl_file_read(&s, &n, kept, "X01", a, d) ||
        too_large(kept, n, d) || !from_utf16(&s, &n, kept, a, d))
        return false;
    bcl_xml_errors e = {.path = kept, .s = s, .n = n, .diag = d};
    if (strspn(s, " \t\r\n") == n)
        return bcl_fail(d, "X02", (bcl_pos){kept, 0, 0}, "ce fichier est vide");
    return check_bytes(&e) && check_prolog(&e) && parse(root, &e, a);
}

const bcl_xml_attr *bcl_xml_find(const bcl_xml *e, const char *name)
{
    for (size_t i = 0; i < e->nattr; i++)
        if (strcmp(e->attr[i].name, name) == 0)
            return &e->attr[i];
    return NULL;
}

bcl_pos bcl_xml_text_at(const bcl_xml_text *t, size_t i)
{
    bcl_xml_cursor c = {.offset = t->raw[0], .line = t->at.line};

    /* Columns are only known from the start of the text's first line on. */
    c.start = t->raw[0] + 1 - (size_t)t->at.column;
    bcl_xml_cursor_move(&c, t->file_text, t->raw[i]);
    return (bcl_pos){t->at.file, c.line, (int)(t->raw[i] - c.start) + 1};
}
