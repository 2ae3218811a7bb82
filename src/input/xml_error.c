/* xml_error.c -- see xml_error.h. */
#include "input/xml_error.h"

#include <libxml/parser.h>
#include <string.h>

bcl_pos bcl_xml_error_at(bcl_xml_errors *e, size_t offset)
{
    if (offset < e->cursor.offset || e->cursor.line == 0)
        e->cursor = (bcl_xml_cursor){.line = 1};
    bcl_xml_cursor_move(&e->cursor, e->s, offset);
    return (bcl_pos){e->path, e->cursor.line,
                     (int)(offset - e->cursor.start) + 1};
}

/* The last `what` that starts at or before an offset; the offset when there is
 * none. */
static size_t before(const bcl_xml_errors *e, size_t offset, const char *what)
{
    size_t n = strlen(what);

    for (size_t i = offset + 1; i-- > 0;)
        if (e->n - i >= n && memcmp(e->s + i, what, n) == 0)
            return i;
    return offset;
}

/* The start tag of `name` that line `line` holds. */
static size_t opening(const bcl_xml_errors *e, const char *name, int line)
{
    const char *s = e->s, *found = NULL;
    size_t n = strlen(name);

    for (int l = 1; l < line && s; l++)
        s = (s = strchr(s, '\n')) ? s + 1 : NULL;
    size_t size = s ? strcspn(s, "\n") : 0;
    for (size_t i = 0; i + n < size && !found; i++)
        if (s[i] == '<' && memcmp(s + i + 1, name, n) == 0 &&
            strchr(" \t\r\n/>", s[i + 1 + n]))
            found = s + i;
    return found ? (size_t)(found - e->s) : e->n;
}

/* Whether an attribute has this name, its prefix left out. */
static bool is_named(const bcl_xml_errors *e, const bcl_xml_scan_attr *attr,
                     const char *name)
{
    size_t n = strlen(name), m = attr->name_length;
    const char *s = e->s + attr->name;

    return m >= n && memcmp(s + m - n, name, n) == 0 &&
           (m == n || s[m - n - 1] == ':');
}

/* The second attribute `name` of the tag around an offset. */
static size_t twin(const bcl_xml_errors *e, size_t offset, const char *name)
{
    bcl_xml_scan scan = {.s = e->s, .n = e->n, .i = before(e, offset, "<")};
    bcl_xml_scan_attr attr;
    int seen = 0;

    offset = scan.i;
    if (bcl_xml_scan_next(&scan) != BCL_XML_START)
        return offset;
    while (bcl_xml_scan_attribute(&scan, &attr))
        if (is_named(e, &attr, name) && seen++ > 0)
            return attr.name;
    return offset;
}

/* The usual ones that need no name: what starts the place shown (NULL: where
 * the parser stands), what is said. */
static const struct {
    int code;
    const char *from;
    const char *text, *hint;
} usual[] = {
    {XML_ERR_DOCUMENT_EMPTY, NULL, "un élément « <... » est attendu ici", NULL},
    {XML_ERR_DOCUMENT_END, NULL,
     "rien ne peut suivre la fin de l'élément principal", NULL},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, NULL,
     "la valeur d'un attribut se met entre guillemets", NULL},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "<",
     "le guillemet qui ferme la valeur de l'attribut manque", NULL},
    {XML_ERR_LT_IN_ATTRIBUTE, NULL,
     "« < » dans la valeur d'un attribut ; un guillemet manque peut-être avant",
     "écrivez &lt;"},
    {XML_ERR_SPACE_REQUIRED, NULL, "il manque un blanc entre deux attributs",
     NULL},
    {XML_ERR_EQUAL_REQUIRED, NULL, "« = » est attendu ici", NULL},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "&",
     "« ; » manque à la fin de ce qui commence par « & »",
     "le signe & s'écrit &amp;"},
    {XML_ERR_INVALID_CHAR, NULL, "caractère interdit dans un texte XML", NULL},
    {XML_ERR_INVALID_CHARREF, "&", "ce numéro n'est pas un caractère", NULL},
    {XML_ERR_INVALID_DEC_CHARREF, "&",
     "« &# » est suivi d'un nombre puis de « ; »", NULL},
    {XML_ERR_INVALID_HEX_CHARREF, "&",
     "« &#x » est suivi d'un nombre hexadécimal puis de « ; »", NULL},
    {XML_ERR_COMMENT_NOT_FINISHED, "<!--",
     "commentaire jamais fermé par « --> »", NULL},
    {XML_ERR_HYPHEN_IN_COMMENT, NULL, "« -- » dans un commentaire", NULL},
    {XML_ERR_CDATA_NOT_FINISHED, "<![CDATA[",
     "« <![CDATA[ » jamais fermé par « ]]> »", NULL},
    {XML_ERR_MISPLACED_CDATA_END, NULL, "« ]]> » hors d'un « <![CDATA[ »",
     "écrivez ]]&gt;"},
    {XML_ERR_PI_NOT_FINISHED, "<?", "« <? » jamais fermé par « ?> »", NULL},
    {XML_ERR_RESERVED_XML_NAME, "<?",
     "« <?xml » ne peut être qu'au tout début du fichier", NULL},
    {XML_ERR_XMLDECL_NOT_FINISHED, "<?", "« <?xml » jamais fermé par « ?> »",
     NULL},
};

static bool add_usual(bcl_xml_errors *e, int code, size_t offset)
{
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (usual[i].code != code)
            continue;
        if (usual[i].from && offset > 0)
            offset = before(e, offset - 1, usual[i].from);
        bcl_fail(e->diag, "X02", bcl_xml_error_at(e, offset), "%s",
                 usual[i].text);
        if (usual[i].hint)
            bcl_hint(e->diag, "%s", usual[i].hint);
        return true;
    }
    return false;
}

/* A name is wanted: most often after a sign that should have been escaped. */
static void add_no_name(bcl_xml_errors *e, size_t offset)
{
    char sign = offset > 0 ? e->s[offset - 1] : '\0';

    if (sign == '&' || sign == '<') {
        bcl_fail(e->diag, "X02", bcl_xml_error_at(e, offset - 1),
                 "« %c » n'est suivi d'aucun nom", sign);
        bcl_hint(e->diag, "le signe %c s'écrit &%s;", sign,
                 sign == '&' ? "amp" : "lt");
    } else {
        bcl_fail(e->diag, "X02", bcl_xml_error_at(e, offset),
                 "un nom est attendu ici");
    }
}

static const char *or_unknown(const char *s)
{
    return s ? s : "?";
}

/* Those that name an element, an attribute or an entity. */
static bool add_named(bcl_xml_errors *e, const xmlError *x, size_t offset)
{
    const char *a = or_unknown(x->str1), *b = or_unknown(x->str2);
    bcl_diag *d = e->diag;

    switch (x->code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        bcl_fail(d, "X02", bcl_xml_error_at(e, before(e, offset, "<")),
                 "« </%s> » ne peut pas fermer « <%s> », ouvert à la ligne %d",
                 b, a, x->int1);
        break;
    case XML_ERR_TAG_NOT_FINISHED:
        bcl_fail(d, "X02", bcl_xml_error_at(e, opening(e, a, x->int1)),
                 "« <%s> » n'est jamais fermé", a);
        break;
    case XML_ERR_NAME_REQUIRED:
        add_no_name(e, offset);
        break;
    case XML_ERR_GT_REQUIRED:
        bcl_fail(d, "X02", bcl_xml_error_at(e, offset),
                 "la balise n'est pas fermée par « > »");
        break;
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        bcl_fail(d, "X02", bcl_xml_error_at(e, before(e, offset, a)),
                 "l'attribut « %s » n'a pas de valeur", a);
        bcl_hint(d, "écrivez %s=\"...\"", a);
        break;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        a = x->str2 ? b : a;
        bcl_fail(d, "X02", bcl_xml_error_at(e, twin(e, offset, a)),
                 "l'attribut « %s » est donné deux fois", a);
        break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        bcl_fail(d, "X03", bcl_xml_error_at(e, before(e, offset - 1, "&")),
                 "entité inconnue « &%s; »", a);
        bcl_hint(d, "écrivez le caractère lui-même");
        break;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        bcl_fail(d, "X02", bcl_xml_error_at(e, before(e, offset, "<")),
                 "le préfixe « %s: » n'est pas déclaré", a);
        break;
    default:
        return false;
    }
    return true;
}

/* Bytes of the file behind the parser; it is UTF-8, hence never converted. */
static size_t parsed(const bcl_xml_errors *e, const xmlParserCtxt *ctxt)
{
    size_t offset = ctxt->input
                        ? ctxt->input->consumed +
                              (size_t)(ctxt->input->cur - ctxt->input->base)
                        : 0;

    return offset < e->n ? offset : e->n;
}

/* One mistake often makes libxml2 complain twice without moving: the first
 * complaint is the right one. */
void bcl_xml_error_add(void *context, xmlErrorPtr x)
{
    const xmlParserCtxt *ctxt = context;
    bcl_xml_errors *e = ctxt->_private;
    size_t offset = parsed(e, ctxt);

    if (x->level < XML_ERR_ERROR)
        return;
    e->count++;
    if (e->last == offset + 1)
        return;
    e->last = offset + 1;
    if (e->diag->count >= BCL_DIAG_MAX) {
        bcl_fail(e->diag, "X02", (bcl_pos){e->path, 0, 0}, "XML mal formé");
        return;
    }
    const char *text = x->message ? x->message : "";
    bool reference = x->code == XML_ERR_INVALID_CHAR && strstr(text, "CharRef");
    int code = reference ? XML_ERR_INVALID_CHARREF : x->code;
    if (add_named(e, x, offset) || add_usual(e, code, offset))
        return;
    bool deep = x->code == XML_ERR_INTERNAL_ERROR && strstr(text, "depth");
    if (deep)
        bcl_fail(e->diag, "X04", bcl_xml_error_at(e, before(e, offset, "<")),
                 "trop d'éléments l'un dans l'autre");
    else
        bcl_fail(e->diag, "X02", bcl_xml_error_at(e, offset),
                 "XML mal formé : %.*s", (int)strcspn(text, "\n"), text);
}
